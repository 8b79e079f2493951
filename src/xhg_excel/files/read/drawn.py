"""Read the files of a draw, recompute their records and compare both: all of it in a worker process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xhg_excel.core.drawing.frame import frame_from
from xhg_excel.core.drawing.record import Record, RecordFacts, SourceFile, UserEntries
from xhg_excel.core.drawing.steps import checked_record
from xhg_excel.core.drawing.verify import differences, read_entries, read_record
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.progress.drawn_list import DrawnList, read_drawn_list
from xhg_excel.errors.draw import DrawDiffersError, NoDrawnListError, NotADrawError, NotDrawnYetError
from xhg_excel.files.read.apart import call_apart
from xhg_excel.files.read.folder import list_workbooks
from xhg_excel.notice.words.planning.draw import HASH_DIFFERENCE
from xhg_excel.notice.words.workbook import DRAW_KIND

XLSX, JSON, TEXT = ".xlsx", ".json", ".txt"


def frozen_record(path: Path) -> Record:
    """Return the record of a frozen list in any of its three forms, whose hash is the one stated in its file.

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: it holds no frozen list.
        DrawDiffersError: its hash is another.
    """
    list_workbooks([path])
    return call_apart(_frozen, path)


def drawn_record(path: Path) -> tuple[Record, UserEntries]:
    """Return the record of a drawn list that agrees with it, and what users typed into the list.

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: it holds no record.
        DrawDiffersError: the list and its record differ.
        NotDrawnYetError: it is a frozen list, nothing was drawn from it.
    """
    list_workbooks([path])
    return call_apart(_drawn, path)


def verified(path: Path) -> tuple[Record, list[str]]:
    """Return the record of a frozen or drawn list and every difference between the list and what the record gives.

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: it holds no record.
    """
    list_workbooks([path])
    return call_apart(_verified, path)


def drawn_list(path: Path, name: str, context: Context) -> DrawnList:
    """Return what a workbook says was drawn.

    Raises:
        NoDrawnListError: it holds no drawn list.
    """
    return call_apart(_listed, path, name, context)


def drawn_lists(
    books: Sequence[tuple[Path, str]], submissions: Sequence[Submission], context: Context
) -> list[tuple[str, DrawnList]]:
    """Return every drawn list among workbooks that were read, with its file name; frozen lists are left out.

    `submissions` are those of `books`, in the same order.
    """
    found = []
    for (path, name), submission in zip(books, submissions, strict=True):
        if submission.kind == DRAW_KIND:
            try:
                found.append((name, drawn_list(path, name, context)))
            except NoDrawnListError:
                continue
    return found


# Worker processes call these.


def _frozen(path: Path) -> Record:
    if path.suffix.lower() not in (JSON, TEXT):
        return checked_record(_grids(path), path.name)  # a workbook carries its whole record, which is made again
    record, stated_hash = _of_text(path)
    if stated_hash != record.frame.sha256:
        raise DrawDiffersError(path.name, _hash_difference(record, stated_hash))
    return record


def _drawn(path: Path) -> tuple[Record, UserEntries]:
    grids = _grids(path)
    record = checked_record(grids, path.name)
    if not record.seed:
        raise NotDrawnYetError(path.name)
    return record, read_entries(grids, record)


def _verified(path: Path) -> tuple[Record, list[str]]:
    if path.suffix.lower() in (JSON, TEXT):
        record, stated_hash = _of_text(path)
        return record, [] if stated_hash == record.frame.sha256 else [_hash_difference(record, stated_hash)]
    grids = _grids(path)
    record = read_record(grids, path.name)
    return record, list(differences(grids, record))


def _listed(path: Path, name: str, context: Context) -> DrawnList:
    from xhg_excel.files.read.read_file import read_file

    return read_drawn_list(read_file(path, name).grids, name, context.registry)


def _grids(path: Path) -> Sequence[Grid]:
    from xhg_excel.files.read.read_file import read_file

    read = read_file(path, path.name)
    if read.fault is not None:
        raise NotADrawError(path.name)
    return read.grids


def _of_text(path: Path) -> tuple[Record, str]:
    """Return the record of a frozen list in text or JSON, and the hash stated in it: that of a text is its own."""
    try:
        text = path.read_text("utf-8-sig")
        if path.suffix.lower() == JSON:
            return _from_json(json.loads(text))
        frame = frame_from(text.splitlines())
        return Record(frame, RecordFacts("")), frame.sha256
    except (NotADrawError, OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise NotADrawError(path.name) from error


def _from_json(stated: dict[str, Any]) -> tuple[Record, str]:
    sources = tuple(SourceFile(str(file), str(digest)) for file, digest in stated["sources"])
    facts = RecordFacts(
        str(stated["frozen_at"]), "", int(stated["findings"]), bool(stated["despite"]), sources, str(stated["program"])
    )
    return Record(frame_from([str(line) for line in stated["lines"]]), facts), str(stated["sha256"])


def _hash_difference(record: Record, stated_hash: str) -> str:
    """Return the sentence that a list has another hash than the one stated."""
    return HASH_DIFFERENCE.format(wanted=record.frame.sha256, found=stated_hash)
