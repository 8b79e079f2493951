"""Words of several submissions of one unit: which one counts, and what changed since the earlier one."""

# The criteria for the newer of two submissions, in this order.
BY_COVER, BY_SAVED, BY_CHANGED = "封面的填报日期", "文件属性里的保存时间", "文件的修改时间"
TAKEN_BY = "{criterion}（{new}，另一份{old}）"
TAKEN = "{count}份，按{by}采用本文件，不计{others}"

CHANGES_SHEET = "更正情况"
CHANGES_TITLE = "更正情况：新报送与旧报送逐格比较"
CHANGES_NOTE = "同一单位报送几份的，采用最新一份；这里列出与前一份不同的每一格，以及改好的、新出现的问题。"
CHANGE_HEADS = {
    "unit": "单位", "kind": "变化", "item": "项目", "old": "旧值", "new": "新值", "old_file": "旧文件",
    "old_cell": "旧单元格", "new_file": "新文件", "new_cell": "新单元格",
}  # fmt: skip
CHANGED, ADDED, REMOVED = "更改", "新增", "删去"
ERROR_CLOSED, ERROR_NEW = "已改好的问题", "新出现的问题"
NOT_THE_SAME_FORM = "与“{old}”不是同一张表"
SAME_CONTENT = "两份内容相同：{old} 与 {new}，没有一格不同。"
DIFFERENT = "{new} 与 {old} 相比：更改 {changed} 格，新增 {added} 格，删去 {removed} 格；改好 {closed} 处问题，新出现 {opened} 处。"
# The name of a site without a number.
SITE = "{annex} {name}"
