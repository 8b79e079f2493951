"""A small spreadsheet program in memory, joined to xlwings as an engine of its own.

It keeps what scripts touch and is as strict as Excel where that matters: a text that looks like
a formula, a number, a date or a fraction is taken for one unless its cell is formatted as text;
a protected sheet refuses; a sheet's name is unique; what it does not know raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes as base

At = tuple[int, int]
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+(e[-+]?\d+)?%?$", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,4})[/\-月年](\d{1,2})([/\-月]\d{1,2})?日?$")
_LINK = re.compile(r'=HYPERLINK\("(?:[^"]|"")*","((?:[^"]|"")*)"\)$')


class HostError(Exception):
    """What a spreadsheet program raises, in a class of its own."""


@dataclass
class CellModel:
    """One cell: what it holds and how it looks."""

    value: Any = None
    formula: str = ""
    looks: dict[str, Any] = field(default_factory=dict)


@dataclass
class RuleModel:
    """One conditional format."""

    areas: tuple[tuple[int, int, int, int], ...]
    formula: str
    fill: tuple[int, int, int] | None = None
    ink: tuple[int, int, int] | None = None
    stop: bool = False


@dataclass
class SheetModel:
    """One sheet as data; rows and columns count from 1."""

    name: str
    cells: dict[At, CellModel] = field(default_factory=dict)
    notes: dict[At, str] = field(default_factory=dict)
    boxes: dict[At, Any] = field(default_factory=dict)
    rules: list[RuleModel] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    visible: bool = True
    gridlines: bool = True
    frozen: int = 0
    filtered: str = ""
    # What a protected sheet still allows; None: it is not protected.
    allowed: frozenset[str] | None = None
    is_chart: bool = False

    def put(self, at: At, value: Any, formula: str = "") -> None:
        self.cells.setdefault(at, CellModel()).value = value
        self.cells[at].formula = formula

    def must_allow(self, what: str) -> None:
        if self.allowed is not None and what not in self.allowed:
            raise HostError(f"the sheet is protected: {what}")

    @property
    def extent(self) -> tuple[int, int]:
        return max((row for row, _ in self.cells), default=1), max((col for _, col in self.cells), default=1)


@dataclass
class BookModel:
    """One open workbook; `path` is None until it is saved, `copy` the content of a copy of it, None where none is saved."""

    name: str
    sheets: list[SheetModel]
    path: Path | None = None
    active: int = field(default_factory=int)
    selected: tuple[str, int, int] | None = None
    structure_locked: bool = False
    fullname: str = ""
    copy: bytes | None = None


@dataclass
class HostModel:
    """One running program: its workbooks, what it showed, and how often it was called."""

    hwnd: int = 1
    books: list[BookModel] = field(default_factory=list)
    alerts: list[tuple[str, str]] = field(default_factory=list)
    status: list[Any] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    lacks: set[str] = field(default_factory=set)
    opened: list[Path] = field(default_factory=list)
    screen_updating: bool = True
    enable_events: bool = True
    display_alerts: bool = True

    def has(self, what: str) -> None:
        self.calls.append(what)
        if what in self.lacks:
            raise NotImplementedError(what)


def col_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(col: int) -> str:
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def block_of(address: str) -> tuple[int, int, int, int]:
    found = _ADDRESS.match(address.strip())
    if found is None:
        raise HostError(f"no such range: {address}")
    left, top, right, bottom = found.groups()
    row, col = int(top), col_number(left)
    return row, col, int(bottom or row), col_number(right) if right else col


def typed(value: Any, number_format: str) -> tuple[Any, str]:
    """Return value and formula of what is put into a cell, taken for what it looks like."""
    if not isinstance(value, str) or number_format == "@":
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)
        return (float(value) if isinstance(value, int) and not isinstance(value, bool) else value), ""
    if value.startswith("="):
        found = _LINK.match(value)
        return (found[1].replace('""', '"') if found else None), value
    if value[:1] in "+-@" and len(value) > 1 and not _NUMBER.match(value):
        return None, f"={value}"
    if _NUMBER.match(value):
        number = float(value.replace(",", "").rstrip("%"))
        return (number / 100 if value.endswith("%") else number), ""
    if _DATE.match(value):
        return datetime(2020, 1, 1) + timedelta(days=len(value)), ""
    if value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE", ""
    return value, ""


class Engine:
    """What xlwings asks of an engine."""

    name, type = "memory", "desktop"

    def __init__(self, *hosts: HostModel) -> None:
        self.hosts = list(hosts)

    @property
    def apps(self) -> Apps:
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(x: Any, _options: Any) -> Any:
        return x

    @staticmethod
    def clean_value_data(data: Any, _dates: Any, empty: Any, numbers: Any, err_to_str: Any) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty
            if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A")):
                return value if err_to_str else None
            return numbers(value) if numbers and isinstance(value, float) else value

        return [[clean(value) for value in row] for row in data]


class Apps(base.Apps):
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __iter__(self) -> Iterator[App]:
        return iter([App(host, self.engine) for host in self.engine.hosts])

    def __len__(self) -> int:
        return len(self.engine.hosts)

    def keys(self) -> list[int]:
        return [host.hwnd for host in self.engine.hosts]

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self if app.pid == pid)


class App(base.App):
    def __init__(self, host: HostModel, engine: Engine) -> None:
        self.host, self._engine = host, engine

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def pid(self) -> int:
        return self.host.hwnd

    @property
    def hwnd(self) -> int:
        return self.host.hwnd

    @property
    def version(self) -> str:
        return "1.0"

    @property
    def books(self) -> Books:
        return Books(self)

    def activate(self, _steal_focus: bool = False) -> None:
        """Bring the program to the front; there is only this one."""

    def alert(self, prompt: str, _title: str, _buttons: str, mode: str, _callback: str) -> str:
        self.host.has("alert")
        self.host.alerts.append((mode, prompt))
        return "ok"

    @property
    def status_bar(self) -> Any:
        return self.host.status[-1] if self.host.status else False

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self.host.has("status_bar")
        self.host.status.append(value)

    @property
    def screen_updating(self) -> bool:
        self.host.has("screen_updating")
        return self.host.screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self.host.screen_updating = value

    @property
    def enable_events(self) -> bool:
        return self.host.enable_events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self.host.enable_events = value

    @property
    def display_alerts(self) -> bool:
        return self.host.display_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self.host.display_alerts = value


class Books(base.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    def __iter__(self) -> Iterator[Book]:
        return iter([Book(model, self.app) for model in self.app.host.books])

    def __len__(self) -> int:
        return len(self.app.host.books)

    def __call__(self, key: int | str) -> Book:
        for number, book in enumerate(self, start=1):
            if key in (number, book.name):
                return book
        raise KeyError(key)

    def open(self, fullname: str, *_options: Any) -> Book:
        from tests.excel.xlsx import load

        self.app.host.has("open")
        model = load(Path(fullname))
        self.app.host.books.append(model)
        self.app.host.opened.append(Path(fullname))
        return Book(model, self.app)


class Book(base.Book):
    def __init__(self, model: BookModel, app: App) -> None:
        self.model, self._app = model, app

    @property
    def app(self) -> App:
        return self._app

    @property
    def api(self) -> BookModel:
        return self.model

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def fullname(self) -> str:
        return self.model.fullname or str(self.model.path or self.model.name)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def activate(self) -> None:
        pass

    def save_copy(self, path: str) -> None:
        if self.model.copy is None:
            raise HostError("no copy")
        Path(path).write_bytes(self.model.copy)


class Sheets(base.Sheets):
    """The worksheets, without charts; which sheet is active may be a chart all the same."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(model, self.book) for model in self.book.model.sheets if not model.is_chart])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __call__(self, key: int | str) -> Sheet:
        for number, sheet in enumerate(self, start=1):
            if key == number or (isinstance(key, str) and key.lower() == sheet.name.lower()):
                return sheet
        raise HostError(f"no such sheet: {key}")

    @property
    def active(self) -> Sheet:
        return Sheet(self.book.model.sheets[self.book.model.active], self.book)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        model = self.book.model
        if model.structure_locked:
            raise HostError("the structure is protected")
        if name is None or len(name) > 31 or re.search(r"[\\/?*:\[\]]", name):
            raise HostError(f"no name for a sheet: {name}")
        if any(sheet.name.lower() == name.lower() for sheet in model.sheets):
            raise HostError(f"twice: {name}")
        made = SheetModel(name)
        at = model.sheets.index(before.model) if before else len(model.sheets)
        at = model.sheets.index(after.model) + 1 if after else at
        model.sheets.insert(at, made)
        model.active = at
        return Sheet(made, self.book)


class Sheet(base.Sheet):
    def __init__(self, model: SheetModel, book: Book) -> None:
        self.model, self._book = model, book

    @property
    def book(self) -> Book:
        return self._book

    @property
    def host(self) -> HostModel:
        return self._book.app.host

    @property
    def api(self) -> SheetModel:
        return self.model

    @property
    def name(self) -> str:
        return self.model.name

    @name.setter
    def name(self, value: str) -> None:
        self.model.name = value

    @property
    def index(self) -> int:
        return self._book.model.sheets.index(self.model) + 1

    @property
    def visible(self) -> bool:
        return self.model.visible

    @visible.setter
    def visible(self, value: bool) -> None:
        self.model.visible = value

    @property
    def used_range(self) -> Range:
        if self.model.is_chart:
            raise HostError("a chart has no cells")
        rows, cols = self.model.extent
        return Range(self, ((1, 1, rows, cols),))

    @property
    def cells(self) -> Range:
        return Range(self, ((1, 1, 1_048_576, 16_384),))

    @property
    def notes(self) -> list[Note]:
        return [Note(self, at) for at in sorted(self.model.notes)]

    @property
    def show_gridlines(self) -> bool:
        return self.model.gridlines

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.host.has("gridlines")
        self.model.gridlines = value

    def range(self, one: Any, two: Any = None) -> Range:
        if isinstance(one, str):
            return Range(self, tuple(block_of(part) for part in one.split(",")))
        if isinstance(one, tuple) and len(one) == 4:
            row, col, rows, cols = one
            return Range(self, ((row, col, row + rows - 1, col + cols - 1),))
        corners = [corner.areas[0][:2] if isinstance(corner, Range) else corner for corner in (one, two or one)]
        (top, left), (bottom, right) = corners
        return Range(self, ((top, left, bottom, right),))

    def activate(self) -> None:
        self._book.model.active = self._book.model.sheets.index(self.model)

    def delete(self) -> None:
        model = self._book.model
        if sum(sheet.visible for sheet in model.sheets) == 1 and self.model.visible:
            raise HostError("the last visible sheet")
        at = model.sheets.index(self.model)
        model.sheets.remove(self.model)
        model.active -= at < model.active or model.active == len(model.sheets)

    def freeze_rows(self, count: int) -> None:
        self.host.has("freeze")
        self.model.frozen = count

    def filter_table(self, address: str) -> None:
        self.host.has("filter")
        self.model.filtered = address


class Note(base.Note):
    def __init__(self, sheet: Sheet, at: At) -> None:
        self.sheet, self.at = sheet, at

    @property
    def text(self) -> str:
        return self.sheet.model.notes[self.at]

    @text.setter
    def text(self, value: str) -> None:
        self.sheet.model.must_allow("notes")
        self.sheet.model.notes[self.at] = value

    @property
    def location(self) -> Range:
        return Range(self.sheet, ((*self.at, *self.at),))

    def delete(self) -> None:
        self.sheet.model.must_allow("notes")
        del self.sheet.model.notes[self.at]


class Rule(base.ConditionalFormat):
    def __init__(self, model: RuleModel, sheet: Sheet) -> None:
        self.model, self.sheet = model, sheet

    @property
    def type(self) -> str:
        return "custom"

    @property
    def formula(self) -> str:
        return self.model.formula

    def delete(self) -> None:
        self.sheet.model.must_allow("formats")
        self.sheet.model.rules.remove(self.model)


class Rules(base.ConditionalFormats):
    def __init__(self, area: Range) -> None:
        self.area = area

    def __iter__(self) -> Iterator[Rule]:
        return iter([Rule(rule, self.area.sheet) for rule in self.area.sheet.model.rules])

    def __len__(self) -> int:
        return len(self.area.sheet.model.rules)

    def add_custom(self, spec: dict[str, Any]) -> Rule:
        sheet = self.area.sheet
        sheet.host.has("rule")
        sheet.model.must_allow("formats")
        looks = (spec.get("fill_color"), spec.get("font_color"), bool(spec.get("stop_if_true")))
        model = RuleModel(self.area.areas, spec["formula"], *looks)
        sheet.model.rules.insert(0, model)
        return Rule(model, sheet)


class _Looks:
    """Writes named looks of every cell of a range."""

    _area: Range
    _prefix: str

    def __init__(self, area: Range, prefix: str) -> None:
        object.__setattr__(self, "_area", area)
        object.__setattr__(self, "_prefix", prefix)

    def __setattr__(self, name: str, value: Any) -> None:
        self._area.look(f"{self._prefix}{name}", value)

    def set(self, sides: Iterable[str], *, line_style: Any, weight: Any, color: Any) -> None:  # noqa: ARG002
        rows, cols = self._area.shape
        for side in sides:
            if (side == "inside_horizontal" and rows == 1) or (side == "inside_vertical" and cols == 1):
                raise HostError(f"no {side} in one row or column")
        self._area.look("border", line_style)


class Range(base.Range):
    def __init__(self, sheet: Sheet, areas: tuple[tuple[int, int, int, int], ...]) -> None:
        self._sheet, self.areas = sheet, areas
        self.options: dict[str, Any] = {}

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> SheetModel:
        return self._sheet.model

    @property
    def row(self) -> int:
        return self.areas[0][0]

    @property
    def column(self) -> int:
        return self.areas[0][1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.areas[0]
        return bottom - top + 1, right - left + 1

    def __len__(self) -> int:
        rows, cols = self.shape
        return rows * cols

    def __call__(self, arg1: int, arg2: int = 1) -> Range:
        row, col = arg1, arg2
        top, left = self.row + row - 1, self.column + col - 1
        return Range(self._sheet, ((top, left, top, left),))

    @property
    def address(self) -> str:
        top, left, bottom, right = self.areas[0]
        first, last = f"${letters_of(left)}${top}", f"${letters_of(right)}${bottom}"
        return first if first == last else f"{first}:{last}"

    def spots(self) -> Iterator[At]:
        for top, left, bottom, right in self.areas:
            yield from ((row, col) for row in range(top, bottom + 1) for col in range(left, right + 1))

    def look(self, name: str, value: Any) -> None:
        self._sheet.host.calls.append("look")
        self._sheet.model.must_allow("formats")
        for at in self.spots():
            self._sheet.model.cells.setdefault(at, CellModel()).looks[name] = value

    @property
    def raw_value(self) -> list[list[Any]]:
        self._sheet.host.calls.append("read")
        cells, (top, left, bottom, right) = self._sheet.model.cells, self.areas[0]
        blank = CellModel()
        return [[cells.get((r, c), blank).value for c in range(left, right + 1)] for r in range(top, bottom + 1)]

    @raw_value.setter
    def raw_value(self, rows: Any) -> None:
        self._write(rows)

    @property
    def formula(self) -> Any:
        return self._sheet.model.cells.get(self.areas[0][:2], CellModel()).formula

    @formula.setter
    def formula(self, rows: Any) -> None:
        self._write(rows)

    def _write(self, rows: Any) -> None:
        self._sheet.host.has("write")
        self._sheet.model.must_allow("values")
        rows = rows if isinstance(rows, list) else [[rows]]
        for row, values in enumerate(rows, start=self.row):
            for col, value in enumerate(values, start=self.column):
                known = self._sheet.model.cells.get((row, col))
                if value not in (None, "") or known is not None:
                    form = known.looks.get("number_format", "General") if known else "General"
                    self._sheet.model.put((row, col), *typed(None if value == "" else value, form))

    def find(self, text: str, _whole: bool, direction: str, order: str, _case: bool) -> Range | None:
        self._sheet.host.has("find")
        if (text, direction) != ("*", "backward"):
            raise HostError("this program finds the last filled cell only")
        axis = 0 if order == "rows" else 1
        filled = [at for at, cell in self._sheet.model.cells.items() if cell.value is not None]
        last = max(filled, key=lambda at: (at[axis], at[1 - axis]), default=None)
        return Range(self._sheet, ((*last, *last),)) if last else None

    def autofit(self, axis: str | None = None) -> None:
        self._sheet.host.calls.append(f"autofit {axis}")

    def merge(self, _across: bool) -> None:
        self._sheet.model.merges.append(self.areas[0])

    def select(self) -> None:
        self._sheet.book.model.selected = (self._sheet.name, self.row, self.column)

    @property
    def note(self) -> Note | None:
        at = self.areas[0][:2]
        return Note(self._sheet, at) if at in self._sheet.model.notes else None

    def add_note(self, text: str) -> Note:
        at = self.areas[0][:2]
        self._sheet.host.has("note")
        self._sheet.model.must_allow("notes")
        if at in self._sheet.model.notes:
            raise HostError("there is a note already")
        self._sheet.model.notes[at] = text
        return Note(self._sheet, at)

    @property
    def conditional_formats(self) -> Rules:
        return Rules(self)

    @property
    def font(self) -> Any:
        return _Looks(self, "font_")

    @property
    def borders(self) -> Any:
        return _Looks(self, "border_")

    def _set_size(self, sizes: dict[int, float], axis: int, value: float) -> None:
        for area in self.areas:
            sizes.update(dict.fromkeys(range(area[axis], area[axis + 2] + 1), value))

    @property
    def column_width(self) -> float:
        return self._sheet.model.widths.get(self.column, 8.43)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._set_size(self._sheet.model.widths, 1, value)

    @property
    def row_height(self) -> float:
        return self._sheet.model.heights.get(self.row, 15.0)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._set_size(self._sheet.model.heights, 0, value)

    @property
    def column_hidden(self) -> bool:
        return self.column in self._sheet.model.hidden_columns

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        known = self._sheet.model.hidden_columns
        (known.add if value else known.discard)(self.column)

    def _look_of(self, name: str) -> Any:
        return self._sheet.model.cells.get(self.areas[0][:2], CellModel()).looks.get(name)


def _look_property(name: str) -> property:
    return property(lambda self: self._look_of(name), lambda self, value: self.look(name, value))


for _name in ("number_format", "color", "wrap_text", "horizontal_alignment", "vertical_alignment"):
    setattr(Range, _name, _look_property(_name))


def join(*hosts: HostModel) -> xw.App:
    """Make a running program known to xlwings as the active engine; return its first app."""
    engine = xw.Engine(impl=Engine(*hosts))
    xw.engines.add(engine)
    engine.activate()
    return next(iter(xw.apps))
