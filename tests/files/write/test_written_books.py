"""What we write, read by programs of other authors: SDK validator, LibreOffice, formualizer."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import formualizer
import openpyxl
import pytest

from tests.books import cells, demonstrated, run
from tests.office import convert, sdk_errors
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.sheets.layout import BookLayout, Formula, SheetLayout
from xhg_excel.core.templates.workbooks import ledger_book
from xhg_excel.files.ooxml.worksheet_xml import parts_by_sheet
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import LEDGERS, NOTICE
from xhg_excel.notice.schema.ledger import Ledger


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every kind of workbook the program writes."""
    folder = tmp_path_factory.mktemp("written")
    shutil.copytree(demonstrated(tmp_path_factory), folder / "demo")
    run("template", "--out", folder / "blank")
    run("merge", folder / "demo" / "报送", "--level", "province", "--out", folder / "省级汇总.xlsx")
    ledgers, drawn = folder / "demo" / "台账", folder / "抽取名单.xlsx"
    run("draw", "freeze", "--ledgers", ledgers, "--out", folder / "冻结.xlsx")
    run("draw", "run", "--ledgers", ledgers, "--freeze", folder / "冻结.xlsx", "--seed", "7" * 20, "--out", drawn)
    run("plan", "--ledgers", ledgers, "--drawn", drawn, "--out", folder / "督导计划.xlsx")
    run(
        "progress",
        folder / "demo" / "报送",
        "--ledgers",
        ledgers,
        "--drawn",
        drawn,
        "--on",
        "2020-08-15",
        "--out",
        folder / "督导进度.xlsx",
    )
    return sorted(folder.rglob("*.xlsx"))


@pytest.mark.slow
@pytest.mark.parametrize("version", ["Microsoft365", "Office2010"])
def test_the_open_xml_sdk_accepts_every_workbook(written: list[Path], version: str) -> None:
    assert len(written) >= 23
    assert sdk_errors(written, version) == {}


_FORMULA = re.compile(rb'<c (?:[^>]* )?r="([A-Z]+)(\d+)"[^>]*><f')


def formula_values(path: Path) -> dict[str, object]:
    """Return the cached value of every formula cell, blank text as ''."""
    shown = shown_values(path)
    with zipfile.ZipFile(path) as package:
        return {
            (cell := f"{sheet}!{letters.decode()}{int(row)}"): shown.get(cell, "")
            for sheet, part in parts_by_sheet(package).items()
            for letters, row in _FORMULA.findall(package.read(part))
        }


def shown_values(path: Path) -> dict[str, object]:
    """Return what every cell shows, blank text as ''."""
    return {
        f"{sheet}!{column_letters(col)}{row}": _rounded(value)
        for sheet, rows in cells(path).items()
        for row, values in enumerate(rows, start=1)
        for col, value in enumerate(values)
    }


def _rounded(value: object) -> object:
    """Return a value as comparable: LibreOffice saves 15 digits, Python 17."""
    return round(value, 12) if isinstance(value, float) else "" if value is None else value


def books_with_formulas(written: list[Path]) -> list[Path]:
    return [path for path in written if "填报表" in path.name or path.name.startswith("附件")]


def test_cached_values_are_right_as_written(written: list[Path], tmp_path: Path) -> None:
    """Recalculated by formualizer, no value changes: viewers that do not calculate show the truth."""
    for path in books_with_formulas(written):
        copy = tmp_path / path.name
        shutil.copy(path, copy)
        formualizer.recalculate_file(str(path), output=str(copy))

        assert formula_values(copy) == formula_values(path), path.name


@pytest.mark.slow
def test_libreoffice_recalculates_to_the_same_values(written: list[Path], tmp_path: Path) -> None:
    books = books_with_formulas(written)
    convert(books, "xlsx", tmp_path)

    for path in books:
        assert formula_values(tmp_path / path.name) == formula_values(path), path.name


@pytest.mark.slow
def test_a_wrong_cached_value_would_be_seen(tmp_path: Path) -> None:
    """Both engines do calculate: a planted wrong value does not survive them."""
    sheet = SheetLayout("s")
    sheet.put(0, 0, Formula("=1+1", 3), "plain")
    write_book(BookLayout((sheet,), "t"), tmp_path / "wrong.xlsx")

    formualizer.recalculate_file(str(tmp_path / "wrong.xlsx"), output=str(tmp_path / "right.xlsx"))
    convert([tmp_path / "wrong.xlsx"], "xlsx", tmp_path / "office")

    assert formula_values(tmp_path / "wrong.xlsx") == {"s!A1": 3}
    assert formula_values(tmp_path / "right.xlsx") == {"s!A1": 2}
    assert formula_values(tmp_path / "office" / "wrong.xlsx") == {"s!A1": 2}


def printed(book: Path) -> tuple[int, str]:
    """Return on how many pages LibreOffice prints a workbook, and the texts on them."""
    convert([book], "pdf", book.parent)
    paper = book.with_suffix(".pdf")
    told = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True, timeout=60).stdout  # noqa: S603, S607  # poppler
    texts = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True, timeout=60).stdout  # noqa: S603, S607  # poppler
    pages = re.search(r"^Pages: +(\d+)$", told, re.MULTILINE)
    assert pages
    return int(pages[1]), texts


@pytest.mark.slow
@pytest.mark.parametrize("ledger", LEDGERS, ids=[ledger.key for ledger in LEDGERS])
def test_a_ledger_prints_as_far_as_it_is_filled(ledger: Ledger, tmp_path: Path) -> None:
    """A blank one on as many pages as it is wide, one or two; rows typed into it all stand on the paper."""
    book = tmp_path / "台账.xlsx"
    write_book(ledger_book(NOTICE, ledger, ()), book)
    wide, _ = printed(book)
    typed = openpyxl.load_workbook(book)
    for row in range(1, 61):
        typed[ledger.title].cell(3 + row, 3).value = f"演练{row:03}"
    typed.save(book)
    pages, texts = printed(book)

    assert wide in (1, 2)
    assert re.findall(r"演练\d{3}", texts) == [f"演练{row:03}" for row in range(1, 61)]
    assert pages <= 3 * wide


def answers(submissions: list[Submission]) -> list[object]:
    return [(s.unit and s.unit.code, f.annex.key, f.row_number, dict(f.answers)) for s in submissions for f in s.forms]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsm"])
def test_other_formats_read_as_the_same_answers(
    nantong_folder: Path, tmp_path: Path, suffix: str, context: Context
) -> None:
    """As saved by another program: .xls, .ods and .xlsm give what .xlsx gave, without a finding."""
    convert(sorted(nantong_folder.glob("*.xlsx")), suffix, tmp_path)
    original = list(read_submissions(list_workbooks([nantong_folder]), context))
    converted = list(read_submissions(list_workbooks([tmp_path]), context))

    assert answers(converted) == answers(original)
    assert [f.what for s in converted for f in s.findings] == []
