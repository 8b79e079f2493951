"""The draw itself: who is inspected, who is spare in which order, and what may change afterwards."""

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
    """A site that is inspected or spare; `ticket` is '' where nothing was drawn."""

    row: FrameRow
    rule: str
    way: Way
    ticket: str = ""
    remark: str = ""


@dataclass(frozen=True)
class CitySample:
    """One city's sites to inspect in their places, its spares in order, and what was replaced."""

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
    """A drawn site given up for the next spare, and why; which spare that is follows from the draw."""

    at: str
    city: str
    out: str
    reason: str

    @property
    def remark(self) -> str:
        """What the list says of the spare that came in."""
        return REPLACES.format(identifier=self.out, reason=self.reason)


@dataclass(frozen=True)
class TopUp:
    """Additions to the list: new sites, and listed ones that are unfinished after all.

    `findings` is how many open 强制 findings the user let pass.
    """

    at: str
    rows: tuple[FrameRow, ...]
    findings: int = 0


Event = Replacement | TopUp


def sample_of(frame: Frame, seed: str, events: Sequence[Event] = ()) -> dict[str, CitySample]:
    """Return the sample of every city, by code: drawn from the frozen frame, then changed event by event.

    Clause: 五(二). The same frame, seed and events give the same sample, however the rows are ordered.
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
    """Return the first sample of one city: all unfinished, then each stratum's lowest tickets."""
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
    """Return the rows of a city in an order of their own."""
    own = (row for row in frame.rows if row.city == plan.quota.city.code)
    return sorted(own, key=lambda row: (row.county, row.identifier))


def _pool(rule: str, rows: Sequence[FrameRow], visited: Sequence[Region], seed: str) -> Iterator[Pick]:
    """Yield everything that a rule may draw, by ascending ticket."""
    inside = {county.code for county in visited}
    pool = [row for row in rows if _rule_of(row) == rule and (rule != FINISHED_RULE or row.county in inside)]
    if pool:
        city = pool[0].city
        for number in in_ticket_order(seed, rule, city, [row.identifier for row in pool]):
            row = pool[number]
            yield Pick(row, rule, Way.DRAWN, ticket(seed, rule, city, row.identifier))


def _rule_of(row: FrameRow) -> str:
    """Return the rule a site falls under; '' for one of no known type."""
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
    """Return county and type of a pick where its rule draws by them; finished 小化工 are one stratum."""
    return ("", "") if pick.rule == FINISHED_RULE else (pick.row.county, pick.row.site_type)


# Afterwards.


def check_reason(reason: str) -> None:
    """Let a reason pass that says something.

    Raises:
        ReasonTooShortError: fewer than four Han characters, or boilerplate.

    """
    if len(plain(reason)) < ENOUGH_HAN or plain(reason) in BOILERPLATE:
        raise ReasonTooShortError(ENOUGH_HAN)


def came_in(sample: CitySample, event: Replacement) -> str:
    """Return the identifier of the spare that came in by a replacement."""
    picks = (*sample.picks, *sample.dropped)
    return next((pick.row.identifier for pick in picks if pick.remark == event.remark), "")


def substitute(sample: CitySample, event: Replacement) -> CitySample:
    """Return the sample with the next spare in the place of one drawn site.

    The next spare is the first of the same stratum; where that has none left, the one
    with the lowest ticket of the same rule, counties that are visited first.

    Raises:
        NotOnListError: the site is not among those drawn.
        MayNotBeReplacedError: the site is unfinished, so it is visited with all others.
        NoSpareError: every site of the rule is drawn.

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
    """Return the spare that takes the place of a drawn site; None when its rule has none left."""
    inside = {county.code for county in sample.visited}
    same_rule = [spare for spare in sample.spares if spare.rule == out.rule]
    return min(
        same_rule,
        key=lambda spare: (_cell(spare) != _cell(out), spare.row.county not in inside, spare.ticket),
        default=None,
    )


def top_up(samples: dict[str, CitySample], frame: Frame, seed: str, number: int) -> dict[str, CitySample]:
    """Return the samples after additions to the list: every old pick keeps its place.

    New unfinished sites are added, all of them; then each rule goes on by ascending ticket
    through what is not drawn yet, old and new alike, until the new quota is met.
    """
    remark = ADDED_IN.format(number=number)
    topped = {}
    for plan in frame.plans():
        old = samples.get(plan.quota.city.code) or CitySample(plan, plan.visited, (), ())
        topped[old.city.code] = _top_up_city(old, plan, (frame, seed, remark))
    return topped


def _top_up_city(old: CitySample, plan: CityPlan, by: tuple[Frame, str, str]) -> CitySample:
    frame, seed, remark = by
    visited = _still_visited(old, plan)
    known = {pick.row.key for pick in (*old.picks, *old.dropped)}
    rows = _rows_of(plan, frame)
    by_key = {row.key: row for row in rows}
    listed = {pick.row.key for pick in old.picks}
    added = [Pick(r, UNFINISHED_RULE, Way.ADDED, remark=remark) for r in rows if r.is_open and r.key not in listed]
    # One drawn as finished that is unfinished after all counts among the unfinished from now on.
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
    """Return the counties visited from now on: the old ones, with the new plan's only where those do not suffice."""
    inside = sum(held.finished for held in plan.quota.by_county if held.county in old.visited)
    enough = inside >= plan.quota.to_draw and len(old.visited) >= plan.quota.counties_due
    both = set(old.visited) if enough else {*old.visited, *plan.visited}
    return tuple(held.county for held in plan.quota.by_county if held.county in both)


def _more(pool: Sequence[Pick], kept: Sequence[Pick], strata: Sequence[Stratum]) -> list[Pick]:
    """Return what a rule still lacks, by ascending ticket: first where a stratum lacks it, then anywhere."""
    need = sum(stratum.due for stratum in strata) - len(kept)
    more: list[Pick] = []
    for stratum in strata:
        lacks = stratum.due - len(_in(kept, stratum))
        more += _in(pool, stratum)[: max(0, min(lacks, need - len(more)))]
    taken = {pick.row.key for pick in more}
    others = [pick for pick in pool if pick.row.key not in taken]
    return more + others[: max(0, need - len(more))]


def sites_by_unit(sample: CitySample, registry: Registry) -> dict[Unit, dict[str, list[Answers]]]:
    """Return the sites to inspect by unit, as rows of its registers: 编号, 名称, 地址, 类型.

    Every visited county has a workbook, with sites or without; so has each other county
    that holds one, and the city itself, which takes those of no known county.
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
