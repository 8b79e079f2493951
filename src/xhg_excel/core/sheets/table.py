"""A plain table as a sheet: title, note, heads, rows; widths from what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from xhg_excel.core.sheets.layout import Area, Cell, Content, Formula, Link, Page, SheetLayout, height_for, text_width
from xhg_excel.notice.words.workbook import PAGE_FOOTER

_NARROWEST, _WIDEST, _SHORT = 8.0, 44.0, 14.0
_LOWEST, _HIGHEST, _SIZE = 20.0, 400.0, 10.5
_SAMPLE = 400
# How much of a head's cell the arrow that filters takes, at its foot.
ARROW_POINTS = 15.0
_HEAD_POINTS = 15.0
TITLE_ROW, NOTE_ROW, HEADS_ROW, FIRST_ROW = 0, 1, 2, 3


def table_sheet(
    name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[Content]], note: str = ""
) -> SheetLayout:
    """Return a filterable table with its heads frozen."""
    widths = tuple(_width(heads[col], [row[col] for row in rows[:_SAMPLE]]) for col in range(len(heads)))
    sheet = SheetLayout(name, widths=widths, freeze_rows=FIRST_ROW)
    sheet.put(TITLE_ROW, 0, title, "annex")
    sheet.put(NOTE_ROW, 0, note, "plain_line")
    sheet.put_row(HEADS_ROW, heads, "head_filter")
    sheet.heights.update({TITLE_ROW: 30.0, NOTE_ROW: 18.0, HEADS_ROW: heads_height(heads, widths)})
    columns = [_ColumnTexts(width) for width in widths]
    for number, row in enumerate(rows, start=FIRST_ROW):
        line: list[Cell] = []
        height = _LOWEST
        for content, texts in zip(row, columns, strict=True):
            if isinstance(content, str):
                cell, needed = texts[content]
                height = max(height, needed)
            else:
                cell = Cell(content, texts.style_of(content))
            line.append(cell)
        sheet.cells.put_line(number, line)
        sheet.heights[number] = min(_HIGHEST, height)
    sheet.filter_block = Area(HEADS_ROW, 0, FIRST_ROW + max(len(rows), 1) - 1, len(heads) - 1)
    sheet.page = Page(landscape=True, repeat=(HEADS_ROW, HEADS_ROW), footer=PAGE_FOOTER)
    return sheet


class _ColumnTexts(dict[str, tuple[Cell, float]]):
    """The texts of one column, each as a cell and with the height it needs: in a long table most stand in many rows."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self._width = width

    def __missing__(self, text: str) -> tuple[Cell, float]:
        self[text] = made = (Cell(text, self.style_of(text)), height_for(text, self._width, _SIZE))
        return made

    def style_of(self, content: Content) -> str:
        """Return the look of a cell of this column; what is plain stands in the middle of a narrow one."""
        style = style_of(content)
        return "cell_center" if style == "cell" and self._width <= _SHORT else style


def set_widths(sheet: SheetLayout, widths: Sequence[float], rows: Sequence[Sequence[Content]]) -> None:
    """Give a table other widths, and its heads and rows the heights that show every text in them."""
    sheet.widths = tuple(widths)
    heads = [sheet.cells[HEADS_ROW, col].content for col in range(len(widths))]
    sheet.heights[HEADS_ROW] = heads_height(heads, widths)
    for number, row in enumerate(rows, start=FIRST_ROW):
        sheet.heights[number] = row_height(row, widths)


def without_filter(sheet: SheetLayout) -> None:
    """Take the arrows off the heads of a table; the heads stand in the middle then."""
    sheet.filter_block = None
    for col in range(len(sheet.widths)):
        sheet.put(HEADS_ROW, col, sheet.cells[HEADS_ROW, col].content, "head_small")
    sheet.heights[HEADS_ROW] -= ARROW_POINTS


def heads_height(heads: Sequence[Content], widths: Sequence[float]) -> float:
    """Return the height of a row of heads: their texts whole, and below them the arrows that filter."""
    lines = (-(-text_width(str(head)) // _room(width)) for head, width in zip(heads, widths, strict=True))
    return max(20.0, max(lines) * _HEAD_POINTS + 4) + ARROW_POINTS


def _room(width: float) -> int:
    """Return how many half-width columns of whole Han characters a head's line holds."""
    return max(2, int(width - 0.7) // 2 * 2)


def narrow(sheet: SheetLayout, columns: Sequence[int], width: float) -> None:
    """Make columns of a table at most so wide; their texts fold, rows grow."""
    sheet.widths = tuple(min(width, old) if col in columns else old for col, old in enumerate(sheet.widths))
    for row in range(HEADS_ROW, max(sheet.heights) + 1):
        contents = [sheet.cells[row, col].content for col in range(len(sheet.widths)) if (row, col) in sheet.cells]
        height = heads_height if row == HEADS_ROW else row_height
        sheet.heights[row] = height(contents, sheet.widths)


def style_of(content: Content, total: bool = False) -> str:
    """Return the look of a table cell, by what it holds."""
    prefix = "total" if total else "cell"
    match content.shown if isinstance(content, Link) else content:
        case float():
            return f"{prefix}_rate"
        case bool():
            return prefix
        case int():
            return f"{prefix}_count"
        case Decimal():
            return f"{prefix}_yuan"
        case date():
            return "cell_date"
        case _:
            return prefix


def row_height(row: Sequence[Content], widths: Sequence[float]) -> float:
    """Return the height that shows every text of a row."""
    texts = ((content, width) for content, width in zip(row, widths, strict=False) if isinstance(content, str))
    return min(_HIGHEST, max([_LOWEST, *(height_for(text, width, _SIZE) for text, width in texts)]))


def _width(head: str, contents: Sequence[Content]) -> float:
    longest = max([text_width(_shown(content)) for content in contents], default=0)
    return min(_WIDEST, max(_NARROWEST, longest * 1.12 + 2, min(text_width(head), 10) * 1.1 + 2.5))


def _shown(content: Content) -> str:
    match content:
        case None:
            return ""
        case Formula(_, value):
            return str(value)
        case Link(_, shown):
            return _shown(shown)
        case float():
            return "100.0%"
        case int() | Decimal():
            return f"{content:,}"
        case date():
            return "2020-12-31"
        case _:
            return max(str(content).split("\n"), key=text_width)
