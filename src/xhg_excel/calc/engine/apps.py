"""xlwings' engine, its `Apps` and `App`: one running LibreOffice."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import xlwings
from xlwings import base_classes

from xhg_excel.calc.engine.blocks import block_from
from xhg_excel.calc.engine.books import Book, Books
from xhg_excel.calc.engine.cells import CellError
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.calc.engine.office import Office, message_box, path_of
from xhg_excel.calc.engine.ranges import Range
from xhg_excel.calc.engine.sheets import Sheet
from xhg_excel.calc.engine.undo import UndoRecorder

NAME = "calc"
_AUTOMATIC, _MANUAL = "automatic", "manual"


def activate(office: Office, visible: bool = True) -> xlwings.App:
    """Register a running LibreOffice as xlwings' engine and return it; documents open hidden unless `visible`."""
    engine = xlwings.Engine(impl=Engine(office, visible))
    xlwings.engines.add(engine)
    engine.activate()
    return xlwings.App(impl=engine.impl.app)


class Engine:
    """One LibreOffice, as an argument of `xlwings.Engine(impl=...)`."""

    name, type = NAME, "desktop"
    # `sheet.range("A1,C3:D4")` is one range of several blocks; no member of xlwings.
    joins_areas = True

    def __init__(self, office: Office, visible: bool = True) -> None:
        self.app = App(self, office, visible)

    @property
    def apps(self) -> Apps:
        """The one app there is."""
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:  # noqa: ARG004  # xlwings' signature
        """Return a value as this engine writes it; not-a-number and infinity are an empty cell."""
        if hasattr(x, "item") and hasattr(x, "dtype"):  # a number of numpy's
            x = x.item()
        if x is None or x != x or (isinstance(x, float) and math.isinf(x)):  # NaN and NaT differ from themselves
            return None
        return x.to_pydatetime() if hasattr(x, "to_pydatetime") else x

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool) -> Any:
        """Return values in the types that a script's options ask for."""
        clean = _cleaner(datetime_builder, empty_as, number_builder, err_to_str)
        return [[clean(value) for value in row] for row in data]


def _cleaner(dates: Any, empty: Any, numbers: Any, err_to_str: bool) -> Callable[[Any], Any]:
    def clean(value: Any) -> Any:
        match value:
            case None | "":
                return empty
            case CellError():
                return str(value) if err_to_str else empty
            case datetime():
                return value if dates is datetime else dates(**_parts(value))
            case float() if numbers is not None:
                return numbers(value)
            case _:
                return value

    return clean


def _parts(value: datetime) -> dict[str, Any]:
    names = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    return {**{name: getattr(value, name) for name in names}, "tzinfo": None}


@named_gaps
class Apps(base_classes.Apps):
    """The apps of an engine: one LibreOffice."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keys(self) -> list[int]:
        """Return the process id of each app."""
        return [self._engine.app.pid]

    def __iter__(self) -> Iterator[App]:
        return iter([self._engine.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        if pid not in self.keys():
            raise KeyError(pid)
        return self._engine.app

    @staticmethod
    def cleanup() -> None:
        """Do nothing: this engine starts no process that could be left behind."""


@named_gaps
class App(base_classes.App):
    """LibreOffice."""

    def __init__(self, engine: Engine, office: Office, visible: bool) -> None:
        self.engine, self.office = engine, office
        self._visible, self._alerts, self._events, self._updating = visible, True, True, True
        self._status: str | bool = False
        self._indicator: Any = None
        self.undo = UndoRecorder(office)
        # Called before a message box is shown, to close an undo step or to enable the window.
        self.before_alert: Callable[[], object] | None = None

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self.office.desktop

    @property
    def pid(self) -> int:
        """The process id inside LibreOffice; from outside, a number made from the pipe's name."""
        return self.office.number

    @property
    def hwnd(self) -> None:
        """None: there are no window handles."""
        return

    @property
    def version(self) -> str:
        return self.office.version

    @property
    def path(self) -> str:
        substitution = self.office.service("com.sun.star.util.PathSubstitution")
        return path_of(substitution.getSubstituteVariableValue("$(inst)"))

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def _documents(self) -> list[Any]:
        return [book.api for book in self.books]

    @property
    def selection(self) -> Range | None:
        """The selected cells; None when something else is selected."""
        book = self.books.active
        selected = book.api.getCurrentSelection()
        if hasattr(selected, "getRangeAddress"):
            addresses = [selected.getRangeAddress()]
        elif hasattr(selected, "getRangeAddresses"):
            addresses = list(selected.getRangeAddresses())
        else:
            return None
        sheet: Sheet = book.sheets(addresses[0].Sheet + 1)
        return Range(sheet, tuple(block_from(address) for address in addresses))

    def activate(self, steal_focus: bool = False) -> None:
        if steal_focus and (frame := self.api.getCurrentFrame()) is not None:
            frame.getContainerWindow().toFront()

    @property
    def visible(self) -> bool:
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        self._visible = bool(value)

    @property
    def screen_updating(self) -> bool:
        return self._updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if bool(value) == self._updating:
            return
        self._updating = bool(value)
        for document in self._documents:
            if value and document.hasControllersLocked():
                document.unlockControllers()
            elif not value:
                document.lockControllers()

    @property
    def display_alerts(self) -> bool:
        """Stored as set: no call of this engine makes LibreOffice ask the user."""
        return self._alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._alerts = bool(value)

    @property
    def enable_events(self) -> bool:
        """Stored as set: Calc has no such switch."""
        return self._events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._events = bool(value)

    @property
    def interactive(self) -> bool:
        """Whether the window in front accepts keys and clicks."""
        frame = self.api.getCurrentFrame()
        return frame is None or bool(frame.getContainerWindow().isEnabled())

    @interactive.setter
    def interactive(self, value: bool) -> None:
        if (frame := self.api.getCurrentFrame()) is not None:
            frame.getContainerWindow().setEnable(bool(value))

    @property
    def calculation(self) -> str:
        automatic = all(document.isAutomaticCalculationEnabled() for document in self._documents)
        return _AUTOMATIC if automatic else _MANUAL

    @calculation.setter
    def calculation(self, value: str) -> None:
        for document in self._documents:
            document.enableAutomaticCalculation(value != _MANUAL)

    def calculate(self) -> None:
        for document in self._documents:
            document.calculateAll()

    @property
    def status_bar(self) -> str | bool:
        """The text set in the status bar; False for none."""
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        frame = self.api.getCurrentFrame()
        if value is False:
            if self._indicator is not None:
                self._indicator.end()
                self._indicator = None
        elif self._indicator is None and frame is not None:
            self._indicator = frame.createStatusIndicator()
            self._indicator.start(str(value), 0)
        elif self._indicator is not None:
            self._indicator.setText(str(value))
        self._status = value if value is False else str(value)

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any) -> str:  # noqa: ARG002  # xlwings' signature
        if self.before_alert is not None:
            self.before_alert()
        frame = self.api.getCurrentFrame()
        window = frame.getContainerWindow() if frame is not None else None
        return message_box(
            self.office, window, title=title or "", text=prompt, buttons=buttons or "ok", failed=mode == "critical"
        )

    def quit(self) -> None:
        """End LibreOffice without saving."""
        for document in self._documents:
            document.setModified(False)
        self.api.terminate()


def book_of(office_app: xlwings.App, document: Any) -> xlwings.Book:
    """Return an open UNO spreadsheet document as a workbook of xlwings."""
    return xlwings.Book(impl=Book(office_app.impl, document))
