"""Read and parse the submissions in a folder, one by one; find workbooks and read the settings file."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.model.nearest import nearest
from xhg_excel.core.model.personal_numbers import hide_personal
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.settings import parse_settings
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.results.summary import passed_over_line
from xhg_excel.errors.files import NothingToReadError, SettingsError
from xhg_excel.files.places import refuse_device
from xhg_excel.files.read.apart import USUAL_LIMITS, call_apart, seconds_for
from xhg_excel.files.read.find_files import FoundFiles, look_through
from xhg_excel.files.read.read_result import ReadFile
from xhg_excel.files.read.workers import Job, Limits, Why, run_apart
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.settings import NOT_TOML, NOT_TOML_AT, NOT_UTF8, UNREADABLE_FILE

_WHY_UNREAD: dict[Why, str] = {"time": "F30", "died": "F31", "fault": "F42"}
_TOML_AT = re.compile(r"at line (?P<line>\d+), column (?P<column>\d+)")


def find_files(paths: Iterable[Path], *, into_zips: bool = True) -> FoundFiles:
    """Return every workbook at or below `paths`, also in zips, and every other file with why it is not read.

    Raises:
        NothingToReadError: a path is missing, or a folder contains nothing but files that are passed over.

    """
    found = FoundFiles()
    for path in paths:
        if not os.path.exists(path):  # `Path.exists` raises for a name that is too long
            raise NothingToReadError(path, exists=False, meant=_similar_path(path))
        here = look_through(path, into_zips=into_zips)
        if not here.books and all(other.is_passed_over for other in here.others):
            there = passed_over_line(finding for other in here.others for finding in other.findings)
            raise NothingToReadError(path, exists=True, there=there)
        found.books += here.books
        found.others += here.others
    return found


def list_workbooks(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return (path, name in findings) of every workbook at or below `paths`, none of those in zips.

    Raises:
        NothingToReadError: a path is missing, or a folder contains no workbook.

    """
    return find_files(paths, into_zips=False).books


def _similar_path(path: Path) -> str:
    """Return the path in the same folder whose name is most similar to a missing one; '' if none is similar."""
    try:
        beside = {other.stem: other for other in path.parent.iterdir() if not other.name.startswith(".")}
    except OSError:
        return ""
    name = nearest(path.stem, beside)  # stems: a common ending would make any two names similar
    return str(beside[name]) if name else ""


def read_submissions(
    books: Sequence[tuple[Path, str]], context: Context, limits: Limits = USUAL_LIMITS
) -> Iterator[Submission]:
    """Read and parse workbooks in order, in worker processes; an unreadable one becomes a submission with a finding."""
    job = Job(
        partial(_read_one, context),
        partial(_seconds, limits),
        lambda book, why: submission_of(_unread_file(limits, book, why), context),
        partial(_read_one_again, context),
    )
    return run_apart(_from_anywhere(books), job, limits)


def read_with_sheets(path: Path, name: str, context: Context) -> tuple[ReadFile, Submission]:
    """Read one file in a worker process; return its sheets, and what was parsed from them.

    Raises:
        ReaderEndedError: it takes too long or too much memory.
    """
    return call_apart(_read_with_sheets, path, name, context, again=_read_with_sheets_again)


def _from_anywhere(books: Sequence[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """Return the books by absolute paths: a worker that was kept is where the program was when it started it."""
    return [(path.absolute(), name) for path, name in books]


# Workers call these; what they import is never loaded by the program that a user runs.


def _read_with_sheets(path: Path, name: str, context: Context) -> tuple[ReadFile, Submission]:
    read = _read_pair((path, name))
    return read, submission_of(read, context)


def _read_with_sheets_again(path: Path, name: str, context: Context) -> tuple[ReadFile, Submission]:
    read = _read_pair_again((path, name))
    return read, submission_of(read, context)


def _read_pair(book: tuple[Path, str]) -> ReadFile:
    from xhg_excel.files.read.read_file import read_file

    return read_file(*book)


def _read_pair_again(book: tuple[Path, str]) -> ReadFile:
    from xhg_excel.files.read.read_file import read_file_again

    return read_file_again(*book)


def _read_one(context: Context, book: tuple[Path, str]) -> Submission:
    return submission_of(_read_pair(book), context)


def _read_one_again(context: Context, book: tuple[Path, str]) -> Submission:
    return submission_of(_read_pair_again(book), context)


def _seconds(limits: Limits, book: tuple[Path, str]) -> float:
    return seconds_for(book[0], limits)


def _unread_file(limits: Limits, book: tuple[Path, str], why: Why) -> ReadFile:
    path, name = book
    finding = at_sheet(_WHY_UNREAD[why], "", detail=round(_seconds(limits, book)))
    return ReadFile(name, fault=finding, folder=path.parent.name)


def submission_of(read: ReadFile, context: Context) -> Submission:
    """Return the submission in a file that was read; an unreadable one has only its finding."""
    read_at = datetime.now().isoformat(sep=" ", timespec="seconds")
    file = hide_personal(read.file)
    source = Source(file, read.sha256, read.size, read_at, folder=read.folder, saved_at=read.saved_at)
    if read.fault is not None:
        return Submission(source, findings=[read.fault.in_file(file).hiding(hide_personal)], is_read=False)
    from xhg_excel.core.consolidation.parse_submission import parse_submission
    from xhg_excel.core.reading.parse_workbook import submission_of_counts

    if read.counted is not None:
        submission = submission_of_counts(*read.counted, source, context)
    else:
        submission = parse_submission(read.grids, source, context)
    submission.findings += [finding.in_file(file).hiding(hide_personal) for finding in read.findings]
    return submission


def read_settings(path: Path | None) -> Campaign:
    """Return the campaign of a TOML file; that of the notice if `path` is None.

    Raises:
        NothingToReadError: there is no such file.
        NotOpenedError: it is a pipe or a device.
        SettingsError: the file cannot be read, or an entry is invalid.

    """
    if path is None:
        return NOTICE
    if not os.path.exists(path):
        raise NothingToReadError(path, exists=False, meant=_similar_path(path))
    refuse_device(path)
    try:
        with path.open("rb") as opened:
            return parse_settings(tomllib.load(opened))
    except (OSError, ValueError, RecursionError) as error:  # arrays in arrays, thousands deep
        raise SettingsError(path.name, _why_no_settings(error)) from error


def read_context(path: Path | None) -> Context:
    """Return campaign and regions of a settings file; those of the notice if `path` is None.

    Raises: as `read_settings`.
    """
    campaign = read_settings(path)
    return Context(campaign, Registry(campaign))


def _why_no_settings(error: OSError | ValueError | RecursionError) -> str:
    """Return why a settings file cannot be read: it does not open, is not UTF-8, or is not TOML (from which line)."""
    if isinstance(error, OSError):
        return UNREADABLE_FILE
    if isinstance(error, UnicodeDecodeError):
        return NOT_UTF8
    found = _TOML_AT.search(str(error))
    return NOT_TOML_AT.format(**found.groupdict()) if found else NOT_TOML
