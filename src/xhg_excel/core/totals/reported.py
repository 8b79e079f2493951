"""Who reported, in time or not, sent back or not, by county and city; and what 五(二) still lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.consolidation.detail_rows import saved_on
from xhg_excel.core.consolidation.totals_sheets import finished_state
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.finding import count_by_severity
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.shares import share_of
from xhg_excel.core.model.submission import Submission, Unit
from xhg_excel.core.planning.quota import CityQuota
from xhg_excel.core.sheets.layout import Cell, Content, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, narrow, table_sheet
from xhg_excel.notice import ANNEXES, CITIES, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals import reported as words
from xhg_excel.notice.words.totals import totals as totals_words
from xhg_excel.notice.words.workbook import DATE_TEXT, LISTED

_FOLDED = 30.0
_SITE_KEYS = tuple(annex.key for annex in SITE_ANNEXES)


@dataclass(frozen=True)
class UnitStatus:
    """Where one unit stands; `priority` is None when no ledgers say which counties must be visited."""

    unit: Unit
    parts: tuple[Submission, ...]
    refused: tuple[str, ...]
    priority: bool | None
    filled_on: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def reported(self) -> str:
        """已报, 未报, or handed in but not merged."""
        if self.parts:
            return words.REPORTED
        return words.NOT_ACCEPTED if self.refused else words.NOT_REPORTED

    def punctual(self, campaign: Campaign) -> str:
        """Whether it came by the day the notice sets; '' when nothing came. The day itself is on time."""
        if not self.parts:
            return ""
        if not self.filled_on:
            return words.DAY_UNKNOWN
        return words.IN_TIME if self.filled_on <= campaign.report_due.isoformat() else words.LATE


def missing_lines(totals: Totals) -> list[str]:
    """Return who has not handed in, to be read on a terminal: a count first, the province city by city."""
    missing = totals.missing
    if not missing:
        return []
    if totals.region is not None:
        return [
            words.MISSING.format(
                count=len(missing), names=shortened([region.name for region in missing], words.REPORTED_SHEET)
            )
        ]
    by_city = groupby(missing, key=lambda region: region.city_code)
    return [
        words.MISSING_BY_CITY.format(count=len(missing), sheet=words.REPORTED_SHEET),
        *(_of_city(*one) for one in by_city),
    ]


def _of_city(code: str, regions: Iterable[Region]) -> str:
    names = [region.name for region in regions]
    city = next(city.name for city in CITIES if city.code == code)
    some = LISTED.join(names[: words.NAMES_OF_CITY])
    said = words.SOME_OF_CITY.format(names=some) if len(names) > words.NAMES_OF_CITY else some
    return words.MISSING_IN_CITY.format(city=city, count=len(names), names=said)


def shortened(names: Sequence[str], sheet: str) -> str:
    """Return names as one text; many are cut short, with their count and the sheet that lists them all.

    >>> shortened(["海门区"], "来源")
    '海门区'
    >>> shortened(list("甲乙丙丁戊己庚辛壬癸子丑寅"), "来源")
    '甲、乙、丙、丁、戊、己、庚、辛、壬、癸、子、丑…等 13 个，见“来源”'
    """
    if len(names) <= words.NAMES_SAID:
        return LISTED.join(names)
    return words.SOME_OF.format(names=LISTED.join(names[: words.NAMES_SAID]), count=len(names), sheet=sheet)


def unit_statuses(totals: Totals, quotas: Sequence[CityQuota], registry: Registry) -> list[UnitStatus]:
    """Return where every expected unit stands, the cities' own first, then counties by code."""
    priority = {county.code for quota in quotas for county in quota.priority}
    known = {quota.city.code for quota in quotas}
    refused: dict[str, list[str]] = {}
    for source, unit in totals.sources:
        if unit is not None and source.outcome == totals_words.NOT_MERGED:
            refused.setdefault(unit.code, []).append(source.file)
    counties = [Unit(registry.city_of(region), region) for region in totals.expected]
    return [
        _standing(
            totals,
            unit,
            refused.get(unit.code, []),
            None if unit.city.code not in known else unit.code in priority,
        )
        for unit in [*totals.own, *counties]
    ]


def _standing(totals: Totals, unit: Unit, refused: Sequence[str], priority: bool | None) -> UnitStatus:
    parts = tuple(totals.by_unit.get(unit, ()))
    counts: Counter[str] = Counter()
    if parts:
        counts.update({annex.key: len(totals.forms(annex, [unit])) for annex in ANNEXES})
        counts.update(finished_state(form) for annex in SITE_ANNEXES for _, form, _ in totals.forms(annex, [unit]))
        found = count_by_severity(f for part in parts for f in part.findings)
        counts.update({severity.name: count for severity, count in found.items()})
    return UnitStatus(unit, parts, tuple(refused), priority, _filled_on(parts), dict(counts))


def _filled_on(parts: Sequence[Submission]) -> str:
    """Return the latest day a unit's submissions were filled in, as ISO text; '' when unknown."""
    days = [show(part.cover.get("unit_filled_on") or saved_on(part)) for part in parts]
    return max((day for day in days if day), default="")


def reported_sheet(found: Sequence[UnitStatus], campaign: Campaign) -> SheetLayout:
    """Return the board by county."""
    note = words.REPORTED_NOTE.format(due=DATE_TEXT.format(date=campaign.report_due))
    rows = [_row(standing, campaign) for standing in found]
    sheet = table_sheet(words.REPORTED_SHEET, words.REPORTED_TITLE, words.REPORTED_HEADS, rows, note)
    narrow(sheet, [len(words.REPORTED_HEADS) - 1], _FOLDED)
    state, punctual, returned = 4, 6, 7
    for at, standing in enumerate(found, start=FIRST_ROW):
        if not standing.parts:
            look = "must" if standing.priority or standing.refused else "explain"
            sheet.cells[at, state] = Cell(standing.reported, look)
        if standing.punctual(campaign) == words.LATE:
            sheet.cells[at, punctual] = Cell(words.LATE, "explain")
        if standing.counts.get(Severity.MUST.name):
            sheet.cells[at, returned] = Cell(rows[at - FIRST_ROW][returned], "must")
    return sheet


def _row(standing: UnitStatus, campaign: Campaign) -> tuple[Content, ...]:
    counts, unit = standing.counts, standing.unit
    must = counts.get(Severity.MUST.name, 0)
    returned = words.RETURNED.format(count=must) if must else words.ACCEPTED
    files = [part.source.file for part in standing.parts] or list(standing.refused)
    numbers = [counts.get(key, 0) for key in (*_SITE_KEYS, totals_words.FINISHED, totals_words.UNFINISHED)]
    return (
        unit.city.name,
        unit.name,
        unit.code,
        words.OWN_REPORT if unit.county is None else words.MUST_REPORT if standing.priority else words.MAY_REPORT,
        standing.reported,
        date.fromisoformat(standing.filled_on) if standing.filled_on else "",
        standing.punctual(campaign),
        returned if standing.parts else "",
        *(
            (totals_words.YES_MARK if counts.get(annex.key) else totals_words.NO_MARK) if standing.parts else ""
            for annex in UNIT_ANNEXES
        ),
        *(numbers if standing.parts else [None] * len(numbers)),
        must if standing.parts else None,
        counts.get(Severity.EXPLAIN.name, 0) if standing.parts else None,
        "、".join(dict.fromkeys(files)),
    )


@dataclass(frozen=True)
class CityStatus:
    """One city's counts; counties only, the city's own form is not one of them.

    `sites` counts those of each annex asked of sites, then the unfinished ones.
    """

    city: Region
    counties: int
    due: int
    reported: int
    punctual: dict[str, int]
    returned: int
    priority_missing: int
    sites: tuple[int, ...]


def city_statuses(found: Sequence[UnitStatus], campaign: Campaign) -> list[CityStatus]:
    """Return the board by city, from the board by county."""
    cities = {standing.unit.city.code: standing.unit.city for standing in found}
    return [
        _city([s for s in found if s.unit.city.code == code], city, campaign) for code, city in sorted(cities.items())
    ]


def _city(of_city: Sequence[UnitStatus], city: Region, campaign: Campaign) -> CityStatus:
    counties = [standing for standing in of_city if standing.unit.county is not None]
    there = [standing for standing in counties if standing.parts]
    return CityStatus(
        city,
        len(counties),
        share_of(len(counties), campaign.county_share, campaign),
        len(there),
        Counter(standing.punctual(campaign) for standing in there),
        sum(bool(standing.counts.get(Severity.MUST.name)) for standing in there),
        sum(bool(standing.priority) and not standing.parts for standing in counties),
        tuple(
            sum(standing.counts.get(key, 0) for standing in of_city) for key in (*_SITE_KEYS, totals_words.UNFINISHED)
        ),
    )


def cities_sheet(found: Sequence[CityStatus]) -> SheetLayout:
    """Return the board by city, with a row of sums."""
    rows: list[tuple[Content, ...]] = [(one.city.name, *_numbers(one)) for one in found]
    sums = [sum(column) for column in zip(*(_numbers(one) for one in found), strict=True)]
    sheet = table_sheet(words.CITIES_SHEET, words.CITIES_TITLE, words.CITIES_HEADS, rows)
    last = FIRST_ROW + len(rows)
    sheet.put_row(last, (words.WHOLE, *sums), "total_count")
    sheet.heights[last] = 24.0
    for at, one in enumerate(found, start=FIRST_ROW):
        if one.reported < one.due:
            sheet.cells[at, 4] = Cell(one.due - one.reported, "must")
    return sheet


def _numbers(one: CityStatus) -> tuple[int, ...]:
    punctual = (one.punctual.get(word, 0) for word in (words.IN_TIME, words.LATE, words.DAY_UNKNOWN))
    return (
        one.counties,
        one.due,
        one.reported,
        max(0, one.due - one.reported),
        *punctual,
        one.returned,
        one.counties - one.reported,
        one.priority_missing,
        *one.sites,
    )
