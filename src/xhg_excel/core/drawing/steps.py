"""The steps of a draw: freeze, draw, replace a site, add sites. Each returns a new record.

A command writes the record to a file; in an open workbook the same functions are called and
`workbook.draw_sheets` gives the sheets to place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xhg_excel import __version__
from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.drawing.frame import Frame, FrameRow, frame_of, settings_of
from xhg_excel.core.drawing.record import Record, RecordFacts, SourceFile, is_seed
from xhg_excel.core.drawing.sample import Replacement, TopUp, check_reason
from xhg_excel.core.drawing.verify import differences, read_record
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.identifiers import canonical_id, same_id
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.planning.plan_checks import check_plans
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.errors.draw import (
    AlreadyDrawnError,
    DrawDiffersError,
    ListChangedError,
    NothingToAddError,
    NotOnListError,
    OpenFindingsError,
    SeedError,
)
from xhg_excel.errors.files import LedgerMissingError
from xhg_excel.notice import PROBLEMS, SCREENING
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.planning import draw as words
from xhg_excel.notice.words.workbook import RESULT_KINDS


def freeze(ledgers: Sequence[Submission], context: Context, at: str, where: str, *, despite: bool = False) -> Record:
    """Return the record of frozen ledgers, not drawn yet; `record.frame.sha256` is the hash to publish.

    Args:
        ledgers: the parsed ledgers, 问题清单 and 排查底数 among them.
        context: settings and regions.
        at: the time, as it will be printed.
        where: the name of the folder or workbook of the ledgers, for messages.
        despite: freeze although there are open 强制 findings; the record states it.

    Raises:
        LedgerMissingError: one of the two ledgers is missing.
        IdentifiersUnclearError: a site has no identifier or no city, or two sites have the same identifier.
        OpenFindingsError: there are open 强制 findings, and `despite` is False.
    """
    if absent := [ledger.title for ledger in (PROBLEMS, SCREENING) if not ledger_rows(ledgers, ledger)]:
        raise LedgerMissingError(where, "、".join(absent))
    frame = frame_of(ledgers, context)
    faults = _count_or_refuse(open_findings(ledgers, frame, context), despite)
    sources = tuple(SourceFile(s.source.file, s.source.sha256) for s in ledgers if _is_drawn_from(s))
    return Record(frame, RecordFacts(at, "", faults, faults > 0, sources, __version__))


def open_findings(ledgers: Sequence[Submission], frame: Frame, context: Context) -> list[Finding]:
    """Return the 强制 findings that prevent a draw.

    These are the findings of the ledgers it depends on and of files that cannot be read, rows that are
    in two files, and what prevents a plan.
    """
    concerned = [s for s in ledgers if _is_drawn_from(s) or (not s.ledgers and s.kind not in RESULT_KINDS)]
    found = [finding for s in concerned for finding in s.findings]
    found += [*check_files(concerned, context.registry), *check_plans(frame.plans(), ledgers, context)]
    return [finding for finding in found if finding.severity is Severity.MUST]


def _is_drawn_from(submission: Submission) -> bool:
    return any(sheet.ledger in (PROBLEMS, SCREENING) for sheet in submission.ledgers)


def draw(record: Record, ledgers: Sequence[Submission], context: Context, seed: str, at: str) -> Record:
    """Return the record drawn by a public seed; a list is drawn once.

    Args:
        record: a frozen record; with `facts.despite`, open 强制 findings do not prevent the draw.
        ledgers: the parsed ledgers, which must still give the frozen hash.
        context: settings and regions.
        seed: the public seed as typed; full-width digits and blanks are accepted.
        at: the time, as it will be printed.

    Raises:
        AlreadyDrawnError: the record has a seed.
        SeedError: the seed has fewer than 20 digits, or other characters.
        ListChangedError: the ledgers differ from the frozen ones; it names what changed.
        OpenFindingsError: the ledgers have open 强制 findings.
    """
    if record.seed:
        raise AlreadyDrawnError(record.seed)
    digits = canonical_id(seed)
    if not is_seed(digits):
        raise SeedError(words.FEWEST_DIGITS, len(digits), digits.isascii() and digits.isdecimal())
    now = frame_of(ledgers, context, record.frame.printed)
    if now.sha256 != record.frame.sha256:
        raise ListChangedError(record.frame.sha256, now.sha256, list(changes(record.frame, now)))
    faults = _count_or_refuse(open_findings(ledgers, now, context), record.facts.despite)
    facts = replace(record.facts, drawn_at=at, findings=faults, despite=faults > 0)
    return replace(record, frame=now, seed=digits, facts=facts)


def _count_or_refuse(faults: Sequence[Finding], despite: bool) -> int:
    """Return how many findings are open; raise for the first unless the user draws despite them."""
    if faults and not despite:
        raise OpenFindingsError(len(faults), f"{faults[0].where} {faults[0].what}。")
    return len(faults)


def changes(before: Frame, after: Frame) -> Iterator[str]:
    """Yield, as sentences, what differs between two frames: settings, figures, then sites."""
    yield from _settings_changed(before, after)
    registry = Registry()
    for county in sorted({*before.screening, *after.screening}):
        one, other = (" / ".join(frame.screening.get(county, ("", ""))) for frame in (before, after))
        if one != other:
            place = "".join(_name_or_text(registry, code) for code in county)
            yield words.SCREENING_CHANGED.format(site=place, before=one, after=other)
    old, new = ({row.key: row for row in frame.rows} for frame in (before, after))
    for key in sorted({*old, *new}):
        row = old.get(key) or new[key]
        site = words.SITE_SHOWN.format(city=_name_or_text(registry, row.city), identifier=row.identifier)
        if key in old and key in new:
            yield from _site_changed(site, old[key], new[key], registry)
        else:
            yield (words.GONE if key in old else words.NEW).format(site=site)


def _settings_changed(before: Frame, after: Frame) -> Iterator[str]:
    old, new = settings_of(before.campaign), settings_of(after.campaign)
    for name, value in old.items():
        if value != new[name]:
            yield words.SETTING_CHANGED.format(
                what=words.FROZEN_SETTINGS[name], before=value or words.NOTHING, after=new[name] or words.NOTHING
            )


def _site_changed(site: str, old: FrameRow, new: FrameRow, registry: Registry) -> Iterator[str]:
    for what, before, after in zip(words.ROW_FIELDS, old.fields, new.fields, strict=True):
        if before != after:
            shown = [_name_or_text(registry, text) or words.NOTHING for text in (before, after)]
            yield words.DIFFERS.format(site=site, what=what, before=shown[0], after=shown[1])


def _name_or_text(registry: Registry, code: str) -> str:
    """Return a region's name for its code; any other text as it is."""
    try:
        return registry.region(code).name
    except KeyError:
        return code


def replace_site(record: Record, identifier: str, reason: str, at: str, city: str = "") -> Record:
    """Return the record with a drawn site replaced by the next spare.

    Args:
        record: a drawn record.
        identifier: of the site, as typed.
        reason: why, in at least four Han characters; it is recorded.
        at: the time, as it will be printed.
        city: the code of its city, needed where two cities have the identifier.

    Raises:
        ReasonTooShortError: the reason is too short, or boilerplate.
        NotOnListError: no drawn site, or several, have the identifier.
        MayNotBeReplacedError: the site is unfinished.
        NoSpareError: its rule has no spare left.
    """
    check_reason(reason)
    wanted = same_id(canonical_id(identifier))
    picks = [pick.row for sample in record.sample().values() for pick in sample.picks]
    found = [row for row in picks if row.key[1] == wanted and city in ("", row.city)]
    if len(found) != 1:
        registry = Registry(record.frame.campaign)
        raise NotOnListError(identifier, "、".join(registry.region(row.city).name for row in found))
    event = Replacement(at, found[0].city, found[0].identifier, " ".join(reason.split()))
    changed = replace(record, events=(*record.events, event))
    changed.sample()  # raises before anything is written
    return changed


def add_sites(
    record: Record, ledgers: Sequence[Submission], context: Context, at: str, *, despite: bool = False
) -> tuple[Record, list[str]]:
    """Return the record with the additions of later ledgers, and as sentences their other, ignored differences.

    Args:
        record: a drawn record.
        ledgers: the later ledgers, parsed.
        context: settings and regions.
        at: the time, as it will be printed.
        despite: add although there are open 强制 findings; the record states it.

    Raises:
        NothingToAddError: there is no new site, and no finished one that is unfinished after all.
        OpenFindingsError: there are open 强制 findings, and `despite` is False.
    """
    before = record.frames()[-1]
    now = frame_of(ledgers, context, before.printed)
    rows = before.additions(now)
    if not rows:
        raise NothingToAddError
    faults = _count_or_refuse(open_findings(ledgers, now, context), despite)
    changed = replace(record, events=(*record.events, TopUp(at, rows, faults)))
    changed.sample()
    return changed, list(changes(before.with_rows(rows), now))


def checked_record(grids: Sequence[Grid], file: str) -> Record:
    """Return the record of a workbook after comparing its sheets with it.

    Args:
        grids: the sheets of the workbook.
        file: its name, for messages.

    Raises:
        NotADrawError: it has no record.
        DrawDiffersError: a sheet differs from the record; the first difference is named.
    """
    record = read_record(grids, file)
    for difference in differences(grids, record):
        raise DrawDiffersError(file, difference)
    return record
