"""What a made-up notice asks of a site in every form, and when a site is finished."""

from xhg_excel.notice.schema.condition import Filled, Is, all_of, any_of
from xhg_excel.notice.schema.form import NO, YES, Field, Kind

VISIT_METHODS = ("现场核查（演练）", "随机抽查（演练）")
SITE_NAME = Field("site_name", "充电场所名称", Kind.TEXT, longest=50)
ADDRESS = Field("address", "详细地址", Kind.TEXT, longest=80)
DONE_KEYS = ("extinguishers", "wires")
UNFINISHED = any_of(Is("extinguishers", NO), Is("wires", YES))
FINISHED = all_of(*(Filled(key) for key in DONE_KEYS), Is("extinguishers", YES), Is("wires", NO))
