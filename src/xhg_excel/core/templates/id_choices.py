"""A unit's own part of the problem list inside its workbook, and the choice of 问题编号 from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Unit
from xhg_excel.core.sheets.layout import Area, Content, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, table_sheet
from xhg_excel.notice import PROBLEM_ANNEXES, PROBLEMS, SMALL_CHEM
from xhg_excel.notice.words.workbook import OWN_PROBLEMS_KEYS, OWN_PROBLEMS_NOTE, OWN_PROBLEMS_SHEET, UNKNOWN_ID_HINT


def problems_of(unit: Unit, problems: Sequence[Answers], registry: Registry) -> list[Answers]:
    """Return the 小化工 problems of a county; for a city itself, of the whole city."""
    return [row for row in problems if row.get("site_type") == SMALL_CHEM and _lies_in(row, unit, registry)]


def _lies_in(row: Answers, unit: Unit, registry: Registry) -> bool:
    city = registry.match_city(show(row.get("city")))
    if city != unit.city:
        return False
    return unit.county is None or registry.match_county(show(row.get("county")), city).region == unit.county


def limit_ids(register: SheetLayout, problems: Sequence[Answers]) -> SheetLayout:
    """Let the register's 问题编号 be chosen from `problems` only; return the sheet that lists them."""
    columns = [column for key in OWN_PROBLEMS_KEYS for column in PROBLEMS.columns if column.key == key]
    rows: list[Sequence[Content]] = [[row.get(column.key) for column in columns] for row in problems]
    heads = [column.shown for column in columns]
    note = OWN_PROBLEMS_NOTE.format(register=register.name)
    sheet = table_sheet(OWN_PROBLEMS_SHEET, OWN_PROBLEMS_SHEET, heads, rows, note)
    ids = Area(FIRST_ROW, 0, FIRST_ROW + len(rows) - 1, 0).a1
    number = next(n for n, field in enumerate(PROBLEM_ANNEXES[0].fields, start=1) if field.key == "problem_id")
    at = next(n for n, limit in enumerate(register.validations) if limit.block.left == number == limit.block.right)
    listed = replace(register.validations[at], rule="list", formula=f"={OWN_PROBLEMS_SHEET}!{ids}", choices=())
    register.validations[at] = replace(listed, hint=UNKNOWN_ID_HINT, alert=UNKNOWN_ID_HINT)
    return sheet
