"""The record: what a script did to a workbook, as a list of plain operations in their order.

Each operation is a dict of JSON values with its name under `do`. Sheets are named as they are called at that moment,
cells as `A1` or `A1:C3`, rows and columns count from 1, colours are `#RRGGBB`, sizes are Excel's units:

- `add_sheet` name, and before or after (a sheet); `delete_sheet`, `show_sheet` sheet; `rename_sheet` sheet, name;
  `hide_sheet` sheet, hidden; `select` sheet, cells; `open` path; `message` text, failed;
- `values` sheet, cells, rows (text, number, boolean, null, or {"date": days since 1899-12-30}); `formulas` sheet,
  cells, rows; `clear` sheet, cells;
- `look` sheet, cells, look, value: font_name, font_size, font_bold, font_italic, font_color, fill,
  number_format, horizontal, vertical, wrap; `borders` sheet, cells, sides, line_style, weight, color;
- `merge` sheet, cells; `width`, `height` sheet, cells, size; `hide_columns` sheet, cells, hidden; `fit` sheet, cells,
  axis;
- `gridlines` sheet, shown; `freeze` sheet, rows; `filter` sheet, cells;
- `add_rule` sheet, cells (a list), formula, fill, font, stop; `delete_rule` sheet, number, formula;
- `add_note`, `change_note` sheet, cells, text; `size_note` sheet, cells, width, height; `delete_note` sheet, cells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


def _unheard(_: str) -> None:
    """Nobody listens to the status bar."""


@dataclass
class Record:
    """What a script did; `progress` is called with each text of the status bar, '' when it is cleared."""

    operations: list[dict[str, Any]] = field(default_factory=list)
    progress: Callable[[str], None] = _unheard

    def add(self, do: str, **facts: Any) -> None:
        """Record an operation."""
        self.operations.append({"do": do, **facts})
