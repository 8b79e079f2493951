"""A form and a row of the problem list are one site for every check, sheet and count, or for none."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT
from tests.core.reading.test_across_files import (
    FIGURES,
    RUDONG,
    TODAY,
    Forms,
    Row,
    handed_in,
    ledgers,
    petition,
    problem,
)
from xhg_excel.core.consolidation.consolidate import consolidate
from xhg_excel.core.planning.coverage import coverage_by_city
from xhg_excel.core.progress.itinerary import VisitSite
from xhg_excel.core.progress.progress import match_forms
from xhg_excel.core.reading.across_files import redact_and_crosscheck
from xhg_excel.core.totals.list_and_site import claims_of
from xhg_excel.core.totals.petitions import petitions_of
from xhg_excel.notice.words.totals.list_and_site import Verdict


def seen_by(typed: list[str], listed: list[str]) -> dict[str, object]:
    """Return what each part of the program makes of forms with these numbers against this list, all unfinished."""
    forms: Forms = [
        ("annex2", {"problem_id": number, "site_name": f"演练坊{n}", "address": f"演练镇{n}号", "is_petition": "是"})
        for n, number in enumerate(typed)
    ]
    problems: list[Row] = [problem(number, status="未完成") for number in listed]
    asked: list[Row] = [petition(f"XF{n}", problem_id=number, disposed=None) for n, number in enumerate(listed)]
    lists = ledgers(problems=problems, petitions=asked, screening=FIGURES)
    submission = handed_in(*forms)
    redact_and_crosscheck([submission], lists, CONTEXT)
    (covered,) = coverage_by_city([submission], lists, CONTEXT, TODAY)
    totals = consolidate([submission], RUDONG.city, CONTEXT.registry)
    claims = claims_of(totals, lists, CONTEXT.registry)
    sites = [VisitSite(RUDONG.city, None, number, "", "", "小化工", True) for number in listed]
    filed, strangers = match_forms(sites, submission.forms)
    exceptions = [said for one in petitions_of(totals, lists, CONTEXT.registry) for said in one.exceptions]
    return {
        "R212": [f.cells[0] for f in submission.findings if f.code == "R212"],
        "R213": sum(f.code == "R213" for f in submission.findings),
        "C4": covered.facts["unfinished_unvisited"],
        "not listed": sum(claim.verdict is Verdict.UNLISTED for claim in claims),
        "not seen": sum(claim.verdict is Verdict.UNSEEN_OPEN for claim in claims),
        "filed": len(filed),
        "strangers": len(strangers),
        "exceptions": len(exceptions),
    }


ONE_SITE = {
    "R212": [],
    "R213": 0,
    "C4": None,
    "not listed": 0,
    "not seen": 0,
    "filed": 1,
    "strangers": 0,
    "exceptions": 0,
}


@pytest.mark.parametrize(("typed", "listed"), [("1", "001"), ("12", "012"), ("001", "1"), ("Ｐ １", "P001")])
def test_lost_zeros_width_and_blanks_make_no_other_site_anywhere(typed: str, listed: str) -> None:
    assert seen_by([typed], [listed]) == ONE_SITE


def test_two_forms_of_one_number_but_for_zeros_are_one_number_used_twice() -> None:
    seen = seen_by(["1", "001"], ["001"])

    assert seen == ONE_SITE | {"R212": ["B4", "B5"]}


def test_two_listed_numbers_that_differ_in_zeros_alone_are_two_sites() -> None:
    assert seen_by(["P1", "P001"], ["P1", "P001"]) == ONE_SITE | {"filed": 2}
    assert seen_by(["P1"], ["P1", "P001"]) == ONE_SITE | {"C4": "P001", "not seen": 1}


def test_a_form_that_could_be_either_of_two_listed_numbers_is_neither() -> None:
    neither = {"R212": ["B4"], "R213": 1, "C4": "P001、P1", "not listed": 1, "not seen": 2, "filed": 0, "strangers": 1}

    assert seen_by(["P01"], ["P1", "P001"]) == ONE_SITE | neither


def test_another_number_stays_another_site() -> None:
    other = {"R212": ["B4"], "R213": 1, "C4": "P010", "not listed": 1, "not seen": 1, "filed": 0, "strangers": 1}

    assert seen_by(["P01"], ["P010"]) == ONE_SITE | other
