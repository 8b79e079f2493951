"""What workbooks show, and workbooks that many tests start from, built once for a whole run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from tests.conftest import CONTEXT
from tests.once import built_once
from xhg_excel.cli.main import xhg
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.workbooks import CountyContent, blank_books, county_book
from xhg_excel.files.write.workbook import write_to
from xhg_excel.notice import NOTICE
from xhg_excel.notice.words.workbook import COVER_FIELDS

Row = tuple[object, ...]
COMMITTED = Path(__file__).parents[1] / "workbook_templates"


@cache
def blank() -> Mapping[str, BookLayout]:
    """Return the layout of every blank workbook by its file name; nobody changes one."""
    return dict(blank_books(NOTICE, CONTEXT.registry))


def run(*arguments: object) -> Result:
    """Run `xhg` in this process; an XhgError comes back as the result's exception."""
    return CliRunner().invoke(xhg, [str(a) for a in arguments], standalone_mode=False)


def cells(path: Path, without: Sequence[str] = ()) -> dict[str, list[Row]]:
    """Return what every sheet of a workbook shows, row by row from A1; a blank cell is None."""
    with CalamineWorkbook.from_path(path) as book:
        return {name: _rows(book, name) for name in book.sheet_names if name not in without}


def table(path: Path, sheet: str) -> list[Row]:
    """Return what one sheet of a workbook shows."""
    with CalamineWorkbook.from_path(path) as book:
        return _rows(book, sheet)


def sheet_names(path: Path) -> list[str]:
    """Return the names of the sheets of a workbook."""
    with CalamineWorkbook.from_path(path) as book:
        return book.sheet_names


def typed(path: Path) -> dict[str, list[Row]]:
    """Return what stands in every sheet of a workbook: of a cell that calculates, its formula."""
    book = openpyxl.load_workbook(path, read_only=True)
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    return rows


def _rows(book: CalamineWorkbook, sheet: str) -> list[Row]:
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [tuple(map(_value, row)) for row in rows]


def _value(cell: object) -> object:
    """Return a value as people see it: the reader gives every number as a float, a blank cell as ''."""
    return None if cell == "" else int(cell) if isinstance(cell, float) and cell.is_integer() else cell


_COVER_KEYS = {field.label: field.key for field in COVER_FIELDS}


def submission(
    folder: Path, county: str, name: str = "", *, slogans: int = 7, cover: Mapping[str, str | None] | None = None
) -> Path:
    """Write the workbook of a county of 南通市, one answer filled in; `cover` overwrites the cover by its labels."""
    path = folder / (name or f"{county}.xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_submission(county, slogans, tuple((cover or {}).items())))
    return path


@cache
def _submission(county: str, slogans: int, cover: tuple[tuple[str, str | None], ...]) -> bytes:
    city = CONTEXT.registry.match_city("南通市")
    region = CONTEXT.registry.match_county(county, city).region
    assert city is not None
    assert region is not None
    content = CountyContent({"slogans_count": slogans}, cover={_COVER_KEYS[label]: value for label, value in cover})
    out = BytesIO()
    write_to(county_book(NOTICE, Unit(city, region), content, CONTEXT.registry), out)
    return out.getvalue()


def rehearsed(factory: pytest.TempPathFactory, *options: object) -> Path:
    """Return what `xhg rehearse` writes with these options."""
    name = "rehearse " + " ".join(map(str, options)).replace("--", "")
    return built_once(factory, name.strip(), lambda folder: run("rehearse", "--out", folder, *options))


def demonstrated(factory: pytest.TempPathFactory) -> Path:
    """Return what `xhg demo` writes."""
    return built_once(factory, "demo", lambda folder: run("demo", "--out", folder, "--seed", 7))
