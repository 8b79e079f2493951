"""What xlwings documents of its objects, as a table; every engine at hand is held to it.

An engine that differs is listed under `OTHERWISE` with what it does instead; docs/hosts.md is made from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlwings as xw

EXCEL, CALC, RECORD = "Excel, as documented", "LibreOffice Calc", "the recorded engine (WPS)"
MEMORY = "the tests' engine in memory"


@dataclass(frozen=True)
class Behaviour:
    """One sentence of xlwings' documentation: what is done, and what comes of it."""

    says: str
    act: Callable[[xw.Book, xw.Sheet], object]
    expected: object


def _written(value: object, address: str = "A1") -> Callable[[xw.Book, xw.Sheet], object]:
    def act(_: xw.Book, sheet: xw.Sheet) -> object:
        sheet[address].value = value
        return sheet[address].value

    return act


def _after(*steps: Callable[[xw.Sheet], object]) -> Callable[[xw.Book, xw.Sheet], object]:
    def act(_: xw.Book, sheet: xw.Sheet) -> object:
        return [step(sheet) for step in steps][-1]

    return act


def _after_all(*steps: Callable[[xw.Book], object]) -> Callable[[xw.Book, xw.Sheet], object]:
    def act(book: xw.Book, _: xw.Sheet) -> object:
        return [step(book) for step in steps][-1]

    return act


def _status(book: xw.Book, _: xw.Sheet) -> object:
    book.app.status_bar = "正在校验"
    said = book.app.status_bar
    book.app.status_bar = False
    return said


def _address(found: object) -> object:
    return found.address if isinstance(found, xw.Range) else found


def _set(address: str, name: str, value: object) -> Callable[[xw.Sheet], object]:
    def act(sheet: xw.Sheet) -> None:
        target = sheet[address]
        *path, last = name.split(".")
        for part in path:
            target = getattr(target, part)
        setattr(target, last, value)

    return act


def _get(address: str, name: str) -> Callable[[xw.Sheet], object]:
    def act(sheet: xw.Sheet) -> object:
        found: object = sheet[address]
        for part in name.split("."):
            found = getattr(found, part)
        return found

    return act


TABLE = [[1.0, "a"], [2.0, None], [3.0, "c"]]
_fill = _set("A1", "value", TABLE)
_rule: dict[str, Any] = {"fill_color": (255, 199, 206), "font_color": (156, 0, 6)}

# fmt: off
BEHAVIOURS = (
    # Values.
    Behaviour("a number comes back as a float", _written(7), 7.0),
    Behaviour("a text comes back as it is", _written("督导"), "督导"),
    Behaviour("None empties a cell, and an empty cell is None", _after(_set("A1", "value", 1), _set("A1", "value", None), _get("A1", "value")), None),
    Behaviour("a boolean comes back as one", _written(True), True),
    Behaviour("a date comes back as a datetime", _written(datetime(2020, 8, 12)), datetime(2020, 8, 12)),
    Behaviour("a date and time comes back to the second", _written(datetime(2020, 8, 12, 10, 30)), datetime(2020, 8, 12, 10, 30)),
    Behaviour("rows of rows fill a rectangle", _after(_fill, _get("A1:B3", "value")), TABLE),
    Behaviour("a row is a flat list", _after(_fill, _get("A1:B1", "value")), [1.0, "a"]),
    Behaviour("a column is a flat list", _after(_fill, _get("A1:A3", "value")), [1.0, 2.0, 3.0]),
    Behaviour("ndim=2 keeps rows", _after(_fill, lambda s: s["A1:A2"].options(ndim=2).value), [[1.0], [2.0]]),
    Behaviour("a text that begins with = is a formula", _after(_set("A1", "value", 4), _set("A2", "value", "=A1*2"), _get("A2", "value")), 8.0),
    Behaviour("in a cell formatted as text, = begins a text", _after(_set("A1", "number_format", "@"), _set("A1", "value", "=1+1"), _get("A1", "value")), "=1+1"),
    Behaviour("a text of digits in a cell formatted as text stays one", _after(_set("A1", "number_format", "@"), _set("A1", "value", "007"), _get("A1", "value")), "007"),
    Behaviour("a text of digits in a plain cell becomes a number", _written("007"), 7.0),
    Behaviour("an error is None", _after(_set("A1", "formula", "=1/0"), _get("A1", "value")), None),
    Behaviour("an error is its name with err_to_str", _after(_set("A1", "formula", "=1/0"), lambda s: s["A1"].options(err_to_str=True).value), "#DIV/0!"),
    Behaviour("a formula that gives an empty text is None", _after(_set("A1", "formula", '=""'), _get("A1", "value")), None),
    Behaviour("a formula that gives TRUE is a boolean", _after(_set("A1", "formula", "=1=1"), _get("A1", "value")), True),
    # Formulas.
    Behaviour("a formula is read in Excel's grammar", _after(_set("A1", "formula", "=SUM(B1:B3,1)"), _get("A1", "formula")), "=SUM(B1:B3,1)"),
    Behaviour("one formula for a range shifts its relative parts", _after(_set("A1:A2", "formula", "=$B1+1"), _get("A2", "formula")), "=$B2+1"),
    Behaviour("a formula may name another sheet", lambda b, s: [b.sheets.add("附件2 登记", after=s), _set("A1", "formula", "='附件2 登记'!B2")(s), s["A1"].formula][-1], "='附件2 登记'!B2"),
    Behaviour("an array formula is read back", _after(_set("A1:A2", "formula_array", "=B1:B2*2"), _get("A1", "formula_array")), "=B1:B2*2"),
    # Places.
    Behaviour("address is fixed in all parts", _after(_get("B2:C3", "address")), "$B$2:$C$3"),
    Behaviour("a cell by row and column, from 1", _after(lambda s: s.range((2, 3)).address), "$C$2"),
    Behaviour("a cell by row and column, from 0", _after(lambda s: s[1, 2].address), "$C$2"),
    Behaviour("two corners make a range", _after(lambda s: s.range((1, 1), (2, 3)).address), "$A$1:$C$2"),
    Behaviour("shape is rows and columns", _after(_get("A1:C2", "shape")), (2, 3)),
    Behaviour("offset moves", _after(lambda s: s["A1:B2"].offset(1, 1).address), "$B$2:$C$3"),
    Behaviour("resize begins at the same cell", _after(lambda s: s["B2"].resize(2, 2).address), "$B$2:$C$3"),
    Behaviour("last_cell is the bottom right", _after(_get("A1:B2", "last_cell.address")), "$B$2"),
    Behaviour("used_range holds everything", _after(_set("B2:C3", "value", [[1, 2], [3, 4]]), lambda s: s.used_range.last_cell.address), "$C$3"),
    Behaviour("expand goes as far as there are values", _after(_fill, lambda s: s["A1"].expand("down").address), "$A$1:$A$3"),
    Behaviour("end jumps as Ctrl and an arrow do", _after(_fill, lambda s: s["A1"].end("down").address), "$A$3"),
    Behaviour("current_region is bounded by empty rows and columns", _after(_fill, _get("A2", "current_region.address")), "$A$1:$B$3"),
    Behaviour("find goes backward too", _after(_fill, lambda s: _address(s.cells.find("*", direction="backward"))), "$B$3"),
    Behaviour("find that finds nothing is None", _after(_fill, lambda s: s.cells.find("zzz")), None),
    Behaviour("inserting cells moves others down", _after(_fill, lambda s: s["1:1"].insert("down"), _get("A2", "value")), 1.0),
    Behaviour("deleting cells moves others up", _after(_fill, lambda s: s["1:1"].delete("up"), _get("A1", "value")), 2.0),
    Behaviour("copy takes values along", _after(_fill, lambda s: s["A1:B1"].copy(s["D5"]), _get("E5", "value")), "a"),
    # Looks.
    Behaviour("a fill comes back as red, green, blue", _after(_set("A1", "color", "#ffc7ce"), _get("A1", "color")), (255, 199, 206)),
    Behaviour("no fill is None", _after(_get("A1", "color")), None),
    Behaviour("bold letters", _after(_set("A1:B1", "font.bold", True), _get("B1", "font.bold")), True),
    Behaviour("mixed letters are None", _after(_set("A1", "font.bold", True), _get("A1:B1", "font.bold")), None),
    Behaviour("the font's name and size", _after(_set("A1", "font.name", "Noto Sans CJK SC"), _set("A1", "font.size", 14), lambda s: (s["A1"].font.name, s["A1"].font.size)), ("Noto Sans CJK SC", 14.0)),
    Behaviour("a number format is Excel's code", _after(_set("A1", "number_format", "yyyy-mm-dd"), _get("A1", "number_format")), "yyyy-mm-dd"),
    Behaviour("the usual number format is General", _after(_get("A1", "number_format")), "General"),
    Behaviour("alignment by name", _after(_set("A1", "horizontal_alignment", "center"), _get("A1", "horizontal_alignment")), "center"),
    Behaviour("wrapped texts", _after(_set("A1", "wrap_text", True), _get("A1", "wrap_text")), True),
    Behaviour("a column's width in characters", _after(_set("A1", "column_width", 20), _get("A1", "column_width")), 20.0),
    Behaviour("a row's height in points", _after(_set("A1", "row_height", 30), _get("A1", "row_height")), 30.0),
    Behaviour("lines by side", _after(lambda s: s["A1:B2"].borders.set("all", line_style="continuous", weight="thin"), lambda s: s["A1"].borders["edge_left"].weight), "thin"),
    Behaviour("merged cells know their area", _after(lambda s: s["A1:B2"].merge(), _get("B2", "merge_area.address")), "$A$1:$B$2"),
    Behaviour("hidden columns", _after(lambda s: setattr(s["B:B"].columns, "hidden", True), lambda s: s["B:B"].columns.hidden), True),
    # Notes, rules, limits, names.
    Behaviour("a note is read back", _after(lambda s: s["B2"].add_note("核实"), _get("B2", "note.text")), "核实"),
    Behaviour("a cell without a note has None", _after(_get("B2", "note")), None),
    Behaviour("a sheet lists its notes", _after(lambda s: s["B2"].add_note("核实"), lambda s: [note.location.address for note in s.notes]), ["$B$2"]),
    Behaviour("a deleted note is gone", _after(lambda s: s["B2"].add_note("核实").delete(), _get("B2", "note")), None),
    Behaviour("a rule with a formula", _after(lambda s: s["A1:A9"].conditional_formats.add_custom('=$A1="x"', **_rule), lambda s: [(r.type, r.formula) for r in s.cells.conditional_formats]), [("custom", '=$A1="x"')]),
    Behaviour("a rule knows its look", _after(lambda s: s["A1"].conditional_formats.add_custom("=1=1", **_rule).fill_color), (255, 199, 206)),
    Behaviour("a later rule comes first", _after(lambda s: s["A1"].conditional_formats.add_custom("=1=1"), lambda s: s["A1"].conditional_formats.add_custom("=2=2"), lambda s: s["A1"].conditional_formats[0].formula), "=2=2"),
    Behaviour("a deleted rule is gone", _after(lambda s: s["A1"].conditional_formats.add_custom("=1=1").delete(), lambda s: len(s.cells.conditional_formats)), 0),
    Behaviour("a list to choose from", _after(lambda s: s["A1"].data_validation.set_list(["是", "否"]), lambda s: (s["A1"].data_validation.type, s["A1"].data_validation.source)), ("list", "是,否")),
    Behaviour("limits of a whole number", _after(lambda s: s["A1"].data_validation.set_whole_number("between", 1, 10), lambda s: (s["A1"].data_validation.operator, s["A1"].data_validation.formula2)), ("between", "=10")),
    Behaviour("a name is a range", lambda b, s: [b.names.add("total", f"={s.name}!$A$1:$B$2"), s["total"].address][-1], "$A$1:$B$2"),
    # Sheets and workbooks.
    Behaviour("a new sheet is the active one", lambda b, s: [b.sheets.add("新表", after=s), b.sheets.active.name][-1], "新表"),
    Behaviour("a sheet's name may not be used twice", lambda b, _: [b.sheets.add("新表"), b.sheets.add("新表")][-1], "ValueError"),
    Behaviour("a sheet is found whatever the case", lambda b, _: [b.sheets.add("Total"), b.sheets["total"].name][-1], "Total"),
    Behaviour("a deleted sheet is gone", _after_all(lambda b: b.sheets.add("新表").delete(), lambda b: len(b.sheets)), 1),
    Behaviour("a hidden sheet is still listed", _after_all(lambda b: setattr(b.sheets.add("新表"), "visible", False), lambda b: [t.visible for t in b.sheets].count(False)), 1),
    Behaviour("the status bar says what it is told", _status, "正在校验"),
    # What an author may look for.
    Behaviour("sorting", _after(_fill, lambda s: s["A1:B3"].sort(1, False), _get("A1", "value")), 3.0),
    Behaviour("charts", _after(lambda s: len(s.charts)), 0),
    Behaviour("pictures", _after(lambda s: len(s.pictures)), 0),
    Behaviour("tables", _after(lambda s: len(s.tables)), 0),
    Behaviour("arrows that filter", _after(_fill, lambda s: s["A1:B3"].autofilter.apply_values(1, ["2"])), None),
)
# fmt: on


def outcome(behaviour: Behaviour, book: xw.Book) -> object:
    """Return what an engine makes of a behaviour in an empty workbook; an error by its name."""
    try:
        return behaviour.act(book, book.sheets[0])
    except NotImplementedError as error:
        return f"NotImplementedError{': ' if str(error) else ''}{error}"
    except Exception as error:  # noqa: BLE001  # whatever an engine raises is its outcome
        return type(error).__name__


_GAP = "NotImplementedError"
# What an engine does where it does not do what is documented, by the sentence.
OTHERWISE: dict[str, dict[str, object]] = {
    CALC: {
        "a text of digits in a plain cell becomes a number": "007",
        "charts": f"{_GAP}: Sheet.charts",
        "pictures": f"{_GAP}: Sheet.pictures",
        "arrows that filter": f"{_GAP}: Range.autofilter",
    },
    RECORD: {  # it calculates nothing, and moves no cells
        "a text that begins with = is a formula": None,
        "an error is its name with err_to_str": None,
        "a formula that gives TRUE is a boolean": None,
        "one formula for a range shifts its relative parts": f"{_GAP}: Range.formula: one formula for several cells",
        "an array formula is read back": f"{_GAP}: Range.formula_array =",
        "current_region is bounded by empty rows and columns": f"{_GAP}: Range.current_region",
        "inserting cells moves others down": f"{_GAP}: Range.insert",
        "deleting cells moves others up": f"{_GAP}: Range.delete",
        "copy takes values along": f"{_GAP}: Range.copy",
        "a list to choose from": f"{_GAP}: Range.data_validation",
        "limits of a whole number": f"{_GAP}: Range.data_validation",
        "a name is a range": f"{_GAP}: Book.names",
        "sorting": f"{_GAP}: Sheet.tables",
        "charts": f"{_GAP}: Sheet.charts",
        "pictures": f"{_GAP}: Sheet.pictures",
        "tables": f"{_GAP}: Sheet.tables",
        "arrows that filter": f"{_GAP}: Range.autofilter",
    },
    MEMORY: {
        "a text that begins with = is a formula": None,
        "an error is its name with err_to_str": None,
        "a formula that gives TRUE is a boolean": None,
        "one formula for a range shifts its relative parts": "",
        "an array formula is read back": _GAP,
        "expand goes as far as there are values": _GAP,
        "end jumps as Ctrl and an arrow do": _GAP,
        "current_region is bounded by empty rows and columns": _GAP,
        "find that finds nothing is None": "HostError",
        "inserting cells moves others down": "HostError",
        "deleting cells moves others up": "HostError",
        "copy takes values along": _GAP,
        "a fill comes back as red, green, blue": "#ffc7ce",
        "bold letters": "AttributeError",
        "mixed letters are None": "AttributeError",
        "the font's name and size": "AttributeError",
        "the usual number format is General": None,
        "lines by side": "TypeError",
        "merged cells know their area": _GAP,
        "hidden columns": "HostError",
        "a rule knows its look": _GAP,
        "a later rule comes first": _GAP,
        "a list to choose from": _GAP,
        "limits of a whole number": _GAP,
        "a name is a range": _GAP,
        "sorting": _GAP,
        "charts": _GAP,
        "pictures": _GAP,
        "tables": _GAP,
        "arrows that filter": _GAP,
    },
}


def due(behaviour: Behaviour, engine: str) -> object:
    """Return what an engine is expected to make of a behaviour."""
    return OTHERWISE[engine].get(behaviour.says, behaviour.expected)
