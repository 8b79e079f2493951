"""Sheets as people send them: filled templates, moved tables, missing heads, stray cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import grid_of
from tests.records import CLEAN, OPEN
from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.reading.parse_sheet import parse_forms, parse_rows
from xhg_excel.core.reading.recognise import recognise
from xhg_excel.core.templates.form import form_sheet
from xhg_excel.core.templates.hint_texts import hint_ranges
from xhg_excel.core.templates.register import register_sheet
from xhg_excel.notice import ANNEXES, NOTICE, SITE_ANNEXES
from xhg_excel.notice.schema.form import NOT_PROVIDED, Annex, Field, Kind
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2

Rows = list[list[CellValue]]


def rows_of(grid: Grid) -> Rows:
    return [list(row) for row in grid.rows]


def filled_form(annex: Annex) -> Grid:
    return grid_of(form_sheet(annex, CLEAN[annex.key], NOTICE, hint_ranges(0, annex, NOTICE), alone=True).sheet)


def parsed_form(grid: Grid, annex: Annex) -> Parsed:
    sheet = recognise(grid)
    assert (sheet.role, sheet.annex) == ("form", annex)
    return next(found.parsed for found in parse_forms(grid, sheet, 2020) if found.annex is annex)


def parsed_register(grid: Grid, annex: Annex) -> tuple[list[dict[str, Answer | None]], list[tuple[str, list[str]]]]:
    sheet = recognise(grid)
    assert (sheet.role, sheet.annex) == ("register", annex)
    rows, findings = parse_rows(grid, sheet, annex_columns(annex), 2020)
    found = [*findings, *(f for row in rows for f in row.findings)]
    return [row.answers for row in rows], [(f.code, list(f.cells)) for f in found]


def answer_for(field: Field) -> st.SearchStrategy[Answer | None]:
    """Any answer a cell may hold, blank included."""
    words = st.sampled_from(field.answers) if field.answers else st.nothing()
    text = (
        st.text(st.sampled_from("演练镇0号a√×是否 "), min_size=1, max_size=min(30, field.longest))
        .map(str.strip)
        .filter(bool)
    )
    by_kind: dict[Kind, st.SearchStrategy[Answer]] = {
        Kind.COUNT: st.integers(0, 10**6) | words,
        Kind.YUAN: st.decimals(0, 10**6, places=2) | words,
        Kind.DATE: st.dates(date(2000, 1, 1), date(2049, 12, 31)),
        Kind.TEXT: text,
        Kind.ID: st.from_regex(r"[A-Z]{1,3}[0-9]{1,4}", fullmatch=True),
    }
    return st.none() | by_kind.get(field.kind, words)


def record_for(annex: Annex) -> st.SearchStrategy[dict[str, Answer | None]]:
    return st.fixed_dictionaries({field.key: answer_for(field) for field in annex.fields})


@pytest.mark.parametrize("annex", ANNEXES, ids=lambda annex: annex.key)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_what_a_form_is_filled_with_is_what_is_read(annex: Annex, data: st.DataObject) -> None:
    record = data.draw(record_for(annex))

    parsed = parsed_form(
        grid_of(form_sheet(annex, record, NOTICE, hint_ranges(0, annex, NOTICE), alone=True).sheet), annex
    )

    assert parsed.answers == record
    assert {f.code for f in parsed.findings} <= ({"N02"} if NOT_PROVIDED in record.values() else set())


@pytest.mark.parametrize("annex", SITE_ANNEXES, ids=lambda annex: annex.key)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_what_a_register_is_filled_with_is_what_is_read(annex: Annex, data: st.DataObject) -> None:
    answered = next(f.key for item in annex.items for f in item.fields if f.kind in (Kind.YES_NO, Kind.YES_NO_NA))
    counted = record_for(annex).map(lambda record: {**record, "site_name": "演练甲厂", answered: "是"})
    records = data.draw(st.lists(counted, max_size=3))

    answers, found = parsed_register(
        grid_of(register_sheet(annex, records, NOTICE, hint_ranges(0, annex, NOTICE)).sheet), annex
    )

    assert answers == records
    assert {code for code, _ in found} <= {"N02"}


def rows_in_front(rows: Rows) -> Rows:
    return [[None], ["演练单位上报"], *rows]


def column_in_front(rows: Rows) -> Rows:
    return [[None, *row] for row in rows]


def remark_column(rows: Rows) -> Rows:
    return [[*row[:2], None, *row[2:]] for row in rows]


def row_inside(rows: Rows) -> Rows:
    return [*rows[:9], [None] * len(rows[9]), *rows[9:]]


def spaced_texts(rows: Rows) -> Rows:
    return [[f" {v[0]} {v[1:]}\n" if isinstance(v, str) and len(v) > 3 else v for v in row] for row in rows]


@pytest.mark.parametrize("annex", ANNEXES, ids=lambda annex: annex.key)
@pytest.mark.parametrize("moved", [rows_in_front, column_in_front, row_inside, spaced_texts])
def test_a_moved_or_stretched_table_is_read_all_the_same(annex: Annex, moved: Callable[[Rows], Rows]) -> None:
    record = {key: value for key, value in CLEAN[annex.key].items() if key != "problem_id"}
    grid = Grid(
        "改过",
        moved(rows_of(grid_of(form_sheet(annex, record, NOTICE, hint_ranges(0, annex, NOTICE), alone=True).sheet))),
    )

    parsed = parsed_form(grid, annex)

    wrong = {
        k: (a, record.get(k)) for k, a in parsed.answers.items() if a != record.get(k) and moved is not spaced_texts
    }
    assert wrong == {}
    assert set(parsed.answers) == {field.key for field in annex.fields}
    assert [f.code for f in parsed.findings if f.severity.value == "强制"] == []


def test_an_item_whose_row_was_deleted_is_named_and_the_rest_is_read() -> None:
    rows = rows_of(filled_form(ANNEX2))
    item9 = next(n for n, row in enumerate(rows) if "是否立案查处" in row)

    parsed = parsed_form(Grid("缺行", [*rows[:item9], *rows[item9 + 2 :]]), ANNEX2)

    assert [(f.code, f.facts["detail"]) for f in parsed.findings] == [("F21", "9"), ("N04", "92%")]
    assert {f.key for f in ANNEX2.fields} - set(parsed.answers) == {"case_filed", "case_number"}
    assert (parsed.answers["fined"], parsed.answers["landlord_liable"]) == ("否", "不涉及")


def test_a_label_that_was_typed_over_makes_its_item_unreadable_not_wrong() -> None:
    rows = rows_of(filled_form(ANNEX2))
    row, col = next((r, c) for r, values in enumerate(rows) for c, v in enumerate(values) if v == "断电")
    rows[row][col] = "断网"

    parsed = parsed_form(Grid("改字", rows), ANNEX2)

    assert "power_cut" not in parsed.answers
    (unread,) = [f for f in parsed.findings if f.code == "F24"]
    assert (unread.item, "断网" in unread.facts["value"]) == ("附件2第3项", True)


def test_a_stray_cell_is_named_by_its_address() -> None:
    rows = rows_of(filled_form(ANNEX1))
    rows[30] += [None] * (12 - len(rows[30]))
    rows[30][11] = "联系电话另报"

    parsed = parsed_form(Grid("附件1", rows), ANNEX1)

    assert [(f.code, f.cells, f.facts["value"]) for f in parsed.findings] == [("N03", ("L31",), "联系电话另报")]


def register(*records: dict[str, Answer | None]) -> Rows:
    return rows_of(grid_of(register_sheet(ANNEX2, records, NOTICE, hint_ranges(0, ANNEX2, NOTICE)).sheet))[
        : 4 + len(records) + 1
    ]


SITES = (CLEAN["annex2"], CLEAN["annex2"] | OPEN | {"problem_id": "P002"})


def test_columns_in_another_order_and_blank_rows_between_change_nothing() -> None:
    rows = register(*SITES)
    turned: Rows = [list(reversed(row)) for row in rows[2:]]
    turned.insert(2, [None] * len(turned[0]))

    answers, found = parsed_register(Grid("登记", [*rows[:1], *turned]), ANNEX2)

    assert [a["problem_id"] for a in answers] == ["P001", "P002"]
    assert answers[1] == {f.key: SITES[1].get(f.key) for f in ANNEX2.fields}
    assert {code for code, _ in found} <= {"N03"}  # the numbers printed before each row


def test_a_totals_row_is_not_a_site_and_is_named() -> None:
    rows = register(*SITES)
    total: list[CellValue] = [None] * len(rows[3])
    total[1], total[2] = "合 计", 2

    answers, found = parsed_register(Grid("登记", [*rows[:5], total]), ANNEX2)

    assert len(answers) == 2
    assert found == [("L05", ["B6", "C6"])]


def test_a_deleted_head_is_named_and_its_column_is_not_read_as_another() -> None:
    rows = register(*SITES)
    at = rows[2].index("9.案号")
    rows[2][at] = None

    answers, found = parsed_register(Grid("登记", rows), ANNEX2)

    assert [code for code, _ in found] == ["F19"]
    assert all("case_number" not in answer for answer in answers)


def test_money_and_days_keep_their_types() -> None:
    answers, _ = parsed_register(
        Grid("登记", register(SITES[1] | {"fined": "是", "fine_yuan": Decimal("1999.90")})), ANNEX2
    )

    assert (answers[0]["fine_yuan"], answers[0]["tracker_deadline"]) == (Decimal("1999.90"), date(2020, 9, 1))


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("98.8%", []),
        (0.9875, []),
        (98.8, []),
        ("９８．８％", []),
        ("99%", ["R104"]),
        (1.0, ["R104"]),
        ("约九成", ["N03"]),
    ],
)
def test_a_rate_typed_over_its_formula_must_agree_within_a_tenth_of_a_point(typed: CellValue, codes: list[str]) -> None:
    """R104: 790 of 800 is 98.75 %."""
    rows = rows_of(filled_form(ANNEX1))
    row = [n for n, values in enumerate(rows) if "排查覆盖率" in values][1]
    rows[row][rows[row].index("排查覆盖率") + 1] = typed

    found = parsed_form(Grid("附件1", rows), ANNEX1).findings

    assert [f.code for f in found] == codes
    said = {"R104": f"{99 if typed == '99%' else 100}.0%，应为790/800", "N03": typed}
    assert [f.facts["value"] for f in found] == [said[code] for code in codes]
