"""Read a .zip of workbooks like a folder: which files it holds, and each of them opened by its path.

A file in a zip is addressed by a path below that of the zip, `报送.zip/如东县.xlsx`, which names no file of its
own. Nothing is unpacked to disk. `list_zip` and `opened` parse a stranger's bytes: only workers call them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from xhg_excel.files.ooxml.zip_parts import NO_ZIP
from xhg_excel.notice.words import passed_over as words

ZIP_SUFFIX = ".zip"
MOST_MEMBERS = 2_000
MOST_INFLATED = 2_000_000_000
# A workbook is compressed already, a text table to a tenth; what shrinks more is no table of ours.
_DENSE_FROM, _MOST_RATIO = 10_000_000, 200
_ENCRYPTED, _UTF8_NAME = 0x1, 0x800
_CONTROL = re.compile(r"[\x00-\x1f\x7f:]")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class ZipRefusedError(Exception):
    """A zip, or a file in one, that is not read; the argument says why."""


@dataclass
class ZipListing:
    """What a zip holds.

    Attributes:
        files: the path within the zip of every file, in the order of the zip.
        refused: why some of them are not read, by that path; "" is the zip itself.
    """

    files: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ZipMember:
    """A file in a zip that is open: opens and is named as a path is."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    path: Path

    @property
    def suffix(self) -> str:
        """The ending of the name."""
        return self.path.suffix

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.path.stem

    def open(self, mode: str = "r", encoding: str | None = None, newline: str | None = None) -> Any:
        """Open it for reading, as bytes or as text."""
        opened = self.archive.open(self.info)
        return opened if "b" in mode else io.TextIOWrapper(opened, encoding, newline=newline)

    def read_bytes(self) -> bytes:
        """Return its content."""
        return self.archive.read(self.info)


# Where a file is read from: a path of its own, or a place in a zip.
FileAt: TypeAlias = Path | ZipMember


def zip_of(path: Path) -> Path | None:
    """Return the zip that a path points into; None for a path of a file or folder of its own."""
    above = (parent for parent in path.parents if parent.suffix.lower() == ZIP_SUFFIX)
    return next((parent for parent in above if parent.is_file()), None)


def list_zip(path: Path) -> ZipListing:
    """Return what a zip holds; a zip as a whole, or a file in it, that is not read is named with the reason."""
    listing = ZipListing()
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_bomb(members)
            names = [name_of(info) for info in members]
    except ZipRefusedError as error:
        listing.refused[""] = str(error)
        return listing
    except PermissionError:
        listing.refused[""] = words.ZIP_CLOSED
        return listing
    except NO_ZIP:
        listing.refused[""] = words.ZIP_DAMAGED
        return listing
    count = Counter(names)
    for info, name in zip(members, names, strict=True):
        if name not in listing.refused:
            listing.files.append(name)
            if reason := _why_refused(info, name, is_twice=count[name] > 1):
                listing.refused[name] = reason
    return listing


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    # `zipfile` inflates no more of a file than the directory states, so that these sizes hold.
    inflated = sum(info.file_size for info in members)
    if len(members) > MOST_MEMBERS:
        raise ZipRefusedError(words.ZIP_MANY.format(count=len(members), most=MOST_MEMBERS))
    if inflated > MOST_INFLATED:
        sizes = {"size": inflated // 1_000_000, "most": MOST_INFLATED // 1_000_000}
        raise ZipRefusedError(words.ZIP_LARGE.format(**sizes))


def _why_refused(info: zipfile.ZipInfo, name: str, *, is_twice: bool) -> str:
    if is_twice:
        return words.ZIP_TWICE
    if not _is_inside(name):
        return words.ZIP_OUTSIDE
    if info.flag_bits & _ENCRYPTED:
        return words.ZIP_ENCRYPTED
    if info.compress_type not in _METHODS:
        return words.ZIP_METHOD
    if info.file_size > max(_DENSE_FROM, info.compress_size * _MOST_RATIO):
        return words.ZIP_DENSE
    return words.ZIP_NESTED if PurePosixPath(name).suffix.lower() == ZIP_SUFFIX else ""


def _is_inside(name: str) -> bool:
    """Return whether a name is a plain path below the zip, on every system: no `..`, no drive, no root."""
    parts = name.split("/")
    return all(part.strip(". ") and not _CONTROL.search(part) for part in parts)


def name_of(info: zipfile.ZipInfo) -> str:
    r"""Return the name of a file in a zip as its sender typed it, with `/` between folders.

    Windows writes names in its own code page (GBK) without saying so, some programs UTF-8; `zipfile` decodes
    both as cp437 (APPNOTE.TXT 4.4.4, bit 11).

    >>> name_of(zipfile.ZipInfo("如东县\\a.xlsx".encode("gbk").decode("cp437")))
    '如东县/a.xlsx'
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        written = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = written.decode(encoding)
            except UnicodeDecodeError:
                continue
            break
    return name.replace("\\", "/")


def content_here(path: Path) -> bytes:
    """Return the content of a file of its own or of one in a zip; b"" for one that is not read.

    Only workers call it: what is in a zip is inflated.
    """
    if zip_of(path) is None:
        return path.read_bytes()
    try:
        return inflate(path)
    except (ZipRefusedError, *NO_ZIP):
        return b""


def inflate(path: Path) -> bytes:
    """Return the content of the file in a zip to which a path points.

    Raises:
        ZipRefusedError: the zip or the file is not read.
        OSError: the zip cannot be opened, or the file is not in it.
    """
    folder = zip_of(path)
    if folder is None:
        raise FileNotFoundError(path)
    with opened(path, folder) as member:
        return member.read_bytes()


@contextmanager
def opened(path: Path, folder: Path) -> Iterator[ZipMember]:
    """Open the file in a zip to which a path points.

    Args:
        path: below that of the zip, as `list_zip` names it.
        folder: the zip (`zip_of`).

    Raises:
        ZipRefusedError: the zip or the file is not read.
        OSError: the zip cannot be opened, or the file is not in it.
    """
    wanted = path.relative_to(folder).as_posix()
    try:
        archive = zipfile.ZipFile(folder)
    except NO_ZIP as error:
        raise ZipRefusedError(words.ZIP_DAMAGED) from error
    with archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        _refuse_bomb(members)
        found = [info for info in members if name_of(info) == wanted]
        if not found:
            raise FileNotFoundError(path)
        if reason := _why_refused(found[0], wanted, is_twice=len(found) > 1):
            raise ZipRefusedError(reason)
        yield ZipMember(archive, found[0], path)
