"""Submissions → totals: which count, which are missing, and how each field adds up.

Room: core.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xhg_excel.core.finding import Finding, at_sheet
from xhg_excel.core.normalize import Answer, show
from xhg_excel.core.records import Form, Source, Submission, Unit
from xhg_excel.core.regions import Registry
from xhg_excel.core.shares import share_of
from xhg_excel.spec.annexes import ANNEX1
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.form import NO, NOT_APPLICABLE, NOT_PROVIDED, YES, Annex, Field, Merge
from xhg_excel.spec.regions import CITIES, Region
from xhg_excel.spec.totals import (
    BLANK_NAME,
    JOINED,
    K_OF_N,
    LEDGER_READ,
    MERGED,
    NAMED,
    NOT_MERGED,
    SAME_AGAIN,
)

Named = tuple[str, Answer | None]


@dataclass(frozen=True)
class Total:
    """One field over several answers: what is shown, and the names behind each exception.

    `shown` is Σ as a number, `k/N` or joined text as text, a float for a rate, or
    None when nobody gave a figure.
    """

    shown: int | Decimal | float | str | None
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def note(self) -> str:
        """The exceptions in words: `否：如东县；未填：海安市`."""
        return "；".join(NAMED.format(what=what, names="、".join(names)) for what, names in self.named)


def total_of(declared: Field, answers: Sequence[Named]) -> Total:
    """Return the total of one field over `(name, answer)` pairs, by its merge rule.

    >>> from xhg_excel.spec.annex1 import ANNEX1
    >>> total_of(ANNEX1.items[0].fields[0], [("如东县", "是"), ("海安市", "否")]).shown
    '1/2'
    """
    match declared.merge:
        case Merge.YES_COUNT:
            yes, no = _names(answers, YES), _names(answers, NO)
            due = len(yes) + len(no)
            shown = K_OF_N.format(k=len(yes), n=due) if due else None
            return Total(shown, _exceptions(answers, NO, NOT_APPLICABLE))
        case Merge.SUM:
            numbers = [value for _, value in answers if isinstance(value, (int, Decimal))]
            return Total(sum(numbers) if numbers else None, _exceptions(answers, NOT_PROVIDED))
        case Merge.JOIN:
            texts = [JOINED.format(unit=name, text=show(value)) for name, value in answers if value is not None]
            return Total("\n".join(texts) or None)
        case Merge.LIST:
            return Total(None)


def rate_of(pairs: Sequence[tuple[str, Answer | None, Answer | None]]) -> Total:
    """Return Σ part / Σ whole over the units that gave both numbers."""
    given = [(part, whole) for _, part, whole in pairs if isinstance(part, int) and isinstance(whole, int)]
    without = tuple(n for n, part, whole in pairs if not (isinstance(part, int) and isinstance(whole, int)))
    wholes = sum(whole for _, whole in given)
    shown = sum(part for part, _ in given) / wholes if wholes else None
    return Total(shown, ((NOT_PROVIDED, without),) if without and given else ())


def _names(answers: Iterable[Named], wanted: str) -> tuple[str, ...]:
    return tuple(name for name, answer in answers if answer == wanted)


def _exceptions(answers: Sequence[Named], *words: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    blank = tuple(name for name, answer in answers if answer is None)
    named = ((word, _names(answers, word)) for word in words)
    return tuple((what, names) for what, names in (*named, (BLANK_NAME, blank)) if names)


@dataclass
class Totals:
    """What was merged: submissions by unit, expected units, sources and findings."""

    region: Region | None
    expected: tuple[Region, ...]
    by_unit: dict[Unit, list[Submission]] = field(default_factory=dict)
    sources: list[tuple[Source, Unit | None]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

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

    def forms(self, annex: Annex, units: Iterable[Unit] | None = None) -> list[tuple[Unit, Form, str]]:
        """Return unit, form and file of every form of an annex, by unit and row; blank ones left out."""
        found = []
        for unit in self.units if units is None else units:
            for submission in self.by_unit[unit]:
                for form in submission.forms_of(annex):
                    if any(answer is not None for answer in form.answers.values()):
                        found.append((unit, form, form.file or submission.source.file))
        return found


def consolidate(submissions: Sequence[Submission], region: Region | None, registry: Registry) -> Totals:
    """Return the totals of a city (`region`) or, with None, of the province.

    A form of another city, of no clear unit, or a unit that handed in two different
    workbooks is named in the findings and not merged.
    """
    cities = registry.cities if region is None else (region,)
    expected = tuple(county for city in cities for county in registry.counties_of(city))
    totals = Totals(region, expected)
    grouped: dict[Unit, list[Submission]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for submission in submissions:
        totals.findings += submission.findings
        submission.source.outcome = LEDGER_READ if submission.ledgers else NOT_MERGED
        if region is None:
            totals.findings += [f for part in submission.parts for f in part.findings]
        totals.sources.append((submission.source, submission.unit))
        if submission.parts and region is not None:
            totals.findings.append(at_sheet("F22", "").in_file(submission.source.file))
    for part in _parts(submissions, region):
        if part.unit is None:
            continue
        if region is not None and part.unit.city != region:
            finding = at_sheet("F08", "", value=part.unit.full_name, detail=region.name)
            totals.findings.append(finding.in_file(part.source.file))
        elif (part.unit.code, part.source.sha256) in seen:
            part.source.outcome = SAME_AGAIN
        else:
            seen.add((part.unit.code, part.source.sha256))
            grouped[part.unit].append(part)
    for unit, parts in grouped.items():
        _take(totals, unit, parts)
    return totals


def _parts(submissions: Sequence[Submission], region: Region | None) -> list[Submission]:
    """Return what may be merged: at city level totals of others are no submissions."""
    if region is not None:
        return [submission for submission in submissions if not submission.parts]
    return [part for submission in submissions for part in (submission.parts or [submission])]


def _take(totals: Totals, unit: Unit, parts: list[Submission]) -> None:
    """Merge what one unit handed in; two whole workbooks of it contradict each other."""
    wholes = [part for part in parts if _is_whole(part)]
    taken = [part for part in parts if not _is_whole(part)]
    if len(wholes) > 1:
        files = "、".join(part.source.file for part in wholes)
        for part in wholes:
            twice = at_sheet("F09", "", value=unit.full_name, detail=files)
            totals.findings.append(twice.in_file(part.source.file))
    else:
        taken += wholes
    if taken:
        totals.by_unit[unit] = taken
        for part in taken:
            part.source.outcome = MERGED


def _is_whole(part: Submission) -> bool:
    """Whether this is a unit's whole workbook, not one single site form."""
    return part.kind == "county" or bool(part.forms_of(ANNEX1)) or bool(part.parts)
