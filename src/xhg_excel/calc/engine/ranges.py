"""xlwings' `Range`: one block of cells or several; values are read and written in blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xhg_excel.calc.engine import range_actions
from xhg_excel.calc.engine.blocks import Block, address_of, block_from, quoted
from xhg_excel.calc.engine.cells import read_block, write_block, write_formulas
from xhg_excel.calc.engine.errors import StillOpen
from xhg_excel.calc.engine.formulas import cell_address
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.calc.engine.names import Name
from xhg_excel.calc.engine.notes import Note, add_note, note_at
from xhg_excel.calc.engine.office import url_of
from xhg_excel.calc.engine.range_format import FormattedRange

_CONTENTS = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA
_FORMATS = 32 | 64  # HARDATTR, STYLES
_NOTES = 8


@named_gaps
class Range(FormattedRange):
    """Cells of one sheet; values are those of the first block, looks are set on all blocks."""

    @property
    def rows(self) -> list[Range]:
        block = self.block
        return [self.sheet.at(Block(row, block.left, row, block.right)) for row in range(block.top, block.bottom + 1)]

    @property
    def columns(self) -> list[Range]:
        block = self.block
        return [self.sheet.at(Block(block.top, col, block.bottom, col)) for col in range(block.left, block.right + 1)]

    # Values and formulas.

    @property
    def raw_value(self) -> Any:
        if not self.blocks:
            return None
        with StillOpen(self.sheet.book.api, self.sheet.book.name):
            rows = read_block(self.sheet.book.formats, self.sheet.api, self.block)
        return rows[0][0] if self.shape == (1, 1) else rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if not self.blocks:
            return
        self.changing()
        rows = self._rows_of(value)
        if isinstance(value, str) and value.startswith("=") and len(self) > 1:
            self.formula = value
            return
        write_block(self.sheet.book.formats, self.sheet.book.grammar, self.sheet.api, self.block, rows)

    def _rows_of(self, value: Any) -> Sequence[Sequence[Any]]:
        """Return a value as rows of the shape of the range; a single one is repeated."""
        if isinstance(value, (list, tuple)):
            rows = value if value and isinstance(value[0], (list, tuple)) else [value]
            if (len(rows), len(rows[0])) != self.shape:
                message = f"{len(rows)} x {len(rows[0])}: {self.address}"
                raise ValueError(message)
            return rows
        return [[value] * self.shape[1]] * self.shape[0]

    @property
    def formula(self) -> Any:
        """Formulas in Excel's grammar, constants as text; rows of them for several cells."""
        with StillOpen(self.sheet.book.api, self.sheet.book.name):
            found = self.sheet.uno_range(self.block).getFormulaArray()
            values = read_block(self.sheet.book.formats, self.sheet.api, self.block)
        start = self.block
        rows = tuple(
            tuple(
                self.sheet.excel_formula(text, (start.top + row, start.left + col))
                if text.startswith("=")
                else _typed_text(text, values[row][col])
                for col, text in enumerate(texts)
            )
            for row, texts in enumerate(found)
        )
        return rows[0][0] if self.shape == (1, 1) else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        if not self.blocks:
            return
        self.changing()
        if isinstance(value, str) and value.startswith("="):
            self._fill(value)
            return
        rows = self._rows_of(value)
        write_block(
            self.sheet.book.formats, self.sheet.book.grammar, self.sheet.api, self.block,
            [[_constant(text) for text in row] for row in rows],
        )  # fmt: skip
        start = self.block
        write_formulas(self.sheet.book.grammar, self.sheet.api, {
            (start.top + row, start.left + col): text
            for row, texts in enumerate(rows)
            for col, text in enumerate(texts)
            if isinstance(text, str) and text.startswith("=")
        })  # fmt: skip

    formula2 = formula

    def _fill(self, text: str) -> None:
        """Write one formula to every cell, with its relative references as they read in the first."""
        block, sheet = self.block, self.sheet.api
        first = cell_address(sheet.RangeAddress.Sheet, block.top, block.left)
        tokens = self.sheet.book.grammar.tokens(text, first)
        for row in range(block.top, block.bottom + 1):
            for col in range(block.left, block.right + 1):
                sheet.getCellByPosition(col, row).setTokens(tokens)

    @property
    def formula_array(self) -> str:
        """The array formula in Excel's grammar; '' for none."""
        text = self.sheet.uno_range(self.block).getArrayFormula()
        place = self.block.top, self.block.left
        return self.sheet.excel_formula(text.strip("{}"), place) if text else ""

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        cells = self.changing()
        cells.setArrayFormula("=" + self.sheet.calc_formula(value, (self.block.top, self.block.left)))

    @property
    def has_array(self) -> bool:
        return bool(self.sheet.uno_range(self(1, 1).block).getArrayFormula())

    def clear_contents(self) -> None:
        self.changing().clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        """Remove all formats."""
        self.changing().clearContents(_FORMATS)
        self.conditional_formats.clear()

    def clear(self) -> None:
        """Remove values, formats and notes; data validation stays."""
        self.changing().clearContents(_CONTENTS | _FORMATS | _NOTES)
        self.conditional_formats.clear()

    # Places.

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        text = ",".join(address_of(block, row_absolute, col_absolute) for block in self.blocks)
        if not external:
            return text
        name = f"[{self.sheet.book.name}]{self.sheet.name}"
        safe = quoted(f"{self.sheet.book.name}{self.sheet.name}".replace(".", "")).startswith("'")
        doubled = name.replace("'", "''")
        return f"'{doubled}'!{text}" if safe else f"{name}!{text}"

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def end(self, direction: str) -> Range:
        return self.sheet.at(range_actions.end_of(self.sheet, self.block, direction))  # type: ignore[no-any-return]  # a range of ours

    @property
    def current_region(self) -> Range:
        cursor = self.sheet.api.createCursorByRange(self.sheet.uno_range(self.block))
        cursor.collapseToCurrentRegion()
        return self.sheet.at(block_from(cursor.RangeAddress))  # type: ignore[no-any-return]  # a range of ours

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Range | None:
        """Return the first cell, in reading order, whose value contains a text; `*` and `?` are wildcards."""
        found = range_actions.find(
            self, text, whole=whole, backward=direction == "backward", by_rows=order == "rows", match_case=match_case
        )
        return None if found is None else self.sheet.at(found)

    def sort(self, keys: list[int], ascending: list[bool], has_headers: bool) -> None:
        range_actions.sort(self.changing(), list(zip(keys, ascending, strict=True)), has_headers)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:  # noqa: ARG002  # Calc copies from above or left
        range_actions.insert(self.measuring(), shift or ("right" if range_actions.is_tall(self.shape) else "down"))

    def delete(self, shift: str | None = None) -> None:
        range_actions.delete(self.measuring(), shift or ("left" if range_actions.is_tall(self.shape) else "up"))

    def copy(self, destination: Range | None = None) -> None:
        if destination is None:
            message = "Range.copy()"
            raise NotImplementedError(message)
        target = getattr(destination, "impl", destination)
        goal = target.sheet.at(range_actions.sized(target.block, self.shape))
        goal.changing()
        goal.sheet.api.copyRange(_cell_address(goal), self.sheet.uno_range(self.block).RangeAddress)

    def move(self, destination: Range) -> None:
        goal = getattr(destination, "impl", destination)
        self.changing()
        goal.sheet.at(range_actions.sized(goal.block, self.shape)).changing()
        goal.sheet.api.moveRange(_cell_address(goal), self.sheet.uno_range(self.block).RangeAddress)

    def select(self) -> None:
        self.sheet.book.controller.select(self.api)

    @property
    def merge_area(self) -> Range:
        cell = self.sheet.uno_range(self(1, 1).block)
        cursor = self.sheet.api.createCursorByRange(cell)
        cursor.collapseToMergedArea()
        return self.sheet.at(block_from(cursor.RangeAddress))  # type: ignore[no-any-return]  # a range of ours

    @property
    def merge_cells(self) -> bool:
        return len(self.merge_area) > 1

    def merge(self, across: bool) -> None:
        cells = self.changing()
        for part in [row.api for row in self.rows] if across else [cells]:
            part.merge(True)

    def unmerge(self) -> None:
        self.changing().merge(False)

    # Notes, names, links, print.

    @property
    def note(self) -> Note | None:
        return note_at(self.sheet, (self.block.top, self.block.left))

    def add_note(self, text: str) -> Note:
        self.sheet.check()
        if self.note is not None:
            raise ValueError(self.address)
        return add_note(self.sheet, (self.block.top, self.block.left), text)

    @property
    def name(self) -> Name | None:
        """The name of exactly these cells."""
        for name in self.sheet.book.names._all():  # its own class
            cells = name.api.getReferredCells()
            if cells is not None and cells.AbsoluteName == self.api.AbsoluteName:
                return name  # type: ignore[no-any-return]  # a name of ours
        return None

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={quoted(self.sheet.name)}!{self.address}")

    @property
    def hyperlink(self) -> str:
        return range_actions.link_of(self)

    def add_hyperlink(self, address: str, text_to_display: str | None = None, screen_tip: str | None = None) -> None:
        self.changing()
        goal, tip = (text.replace('"', '""') for text in (address, text_to_display or address))
        _ = screen_tip  # Calc shows the address itself
        self(1, 1).formula = f'=HYPERLINK("{goal}","{tip}")'

    @property
    def table(self) -> None:
        """None: Calc has no tables; database ranges take their place."""
        return

    def to_pdf(self, path: str, quality: str) -> None:
        self.sheet.book.print_to(url_of(path), quality, self.api)


def _cell_address(target: Range) -> Any:
    return cell_address(target.sheet.api.RangeAddress.Sheet, target.block.top, target.block.left)


def _typed_text(text: str, value: Any) -> str:
    """Return a constant as Excel shows it in the formula bar."""
    return str(value).upper() if isinstance(value, bool) else text.removeprefix("'")


def _constant(text: Any) -> Any:
    """Return the value that Excel makes of a text assigned to `formula`; None for formulas, written afterwards."""
    if not isinstance(text, str):
        return text
    if text.startswith("="):
        return None
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    try:
        return float(text) if text.strip() == text and text[-1:].isdigit() else text
    except ValueError:
        return text
