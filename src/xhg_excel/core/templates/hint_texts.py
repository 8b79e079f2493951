"""The hidden sheets of texts: hint and column of each token, phrases that are no reason, all counties.

Formulas look texts up here, so that each text is stored once in the file.
"""

from __future__ import annotations

from collections.abc import Mapping

from xhg_excel.core.model.registry import Registry
from xhg_excel.core.sheets.layout import Area, SheetLayout
from xhg_excel.core.templates.check_codes import hints_of
from xhg_excel.core.templates.check_columns import HintRanges
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.check_columns import TEXTS_SHEET, UNITS_SHEET
from xhg_excel.notice.words.findings import BOILERPLATE

_COLUMNS = 3


def hint_ranges(position: int, annex: Annex, campaign: Campaign) -> HintRanges:
    """Return the ranges of the annex number `position` (from 0) on the sheet of texts."""
    left = 1 + position * _COLUMNS
    hints = Area(0, left, len(hints_of(annex, campaign)) - 1, left + _COLUMNS - 1)
    words = Area(0, 0, len(BOILERPLATE) - 1, 0)
    return HintRanges(f"{TEXTS_SHEET}!{hints.a1}", f"{TEXTS_SHEET}!{words.a1}")


def texts_sheet(letters: Mapping[Annex, Mapping[int, str]], campaign: Campaign) -> SheetLayout:
    """Return the sheet of texts for annexes in order; `letters` are their column letters by field number."""
    sheet = SheetLayout(TEXTS_SHEET, hidden=True)
    for row, word in enumerate(BOILERPLATE):
        sheet.put(row, 0, word, "plain")
    for position, (annex, annex_letters) in enumerate(letters.items()):
        for row, (key, text) in enumerate(hints_of(annex, campaign).items()):
            entry = (key, text, annex_letters[int(key.split(":")[0])])
            sheet.put_row(row, entry, "plain", left=1 + position * _COLUMNS)
    return sheet


def units_sheet(registry: Registry) -> SheetLayout:
    """Return the hidden sheet of all counties by city, the source of the list of counties on the cover."""
    sheet = SheetLayout(UNITS_SHEET, hidden=True)
    pairs = [(city.name, county.name) for city in registry.cities for county in registry.counties_of(city)]
    for row, pair in enumerate(pairs):
        sheet.put_row(row, pair, "plain")
    return sheet


def counties_formula(city_cell: str, registry: Registry) -> str:
    """Return the formula of the range that lists the counties of the city in `city_cell`."""
    rows = sum(len(registry.counties_of(city)) for city in registry.cities)
    cities = f"{UNITS_SHEET}!$A$1:$A${rows}"
    first = f"MATCH({city_cell},{cities},0)-1"
    return f"=OFFSET({UNITS_SHEET}!$B$1,{first},0,COUNTIF({cities},{city_cell}),1)"
