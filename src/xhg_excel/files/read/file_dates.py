"""When a file was saved: by its own properties, and by the file system."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from xhg_excel.core.model.submission import Submission
from xhg_excel.files.ooxml.zip_parts import NO_ZIP

# The part that states it in OOXML (ECMA-376 part 2, 11) and in OpenDocument packages.
_PARTS = {
    "docProps/core.xml": re.compile(rb"<dcterms:modified[^<>]*>\s*([0-9T:.+Z-]{10,35})\s*<"),
    "meta.xml": re.compile(rb"<dc:date>\s*([0-9T:.+Z-]{10,35})\s*<"),
}
_MOST_BYTES = 1_000_000
# What `files.write.workbook` states in every workbook, so that each build gives the same bytes.
_OF_TEMPLATES = "2020-08-03 00:00:00"


def note_dates(submissions: Iterable[Submission], books: Iterable[tuple[Path, str]], issued_on: date) -> None:
    """Set `changed_at` of the sources (mutates `submissions`) where it may decide which version of a unit is newer.

    That is for units that sent more than one file, or whose 填报日期 is missing. Call it before a merge:
    core reads no files. Both times are cleared where they lie before `issued_on`, the day of the
    notice: an archive without dates gives 1980, a wrong clock any year.
    """
    found = list(submissions)
    paths = {name: path for path, name in books}
    files = Counter(part.unit for submission in found for part in (submission.parts or [submission]) if part.unit)
    for submission in found:
        parts = submission.parts or [submission]
        decides = any(part.unit and (files[part.unit] > 1 or not part.cover.get("unit_filled_on")) for part in parts)
        path = paths.get(submission.source.file)
        if decides and path is not None:
            source = submission.source
            source.saved_at, source.changed_at = (
                moment if moment >= issued_on.isoformat() else "" for moment in (source.saved_at, changed_at(path))
            )


def saved_at(content: bytes) -> str:
    """Return when a workbook was last saved, by its properties, as `2020-08-20 09:30:00` (UTC); "" when not stated.

    What a blank template states is no such time: a form that was filled without saving this has none.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            for name, pattern in _PARTS.items():
                part = package.NameToInfo.get(name)
                if part is not None and part.file_size <= _MOST_BYTES:
                    found = pattern.search(package.read(part))
                    moment = _as_utc(found[1].decode()) if found else ""
                    return "" if moment == _OF_TEMPLATES else moment
    except NO_ZIP:
        return ""
    return ""


def _as_utc(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    utc = moment.astimezone(UTC) if moment.tzinfo else moment
    return utc.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def changed_at(path: Path) -> str:
    """Return when a file was last written, by the file system, as `2020-08-20 09:30:00` (UTC); "" when it is gone."""
    try:
        stamp = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return ""
    return stamp.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def now_with_zone() -> str:
    """Return the present time with its offset from UTC, as the record of a draw states it."""
    return datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
