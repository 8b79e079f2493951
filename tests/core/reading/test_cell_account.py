"""Every cell that is not blank goes somewhere, or is named."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT, grid_of
from xhg_excel.core.model.grid import CellValue, Grid, place_of
from xhg_excel.core.model.submission import Account, Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import CountyContent, county_book, ledger_book
from xhg_excel.notice import NOTICE, PROBLEMS
from xhg_excel.notice.small_chemical.annexes import ANNEX1
from xhg_excel.notice.words.totals.audit import Went


@pytest.fixture(scope="module")
def sheets(nantong: CityRehearsal) -> dict[str, list[list[CellValue]]]:
    unit = nantong.units[0]
    book = county_book(NOTICE, unit, CountyContent(nantong.annex1[unit], nantong.sites[unit]), CONTEXT.registry)
    return {sheet.name: [list(row) for row in grid_of(sheet).rows] for sheet in book.sheets}


def read(sheets: dict[str, list[list[CellValue]]], **typed: CellValue) -> Submission:
    """Return what is read of a workbook with values typed at `sheet__A1`."""
    changed = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    for where, value in typed.items():
        sheet, _, address = where.partition("__")
        place, rows = place_of(sheet, address), changed.setdefault(sheet, [])
        rows += [[] for _ in range(place.row + 1 - len(rows))]
        rows[place.row] += [None] * (place.col + 1 - len(rows[place.row]))
        rows[place.row][place.col] = value
    return parse_book([Grid(name, rows) for name, rows in changed.items()], Source("x.xlsx"), CONTEXT)


def account(submission: Submission) -> Account:
    assert submission.source.account is not None
    return submission.source.account


def test_a_clean_workbook_balances_and_every_answer_is_one_cell(sheets: dict[str, list[list[CellValue]]]) -> None:
    found = read(sheets)
    answers = sum(answer is not None for form in found.forms for answer in form.answers.values())

    assert account(found).is_balanced
    assert account(found).went[Went.ANSWER] == answers
    assert account(found).went[Went.IGNORED] == 0
    assert found.findings == []


@pytest.mark.parametrize(
    ("where", "value", "went", "code"),
    [
        ("附件2登记表__H1", "联系人在这里", Went.IGNORED, "N03"),
        ("附件2登记表__CZ2", "边上的字", Went.IGNORED, "N03"),
        ("封面__C30", "见附件", Went.IGNORED, "N03"),
        ("附件1__C90", "联系电话另报", Went.IGNORED, "N03"),
        ("随手记__A1", "周三再核", Went.IGNORED, "F17"),
        ("附件1__D13", "约30", Went.UNREAD, "R103"),
        ("附件1__D13", "/", Went.READ_BLANK, "N01"),
        ("附件2登记表__AK4", "适用简易程序", Went.NOTE, ""),
    ],
)
def test_a_typed_cell_goes_where_it_belongs_and_is_named_unless_it_is_used(
    sheets: dict[str, list[list[CellValue]]], where: str, value: CellValue, went: Went, code: str
) -> None:
    clean, found = account(read(sheets)), read(sheets, **{where: value})

    assert account(found).is_balanced
    assert account(found).went[went] == clean.went[went] + 1
    sheet, _, address = where.partition("__")
    named = [f.code for f in found.findings if f.sheet == sheet and (address in f.cells or f.code == "F17")]
    assert code in named if code else named == []


def test_white_space_is_no_cell(sheets: dict[str, list[list[CellValue]]]) -> None:
    assert account(read(sheets, 附件1__C90="  ")).filled == account(read(sheets)).filled


def test_a_ledger_balances_and_what_stands_above_its_heads_is_named() -> None:
    rows = [{"city": "南通市", "county": "如东县", "problem_id": "P1", "site_name": "甲", "address": "乙"}]
    book = ledger_book(NOTICE, PROBLEMS, rows)
    plain = {sheet.name: [list(row) for row in grid_of(sheet).rows] for sheet in book.sheets}

    found = read(plain, 问题清单__F1="第三批")

    assert account(found).is_balanced
    assert account(found).went[Went.LEDGER] == 5
    assert [(f.code, f.cells) for f in found.findings if f.code == "N03"] == [("N03", ("F1",))]


def test_an_account_that_lost_a_cell_is_not_balanced() -> None:
    lost = Account(3)
    lost.went[Went.ANSWER] = 2

    assert not lost.is_balanced


def test_two_covers_of_two_units_in_one_file_are_named(sheets: dict[str, list[list[CellValue]]]) -> None:
    """M06: one file, one unit; the first cover is not taken silently."""
    second = [list(row) for row in sheets["封面"]]
    second[5][2] = "海安市" if second[5][2] != "海安市" else "如东县"
    found = read(sheets | {"封面2": second})

    assert [(f.code, f.sheet, f.cells) for f in found.findings] == [("M06", "封面2", ("C6",))]
    assert read(sheets | {"封面2": sheets["封面"]}).findings == []


def test_an_empty_sheet_has_nothing_to_account_for(sheets: dict[str, list[list[CellValue]]]) -> None:
    found = read(sheets | {"Sheet3": [[None, ""], []]})

    assert account(found) == account(read(sheets))
    assert found.findings == []


def test_the_form_of_a_unit_copied_within_the_file_counts_once(sheets: dict[str, list[list[CellValue]]]) -> None:
    """N09: Excel copies a sheet in one move; the same form twice changes nothing."""
    alone, found = read(sheets), read(sheets | {"附件1 (2)": sheets["附件1"]})
    filled = sum(answer is not None for answer in alone.forms_of(ANNEX1)[0].answers.values())

    assert [(f.code, f.sheet, len(f.places), f.facts["detail"]) for f in found.findings] == [
        ("N09", "附件1 (2)", filled, "附件1")
    ]
    assert found.forms == alone.forms
    assert account(found).is_balanced
    assert account(found).went[Went.IGNORED] == filled


def test_another_form_of_the_unit_in_the_file_is_named_and_not_counted(
    sheets: dict[str, list[list[CellValue]]],
) -> None:
    """F39: a draft that stayed behind; which of two counts is not decided without a word."""
    rows = {"附件1 (2)": [list(row) for row in sheets["附件1"]]}
    places = read(sheets).forms_of(ANNEX1)[0].places
    number, unread = (places[key].a1 for key in ("slogans_count", "posters_count"))
    typed: dict[str, CellValue] = {number: 7777, unread: "约三十", "B90": "草稿"}
    found = read(sheets | rows, **{f"附件1 (2)__{address}": value for address, value in typed.items()})

    assert [(f.code, f.sheet) for f in found.findings] == [("N03", "附件1 (2)"), ("F39", "附件1 (2)")]
    assert {number, unread} <= set(found.findings[1].cells)
    assert found.forms == read(sheets).forms
    assert account(found).is_balanced


def test_a_blank_form_of_the_unit_gives_way_to_a_filled_one(
    sheets: dict[str, list[list[CellValue]]], nantong: CityRehearsal
) -> None:
    """The template's own sheet was left blank and a copy of it filled, or the other way round."""
    book = county_book(NOTICE, nantong.units[0], CountyContent({}), CONTEXT.registry)
    blank = next([list(row) for row in grid_of(sheet).rows] for sheet in book.sheets if sheet.name == "附件1")
    filled = sheets["附件1"]

    first, last = (
        read(sheets | {"附件1": one, "附件1 (2)": other}) for one, other in ((blank, filled), (filled, blank))
    )

    assert first.findings == last.findings == []
    assert first.forms_of(ANNEX1)[0].answers == last.forms_of(ANNEX1)[0].answers
    assert len(first.forms) == len(last.forms) == len(read(sheets).forms)
    assert account(first).is_balanced
    assert account(last).is_balanced
