"""The cover of a county workbook: its unit, counters and instructions; and the hidden marker sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.sheets.layout import Area, Formula, Page, SheetLayout, height_for
from xhg_excel.core.templates.check_columns import Counters, link_formula
from xhg_excel.core.templates.entry_cells import entry_validation
from xhg_excel.core.templates.hint_texts import counties_formula
from xhg_excel.notice import COVER_HOWTO, TEMPLATE_VERSION
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import FORMS_CLAUSE, Kind
from xhg_excel.notice.words import workbook as words
from xhg_excel.notice.words.check_columns import COUNTER_FILLED, FILLED_OF

_WIDTHS = (4.0, 30.0, 27.0, 27.0, 4.0)
_LABEL, _ENTRY, _END = 1, 2, 3
_FIRST = 4


def cover_sheet(
    campaign: Campaign,
    answers: Mapping[str, Answer | None],
    registry: Registry,
    counters: Mapping[str, Counters],
) -> SheetLayout:
    """Return the cover with the `answers` about the unit (by field key) and the counters by sheet name."""
    sheet = SheetLayout(words.COVER_SHEET, widths=_WIDTHS, protected=True)
    sheet.span(Area(1, _LABEL, 1, _END), words.COVER_TITLE, "cover_title")
    sheet.heights.update({0: 24.0, 1: 76.0, 2: 40.0})
    sheet.span(Area(2, _LABEL, 2, _END), basis(campaign), "subtitle")
    row = _put_unit(sheet, answers, campaign, registry)
    row = _put_counters(sheet, row + 1, counters)
    sheet.span(Area(row + 1, _LABEL, row + 1, _END), words.COVER_HOWTO_TITLE, "howto_title")
    for offset, line in enumerate(COVER_HOWTO, start=row + 2):
        sheet.span(Area(offset, _LABEL, offset, _END), line, "howto")
        sheet.heights[offset] = height_for(line, sum(_WIDTHS[_LABEL : _END + 1]))
    last = row + 1 + len(COVER_HOWTO)
    sheet.page = Page(area=Area(0, 0, last, _END + 1), tall=1)
    return sheet


def _put_unit(sheet: SheetLayout, answers: Mapping[str, Answer | None], campaign: Campaign, registry: Registry) -> int:
    row = _FIRST
    cells = {}
    for field in words.COVER_FIELDS:
        sheet.put(row, _LABEL, field.label, "cover_label")
        style = "cover_date" if field.kind is Kind.DATE else "cover_entry"
        sheet.span(Area(row, _ENTRY, row, _END), answers.get(field.key), style)
        sheet.validations.append(entry_validation(field, Area(row, _ENTRY, row, _ENTRY), FORMS_CLAUSE, campaign))
        sheet.heights[row] = 34.0
        cells[field.key] = (row, _ENTRY)
        row += 1
    limit_counties(sheet, cells, registry)
    return row


def limit_counties(sheet: SheetLayout, cells: Mapping[str, tuple[int, int]], registry: Registry) -> None:
    """Limit the city to a list, and 县（市、区） to the counties of the chosen city; `cells` by field key."""
    row, col = cells["unit_city"]
    city = f"${column_letters(col)}${row + 1}"
    cities = tuple(c.name for c in registry.cities)
    lists = {"unit_city": (cities, ""), "unit_county": ((), counties_formula(city, registry))}
    for key, (choices, formula) in lists.items():
        block, hint = Area(*cells[key], *cells[key]), words.UNIT_HINTS[key]
        at = next(n for n, limit in enumerate(sheet.validations) if limit.block == block)
        limit = replace(sheet.validations[at], rule="list", choices=choices, formula=formula)
        sheet.validations[at] = replace(limit, hint=hint, alert=hint)


def _put_counters(sheet: SheetLayout, row: int, by_sheet: Mapping[str, Counters]) -> int:
    """Put one row per sheet: filled of due, and links to the first 强制 and 核实; return the next free row."""
    sheet.put(row, _LABEL, words.COUNTED_TITLE, "howto_title")
    sheet.heights[row] = 28.0
    for offset, (name, counters) in enumerate(by_sheet.items(), start=row + 1):
        within = f"'{name}'!"
        shown = FILLED_OF.format(filled=counters.filled, due=counters.due)
        filled = f'="{name}  {COUNTER_FILLED} "&{within}{counters.filled_ref}&"/"&{within}{counters.due_ref}'
        sheet.put(offset, _LABEL, Formula(filled, f"{name}  {COUNTER_FILLED} {shown}"), "counted")
        sheet.put(offset, _ENTRY, link_formula(counters.must, name, within), "counted_must")
        sheet.put(offset, _END, link_formula(counters.explain, name, within), "counted_explain")
        sheet.heights[offset] = 24.0
    return row + len(by_sheet) + 1


def basis(campaign: Campaign) -> str:
    """Return the line with the document number and the dates of the campaign."""
    return words.COVER_BASIS.format(
        issuer=campaign.issuer,
        document_number=campaign.document_number,
        start=words.DATE_TEXT.format(date=campaign.window_start),
        end=words.DATE_TEXT.format(date=campaign.window_end),
        due=words.DATE_TEXT.format(date=campaign.report_due),
    )


def marker_sheet(campaign: Campaign, kind: str, city: str = "", county: str = "") -> SheetLayout:
    """Return the hidden sheet that identifies workbooks of the program and their kind."""
    values = (words.PRODUCT, TEMPLATE_VERSION, campaign.document_number, kind, city, county)
    sheet = SheetLayout(words.MARKER_SHEET, hidden=True)
    for row, (key, value) in enumerate(zip(words.MARKER_KEYS, values, strict=True)):
        sheet.put_row(row, (key, value), "plain")
    return sheet
