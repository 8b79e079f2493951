"""Every template guards its cells by itself, with nothing newer than Excel 2010."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.books import COMMITTED

BOOKS = sorted(COMMITTED.glob("*.xlsx"))
# Functions of Excel 2010 and WPS that the templates use; anything else needs a look first.
KNOWN = {
    "ABS",
    "AND",
    "CHAR",
    "COUNTA",
    "COUNTIF",
    "COUNTIFS",
    "DATE",
    "DAY",
    "EXACT",
    "FIND",
    "HYPERLINK",
    "IF",
    "IFERROR",
    "INDEX",
    "INT",
    "ISBLANK",
    "ISERROR",
    "ISNUMBER",
    "ISTEXT",
    "LEFT",
    "LEN",
    "LOWER",
    "MATCH",
    "MAX",
    "MID",
    "MIN",
    "MONTH",
    "NOT",
    "OFFSET",
    "OR",
    "REPT",
    "RIGHT",
    "ROUND",
    "ROW",
    "SUBSTITUTE",
    "SUM",
    "SUMIF",
    "SUMIFS",
    "SUMPRODUCT",
    "TEXT",
    "TRIM",
    "UPPER",
    "VALUE",
    "VLOOKUP",
    "YEAR",
}
LONGEST_FORMULA, LONGEST_LIST, DEEPEST = 8192, 255, 64


@cache
def book(name: str) -> openpyxl.Workbook:
    """Return a committed template as another program loads it; no test changes it."""
    return openpyxl.load_workbook(COMMITTED / name)


def sheets() -> Iterator[tuple[str, Worksheet]]:
    for path in BOOKS:
        for sheet in book(path.name):
            yield f"{path.name}!{sheet.title}", sheet


def names() -> Iterator[tuple[str, str]]:
    """Return the sheets of all templates without loading a cell."""
    for path in BOOKS:
        with CalamineWorkbook.from_path(path) as listed:
            yield from ((path.name, sheet) for sheet in listed.sheet_names)


def formulas(sheet: Worksheet) -> Iterator[str]:
    """Yield every formula of a sheet: in cells, limits and looks."""
    yield from (cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
    yield from (rule.formula1 for rule in sheet.data_validations.dataValidation if rule.formula1)
    for block in sheet.conditional_formatting:
        yield from (formula for rule in block.rules for formula in rule.formula)


def guarded(sheet: Worksheet) -> set[str]:
    """Return the addresses that a native limit covers."""
    return {
        cell.coordinate
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row in sheet[area.coord if ":" in area.coord else f"{area.coord}:{area.coord}"]
        for cell in row
    }


def entries(sheet: Worksheet) -> set[str]:
    """Return the open cells: of a merged block its first."""
    merged = {str(c) for area in sheet.merged_cells.ranges for c in _others(area)}
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {c.coordinate for c in cells if not c.protection.locked and c.coordinate not in merged}


def _others(area: object) -> Iterator[str]:
    from openpyxl.utils import get_column_letter

    for row, col in area.cells:  # type: ignore[attr-defined]  # openpyxl has no types
        if (row, col) != (area.min_row, area.min_col):  # type: ignore[attr-defined]
            yield f"{get_column_letter(col)}{row}"


def test_every_entry_cell_has_a_native_limit_with_words() -> None:
    counted = 0
    for name, sheet in sheets():
        assert entries(sheet) - guarded(sheet) == set(), name
        counted += len(entries(sheet))
        for rule in sheet.data_validations.dataValidation:
            assert rule.prompt, name
            assert rule.error, name
            assert rule.errorTitle, name
            assert rule.showErrorMessage, name

    assert counted > 15_000


def test_a_limit_names_the_clause_it_comes_from() -> None:
    prompts = {rule.prompt for rule in book("县级填报表.xlsx")["附件2登记表"].data_validations.dataValidation}

    assert sum("依据：通知三(一)3" in prompt for prompt in prompts) >= 2


@pytest.mark.parametrize(("file", "name"), [pytest.param(*at, id="!".join(at)) for at in names()])
def test_no_formula_is_newer_than_excel_2010_or_too_long(file: str, name: str) -> None:
    sheet = book(file)[name]
    for formula in formulas(sheet):
        text = re.sub(r'"[^"]*"', '""', formula)
        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", text)) <= KNOWN, formula
        assert len(formula) <= LONGEST_FORMULA
        assert _depth(text) <= DEEPEST, formula
        assert all(len(piece) <= 255 for piece in re.findall(r'"([^"]*)"', formula))
        assert "{" not in text, formula
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and rule.formula1.startswith('"'):
            assert len(rule.formula1) <= LONGEST_LIST + 2, rule.formula1


def _depth(formula: str) -> int:
    depth = deepest = 0
    for char in formula:
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    assert depth == 0, formula
    return deepest


def test_colours_follow_cells_of_the_same_sheet_only() -> None:
    for name, sheet in sheets():
        for block in sheet.conditional_formatting:
            for rule in block.rules:
                assert all("!" not in re.sub(r'"[^"]*"', "", formula) for formula in rule.formula), name


def test_forms_and_registers_are_protected_without_a_password_and_leave_staff_free() -> None:
    for name in ("封面", "附件1", "附件2登记表", "附件3登记表"):
        guard = book("县级填报表.xlsx")[name].protection
        assert guard.sheet, name
        assert guard.password is None, name
        # False means: not forbidden.
        assert not any((guard.sort, guard.autoFilter, guard.objects, guard.formatCells, guard.formatRows)), name


def test_registers_hold_200_sites_filter_and_freeze_rows_only() -> None:
    for name in ("附件2登记表", "附件3登记表"):
        sheet = book("县级填报表.xlsx")[name]
        assert [sheet.cell(row, 1).value for row in (4, 203)] == [1, 200]
        assert sheet.freeze_panes == "A4"
        assert sheet.auto_filter.ref.startswith("B3:")
        assert sheet.auto_filter.ref.endswith("203")
        assert all(not c.protection.locked for row in sheet[sheet.auto_filter.ref.replace("B3", "B4")] for c in row)
