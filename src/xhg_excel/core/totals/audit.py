"""核对, 合计核对: check that a merge lost nothing and added nothing.

1. Cells: the cells that are not blank in a file equal the sum of what was done with them (answers, notes,
   printed text, not used and reported ...): `Account`, counted while the file is read.
2. Sums: each field is added up three times, by three roads, and the three must agree:

       files as read ──────────────────────────► files less left_out   (files that were not merged)
         └► detail rows, as text, read again ──► details            (what a higher level will merge)
              └► totals sheets, as printed ────► shown              (what people read)

   An answer that a conversion changes, drops or doubles on the way makes two of them differ.

What does not balance is reported (M04 for cells, M05 for sums) and the totals are called 不完整.
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
from xhg_excel.core.sheets.layout import Content, Link, SheetLayout
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.notice import ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.form import YES, Annex, Field, Merge
from xhg_excel.notice.words.totals import audit as words
from xhg_excel.notice.words.totals.detail_rows import VALUE
from xhg_excel.notice.words.totals.totals import CITY_TOTAL_HEAD, NOT_MERGED, OWN_HEAD, PASSED_OVER, PROVINCE_TOTAL_HEAD

Number = int | Decimal
_WHOLE = (CITY_TOTAL_HEAD, PROVINCE_TOTAL_HEAD)


@dataclass(frozen=True)
class AuditLine:
    """How many answers a field has and what they add up to: 是 counts as 1; None for texts and dates."""

    count: int
    sum: Number | None

    def plus(self, other: AuditLine, times: int) -> AuditLine:
        """Return this line with another of the same field added so many times."""
        added = None if self.sum is None or other.sum is None else self.sum + other.sum * times
        return AuditLine(self.count + other.count * times, added)


@dataclass(frozen=True)
class FieldSums:
    """The sums of one field: all files, those not merged, the detail rows, the totals sheet (None: not shown there)."""

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
    """Return the sums of every field.

    Args:
        totals: the merge.
        details: the rows of the detail sheet as they are written.
        sheets: the totals sheets; their cells are read, not the numbers they were made of.
        year: the year of dates that are written without one.
    """
    taken = {_key(part) for part in totals.taken}
    left = [part for part in totals.read if _key(part) not in taken]
    read, unused = _lines(totals.read), _lines(left)
    by_field: dict[tuple[str, str], list[Answers]] = {}
    for row in details:
        by_field.setdefault((show(row.get("annex")), show(row.get("field_key"))), []).append(row)
    return [
        FieldSums(
            annex,
            declared,
            read[annex.key, declared.key],
            unused[annex.key, declared.key],
            _line(declared, _written(declared, by_field.get((annex.label, declared.key), ()), year)),
            _shown(annex, declared, sheets),
        )
        for annex in ANNEXES
        for declared in annex.fields
    ]


def _key(part: Submission) -> tuple[str, str, str]:
    return part.source.file, part.source.sha256, part.unit.code if part.unit else ""


def _lines(parts: Iterable[Submission]) -> dict[tuple[str, str], AuditLine]:
    """Return what the forms of some submissions hold, by annex and field.

    Identical submissions (copies of one workbook, and counties whose answers are the same) are added up once
    and multiplied: loading and reading the forms again is what costs, and in a province many are the same.
    """
    alike: dict[bytes, list[Submission]] = {}
    for part in parts:
        alike.setdefault(part.content, []).append(part)
    sums = {(annex.key, f.key): _line(f, ()) for annex in ANNEXES for f in annex.fields}
    for same in alike.values():
        for at, line in _answered(same[0].uncached_forms):
            sums[at] = sums[at].plus(line, len(same))
    return sums


def _answered(forms: Iterable[Form]) -> Iterator[tuple[tuple[str, str], AuditLine]]:
    by_annex: dict[str, list[Form]] = {}
    for form in forms:
        by_annex.setdefault(form.annex.key, []).append(form)
    for mine in by_annex.values():
        annex = mine[0].annex
        for declared in annex.fields:
            answers = (form.answers.get(declared.key) for form in mine)
            yield (annex.key, declared.key), _line(declared, (a for a in answers if a is not None))


def _written(declared: Field, rows: Iterable[Answers], year: int) -> Iterator[Answer]:
    for row in rows:
        answer = normalize(show(row.get(VALUE)), declared, year).answer
        if answer is not None:
            yield answer


def _line(declared: Field, answers: Iterable[Answer]) -> AuditLine:
    given = list(answers)
    match declared.merge:
        case Merge.SUM:
            return AuditLine(len(given), sum(a for a in given if isinstance(a, (int, Decimal))))
        case Merge.YES_COUNT:
            return AuditLine(len(given), sum(answer == YES for answer in given))
        case _:
            return AuditLine(len(given), None)


def _shown(annex: Annex, declared: Field, sheets: Sequence[TotalsSheet]) -> Number | None:
    """Return what the totals sheet shows for a field over all units; None when it shows no such figure."""
    contents = [
        made.sheet.cells[at].content
        for made in sheets
        for at, figure in made.figures.items()
        if figure.annex is annex
        and figure.line is declared
        and (figure.group.head in _WHOLE or (annex in UNIT_ANNEXES and figure.group.head == OWN_HEAD))
    ]
    numbers = [_number(content.shown if isinstance(content, Link) else content) for content in contents]
    return sum(number for number in numbers if number is not None) if numbers else None


def _number(content: Content) -> Number | None:
    """Return a figure as a number: `5/6` is 5, 是 is 1, another text 0."""
    if isinstance(content, str):
        yes, slash, _ = content.partition("/")
        return int(yes) if slash and yes.isdigit() else int(content == YES)
    return content if isinstance(content, (int, Decimal)) else None


@dataclass(frozen=True)
class ReadFile:
    """One file that was read, the unit it is from (None: unclear or no submission), and whether its cells balance."""

    source: Source
    unit: Unit | None

    @property
    def balance(self) -> str:
        """平, 不平, or that the file was not opened."""
        if self.source.account is None:
            return words.NOT_OPENED
        return words.BALANCED if self.source.account.is_balanced else words.UNBALANCED


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
    def verdict(self) -> str:
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
            detail = words.SUM_OF_SHEETS.format(details=_count_and_sum(sums.details), shown=sums.shown)
            merged = words.SUM_OF_FILES.format(files=_count_and_sum(sums.files), left_out=_count_and_sum(sums.left_out))
            found.append(at_sheet("M05", "", item=item_ref(sums.annex, sums.field), value=merged, detail=detail))
        return found


def _count_and_sum(line: AuditLine) -> str:
    return f"{line.count}/{line.sum}" if line.sum is not None else str(line.count)


def audit(totals: Totals, sums: Sequence[FieldSums]) -> Audit:
    """Return the audit of a merge."""
    sources = [source for source, _ in totals.sources if source.outcome != PASSED_OVER]
    accounts = [source.account for source in sources if source.account]
    return Audit(
        len(sources),
        sum(account.filled for account in accounts),
        sum(source.outcome == NOT_MERGED for source in sources),
        tuple(source for source in sources if source.account and not source.account.is_balanced),
        tuple(sums),
    )


def _went(went: words.Went) -> Column[ReadFile]:
    return Column(went.name, lambda file: file.source.account.went[went] if file.source.account else None)


AUDIT_TABLE = Table(
    words.AUDIT_SHEET,
    words.AUDIT_HEADS,
    [
        Column[ReadFile]("file", lambda file: file.source.file),
        Column("unit", lambda file: file.unit.full_name if file.unit else ""),
        Column("outcome", lambda file: file.source.outcome),
        Column("filled", lambda file: file.source.account.filled if file.source.account else None),
        *(_went(went) for went in words.Went),
        Column("balance", lambda file: file.balance, lambda file: "" if file.balance == words.BALANCED else "must"),
    ],
    words.AUDIT_TITLE,
    words.AUDIT_NOTE,
)

SUMS_TABLE = Table(
    words.SUMS_SHEET,
    words.SUMS_HEADS,
    [
        Column[FieldSums]("annex", lambda sums: sums.annex.label),
        Column("item", lambda sums: item_ref(sums.annex, sums.field).removeprefix(sums.annex.label)),
        Column("files_count", lambda sums: sums.files.count),
        Column("left_out_count", lambda sums: sums.left_out.count),
        Column("details_count", lambda sums: sums.details.count),
        Column("files_sum", lambda sums: sums.files.sum),
        Column("left_out_sum", lambda sums: sums.left_out.sum),
        Column("details_sum", lambda sums: sums.details.sum),
        Column(
            "balance",
            lambda sums: words.BALANCED if sums.is_balanced else words.UNBALANCED,
            lambda sums: "" if sums.is_balanced else "must",
        ),
    ],
    words.SUMS_TITLE,
    words.SUMS_NOTE,
)


def audit_sheet(totals: Totals) -> SheetLayout:
    """Return 核对: for each file, where its cells went."""
    return AUDIT_TABLE.sheet(
        [ReadFile(source, unit) for source, unit in totals.sources if source.outcome != PASSED_OVER]
    )


def sums_sheet(sums: Sequence[FieldSums]) -> SheetLayout:
    """Return 合计核对: for each field that anyone filled in, its three sums."""
    return SUMS_TABLE.sheet([one for one in sums if one.files.count or one.details.count])
