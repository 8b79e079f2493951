"""Words of the sheet 信访与奖励: what does not agree between petition, problem and reward.

Informants never appear here: five columns of the petition ledger are enough.
"""

REWARDS_SHEET = "信访与奖励"
REWARDS_TITLE = "信访与奖励：信访件、问题、奖励逐件对应"
REWARDS_NOTE = "有例外的排在前面；举报人和电话不进入本表。"
REWARDS_HEADS = {
    "exceptions": "例外", "city": "设区市", "county": "县（市、区）", "number": "信访编号", "received_on": "受理日期",
    "problem_id": "对应问题编号", "status": "清单状态", "verified": "核实核查", "disposed": "处置",
    "reward_due": "应奖励", "reward_yuan": "奖励金额（元）", "rewarded_on": "兑现日期",
    "listed_at": "信访清单（文件 单元格）",
}  # fmt: skip
NO_EXCEPTION = "无"
# Exceptions by key, in the order in which they are listed.
EXCEPTIONS = {
    "unknown_problem": "对应问题编号不在问题清单上",
    "other_petition": "问题清单上这个问题写的信访编号是{other}",
    "unlinked": "问题清单写了这个信访编号（问题{other}），信访清单没有对应问题编号",
    "not_listed": "问题清单或附件2写了这个信访编号，信访清单没有这一件",
    "form_denies": "附件2第1项为“否”（{other}）",
    "form_number": "附件2写的信访编号是{other}",
    "not_verified": "没有核实核查",
    "not_disposed": "没有处置",
    "done_but_open": "信访件已处置，清单仍为未完成",
    "disposed_early": "处置日期早于受理日期",
    "unpaid": "应奖励没有兑现",
    "no_amount": "已兑现，没有金额",
    "paid_early": "兑现日期早于受理日期",
    "paid_not_due": "不应奖励，却有金额或兑现日期",
    "paid_twice": "同一问题奖励了{other}次",
}
