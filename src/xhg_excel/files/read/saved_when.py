"""When a file was saved: by its own properties, and by the disk, which is asked only where it decides something."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from xhg_excel.core.model.submission import Submission
from xhg_excel.files.ooxml.zip_parts import NO_ZIP, unpacked

# Where OOXML and OpenDocument packages keep it.
_PARTS = {
    "docProps/core.xml": re.compile(rb"<dcterms:modified[^>]*>\s*([0-9T:.+Z-]{10,35})\s*<"),
    "meta.xml": re.compile(rb"<dc:date>\s*([0-9T:.+Z-]{10,35})\s*<"),
}
_LARGEST = 1_000_000


def note_dates(submissions: Iterable[Submission], books: Iterable[tuple[Path, str]], issued_on: date) -> None:
    """Write into the sources when their files were changed, in place.

    Only for units that handed in more than one file, and where no 填报日期 says the day. A day
    before the notice was issued (1980 from an archive, 2019 from a wrong clock) tells nothing.
    """
    found = list(submissions)
    paths = {name: path for path, name in books}
    often = Counter(part.unit for submission in found for part in (submission.parts or [submission]) if part.unit)
    for submission in found:
        parts = submission.parts or [submission]
        asked = any(part.unit and (often[part.unit] > 1 or not part.cover.get("unit_filled_on")) for part in parts)
        path = paths.get(submission.source.file)
        if asked and path is not None:
            source = submission.source
            source.saved_at, source.changed_at = (
                moment if moment >= issued_on.isoformat() else "" for moment in (source.saved_at, changed_at(path))
            )


def saved_at(content: bytes) -> str:
    """Return when a workbook was last saved, by its properties, as `2020-08-20 09:30:00` (UTC); '' when not told."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            for name, pattern in _PARTS.items():
                part = package.NameToInfo.get(name)
                if part is not None and part.file_size <= _LARGEST:
                    told = pattern.search(unpacked(package, content, part))
                    return _plain(told[1].decode()) if told else ""
    except NO_ZIP:
        return ""
    return ""


def _plain(text: str) -> str:
    try:
        told = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    utc = told.astimezone(UTC) if told.tzinfo else told
    return utc.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def changed_at(path: Path) -> str:
    """Return when a file was last written by the disk, as `2020-08-20 09:30:00` (UTC); '' when it is gone."""
    try:
        stamp = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return ""
    return stamp.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def now_with_zone() -> str:
    """Return this moment as a record of a draw writes it down, with its distance from UTC."""
    return datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
