"""The detail sheet of a totals workbook: every answer with the file and cell it came from.

A higher level merges from this sheet; a reader follows a number to its cells by it.
"""

from dataclasses import replace

from xhg_excel.notice.schema.form import Field, Kind, text
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.confirmation import UNCONFIRMED

VALUE = "value"
# What of a cover travels to a higher level.
COVER_KEYS = ("unit_group", "unit_filled_on")
# When the file was saved, where its cover names no day.
SAVED_ON = Field("saved_on", "文件保存日期", Kind.DATE, optional=True)
# A further column, there only where a form is not confirmed.
STATE = Field("state", UNCONFIRMED, Kind.TEXT, optional=True)
# fmt: off
DETAILS = Ledger(
    key="details",
    title="数据明细",
    columns=(
        text("unit_code", "单位代码"),
        text("unit", "单位"),
        text("annex", "附件"),
        Field("form_number", "表号", Kind.COUNT),
        Field("form_row", "登记序号", Kind.COUNT),
        text("field_key", "字段"),
        text("label", "项目"),
        replace(text(VALUE, "填报值"), optional=True),
        text("file", "来源文件"),
        text("sheet", "来源工作表"),
        text("cell", "来源单元格"),
    ),
    identity=("unit_code", "annex", "form_number", "field_key"),
    note="每一个填报值一行，同一栏的排在一起；填报值为空的是没有读出的。上级据此汇总；请不要手工修改，更正请改报送表后重新汇总。",
)
# fmt: on
