"""A folder of submissions → parsed submissions, one by one, with hash, size and time.

Room: files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from xhg_excel.core.records import Source, Submission
from xhg_excel.core.settings import parse_settings
from xhg_excel.core.submission import Reading, parse_book
from xhg_excel.errors import NothingToReadError, SettingsError
from xhg_excel.files.read import ReadFile, find_workbooks, read_file
from xhg_excel.spec.campaign import NOTICE, Campaign


def list_workbooks(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return every workbook at or below `paths` with the name findings call it by.

    Raises:
        NothingToReadError: a path is missing, or a folder holds no workbook.

    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        if not path.exists():
            raise NothingToReadError(path, exists=False)
        books = find_workbooks(path)
        if not books:
            raise NothingToReadError(path, exists=True)
        found += [(book, book.relative_to(path).as_posix() if path.is_dir() else book.name) for book in books]
    return found


def read_submissions(books: Sequence[tuple[Path, str]], against: Reading) -> Iterator[Submission]:
    """Read and parse workbooks in order; an unreadable one is a submission with its finding."""
    for path, name in books:
        yield submission_of(read_file(path, name), against)


def submission_of(read: ReadFile, against: Reading) -> Submission:
    """Return what a file that was read hands in; an unreadable one has its finding alone."""
    at = datetime.now().isoformat(sep=" ", timespec="seconds")
    source = Source(read.file, read.sha256, read.size, at, folder=read.folder)
    if read.fault is not None:
        return Submission(source, findings=[read.fault.in_file(read.file)])
    return parse_book(read.grids, source, against)


def read_settings(path: Path | None) -> Campaign:
    """Return the campaign of a TOML file; without one, the notice's.

    Raises:
        SettingsError: the file cannot be read, or an entry does not fit.

    """
    if path is None:
        return NOTICE
    try:
        with path.open("rb") as opened:
            return parse_settings(tomllib.load(opened))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(path.name, str(error)) from error
