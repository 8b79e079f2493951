"""清单与现场: compare what the problem list claims of each site with what the inspection found there.

Clauses: 五(二); 三(一)3: the status on the list is only a claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xhg_excel import notice
from xhg_excel.core.answers.ledger_rows import LedgerCell, ledger_cells
from xhg_excel.core.consolidation.consolidate import FiledForm, Totals
from xhg_excel.core.consolidation.totals_sheets import finished_state
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.same_site import listed_site, rows_of_forms
from xhg_excel.core.model.submission import Answers, Form, Submission
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.notice.schema.form import NO
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals import list_and_site as words
from xhg_excel.notice.words.totals.totals import FINISHED, UNFINISHED

_ORDER = {verdict: rank for rank, verdict in enumerate(words.Verdict)}


@dataclass(frozen=True)
class Claim:
    """One problem (None: not on the list), the form of its site (None: not inspected), and the verdict on both."""

    verdict: words.Verdict
    city: Region
    county: str
    problem: LedgerCell | None
    site: FiledForm | None

    @property
    def rank(self) -> tuple[int, str, str, str, str]:
        """The order of the sheet: by verdict, the gravest first, then by place and number."""
        file = self.site.file if self.site else ""
        return _ORDER[self.verdict], self.city.code, self.county, self.text("problem_id"), file

    def text(self, key: str) -> str:
        """Return an answer as text: of the list, or of the form where the site is not listed."""
        if self.problem is not None:
            return show(self.problem.answers.get(key))
        return show(self.site.form.get(key)) if self.site else ""


def claims_of(totals: Totals, ledgers: Sequence[Submission], registry: Registry) -> list[Claim]:
    """Return a claim for each problem of the merged region, and for each form whose site is not listed.

    Without a problem list there is none. A problem with several forms has a claim for each.
    """
    rows_by_city: dict[Region, list[LedgerCell]] = {}
    for city, row in rows_of_region(ledgers, notice.PROBLEMS, totals, registry):
        rows_by_city.setdefault(city, []).append(row)
    if not rows_by_city:
        return []
    sites = [site for annex in notice.SITE_ANNEXES for site in totals.forms(annex)]
    claims: list[Claim] = []
    for city in dict.fromkeys([*rows_by_city, *(unit.city for unit, _, _ in sites)]):
        claims += _claims_of_city(city, rows_by_city.get(city, []), [site for site in sites if site.unit.city == city])
    return sorted(claims, key=lambda claim: claim.rank)


def _claims_of_city(city: Region, problems: Sequence[LedgerCell], sites: Sequence[FiledForm]) -> Iterator[Claim]:
    seen: dict[int | None, list[FiledForm]] = {}
    listed = [listed_site(row.answers) for row in problems]
    for site, row in zip(sites, rows_of_forms(listed, [form for _, form, _ in sites]), strict=True):
        seen.setdefault(row, []).append(site)
    for number, problem in enumerate(problems):
        for found in seen.get(number, [None]):
            yield Claim(_verdict(problem.answers, found), city, show(problem.answers.get("county")), problem, found)
    for site in seen.get(None, []):
        if site.form.annex in notice.PROBLEM_ANNEXES:
            yield Claim(words.Verdict.UNLISTED, city, site.unit.name, None, site)


def rows_of_region(
    ledgers: Sequence[Submission], ledger: Ledger, totals: Totals, registry: Registry
) -> Iterator[tuple[Region, LedgerCell]]:
    """Yield the rows of a ledger that lie in the merged region, each with its city."""
    for row in ledger_cells(ledgers, ledger):
        city = registry.match_city(show(row.answers.get("city")))
        if city is not None and totals.region in (None, city):
            yield city, row


def _verdict(problem: Answers, site: FiledForm | None) -> words.Verdict:
    status = problem.get("status")
    claimed_done, claimed_open = status == notice.STATUS_DONE, status == notice.STATUS_OPEN
    if site is None:
        return words.Verdict.UNSEEN_DONE if claimed_done else words.Verdict.UNSEEN_OPEN
    match finished_state(site.form):
        case state if state == UNFINISHED:
            return words.Verdict.FALSE_OR_BACK if claimed_done else words.Verdict.STILL_OPEN
        case state if state == FINISHED:
            return words.Verdict.CLOSABLE if claimed_open else words.Verdict.CONFIRMED
        case _:
            return words.Verdict.UNCLEAR


def count_verdicts(claims: Sequence[Claim]) -> dict[words.Verdict, int]:
    """Return how many claims have each verdict; 0 for a verdict that none has."""
    counted = Counter(claim.verdict for claim in claims)
    return {verdict: counted[verdict] for verdict in words.Verdict}


def _listed_at(claim: Claim) -> str:
    problem = claim.problem
    return f"{problem.file} {problem.places['problem_id'].a1}" if problem and "problem_id" in problem.places else ""


def _found_at(claim: Claim) -> str:
    if claim.site is None:
        return ""
    form = claim.site.form
    key = "site_name" if form.annex in notice.OTHER_ANNEXES else "problem_id"
    place = form.places.get(key) or next(iter(form.places.values()))
    return f"{claim.site.file} {place.sheet}!{place.a1}"


def _refused(form: Form) -> Iterator[str]:
    """Yield the items of 两断三清 that the form answers with 否, such as 第5项（场地清理）."""
    for field in form.annex.fields:
        if field.key in notice.DONE_KEYS and form.get(field.key) == NO:
            yield item_ref(form.annex, field).removeprefix(form.annex.label)


def _site_type(claim: Claim) -> str:
    """Return the type that the list gives, "" where it gives none; a 附件2 whose site is not listed is 小化工."""
    return claim.text("site_type") if claim.problem else notice.SMALL_CHEM


def is_unseen(claim: Claim, *, chem: bool) -> bool:
    """Return whether a site is unfinished by the list and was not inspected: a 小化工, or one of another type."""
    is_chem = _site_type(claim) == notice.SMALL_CHEM
    return claim.verdict is words.Verdict.UNSEEN_OPEN and is_chem == chem


def _todo(claim: Claim) -> str:
    return words.TODO_OTHER_UNSEEN if is_unseen(claim, chem=False) else words.VERDICTS[claim.verdict].todo


CLAIMS_TABLE = Table(
    words.CLAIMS_SHEET,
    words.CLAIMS_HEADS,
    [
        Column[Claim]("verdict", lambda claim: claim.verdict.value, lambda claim: words.VERDICTS[claim.verdict].look),
        Column("city", lambda claim: claim.city.name),
        Column("problem_id", lambda claim: claim.text("problem_id")),
        Column("site_name", lambda claim: claim.text("site_name")),
        Column("site_type", _site_type),
        Column("status", lambda claim: claim.text("status") if claim.problem else ""),
        Column("completed_on", lambda claim: claim.text("completed_on") if claim.problem else ""),
        Column("found", lambda claim: finished_state(claim.site.form) if claim.site else ""),
        Column("refused", lambda claim: "、".join(_refused(claim.site.form)) if claim.site else ""),
        Column("visited_on", lambda claim: show(claim.site.form.get("visited_on")) if claim.site else "", widest=22.0),
        Column("todo", _todo, widest=22.0),
        Column("listed_at", _listed_at, widest=22.0),
        Column("found_at", _found_at, widest=22.0),
    ],
    words.CLAIMS_TITLE,
    words.CLAIMS_NOTE,
)
