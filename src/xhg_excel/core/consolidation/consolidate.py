"""Merge submissions into totals: which of them count, which counties are missing, how each field adds up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from xhg_excel.core.consolidation.versions import choose
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.finding import Finding, at_sheet
from xhg_excel.core.model.grid import cells_of
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.shares import share_of
from xhg_excel.core.model.submission import Form, Source, Submission, Unit
from xhg_excel.core.reading.confirmation import sent_back
from xhg_excel.notice import CITIES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import NO, NOT_APPLICABLE, NOT_PROVIDED, YES, Annex, Field, Merge
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals import totals as totals_words
from xhg_excel.notice.words.workbook import RESULT_KINDS

Named = tuple[str, Answer | None]


@dataclass(frozen=True)
class Total:
    """One field over several answers.

    Args:
        shown: a sum; `k/N` for yes of answered; joined text; a float for a rate; None when nobody gave a figure.
        named: exceptions (否, 未填 ...) with the names of those who have it.
    """

    shown: int | Decimal | float | str | None
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def note(self) -> str:
        """The exceptions in words: `否：如东县；未填：海安市`."""
        return "；".join(totals_words.NAMED.format(what=what, names="、".join(names)) for what, names in self.named)


def total_of(declared: Field, answers: Sequence[Named]) -> Total:
    """Return the total of one field over `(name, answer)` pairs, by its merge rule.

    >>> from xhg_excel.notice import ANNEXES
    >>> total_of(ANNEXES[0].items[0].fields[0], [("如东县", "是"), ("海安市", "否")]).shown
    '1/2'
    """
    match declared.merge:
        case Merge.YES_COUNT:
            yes, no = _names(answers, YES), _names(answers, NO)
            due = len(yes) + len(no)
            shown = totals_words.K_OF_N.format(k=len(yes), n=due) if due else None
            return Total(shown, _exceptions(answers, NO, NOT_APPLICABLE))
        case Merge.SUM:
            numbers = [value for _, value in answers if isinstance(value, (int, Decimal))]
            return Total(sum(numbers) if numbers else None, _exceptions(answers, NOT_PROVIDED))
        case Merge.JOIN:
            texts = [
                totals_words.JOINED.format(unit=name, text=show(value)) for name, value in answers if value is not None
            ]
            return Total("\n".join(texts) or None)
        case _:  # LIST: it stays in its row
            return Total(None)


def rate_of(parts: Sequence[Named], wholes: Sequence[Named]) -> Total:
    """Return Σ part / Σ whole over the units that gave both numbers; both sequences are of the same units."""
    given = numbers_of_rate(parts, wholes)
    pairs = zip(parts, wholes, strict=True)
    without = tuple(n for (n, part), (_, whole) in pairs if not (isinstance(part, int) and isinstance(whole, int)))
    total = sum(whole for _, whole in given)
    shown = sum(part for part, _ in given) / total if total else None
    return Total(shown, ((NOT_PROVIDED, without),) if without and given else ())


def numbers_of_rate(parts: Sequence[Named], wholes: Sequence[Named]) -> list[tuple[int, int]]:
    """Return part and whole of the units that gave both numbers."""
    pairs = zip(parts, wholes, strict=True)
    return [(part, whole) for (_, part), (_, whole) in pairs if isinstance(part, int) and isinstance(whole, int)]


def _names(answers: Iterable[Named], wanted: str) -> tuple[str, ...]:
    return tuple(name for name, answer in answers if answer == wanted)


def _exceptions(answers: Sequence[Named], *words: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    blank = tuple(name for name, answer in answers if answer is None)
    named = ((word, _names(answers, word)) for word in words)
    return tuple((what, names) for what, names in (*named, (totals_words.BLANK_NAME, blank)) if names)


class FiledForm(NamedTuple):
    """A form with the unit that handed it in and the name of its file."""

    unit: Unit
    form: Form
    file: str


@dataclass
class Totals:
    """The result of a merge.

    Args:
        region: the city; None for the province.
        expected: the counties that may report, by code.
        by_unit: what was merged, by unit.
        sources: every file with its unit, in the order of reading; None for no clear unit.
        findings: of the merged submissions, of those that could not be merged, and of the merge itself.
        replaced: (older, newer) for each submission that a newer one replaced.
        read: everything that could have been merged.
    """

    region: Region | None
    expected: tuple[Region, ...]
    by_unit: dict[Unit, list[Submission]] = field(default_factory=dict)
    sources: list[tuple[Source, Unit | None]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    replaced: list[tuple[Submission, Submission]] = field(default_factory=list)
    read: list[Submission] = field(default_factory=list)

    @property
    def taken(self) -> list[Submission]:
        """Everything that was merged, by unit."""
        return [part for unit in self.units for part in self.by_unit[unit]]

    @property
    def counties(self) -> list[Unit]:
        """County units that reported, by code."""
        return sorted((u for u in self.by_unit if u.county), key=lambda unit: unit.code)

    @property
    def own(self) -> list[Unit]:
        """Cities that reported for themselves, by code."""
        return sorted((u for u in self.by_unit if not u.county), key=lambda unit: unit.code)

    @property
    def units(self) -> list[Unit]:
        """Every unit that reported, by code."""
        return sorted(self.by_unit, key=lambda unit: unit.code)

    @property
    def missing(self) -> tuple[Region, ...]:
        """Expected counties without a submission."""
        there = {unit.code for unit in self.by_unit}
        return tuple(region for region in self.expected if region.code not in there)

    @property
    def missing_names(self) -> tuple[str, ...]:
        """Names of the missing counties, with their city where several cities are merged."""
        cities = {city.code: city.name for city in CITIES} if self.region is None else {}
        return tuple(cities.get(region.city_code, "") + region.name for region in self.missing)

    def counties_due(self, campaign: Campaign) -> int:
        """Return how many counties must be inspected, rounded in each city by itself (五(二))."""
        by_city = Counter(region.city_code for region in self.expected)
        return sum(share_of(count, campaign.county_share, campaign) for count in by_city.values())

    def forms(self, annex: Annex, units: Iterable[Unit] | None = None) -> list[FiledForm]:
        """Return every form of an annex that is not blank, by unit, file, sheet and row.

        Args:
            annex: whose forms.
            units: of these units, in this order; None is every unit, by code.
        """
        found = []
        for unit in self.units if units is None else units:
            filed = [
                FiledForm(unit, form, form.file or submission.source.file)
                for submission in self.by_unit[unit]
                for form in submission.forms_of(annex)
                if not form.is_blank
            ]
            found += sorted(filed, key=_position)
        return found


def _position(filed: FiledForm) -> tuple[str, str, int, int]:
    """Return file, sheet and cell of a form: an order that does not depend on the order of reading."""
    (row, col), sheet = min((at, sheet) for _, (sheet, at) in cells_of(filed.form.places))
    return filed.file, sheet, row, col


def consolidate(submissions: Sequence[Submission], region: Region | None, registry: Registry) -> Totals:
    """Return the totals of a city (`region`) or, with None, of the province.

    A submission of another city, or of no clear unit, is not merged and reported (F08, F22, its own findings).
    A template that was filled with what was read of another file, checked and sent back replaces that file.
    Of several workbooks of one unit the newest is merged (`versions.choose`). Findings of replaced ones and of
    copies are dropped. `source.outcome` of every submission is set.
    """
    cities = registry.cities if region is None else (region,)
    expected = tuple(county for city in cities for county in registry.counties_of(city))
    totals = Totals(region, expected)
    grouped: dict[Unit, list[Submission]] = defaultdict(list)
    for submission in submissions:
        submission.source.outcome = _unless_merged(submission)
        totals.sources.append((submission.source, submission.unit))
        if submission.parts and region is not None:
            totals.findings.append(at_sheet("F22", "").in_file(submission.source.file))
            submission.source.outcome = totals_words.TOTALS_READ
    totals.read = _parts(submissions, region)
    checked = sent_back(totals.read)
    for part in totals.read:
        if part.source.sha256 in checked:
            totals.replaced.append((part, checked[part.source.sha256]))
            _set_outcome(part.source, totals_words.REPLACED)
        elif part.unit is not None and region is not None and part.unit.city != region:
            finding = at_sheet("F08", "", value=part.unit.full_name, detail=region.name)
            totals.findings.append(finding.in_file(part.source.file))
        elif part.unit is not None:
            grouped[part.unit].append(part)
    for unit, parts in sorted(grouped.items(), key=lambda pair: pair[0].code):
        _take(totals, unit, parts)
    _keep_findings(totals, submissions)
    return totals


def _unless_merged(submission: Submission) -> str:
    if submission.is_passed_over:
        return totals_words.PASSED_OVER
    if submission.kind in RESULT_KINDS:
        return totals_words.RESULT_FILE
    return totals_words.LEDGER_READ if submission.ledgers else totals_words.NOT_MERGED


def _parts(submissions: Sequence[Submission], region: Region | None) -> list[Submission]:
    """Return what may be merged: for a city the submissions, without totals workbooks; for the province their parts."""
    if region is not None:
        return [submission for submission in submissions if not submission.parts]
    return [part for submission in submissions for part in (submission.parts or [submission])]


def _take(totals: Totals, unit: Unit, parts: list[Submission]) -> None:
    """Add to `totals` what counts of a unit's submissions; set the outcome of each source."""
    chosen = choose(parts)
    totals.findings += chosen.findings
    totals.replaced += chosen.replaced
    for copy in chosen.copies:
        _set_outcome(copy.source, totals_words.SAME_AGAIN)
    for old, _ in chosen.replaced:
        _set_outcome(old.source, totals_words.REPLACED)
    for part in chosen.taken:
        part.source.outcome = totals_words.MERGED
    if chosen.taken:
        totals.by_unit[unit] = chosen.taken


def _set_outcome(source: Source, outcome: str) -> None:
    # A totals workbook holds many units: it counts as merged when one of them is.
    if source.outcome != totals_words.MERGED:
        source.outcome = outcome


def _keep_findings(totals: Totals, submissions: Sequence[Submission]) -> None:
    """Add the findings of what was merged and of what could not be; not those of copies and replaced versions."""
    totals.findings += [finding for part in totals.taken for finding in part.findings]
    for submission in submissions:
        if submission.parts or submission.source.outcome in (
            totals_words.NOT_MERGED,
            totals_words.PASSED_OVER,
            totals_words.LEDGER_READ,
            totals_words.RESULT_FILE,
            totals_words.TOTALS_READ,
        ):
            totals.findings += submission.findings
