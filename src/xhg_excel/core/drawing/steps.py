"""The steps of a draw: freeze, draw, replace, top up. Each takes a record and gives the next one.

In an open workbook the same two steps are `freeze_in_book` and `draw_in_book`: parsed
ledgers in, sheets out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xhg_excel import __version__
from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.drawing.frame import Frame, FrameRow, frame_of, settings_of
from xhg_excel.core.drawing.record import Record, RecordFacts, is_seed
from xhg_excel.core.drawing.sample import Replacement, TopUp, check_reason
from xhg_excel.core.drawing.verify import differences, read_record, stated_hash
from xhg_excel.core.drawing.workbook import draw_sheets
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.identifiers import canonical_id, same_id
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.planning.plan_checks import check_plans
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.core.sheets.layout import SheetLayout
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
    """Return the record of lists frozen at a time, not yet drawn; its hash is what is published.

    Args:
        ledgers: the parsed ledgers; 问题清单 and 排查底数 must be among them.
        context: settings and regions.
        at: the time, as it is to be written down.
        where: what a message calls the place the ledgers came from.
        despite: freeze though there are open 强制 findings; the record says so.

    Raises:
        LedgerMissingError: one of the two ledgers is missing.
        IdentifiersUnclearError: an empty identifier, two equal ones, an unknown city.
        OpenFindingsError: open 强制 findings, and not `despite`.

    """
    if absent := [ledger.title for ledger in (PROBLEMS, SCREENING) if not ledger_rows(ledgers, ledger)]:
        raise LedgerMissingError(where, "、".join(absent))
    frame = frame_of(ledgers, context)
    faults = _let_pass(open_findings(ledgers, frame, context), despite)
    return Record(frame, RecordFacts(at, "", faults, faults > 0, sources_of(ledgers), __version__))


def open_findings(ledgers: Sequence[Submission], frame: Frame, context: Context) -> list[Finding]:
    """Return the 强制 findings that stand in a draw's way.

    Those of the files it depends on, files that cannot be read among them; rows that stand
    in two files; and what no plan can be made with.
    """
    concerned = [s for s in ledgers if _concerned(s) or (not s.ledgers and s.kind not in RESULT_KINDS)]
    found = [finding for s in concerned for finding in s.findings]
    found += [*check_files(concerned, context.registry), *check_plans(frame.plans(), ledgers, context)]
    return [finding for finding in found if finding.severity is Severity.MUST]


def _concerned(submission: Submission) -> bool:
    return any(sheet.ledger in (PROBLEMS, SCREENING) for sheet in submission.ledgers)


def sources_of(ledgers: Sequence[Submission]) -> tuple[tuple[str, str], ...]:
    """Return file and SHA-256 of every ledger a draw depends on."""
    return tuple((s.source.file, s.source.sha256) for s in ledgers if _concerned(s))


def draw(record: Record, ledgers: Sequence[Submission], context: Context, seed: str, at: str) -> Record:
    """Return the record with its sample drawn by a public seed.

    Open 强制 findings are let pass where the record says so (`despite`).

    Raises:
        AlreadyDrawnError: it is drawn already.
        SeedError: the seed has fewer than 20 digits, or is no number of digits.
        ListChangedError: the ledgers are not those frozen; it names what changed.
        OpenFindingsError: they have open 强制 findings by now.

    """
    if record.seed:
        raise AlreadyDrawnError(record.seed)
    digits = canonical_id(seed)
    if not is_seed(digits):
        raise SeedError(words.FEWEST_DIGITS, len(digits), digits.isascii() and digits.isdecimal())
    now = frame_of(ledgers, context, record.frame.printed)
    if now.sha256 != record.frame.sha256:
        raise ListChangedError(record.frame.sha256, now.sha256, list(changes(record.frame, now)))
    faults = _let_pass(open_findings(ledgers, now, context), record.facts.despite)
    facts = replace(record.facts, drawn_at=at, findings=faults, despite=faults > 0)
    return replace(record, frame=now, seed=digits, facts=facts)


def _let_pass(faults: Sequence[Finding], despite: bool) -> int:
    """Return how many findings are open; refuse them unless the user said so."""
    if faults and not despite:
        raise OpenFindingsError(len(faults), f"{faults[0].where} {faults[0].what}。")
    return len(faults)


def changes(before: Frame, after: Frame) -> Iterator[str]:
    """Yield what differs between two frames, in words: settings, figures, then sites."""
    yield from _settings_changed(before, after)
    registry = Registry()
    for key in sorted({*before.screening, *after.screening}):
        one, other = (" / ".join(frame.screening.get(key, ("", ""))) for frame in (before, after))
        if one != other:
            site = _named(registry, key[0]) + _named(registry, key[1])
            yield words.SCREENING_CHANGED.format(site=site, before=one, after=other)
    old, new = ({row.key: row for row in frame.rows} for frame in (before, after))
    for key in sorted({*old, *new}):
        row = old.get(key) or new[key]
        site = words.SITE_SHOWN.format(city=_named(registry, row.city), identifier=row.identifier)
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
            shown = [_named(registry, text) or words.NOTHING for text in (before, after)]
            yield words.DIFFERS.format(site=site, what=what, before=shown[0], after=shown[1])


def _named(registry: Registry, code: str) -> str:
    """Return a region's name for its code; any other text as it is."""
    try:
        return registry.region(code).name
    except KeyError:
        return code


def replace_site(record: Record, identifier: str, reason: str, at: str, city: str = "") -> Record:
    """Return the record with a drawn site replaced by the next spare.

    Raises:
        ReasonTooShortError, NotOnListError, MayNotBeReplacedError, NoSpareError: it may not be.

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
    changed.sample()  # refuses here, before anything is written
    return changed


def add_sites(
    record: Record, ledgers: Sequence[Submission], context: Context, at: str, *, despite: bool = False
) -> tuple[Record, list[str]]:
    """Return the record with the additions of later lists, and what else changed in them, which changes nothing.

    Raises:
        NothingToAddError: no new site, and none that is unfinished after all.
        OpenFindingsError: open 强制 findings, and not `despite`.

    """
    before = record.frames()[-1]
    now = frame_of(ledgers, context, before.printed)
    rows = before.additions(now)
    if not rows:
        raise NothingToAddError
    faults = _let_pass(open_findings(ledgers, now, context), despite)
    changed = replace(record, events=(*record.events, TopUp(at, rows, faults)))
    changed.sample()
    return changed, list(changes(before.with_rows(rows), now))


# In an open workbook.


def freeze_in_book(
    ledgers: Sequence[Submission], context: Context, at: str, where: str, *, despite: bool = False
) -> tuple[SheetLayout, ...]:
    """Return the sheets 抽样底账 and 冻结清单 that a first click puts into the workbook.

    `core.draw_steps.published_hash` reads the hash to show from them. Raises as `freeze`.
    """
    return draw_sheets(freeze(ledgers, context, at, where, despite=despite))


def draw_in_book(
    ledgers: Sequence[Submission], grids: Sequence[Grid], context: Context, seed: str, at: str
) -> tuple[SheetLayout, ...]:
    """Return all six sheets of the draw, which a second click puts in the place of the two of the first.

    Args:
        ledgers: the parsed ledgers of the workbook, as for `freeze_in_book`.
        grids: every sheet of the workbook, with the two that the first click put there.
        context: settings and regions.
        seed: the public seed as typed.
        at: the time, as it is to be written down.

    Raises:
        NotADrawError: nothing was frozen in this workbook.
        DrawDiffersError: the frozen list was edited.
        SeedError, ListChangedError: as `draw`.

    """
    return draw_sheets(draw(checked_record(grids, words.RECORD_SHEET), ledgers, context, seed, at))


def checked_record(grids: Sequence[Grid], file: str) -> Record:
    """Return the record of a workbook whose sheets agree with it.

    Raises:
        NotADrawError: it has none.
        DrawDiffersError: something in it was edited; the first difference is named.

    """
    record = read_record(grids, file)
    for difference in differences(grids, record):
        raise DrawDiffersError(file, difference)
    return record


def published_hash(grids: Sequence[Grid]) -> str:
    """Return the hash that a workbook's 抽样底账 states; '' when nothing is frozen in it."""
    return stated_hash(grids)
