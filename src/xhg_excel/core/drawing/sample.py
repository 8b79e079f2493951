"""Draw the sites of each city and their spares by ticket; replace drawn sites and add later ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xhg_excel.core.drawing.frame import Frame, FrameRow
from xhg_excel.core.drawing.tickets import in_ticket_order, ticket
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Unit
from xhg_excel.core.planning.plan import CityPlan, Stratum, strata_of
from xhg_excel.core.templates.check_codes import plain
from xhg_excel.errors.draw import MayNotBeReplacedError, NoSpareError, NotOnListError, ReasonTooShortError
from xhg_excel.notice import OTHER_ANNEXES, PROBLEM_ANNEXES, SITE_ANNEXES, is_small_trade, is_suspended
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.check_columns import ENOUGH_HAN
from xhg_excel.notice.words.findings import BOILERPLATE
from xhg_excel.notice.words.planning.draw import ADDED_IN, REPLACES, Way
from xhg_excel.notice.words.planning.plan import FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE, UNFINISHED_RULE

DRAWN_RULES = (FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE)


@dataclass(frozen=True)
class Pick:
    """A site to inspect, or a spare; `ticket` is "" for unfinished sites, which are not drawn."""

    row: FrameRow
    rule: str
    way: Way
    ticket: str = ""
    remark: str = ""


@dataclass(frozen=True)
class CitySample:
    """The sites one city has to inspect, its spares in order, and the sites that were replaced (`dropped`)."""

    plan: CityPlan
    visited: tuple[Region, ...]
    picks: tuple[Pick, ...]
    spares: tuple[Pick, ...]
    dropped: tuple[Pick, ...] = ()

    @property
    def city(self) -> Region:
        """The city."""
        return self.plan.quota.city


@dataclass(frozen=True)
class Replacement:
    """A drawn site (`out`) that the next spare replaces; which spare that is follows from the draw."""

    at: str
    city: str
    out: str
    reason: str

    @property
    def remark(self) -> str:
        """The remark of the spare in the list."""
        return REPLACES.format(identifier=self.out, reason=self.reason)


@dataclass(frozen=True)
class TopUp:
    """Additions to the frame: new sites, and finished ones that are unfinished after all.

    `findings` is how many 强制 findings were open; the user added the sites despite them.
    """

    at: str
    rows: tuple[FrameRow, ...]
    findings: int = 0


Event = Replacement | TopUp


def sample_of(frame: Frame, seed: str, events: Sequence[Event] = ()) -> dict[str, CitySample]:
    """Return the sample of every city, by code: drawn from the frozen frame, then changed event by event.

    Source: notice 五(二). The same frame, seed and events give the same sample, in whatever order the rows are.

    Raises:
        NotOnListError, MayNotBeReplacedError, NoSpareError: an event is impossible; see `substitute`.
    """
    samples = {p.quota.city.code: draw_city(p, frame, seed) for p in frame.plans()}
    for number, event in enumerate(events, start=1):
        if isinstance(event, Replacement):
            if event.city not in samples:
                raise NotOnListError(event.out, "")
            samples[event.city] = substitute(samples[event.city], event)
        else:
            frame = frame.with_rows(event.rows)
            samples = top_up(samples, frame, seed, number)
    return samples


def draw_city(plan: CityPlan, frame: Frame, seed: str) -> CitySample:
    """Return the first sample of one city: all unfinished sites, then the lowest tickets of each stratum."""
    rows = _rows_of(plan, frame)
    picks = [Pick(row, UNFINISHED_RULE, Way.ALL) for row in rows if row.is_open]
    rest: list[Pick] = []
    for rule in DRAWN_RULES:
        pool = list(_pool(rule, rows, plan.visited, seed))
        drawn = [pick for stratum in _strata(plan.strata, rule) for pick in _in(pool, stratum)[: stratum.due]]
        taken = {pick.row.key for pick in drawn}
        picks += drawn
        rest += [pick for pick in pool if pick.row.key not in taken]
    return CitySample(plan, plan.visited, tuple(picks), _spares(rest))


def _rows_of(plan: CityPlan, frame: Frame) -> list[FrameRow]:
    """Return the rows of a city, sorted: their order in the frame must not matter."""
    rows = (row for row in frame.rows if row.city == plan.quota.city.code)
    return sorted(rows, key=lambda row: (row.county, row.identifier))


def _pool(rule: str, rows: Sequence[FrameRow], visited: Sequence[Region], seed: str) -> Iterator[Pick]:
    """Yield every site that a rule may draw, by ascending ticket."""
    inside = {county.code for county in visited}
    pool = [row for row in rows if _rule_of(row) == rule and (rule != FINISHED_RULE or row.county in inside)]
    if pool:
        city = pool[0].city
        for number in in_ticket_order(seed, rule, city, [row.identifier for row in pool]):
            row = pool[number]
            yield Pick(row, rule, Way.DRAWN, ticket(seed, rule, city, row.identifier))


def _rule_of(row: FrameRow) -> str:
    """Return the rule of 五(二) that applies to a site; "" for an unknown type."""
    if row.is_chem:
        return UNFINISHED_RULE if row.is_open else FINISHED_RULE
    if is_small_trade(row.site_type):
        return SMALL_TRADES_RULE
    return SUSPENDED_RULE if is_suspended(row.site_type) else ""


def _strata(strata: Iterable[Stratum], rule: str) -> list[Stratum]:
    return [stratum for stratum in strata if stratum.rule == rule]


def _in(picks: Iterable[Pick], stratum: Stratum) -> list[Pick]:
    """Return those that lie in a stratum; without a county, all its rule may draw."""
    county = stratum.county
    if county is None:
        return [pick for pick in picks if pick.rule == stratum.rule]
    return [
        p for p in picks if (p.rule, p.row.county, p.row.site_type) == (stratum.rule, county.code, stratum.site_type)
    ]


def _spares(picks: Iterable[Pick]) -> tuple[Pick, ...]:
    """Return spares by rule, stratum and ticket."""
    return tuple(sorted(picks, key=lambda pick: (pick.rule, *_cell(pick), pick.ticket)))


def _cell(pick: Pick) -> tuple[str, str]:
    """Return county code and type of a pick, by which B3 and B4 are stratified; finished 小化工 are one stratum."""
    return ("", "") if pick.rule == FINISHED_RULE else (pick.row.county, pick.row.site_type)


def check_reason(reason: str) -> None:
    """Check the reason of a replacement.

    Raises:
        ReasonTooShortError: it has fewer than four Han characters, or is boilerplate.
    """
    if len(plain(reason)) < ENOUGH_HAN or plain(reason) in BOILERPLATE:
        raise ReasonTooShortError(ENOUGH_HAN)


def came_in(sample: CitySample, event: Replacement) -> str:
    """Return the identifier of the spare that a replacement brought in."""
    picks = (*sample.picks, *sample.dropped)
    return next((pick.row.identifier for pick in picks if pick.remark == event.remark), "")


def substitute(sample: CitySample, event: Replacement) -> CitySample:
    """Return the sample with the next spare in the place of a drawn site.

    Raises:
        NotOnListError: the site is not in the sample.
        MayNotBeReplacedError: the site is unfinished; all of those are visited.
        NoSpareError: its rule has no spare left.
    """
    at = next((n for n, pick in enumerate(sample.picks) if pick.row.identifier == event.out), None)
    if at is None:
        raise NotOnListError(event.out, "")
    out = sample.picks[at]
    if out.rule == UNFINISHED_RULE:
        raise MayNotBeReplacedError(event.out)
    into = next_spare(sample, out)
    if into is None:
        raise NoSpareError(event.out)
    taken = replace(into, way=Way.SPARE, remark=event.remark)
    spares = tuple(spare for spare in sample.spares if spare is not into)
    picks = (*sample.picks[:at], taken, *sample.picks[at + 1 :])
    return replace(sample, picks=picks, spares=spares, dropped=(*sample.dropped, out))


def next_spare(sample: CitySample, out: Pick) -> Pick | None:
    """Return the spare that replaces a drawn site; None when its rule has none left.

    It is the first spare of the same stratum; without one, the lowest ticket of the same rule, visited
    counties first. 五(二) asks for half of the list of the whole city: finished 小化工 (B2) are one stratum
    over all visited counties. “各10家” (B3, B4) are spread over types and counties, so a replacement keeps both.
    """
    inside = {county.code for county in sample.visited}
    same_rule = [spare for spare in sample.spares if spare.rule == out.rule]
    return min(
        same_rule,
        key=lambda spare: (_cell(spare) != _cell(out), spare.row.county not in inside, spare.ticket),
        default=None,
    )


def top_up(samples: dict[str, CitySample], frame: Frame, seed: str, number: int) -> dict[str, CitySample]:
    """Return the samples after an addition to the frame: every site drawn before stays in its place.

    All new unfinished sites are added. Then each rule continues by ascending ticket through all sites not
    drawn yet, old and new, until the new quota is met.

    Args:
        samples: by city code, before the addition.
        frame: with the added rows.
        seed: of the first draw.
        number: of the event, from 1; printed in the remark of added sites.
    """
    remark = ADDED_IN.format(number=number)
    topped = {}
    for plan in frame.plans():
        old = samples.get(plan.quota.city.code) or CitySample(plan, plan.visited, (), ())
        topped[old.city.code] = _top_up_city(old, plan, frame, seed, remark)
    return topped


def _top_up_city(old: CitySample, plan: CityPlan, frame: Frame, seed: str, remark: str) -> CitySample:
    visited = _still_visited(old, plan)
    known = {pick.row.key for pick in (*old.picks, *old.dropped)}
    rows = _rows_of(plan, frame)
    by_key = {row.key: row for row in rows}
    listed = {pick.row.key for pick in old.picks}
    added = [Pick(r, UNFINISHED_RULE, Way.ADDED, remark=remark) for r in rows if r.is_open and r.key not in listed]
    # A site drawn as finished that is unfinished after all no longer counts for B2.
    kept = [pick for pick in old.picks if pick.rule != FINISHED_RULE or not by_key[pick.row.key].is_open]
    strata = strata_of(plan.quota, visited, frame.campaign)
    rest: list[Pick] = []
    for rule in DRAWN_RULES:
        pool = [pick for pick in _pool(rule, rows, visited, seed) if pick.row.key not in known]
        more = _more(pool, [pick for pick in kept if pick.rule == rule], _strata(strata, rule))
        taken = {pick.row.key for pick in more}
        added += [replace(pick, way=Way.ADDED, remark=remark) for pick in more]
        rest += [pick for pick in pool if pick.row.key not in taken]
    return CitySample(plan, visited, (*old.picks, *added), _spares(rest), old.dropped)


def _still_visited(old: CitySample, plan: CityPlan) -> tuple[Region, ...]:
    """Return the counties visited from now on: the old ones, and those of the new plan if the old are not enough."""
    enough = plan.quota.finished_in(old.visited) >= plan.quota.to_draw and len(old.visited) >= plan.quota.counties_due
    both = set(old.visited) if enough else {*old.visited, *plan.visited}
    return tuple(problems.county for problems in plan.quota.by_county if problems.county in both)


def _more(pool: Sequence[Pick], kept: Sequence[Pick], strata: Sequence[Stratum]) -> list[Pick]:
    """Return the sites a rule still needs, by ascending ticket: first in strata that lack some, then in any."""
    need = sum(stratum.due for stratum in strata) - len(kept)
    more: list[Pick] = []
    for stratum in strata:
        lacks = stratum.due - len(_in(kept, stratum))
        more += _in(pool, stratum)[: max(0, min(lacks, need - len(more)))]
    taken = {pick.row.key for pick in more}
    others = [pick for pick in pool if pick.row.key not in taken]
    return more + others[: max(0, need - len(more))]


def sites_by_unit(sample: CitySample, registry: Registry) -> dict[Unit, dict[str, list[Answers]]]:
    """Return the sites to inspect by unit and annex key, as rows of its registers: 编号, 名称, 地址, 类型.

    The units are every visited county, with sites or without, every other county with a site, and the city
    itself, which gets the sites of no known county.
    """
    units = [Unit(sample.city, county) for county in sample.visited] + [Unit(sample.city)]
    found: dict[Unit, dict[str, list[Answers]]] = {unit: {a.key: [] for a in SITE_ANNEXES} for unit in units}
    for pick in sample.picks:
        row = pick.row
        unit = Unit(sample.city, registry.region(row.county) if row.county else None)
        annex = (PROBLEM_ANNEXES if row.is_chem else OTHER_ANNEXES)[0]
        site: dict[str, str] = {"site_name": row.name, "address": row.address}
        site |= {"problem_id": row.identifier} if row.is_chem else {"site_type": row.site_type}
        found.setdefault(unit, {a.key: [] for a in SITE_ANNEXES})[annex.key].append(site)
    return found
