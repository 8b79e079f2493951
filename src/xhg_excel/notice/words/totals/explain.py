"""Words of `xhg explain`: the cells behind a figure, and the arithmetic."""

EXPLAINED = "{sheet}!{cell}　{item}　{column}：{value}"
SUM_ARITHMETIC = "{terms} = {total}"
COUNT_ARITHMETIC = "应答 {due} 个，其中“是” {yes} 个，即 {yes}/{due}"
RATE_ARITHMETIC = "（{parts}）÷（{wholes}）= {part} ÷ {whole} = {rate}"
SITES_ARITHMETIC = "{label} {count} 家"
NOT_COUNTED = "另有 {named}"
COUNTED_NAMES = "{count}个"
PLUS = " + "
EXPLAIN_HEADS = {"unit": "单位", "value": "填报值", "file": "文件", "sheet": "工作表", "cell": "单元格", "item": "项目"}
CHANGED_BY_HAND = "注意：表中现为“{shown}”，按数据明细应为“{due}”；汇总表被手工改过。"
# The short forms of the totals sheets on the command line: 附件1!D12.
ADDRESS = r"(?P<sheet>[^!]+)!\$?(?P<cell>[A-Za-z]{1,3}\$?\d{1,7})"
