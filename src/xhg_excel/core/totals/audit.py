"""Nothing lost: every cell of every file went somewhere, and every sum in is the same sum out.

Sums are made three times over: from the files as they were read, from the detail rows, and
from the figures that stand on the totals sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.consolidation.totals_sheets import TotalsSheet
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, at_sheet
from xhg_excel.core.model.submission import Answers, Form, Source, Submission, Unit
from xhg_excel.core.sheets.layout import Cell, Content, Link, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, table_sheet
from xhg_excel.notice import ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.form import YES, Annex, Field, Merge
from xhg_excel.notice.words.totals import audit as words
from xhg_excel.notice.words.totals.detail_rows import VALUE
from xhg_excel.notice.words.totals.totals import CITY_TOTAL_HEAD, NOT_MERGED, OWN_HEAD, PROVINCE_TOTAL_HEAD

Number = int | Decimal
_WHOLE = (CITY_TOTAL_HEAD, PROVINCE_TOTAL_HEAD)


@dataclass(frozen=True)
class AuditLine:
    """How many answers one field has, and what they add up to (是 counts as 1); sum None for texts and dates."""

    count: int
    sum: Number | None

    def plus(self, other: AuditLine, times: int) -> AuditLine:
        """Return this and so many times another of the same field."""
        added = None if self.sum is None or other.sum is None else self.sum + other.sum * times
        return AuditLine(self.count + other.count * times, added)


@dataclass(frozen=True)
class FieldSums:
    """One field's sums: all files, what was not merged, the detail rows, the totals sheet (None: not shown there)."""

    annex: Annex
    field: Field
    files: AuditLine
    left_out: AuditLine
    details: AuditLine
    shown: Number | None

    @property
    def is_balanced(self) -> bool:
        """Whether files less what was left out, details and totals agree."""
        if self.files.count - self.left_out.count != self.details.count:
            return False
        if self.files.sum is None or self.left_out.sum is None:
            return True
        merged = self.files.sum - self.left_out.sum
        return merged == self.details.sum and self.shown in (None, merged)


def field_sums(totals: Totals, details: Sequence[Answers], sheets: Sequence[TotalsSheet], year: int) -> list[FieldSums]:
    """Return the sums of every field; `details` are the rows as they are written."""
    taken = {_key(part) for part in totals.taken}
    left = [part for part in totals.read if _key(part) not in taken]
    read, unused = _tallies(totals.read), _tallies(left)
    by_field: dict[tuple[str, str], list[Answers]] = {}
    for row in details:
        by_field.setdefault((show(row.get("annex")), show(row.get("field_key"))), []).append(row)
    return [
        FieldSums(
            annex,
            declared,
            read[annex.key, declared.key],
            unused[annex.key, declared.key],
            _tally(declared, _written(declared, by_field.get((annex.label, declared.key), ()), year)),
            _shown(annex, declared, sheets),
        )
        for annex in ANNEXES
        for declared in annex.fields
    ]


def _key(part: Submission) -> tuple[str, str, str]:
    return part.source.file, part.source.sha256, part.unit.code if part.unit else ""


def _tallies(parts: Iterable[Submission]) -> dict[tuple[str, str], AuditLine]:
    """Return what the forms of some parts hold, by annex and field; those that say the same are counted once, times."""
    alike: dict[bytes, list[Submission]] = {}
    for part in parts:
        alike.setdefault(part.content, []).append(part)
    sums = {(annex.key, f.key): _tally(f, ()) for annex in ANNEXES for f in annex.fields}
    for same in alike.values():
        for at, tally in _answered(same[0].uncached_forms):
            sums[at] = sums[at].plus(tally, len(same))
    return sums


def _answered(forms: Iterable[Form]) -> Iterator[tuple[tuple[str, str], AuditLine]]:
    by_annex: dict[str, list[Form]] = {}
    for form in forms:
        by_annex.setdefault(form.annex.key, []).append(form)
    for mine in by_annex.values():
        annex = mine[0].annex
        for declared in annex.fields:
            answers = (form.answers.get(declared.key) for form in mine)
            yield (annex.key, declared.key), _tally(declared, (a for a in answers if a is not None))


def _written(declared: Field, rows: Iterable[Answers], year: int) -> Iterator[Answer]:
    for row in rows:
        answer = normalize(show(row.get(VALUE)), declared, year).answer
        if answer is not None:
            yield answer


def _tally(declared: Field, answers: Iterable[Answer]) -> AuditLine:
    given = list(answers)
    match declared.merge:
        case Merge.SUM:
            return AuditLine(len(given), sum(a for a in given if isinstance(a, (int, Decimal))))
        case Merge.YES_COUNT:
            return AuditLine(len(given), sum(answer == YES for answer in given))
        case _:
            return AuditLine(len(given), None)


def _shown(annex: Annex, declared: Field, sheets: Sequence[TotalsSheet]) -> Number | None:
    """Return what the totals sheet of an annex shows for a field in all; None when it shows no such figure."""
    figures = [
        made.sheet.cells[at].content
        for made in sheets
        for at, counted in made.counted.items()
        if counted.annex is annex
        and counted.line is declared
        and (counted.group.head in _WHOLE or (annex in UNIT_ANNEXES and counted.group.head == OWN_HEAD))
    ]
    numbers = [_figure(content.shown if isinstance(content, Link) else content) for content in figures]
    return sum(number for number in numbers if number is not None) if numbers else None


def _figure(content: Content) -> Number | None:
    """Return a figure as a number: `5/6` and a lone 是 count the yeses."""
    if isinstance(content, str):
        yes, slash, _ = content.partition("/")
        return int(yes) if slash and yes.isdigit() else int(content == YES)
    return content if isinstance(content, (int, Decimal)) else None


@dataclass(frozen=True)
class Audit:
    """Whether a merge is complete, and why not."""

    files: int
    cells: int
    unmerged: int
    unbalanced: tuple[Source, ...]
    sums: tuple[FieldSums, ...]

    @property
    def is_complete(self) -> bool:
        """Whether all files were merged, all cells accounted for, all sums equal."""
        return not (self.unmerged or self.unbalanced or self.wrong)

    @property
    def wrong(self) -> list[FieldSums]:
        """Fields whose sums do not agree."""
        return [sums for sums in self.sums if not sums.is_balanced]

    @property
    def said(self) -> str:
        """The verdict in one sentence."""
        if self.is_complete:
            return words.COMPLETE.format(files=self.files, cells=f"{self.cells:,}")
        counts = {"unmerged": self.unmerged, "cells": len(self.unbalanced), "sums": len(self.wrong)}
        reasons = (words.REASONS[key].format(count=count) for key, count in counts.items() if count)
        return words.INCOMPLETE.format(reasons="，".join(reasons))

    @property
    def findings(self) -> list[Finding]:
        """One finding for every file and field that does not balance."""
        found = []
        for source in self.unbalanced:
            account = source.account
            filled, went = (account.filled, account.went.total()) if account else (0, 0)
            found.append(at_sheet("M04", "", value=filled, detail=went).in_file(source.file))
        for sums in self.wrong:
            detail = words.SUM_FACTS.format(details=_both(sums.details), shown=sums.shown)
            merged = words.SUM_SAID.format(files=_both(sums.files), left_out=_both(sums.left_out))
            found.append(at_sheet("M05", "", item=item_ref(sums.annex, sums.field), value=merged, detail=detail))
        return found


def _both(tally: AuditLine) -> str:
    return f"{tally.count}/{tally.sum}" if tally.sum is not None else str(tally.count)


def audit(totals: Totals, sums: Sequence[FieldSums]) -> Audit:
    """Return the audit of a merge."""
    sources = [source for source, _ in totals.sources]
    accounts = [source.account for source in sources if source.account]
    return Audit(
        len(sources),
        sum(account.filled for account in accounts),
        sum(source.outcome == NOT_MERGED for source in sources),
        tuple(source for source in sources if source.account and not source.account.is_balanced),
        tuple(sums),
    )


def audit_sheet(totals: Totals) -> SheetLayout:
    """Return 核对: one row a file, where its cells went."""
    rows = [_audit_row(source, unit) for source, unit in totals.sources]
    sheet = table_sheet(words.AUDIT_SHEET, words.AUDIT_TITLE, words.AUDIT_HEADS, rows, words.AUDIT_NOTE)
    for at, (source, _) in enumerate(totals.sources, start=FIRST_ROW):
        if source.account is None or not source.account.is_balanced:
            sheet.cells[at, len(words.AUDIT_HEADS) - 1] = Cell(rows[at - FIRST_ROW][-1], "must")
    return sheet


def _audit_row(source: Source, unit: Unit | None) -> tuple[Content, ...]:
    account = source.account
    name = unit.full_name if unit else ""
    if account is None:
        return (source.file, name, source.outcome, None, *[None] * len(words.Went), words.NOT_OPENED)
    balance = words.BALANCED if account.is_balanced else words.UNBALANCED
    return (source.file, name, source.outcome, account.filled, *(account.went[went] for went in words.Went), balance)


def sums_sheet(sums: Sequence[FieldSums]) -> SheetLayout:
    """Return 合计核对: one row a field, its sums in and out."""
    shown = [one for one in sums if one.files.count or one.details.count]
    rows = [_sums_row(one) for one in shown]
    sheet = table_sheet(words.SUMS_SHEET, words.SUMS_TITLE, words.SUMS_HEADS, rows, words.SUMS_NOTE)
    for at, one in enumerate(shown, start=FIRST_ROW):
        if not one.is_balanced:
            sheet.cells[at, len(words.SUMS_HEADS) - 1] = Cell(words.UNBALANCED, "must")
    return sheet


def _sums_row(one: FieldSums) -> tuple[Content, ...]:
    return (
        one.annex.label,
        item_ref(one.annex, one.field).removeprefix(one.annex.label),
        one.files.count,
        one.left_out.count,
        one.details.count,
        one.files.sum,
        one.left_out.sum,
        one.details.sum,
        one.shown,
        words.BALANCED if one.is_balanced else words.UNBALANCED,
    )
