"""Claimed against found: every verdict, from list and site."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT
from tests.core.reading.test_across_files import Forms, Row, handed_in, ledgers, problem
from tests.records import OPEN
from xhg_excel.core.consolidation.consolidate import consolidate
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.totals.list_and_site import CLAIMS_TABLE, claims_of, count_verdicts
from xhg_excel.notice.words.totals.list_and_site import Verdict

CITY = CONTEXT.registry.match_city("南通市")
TRADE: dict[str, Answer | None] = {**problem("Q1", site_type="小电镀", site_name="演练电镀坊", address="演练村3组")}
SEEN: dict[str, Answer | None] = {"site_name": "演练电镀坊", "address": "演练村3组"}


def verdicts(forms: Forms, problems: list[Row]) -> list[str]:
    totals = consolidate([handed_in(*forms)], CITY, CONTEXT.registry)
    return [claim.verdict.value for claim in claims_of(totals, ledgers(problems=problems), CONTEXT.registry)]


@pytest.mark.parametrize(
    ("verdict", "forms", "listed"),
    [
        (Verdict.FALSE_OR_BACK, [("annex2", OPEN)], problem()),
        (Verdict.STILL_OPEN, [("annex2", OPEN)], problem(status="未完成")),
        (Verdict.CLOSABLE, [("annex2", {})], problem(status="未完成")),
        (Verdict.CONFIRMED, [("annex2", {})], problem()),
        (Verdict.UNCLEAR, [("annex2", {"closed": None})], problem()),
        (Verdict.UNSEEN_OPEN, [("annex1", {})], problem(status="未完成")),
        (Verdict.UNSEEN_DONE, [("annex1", {})], problem()),
        # Annex 3 has no number: name and address tell it, white space and a slip aside.
        (Verdict.FALSE_OR_BACK, [("annex3", {**OPEN, **SEEN})], TRADE),
        (Verdict.CLOSABLE, [("annex3", SEEN)], TRADE | {"status": "未完成"}),
        (Verdict.CONFIRMED, [("annex3", SEEN | {"site_name": "演练 电镀坊"})], TRADE),
        (Verdict.UNSEEN_DONE, [("annex3", SEEN | {"address": "演练村13组"})], TRADE),
    ],
)
def test_list_and_site_give_the_verdict(verdict: Verdict, forms: Forms, listed: Row) -> None:
    assert verdicts(forms, [listed]) == [verdict.value]


def test_a_site_that_is_not_on_the_list_is_named() -> None:
    assert verdicts([("annex2", {"problem_id": "P9"})], [problem()]) == ["清单上没有", "已完成、未督导"]


def test_one_number_on_two_sites_is_two_rows() -> None:
    assert verdicts([("annex2", {}), ("annex2", OPEN)], [problem()]) == ["虚假整改或反弹", "已完成属实"]


def test_a_problem_of_another_city_is_not_compared() -> None:
    assert verdicts([("annex2", {})], [problem(), problem(city="无锡市", county="江阴市")]) == ["已完成属实"]


def test_without_a_problem_list_nothing_is_compared() -> None:
    assert verdicts([("annex2", {})], []) == []


def test_the_sheet_names_what_is_not_done_and_both_cells() -> None:
    totals = consolidate([handed_in(("annex2", OPEN))], CITY, CONTEXT.registry)
    claims = claims_of(totals, ledgers(problems=[problem()]), CONTEXT.registry)

    row = CLAIMS_TABLE.values(claims[0])

    assert row["verdict"] == "虚假整改或反弹"
    assert row["refused"] == "第5项（场地清理）"
    assert row["found_at"] == "如东.xlsx annex2!B4"
    assert count_verdicts(claims)[Verdict.FALSE_OR_BACK] == 1


def row_of(listed: Row) -> dict[str, object]:
    totals = consolidate([handed_in(("annex1", {}))], CITY, CONTEXT.registry)
    (claim,) = claims_of(totals, ledgers(problems=[listed]), CONTEXT.registry)
    return dict(CLAIMS_TABLE.values(claim))


def test_only_of_small_chemical_sites_all_unfinished_ones_must_be_inspected() -> None:
    """五(二): 对未完成整治的“小化工”现场督导全覆盖; of the other kinds it asks for ten each."""
    assert row_of(problem(status="未完成"))["todo"] == "五(二)：未完成的“小化工”须全部督导"
    assert str(row_of(TRADE | {"status": "未完成"})["todo"]).startswith("五(二)只要求“小字头”“停产停业”各10家")


def test_a_row_without_a_type_is_given_none() -> None:
    assert row_of(problem(site_type=None))["site_type"] == ""
