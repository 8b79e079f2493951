"""Write marked and unmarked copies of senders' files into a folder; the files themselves are only read."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.results.cuts import cuts_line
from xhg_excel.core.results.marks import Marks, marks_of
from xhg_excel.core.sheets.layout import BookLayout, SheetLayout
from xhg_excel.errors.files import NotOpenedError
from xhg_excel.files.clean.workbook import clean
from xhg_excel.files.marked.mark import MarkedCopy, mark
from xhg_excel.files.marked.unmark import Unmarked, unmark
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.places import fitting_name
from xhg_excel.files.read.apart import call_apart
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.read.zip_folder import content_here
from xhg_excel.files.write.workbook import write_beside, write_to
from xhg_excel.notice.words import marks as words
from xhg_excel.notice.words.as_written import CSV_SUFFIXES

_EDITABLE = (".xlsx", ".xlsm")


Placed = Callable[[Path], Path]


def write_marked_copy(path: Path, submission: Submission, folder: Path, placed: Placed = Path) -> str:
    """Write the marked copy of a file that was read as `submission`; return the message for the user.

    The copy of an .xls, .et, .xlsb or .ods is an .xlsx of its values. A file that cannot be read
    or edited as text gets no copy. The message says both.

    Args:
        path: the file.
        submission: what was read from it.
        folder: where the copy goes; subfolders in the file's name are kept.
        placed: returns the path to write to in place of one that another file of this run has taken.

    Raises:
        NotMarkableError: no copy can be made of the file.
        ReaderEndedError: it cannot be read to its end.
        TargetChangedError: the copy cannot be written.
    """
    name = submission.source.file
    stem = Path(name).stem.removesuffix(words.MARKED_SUFFIX)
    suffix = path.suffix.lower()
    if not submission.is_read:
        return words.NOT_COPIED.format(file=name, why=submission.findings[0].what)
    if suffix in CSV_SUFFIXES:
        return words.NOT_COPIED.format(file=name, why=words.TEXT_TABLE)
    marked = call_apart(_marked, path, name, marks_of(submission.findings))
    target = placed(folder / Path(name).parent / fitting_name(words.MARKED_FILE, stem))
    write_beside(target, lambda out: out.write(marked.content))
    told = {".xlsx": "", ".xlsm": words.WITHOUT_MACROS}.get(suffix, words.REBUILT_COPY)
    return words.COPY_WRITTEN.format(file=name, target=target, told=told + _told(marked))


def _told(marked: MarkedCopy) -> str:
    """Return what was cut and what cannot be shown, each in brackets."""
    told = filter(None, (cuts_line(marked.cuts), "".join(marked.unshown)))
    return "".join(words.BRACKETS.format(text=text) for text in told)


def write_unmarked_copy(path: Path, name: str, folder: Path, placed: Placed = Path) -> str:
    """Write a marked copy without its marks under the original name; return the message for the user.

    What acts and was put into the copy since is cut; a file with macros becomes an .xlsx. Subfolders
    in `name` are kept. Arguments and errors as of `write_marked_copy`.
    """
    plain, told, is_cut = call_apart(_unmarked, path, name)
    stem, suffix = Path(name).stem.removesuffix(words.MARKED_SUFFIX), ".xlsx" if is_cut else Path(name).suffix
    target = placed(folder / Path(name).parent / f"{stem}{suffix}")
    write_beside(target, lambda out: out.write(plain.content))
    return words.UNMARKED_WRITTEN.format(target=target) + told


# Worker processes call these two.


def _marked(path: Path, name: str, marks: Marks) -> MarkedCopy:
    content = _content(path, name) if path.suffix.lower() in _EDITABLE else _rebuilt(read_file(path, name).grids)
    return mark(content, name, marks)


def _unmarked(path: Path, name: str) -> tuple[Unmarked, str, bool]:
    """Return a file without marks, what is told of it, and whether anything that acts was cut out of it."""
    plain = unmark(_content(path, name), name)
    package = Package(plain.content, name)
    cuts = clean(package)
    told = words.BRACKETS.format(text=cuts_line(cuts)) if cuts else ""
    told += "".join(plain.findings)
    is_cut = package.is_changed
    return (replace(plain, content=package.save()) if is_cut else plain), told, is_cut


def _content(path: Path, name: str) -> bytes:
    try:
        return content_here(path)
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "")
        raise NotOpenedError(name, reason, error.strerror or "") from error


def _rebuilt(grids: Sequence[Grid]) -> bytes:
    """Return an .xlsx with the values only."""
    sheets = []
    for grid in grids:
        sheet = SheetLayout(grid.sheet[:31], gridlines=True)
        for row, col, value in grid.filled():
            sheet.put(row, col, value, "value_date" if hasattr(value, "year") else "value")
        sheets.append(sheet)
    out = BytesIO()
    write_to(BookLayout(tuple(sheets), ""), out)
    return out.getvalue()
