"""Rules across form and ledger, and across the forms of a city, in both directions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import CONTEXT
from tests.records import BY_KEY, OPEN, filled
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.same_site import is_near
from xhg_excel.core.model.submission import Form, LedgerRows, Source, Submission, Unit
from xhg_excel.core.planning.coverage import check_coverage
from xhg_excel.core.reading.across_files import crosscheck_forms, lists_of, redact_and_crosscheck
from xhg_excel.notice import COVERAGE_RULES, JOINED_RULES, PETITIONS, PROBLEMS, SCREENING
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.rule import Rule

Row = Mapping[str, Answer | None]
Forms = list[tuple[str, Row]]
NANTONG = CONTEXT.registry.match_city("南通")
assert NANTONG is not None
RUDONG = Unit(NANTONG, CONTEXT.registry.match_county("如东县", NANTONG).region)


def problem(number: str = "P001", **changes: Answer | None) -> Row:
    base: dict[str, Answer | None] = {"city": "南通市", "county": "如东县", "problem_id": number, "site_type": "小化工"}
    return base | {"status": "已完成", "premises": "自有", "violation": None} | changes


def petition(number: str = "XF1", **changes: Answer | None) -> Row:
    base: dict[str, Answer | None] = {"city": "南通市", "county": "如东县", "petition_number": number}
    return base | {"problem_id": None, "verified": "是", "disposed": "是", "reward_due": "否"} | changes


def handed_in(*forms: tuple[str, Row], unit: Unit = RUDONG, name: str = "如东.xlsx") -> Submission:
    made = []
    for row, (annex, changes) in enumerate(forms):
        form = filled(BY_KEY[annex], changes)
        places = {key: Place(annex, 3 + row, place.col) for key, place in form.places.items()}
        made.append(Form(form.annex, form.answers, places, row + 1))
    return Submission(Source(name), "county", unit, forms=made)


def ledgers(**rows: list[Row]) -> list[Submission]:
    known: dict[str, Ledger] = {ledger.key: ledger for ledger in (PROBLEMS, PETITIONS, SCREENING)}
    made = Submission(Source("台账.xlsx"))
    for key, listed in rows.items():
        cells = tuple((row, {"city": Place(key, 3 + n, 1)}) for n, row in enumerate(listed))
        made.ledgers.append(LedgerRows(known[key], cells))
    return [made]


# One Annex 2 that agrees with a list of one problem; Annex 1 of a county with exactly that.
LISTED = {"problems_completed": 1, "problems_listed": 1, "small_trades_problems": 0, "suspended_problems": 0}
LISTED |= {"small_trades_completed": 0, "suspended_completed": 0}
NO_CASES: Row = {"cases_filed": 0, "fines_count": 0, "fines_yuan": Decimal(0), "confiscated_yuan": Decimal(0)}
KINDS = (("small_trades", "小电镀"), ("suspended", "停产停业"))


def of_kind(kind: str, found: int, completed: int) -> tuple[str, Row]:
    return "annex1", {**NO_CASES, f"{kind}_problems": found, f"{kind}_completed": completed}


def items_19_and_20(
    kind: str, site_type: str
) -> Iterator[tuple[str, Forms, dict[str, list[Row]], Forms, dict[str, list[Row]]]]:
    """Yield R113 of one kind: a site in sight that is neither, one finished, one unfinished; and against the list."""
    there: dict[str, list[Row]] = {"problems": [problem(), problem("Q1", site_type=site_type)]}
    agrees: Forms = [("annex1", {**LISTED, f"{kind}_problems": 1, f"{kind}_completed": 1})]
    for wrong in ("problems", "completed"):
        yield (
            "R113",
            [("annex1", {**LISTED, f"{kind}_problems": 1, f"{kind}_completed": 1, f"{kind}_{wrong}": 2})],
            there,
            agrees,
            there,
        )
    for found, completed, site in ((0, 0, {"closed": None}), (1, 0, {}), (1, 1, OPEN)):
        form: tuple[str, Row] = ("annex3", {"site_type": site_type, **site})
        fits = of_kind(kind, 1, 1 if site == {} else 0)
        yield "R113", [of_kind(kind, found, completed), form], {}, [fits, form], {}


def item_17(
    key: str, site: Row, claimed: Answer, **beside: Answer
) -> tuple[str, Forms, dict[str, list[Row]], Forms, dict[str, list[Row]]]:
    """Return R115 of one figure: nothing claimed although the forms hold it, and what they hold."""
    claims = {**NO_CASES, **beside}
    return (
        "R115",
        [("annex1", claims), ("annex2", site)],
        {},
        [("annex1", claims | {key: claimed}), ("annex2", site)],
        {},
    )


def at_draw(key: str, fact: str, frozen: int) -> tuple[str, Forms, dict[str, list[Row]], Forms, dict[str, list[Row]]]:
    return (
        "R116",
        [("annex1", LISTED)],
        {"drawn": [{fact: frozen}]},
        [("annex1", LISTED | {key: frozen})],
        {"drawn": [{fact: frozen}]},
    )


# fmt: off
BOTH_WAYS: list[tuple[str, Forms, dict[str, list[Row]], Forms, dict[str, list[Row]]]] = [
    ("R106", [("annex1", LISTED | {"problems_listed": 2, "unfinished_tracked": "是"})], {"problems": [problem()]}, [("annex1", LISTED)], {"problems": [problem()]}),
    ("R106", [("annex1", LISTED | {"problems_completed": 0, "unfinished_tracked": "是"})], {"problems": [problem()]}, [("annex1", LISTED)], {"problems": [problem()]}),
    ("R107", [("annex1", NO_CASES), ("annex2", OPEN)], {}, [("annex1", {**NO_CASES, "loop_closed": "否"}), ("annex2", OPEN)], {}),
    ("R108", [("annex1", LISTED)], {"petitions": [petition(disposed="否")]}, [("annex1", LISTED)], {"petitions": [petition()]}),
    ("R111", [("annex1", {**NO_CASES, "unfinished_tracked": "是", "loop_closed": "否"}), ("annex2", OPEN | {"tracked": "否"})], {}, [("annex1", {**NO_CASES, "unfinished_tracked": "是", "loop_closed": "否"}), ("annex2", OPEN)], {}),
    *(case for kind in KINDS for case in items_19_and_20(*kind)),
    item_17("cases_filed", {"case_filed": "是"}, 1),
    item_17("cases_transferred", {"transferred": "是"}, 1, cases_transferred=0),
    item_17("fines_count", {"fined": "是", "fine_yuan": Decimal(0)}, 1),
    item_17("fines_yuan", {"fined": "是", "fine_yuan": Decimal(500)}, Decimal(500), fines_count=1),
    item_17("confiscated_yuan", {"confiscated": "是", "confiscated_yuan": Decimal("0.5")}, Decimal("0.50")),
    at_draw("problems_listed", "drawn.listed", 3),
    at_draw("problems_completed", "drawn.completed", 2),
    at_draw("small_trades_problems", "drawn.small_trades", 2),
    at_draw("suspended_problems", "drawn.suspended", 2),
    ("R210", [("annex2", {})], {"problems": [problem(violation="无证无照")]}, [("annex2", {"case_filed": "是"})], {"problems": [problem(violation="无证无照")]}),
    ("R211", [("annex2", {})], {"problems": [problem(premises="租用")]}, [("annex2", {"landlord_liable": "是"})], {"problems": [problem(premises="租用")]}),
    ("R212", [("annex2", {"problem_id": "P009"})], {"problems": [problem()]}, [("annex2", {})], {"problems": [problem()]}),
    ("R213", [("annex2", {"is_petition": "是"})], {"petitions": [petition()]}, [("annex2", {"is_petition": "是"})], {"petitions": [petition(problem_id="P001")]}),
    ("R213", [("annex2", {})], {"petitions": [petition(problem_id="P001")]}, [("annex2", {})], {"petitions": [petition(problem_id="P002")]}),
    ("R215", [("annex2", OPEN)], {"problems": [problem()]}, [("annex2", OPEN)], {"problems": [problem(status="未完成")]}),
]
# fmt: on


def codes(forms: Forms, lists: dict[str, list[Row]]) -> list[str]:
    drawn: dict[str, dict[str, Answer | None]] = {RUDONG.code: dict(*lists.get("drawn", []))}
    given = ledgers(**{key: rows for key, rows in lists.items() if key != "drawn"})
    found = crosscheck_forms([handed_in(*forms)], lists_of(given, CONTEXT.registry), CONTEXT, drawn)
    return [finding.code for finding in found]


@pytest.mark.parametrize(("code", "fires", "with_lists", "silent", "beside"), BOTH_WAYS)
def test_a_joined_rule_fires_when_broken_and_only_then(
    code: str, fires: Forms, with_lists: dict[str, list[Row]], silent: Forms, beside: dict[str, list[Row]]
) -> None:
    assert codes(fires, with_lists) == [code]
    assert codes(silent, beside) == []


def test_an_id_used_twice_in_a_city_names_the_other_place_even_in_another_file() -> None:
    haian = Unit(RUDONG.city, CONTEXT.registry.match_county("海安市", RUDONG.city).region)
    one, two = handed_in(("annex2", {})), handed_in(("annex2", {}), unit=haian, name="海安.xlsx")

    redact_and_crosscheck([one, two], [], CONTEXT)

    assert [(f.code, f.file, f.what) for f in one.findings] == [
        ("R212", "如东.xlsx", "问题编号“P001”在海安.xlsx annex2!B4也用过")
    ]
    assert [f.code for f in two.findings] == ["R212"]


def test_the_same_id_in_two_cities_is_two_problems() -> None:
    wuxi = CONTEXT.registry.match_city("无锡")
    assert wuxi is not None
    one, two = handed_in(("annex2", {})), handed_in(("annex2", {}), unit=Unit(wuxi), name="无锡.xlsx")

    redact_and_crosscheck([one, two], [], CONTEXT)

    assert [*one.findings, *two.findings] == []


def test_near_equal_places_are_named_and_neighbours_are_not() -> None:
    same = handed_in(("annex3", {}), ("annex3", {"address": "演练镇 演练村1号"}))
    apart = handed_in(("annex3", {}), ("annex3", {"address": "演练镇演练村2号"}))

    redact_and_crosscheck([same], [], CONTEXT)
    redact_and_crosscheck([apart], [], CONTEXT)

    assert [f.code for f in same.findings] == ["R308", "R308"]
    assert apart.findings == []


def test_one_place_under_two_numbers_or_in_two_annexes_is_named_with_both_cells() -> None:
    """R216: near-equal name and address, in one file or in two, whatever annex they stand in."""
    haian = Unit(RUDONG.city, CONTEXT.registry.match_county("海安市", RUDONG.city).region)
    one, two = handed_in(("annex2", {})), handed_in(("annex2", {"problem_id": "P002"}), unit=haian, name="海安.xlsx")
    both = handed_in(("annex2", {}), ("annex3", {}))

    redact_and_crosscheck([one, two], [], CONTEXT)
    redact_and_crosscheck([both], [], CONTEXT)

    assert [(f.code, f.file) for f in (*one.findings, *two.findings)] == [("R216", "如东.xlsx"), ("R216", "海安.xlsx")]
    assert "海安.xlsx annex2!A4" in one.findings[0].what
    assert [f.code for f in both.findings] == ["R216", "R308"]
    assert not is_near("|演练村", "|演练村")


def test_a_doubt_over_ledgers_is_settled_by_an_explanation_too() -> None:
    submission = handed_in(("annex2", {}))
    form = submission.forms[0]
    noted = Form(form.annex, form.answers, form.places, 1, notes={3: "场地系房东无偿提供"}, note_places={})
    submission.forms[:] = [noted]

    redact_and_crosscheck([submission], ledgers(problems=[problem(premises="租用")]), CONTEXT)

    assert [(f.code, f.explanation) for f in submission.findings] == [("R211", "场地系房东无偿提供")]


def test_every_joined_rule_is_tried() -> None:
    assert {rule.code for rule in JOINED_RULES} == {code for code, *_ in BOTH_WAYS} | {"R216", "R308"}


# Coverage: a city that meets everything, and what each lack says.
COUNTIES = [county.name for county in CONTEXT.registry.counties_of(RUDONG.city)]
FIGURES: list[Row] = [
    {"city": "南通市", "county": name, "screened_total": 10 + n, "problem_total": n} for n, name in enumerate(COUNTIES)
]
VISITED = 4
PLAN: list[Row] = [problem(f"P{n:03d}", county=COUNTIES[0], status="未完成" if n == 1 else "已完成") for n in (1, 2)]
PLAN += [problem("Q1", site_type="小电镀"), problem("Q2", site_type="停产停业")]
PAID = petition(reward_due="是", rewarded_on=date(2020, 8, 1))
TODAY = date(2020, 8, 20)


def city(visited: int = VISITED, **changes: Forms) -> list[Submission]:
    """Return submissions of the first counties: Annex 1 of each, the sites in the first one."""
    sites: Forms = [("annex2", {"problem_id": "P001"}), ("annex3", {}), ("annex3", {"site_type": "停产停业"})]
    made = []
    for number, name in enumerate(COUNTIES[:visited]):
        unit = Unit(RUDONG.city, CONTEXT.registry.match_county(name, RUDONG.city).region)
        forms = changes.get(f"at{number}", [("annex1", {}), *(sites if number == 0 else [])])
        made.append(handed_in(*forms, unit=unit, name=f"{name}.xlsx"))
    own = changes.get("own", [("annex1", {})])
    return [*made, handed_in(*own, unit=Unit(RUDONG.city), name="市本级.xlsx")]


def lacking(made: list[Submission], today: date = TODAY, **lists: list[Row]) -> list[tuple[str, str]]:
    given = ledgers(**({"problems": PLAN, "screening": FIGURES, "petitions": [PAID]} | lists))
    return [(f.code, f.what) for f in check_coverage(made, given, CONTEXT, today)]


def test_a_city_that_meets_everything_lacks_nothing() -> None:
    assert lacking(city()) == []


A1: tuple[str, Row] = ("annex1", {})
A2: tuple[str, Row] = ("annex2", {"problem_id": "P001"})
A3: Forms = [("annex3", {}), ("annex3", {"site_type": "停产停业"})]
# fmt: off
LACKS: list[tuple[str, dict[str, object], str]] = [
    ("C1", {"visited": 3}, "南通市已督导3个县（市、区），少于应督导的4个"),
    ("C2", {"at1": []}, f"南通市还有重点县（市、区）没有附件1：{COUNTIES[1]}"),
    ("C3", {"at0": [A1, *A3]}, "南通市附件2中清单上的“小化工”有0家，少于应督导的1家"),
    ("C4", {"at0": [A1, ("annex2", {"problem_id": "P002"}), *A3]}, "南通市还有1个未完成的“小化工”没有附件2：P001"),
    ("C5", {"at0": [A1, A2, A3[1]]}, "南通市的“小字头”“停产停业”没有督导够：“小字头”督导了0家，应1家"),
    ("C5", {"at0": [A1, A2, A3[0]]}, "南通市的“小字头”“停产停业”没有督导够：“停产停业”督导了0家，应1家"),
    ("C7", {"at0": [A1, ("annex2", {"problem_id": "P001", "visited_on": date(2020, 8, 30)}), *A3]}, "南通市检查时间不在督导期（2020年8月10日—2020年8月21日）内的表格有1份"),
    ("C10", {"at0": [A2, *A3]}, f"南通市还没有附件1的：{COUNTIES[0]}"),
    ("C10", {"own": []}, "南通市还没有附件1的：市本级"),
]
# fmt: on


@pytest.mark.parametrize(("code", "change", "said"), LACKS)
def test_each_lack_is_said_by_its_code(code: str, change: dict[str, object], said: str) -> None:
    assert (code, said) in lacking(city(**change))  # type: ignore[arg-type]
    assert code not in [found for found, _ in lacking(city())]


@pytest.mark.parametrize("number", ["P009", "Q1"])
def test_only_listed_small_chemical_sites_count_as_covered(number: str) -> None:
    """C3: a form whose number is on no list, or is another kind of site's, covers nothing of the list."""
    elsewhere = city(at0=[A1, ("annex2", {"problem_id": number}), *A3])

    assert ("C3", "南通市附件2中清单上的“小化工”有0家，少于应督导的1家") in lacking(elsewhere)


def test_open_petitions_and_unpaid_rewards_are_a_doubt() -> None:
    unpaid = petition("XF2", reward_due="是", rewarded_on=None, disposed="否")

    assert lacking(city(), petitions=[PAID, unpaid]) == [
        ("C6", "南通市信访举报还有1件没有核实处置、1件应奖励没有兑现、0件处置后超过30天才兑现")
    ]


def test_a_reward_is_late_after_more_than_the_days_of_the_setting() -> None:
    """三(一)4: 兑现奖励是否及时; the 30th day is in time."""
    paid: dict[str, Answer | None] = {"reward_due": "是", "disposed_on": date(2020, 7, 1)}
    in_time, late = (
        petition(number, **paid, rewarded_on=day)
        for number, day in (("XF2", date(2020, 7, 31)), ("XF3", date(2020, 8, 1)))
    )

    assert lacking(city(), petitions=[PAID, in_time]) == []
    assert [said for _, said in lacking(city(), petitions=[PAID, in_time, late])] == [
        "南通市信访举报还有0件没有核实处置、0件应奖励没有兑现、1件处置后超过30天才兑现"
    ]


def test_a_county_outside_the_plan_that_is_visited_for_an_unfinished_site_needs_no_annex1() -> None:
    """五(二), C10: following the plan leaves nothing to send in."""
    far = Unit(RUDONG.city, CONTEXT.registry.match_county(COUNTIES[-1], RUDONG.city).region)
    plan = [row for row in PLAN if row["problem_id"] != "P001"]
    plan.append(problem("P001", county=COUNTIES[-1], status="未完成"))
    made = [*city(at0=[A1, *A3]), handed_in(A2, unit=far, name="计划外.xlsx")]

    assert lacking(made, problems=plan) == []


@pytest.mark.parametrize(
    ("today", "said"), [(date(2020, 8, 26), 0), (date(2020, 8, 27), 1), (date(2020, 8, 28), 1), (date(2020, 8, 29), 1)]
)
def test_the_report_is_due_on_the_28th_warned_from_the_27th_and_overdue_after(today: date, said: int) -> None:
    found = dict(lacking(city(), today))

    assert ("C8" in found) == said
    assert ("已逾期1天" in found.get("C8", "")) == (today.day == 29)


def test_a_province_counts_its_groups() -> None:
    others: list[Row] = [{"city": "无锡市", "county": "江阴市", "screened_total": 1, "problem_total": 1}]

    found = dict(lacking(city(), screening=[*FIGURES, *others]))

    assert found["C9"] == "全省13个督导组，已报1个设区市"
    assert "C9" not in dict(lacking(city()))


def test_every_coverage_rule_is_tried() -> None:
    assert {rule.code for rule in COVERAGE_RULES} == {code for code, *_ in LACKS} | {"C6", "C8", "C9"}


def without_joined(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xhg_excel.notice.JOINED_RULES", tuple(r for r in JOINED_RULES if r is not rule))


@pytest.mark.parametrize(
    "rule", [r for r in JOINED_RULES if r.code not in ("R216", "R308")], ids=lambda rule: f"{rule.code}-{rule.keys[0]}"
)
def test_disabling_any_one_joined_rule_fails_a_test(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    without_joined(rule, monkeypatch)
    tried = [case for case in BOTH_WAYS if case[0] == rule.code]

    assert any(codes(fires, lists) != [code] for code, fires, lists, *_ in tried)


@pytest.mark.parametrize(
    ("code", "shown_by"),
    [
        ("R216", test_one_place_under_two_numbers_or_in_two_annexes_is_named_with_both_cells),
        ("R308", test_near_equal_places_are_named_and_neighbours_are_not),
    ],
)
def test_disabling_a_rule_on_near_equal_places_fails_a_test(
    code: str, shown_by: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_joined(next(rule for rule in JOINED_RULES if rule.code == code), monkeypatch)

    with pytest.raises(AssertionError):
        shown_by()


def _every_lack() -> list[tuple[str, str]]:
    """Return all that the cases above find: each city that lacks something, the dates, the province."""
    unpaid = petition("XF2", reward_due="是", rewarded_on=None, disposed="否")
    others: list[Row] = [{"city": "无锡市", "county": "江阴市", "screened_total": 1, "problem_total": 1}]
    found = [lack for _, change, _ in LACKS for lack in lacking(city(**change))]  # type: ignore[arg-type]
    found += lacking(city(), petitions=[PAID, unpaid]) + lacking(city(), date(2020, 8, 27))
    return found + lacking(city(), screening=[*FIGURES, *others])


@pytest.mark.parametrize("rule", COVERAGE_RULES, ids=lambda rule: f"{rule.code}-{rule.keys[0]}")
def test_disabling_any_one_coverage_rule_is_seen(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _every_lack()
    left = tuple(r for r in COVERAGE_RULES if r is not rule)
    monkeypatch.setattr("xhg_excel.notice.COVERAGE_RULES", left)

    after = _every_lack()

    assert {code for code, _ in Counter(before) - Counter(after)} == {rule.code}
