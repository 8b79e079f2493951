"""Excel's COM objects, as far as scripts touch them, over the memory workbooks; and pywin32 without Windows.

With these xlwings' own Windows engine runs here: what is proved is which COM members it calls and how.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from tests.excel.engine import CellModel, HostModel, RuleModel, SheetModel, block_of, letters_of, typed

_SOLID = 1


class ComError(Exception):
    """What pywin32 raises for everything Excel refuses."""

    hresult = -2147352567


class Range:
    """Excel.Range; several areas for formats, the first for everything else."""

    def __init__(self, sheet: Worksheet, areas: list[tuple[int, int, int, int]]) -> None:
        self.Worksheet, self.areas = sheet, areas
        self.Row, self.Column = areas[0][0], areas[0][1]
        rows, cols = areas[0][2] - areas[0][0] + 1, areas[0][3] - areas[0][1] + 1
        self.Rows, self.Columns = SimpleNamespace(Count=rows), SimpleNamespace(Count=cols)
        self.Count = rows * cols

    def Cells(self, row: int, col: int) -> Range:
        at = (self.Row + row - 1, self.Column + col - 1)
        return Range(self.Worksheet, [(*at, *at)])

    __call__ = Cells

    @property
    def Address(self) -> str:
        top, left, bottom, right = self.areas[0]
        ends = [f"${letters_of(left)}${top}", f"${letters_of(right)}${bottom}"]
        return ends[0] if ends[0] == ends[1] else ":".join(ends)

    def _spots(self) -> Iterator[tuple[int, int]]:
        for top, left, bottom, right in self.areas:
            yield from ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))

    @property
    def Value(self) -> Any:
        top, left, bottom, right = self.areas[0]
        cells = self.Worksheet.model.cells
        rows = tuple(
            tuple(cells.get((r, c), CellModel()).value for c in range(left, right + 1)) for r in range(top, bottom + 1)
        )
        return rows[0][0] if self.Count == 1 else rows

    @Value.setter
    def Value(self, rows: Any) -> None:
        model = self.Worksheet.model
        for row, values in enumerate(rows if isinstance(rows, list) else [[rows]], start=self.Row):
            for col, value in enumerate(values, start=self.Column):
                known = model.cells.get((row, col))
                value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
                if value != "" or known is not None:
                    form = known.looks.get("NumberFormat", "General") if known else "General"
                    model.put((row, col), *typed(None if value == "" else value, form))

    Formula = Value

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("NumberFormat", "HorizontalAlignment", "VerticalAlignment", "WrapText"):
            self.look(name, value)
        elif name in ("ColumnWidth", "RowHeight"):
            axis, sizes = (1, "widths") if name == "ColumnWidth" else (0, "heights")
            for area in self.areas:
                getattr(self.Worksheet.model, sizes).update(dict.fromkeys(range(area[axis], area[axis + 2] + 1), value))
        else:
            object.__setattr__(self, name, value)

    def look(self, name: str, value: Any) -> None:
        self.Worksheet.model.must_allow("formats")
        for at in self._spots():
            self.Worksheet.model.cells.setdefault(at, CellModel()).looks[name] = value

    @property
    def Font(self) -> Any:
        return _Named(self, "Font.")

    @property
    def Interior(self) -> Any:
        return _Named(self, "Interior.")

    def Borders(self, side: int) -> Any:
        if (side == 11 and self.Columns.Count == 1) or (side == 12 and self.Rows.Count == 1):
            raise ComError("Unable to set the LineStyle property of the Border class")
        return _Named(self, f"Borders({side}).")

    @property
    def EntireColumn(self) -> Any:
        return _Hidden(self)

    @property
    def FormatConditions(self) -> FormatConditions:
        return FormatConditions(self)

    @property
    def Comment(self) -> Any:
        at = (self.Row, self.Column)
        return Comment(self.Worksheet, at) if at in self.Worksheet.model.notes else None

    def AddComment(self, text: str) -> Any:
        self.Worksheet.model.must_allow("notes")
        self.Worksheet.model.notes[self.Row, self.Column] = text
        return Comment(self.Worksheet, (self.Row, self.Column))

    def Merge(self, _across: bool) -> None:
        self.Worksheet.model.merges.append(self.areas[0])

    def AutoFilter(self, _field: int) -> None:
        self.Worksheet.model.filtered = self.Address

    def Select(self) -> None:
        self.Worksheet.Parent.model.selected = (self.Worksheet.Name, self.Row, self.Column)


class _Named:
    """Font, Interior or Border of a range: every member that is set is a look."""

    def __init__(self, area: Range, prefix: str) -> None:
        object.__setattr__(self, "_area", area)
        object.__setattr__(self, "_prefix", prefix)

    def __setattr__(self, name: str, value: Any) -> None:
        area: Range = object.__getattribute__(self, "_area")
        area.look(f"{object.__getattribute__(self, '_prefix')}{name}", value)


class _Hidden:
    def __init__(self, area: Range) -> None:
        object.__setattr__(self, "_area", area)

    def __setattr__(self, name: str, value: bool) -> None:
        area: Range = object.__getattribute__(self, "_area")
        assert (name, value) == ("Hidden", True)
        area.Worksheet.model.hidden_columns |= {col for _, col in area._spots()}


class FormatCondition:
    """One rule; Type 2 is an expression."""

    Type = 2

    def __init__(self, sheet: Worksheet, model: RuleModel) -> None:
        self._sheet, self._model = sheet, model

    @property
    def Formula1(self) -> str:
        return self._model.formula

    @property
    def Interior(self) -> Any:
        return _Colour(self._model, "fill")

    @property
    def Font(self) -> Any:
        return _Colour(self._model, "ink")

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "StopIfTrue":
            self._model.stop = value
        else:
            object.__setattr__(self, name, value)

    def SetFirstPriority(self) -> None:
        rules = self._sheet.model.rules
        rules.insert(0, rules.pop(rules.index(self._model)))

    def Delete(self) -> None:
        self._sheet.model.must_allow("formats")
        self._sheet.model.rules.remove(self._model)


class _Colour:
    def __init__(self, model: RuleModel, name: str) -> None:
        object.__setattr__(self, "_to", (model, name))

    def __setattr__(self, name: str, value: int) -> None:
        model, which = object.__getattribute__(self, "_to")
        assert name == "Color"
        setattr(model, which, (value & 255, value >> 8 & 255, value >> 16 & 255))


class FormatConditions:
    def __init__(self, area: Range) -> None:
        self._area, self._sheet = area, area.Worksheet

    def __iter__(self) -> Iterator[FormatCondition]:
        return iter([FormatCondition(self._sheet, rule) for rule in self._sheet.model.rules])

    def __call__(self, number: int) -> FormatCondition:
        return FormatCondition(self._sheet, self._sheet.model.rules[number - 1])

    def Add(self, *, Type: int, Formula1: str) -> FormatCondition:
        assert Type == FormatCondition.Type
        self._sheet.model.must_allow("formats")
        model = RuleModel(tuple(self._area.areas), Formula1)
        self._sheet.model.rules.append(model)
        return FormatCondition(self._sheet, model)


class Comment:
    def __init__(self, sheet: Worksheet, at: tuple[int, int]) -> None:
        self._sheet, self._at = sheet, at

    @property
    def Parent(self) -> Any:
        return self._sheet.Cells(*self._at)

    @property
    def Shape(self) -> Any:
        return self._sheet.model.boxes.setdefault(self._at, SimpleNamespace(Width=108.0, Height=59.25))

    def Text(self, *text: str) -> str:
        if text:
            self._sheet.model.notes[self._at] = text[0]
        return self._sheet.model.notes[self._at]

    def Delete(self) -> None:
        self._sheet.model.must_allow("notes")
        del self._sheet.model.notes[self._at]
        self._sheet.model.boxes.pop(self._at, None)


class Worksheet:
    def __init__(self, book: Workbook, model: SheetModel) -> None:
        self.Parent, self.model = book, model
        self.Application = book.Application

    @property
    def Name(self) -> str:
        return self.model.name

    @Name.setter
    def Name(self, value: str) -> None:
        self.model.name = value

    @property
    def Index(self) -> int:
        return int(self.Parent.model.sheets.index(self.model)) + 1

    @property
    def Visible(self) -> int:
        return -1 if self.model.visible else 2

    @property
    def UsedRange(self) -> Range:
        rows, cols = self.model.extent
        return Range(self, [(1, 1, rows, cols)])

    @property
    def Comments(self) -> list[Comment]:
        return [Comment(self, at) for at in sorted(self.model.notes)]

    @property
    def Cells(self) -> Any:
        return Range(self, [(1, 1, 1_048_576, 16_384)])

    def Range(self, one: Any, two: Any = None) -> Range:
        if isinstance(one, str):
            if len(one) > 255:
                raise ComError("Method 'Range' of object '_Worksheet' failed")
            return Range(self, [block_of(part) for part in one.split(",")])
        return Range(self, [(one.Row, one.Column, *(two or one).areas[0][2:])])

    def Activate(self) -> None:
        self.Parent.model.active = self.Parent.model.sheets.index(self.model)

    def Move(self, *, Before: Any) -> None:
        sheets = self.Parent.model.sheets
        sheets.remove(self.model)
        sheets.insert(sheets.index(Before.model), self.model)

    def Delete(self) -> None:
        if self.Application.DisplayAlerts:
            raise ComError("Excel asks whether to delete, and nobody answers")
        self.Parent.model.sheets.remove(self.model)
        self.Parent.model.active = 0


class Worksheets:
    def __init__(self, book: Workbook) -> None:
        self.Parent = book

    def __iter__(self) -> Iterator[Worksheet]:
        return iter([Worksheet(self.Parent, model) for model in self.Parent.model.sheets if not model.is_chart])

    @property
    def Count(self) -> int:
        return len(list(iter(self)))

    def __call__(self, key: int | str) -> Worksheet:
        for number, sheet in enumerate(self, start=1):
            if key in (number, sheet.Name):
                return sheet
        raise ComError(f"Subscript out of range: {key}")

    def Add(self, *, Before: Worksheet) -> Worksheet:
        if self.Parent.model.structure_locked:
            raise ComError("Method 'Add' of object 'Sheets' failed")
        made = SheetModel(f"Sheet{len(self.Parent.model.sheets) + 1}")
        self.Parent.model.sheets.insert(self.Parent.model.sheets.index(Before.model), made)
        self.Parent.model.active = self.Parent.model.sheets.index(made)
        return Worksheet(self.Parent, made)


class Workbook:
    def __init__(self, app: Application, model: Any) -> None:
        self.Application, self.model = app, model

    @property
    def Name(self) -> str:
        return str(self.model.name)

    @property
    def FullName(self) -> str:
        return str(self.model.path or self.model.name)

    @property
    def Worksheets(self) -> Worksheets:
        return Worksheets(self)

    def SaveCopyAs(self, Filename: str) -> None:
        if self.model.copy is None:
            raise ComError("SaveCopyAs method of Workbook class failed")
        Path(Filename).write_bytes(self.model.copy)

    @property
    def ActiveSheet(self) -> Worksheet:
        return Worksheet(self, self.model.sheets[self.model.active])

    def Windows(self, number: int) -> Any:
        assert number == 1
        return _Window(self)

    def Activate(self) -> None:
        """Bring the workbook to the front; there is only this one."""


class _Window:
    """The window of a workbook: what is set there belongs to its active sheet."""

    _rows: int

    def __init__(self, book: Workbook) -> None:
        object.__setattr__(self, "_book", book)
        object.__setattr__(self, "_rows", 0)

    def __setattr__(self, name: str, value: Any) -> None:
        book: Workbook = object.__getattribute__(self, "_book")
        sheet = book.model.sheets[book.model.active]
        if name == "DisplayGridlines":
            sheet.gridlines = value
        elif name == "SplitRow":
            object.__setattr__(self, "_rows", value)
        elif name == "FreezePanes":
            sheet.frozen = self._rows if value else 0
        else:
            assert name in ("ScrollRow", "SplitColumn"), name


class Application:
    """Excel.Application over a host of the memory engine."""

    def __init__(self, host: HostModel) -> None:
        self.host, self.Hwnd = host, host.hwnd
        self.DisplayAlerts, self.ScreenUpdating, self.EnableEvents, self.StatusBar = True, True, True, False

    @property
    def Version(self) -> str:
        return "16.0"

    @property
    def Workbooks(self) -> Any:
        return [Workbook(self, model) for model in self.host.books]

    @property
    def ActiveSheet(self) -> Worksheet:
        return Workbook(self, self.host.books[0]).ActiveSheet


class _Anything:
    """A library of the system whose answers nobody needs here."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Anything()

    def __call__(self, *_: Any) -> int:
        return 0


def _pywin32(host: HostModel) -> dict[str, ModuleType]:
    """Return modules by the names of pywin32's, with what xlwings' Windows engine takes from them."""

    def module(name: str, **members: Any) -> ModuleType:
        made = ModuleType(name)
        made.__dict__.update(members)
        return made

    def message_box(_hwnd: int, text: str, _title: str, style: int) -> int:
        host.alerts.append(("critical" if style & 0x30 == 0x30 else "info", text))
        return 1

    def bases() -> dict[str, type]:
        return {n: type(n, (), {}) for n in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")}

    client = module("win32com.client", **bases(), Dispatch=None, DispatchEx=None)
    boxes = {"MB_OK": 0, "MB_OKCANCEL": 1, "MB_YESNO": 4, "MB_YESNOCANCEL": 3, "MB_ICONINFORMATION": 0x40}
    utc = SimpleNamespace(utc=lambda: None)
    return {
        "pywintypes": module("pywintypes", TimeType=datetime, com_error=ComError, error=OSError),
        "win32api": module("win32api", MessageBox=message_box),
        "win32con": module("win32con", **boxes, MB_ICONWARNING=0x30),
        "pythoncom": module("pythoncom", CoInitialize=lambda: None, ole_error=ComError, __file__=None),
        "win32com": module("win32com", client=client),
        "win32com.client": client,
        "win32gui": module("win32gui", FindWindowEx=lambda *_: 0),
        "win32process": module("win32process", GetWindowThreadProcessId=lambda hwnd: (0, hwnd)),
        "win32timezone": module("win32timezone", TimeZoneInfo=utc),
    }


@contextmanager
def windows(host: HostModel) -> Iterator[Any]:
    """Give xlwings' own Windows engine, with this host as its one running Excel."""
    made = _pywin32(host)
    system = {"oledll": _Anything(), "windll": _Anything(), "PyDLL": lambda _: _Anything()}
    kept = {name: getattr(ctypes, name, None) for name in system}
    replaced = (*made, "xlwings._xlwindows", "xlwings._win32patch")
    real = {name: sys.modules.pop(name) for name in replaced if name in sys.modules}  # where this is a Windows
    sys.modules.update(made)
    try:
        for name, value in system.items():
            setattr(ctypes, name, value)
        engine: Any = importlib.import_module("xlwings._xlwindows")
        app = Application(host)
        engine.get_excel_hwnds = lambda: iter([host.hwnd])
        engine.get_xl_app_from_hwnd = lambda _: app
        engine.is_hwnd_xl_app = lambda _: False
        yield engine
    finally:
        for name, value in kept.items():
            if value is None:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, value)
        for name in replaced:
            sys.modules.pop(name, None)
        sys.modules.update(real)
