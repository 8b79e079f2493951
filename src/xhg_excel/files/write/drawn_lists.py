"""The drawn list among workbooks that were read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.progress.drawn_list import DrawnList, read_drawn_list
from xhg_excel.errors.draw import NoDrawnListError
from xhg_excel.files.read.folder import read_safely
from xhg_excel.notice.words.workbook import DRAW_KIND


def drawn_lists(
    books: Sequence[tuple[Path, str]], read: Sequence[Submission], context: Context
) -> list[tuple[str, DrawnList]]:
    """Return every drawn list among workbooks with its file name; what was only frozen holds none."""
    found = []
    for (path, name), made in zip(books, read, strict=True):
        if made.kind == DRAW_KIND:
            try:
                found.append((name, read_drawn_list(read_safely(path, name).grids, name, context.registry)))
            except NoDrawnListError:
                continue
    return found
