"""The cover of a county workbook: who fills it, and how; and the hidden marker sheet.

Room: core.
"""

from __future__ import annotations

from collections.abc import Mapping

from xhg_excel.core.entries import entry_validation
from xhg_excel.core.layout import Block, Page, SheetLayout, height_for
from xhg_excel.core.normalize import Answer
from xhg_excel.spec.campaign import TEMPLATE_VERSION, Campaign
from xhg_excel.spec.form import FORMS_CLAUSE, Kind
from xhg_excel.spec.workbook import (
    COVER_BASIS,
    COVER_FIELDS,
    COVER_HOWTO,
    COVER_HOWTO_TITLE,
    COVER_SHEET,
    COVER_TITLE,
    DATE_TEXT,
    MARKER_KEYS,
    MARKER_SHEET,
    PRODUCT,
)

_WIDTHS = (4.0, 24.0, 30.0, 30.0, 4.0)
_LABEL, _ENTRY, _END = 1, 2, 3


def cover_sheet(campaign: Campaign, answers: Mapping[str, Answer | None]) -> SheetLayout:
    """Return the cover with the unit's header filled in as far as `answers` go."""
    sheet = SheetLayout(COVER_SHEET, widths=_WIDTHS)
    sheet.span(Block(1, _LABEL, 1, _END), COVER_TITLE, "cover_title")
    sheet.heights.update({0: 24.0, 1: 76.0, 2: 40.0})
    sheet.span(Block(2, _LABEL, 2, _END), basis(campaign), "subtitle")
    row = 4
    for field in COVER_FIELDS:
        sheet.put(row, _LABEL, field.label, "cover_label")
        style = "cover_date" if field.kind is Kind.DATE else "cover_entry"
        sheet.span(Block(row, _ENTRY, row, _END), answers.get(field.key), style)
        sheet.validations.append(entry_validation(field, Block(row, _ENTRY, row, _ENTRY), FORMS_CLAUSE))
        sheet.heights[row] = 34.0
        row += 1
    sheet.span(Block(row + 1, _LABEL, row + 1, _END), COVER_HOWTO_TITLE, "howto_title")
    for offset, line in enumerate(COVER_HOWTO, start=row + 2):
        sheet.span(Block(offset, _LABEL, offset, _END), line, "howto")
        sheet.heights[offset] = height_for(line, sum(_WIDTHS[_LABEL : _END + 1]))
    last = row + 1 + len(COVER_HOWTO)
    sheet.page = Page(area=Block(0, 0, last, _END + 1), tall=1)
    return sheet


def basis(campaign: Campaign) -> str:
    """Return the line that says by which document and dates a workbook is filled."""
    return COVER_BASIS.format(
        issuer=campaign.issuer,
        document_number=campaign.document_number,
        start=DATE_TEXT.format(date=campaign.window_start),
        end=DATE_TEXT.format(date=campaign.window_end),
        due=DATE_TEXT.format(date=campaign.report_due),
    )


def marker_sheet(campaign: Campaign, kind: str, city: str = "", county: str = "") -> SheetLayout:
    """Return the hidden sheet by which a workbook is known again."""
    values = (PRODUCT, TEMPLATE_VERSION, campaign.document_number, kind, city, county)
    sheet = SheetLayout(MARKER_SHEET, hidden=True)
    for row, (key, value) in enumerate(zip(MARKER_KEYS, values, strict=True)):
        sheet.put_row(row, (key, value), "plain")
    return sheet
