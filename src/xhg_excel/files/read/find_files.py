"""Find the workbooks at or below a path, those in a .zip too, and name every other file with the reason.

No link is followed, so that nothing outside the folder is read: what lies behind it is named.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from xhg_excel.core.model.finding import Finding, at_sheet
from xhg_excel.core.model.personal_numbers import distinct_names
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.files.places import readable
from xhg_excel.files.read.workers import Job, Limits, Why, run_apart
from xhg_excel.files.read.zip_folder import ZIP_SUFFIX, ZipListing, list_zip
from xhg_excel.notice.words import passed_over as words
from xhg_excel.notice.words.as_written import TABLE_SUFFIXES

_LOCK_PREFIXES = ("~$", ".")
_SECONDS = 60.0
# A folder that is mounted at another place of the disk (a junction), which Windows does not call a link.
_JUNCTION = 0xA0000003


@dataclass
class FoundFiles:
    """What lies at or below some paths.

    Attributes:
        books: path and name in findings of every file to read.
        others: every other file and empty folder as a submission that holds only why it is not read.
    """

    books: list[tuple[Path, str]] = field(default_factory=list)
    others: list[Submission] = field(default_factory=list)

    def add_other(self, name: str, finding: Finding) -> None:
        """Name a file that is not read."""
        self.others.append(Submission(Source(name), findings=[finding.in_file(name)], is_read=False))


def look_through(path: Path, *, into_zips: bool = True) -> FoundFiles:
    """Return everything at or below a path, sorted; a .zip is read like a folder, or not at all."""
    found = FoundFiles()
    if not path.is_dir():
        _add_file(found, path, readable(path.name), is_chosen=True)
    else:
        _add_folder(found, path, path)
    found.books.sort()
    if into_zips:
        _open_zips(found)
    else:
        found.books = [book for book in found.books if not _is_zip(book[0])]
    found.others.sort(key=lambda other: other.source.file)
    _hide_names(found)
    return found


def _hide_names(found: FoundFiles) -> None:
    """Hide telephone numbers and the like in the names of files, here where a file gets the name it is shown by."""
    shown = distinct_names(name for _, name in found.books)
    found.books = [(path, name) for (path, _), name in zip(found.books, shown, strict=True)]
    for other, name in zip(found.others, distinct_names(o.source.file for o in found.others), strict=True):
        other.source.file = name
        other.findings = [finding.in_file(name) for finding in other.findings]


def _add_folder(found: FoundFiles, folder: Path, root: Path) -> None:
    """Add what lies in a folder and below; a folder named like a workbook, without any, is read (F27)."""
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        name = readable(folder.relative_to(root).as_posix())
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            found.add_other(name, at_sheet("F28", ""))
            continue
        if folder.suffix.lower() in TABLE_SUFFIXES and not _holds_workbook(folder):
            found.books.append((folder, name if folder != root else readable(folder.name)))
        elif not entries and folder != root:
            found.add_other(name, passed_over(words.EMPTY_FOLDER))
        for entry in entries:
            path = Path(entry.path)
            inner = readable(path.relative_to(root).as_posix())
            if is_left_by_program(entry.name):
                found.add_other(inner, passed_over(words.LEFT_BY_PROGRAMS))
            elif _is_link(entry):
                found.add_other(inner, passed_over(words.SHORTCUT))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            else:
                _add_file(found, path, inner)


def _holds_workbook(folder: Path) -> bool:
    return any(path.suffix.lower() in TABLE_SUFFIXES and path.is_file() for path in folder.rglob("*"))


def _add_file(found: FoundFiles, path: Path, name: str, *, is_chosen: bool = False) -> None:
    """Add what is no folder; a file that somebody chose by its name is read whatever its ending (F16)."""
    if not path.is_file():
        found.add_other(name, passed_over(words.NOT_A_FILE))
    elif path.suffix.lower() in words.UNREAD_ARCHIVES:
        found.add_other(name, why_not_read(name))
    elif is_chosen or path.suffix.lower() in (*TABLE_SUFFIXES, ZIP_SUFFIX):
        found.books.append((path, name))
    else:
        found.add_other(name, why_not_read(name))


def is_left_by_program(name: str) -> bool:
    """Return whether a file or folder is hidden, a lock file, or one that programs leave behind, by its name."""
    return name.startswith(_LOCK_PREFIXES) or name.lower() in words.LEFT_NAMES


def _is_link(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink():
        return True
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


def why_not_read(name: str) -> Finding:
    """Return the finding for a file of a kind that is not read.

    Tables (F16) and archives (F41) must be handed in another way, for forms may lie in them; others are only named.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in words.UNREAD_TABLES:
        return at_sheet("F16", "", detail=suffix)
    if suffix in words.UNREAD_ARCHIVES:
        return at_sheet("F41", "", detail=words.NO_ZIP.format(suffix=suffix))
    if not suffix:
        return passed_over(words.NO_SUFFIX)
    return passed_over(words.KINDS.get(suffix) or words.OTHER_KIND.format(suffix=suffix))


def passed_over(kind: str) -> Finding:
    """Return the finding that names something as not read."""
    return at_sheet("F40", "", value=kind)


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ZIP_SUFFIX and path.is_file()


def _open_zips(found: FoundFiles) -> None:
    """Replace each zip among the files to read by what it holds."""
    zips = [path for path, _ in found.books if _is_zip(path)]
    if not zips:
        return
    listings = dict(zip(zips, _listings(zips), strict=True))
    books, found.books = found.books, []
    for path, name in books:
        if path not in listings:
            found.books.append((path, name))
            continue
        listing = listings[path]
        if "" in listing.refused:
            found.add_other(name, at_sheet("F41", "", detail=listing.refused[""]))
        for inner in sorted(listing.files):
            _add_member(found, path, name, inner, listing.refused.get(inner, ""))


def _add_member(found: FoundFiles, path: Path, name: str, inner: str, refused: str) -> None:
    shown = f"{name}/{inner}"
    if any(is_left_by_program(part) for part in inner.split("/") if part.strip(".")):
        found.add_other(shown, passed_over(words.LEFT_BY_PROGRAMS))
    elif refused:
        found.add_other(shown, at_sheet("F41", "", detail=refused))
    elif PurePosixPath(inner).suffix.lower() in TABLE_SUFFIXES:
        found.books.append((path / inner, shown))
    else:
        found.add_other(shown, why_not_read(inner))


def _listings(zips: list[Path]) -> Iterator[ZipListing]:
    return run_apart(zips, Job(list_zip, lambda _: _SECONDS, _unlisted), Limits())


def _unlisted(_: Path, why: Why) -> ZipListing:
    return ZipListing(refused={"": words.ZIP_UNLISTED.get(why, words.ZIP_DAMAGED)})
