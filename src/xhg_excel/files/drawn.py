"""The drawn list among workbooks that were read.

Room: files.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xhg_excel.core.drawn_list import DrawnList, read_drawn_list
from xhg_excel.core.records import Submission
from xhg_excel.core.submission import Reading
from xhg_excel.errors import NoDrawnListError
from xhg_excel.files.folder import read_safely
from xhg_excel.spec.workbook import DRAW_KIND


def drawn_lists(
    books: Sequence[tuple[Path, str]], read: Sequence[Submission], against: Reading
) -> list[tuple[str, DrawnList]]:
    """Return every drawn list among workbooks with its file name; what was only frozen holds none."""
    found = []
    for (path, name), made in zip(books, read, strict=True):
        if made.kind == DRAW_KIND:
            try:
                found.append((name, read_drawn_list(read_safely(path, name).grids, name, against.registry)))
            except NoDrawnListError:
                continue
    return found
