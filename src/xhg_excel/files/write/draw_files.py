"""The files of a draw: the frozen list (workbook, JSON or text), the drawn list, county workbooks with drawn sites."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xhg_excel.core.drawing.frame import as_text, frame_from
from xhg_excel.core.drawing.record import Record, RecordFacts, SourceFile, UserEntries
from xhg_excel.core.drawing.sample import sites_by_unit
from xhg_excel.core.drawing.steps import checked_record
from xhg_excel.core.drawing.verify import read_record
from xhg_excel.core.drawing.workbook import draw_book
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Submission, Unit
from xhg_excel.core.progress.drawn_list import DrawnList, read_drawn_list
from xhg_excel.core.templates.prefilled import SiteRows, blank_county, county_changes, fits
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.errors.draw import DrawDiffersError, NoDrawnListError, NotADrawError
from xhg_excel.files.read.folder import list_workbooks, read_safely
from xhg_excel.files.write.stamp import Stamp
from xhg_excel.files.write.workbook import write_beside, write_book
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.planning.draw import HASH_DIFFERENCE
from xhg_excel.notice.words.workbook import COUNTY_FILE_NAMED, DRAW_KIND

XLSX, JSON, TEXT = ".xlsx", ".json", ".txt"


def write_frozen(record: Record, target: Path) -> None:
    """Write a frozen list; the file ending decides the form: .txt the hashed lines alone, .json with facts, .xlsx."""
    suffix = target.suffix.lower()
    if suffix == TEXT:
        _write_text(as_text(record.frame.lines), target)
    elif suffix == JSON:
        _write_text(json.dumps(_facts(record), ensure_ascii=False, indent=1) + "\n", target)
    else:
        write_drawn(record, target)


def write_drawn(record: Record, target: Path, typed: UserEntries | None = None) -> None:
    """Write the workbook of a draw with what users typed into an earlier one."""
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
    """Return the record of a frozen list in any of its three forms, and the hash stated in it ("" in a workbook).

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: the file is no frozen list.

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
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotADrawError(path.name) from error


def frozen_record(path: Path) -> Record:
    """Return the record of a frozen list whose hash is the one stated in its file.

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: it holds no frozen list.
        DrawDiffersError: its hash is another.
    """
    record, stated_hash = read_frozen(path)
    if not stated_hash:  # a workbook carries its whole record, which is made again and compared
        return checked_record(read_drawn(path), path.name)
    if stated_hash != record.frame.sha256:
        raise DrawDiffersError(path.name, hash_difference(record, stated_hash))
    return record


def hash_difference(record: Record, stated_hash: str) -> str:
    """Return the sentence that a list has another hash than the one stated."""
    return HASH_DIFFERENCE.format(wanted=record.frame.sha256, found=stated_hash)


def _from_json(stated: dict[str, Any]) -> tuple[Record, str]:
    sources = tuple(SourceFile(str(file), str(digest)) for file, digest in stated["sources"])
    facts = RecordFacts(
        str(stated["frozen_at"]), "", int(stated["findings"]), bool(stated["despite"]), sources, str(stated["program"])
    )
    return Record(frame_from([str(line) for line in stated["lines"]]), facts), str(stated["sha256"])


def read_drawn(path: Path) -> Sequence[Grid]:
    """Return the sheets of a drawn list.

    Raises:
        NothingToReadError: there is no such file.
        NotADrawError: the file cannot be read.

    """
    list_workbooks([path])
    read = read_safely(path, path.name)
    if read.fault is not None:
        raise NotADrawError(path.name)
    return read.grids


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
                found.append((name, read_drawn_list(read_safely(path, name).grids, name, context.registry)))
            except NoDrawnListError:
                continue
    return found


def write_forms(record: Record, folder: Path) -> Iterator[Path]:
    """Write one workbook for every unit with drawn sites, in one folder a city; yield each path once written.

    Raises:
        TargetChangedError: a file cannot be written.

    """
    campaign = record.frame.campaign
    registry = Registry(campaign)
    stamp = Stamp(blank_county(campaign, registry))
    for sample in record.sample().values():
        for unit, sites in sites_by_unit(sample, registry).items():
            target = folder / unit.city.name / COUNTY_FILE_NAMED.format(unit=unit.full_name)
            write_county(target, unit, sites, stamp=stamp, campaign=campaign, registry=registry)
            yield target


def write_county(
    target: Path, unit: Unit, sites: SiteRows, *, stamp: Stamp, campaign: Campaign, registry: Registry
) -> None:
    """Write the workbook of one unit: stamped, or laid out anew where its sites need longer registers."""
    if fits(sites):
        content = stamp.stamped(county_changes(campaign, unit, sites, registry))
        write_beside(target, lambda out: out.write(content))
    else:
        write_book(county_book(campaign, unit, CountyContent(sites=sites), registry), target)
