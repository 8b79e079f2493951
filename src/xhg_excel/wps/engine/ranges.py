"""xlwings' `Range` of the recorded engine: values from the state, writes to the state and to the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fnmatch import translate
from typing import Any

from xhg_excel.calc.engine.block_range import BlockRange
from xhg_excel.calc.engine.blocks import COLS, ROWS, Block, address_of, inside
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.wps.engine.looks import Borders, Font, colour_of, hexadecimal
from xhg_excel.wps.engine.marks import Note, Rules
from xhg_excel.wps.engine.state import PLAIN_FORMAT, serial_of, taken_for

_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
_DATE_FORMAT = "yyyy-mm-dd"
_USUAL_WIDTH, _USUAL_HEIGHT = 8.43, 15.0


@named_gaps
class Range(BlockRange):
    """Cells of one sheet; values are those of the first block, looks are set on all blocks."""

    @property
    def api(self) -> Any:
        return self.sheet.state

    def addresses(self) -> list[str]:
        """Return the address of each block."""
        return [address_of(block, False, False) for block in self.blocks]

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield every cell."""
        for block in self.blocks:
            for row in range(block.top, block.bottom + 1):
                yield from ((row, col) for col in range(block.left, block.right + 1))

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        if external:
            message = "Range.get_address(external=True)"
            raise NotImplementedError(message)
        return ",".join(address_of(block, row_absolute, col_absolute) for block in self.blocks)

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    # Values and formulas.

    @property
    def raw_value(self) -> Any:
        block, state = self.block, self.sheet.state
        rows = [
            [state.value((row, col)) for col in range(block.left, block.right + 1)]
            for row in range(block.top, block.bottom + 1)
        ]
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if isinstance(value, str) and value.startswith("=") and len(self) > 1:
            self.formula = value
            return
        rows = self._rows_of(value)
        plain = [[_recorded(cell) for cell in row] for row in rows]
        self._write("values", rows, plain)

    @property
    def formula(self) -> Any:
        formulas, value = self.sheet.state.formulas, self.sheet.state.value
        texts = [
            [formulas.get((row, col)) or _typed(value((row, col))) for col in self._columns()] for row in self._rows()
        ]
        return texts[0][0] if len(self) == 1 else tuple(map(tuple, texts))

    @formula.setter
    def formula(self, value: Any) -> None:
        if isinstance(value, str) and len(self) > 1:
            message = "Range.formula: one formula for several cells"
            raise NotImplementedError(message)
        rows = self._rows_of(value)
        self._write("formulas", rows, rows)

    formula2 = formula

    def _rows(self) -> range:
        return range(self.block.top, self.block.bottom + 1)

    def _columns(self) -> range:
        return range(self.block.left, self.block.right + 1)

    def _rows_of(self, value: Any) -> Sequence[Sequence[Any]]:
        """Return a value as rows of the shape of the range; a single one is repeated."""
        if not isinstance(value, (list, tuple)):
            return [[value] * self.shape[1]] * self.shape[0]
        rows = value if value and isinstance(value[0], (list, tuple)) else [value]
        if (len(rows), len(rows[0])) != self.shape:
            message = f"{len(rows)} x {len(rows[0])}: {self.address}"
            raise ValueError(message)
        return rows

    def _write(self, do: str, rows: Sequence[Sequence[Any]], recorded: Sequence[Sequence[Any]]) -> None:
        state = self.sheet.state
        state.must_accept("values")
        self.sheet.record(do, cells=address_of(self.block, False, False), rows=[list(row) for row in recorded])
        for row, values in enumerate(rows, start=self.block.top):
            for col, value in enumerate(values, start=self.block.left):
                look = state.looks.get((row, col), {}).get("number_format", PLAIN_FORMAT)
                shown, formula = taken_for(value, look)
                if shown is not None or formula or state.value((row, col)) is not None:
                    state.put((row, col), shown, formula)
                if isinstance(value, date) and look == PLAIN_FORMAT:
                    self(row - self.block.top + 1, col - self.block.left + 1).number_format = _DATE_FORMAT

    def clear_contents(self) -> None:
        self.sheet.state.must_accept("values")
        self.sheet.record("clear", cells=address_of(self.block, False, False))
        for at in list(self.sheet.state.filled(self.block)):
            self.sheet.state.put(at, None)

    # Places.

    def end(self, direction: str) -> Range:
        """Return the cell that Ctrl and an arrow key jump to."""
        down, right = _STEPS[direction]
        row, col = self.block.top, self.block.left
        rows, cols = self.sheet.state.extent

        def is_filled(row: int, col: int) -> bool:
            return any(True for _ in self.sheet.state.filled(Block(row, col, row, col)))

        within = is_filled(row, col) and is_filled(row + down, col + right)
        while 0 <= row + down <= rows and 0 <= col + right <= cols:
            if within and not is_filled(row + down, col + right):
                break
            row, col = row + down, col + right
            if not within and is_filled(row, col):
                break
        else:
            row, col = (ROWS - 1 if down > 0 else row), (COLS - 1 if right > 0 else col)
        return Range(self.sheet, (Block(row, col, row, col),))

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Range | None:
        """Return the first cell whose value contains a text; `*` and `?` are wildcards."""
        text = text.replace("[", "[[]")  # no set of letters, as in Excel
        pattern = re.compile(translate(text if whole else f"*{text}*"), 0 if match_case else re.IGNORECASE)
        axis = 0 if order == "rows" else 1
        state = self.sheet.state
        found = [at for at in state.filled(self.block) if pattern.match(_typed(state.value(at)))]
        if not found:
            return None
        choose = max if direction == "backward" else min
        row, col = choose(found, key=lambda at: (at[axis], at[1 - axis]))
        return Range(self.sheet, (Block(row, col, row, col),))

    def select(self) -> None:
        self.sheet.record("select", cells=address_of(self.block, False, False))

    # Looks.

    def look(self, name: str, default: Any) -> Any:
        """Return a look of the cells; None where they differ.

        Raises:
            NotImplementedError: it is the user's, which is not read.
        """
        state, found = self.sheet.state, set()
        for at in self.places():
            looks = state.looks.get(at, {})
            if name not in looks and state.is_unknown(at):
                message = f"Range, {name}: not read of {state.name}"
                raise NotImplementedError(message)
            found.add(looks.get(name, default))
        return found.pop() if len(found) == 1 else None

    def set_look(self, name: str, value: Any) -> None:
        """Set a look of all cells and record it."""
        self.sheet.state.must_accept("formats")
        for cells in self.addresses():
            self.sheet.record("look", cells=cells, look=name, value=value)
        for at in self.places():
            self.sheet.state.looks.setdefault(at, {})[name] = value

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    @property
    def color(self) -> Any:
        return colour_of(self.look("fill", None))

    @color.setter
    def color(self, value: Any) -> None:
        self.set_look("fill", hexadecimal(colour_of(value)))

    @property
    def conditional_formats(self) -> Rules:
        return Rules(self)

    # Sizes.

    @property
    def column_width(self) -> float | None:
        return self._common({self.sheet.state.widths.get(col, _USUAL_WIDTH) for col in self._columns()})

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._size("width", value)
        self.sheet.state.widths.update(dict.fromkeys(self._columns(), float(value)))

    @property
    def row_height(self) -> float | None:
        return self._common({self.sheet.state.heights.get(row, _USUAL_HEIGHT) for row in self._rows()})

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._size("height", value)
        self.sheet.state.heights.update(dict.fromkeys(self._rows(), float(value)))

    def _common(self, sizes: set[float]) -> float | None:
        if self.sheet.state.given is not None:
            message = f"Range, sizes: not read of {self.sheet.name}"
            raise NotImplementedError(message)
        return sizes.pop() if len(sizes) == 1 else None

    def _size(self, do: str, size: float) -> None:
        self.sheet.state.must_accept("formats")
        self.sheet.record(do, cells=address_of(self.block, False, False), size=size)

    def autofit(self, axis: str | None = None) -> None:
        self.sheet.state.must_accept("formats")
        self.sheet.record("fit", cells=address_of(self.block, False, False), axis=axis)

    @property
    def column_hidden(self) -> bool | None:
        found = {self.sheet.state.hidden_columns.get(col, False) for col in self._columns()}
        return found.pop() if len(found) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.sheet.record("hide_columns", cells=address_of(self.block, False, False), hidden=bool(value))
        self.sheet.state.hidden_columns.update(dict.fromkeys(self._columns(), bool(value)))

    # Merged cells, notes.

    def merge(self, across: bool) -> None:
        if across:
            message = "Range.merge(across=True)"
            raise NotImplementedError(message)
        self.sheet.state.must_accept("formats")
        self.sheet.record("merge", cells=address_of(self.block, False, False))
        self.sheet.state.merged.append(self.block)

    @property
    def merge_area(self) -> Range:
        area = next((block for block in self.sheet.state.merged if inside([self(1, 1).block], [block])), None)
        if area is None and self.sheet.state.is_unknown((self.block.top, self.block.left)):
            message = f"Range.merge_area: not read of {self.sheet.name}"
            raise NotImplementedError(message)
        return Range(self.sheet, (area or self(1, 1).block,))

    @property
    def note(self) -> Note | None:
        at = self.block.top, self.block.left
        return Note(self.sheet, at) if at in self.sheet.state.known_notes() else None

    def add_note(self, text: str) -> Note:
        self.sheet.state.must_accept("notes")
        if self.note is not None:
            raise ValueError(self.address)
        at = self.block.top, self.block.left
        self.sheet.record("add_note", cells=address_of(Block(*at, *at), False, False), text=text)
        self.sheet.state.notes[at] = text
        return Note(self.sheet, at)


def _look(name: str, default: Any) -> property:
    def read(self: Range) -> Any:
        return self.look(name, default)

    def write(self: Range, value: Any) -> None:
        self.set_look(name, value)

    return property(read, write)


for _name, _recorded_as, _default in (
    ("number_format", "number_format", PLAIN_FORMAT),
    ("horizontal_alignment", "horizontal", "general"),
    ("vertical_alignment", "vertical", "bottom"),
    ("wrap_text", "wrap", False),
):
    setattr(Range, _name, _look(_recorded_as, _default))


def _recorded(value: Any) -> Any:
    """Return a value as JSON: a moment as days, empty text as nothing."""
    value = taken_for(value, "@")[0]
    return {"date": serial_of(value)} if isinstance(value, datetime) else value


def _typed(value: Any) -> str:
    """Return a constant as the formula bar shows it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).upper() if isinstance(value, bool) else str(value)
