"""Claimed against found: every problem of the list beside what was seen on its site.

Clause: 五(二); the list's status is only a claim (三(一)3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xhg_excel.core.answers.ledger_rows import LedgerCell, ledger_cells
from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.consolidation.totals_sheets import finished_state
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.same_site import listed_site, rows_of_forms
from xhg_excel.core.model.submission import Answers, Form, Submission, Unit
from xhg_excel.core.sheets.layout import Cell, Content, SheetLayout
from xhg_excel.core.sheets.table import FIRST_ROW, narrow, table_sheet
from xhg_excel.notice import (
    DONE_KEYS,
    OTHER_ANNEXES,
    PROBLEM_ANNEXES,
    PROBLEMS,
    SITE_ANNEXES,
    SMALL_CHEM,
    STATUS_DONE,
    STATUS_OPEN,
)
from xhg_excel.notice.schema.form import NO
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals import list_and_site as words
from xhg_excel.notice.words.totals.totals import FINISHED, UNFINISHED

Site = tuple[Unit, Form, str]
_FOLDED = 22.0
_ORDER = {verdict: rank for rank, verdict in enumerate(words.Verdict)}


@dataclass(frozen=True)
class Claim:
    """One problem (None: not on the list) and its site (None: not seen), with what follows."""

    verdict: words.Verdict
    city: Region
    county: str
    problem: LedgerCell | None
    site: Site | None

    @property
    def rank(self) -> tuple[int, str, str, str, str]:
        """The order of the sheet: the gravest first, then by place and number."""
        file = self.site[2] if self.site else ""
        return _ORDER[self.verdict], self.city.code, self.county, self.said("problem_id"), file

    def said(self, key: str) -> str:
        """Return what the list says of the problem, else the site of itself."""
        if self.problem is not None:
            return show(self.problem.answers.get(key))
        return show(self.site[1].get(key)) if self.site else ""


def claims_of(totals: Totals, ledgers: Sequence[Submission], registry: Registry) -> list[Claim]:
    """Return every problem of the merged region and every site, compared; nothing without a problem list."""
    problems = [row for row in ledger_cells(ledgers, PROBLEMS) if _is_within(row.answers, totals, registry)]
    if not problems:
        return []
    sites = [site for annex in SITE_ANNEXES for site in totals.forms(annex)]
    rows_by_city: dict[Region, list[LedgerCell]] = {}
    for row in problems:
        city = registry.match_city(show(row.answers.get("city"))) or registry.cities[0]
        rows_by_city.setdefault(city, []).append(row)
    claims: list[Claim] = []
    for city in dict.fromkeys([*rows_by_city, *(unit.city for unit, _, _ in sites)]):
        claims += _claims_of_city(city, rows_by_city.get(city, []), [site for site in sites if site[0].city == city])
    return sorted(claims, key=lambda claim: claim.rank)


def _claims_of_city(city: Region, problems: Sequence[LedgerCell], sites: Sequence[Site]) -> Iterator[Claim]:
    seen: dict[int | None, list[Site]] = {}
    listed = [listed_site(row.answers) for row in problems]
    for site, row in zip(sites, rows_of_forms(listed, [form for _, form, _ in sites]), strict=True):
        seen.setdefault(row, []).append(site)
    for number, problem in enumerate(problems):
        for found in seen.get(number, [None]):
            yield Claim(_verdict(problem.answers, found), city, show(problem.answers.get("county")), problem, found)
    for unit, form, file in seen.get(None, []):
        if form.annex in PROBLEM_ANNEXES:
            yield Claim(words.Verdict.UNLISTED, city, unit.name, None, (unit, form, file))


def _is_within(row: Answers, totals: Totals, registry: Registry) -> bool:
    city = registry.match_city(show(row.get("city")))
    return city is not None and totals.region in (None, city)


def _verdict(row: Answers, site: Site | None) -> words.Verdict:
    claimed_done, claimed_open = row.get("status") == STATUS_DONE, row.get("status") == STATUS_OPEN
    if site is None:
        return words.Verdict.UNSEEN_DONE if claimed_done else words.Verdict.UNSEEN_OPEN
    match finished_state(site[1]):
        case state if state == UNFINISHED:
            return words.Verdict.FALSE_OR_BACK if claimed_done else words.Verdict.STILL_OPEN
        case state if state == FINISHED:
            return words.Verdict.CLOSABLE if claimed_open else words.Verdict.CONFIRMED
        case _:
            return words.Verdict.UNCLEAR


def count_verdicts(claims: Sequence[Claim]) -> dict[words.Verdict, int]:
    """Return how many claims have each verdict, every verdict named."""
    counted = Counter(claim.verdict for claim in claims)
    return {verdict: counted[verdict] for verdict in words.Verdict}


def claims_sheet(claims: Sequence[Claim]) -> SheetLayout:
    """Return the comparison as a table, the gravest first."""
    sheet = table_sheet(
        words.CLAIMS_SHEET, words.CLAIMS_TITLE, words.CLAIMS_HEADS, [_row(claim) for claim in claims], words.CLAIMS_NOTE
    )
    narrow(sheet, range(len(words.CLAIMS_HEADS) - 4, len(words.CLAIMS_HEADS)), _FOLDED)
    for row, claim in enumerate(claims, start=FIRST_ROW):
        sheet.cells[row, 0] = Cell(claim.verdict.value, words.VERDICTS[claim.verdict].look)
    return sheet


def _row(claim: Claim) -> tuple[Content, ...]:
    site, problem = claim.site, claim.problem
    return (
        claim.verdict.value,
        claim.city.name,
        claim.county,
        claim.said("problem_id"),
        claim.said("site_name"),
        claim.said("site_type") or SMALL_CHEM,
        claim.said("status") if problem else "",
        claim.said("completed_on") if problem else "",
        finished_state(site[1]) if site else "",
        "、".join(_refused(site[1])) if site else "",
        show(site[1].get("visited_on")) if site else "",
        words.VERDICTS[claim.verdict].todo,
        f"{problem.file} {problem.places['problem_id'].a1}" if problem and "problem_id" in problem.places else "",
        _where(site) if site else "",
    )


def _refused(form: Form) -> Iterator[str]:
    """Yield the printed places that the site answers with 否."""
    for field in form.annex.fields:
        if field.key in DONE_KEYS and form.get(field.key) == NO:
            yield item_ref(form.annex, field).removeprefix(form.annex.label)


def _where(site: Site) -> str:
    _, form, file = site
    key = "site_name" if form.annex in OTHER_ANNEXES else "problem_id"
    place = form.places.get(key) or next(iter(form.places.values()))
    return f"{file} {place.sheet}!{place.a1}"
