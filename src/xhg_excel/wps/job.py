"""The files of one click: the job that the add-in wrote, and the record that is written for it.

The add-in makes a folder of its own for a click, readable by this user only, and removes it afterwards:

- `job.json`: button, answer of the user, the open workbook (its values, and of looks what a reader needs);
- `copy.xlsx` (or another ending): the workbook as it stands, where WPS could save one: it tells how cells look;
- `status.txt`: the text of the status bar while the script runs; `alive.txt`: a count that grows each second;
- `record.json`: the operations that the add-in replays. It appears when it is complete.

All but the copy are ASCII: whatever code page a program assumes, they mean the same.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from xhg_excel.calc.engine.blocks import block_of
from xhg_excel.errors.wps import JobError
from xhg_excel.files.looks.number_format import shows_a_moment
from xhg_excel.wps.engine import BookState, CellError, RuleState, SheetState
from xhg_excel.wps.engine.state import moment_of

VERSION = 1
_NAME = re.compile(r"job-[0-9a-f]{16,64}$")
_JOB, _COPY, _RECORD, _STATUS, _ALIVE = "job.json", "copy.*", "record.json", "status.txt", "alive.txt"
_BEAT_SECONDS, _KEPT_SECONDS = 1.0, 86_400
# Days between the two zero days of workbooks (ECMA-376 18.17.4.1: 1900 and 1904).
_DAYS_OF_1904 = 1462


@dataclass(frozen=True)
class Job:
    """What was clicked: the key of the button, the user's answer, the workbook (None for an empty window)."""

    button: str
    answer: str
    book: BookState | None
    host_version: str


def check_folder(folder: Path) -> None:
    """Check that a folder is one of a click: named so, no link, this user's, closed to others.

    Raises:
        JobError: it is not.
    """
    if not _NAME.match(folder.name) or not folder.is_absolute():
        raise JobError("name")
    try:
        found = folder.lstat()
    except OSError as error:
        raise JobError(error.strerror or "missing") from error
    if not stat.S_ISDIR(found.st_mode):
        raise JobError("kind")
    # Windows keeps a user's folders from others by their place; its mode bits say nothing.
    if sys.platform != "win32" and (found.st_uid != os.getuid() or found.st_mode & 0o077):
        raise JobError("mode")


def read_job(folder: Path) -> Job:
    """Return the job in a folder.

    Raises:
        JobError: there is none, or it is not complete.
    """
    try:
        job = json.loads((folder / _JOB).read_text("ascii"))
        if job["version"] != VERSION:
            raise JobError(f"version {job['version']}")
        book = None if job["book"] is None else _book(job["book"], job["sheets"])
        if book is not None:
            book.copy = next((str(path) for path in sorted(folder.glob(_COPY)) if path.is_file()), "")
        return Job(str(job["button"]), str(job["answer"]), book, str(job["host"]))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise JobError(type(error).__name__) from error


def _book(book: Mapping[str, Any], sheets: Sequence[Mapping[str, Any]]) -> BookState:
    shift = _DAYS_OF_1904 if book["date1904"] else 0
    states = [_sheet(sheet, shift) for sheet in sheets]
    return BookState(book["name"], states, book["fullname"], book["active"], bool(book["locked"]))


def _sheet(sheet: Mapping[str, Any], shift: int) -> SheetState:
    rows = [[_value(value) for value in row] for row in sheet["rows"]]
    for code, addresses in sheet["formats"].items():
        if shows_a_moment(code):
            for address in addresses:
                _to_moments(rows, address, shift)
    notes, rules = sheet["notes"], sheet["rules"]
    return SheetState(
        sheet["name"],
        rows,
        visible=bool(sheet["visible"]),
        notes=None if notes is None else {(row - 1, col - 1): text for row, col, text in notes},
        rules=None if rules is None else [RuleState("custom" if formula else "other", formula) for formula in rules],
        has_more_rules=bool(sheet["more_rules"]),
        refused=frozenset(sheet["refused"]),
        given=(sheet["extent"][0], sheet["extent"][1]),
    )


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return CellError(value["error"])
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _to_moments(rows: Sequence[list[Any]], address: str, shift: int) -> None:
    """Replace the numbers of a block, which its format shows as days or times, by moments."""
    block = block_of(address)
    if block is None:
        raise ValueError(address)
    for row in rows[block.top : block.bottom + 1]:
        for col in range(block.left, min(block.right + 1, len(row))):
            if isinstance(row[col], float):
                with suppress(OverflowError):  # a number that is no day stays one
                    row[col] = moment_of(row[col] + shift)


def write_record(folder: Path, operations: Sequence[Mapping[str, Any]]) -> None:
    """Write the operations; the file appears when it is complete."""
    beside = folder / f"{_RECORD}.tmp"
    beside.write_text(json.dumps({"version": VERSION, "operations": list(operations)}), "ascii")
    os.replace(beside, folder / _RECORD)


def write_status(folder: Path, text: str) -> None:
    """Write the text of the status bar; nothing is raised."""
    with suppress(OSError):
        (folder / _STATUS).write_text(json.dumps(text), "ascii")


@contextmanager
def beating(folder: Path) -> Iterator[None]:
    """Count the seconds in a file during a block, so that the add-in sees a slow click from a dead one."""
    ended = Event()

    def beat() -> None:
        count = 0
        while True:
            count += 1
            with suppress(OSError):
                (folder / _ALIVE).write_text(str(count), "ascii")
            if ended.wait(_BEAT_SECONDS):
                return

    beater = Thread(target=beat, daemon=True)
    beater.start()
    try:
        yield
    finally:
        ended.set()
        beater.join()


def remove_old(jobs: Path) -> None:
    """Remove folders of clicks that are older than a day: WPS was ended before it could."""
    oldest = time.time() - _KEPT_SECONDS
    with suppress(OSError):
        for folder in jobs.iterdir():
            if _NAME.match(folder.name) and not folder.is_symlink() and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
