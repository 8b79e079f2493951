"""Compare the forms handed in with the daily plan: done, late, forecast, and what the report still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.same_site import ListedSite, rows_of_forms
from xhg_excel.core.model.submission import Form, Submission
from xhg_excel.core.planning.plan import CityPlan
from xhg_excel.core.progress.itinerary import Day, Stop, VisitSite, plan_days
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.notice import PROBLEM_ANNEXES, SITE_ANNEXES, UNFINISHED, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.planning.plan import FINISHED_RULE

# City code and identifier.
SiteKey = tuple[str, str]


@dataclass(frozen=True)
class Pace:
    """The speed of one group, in sites; its days are days of the inspection.

    `planned` are all sites, `due` those planned up to the day of the report, `done` those with a form;
    `elapsed` days include that day, `left` are the days after it.
    """

    planned: int
    due: int
    done: int
    elapsed: int
    left: int

    @property
    def per_day(self) -> Fraction | None:
        """Sites done a day so far; None before the first day."""
        return Fraction(self.done, self.elapsed) if self.elapsed else None

    @property
    def forecast(self) -> int | None:
        """Sites done on the last day at this speed, rounded down; None before the first day."""
        if self.per_day is None:
            return None
        return min(self.planned, self.done + int(self.per_day * self.left))

    @property
    def short(self) -> int | None:
        """Sites not done on the last day at this speed; None before the first day."""
        return None if self.forecast is None else self.planned - self.forecast

    @property
    def needed(self) -> int | None:
        """Sites a day that finish in time, rounded up; None when sites are left and no day is."""
        rest = self.planned - self.done
        if self.left == 0:
            return 0 if rest == 0 else None
        return -(-rest // self.left)


@dataclass(frozen=True)
class CityProgress:
    """The progress of one group.

    `filed` are the forms of drawn sites, `unlisted` the forms of no drawn site, `reported` the counties with
    their Annex 1, `lacking` the findings of `check_coverage` on this city.
    """

    plan: CityPlan
    days: tuple[Day, ...]
    sites: tuple[VisitSite, ...]
    filed: Mapping[SiteKey, Form]
    unlisted: tuple[Form, ...]
    pace: Pace
    reported: frozenset[Region] = frozenset()
    lacking: tuple[Finding, ...] = ()

    @property
    def city(self) -> Region:
        """The city."""
        return self.plan.quota.city

    def is_done(self, stop: Stop) -> bool:
        """Return whether a stop is done: its site has a form, or its county has its Annex 1."""
        return site_key(stop.site) in self.filed if stop.site else stop.county in self.reported

    @property
    def open_sites(self) -> tuple[tuple[VisitSite, date], ...]:
        """Sites without a form, with the day they were planned for, in the order of the plan."""
        planned = ((stop.site, day.on) for day in self.days for stop in day.stops)
        return tuple((site, on) for site, on in planned if site and site_key(site) not in self.filed)

    @property
    def blocking(self) -> int:
        """How many things prevent the report: 强制 findings, and sites not visited."""
        return sum(f.severity is Severity.MUST for f in self.lacking) + len(self.open_sites)

    @property
    def drawn(self) -> tuple[VisitSite, ...]:
        """The sites drawn by chance from the finished ones (B2): a conclusion may be inferred from these only."""
        return tuple(site for site in self.sites if site.rule == FINISHED_RULE)

    def checked(self, campaign: Campaign) -> tuple[int, int]:
        """Return how many of `drawn` have a form, and how many of those are unfinished in fact."""
        forms = [self.filed[site_key(site)] for site in self.drawn if site_key(site) in self.filed]
        return len(forms), sum(holds(UNFINISHED, Values(form.answers, campaign)) for form in forms)


def site_key(site: VisitSite) -> SiteKey:
    """Return what identifies a site of the drawn list."""
    return site.city.code, site.identifier


def progress(
    plans: Sequence[CityPlan],
    sites: Sequence[VisitSite],
    submissions: Sequence[Submission],
    lacking: Sequence[Finding],
    *,
    on: date,
    context: Context,
) -> list[CityProgress]:
    """Return each city's progress up to a day.

    A form counts from the day of its visit; without such a day it counts as soon as it is handed in.

    Args:
        plans: the plans the sites were drawn by; a city without plan is left out.
        sites: the drawn sites of all cities.
        submissions: the parsed workbooks; totals workbooks count by their parts.
        lacking: the findings of `check_coverage`; each city gets its own.
        on: the day, included.
        context: settings and regions.
    """
    parts = [part for submission in as_of(submissions, on) for part in (submission.parts or [submission])]
    forms = [(part.unit, form) for part in parts for form in part.forms if part.unit]
    made = []
    for plan in plans:
        city = plan.quota.city
        of_city = [(unit, form) for unit, form in forms if unit.city == city]
        drawn = tuple(site for site in sites if site.city == city)
        filed, unlisted = match_forms(drawn, [form for _, form in of_city if form.annex in SITE_ANNEXES])
        days = plan_days(drawn, plan.visited, context.campaign)
        pace = _pace(days, filed, on, context.campaign)
        reported = frozenset(unit.county for unit, form in of_city if form.annex in UNIT_ANNEXES and unit.county)
        findings = tuple(finding for finding in lacking if finding.item == city.name)
        made.append(CityProgress(plan, days, drawn, filed, tuple(unlisted), pace, reported, findings))
    return made


def as_of(submissions: Sequence[Submission], on: date) -> list[Submission]:
    """Return copies of submissions without the forms of sites that were visited after a day."""

    def up_to(submission: Submission) -> Submission:
        forms = [form for form in submission.forms if not _is_after(form, on)]
        return replace(submission, forms=forms, parts=[up_to(part) for part in submission.parts])

    return [up_to(submission) for submission in submissions]


def _is_after(form: Form, on: date) -> bool:
    visited = form.get("visited_on")
    return isinstance(visited, date) and visited > on


def _pace(days: Sequence[Day], filed: Mapping[SiteKey, Form], on: date, campaign: Campaign) -> Pace:
    sites = [(stop.site, day.on) for day in days for stop in day.stops if stop.site]
    last = min(max(on, campaign.window_start), campaign.window_end)
    elapsed = 0 if on < campaign.window_start else (last - campaign.window_start).days + 1
    due = sum(planned <= on for _, planned in sites)
    done = sum(site_key(site) in filed for site, _ in sites)
    return Pace(len(sites), due, done, elapsed, len(days) - elapsed)


def match_forms(sites: Sequence[VisitSite], forms: Iterable[Form]) -> tuple[dict[SiteKey, Form], list[Form]]:
    """Return the form of each drawn site that has one, and the forms of no drawn site; all of one city.

    `rows_of_forms` decides which form belongs to which site. Of two forms of a site the first counts; a second
    附件3 of a site is a form of no site.
    """
    forms = list(forms)
    listed = [ListedSite(site.identifier, site.site_type, site.name, site.address) for site in sites]
    filed: dict[SiteKey, Form] = {}
    unlisted: list[Form] = []
    for form, row in zip(forms, rows_of_forms(listed, forms), strict=True):
        if row is None or (form.annex not in PROBLEM_ANNEXES and site_key(sites[row]) in filed):
            unlisted.append(form)
        else:
            filed.setdefault(site_key(sites[row]), form)
    return filed, unlisted
