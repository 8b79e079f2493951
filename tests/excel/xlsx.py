"""Files and the memory engine's workbooks: .xlsx in, values as last calculated; what was added, out again."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from tests.excel.engine import BookModel, CellModel, RuleModel, SheetModel, block_of, letters_of

# What our templates let a user do on a protected sheet, by openpyxl's (inverted) switches.
_SWITCHES = {"formatCells": "formats", "objects": "notes"}


def load(path: Path) -> BookModel:
    """Return a workbook as it looks when it has just been opened; its sheets are parsed when they are looked at."""
    return _File(path)


class _File(BookModel):
    """A workbook opened from a file: most of what scripts open is looked at by nobody."""

    def __init__(self, path: Path) -> None:
        self.name, self.path, self._content = path.name, path, path.read_bytes()
        self.selected, self.structure_locked, self.fullname = None, False, ""

    def __getattr__(self, name: str) -> Any:
        if name not in ("sheets", "active") or "_content" not in self.__dict__:
            raise AttributeError(name)
        self.sheets, active = pickle.loads(_sheets(self._content))  # noqa: S301  # a copy of what was just made
        self.__dict__.setdefault("active", active)
        return getattr(self, name)


@cache
def _sheets(content: bytes) -> bytes:
    formulas = openpyxl.load_workbook(BytesIO(content))
    with CalamineWorkbook.from_filelike(BytesIO(content)) as shown:
        sheets = [
            _sheet(sheet, shown.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False))
            for sheet in formulas.worksheets
        ]
    active = formulas.worksheets.index(formulas.active) if formulas.active in formulas.worksheets else 0
    return pickle.dumps((sheets, active))


def _sheet(sheet: Any, values: Sequence[Sequence[Any]]) -> SheetModel:
    model = SheetModel(sheet.title, visible=sheet.sheet_state == "visible")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                formula = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                is_formula = isinstance(formula, str) and cell.data_type == "f"
                value = _shown(values, cell.row - 1, cell.column - 1)
                looks = {
                    "number_format": cell.number_format,
                    "color": cell.fill.fgColor.rgb if cell.fill.fill_type else None,
                }
                value = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
                model.cells[cell.row, cell.column] = CellModel(value, formula if is_formula else "", looks)
            if cell.comment is not None:
                model.notes[cell.row, cell.column] = cell.comment.text
    for block in sheet.conditional_formatting:
        areas = tuple(block_of(part) for part in str(block.sqref).split())
        model.rules += [RuleModel(areas, f"={rule.formula[0]}") for rule in block.rules if rule.formula]
    model.merges = [block_of(str(area)) for area in sheet.merged_cells.ranges]
    if sheet.protection.sheet:
        model.allowed = frozenset(what for key, what in _SWITCHES.items() if not getattr(sheet.protection, key))
    return model


def _shown(values: Sequence[Sequence[Any]], row: int, col: int) -> Any:
    """Return a cell as it was last calculated; a blank one as None, a day as a moment, as xlwings gives them."""
    value = values[row][col] if row < len(values) and col < len(values[row]) else None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return None if value == "" else value


def save(model: BookModel, path: Path) -> None:
    """Write a workbook with the notes, rules and sheets that scripts added to the file it was opened from."""
    book = openpyxl.load_workbook(model.path) if model.path else openpyxl.Workbook()
    if not model.path:
        book.remove(book.active)
    for number, sheet in enumerate(model.sheets):
        if sheet.name not in book.sheetnames:
            _add(book.create_sheet(sheet.name, number), sheet)
        target = book[sheet.name]
        for (row, col), text in sheet.notes.items():
            if target.cell(row, col).comment is None:
                target.cell(row, col).comment = Comment(text, "xlwings")
        known = len([rule for block in target.conditional_formatting for rule in block.rules])
        for rule in reversed(sheet.rules[: len(sheet.rules) - known]):
            _add_rule(target, rule)
    book.active = model.active
    book.save(path)


def _add_rule(target: Any, rule: RuleModel) -> None:
    fill = PatternFill(bgColor=_argb(rule.fill), fill_type="solid")
    look = DifferentialStyle(font=Font(color=_argb(rule.ink)), fill=fill)
    made = Rule(type="expression", dxf=look, stopIfTrue=rule.stop, formula=[rule.formula.removeprefix("=")])
    areas = " ".join(f"{letters_of(a[1])}{a[0]}:{letters_of(a[3])}{a[2]}" for a in rule.areas)
    target.conditional_formatting.add(areas, made)


def _argb(rgb: tuple[int, int, int] | None) -> str:
    return "FF{:02X}{:02X}{:02X}".format(*(rgb or (0, 0, 0)))


def _add(target: Any, sheet: SheetModel) -> None:
    side = Side("thin")
    for (row, col), cell in sheet.cells.items():
        made, looks = target.cell(row, col), cell.looks
        made.value = cell.formula or cell.value
        if cell.formula == "" and isinstance(cell.value, str):
            made.data_type = "s"
        colour = str(looks.get("font_color", "#000000")).removeprefix("#")
        made.font = Font(looks.get("font_name"), looks.get("font_size"), looks.get("font_bold"), color=colour)
        if looks.get("color"):
            made.fill = PatternFill("solid", fgColor=str(looks["color"]).removeprefix("#"))
        made.number_format = looks.get("number_format") or "General"
        across, down = looks.get("horizontal_alignment"), looks.get("vertical_alignment")
        made.alignment = Alignment(across, down, wrap_text=looks.get("wrap_text"))
        if looks.get("border"):
            made.border = Border(side, side, side, side)
    for col, width in sheet.widths.items():
        target.column_dimensions[letters_of(col)].width = width
    for col in sheet.hidden_columns:
        target.column_dimensions[letters_of(col)].hidden = True
    for row, height in sheet.heights.items():
        target.row_dimensions[row].height = height
    for top, left, bottom, right in sheet.merges:
        target.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    target.freeze_panes = f"A{sheet.frozen + 1}" if sheet.frozen else None
    target.auto_filter.ref = sheet.filtered.replace("$", "") or None
    target.sheet_view.showGridLines = sheet.gridlines
