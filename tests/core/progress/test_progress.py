"""Forms against the daily plan: who is done, how fast, what will be short, what the report lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from tests.records import BY_KEY, OPEN, filled
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.finding import at_cells
from xhg_excel.core.model.submission import Form, Source, Submission, Unit
from xhg_excel.core.planning.plan import plans
from xhg_excel.core.progress.itinerary import VisitSite
from xhg_excel.core.progress.progress import CityProgress, Pace, as_of, match_forms, progress, site_key
from xhg_excel.core.progress.workbook import conclusion, days_sheet, progress_book
from xhg_excel.notice import NOTICE

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None
COUNTIES = CONTEXT.registry.counties_of(CITY)
Row = dict[str, Answer | None]


def site(number: int, county: int = 0, kind: str = "小化工", rule: str = "B2") -> VisitSite:
    assert CITY is not None
    return VisitSite(
        CITY, COUNTIES[county], f"P{number:03d}", f"演练坊{number}", f"演练镇{number}号", kind, rule == "B1", rule
    )


def form2(number: int, day: int | None = 10, changes: Mapping[str, Answer | None] | None = None) -> Form:
    visited = None if day is None else date(2020, 8, day)
    return filled(BY_KEY["annex2"], {"problem_id": f"P{number:03d}", "visited_on": visited, **(changes or {})})


def form3(name: str, address: str) -> Form:
    return filled(BY_KEY["annex3"], {"site_name": name, "address": address, "visited_on": date(2020, 8, 10)})


def handed_in(*forms: Form, county: int = 0) -> Submission:
    assert CITY is not None
    return Submission(Source("县.xlsx"), "county", Unit(CITY, COUNTIES[county]), forms=list(forms))


PROBLEMS: list[Row] = [
    {"city": "南通市", "county": COUNTIES[0].name, "site_type": "小化工", "status": "已完成"} for _ in range(24)
]
SCREENING: list[Row] = [
    {"city": "南通市", "county": county.name, "screened_total": 10 + n, "problem_total": n}
    for n, county in enumerate(COUNTIES)
]
PLANS = plans(PROBLEMS, SCREENING, None, CONTEXT.registry, NOTICE)
SITES = [site(n) for n in range(12)]


def made(on: date, *forms: Form, sites: list[VisitSite] = SITES) -> CityProgress:
    (one,) = progress(PLANS, sites, [handed_in(*forms)], [], on=on, context=CONTEXT)
    return one


def test_pace_forecast_and_shortage_follow_from_what_is_done() -> None:
    """Six days gone of twelve, four done of twelve: eight will be, four are short, two a day would do."""
    city = made(date(2020, 8, 15), *(form2(n) for n in range(4)))

    pace = city.pace
    assert (pace.planned, pace.done, pace.elapsed, pace.left) == (12, 4, 6, 6)
    assert (pace.per_day, pace.forecast, pace.short, pace.needed) == (Fraction(2, 3), 8, 4, 2)
    assert [s.identifier for s, _ in city.open_sites] == [f"P{n:03d}" for n in range(4, 12)]


@pytest.mark.parametrize(
    ("on", "elapsed", "left"),
    [(date(2020, 8, 3), 0, 12), (date(2020, 8, 10), 1, 11), (date(2020, 8, 21), 12, 0), (date(2020, 8, 27), 12, 0)],
)
def test_days_count_from_the_first_to_the_last_both_in(on: date, elapsed: int, left: int) -> None:
    pace = made(on).pace

    assert (pace.elapsed, pace.left) == (elapsed, left)
    assert (pace.forecast is None) == (elapsed == 0)
    assert pace.needed == (None if left == 0 else -(-12 // left))


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 12))
def test_a_forecast_lies_between_done_and_planned_and_what_is_needed_is_enough(
    planned: int, done: int, elapsed: int
) -> None:
    pace = Pace(planned, 0, min(done, planned), elapsed, 12 - elapsed)

    assert pace.forecast is None or pace.done <= pace.forecast <= planned
    assert pace.needed is None or pace.done + pace.needed * pace.left >= planned
    assert pace.needed in (None, 0) or pace.done + (pace.needed - 1) * pace.left < planned
    assert (pace.short is None) == (elapsed == 0)


def test_a_form_counts_from_the_day_of_the_visit_and_undated_when_it_is_in() -> None:
    forms = [form2(0, 10), form2(1, 14), form2(2, None)]

    assert [made(date(2020, 8, day), *forms).pace.done for day in (9, 10, 13, 14)] == [1, 2, 2, 3]
    assert len(as_of([handed_in(*forms)], date(2020, 8, 10))[0].forms) == 2


def test_the_identifier_is_known_however_it_is_typed_and_a_second_form_counts_once() -> None:
    forms = [form2(0, changes={"problem_id": "Ｐ０00"}), form2(1, changes={"problem_id": "P 1"}), form2(1), form2(99)]

    city = made(date(2020, 8, 15), *forms)

    assert city.pace.done == 2
    assert [form.get("problem_id") for form in city.unlisted] == ["P099"]


def test_an_annex_3_is_known_by_name_and_address_each_site_once() -> None:
    sites = [site(1, kind="小电镀", rule="B3"), site(2, kind="小电镀", rule="B3")]
    forms = [form3("演练坊 1", "演练镇１号"), form3("演练坊1", "演练镇1号"), form3("演练坊2（分厂）", "演练镇2号")]

    filed, unlisted = match_forms(sites, forms)

    assert filed == {site_key(sites[0]): forms[0]}
    assert unlisted == [forms[1], forms[2]]


def test_nearly_the_same_name_and_address_is_the_same_site() -> None:
    one = VisitSite(
        SITES[0].city, None, "Q1", "演练恒昌电镀作坊（演练）", "演练镇演练村三组1号（演练）", "小电镀", False, "B3"
    )

    filed, unlisted = match_forms([one], [form3("演练恒昌电镀作坊(演练)", "演练镇演练村三组1号")])

    assert (len(filed), unlisted) == (1, [])


def test_a_counties_annex_1_makes_its_stop_done() -> None:
    city = made(date(2020, 8, 15), filled(BY_KEY["annex1"]))

    stops = [stop for day in city.days for stop in day.stops]
    assert [stop.county for stop in stops if city.is_done(stop)] == [COUNTIES[0]]


def test_the_report_waits_for_every_site_and_every_must() -> None:
    lack = at_cells("C3", [], item="南通市", value=1, detail=2)
    doubt = at_cells("C5", [], item="南通市", detail="1/2")
    elsewhere = at_cells("C3", [], item="无锡市", value=1, detail=2)
    everything = [handed_in(*(form2(n) for n in range(12)))]

    (waiting,) = progress(PLANS, SITES, everything, [lack, doubt, elsewhere], on=date(2020, 8, 21), context=CONTEXT)
    (ready,) = progress(PLANS, SITES, everything, [doubt], on=date(2020, 8, 21), context=CONTEXT)

    assert (waiting.blocking, waiting.lacking) == (1, (lack, doubt))
    assert (ready.blocking, ready.open_sites) == (0, ())
    assert made(date(2020, 8, 21), form2(0)).blocking == 11


def test_only_drawn_finished_sites_speak_for_the_others() -> None:
    """24 listed, 12 drawn, one of them found open: at most 6 of 24; the unfinished one is no sample."""
    sites = [*SITES, site(50, rule="B1")]
    forms = [*(form2(n) for n in range(11)), form2(11, changes=OPEN), form2(50, changes=OPEN)]

    done = made(date(2020, 8, 21), *forms, sites=sites)
    half = made(date(2020, 8, 21), *forms[:6], sites=sites)

    assert done.checked(NOTICE) == (12, 1)
    assert conclusion(done, NOTICE) == (
        "督导县内清单称已完成的“小化工”共24个，随机抽查12个，发现1个不合格；有95%的把握说，全部24个中不合格的不超过6个。"
    )
    assert conclusion(half, NOTICE).endswith("（抽取的12个中还有6个未查，结论是暂时的。）")


def test_the_workbook_shows_progress_gate_open_sites_and_days() -> None:
    on = date(2020, 8, 15)
    city = made(on, form2(0), filled(BY_KEY["annex1"]))

    book = progress_book([city], on, NOTICE)

    overview, gate, still_open, days, _ = book.sheets
    assert [sheet.name for sheet in book.sheets][:4] == ["进度总览", "报告前还缺", "还没到现场", "每日安排"]
    assert [overview.cells[3, col].content for col in range(11)] == [
        "南通市", 12, 9, 1, -8, "0.2", 2, 10, 2, 0, "缺11项",
    ]  # fmt: skip
    assert gate.cells[3, 3].content == "没有"
    assert (still_open.cells[3, 2].content, still_open.cells[3, 8].content) == ("P001", 4)
    marks = [days.cells[row, 9].content for row in range(3, 8)]
    assert marks == ["√", "√", "逾期", "逾期", "逾期"]
    assert days.cells[5, 9].style == "must"


def test_a_plan_without_progress_marks_nothing_late() -> None:
    city = made(date(2020, 8, 15))

    assert {
        cell.content for (row, col), cell in days_sheet([(city.city, city.days)]).cells.items() if row > 2 and col == 9
    } == {""}
