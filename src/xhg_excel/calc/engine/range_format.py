"""The looks and sizes of a range, and the checks before every change of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xhg_excel.calc.engine import appearance, range_actions
from xhg_excel.calc.engine.block_range import BlockRange
from xhg_excel.calc.engine.blocks import address_of
from xhg_excel.calc.engine.conditional.formats import ConditionalFormats
from xhg_excel.calc.engine.data_validation import DataValidation
from xhg_excel.calc.engine.errors import check_cells, check_sheet


class FormattedRange(BlockRange):
    """Cells of one sheet, their looks and sizes."""

    @property
    def api(self) -> Any:
        """The UNO range; ranges for several blocks; None without cells."""
        if not self.blocks:
            return None
        if len(self.blocks) == 1:
            return self.sheet.uno_range(self.block)
        cells = self.sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
        for block in self.blocks:
            cells.addRangeAddress(self.sheet.uno_range(block).RangeAddress, False)
        return cells

    def changing(self) -> Any:
        """Return the UNO range for a change of its cells.

        Raises:
            ReadOnlyError, LockedError: it may not be changed.

        """
        self.sheet.check()
        cells = self.api
        check_cells(self.sheet.api, cells, address_of(self.block))
        return cells

    def measuring(self) -> Any:
        """Return the UNO range of the first block for a change of rows or columns.

        Raises:
            ReadOnlyError, LockedError: it may not be changed.

        """
        self.sheet.check()
        check_sheet(self.sheet.api, address_of(self.block))
        return self.sheet.uno_range(self.block)

    # Looks.

    @property
    def font(self) -> appearance.Font:
        return appearance.Font(self)

    @property
    def borders(self) -> appearance.Borders:
        return appearance.Borders(self)

    @property
    def color(self) -> appearance.Rgb | None:
        """The fill; None for none, or where cells differ."""
        number = appearance.common(self.api, "CellBackColor")
        return None if number is None else appearance.rgb(number)

    @color.setter
    def color(self, value: appearance.Rgb | int | str | None) -> None:
        self.changing().CellBackColor = appearance.calc_colour(value)

    def set_colors(self, colors: Sequence[Sequence[Any]]) -> None:
        self.changing()
        range_actions.fill_each(self.sheet, self.block, colors)

    @property
    def number_format(self) -> str | None:
        key = appearance.common(self.api, "NumberFormat")
        return None if key is None else self.sheet.book.formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.changing().NumberFormat = self.sheet.book.formats.key(value)

    @property
    def wrap_text(self) -> bool | None:
        return appearance.common(self.api, "IsTextWrapped")  # type: ignore[no-any-return]  # UNO has no types

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.changing().IsTextWrapped = bool(value)

    @property
    def horizontal_alignment(self) -> str | None:
        return appearance.horizontal(self.api)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        appearance.set_horizontal(self.changing(), value)

    @property
    def vertical_alignment(self) -> str | None:
        return appearance.vertical(self.api)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        appearance.set_vertical(self.changing(), value)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    @property
    def data_validation(self) -> DataValidation:
        return DataValidation(self)

    # Sizes.

    @property
    def column_width(self) -> float | None:
        widths = {column.Width for column in self.sheet.uno_range(self.block).Columns}
        return appearance.excel_width(widths.pop()) if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.measuring().Columns.Width = appearance.calc_width(value)

    @property
    def row_height(self) -> float | None:
        heights = {row.Height for row in self.sheet.uno_range(self.block).Rows}
        return appearance.excel_height(heights.pop()) if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.measuring().Rows.Height = round(value * appearance.POINT)

    @property
    def row_hidden(self) -> bool | None:
        shown_rows = {row.IsVisible for row in self.sheet.uno_range(self.block).Rows}
        return not shown_rows.pop() if len(shown_rows) == 1 else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.measuring().Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        shown_columns = {column.IsVisible for column in self.sheet.uno_range(self.block).Columns}
        return not shown_columns.pop() if len(shown_columns) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.measuring().Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        cells = self.measuring()
        if axis in (None, "c", "columns"):
            cells.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            cells.Rows.OptimalHeight = True

    @property
    def width(self) -> float:
        return float(self.sheet.uno_range(self.block).Size.Width / appearance.POINT)

    @property
    def height(self) -> float:
        return float(self.sheet.uno_range(self.block).Size.Height / appearance.POINT)

    @property
    def left(self) -> float:
        return float(self.sheet.uno_range(self.block).Position.X / appearance.POINT)

    @property
    def top(self) -> float:
        return float(self.sheet.uno_range(self.block).Position.Y / appearance.POINT)
