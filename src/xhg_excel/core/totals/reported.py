"""报送情况, 报送进度: which units reported, in time or late, accepted or sent back, by unit and by city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
from xhg_excel.core.sheets.layout import SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, Column, Table
from xhg_excel.notice import ANNEXES, CITIES, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals import reported as words
from xhg_excel.notice.words.totals import totals as totals_words
from xhg_excel.notice.words.workbook import DATE_TEXT, LISTED


@dataclass(frozen=True)
class UnitStatus:
    """What one unit has handed in.

    Args:
        unit: the county, or the city for itself.
        parts: its submissions that were merged.
        refused: its files that were not.
        priority: whether it is a 重点 county; None when no ledger says which counties are.
        filled_on: the latest day its submissions were filled in, as ISO text; "" when unknown.
        counts: its forms by annex key, its sites by 完成 and 未完成, its findings by the name of their severity.
    """

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

    @property
    def asked(self) -> str:
        """Whether it has to report: 市本级, 重点 or 可选."""
        if self.unit.county is None:
            return words.OWN_REPORT
        return words.MUST_REPORT if self.priority else words.MAY_REPORT

    @property
    def must(self) -> int:
        """How many findings of its submissions must be corrected."""
        return self.counts.get(Severity.MUST.name, 0)

    @property
    def returned(self) -> str:
        """接收, or 退回 with the number of such findings; "" when nothing came."""
        if not self.parts:
            return ""
        return words.RETURNED.format(count=self.must) if self.must else words.ACCEPTED

    @property
    def files(self) -> list[str]:
        """The files that were merged, else those that were refused."""
        return [part.source.file for part in self.parts] or list(self.refused)

    def punctual(self, campaign: Campaign) -> str:
        """Return 按时, 逾期 or 日期不明; "" when nothing came. 五(三) “于8月28日前”: the day itself is in time."""
        if not self.parts:
            return ""
        if not self.filled_on:
            return words.DAY_UNKNOWN
        return words.IN_TIME if self.filled_on <= campaign.report_due.isoformat() else words.LATE


def missing_lines(totals: Totals) -> list[str]:
    """Return the counties that have not reported as lines for a terminal: of a city, or city by city."""
    missing = totals.missing
    if not missing:
        return []
    if totals.region is not None:
        names = shortened([region.name for region in missing], words.REPORTED_SHEET)
        return [words.MISSING.format(count=len(missing), names=names)]
    by_city = groupby(missing, key=lambda region: region.city_code)
    return [
        words.MISSING_BY_CITY.format(count=len(missing), sheet=words.REPORTED_SHEET),
        *(_missing_in_city(code, regions) for code, regions in by_city),
    ]


def _missing_in_city(code: str, regions: Iterable[Region]) -> str:
    names = [region.name for region in regions]
    city = next(city.name for city in CITIES if city.code == code)
    shown = LISTED.join(names[: words.NAMES_OF_CITY])
    if len(names) > words.NAMES_OF_CITY:
        shown = words.SOME_OF_CITY.format(names=shown)
    return words.MISSING_IN_CITY.format(city=city, count=len(names), names=shown)


def shortened(names: Sequence[str], sheet: str) -> str:
    """Return names as one text; of more than 12 the first 12, their number and the sheet that lists them all.

    >>> shortened(["海门区"], "来源")
    '海门区'
    >>> shortened(list("甲乙丙丁戊己庚辛壬癸子丑寅"), "来源")
    '甲、乙、丙、丁、戊、己、庚、辛、壬、癸、子、丑…等 13 个，见“来源”'
    """
    if len(names) <= words.NAMES_ON_LINE:
        return LISTED.join(names)
    return words.SOME_OF.format(names=LISTED.join(names[: words.NAMES_ON_LINE]), count=len(names), sheet=sheet)


def unit_statuses(totals: Totals, quotas: Sequence[CityQuota], registry: Registry) -> list[UnitStatus]:
    """Return the status of every expected unit: cities that reported for themselves first, then counties by code."""
    priority = {county.code for quota in quotas for county in quota.priority}
    known = {quota.city.code for quota in quotas}
    refused: dict[str, list[str]] = {}
    for source, unit in totals.sources:
        if unit is not None and source.outcome == totals_words.NOT_MERGED:
            refused.setdefault(unit.code, []).append(source.file)
    counties = [Unit(registry.city_of(region), region) for region in totals.expected]
    return [
        _unit_status(
            totals, unit, refused.get(unit.code, []), None if unit.city.code not in known else unit.code in priority
        )
        for unit in [*totals.own, *counties]
    ]


def _unit_status(totals: Totals, unit: Unit, refused: Sequence[str], priority: bool | None) -> UnitStatus:
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
    """Return 报送情况: what each unit handed in."""
    table = Table(
        words.REPORTED_SHEET,
        words.REPORTED_HEADS,
        [
            Column[UnitStatus]("city", lambda status: status.unit.city.name),
            Column("county", lambda status: status.unit.name),
            Column("code", lambda status: status.unit.code),
            Column("asked", lambda status: status.asked),
            Column("reported", look=_reported_look),
            Column("filled_on", lambda s: date.fromisoformat(s.filled_on) if s.filled_on else ""),
            Column(
                "punctual",
                lambda status: status.punctual(campaign),
                lambda status: "explain" if status.punctual(campaign) == words.LATE else "",
            ),
            Column("returned", look=lambda status: "must" if status.must else ""),
            *(_has_form(annex) for annex in UNIT_ANNEXES),
            *(_count(annex.key, annex.key) for annex in SITE_ANNEXES),
            _count("finished", totals_words.FINISHED),
            _count("unfinished", totals_words.UNFINISHED),
            _count("must", Severity.MUST.name),
            _count("explain", Severity.EXPLAIN.name),
            Column("files", lambda status: "、".join(dict.fromkeys(status.files)), widest=30.0),
        ],
        words.REPORTED_TITLE,
    )
    return table.sheet(found, words.REPORTED_NOTE.format(due=DATE_TEXT.format(date=campaign.report_due)))


def _reported_look(status: UnitStatus) -> str:
    if status.parts:
        return ""
    return "must" if status.priority or status.refused else "explain"


def _has_form(annex: Annex) -> Column[UnitStatus]:
    def mark(status: UnitStatus) -> str:
        if not status.parts:
            return ""
        return totals_words.YES_MARK if status.counts.get(annex.key) else totals_words.NO_MARK

    return Column(annex.key, mark)


def _count(key: str, counted: str) -> Column[UnitStatus]:
    return Column(key, lambda status: status.counts.get(counted, 0) if status.parts else None)


@dataclass(frozen=True)
class CityStatus:
    """The counts of one city over its counties; `sites` and `unfinished` include the city's own forms.

    `due` counties at least have to report (五(二)); `sites` counts the forms of each annex asked of sites, by key.
    """

    city: Region
    counties: int
    due: int
    reported: int
    in_time: int
    late: int
    day_unknown: int
    returned: int
    priority_missing: int
    sites: Mapping[str, int]
    unfinished: int

    @property
    def lacking(self) -> int:
        """How many counties still have to report."""
        return max(0, self.due - self.reported)

    @property
    def missing(self) -> int:
        """How many counties did not report."""
        return self.counties - self.reported


def city_statuses(found: Sequence[UnitStatus], campaign: Campaign) -> list[CityStatus]:
    """Return the statuses of the cities, by code, from those of their units."""
    by_city: dict[Region, list[UnitStatus]] = {}
    for status in sorted(found, key=lambda status: status.unit.city.code):
        by_city.setdefault(status.unit.city, []).append(status)
    return [_city_status(city, statuses, campaign) for city, statuses in by_city.items()]


def _city_status(city: Region, statuses: Sequence[UnitStatus], campaign: Campaign) -> CityStatus:
    counties = [status for status in statuses if status.unit.county is not None]
    there = [status for status in counties if status.parts]
    punctual = Counter(status.punctual(campaign) for status in there)
    sums: Counter[str] = Counter()
    for status in statuses:
        sums.update(status.counts)
    return CityStatus(
        city,
        len(counties),
        share_of(len(counties), campaign.county_share, campaign),
        len(there),
        punctual[words.IN_TIME],
        punctual[words.LATE],
        punctual[words.DAY_UNKNOWN],
        returned=sum(bool(status.must) for status in there),
        priority_missing=sum(bool(status.priority) and not status.parts for status in counties),
        sites={annex.key: sums[annex.key] for annex in SITE_ANNEXES},
        unfinished=sums[totals_words.UNFINISHED],
    )


def _sites(key: str) -> Column[CityStatus]:
    return Column(key, lambda city: city.sites[key])


CITIES_TABLE = Table(
    words.CITIES_SHEET,
    words.CITIES_HEADS,
    [
        Column[CityStatus]("city", lambda status: status.city.name),
        Column("lacking", look=lambda status: "must" if status.lacking else ""),
        *(_sites(annex.key) for annex in SITE_ANNEXES),
    ],
    words.CITIES_TITLE,
)


def cities_sheet(found: Sequence[CityStatus]) -> SheetLayout:
    """Return 报送进度: the status of each city, and below the table a row of sums."""
    sheet = CITIES_TABLE.sheet(found)
    sums: Counter[str] = Counter()
    for status in found:
        sums.update({key: value for key, value in CITIES_TABLE.values(status).items() if isinstance(value, int)})
    last = FIRST_ROW + len(found)
    numbers = (sums[key] for key in CITIES_TABLE.heads if key != "city")
    sheet.put_row(last, (words.WHOLE, *numbers), "total_count")
    sheet.heights[last] = 24.0
    return sheet
