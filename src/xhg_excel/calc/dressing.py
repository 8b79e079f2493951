"""How a range looks and how large it is; what every change of cells asks first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlwings import base_classes

from xhg_excel.calc import looks, placing
from xhg_excel.calc.addresses import shown
from xhg_excel.calc.guard import check_cells, check_sheet
from xhg_excel.calc.limits import DataValidation
from xhg_excel.calc.rules import ConditionalFormats
from xhg_excel.core.sheets.layout import Area


class DressedRange(base_classes.Range):
    """Cells of one sheet, their looks and sizes."""

    def __init__(self, sheet: Any, blocks: tuple[Area, ...], text: str = "") -> None:
        """Take the sheet, the blocks, and the address as it was asked for."""
        self.sheet, self.blocks, self.arg1_input = sheet, blocks, text
        self.options: dict[str, Any] = {}

    @property
    def block(self) -> Area:
        """The first block."""
        return self.blocks[0]

    @property
    def api(self) -> Any:
        """The UNO range, or ranges where there are several blocks; None without cells."""
        if not self.blocks:
            return None
        if len(self.blocks) == 1:
            return self.sheet.uno_range(self.block)
        cells = self.sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
        for block in self.blocks:
            cells.addRangeAddress(self.sheet.uno_range(block).RangeAddress, False)
        return cells

    def changing(self) -> Any:
        """Return the UNO range for a change.

        Raises:
            ReadOnlyBookError, LockedCellsError: it may not be changed.

        """
        self.sheet.check()
        cells = self.api
        check_cells(self.sheet.api, cells, shown(self.block))
        return cells

    def measuring(self) -> Any:
        """Return the UNO range of the first block for a change of rows or columns.

        Raises:
            ReadOnlyBookError, LockedCellsError: it may not be changed.

        """
        self.sheet.check()
        check_sheet(self.sheet.api, shown(self.block))
        return self.sheet.uno_range(self.block)

    # Looks.

    @property
    def font(self) -> looks.Font:
        """The letters."""
        return looks.Font(self)

    @property
    def borders(self) -> looks.Borders:
        """The lines."""
        return looks.Borders(self)

    @property
    def color(self) -> looks.Rgb | None:
        """The fill; None for none, or where cells differ."""
        number = looks.common(self.api, "CellBackColor")
        return None if number is None else looks.rgb(number)

    @color.setter
    def color(self, value: looks.Rgb | int | str | None) -> None:
        self.changing().CellBackColor = looks.calc_colour(value)

    def set_colors(self, colors: Sequence[Sequence[Any]]) -> None:
        """Fill each cell on its own; `...` leaves one as it is."""
        self.changing()
        placing.fill_each(self.sheet, self.block, colors)

    @property
    def number_format(self) -> str | None:
        """Excel's code of the number format; None where cells differ."""
        key = looks.common(self.api, "NumberFormat")
        return None if key is None else self.sheet.book.formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.changing().NumberFormat = self.sheet.book.formats.key(value)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long texts go on in a second line."""
        return looks.common(self.api, "IsTextWrapped")  # type: ignore[no-any-return]  # UNO has no types

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.changing().IsTextWrapped = bool(value)

    @property
    def horizontal_alignment(self) -> str | None:
        """The horizontal alignment by xlwings' name."""
        return looks.horizontal(self.api)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        looks.set_horizontal(self.changing(), value)

    @property
    def vertical_alignment(self) -> str | None:
        """The vertical alignment by xlwings' name."""
        return looks.vertical(self.api)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        looks.set_vertical(self.changing(), value)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        """The rules that touch these cells."""
        return ConditionalFormats(self)

    @property
    def data_validation(self) -> DataValidation:
        """What the cells accept."""
        return DataValidation(self)

    # Sizes.

    @property
    def column_width(self) -> float | None:
        """Width of each column in characters; None where they differ."""
        widths = {column.Width for column in self.sheet.uno_range(self.block).Columns}
        return looks.excel_width(widths.pop()) if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.measuring().Columns.Width = looks.calc_width(value)

    @property
    def row_height(self) -> float | None:
        """Height of each row in points; None where they differ."""
        heights = {row.Height for row in self.sheet.uno_range(self.block).Rows}
        return looks.excel_height(heights.pop()) if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.measuring().Rows.Height = round(value * looks.POINT)

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden; None where they differ."""
        shown_rows = {row.IsVisible for row in self.sheet.uno_range(self.block).Rows}
        return not shown_rows.pop() if len(shown_rows) == 1 else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.measuring().Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None where they differ."""
        shown_columns = {column.IsVisible for column in self.sheet.uno_range(self.block).Columns}
        return not shown_columns.pop() if len(shown_columns) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.measuring().Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        """Make columns, rows or both as large as their texts."""
        cells = self.measuring()
        if axis in (None, "c", "columns"):
            cells.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            cells.Rows.OptimalHeight = True

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.sheet.uno_range(self.block).Size.Width / looks.POINT)

    @property
    def height(self) -> float:
        """Height in points."""
        return float(self.sheet.uno_range(self.block).Size.Height / looks.POINT)

    @property
    def left(self) -> float:
        """Distance from the left edge of the sheet in points."""
        return float(self.sheet.uno_range(self.block).Position.X / looks.POINT)

    @property
    def top(self) -> float:
        """Distance from the top of the sheet in points."""
        return float(self.sheet.uno_range(self.block).Position.Y / looks.POINT)
