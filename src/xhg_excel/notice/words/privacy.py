"""How names and phones of informants are recognised and redacted outside the petition ledger (五(四))."""

HIDDEN = "（已隐去）"
# Words in the column 举报人 that are no name.
NOBODY = frozenset(
    {
        "匿名", "匿名举报", "群众", "村民", "居民", "市民", "网民", "网友", "业主", "职工", "员工", "周边群众", "附近居民",
        "实名", "实名举报", "不详", "未知", "未留名", "保密", "先生", "女士", "同志", "师傅", "演练", "电话", "手机", "联系电话", "转交", "来信", "来访", "来电",
    }
)  # fmt: skip
TITLES = ("先生", "女士", "同志", "师傅")
SHORTEST_NAME, SHORTEST_PHONE = 2, 7
# Names of places are never redacted: rows are joined by them.
KEPT_KEYS = frozenset({"city", "county", "unit_city", "unit_county", "unit_level"})
