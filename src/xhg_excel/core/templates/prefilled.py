"""The cells and row heights in which a county workbook with sites differs from a blank one.

Laying out such a workbook takes a hundred times longer than computing the differences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Unit
from xhg_excel.core.sheets.layout import BookLayout, Formula, SheetLayout
from xhg_excel.core.templates.check_codes import numbers_of
from xhg_excel.core.templates.check_columns import Counters, HintRanges
from xhg_excel.core.templates.cover import cover_sheet, marker_sheet
from xhg_excel.core.templates.form import form_sheet
from xhg_excel.core.templates.hint_texts import hint_ranges
from xhg_excel.core.templates.own_numbers import OwnNumbers
from xhg_excel.core.templates.printed_form import put_header, row_refs
from xhg_excel.core.templates.register import (
    FIRST_ROW,
    entry_height,
    entry_widths,
    put_top,
    register_checks,
    row_facts,
)
from xhg_excel.core.templates.workbooks import CountyContent, county_book, cover_answers
from xhg_excel.notice import ANNEXES, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.workbook import PRINT_SHEETS, REGISTER_ROWS, REGISTER_SHEETS

Value = str | int | float | None


@dataclass
class CellValues:
    """New present values of cells of one sheet, by (row, column), and new heights of rows."""

    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)


def blank_county(campaign: Campaign, registry: Registry) -> BookLayout:
    """Return the blank county workbook to which `county_changes` are applied."""
    return county_book(campaign, None, CountyContent(), registry)


def fits(sites: SiteRows) -> bool:
    """Return whether the registers of a blank workbook have room for these sites (rows by annex key)."""
    return all(len(rows) <= REGISTER_ROWS for rows in sites.values())


def county_changes(campaign: Campaign, unit: Unit, sites: SiteRows, registry: Registry) -> dict[str, CellValues]:
    """Return by sheet the changes of `blank_county` that give the workbook of a unit with these sites.

    The sites must fit (see `fits`).
    """
    registers = {annex.key: _register(annex, sites.get(annex.key, ()), campaign) for annex in SITE_ANNEXES}
    counters = {REGISTER_SHEETS[key]: counted for key, (_, counted) in registers.items()}
    cover = cover_sheet(campaign, cover_answers(unit), registry, _form_counters(campaign) | counters)
    marker = marker_sheet(campaign, "county", unit.city.code, unit.county.code if unit.county else "")
    changes = {sheet.name: CellValues(_values(sheet)) for sheet in (cover, marker)}
    for annex in SITE_ANNEXES:
        rows = sites.get(annex.key, ())
        changes[REGISTER_SHEETS[annex.key]] = registers[annex.key][0]
        if rows:
            changes[PRINT_SHEETS[annex.key]] = _print_header(annex, rows[0])
    return changes


def _values(sheet: SheetLayout) -> dict[tuple[int, int], Value]:
    """Return the present values of all cells of a layout, constant texts too."""
    cells = {**sheet.cells, **{(block.top, block.left): cell for block, cell in sheet.merges.items()}}
    contents = {at: cell.content for at, cell in cells.items()}
    return {at: c.value if isinstance(c, Formula) else c for at, c in contents.items()}  # type: ignore[misc]  # no dates, no links


@cache
def _form_counters(campaign: Campaign) -> dict[str, Counters]:
    forms = [form_sheet(a, {}, campaign, hint_ranges(ANNEXES.index(a), a, campaign), alone=False) for a in UNIT_ANNEXES]
    return {form.sheet.name: form.counters for form in forms}


def _print_header(annex: Annex, answers: Answers) -> CellValues:
    scratch = SheetLayout("")
    put_header(scratch, annex, _refs(annex.key), answers)
    return CellValues(_values(scratch))


@cache
def _refs(key: str) -> dict[str, str]:
    return row_refs(next(annex for annex in ANNEXES if annex.key == key), REGISTER_ROWS)


def _register(annex: Annex, rows: Sequence[Answers], campaign: Campaign) -> tuple[CellValues, Counters]:
    """Return the changes of a register, and its counters."""
    ranges = _ranges(annex.key, campaign)
    made = register_checks(annex, campaign, ranges, REGISTER_ROWS)
    found = row_facts(annex, rows, len(rows), campaign, made.checks, own=OwnNumbers())
    top = SheetLayout(REGISTER_SHEETS[annex.key])
    states = [facts.state for facts in found]
    counters = put_top(top, annex, rows, states, last=FIRST_ROW + REGISTER_ROWS - 1, ranges=ranges)
    changes = CellValues(_values(top))
    numbers, widths = numbers_of(annex), _widths(annex.key)
    for row, (answers, facts) in enumerate(zip(rows, found, strict=True), start=FIRST_ROW):
        given = {numbers[key]: value for key, value in answers.items() if value is not None}
        changes.cells |= {(row, col): value for col, value in given.items()}  # type: ignore[misc]  # no dates
        changes.cells |= {(row, col): value for col, value in facts.shown(made.columns).items()}
        changes.heights[row] = entry_height((value, widths[col - 1]) for col, value in given.items())
    return changes, counters


@cache
def _ranges(key: str, campaign: Campaign) -> HintRanges:
    position = next(number for number, annex in enumerate(ANNEXES) if annex.key == key)
    return hint_ranges(position, ANNEXES[position], campaign)


@cache
def _widths(key: str) -> tuple[float, ...]:
    return entry_widths(annex_columns(next(annex for annex in ANNEXES if annex.key == key)))


SiteRows = Mapping[str, Sequence[Answers]]
