"""Compute every number a report may state, by key: the same totals that the totals workbook shows.

Keys: `a1_…` to `a3_…` fields and sites of an annex, `u<code>_…` of a place, `k_…` of 总览, `z_…` “小字头”,
`t_…` “停产停业”, `open_…` unfinished sites, `c_…` claims, `p_…` petitions, `q_…` demands of 五(二).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xhg_excel.core.answers.ledger_rows import is_given
from xhg_excel.core.consolidation.consolidate import Totals, total_of
from xhg_excel.core.consolidation.totals_sheets import finished_state
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.submission import Form, Submission, Unit
from xhg_excel.core.planning.coverage import CityCoverage, check_coverage, coverage_by_city
from xhg_excel.core.totals.audit import Audit
from xhg_excel.core.totals.coverage_sheet import demands
from xhg_excel.core.totals.list_and_site import claims_of, count_verdicts, is_unseen
from xhg_excel.core.totals.overview import OverviewInputs, key_figures
from xhg_excel.core.totals.petitions import Petition, petitions_of
from xhg_excel.core.totals.reported import unit_statuses
from xhg_excel.notice import ANNEXES, OTHER_ANNEXES, PETITIONS, SITE_ANNEXES, SMALL_TRADES, SUSPENDED, UNIT_ANNEXES
from xhg_excel.notice.schema.form import NO, NOT_APPLICABLE, NOT_PROVIDED, YES, Annex, Field, Merge
from xhg_excel.notice.words import report_document as words
from xhg_excel.notice.words.totals.list_and_site import Verdict
from xhg_excel.notice.words.totals.overview import MANY, NAMES_SHOWN
from xhg_excel.notice.words.totals.totals import FINISHED, UNCLEAR, UNFINISHED
from xhg_excel.notice.words.workbook import LISTED

Figures = dict[str, Answer | None]
Site = tuple[Unit, Form, str]


@dataclass(frozen=True)
class ReportInputs:
    """Everything a report states.

    `lacking` (requirements of 五(二) not met) and `of_ledgers` (faults in the ledgers) are also among the findings
    of the totals, as in the totals workbook. `conclusions` are (city code, sentence) of the drawn sites; None
    without a drawn list. `figures` are by key, None where a figure is unknown.
    """

    totals: Totals
    context: Context
    on: date
    covered: Sequence[CityCoverage] = ()
    lacking: Sequence[Finding] = ()
    of_ledgers: Sequence[Finding] = ()
    found: OverviewInputs | None = None
    conclusions: Sequence[tuple[str, str]] | None = None
    has_ledgers: bool = False
    has_petitions: bool = False
    figures: Figures = field(default_factory=dict)

    @property
    def is_province(self) -> bool:
        """Whether the report is about the whole province."""
        return self.totals.region is None

    def name(self, unit: Unit) -> str:
        """Return the name of a unit, in the report of the province with its city."""
        return unit.full_name if self.is_province else unit.name

    @property
    def open_sites(self) -> list[Site]:
        """Sites found unfinished, in the order of the totals."""
        return [s for a in SITE_ANNEXES for s in self.totals.forms(a) if finished_state(s[1]) == UNFINISHED]


def inputs_of(
    totals: Totals,
    ledgers: Sequence[Submission],
    context: Context,
    on: date,
    conclusions: Sequence[tuple[str, str]] | None = None,
) -> ReportInputs:
    """Return everything a report states; the findings of ledgers and coverage are added to `totals`, in place."""
    taken = totals.taken
    city = totals.region
    covered = list(coverage_by_city(taken, ledgers, context, on, city))
    lacking = list(check_coverage(taken, ledgers, context, on, city))
    of_ledgers = [finding for ledger in ledgers for finding in ledger.findings]
    totals.findings += [*of_ledgers, *lacking]
    found = OverviewInputs(
        unit_statuses(totals, [city.quota for city in covered], context.registry),
        claims_of(totals, ledgers, context.registry),
        petitions_of(totals, ledgers, context.registry),
        Audit(0, 0, 0, (), ()),
    )
    given = bool(ledgers), is_given(ledgers, PETITIONS)
    inputs = ReportInputs(totals, context, on, covered, lacking, of_ledgers, found, conclusions, *given)
    inputs.figures.update(_figures(inputs, found))
    return inputs


def _figures(inputs: ReportInputs, found: OverviewInputs) -> Figures:
    figures: Figures = {}
    for annex in ANNEXES:
        figures |= annex_figures(inputs, annex)
    for annex in SITE_ANNEXES:
        figures |= _states(f"a{annex.number}", inputs.totals.forms(annex))
    others = [site for annex in OTHER_ANNEXES for site in inputs.totals.forms(annex)]
    trades = [s for s in others if s[1].get("site_type") in SMALL_TRADES]
    suspended = [s for s in others if s[1].get("site_type") in SUSPENDED]
    figures |= _states("z", trades) | _states("t", suspended)
    for code, units in units_by_place(inputs).items():
        for annex in SITE_ANNEXES:
            figures |= _states(f"u{code}_a{annex.number}", inputs.totals.forms(annex, units))
    for key, figure in key_figures(inputs.totals, found, inputs.context.campaign).items():
        figures[f"k_{key}"] = figure.value
        figures |= {
            f"k_{name}": n for name in ("expected", "required") if isinstance(n := figure.quoted.get(name), int)
        }
    figures["k_visited_r"] = rate_shown(figures.get("k_reported"), figures.get("k_expected"))
    return (
        figures
        | _open(inputs)
        | _claims(found)
        | _petitions(found.petitions, given=inputs.has_petitions)
        | _quotas(inputs)
    )


def units_by_place(inputs: ReportInputs) -> dict[str, list[Unit]]:
    """Return the units by the code of their row in tables: each unit of a city, or for the province by city."""
    rows: dict[str, list[Unit]] = {}
    for unit in inputs.totals.units:
        rows.setdefault(unit.city.code if inputs.is_province else unit.code, []).append(unit)
    return rows


def annex_figures(inputs: ReportInputs, annex: Annex) -> Figures:
    """Return the totals of one annex: sums, shares with the names behind them, rates."""
    totals, figures = inputs.totals, Figures()
    units = totals.counties if annex in UNIT_ANNEXES else totals.units
    filed = [(inputs.name(unit), form) for unit, form, _ in totals.forms(annex, units)]
    for declared in annex.fields:
        figures |= _field(annex, declared, [(name, form.get(declared.key)) for name, form in filed])
    for rate in (rate for item in annex.items for rate in item.rates):
        given = [(form.get(rate.part), form.get(rate.whole)) for _, form in filed]
        both = [(part, whole) for part, whole in given if isinstance(part, int) and isinstance(whole, int)]
        part, whole = sum(part for part, _ in both), sum(whole for _, whole in both)
        figures[f"a{annex.number}_{rate.part}_r"] = rate_shown(part, whole) if both else None
    return figures


def _field(annex: Annex, declared: Field, answers: Sequence[tuple[str, Answer | None]]) -> Figures:
    key = f"a{annex.number}_{declared.key}"
    if declared.merge is Merge.SUM:
        shown = total_of(declared, answers).shown
        not_given = sum(value == NOT_PROVIDED for _, value in answers)
        return {key: shown if isinstance(shown, (int, Decimal)) else None, f"{key}_ng": not_given}
    if declared.merge is not Merge.YES_COUNT:
        return {}
    yes = [name for name, value in answers if value == YES]
    no = [name for name, value in answers if value == NO]
    return {
        f"{key}_yes": len(yes),
        f"{key}_no": len(no),
        f"{key}_due": len(yes) + len(no),
        f"{key}_na": sum(value == NOT_APPLICABLE for _, value in answers),
        f"{key}_yn": first_names(yes),
        f"{key}_nn": first_names(no),
    }


def rate_shown(part: Answer | None, whole: Answer | None) -> str | None:
    """Return a share in percent with one decimal, 100% only if it is exact; None when `whole` is 0 or unknown.

    >>> rate_shown(1, 3), rate_shown(9999, 10000), rate_shown(2, 2), rate_shown(0, 0)
    ('33.3%', '99.9%以上', '100%', None)
    """
    if not isinstance(part, int) or not isinstance(whole, int) or not whole:
        return None
    if part == whole:
        return words.FULL_RATE
    tenths = (2000 * part + whole) // (2 * whole)
    return words.NEARLY_FULL if tenths == 1000 else f"{tenths // 10}.{tenths % 10}%"  # 100.0 %


def first_names(names: Sequence[str]) -> str:
    """Return names in one text; of many, the first ones and their number."""
    if len(names) > NAMES_SHOWN:
        return MANY.format(names=LISTED.join(names[:NAMES_SHOWN]), count=len(names))
    return LISTED.join(names)


def _states(prefix: str, sites: Sequence[Site]) -> Figures:
    counted = Counter(finished_state(form) for _, form, _ in sites)
    states = {"done": FINISHED, "open": UNFINISHED, "unclear": UNCLEAR}
    return {f"{prefix}_sites": len(sites), **{f"{prefix}_{key}": counted[state] for key, state in states.items()}}


def _open(inputs: ReportInputs) -> Figures:
    forms = [form for _, form, _ in inputs.open_sites]
    grey = [f for a in ANNEXES for _, f, _ in inputs.totals.forms(a) if f.get("grey_chain") is not None]
    return {
        "open_all": len(forms),
        "open_reason": sum(form.get("reason_unfinished") is not None for form in forms),
        "open_tracked": sum(form.get("tracked") == YES for form in forms),
        "grey_count": len(grey) or None,
    }


def _claims(found: OverviewInputs) -> Figures:
    if not found.claims:
        return {}
    counted = count_verdicts(found.claims)
    names = {
        "c_false": Verdict.FALSE_OR_BACK,
        "c_closable": Verdict.CLOSABLE,
        "c_still": Verdict.STILL_OPEN,
        "c_unlisted": Verdict.UNLISTED,
    }
    listed = [claim for claim in found.claims if claim.problem is not None]
    seen = {"c_listed": len({id(c.problem) for c in listed}), "c_seen": len({id(c.problem) for c in listed if c.site})}
    unseen = {
        "c_unseen_open": sum(is_unseen(claim, chem=True) for claim in listed),
        "c_unseen_others": sum(is_unseen(claim, chem=False) for claim in listed),
    }
    return {**{key: counted[verdict] for key, verdict in names.items()}, **seen, **unseen}


def _petitions(petitions: Sequence[Petition], *, given: bool) -> Figures:
    rows = [petition.row.answers for petition in petitions if petition.row is not None]
    if not rows:
        return {"p_all": 0, "p_odd": len(petitions) or None} if given else {}
    paid = [row for row in rows if row.get("rewarded_on") is not None]
    return {
        "p_all": len(rows),
        "p_verified": sum(row.get("verified") == YES for row in rows),
        "p_disposed": sum(row.get("disposed") == YES for row in rows),
        "p_due": sum(row.get("reward_due") == YES for row in rows),
        "p_paid": sum(row.get("reward_due") == YES for row in paid),
        "p_yuan": sum((y for row in paid if isinstance(y := row.get("reward_yuan"), Decimal)), Decimal(0)),
        "p_odd": sum(bool(petition.exceptions) for petition in petitions),
    }


def _quotas(inputs: ReportInputs) -> Figures:
    met = Counter(demand.is_met for demand in demands(inputs.covered, inputs.context.campaign))
    return {"q_met": met[True], "q_not": met[False]} if met else {}
