"""A record of a draw on disk: as a workbook, as JSON, or as the bare text that is hashed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xhg_excel.core.drawing.frame import as_text, frame_from
from xhg_excel.core.drawing.record import Record, RecordFacts, SourceFile, UserEntries
from xhg_excel.core.drawing.verify import read_record
from xhg_excel.core.drawing.workbook import draw_book
from xhg_excel.core.model.grid import Grid
from xhg_excel.errors.draw import NotADrawError
from xhg_excel.files.read.folder import list_workbooks
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.write.workbook import write_beside, write_book

XLSX, JSON, TEXT = ".xlsx", ".json", ".txt"


def write_frozen(record: Record, target: Path) -> None:
    """Write a frozen list: .txt the hashed bytes themselves, .json lines and facts, else a workbook."""
    suffix = target.suffix.lower()
    if suffix == TEXT:
        _write_text(as_text(record.frame.lines), target)
    elif suffix == JSON:
        _write_text(json.dumps(_facts(record), ensure_ascii=False, indent=1) + "\n", target)
    else:
        write_drawn(record, target)


def write_drawn(record: Record, target: Path, typed: UserEntries | None = None) -> None:
    """Write the workbook of a record."""
    write_book(draw_book(record, typed), target)


def _write_text(text: str, target: Path) -> None:
    write_beside(target, lambda out: out.write(text.encode()))


def _facts(record: Record) -> dict[str, Any]:
    facts = record.facts
    return {
        "sha256": record.frame.sha256,
        "frozen_at": facts.frozen_at,
        "program": facts.program,
        "findings": facts.findings,
        "despite": facts.despite,
        "sources": [list(source) for source in facts.sources],
        "lines": list(record.frame.lines),
    }


def read_frozen(path: Path) -> tuple[Record, str]:
    """Return the record of a frozen list in any of its three forms, and the hash that it states.

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: it is none.

    """
    list_workbooks([path])
    try:
        suffix = path.suffix.lower()
        if suffix == TEXT:
            frame = frame_from(path.read_text("utf-8-sig").splitlines())
            return Record(frame, RecordFacts("")), frame.sha256
        if suffix == JSON:
            return _from_json(json.loads(path.read_text("utf-8-sig")))
        return read_record(read_drawn(path), path.name), ""
    except NotADrawError as error:
        raise NotADrawError(path.name) from error
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise NotADrawError(path.name) from error


def _from_json(told: dict[str, Any]) -> tuple[Record, str]:
    sources = tuple(SourceFile(str(file), str(digest)) for file, digest in told["sources"])
    facts = RecordFacts(
        str(told["frozen_at"]), "", int(told["findings"]), bool(told["despite"]), sources, str(told["program"])
    )
    return Record(frame_from([str(line) for line in told["lines"]]), facts), str(told["sha256"])


def read_drawn(path: Path) -> Sequence[Grid]:
    """Return the sheets of a drawn list.

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: it cannot be read.

    """
    list_workbooks([path])
    read = read_file(path, path.name)
    if read.fault is not None:
        raise NotADrawError(path.name)
    return read.grids
