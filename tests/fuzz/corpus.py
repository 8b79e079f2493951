"""The workbooks that are mutated: small, one of each kind people send."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl

from tests.conftest import CONTEXT
from tests.records import CLEAN
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.rehearsal.made_up import rehearse_city
from xhg_excel.core.templates.workbooks import CountyContent, county_book, form_book, ledger_book
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import ANNEXES, NOTICE, PROBLEMS

_ROWS = 12


def write_corpus(folder: Path) -> dict[str, bytes]:
    """Return the workbooks by name: three forms, one as it was written, a county workbook, a ledger."""
    city = CONTEXT.registry.match_city("南通市")
    assert city is not None
    county = CONTEXT.registry.match_county("如东县", city).region
    assert county is not None
    for annex in ANNEXES:
        filled = CLEAN[annex.key] | {"unit_city": city.name, "unit_county": county.name}
        write_book(form_book(NOTICE, annex, filled, CONTEXT.registry), folder / f"{annex.key}.xlsx")
    (folder / "template.xlsx").write_bytes((folder / "annex2.xlsx").read_bytes())
    made = rehearse_city(city, CONTEXT.registry, NOTICE, random.Random("fuzz"))
    unit = next(unit for unit in made.units if unit == Unit(city, county))
    book = county_book(NOTICE, unit, CountyContent(made.annex1[unit], made.sites[unit]), CONTEXT.registry)
    write_book(book, folder / "county.xlsx")
    write_book(ledger_book(NOTICE, PROBLEMS, made.ledgers[PROBLEMS.key][:20]), folder / "problems.xlsx")
    for name in ("annex1", "annex2", "annex3", "county"):
        _as_typed(folder / f"{name}.xlsx")
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.xlsx"))}


def _as_typed(path: Path) -> None:
    """Leave what somebody types and prints: no formulas, no sheets for printing, no empty rows by the hundred."""
    book = openpyxl.load_workbook(path)
    for sheet in list(book.worksheets):
        if "打印" in sheet.title or sheet.title == "_lists":
            del book[sheet.title]
            continue
        sheet.data_validations.dataValidation = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = None
        if sheet.max_row > 2 * _ROWS and "登记表" in sheet.title:
            sheet.delete_rows(_ROWS + 4, sheet.max_row)
    book.save(path)
