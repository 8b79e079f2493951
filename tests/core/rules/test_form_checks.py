"""One form against its fields and rules, in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.records import BY_KEY, CLEAN, OPEN, filled
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.submission import Form
from xhg_excel.core.rules.form_checks import check_form
from xhg_excel.notice import ANNEXES, FORM_RULES, NOTICE
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2

Changes = Mapping[str, Answer | None]


def codes(annex: str, changes: Changes) -> list[tuple[str, str]]:
    """Return code and first field of every finding in a clean form with `changes`."""
    form = filled(BY_KEY[annex], changes)
    keys = {place: key for key, place in form.places.items()}
    return [(f.code, keys[f.places[0]]) for f in check_form(form, NOTICE)]


# A clean form plus the first changes has exactly this finding, with the second ones none.
# fmt: off
BOTH_WAYS: list[tuple[str, str, str, Changes, Changes]] = [
    ("annex1", "E01", "plan_made", {"plan_made": None}, {"plan_made": "否"}),
    ("annex1", "E01", "meetings_count", {"meetings_count": None}, {"meetings_in_time": "否", "meetings_count": None}),
    ("annex1", "E06", "meetings_count", {"meetings_in_time": "否"}, {"meetings_in_time": "否", "meetings_count": None}),
    ("annex1", "R101", "member_duties_clear", {"council_established": "否", "taskforce_colocated": "否", "taskforce_performing": "否"}, {"council_established": "否", "member_duties_clear": None, "taskforce_colocated": "否", "taskforce_performing": "否"}),
    ("annex1", "R101", "taskforce_colocated", {"council_established": "否", "member_duties_clear": None, "taskforce_performing": "否"}, {}),
    ("annex1", "R102", "publicity_done", {"slogans_count": 0, "posters_count": 0}, {"slogans_count": 0, "posters_count": 0, "bulletins_count": 1}),
    ("annex1", "R104", "market_screened", {"market_screened": 901}, {"market_screened": 899}),
    ("annex1", "R104", "signed_town", {"signed_town": 10}, {"signed_town": 8}),
    ("annex1", "R105", "market_listed", {"market_listed": 0, "market_screened": 0}, {"market_listed": "未提供", "market_screened": "未提供"}),
    ("annex1", "R105", "power_listed", {"power_listed": 0, "power_screened": 0}, {"power_listed": 1, "power_screened": 1}),
    ("annex1", "R109", "casefiles_count", {"casefiles_count": 11, "casefile_small_trades": "否", "casefile_suspended": "否"}, {"casefiles_count": 11, "casefile_small_chem": "否", "casefile_small_trades": "否", "casefile_suspended": "否"}),
    ("annex1", "R110", "unfinished_tracked", {"unfinished_tracked": None}, {"problems_completed": 11, "unfinished_tracked": "是"}),
    ("annex1", "R110", "unfinished_tracked", {"problems_completed": 11}, {"problems_completed": 11, "unfinished_tracked": "否"}),
    ("annex1", "R110", "unfinished_tracked", {"unfinished_tracked": "是"}, {}),
    ("annex1", "R117", "small_trades_completed", {"small_trades_completed": 5}, {"small_trades_completed": 3}),
    ("annex1", "R117", "suspended_completed", {"suspended_completed": 3}, {"suspended_completed": 1}),
    ("annex1", "R112", "listed_village", {"listed_village": None}, {"listed_village": "未提供"}),
    ("annex1", "R114", "ledger_suspended", {"ledger_suspended": None}, {"ledger_suspended": "否"}),
    ("annex2", "E01", "inspectors", {"inspectors": None}, {"inspectors": "演练丙"}),
    ("annex2", "E01", "petition_number", {"is_petition": "是"}, {"is_petition": "是", "petition_number": "XF1"}),
    ("annex2", "E06", "petition_number", {"petition_number": "XF1"}, {}),
    ("annex2", "E08", "equipment_removed_na_reason", {"equipment_removed": "不涉及"}, {"equipment_removed": "不涉及", "equipment_removed_na_reason": "无固定设备"}),
    ("annex2", "R201", "reason_unfinished", OPEN | {"reason_unfinished": None}, OPEN),
    ("annex2", "R201", "reason_unfinished", OPEN | {"reason_unfinished": "正在整改"}, OPEN | {"reason_unfinished": "等待危废鉴定"}),
    ("annex2", "R202", "tracked", {k: v for k, v in OPEN.items() if k[:5] != "track"}, OPEN | {"tracked": "否", "tracker_person": None, "tracker_deadline": None}),
    ("annex2", "R202", "tracker_person", OPEN | {"tracker_person": None}, OPEN),
    ("annex2", "R203", "reason_unfinished", {"reason_unfinished": "等待危废鉴定"}, {}),
    ("annex2", "R203", "tracked", {"tracked": "否"}, {}),
    ("annex2", "R203", "tracked", {"tracked": "是"}, {}),
    ("annex2", "R203", "tracker_person", {"tracker_person": "演练甲"}, {}),
    ("annex2", "R203", "tracker_deadline", {"tracker_deadline": date(2020, 9, 1)}, {}),
    ("annex2", "R202", "tracker_deadline", OPEN | {"tracker_deadline": None}, OPEN),
    ("annex2", "E06", "tracker_person", OPEN | {"tracked": "否", "tracker_deadline": None}, OPEN),
    ("annex2", "R204", "closed", OPEN | {"premises_cleared": "是", "water_cut": "否"}, OPEN | {"closed": "否", "water_cut": "否"}),
    ("annex2", "R204", "closed", OPEN | {"premises_cleared": "是", "power_cut": "否"}, OPEN | {"closed": "否", "power_cut": "否"}),
    ("annex2", "R205", "closed", OPEN | {"premises_cleared": "是", "closed": "否"}, OPEN | {"premises_cleared": "是", "closed": "否", "water_cut": "否"}),
    ("annex2", "R205", "closed", OPEN | {"premises_cleared": "是", "closed": "否"}, OPEN | {"closed": "否"}),
    ("annex2", "R206", "fined", {"fined": "是", "fine_yuan": 500}, {"fined": "是", "fine_yuan": 500, "case_filed": "是", "case_number": "1"}),
    ("annex2", "R207", "case_filed", {"case_filed": "是", "case_number": "1"}, {}),
    ("annex2", "R208", "transferred", {"transferred": "是"}, {"transferred": "否"}),
    ("annex2", "R209", "transferred", {"transferred": "是", "fined": "是", "fine_yuan": 500, "case_filed": "是", "case_number": "1"}, {"transferred": "否", "fined": "是", "fine_yuan": 500, "case_filed": "是", "case_number": "1"}),
    ("annex2", "R214", "visited_on", {"visited_on": date(2020, 8, 9)}, {"visited_on": date(2020, 8, 10)}),
    ("annex2", "R214", "visited_on", {"visited_on": date(2020, 8, 22)}, {"visited_on": date(2020, 8, 21)}),
    ("annex3", "E01", "address", {"address": None}, {"address": "演练路2号"}),
    ("annex3", "E06", "fine_yuan", {"fine_yuan": 300}, {"fined": "是", "fine_yuan": 300}),
    ("annex3", "R301", "reason_unfinished", OPEN | {"reason_unfinished": "无"}, OPEN),
    ("annex3", "R302", "tracker_person", OPEN | {"tracker_person": None}, OPEN),
    ("annex3", "R303", "tracked", {"tracked": "否"}, {}),
    ("annex3", "R303", "tracker_person", {"tracker_person": "演练甲"}, {}),
    ("annex3", "R303", "tracker_deadline", {"tracker_deadline": date(2020, 9, 1)}, {}),
    ("annex3", "R304", "site_type", {"site_type": None}, {"site_type": "停产停业(退出)"}),
    ("annex3", "R304", "other_type", {"site_type": "其它"}, {"site_type": "其它", "other_type": "小木器"}),
    ("annex3", "R304", "other_type", {"other_type": "小木器"}, {}),
    ("annex3", "R305", "closed", OPEN | {"premises_cleared": "是", "closed": "否", "site_type": "停产停业"}, OPEN | {"closed": "否", "site_type": "小喷涂"}),
    ("annex3", "R306", "confiscated", {"confiscated": "是", "confiscated_yuan": 9}, {"confiscated": "是", "confiscated_yuan": 9, "fined": "是", "fine_yuan": 9}),
    ("annex3", "R307", "transferred", {"transferred": "是", "transferred_on": date(2020, 8, 1), "transferred_to": "演练公安局"}, {"transferred": "是", "transferred_on": date(2020, 8, 1), "transferred_to": "演练公安局", "case_filed": "是"}),
    ("annex3", "R309", "premises_cleared_na_reason", {"premises_cleared": "不涉及"}, {"premises_cleared": "不涉及", "premises_cleared_na_reason": "临时租用"}),
    ("annex3", "R310", "visited_on", {"visited_on": date(2020, 8, 22)}, {}),
]
# fmt: on


def number(key: str) -> int:
    answer = CLEAN["annex1"][key]
    assert isinstance(answer, int)
    return answer


RATES = [rate for item in ANNEX1.items for rate in item.rates]
BOTH_WAYS += [
    ("annex1", "R104", rate.part, {rate.part: number(rate.whole) + 1}, {rate.part: number(rate.whole)})
    for rate in RATES
]


@pytest.mark.parametrize(("annex", "code", "at", "fires", "silent"), BOTH_WAYS)
def test_a_rule_fires_when_broken_and_only_then(
    annex: str, code: str, at: str, fires: Changes, silent: Changes
) -> None:
    assert codes(annex, fires) == [(code, at)]
    assert codes(annex, silent) == []


def test_every_code_over_one_form_is_tried_in_both_directions() -> None:
    fields = [
        (annex.key, code)
        for annex in ANNEXES
        for f in annex.fields
        for code in (f.missing, f.surplus if f.due else "E01")
    ]
    declared = {(rule.annex, rule.code) for rule in FORM_RULES} | set(fields)

    assert declared - {(annex, code) for annex, code, *_ in BOTH_WAYS} == set()


def test_a_finding_names_every_cell_that_makes_it() -> None:
    """R201: the reason to write, and the two cells that say 否."""
    form = filled(ANNEX2, OPEN | {"reason_unfinished": None, "power_cut": "否", "closed": "否"})

    (found,) = [f for f in check_form(form, NOTICE) if f.code == "R201"]

    keys = ("reason_unfinished", "closed", "power_cut", "premises_cleared")
    assert found.places == tuple(form.places[key] for key in keys)
    assert (found.clause, found.item) == ("三(一)3", "附件2第7项")


def test_a_rate_over_100_quotes_both_numbers() -> None:
    (found,) = check_form(filled(ANNEX1, {"market_screened": 901}), NOTICE)

    assert found.what == "附件1第9项（已排查（家））的比率与分子、分母不符，或超过100%（901/900）"


def test_a_wholly_blank_annex_1_is_one_doubt_not_sixty_faults() -> None:
    blank = filled(ANNEX1, {field.key: None for field in ANNEX1.fields})

    (found,) = check_form(Form(ANNEX1, blank.answers, blank.places), NOTICE)

    assert (found.code, found.sheet) == ("F13", "演练")


def test_an_unreadable_cell_is_not_called_missing_too() -> None:
    form = filled(ANNEX2)
    answers = {key: answer for key, answer in form.answers.items() if key != "fined"}

    assert [f.code for f in check_form(Form(ANNEX2, answers, form.places, 1), NOTICE)] == []


@pytest.mark.parametrize("rule", FORM_RULES, ids=lambda rule: f"{rule.code}-{rule.keys[0]}")
def test_disabling_any_one_rule_fails_a_test(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutation: without the rule, some case above no longer finds what it must."""
    left = tuple(r for r in FORM_RULES if r is not rule)
    monkeypatch.setattr(
        "xhg_excel.core.rules.form_checks.rules_of", lambda annex: [r for r in left if r.annex == annex.key]
    )
    tried = [case for case in BOTH_WAYS if case[:2] == (rule.annex, rule.code)]

    assert any(codes(annex, fires) != [(code, at)] for annex, code, at, fires, _ in tried)
