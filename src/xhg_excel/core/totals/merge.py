"""Submissions, ledgers and settings → the totals and their workbook: what every shell calls to merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xhg_excel.core.consolidation.consolidate import Totals, consolidate
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.planning.coverage import check_coverage, coverage_by_city
from xhg_excel.core.reading.across_files import Lists, crosscheck_forms, lists_of
from xhg_excel.core.reading.confirmation import apply_confirmations
from xhg_excel.core.reading.ledger_checks import check_files
from xhg_excel.core.reading.personal_data import redact
from xhg_excel.core.reading.unit_facts import CrossValues
from xhg_excel.core.results.summary import counted_line, passed_over_line
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.totals.audit import Audit
from xhg_excel.core.totals.reported import missing_lines, shortened
from xhg_excel.core.totals.unconfirmed import Unconfirmed
from xhg_excel.core.totals.workbook import Basis, totals_book
from xhg_excel.errors.files import CityUnclearError, NoSubmissionError
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals import totals as words
from xhg_excel.notice.words.workbook import RESULT_KINDS

# Findings of whole files, of units, and of lists held twice are listed one by one.
_FILE_CODES = ("F", "M", "L06")


@dataclass(frozen=True)
class MergeRequest:
    """What is asked of a merge: the province's totals, or those of `city` (None: the city most forms come from).

    `today` is the day dates are held against; `where` is what the submissions are called
    when there is nothing to merge.
    """

    today: date
    where: str
    province: bool = False
    city: Region | None = None


@dataclass(frozen=True)
class MergeResult:
    """A merge: its totals with every finding, its workbook, whether it is complete, what of it is not confirmed."""

    totals: Totals
    book: BookLayout
    audit: Audit
    unconfirmed: Unconfirmed


def merge(
    submissions: Sequence[Submission], ledgers: Sequence[Submission], request: MergeRequest, context: Context
) -> MergeResult:
    """Return the totals of everything that was read, and their workbook.

    Raises:
        CityUnclearError: no city was named and the submissions do not agree on one.
        NoSubmissionError: not one submission could be merged.
    """
    apply_confirmations([*submissions, *ledgers])
    redact([*submissions, *ledgers])
    region = None if request.province else request.city or city_of(submissions)
    ledgers = _once(submissions, ledgers)
    totals = consolidate(submissions, region, context.registry)
    if not totals.by_unit:
        raise NoSubmissionError(request.where)
    taken = totals.taken
    add_joined(totals, lists_of(ledgers, context.registry), context)
    mine = {id(submission) for submission in submissions}
    for submission in ledgers:
        if id(submission) not in mine:
            submission.source.outcome = _outcome_of_ledger(submission)
            totals.sources.append((submission.source, None))
            totals.findings += submission.findings
    totals.findings += check_files(ledgers, context.registry)
    totals.findings += check_coverage(taken, ledgers, context, request.today, region)
    covered = list(coverage_by_city(taken, ledgers, context, request.today, region))
    made = totals_book(totals, Basis(context.campaign, context.registry, ledgers, covered))
    return MergeResult(totals, made.layout, made.audit, made.unconfirmed)


def _outcome_of_ledger(submission: Submission) -> str:
    if submission.is_passed_over:
        return words.PASSED_OVER
    return words.RESULT_FILE if submission.kind in RESULT_KINDS else words.LEDGER_READ


def _once(submissions: Sequence[Submission], ledgers: Sequence[Submission]) -> list[Submission]:
    """Return every ledger once: one that lies among the submissions may have been handed over as well."""
    own = [submission for submission in submissions if submission.ledgers]
    there = {id(made) for made in submissions} | {made.source.sha256 for made in submissions if made.source.sha256}
    return [*(made for made in ledgers if not there & {id(made), made.source.sha256}), *own]


def add_joined(totals: Totals, lists: Lists, context: Context, drawn: Mapping[str, CrossValues] | None = None) -> None:
    """Add what forms contradict, each other, the ledgers or the draw, to the merged parts and to the totals."""
    by_file = {form.file: part for part in totals.taken for form in part.forms if form.file}
    by_file |= {part.source.file: part for part in totals.taken}
    for finding in crosscheck_forms(totals.taken, lists, context, drawn):
        by_file[finding.file].findings.append(finding)
        totals.findings.append(finding)


def city_of(submissions: Sequence[Submission]) -> Region:
    """Return the city most submissions come from.

    Raises:
        CityUnclearError: there is none, or two cities have as many.
    """
    counted = Counter(s.unit.city for s in submissions if s.unit).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        raise CityUnclearError("、".join(city.name for city, _ in counted))
    return counted[0][0]


def result_lines(result: MergeResult, most_findings: int | None = None) -> list[str]:
    """Return what to tell the user of a merge, the main line first: the same on a terminal and in a message box.

    What was merged, which files were not and why, who has not reported, the counts of the findings, and whether
    the totals are complete. At most so many findings of files are listed; None: all.
    """
    totals = result.totals
    region = totals.region.name if totals.region else words.PROVINCE
    found = [
        words.FINDING_LINE.format(where=finding.where, what=finding.what, remedy=finding.remedy)
        for finding in totals.findings
        if finding.code.startswith(_FILE_CODES) and finding.severity in (Severity.MUST, Severity.EXPLAIN)
    ]
    lines = [words.MERGED_LINE.format(region=region, counties=len(totals.counties), own=len(totals.own))]
    lines += found[:most_findings]
    if most_findings is not None and len(found) > most_findings:
        lines.append(words.MORE_FINDINGS.format(count=len(found), sheet=words.FINDINGS_SHEET))
    if left := [source.file for source, _ in totals.sources if source.outcome == words.NOT_MERGED]:
        lines.append(words.LEFT_OUT.format(count=len(left), files=shortened(left, words.SOURCES_SHEET)))
    if result.unconfirmed.forms:
        lines.append(result.unconfirmed.line)
    if passed := passed_over_line(totals.findings):
        lines.append(passed)
    return [*lines, *missing_lines(totals), counted_line(totals.findings), result.audit.verdict]
