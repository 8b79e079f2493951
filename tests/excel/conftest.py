"""A running spreadsheet program for each test, and a user's own folder that is nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.excel.engine import BookModel, HostModel, SheetModel, join
from tests.excel.xlsx import load


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep log and settings out of the folders of whoever runs the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
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
