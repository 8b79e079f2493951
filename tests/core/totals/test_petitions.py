"""Petition, problem and reward: every exception in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import CONTEXT
from tests.core.reading.test_across_files import Row, handed_in, ledgers, petition, problem
from xhg_excel.core.consolidation.consolidate import consolidate
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.totals.petitions import PETITIONS_TABLE, petitions_of
from xhg_excel.notice.words.totals.petitions import EXCEPTIONS, REWARDS_HEADS

CITY = CONTEXT.registry.match_city("南通市")
FINE: dict[str, Answer | None] = {"problem_id": "P001", "received_on": date(2020, 6, 1)}
PAID: dict[str, Answer | None] = FINE | {
    "reward_due": "是",
    "reward_yuan": Decimal(500),
    "rewarded_on": date(2020, 7, 1),
}
LISTED: dict[str, Answer | None] = {**problem(petition_number="XF1")}
FORM: Mapping[str, Answer | None] = {"is_petition": "是", "petition_number": "XF1"}


def asked(changes: Row, number: str = "XF1") -> dict[str, Answer | None]:
    return {**petition(number), **changes}


def exceptions(petitions: list[Row], problems: list[Row], form: Row | None = FORM) -> list[str]:
    parts: list[Submission] = [handed_in(("annex2", form))] if form else [handed_in(("annex1", {}))]
    totals = consolidate(parts, CITY, CONTEXT.registry)
    found = petitions_of(totals, ledgers(petitions=petitions, problems=problems), CONTEXT.registry)
    return [said for one in found for said in one.exceptions]


# fmt: off
CASES: list[tuple[str, list[Row], list[Row], Row]] = [
    ("unknown_problem", [asked(FINE | {"problem_id": "P9"})], [LISTED | {"petition_number": None}], {"is_petition": "否"}),
    ("other_petition", [asked(FINE), asked(FINE | {"problem_id": None}, "XF2")], [LISTED | {"petition_number": "XF2"}], FORM),
    ("unlinked", [petition(received_on=date(2020, 6, 1))], [LISTED], FORM),
    ("not_listed", [asked(FINE | {"problem_id": None}, "XF3")], [LISTED], FORM),
    ("form_denies", [asked(FINE)], [LISTED], {"is_petition": "否"}),
    ("form_number", [asked(FINE), petition("XF2")], [LISTED], {"is_petition": "是", "petition_number": "XF2"}),
    ("not_verified", [asked(FINE | {"verified": "否"})], [LISTED], FORM),
    ("not_disposed", [asked(FINE | {"disposed": "否"})], [LISTED], FORM),
    ("done_but_open", [asked(FINE)], [LISTED | {"status": "未完成"}], FORM),
    ("disposed_early", [asked(FINE | {"disposed_on": date(2020, 5, 1)})], [LISTED], FORM),
    ("unpaid", [asked(PAID | {"rewarded_on": None})], [LISTED], FORM),
    ("no_amount", [asked(PAID | {"reward_yuan": "未提供"})], [LISTED], FORM),
    ("paid_early", [asked(PAID | {"rewarded_on": date(2020, 5, 1)})], [LISTED], FORM),
    ("paid_not_due", [asked(PAID | {"reward_due": "否"})], [LISTED], FORM),
]
# fmt: on


def test_a_reward_and_a_disposal_on_the_day_it_was_received_are_not_early() -> None:
    day = date(2020, 6, 1)

    assert exceptions([asked(PAID | {"received_on": day, "disposed_on": day, "rewarded_on": day})], [LISTED]) == []


def test_a_petition_number_that_lost_its_zeros_is_the_same_petition() -> None:
    """In the list, in the problem list, in the form: a spreadsheet turns 001 into 1."""
    listed, form = LISTED | {"petition_number": "1"}, {"is_petition": "是", "petition_number": "00１"}

    assert exceptions([asked(FINE, "001")], [listed], form) == exceptions([asked(FINE)], [LISTED]) == []
    assert exceptions([asked(FINE, "XF1"), asked(FINE | {"problem_id": None}, "XF01")], [LISTED]) == []


@pytest.mark.parametrize(("key", "petitions", "problems", "form"), CASES)
def test_an_exception_is_said_and_nothing_else(key: str, petitions: list[Row], problems: list[Row], form: Row) -> None:
    said = exceptions(petitions, problems, form)

    assert EXCEPTIONS[key].partition("{")[0] in said[0]


def test_what_fits_has_no_exception() -> None:
    assert exceptions([asked(PAID)], [LISTED]) == []
    assert exceptions([asked(FINE)], [LISTED]) == []
    assert exceptions([asked(FINE)], [LISTED], None) == []


def test_one_problem_rewarded_twice_is_said_of_both() -> None:
    twice: list[Row] = [asked(PAID), asked(PAID, "XF2")]

    assert exceptions(twice, [LISTED]).count(EXCEPTIONS["paid_twice"].format(other=2)) == 2


def test_every_exception_is_tried() -> None:
    assert {key for key, *_ in CASES} | {"paid_twice"} == set(EXCEPTIONS)


def test_without_a_petition_ledger_there_is_nothing_to_reconcile() -> None:
    totals = consolidate([handed_in(("annex2", FORM))], CITY, CONTEXT.registry)

    assert petitions_of(totals, ledgers(problems=[LISTED]), CONTEXT.registry) == []


def test_the_sheet_shows_exceptions_first_and_no_informant() -> None:
    rows = [asked(FINE) | {"informant": "举报演练甲"}, petition("XF0", disposed="否")]
    totals = consolidate([handed_in(("annex2", FORM))], CITY, CONTEXT.registry)
    found = petitions_of(totals, ledgers(petitions=rows, problems=[LISTED]), CONTEXT.registry)

    sheet = PETITIONS_TABLE.sheet(found)

    assert [one.number for one in found] == ["XF0", "XF1"]
    assert not any("演练甲" in str(cell.content) for cell in sheet.cells.values())
    assert "举报人" not in REWARDS_HEADS.values()


def test_an_empty_list_holds_no_petition_that_others_name() -> None:
    """An empty list means none: what the problem list and a form name is then missing from it."""
    assert exceptions([], [LISTED]) == [EXCEPTIONS["not_listed"]]
