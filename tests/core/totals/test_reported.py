"""Who reported, in time, sent back, missing: by county and by city; and what 五(二) still lacks."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import CONTEXT
from tests.core.reading.test_across_files import Row, ledgers, problem
from tests.records import filled
from xhg_excel.core.consolidation.consolidate import Totals, consolidate
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.model.submission import Source, Submission, Unit
from xhg_excel.core.planning.coverage import coverage_by_city
from xhg_excel.core.planning.quota import CityQuota
from xhg_excel.core.sheets.layout import Content
from xhg_excel.core.sheets.table import FIRST_ROW
from xhg_excel.core.totals.coverage_sheet import demands
from xhg_excel.core.totals.reported import (
    CITIES_TABLE,
    cities_sheet,
    city_statuses,
    missing_lines,
    reported_sheet,
    unit_statuses,
)
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2
from xhg_excel.notice.words.totals.reported import ASKED, REPORTED_HEADS

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None
COUNTIES = CONTEXT.registry.counties_of(CITY)
TODAY = date(2020, 8, 20)


def handed_in(
    county: int | None, filled_on: date | None = date(2020, 8, 20), name: str = "", **changes: object
) -> Submission:
    assert CITY is not None
    unit = Unit(CITY, None if county is None else COUNTIES[county])
    source = Source(name or f"{unit.name}.xlsx", sha256=name or unit.code)
    forms = [filled(ANNEX1, changes), filled(ANNEX2)]  # type: ignore[arg-type]
    return Submission(source, "county", unit, {"unit_filled_on": filled_on}, forms=forms)


def rows(totals: Totals, quotas: list[CityQuota] | None = None) -> dict[object, dict[str, Content]]:
    sheet = reported_sheet(unit_statuses(totals, quotas or [], CONTEXT.registry), NOTICE)
    keys = list(enumerate(REPORTED_HEADS))
    shown = [
        {key: sheet.cells[row, col].content for col, key in keys} for row in range(FIRST_ROW, sheet.cells.last_row + 1)
    ]
    return {row["county"]: row for row in shown}


def planned(totals: Totals) -> list[CityQuota]:
    """Return the quotas of a city whose first two counties screened least."""
    screening: list[Row] = [
        {"city": "南通市", "county": c.name, "screened_total": n + 1, "problem_total": n + 1}
        for n, c in enumerate(COUNTIES)
    ]
    given = ledgers(problems=[problem()], screening=screening)
    return [city.quota for city in coverage_by_city(totals.taken, given, CONTEXT, TODAY)]


@pytest.mark.parametrize(
    ("filled_on", "punctual"),
    [(date(2020, 8, 28), "按时"), (date(2020, 8, 29), "逾期"), (None, "日期不明")],
)
def test_the_28th_itself_is_on_time(filled_on: date | None, punctual: str) -> None:
    """五(三): 于8月28日前; read as the 28th included."""
    totals = consolidate([handed_in(0, filled_on)], CITY, CONTEXT.registry)

    assert rows(totals)[COUNTIES[0].name]["punctual"] == punctual


def test_without_a_date_on_the_cover_the_day_of_saving_counts() -> None:
    late = handed_in(0, None)
    late.source.saved_at = "2020-08-30 08:00:00"

    found = rows(consolidate([late], CITY, CONTEXT.registry))[COUNTIES[0].name]

    assert (found["filled_on"], found["punctual"]) == (date(2020, 8, 30), "逾期")


def test_every_expected_unit_has_a_row_and_its_state() -> None:
    faulty = handed_in(1)
    faulty.findings.append(at_sheet("E01", "").in_file(faulty.source.file))
    two = [handed_in(2, name="a.xlsx"), handed_in(2, name="b.xlsx", slogans_count=9)]
    totals = consolidate([handed_in(0), faulty, *two, handed_in(None)], CITY, CONTEXT.registry)

    found = rows(totals)

    assert list(found) == ["市本级", *(county.name for county in COUNTIES)]
    states = [(row["reported"], row["returned"]) for row in found.values()]
    assert states[:4] == [("已报", "接收"), ("已报", "接收"), ("已报", "退回（1处强制）"), ("报了，未并入", "")]
    assert set(states[4:]) == {("未报", "")}
    assert found[COUNTIES[2].name]["files"] == "a.xlsx、b.xlsx"
    first = found[COUNTIES[0].name]
    assert [first[key] for key in ("annex1", "annex2", "annex3", "finished", "unfinished")] == ["有", 1, 0, 1, 0]


def test_a_city_where_all_handed_in_misses_nobody() -> None:
    everybody = [handed_in(number) for number in range(len(COUNTIES))]
    but_two = consolidate(everybody[2:], CITY, CONTEXT.registry)

    assert missing_lines(consolidate(everybody, CITY, CONTEXT.registry)) == []
    assert missing_lines(but_two) == [f"未报送 2 个：{COUNTIES[0].name}、{COUNTIES[1].name}"]


def test_priority_counties_must_report() -> None:
    totals = consolidate([handed_in(3)], CITY, CONTEXT.registry)

    found = rows(totals, planned(totals))

    assert [row["asked"] for row in found.values()] == ["重点，必报"] * 2 + ["可选"] * 5


def test_a_city_is_the_sum_of_its_counties_without_its_own_form() -> None:
    totals = consolidate([handed_in(0), handed_in(1, date(2020, 9, 1)), handed_in(None)], CITY, CONTEXT.registry)
    (city,) = city_statuses(unit_statuses(totals, planned(totals), CONTEXT.registry), NOTICE)

    sheet = cities_sheet([city])

    shown = CITIES_TABLE.values(city)
    keys = ("counties", "due", "reported", "lacking", "in_time", "late", "day_unknown", "returned", "missing")
    assert [shown[key] for key in keys] == [7, 4, 2, 2, 1, 1, 0, 0, 5]
    assert [shown[key] for key in ("priority_missing", "annex2", "annex3", "unfinished")] == [0, 3, 0, 0]
    sums = [sheet.cells[FIRST_ROW + 1, col].content for col in range(len(shown))]
    assert dict(zip(shown, sums, strict=True)) == shown | {"city": "合计"}


def test_every_demand_on_a_city_is_met_or_says_what_is_lacking() -> None:
    totals = consolidate([handed_in(0)], CITY, CONTEXT.registry)
    given = ledgers(
        problems=[problem(), problem("P2", status="未完成")],
        screening=[{"city": "南通市", "county": "如东县", "screened_total": 1, "problem_total": 1}],
    )
    covered = list(coverage_by_city(totals.taken, given, CONTEXT, TODAY))

    found = {row.code: (row.due, row.there, row.verdict, row.lacking) for row in demands(covered, NOTICE)}

    assert found["C1"] == (4, 1, "未达到", "南通市已督导1个县（市、区），少于应督导的4个")
    assert found["C3"] == (1, 1, "达到", "")
    assert found["C4"] == (1, 0, "未达到", "南通市还有1个未完成的“小化工”没有附件2：P2")
    assert set(found) == set(ASKED) - {"C8", "C9"}
