"""A running spreadsheet program for each test, and a user's own folder that is nobody's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlwings as xw

from tests.excel.engine import BookModel, HostModel, SheetModel, join
from tests.excel.xlsx import load
from tests.processes import live_in
from xhg_excel.core.templates.workbooks import ledger_book
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import LEDGERS, NOTICE
from xhg_excel.notice.words.shells.addin import LOOKS_NOT_SEEN

if TYPE_CHECKING:  # a made-up notice (tests/second_notice) has no rehearsal
    from xhg_excel.core.rehearsal.made_up import CityRehearsal


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep log and settings out of the folders of whoever runs the tests."""
    live_in(tmp_path / "home", monkeypatch, state=tmp_path / "state")
    (tmp_path / "home" / "Documents").mkdir(parents=True)
    return tmp_path / "state" / "xhg_excel"


@pytest.fixture
def host() -> Iterator[HostModel]:
    """A program without a workbook."""
    model = HostModel(hwnd=4711)
    join(model)
    yield model
    xw.engines.active = None


def opened(host: HostModel, *sheets: SheetModel, **facts: object) -> xw.Book:
    """Open a workbook of these sheets in the program."""
    model = BookModel("演练.xlsx", list(sheets))
    for name, value in facts.items():
        setattr(model, name, value)
    host.books.append(model)
    return next(iter(xw.apps)).books[len(host.books) - 1]


def sheet_of(name: str, rows: list[list[object]]) -> SheetModel:
    sheet = SheetModel(name)
    for row, values in enumerate(rows, start=1):
        for col, value in enumerate(values, start=1):
            if value is not None:
                sheet.put((row, col), value)
    return sheet


def opened_file(host: HostModel, path: Path) -> xw.Book:
    """Open a saved workbook in the program, as a user does."""
    host.books.append(load(path))
    return next(iter(xw.apps)).books[len(host.books) - 1]


def said(host: HostModel) -> str:
    """Return the one message a script ended with; what went wrong is shown as critical.

    That this program saves no copy is told in the test of its own.
    """
    assert len(host.alerts) == 1, host.alerts
    mode, text = host.alerts.pop()
    assert mode == "info", text
    return text.removesuffix(f"\n\n{LOOKS_NOT_SEEN}")


def refused(host: HostModel) -> str:
    assert [mode for mode, _ in host.alerts] == ["critical"], host.alerts
    return host.alerts.pop()[1]


def values(sheet: SheetModel) -> dict[tuple[int, int], object]:
    return {at: cell.value for at, cell in sheet.cells.items() if cell.value is not None}


@pytest.fixture
def county(nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path) -> Path:
    """One clean county workbook, under a name nobody would choose."""
    path = tmp_path / "报送" / "演练=1 '甲' & 乙😀.xlsx"
    path.parent.mkdir()
    shutil.copy(nantong_folder / f"{nantong.units[0].full_name}.xlsx", path)
    return path


def ledgers_folder(made: CityRehearsal, folder: Path) -> Path:
    for ledger in LEDGERS:
        write_book(ledger_book(NOTICE, ledger, made.ledgers[ledger.key]), folder / f"{ledger.title}.xlsx")
    return folder
