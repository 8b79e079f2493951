"""Forms that came in against the daily plan: done, late, forecast, and what the report still lacks."""

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

Key = tuple[str, str]


@dataclass(frozen=True)
class Pace:
    """How fast a group is: sites in all, planned and done by a day, and where that leads.

    `elapsed` and `left` are days of the inspection, the day itself elapsed.
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
        """Sites done on the last day if it goes on like this, whole ones only; None before the first day."""
        if self.per_day is None:
            return None
        return min(self.planned, self.done + int(self.per_day * self.left))

    @property
    def short(self) -> int | None:
        """Sites that would then be left over."""
        return None if self.forecast is None else self.planned - self.forecast

    @property
    def needed(self) -> int | None:
        """Sites a day that would finish in time, rounded up; None when no day is left for what is left."""
        rest = self.planned - self.done
        if self.left == 0:
            return 0 if rest == 0 else None
        return -(-rest // self.left)


@dataclass(frozen=True)
class CityProgress:
    """One group's plan, which sites have their form, forms of no drawn site, and what is still lacking.

    `reported` are the counties whose Annex 1 is in.
    """

    plan: CityPlan
    days: tuple[Day, ...]
    sites: tuple[VisitSite, ...]
    filed: Mapping[Key, Form]
    unlisted: tuple[Form, ...]
    pace: Pace
    reported: frozenset[Region] = frozenset()
    lacking: tuple[Finding, ...] = ()

    @property
    def city(self) -> Region:
        """The city."""
        return self.plan.quota.city

    @property
    def done(self) -> frozenset[Key]:
        """The keys of the stops that are done."""
        return frozenset(self.filed) | {(self.city.code, county.code) for county in self.reported}

    @property
    def open_sites(self) -> tuple[tuple[VisitSite, date], ...]:
        """Sites without a form, with the day they were planned for, in the order of the plan."""
        planned = ((stop.site, day.on) for day in self.days for stop in day.stops)
        return tuple((site, on) for site, on in planned if site and site_key(site) not in self.filed)

    @property
    def blocking(self) -> int:
        """How many things stand in the way of the report: 强制 findings, and sites not visited."""
        return sum(f.severity is Severity.MUST for f in self.lacking) + len(self.open_sites)

    @property
    def drawn(self) -> tuple[VisitSite, ...]:
        """The sites drawn by chance from the finished ones: only these speak for the others."""
        return tuple(site for site in self.sites if site.rule == FINISHED_RULE)

    def checked(self, campaign: Campaign) -> tuple[int, int]:
        """Return how many of `drawn` have a form, and how many of those are unfinished in fact."""
        forms = [self.filed[site_key(site)] for site in self.drawn if site_key(site) in self.filed]
        return len(forms), sum(holds(UNFINISHED, Values(form.answers, campaign)) for form in forms)


def site_key(site: VisitSite) -> Key:
    """Return what is one site of the drawn list: its city and its identifier."""
    return site.city.code, site.identifier


def stop_key(city: Region, stop: Stop) -> Key:
    """Return what is one stop: its site, or the county itself."""
    return site_key(stop.site) if stop.site else (city.code, stop.county.code if stop.county else "")


def progress(
    plans: Sequence[CityPlan],
    sites: Sequence[VisitSite],
    submissions: Sequence[Submission],
    lacking: Sequence[Finding],
    *,
    on: date,
    context: Context,
) -> list[CityProgress]:
    """Return each city's progress up to a day, that day in, from its drawn sites and the forms handed in.

    A form counts from the day it says the site was visited; without a day, from when it is in.
    `lacking` are the findings of `core.coverage`; those of a city go to it.
    """
    parts = [part for submission in as_of(submissions, on) for part in (submission.parts or [submission])]
    forms = [(part.unit, form) for part in parts for form in part.forms if part.unit]
    made = []
    for plan in plans:
        city = plan.quota.city
        own = tuple(site for site in sites if site.city == city)
        here = [(unit, form) for unit, form in forms if unit.city == city]
        filed, unlisted = match_forms(own, [form for _, form in here if form.annex in SITE_ANNEXES])
        reported = frozenset(unit.county for unit, form in here if form.annex in UNIT_ANNEXES and unit.county)
        days = plan_days(own, plan.visited, context.campaign)
        of_city = tuple(finding for finding in lacking if finding.item == city.name)
        pace = _pace(days, filed, on, context.campaign)
        made.append(CityProgress(plan, days, own, filed, tuple(unlisted), pace, reported, of_city))
    return made


def as_of(submissions: Sequence[Submission], on: date) -> list[Submission]:
    """Return submissions without the sites that were visited after a day."""

    def kept(submission: Submission) -> Submission:
        forms = [form for form in submission.forms if not _is_after(form, on)]
        return replace(submission, forms=forms, parts=[kept(part) for part in submission.parts])

    return [kept(submission) for submission in submissions]


def _is_after(form: Form, on: date) -> bool:
    visited = form.get("visited_on")
    return isinstance(visited, date) and visited > on


def _pace(days: Sequence[Day], filed: Mapping[Key, Form], on: date, campaign: Campaign) -> Pace:
    sites = [(stop.site, day.on) for day in days for stop in day.stops if stop.site]
    last = min(max(on, campaign.window_start), campaign.window_end)
    elapsed = 0 if on < campaign.window_start else (last - campaign.window_start).days + 1
    due = sum(planned <= on for _, planned in sites)
    done = sum(site_key(site) in filed for site, _ in sites)
    return Pace(len(sites), due, done, elapsed, len(days) - elapsed)


def match_forms(sites: Sequence[VisitSite], forms: Iterable[Form]) -> tuple[dict[Key, Form], list[Form]]:
    """Return the form of each site that has one, and the forms of no site; all of one city.

    Which form belongs to which site is decided by `rows_of_forms`. The first form of a site counts; a second
    附件3 of one site is a form of no site.
    """
    forms = list(forms)
    listed = [ListedSite(site.identifier, site.site_type, site.name, site.address) for site in sites]
    filed: dict[Key, Form] = {}
    unlisted: list[Form] = []
    for form, row in zip(forms, rows_of_forms(listed, forms), strict=True):
        if row is None or (form.annex not in PROBLEM_ANNEXES and site_key(sites[row]) in filed):
            unlisted.append(form)
        else:
            filed.setdefault(site_key(sites[row]), form)
    return filed, unlisted
