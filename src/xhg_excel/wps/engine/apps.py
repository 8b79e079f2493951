"""xlwings' engine, its `Apps`, `App`, `Books` and `Book` of the recorded engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from xhg_excel.calc.engine.apps import Apps
from xhg_excel.calc.engine.apps import Engine as CalcEngine
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.wps.engine.operations import Record
from xhg_excel.wps.engine.sheets import Sheets
from xhg_excel.wps.engine.state import BookState

NAME = "record"
_ONLY = 1


def activate(record: Record, books: Sequence[BookState], version: str = "") -> xlwings.App:
    """Register a recorded program as xlwings' engine and return it.

    Args:
        record: what scripts do is added to it.
        books: the open workbooks, the active one first.
        version: the version of the program that will replay the record.
    """
    engine = xlwings.Engine(impl=Engine(record, books, version))
    xlwings.engines.add(engine)
    engine.activate()
    return xlwings.App(impl=engine.impl.app)


class Engine:
    """One recorded program, as an argument of `xlwings.Engine(impl=...)`."""

    name, type = NAME, "desktop"
    # `sheet.range("A1,C3:D4")` is one range of several blocks; no member of xlwings.
    joins_areas = True
    # Values are prepared and cleaned as for LibreOffice: both engines hand out the same Python values.
    prepare_xl_data_element = staticmethod(CalcEngine.prepare_xl_data_element)
    clean_value_data = staticmethod(CalcEngine.clean_value_data)

    def __init__(self, record: Record, books: Sequence[BookState], version: str = "") -> None:
        self.app = App(self, record, books, version)

    @property
    def apps(self) -> Apps:
        """The one app there is."""
        return Apps(self)  # type: ignore[arg-type]  # any engine with one app


@named_gaps
class App(base_classes.App):
    """The recorded program: its workbooks, its messages, its status bar."""

    # Stored as set: whoever replays decides.
    screen_updating, enable_events, display_alerts = True, True, True

    def __init__(self, engine: Engine, record: Record, books: Sequence[BookState], version: str) -> None:
        self.engine, self.record, self.states, self._version = engine, record, list(books), version
        self._status: str | bool = False

    @property
    def pid(self) -> int:
        return _ONLY

    @property
    def hwnd(self) -> int:
        return _ONLY

    @property
    def version(self) -> str:
        return self._version

    @property
    def books(self) -> Books:
        return Books(self)

    def activate(self, steal_focus: bool = False) -> None:
        """Do nothing: there is no window."""

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._status = value
        self.record.progress("" if value is False else str(value))

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any) -> str:  # noqa: ARG002  # xlwings' signature
        self.record.add("message", text=prompt, failed=mode == "critical")
        return "ok"


@named_gaps
class Books(base_classes.Books):
    """The open workbooks."""

    def __init__(self, app: App) -> None:
        self.app = app

    def __iter__(self) -> Iterator[Book]:
        return iter([Book(self.app, state) for state in self.app.states])

    def __len__(self) -> int:
        return len(self.app.states)

    def __call__(self, name_or_index: int | str) -> Book:
        for number, book in enumerate(self, start=1):
            if name_or_index in (number, book.name):
                return book
        raise KeyError(name_or_index)

    @property
    def active(self) -> Book:
        return next(iter(self))

    def open(self, fullname: str, *_: Any) -> Book:
        """Record that a file is to be opened; its sheets are not known to the script."""
        self.app.record.add("open", path=str(fullname))
        return Book(self.app, BookState(Path(fullname).name, fullname=str(fullname)))


@named_gaps
class Book(base_classes.Book):
    """One open workbook."""

    def __init__(self, app: App, state: BookState) -> None:
        self._app, self.state = app, state

    @property
    def app(self) -> App:
        return self._app

    @property
    def api(self) -> BookState:
        return self.state

    @property
    def name(self) -> str:
        return self.state.name

    @property
    def fullname(self) -> str:
        return self.state.fullname or self.state.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def activate(self) -> None:
        """Do nothing: there is no window."""

    def save_copy(self, path: str) -> None:
        """Write the workbook as it was read to another file; no member of xlwings.

        Raises:
            NotImplementedError: no copy was saved, or the script has changed the workbook since.
        """
        if not self.state.copy or any(
            "sheet" in step or step["do"] == "add_sheet" for step in self.app.record.operations
        ):
            message = "Book.save_copy"
            raise NotImplementedError(message)
        shutil.copyfile(self.state.copy, path)
