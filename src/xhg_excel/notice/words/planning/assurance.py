"""Words of the assurance: what a checked sample says of the whole list."""

from fractions import Fraction

CONFIDENCE = Fraction(95, 100)

# Of the list: {listed}, {checked}, {bad} found, {most} at most; {confidence} in percent.
SAMPLED = (
    "{frame}共{listed}个，随机抽查{checked}个，发现{bad}个不合格；"
    "有{confidence}的把握说，全部{listed}个中不合格的不超过{most}个。"
)
ALL_CHECKED = "{frame}共{listed}个，全部查过，不合格{bad}个。"
NONE_CHECKED = "{frame}共{listed}个，尚未抽查，不能推断。"
NOTHING_LISTED = "{frame}没有，不需推断。"
ASSURANCE_NOTE = (
    "按超几何分布精确计算的单侧上限（不放回抽样），只适用于按种子随机抽取的部分；未完成的全部督导，不作推断。"
)
FINISHED_FRAME = "督导县内清单称已完成的“小化工”"
