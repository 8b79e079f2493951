"""What clerks type, and what it is read as: understood and disclosed, or named."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.answers.normalize import Normalized, lookalike_hint, normalize, normalized_text, ratio_of, ticked
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.grid import CellValue
from xhg_excel.notice import SITE_ANNEXES
from xhg_excel.notice.schema.form import NOT_APPLICABLE, Annex, Field, Kind
from xhg_excel.notice.small_chemical.site_types import SITE_TYPES


def read(kind: Kind, value: CellValue) -> Normalized:
    return normalize(value, Field("k", "", kind, choices=("其它", "小电镀", "停产停业(取缔)")), 2020)


# fmt: off
@pytest.mark.parametrize(("kind", "value", "answer", "reread"), [
    (Kind.YES_NO, "是", "是", False),
    (Kind.YES_NO, " 是 ", "是", True),
    (Kind.YES_NO, "√", "是", True),
    (Kind.YES_NO, "×", "否", True),
    (Kind.YES_NO, "有", "是", True),
    (Kind.YES_NO, "无", "否", True),
    (Kind.YES_NO, "已", "是", True),
    (Kind.YES_NO, "未", "否", True),
    (Kind.YES_NO, "Ｙ", "是", True),
    (Kind.YES_NO, True, "是", True),
    (Kind.YES_NO, False, "否", True),
    (Kind.YES_NO, "是。", "是", True),
    (Kind.YES_NO_NA, "不涉及", "不涉及", False),
    (Kind.YES_NO_NA, "不适用", "不涉及", True),
    (Kind.YES_NO, "/", None, True),
    (Kind.YES_NO, "　", None, False),
    (Kind.YES_NO, None, None, False),
    (Kind.CHOICE, "小电镀", "小电镀", False),
    (Kind.CHOICE, "其他", "其它", True),
    (Kind.CHOICE, "□其它 ☑小电镀", "小电镀", True),
    (Kind.CHOICE, "其它、小电镀√、停产停业", "小电镀", True),
    (Kind.CHOICE, "停产停业（取缔）", "停产停业(取缔)", True),
    (Kind.COUNT, 0, 0, False),
    (Kind.COUNT, 12.0, 12, False),
    (Kind.COUNT, "１２", 12, True),
    (Kind.COUNT, "1,200", 1200, False),
    (Kind.COUNT, " 1,200 ", 1200, False),
    (Kind.COUNT, "１，２００", 1200, True),
    (Kind.COUNT, "1,234,567.0", 1234567, False),
    (Kind.COUNT, "未提供", "未提供", False),
    (Kind.YUAN, 20000.456, Decimal("20000.46"), True),
    (Kind.YUAN, 0.1 + 0.2, Decimal("0.30"), False),
    (Kind.YUAN, "2000万", Decimal("20000000.00"), True),
    (Kind.YUAN, "2.5万元", Decimal("25000.00"), True),
    (Kind.YUAN, "300元", Decimal("300.00"), True),
    (Kind.YUAN, "20,000.5 元。", Decimal("20000.50"), True),
    (Kind.YUAN, "2 万 元", Decimal("20000.00"), True),
    (Kind.YUAN, "未 提供", "未提供", True),
    (Kind.DATE, datetime(2020, 8, 12, 9), date(2020, 8, 12), False),
    (Kind.DATE, date(2020, 8, 12), date(2020, 8, 12), False),
    (Kind.DATE, 44055, date(2020, 8, 12), True),
    (Kind.DATE, "2020.8.12", date(2020, 8, 12), True),
    (Kind.DATE, "2020年8月12日", date(2020, 8, 12), True),
    (Kind.DATE, "8月12日", date(2020, 8, 12), True),
    (Kind.DATE, "8/12", date(2020, 8, 12), True),
    (Kind.COUNT, "3000.", 3000, True),
    (Kind.COUNT, "30\u200b00", 3000, False),
    (Kind.DATE, "2020/7/7 0:00", date(2020, 7, 7), True),
    (Kind.DATE, "2020-08-12T00:00:00", date(2020, 8, 12), True),
    (Kind.DATE, "2020-8-12 09:30:00.000", date(2020, 8, 12), True),
    (Kind.DATE, "2020 / 8 / 12", date(2020, 8, 12), True),
    (Kind.TEXT, "  按计划 ", "按计划", False),
    (Kind.TEXT, 3.0, "3", False),
    (Kind.TEXT, datetime(2020, 8, 12), "2020-08-12", False),
    (Kind.ID, " p００1 ", "p001", True),
    (Kind.ID, 17.0, "17", False),
    (Kind.ID, "P114\u200b", "P114", False),
    (Kind.ID, "320623202008120001", "320623202008120001", False),
    (Kind.ID, "苏〔2020〕12-3号（信访）", "苏〔2020〕12-3号(信访)", True),
])
def test_what_can_be_understood_is_read_and_disclosed(kind: Kind, value: CellValue, answer: object, reread: bool) -> None:
    found = read(kind, value)
    assert (found.answer, found.reread, found.fault) == (answer, reread, "")
    assert type(found.answer) is type(answer)


@pytest.mark.parametrize(("kind", "value", "fault"), [
    (Kind.YES_NO, "部分", "E02"),
    (Kind.YES_NO, "不涉及", "E02"),
    (Kind.YES_NO, 1.0, "E02"),
    (Kind.YES_NO_NA, "无", "E02"),
    (Kind.CHOICE, "小木器", "E02"),
    (Kind.COUNT, "300张", "E03"),
    (Kind.COUNT, "约30", "E03"),
    (Kind.COUNT, -1, "E03"),
    (Kind.COUNT, 2.5, "E03"),
    (Kind.COUNT, True, "E03"),
    (Kind.COUNT, "1e999999999999999999999", "E03"),
    (Kind.COUNT, datetime(2020, 8, 12), "E03"),
    (Kind.COUNT, 1e300, "E03"),
    (Kind.COUNT, "120\n118", "E03"),
    (Kind.COUNT, "120 118", "E03"),
    (Kind.COUNT, "3　 5", "E03"),
    (Kind.COUNT, "8，8，5", "E03"),
    (Kind.COUNT, "12，5", "E03"),
    (Kind.COUNT, "1,200,30", "E03"),
    (Kind.COUNT, "1200,300", "E03"),
    (Kind.COUNT, "0,500", "E03"),
    (Kind.COUNT, "12,", "E03"),
    (Kind.COUNT, "20 000", "E03"),
    (Kind.COUNT, "3000①", "E03"),
    (Kind.COUNT, "①3000", "E03"),
    (Kind.COUNT, "2⑤", "E03"),
    (Kind.COUNT, "3000²", "E03"),
    (Kind.COUNT, "٣٠", "E03"),
    (Kind.COUNT, "1000、1200", "E03"),
    (Kind.COUNT, "300余", "E03"),
    (Kind.COUNT, "一百", "E03"),
    (Kind.COUNT, "3000-4000", "E03"),
    (Kind.YUAN, "2万²", "E04"),
    (Kind.DATE, "8月1²日", "E05"),
    (Kind.DATE, "8月1 2日", "E05"),
    (Kind.DATE, "2020/7/7 0:00 2020/7/8", "E05"),
    (Kind.TEXT, "#SPILL!", "E09"),
    (Kind.COUNT, "Err:508", "E09"),
    (Kind.ID, 320623202008120000.0, "E13"),
    (Kind.ID, 10**15, "E13"),
    (Kind.ID, 12.5, "E13"),
    (Kind.ID, -7.0, "E13"),
    (Kind.ID, True, "E13"),
    (Kind.ID, "2.02008E+17", "E13"),
    (Kind.ID, "1E+05", "E13"),
    (Kind.ID, date(2020, 8, 12), "E13"),
    (Kind.ID, "2020/8/12 0:00", "E13"),
    (Kind.ID, "8月12日", "E13"),
    (Kind.ID, "2020年8月", "E13"),
    (Kind.ID, "无", "E13"),
    (Kind.ID, "见清单", "E13"),
    (Kind.ID, "P①", "E13"),
    (Kind.ID, "P٣", "E13"),
    (Kind.ID, "7 8", "E13"),
    (Kind.ID, "P001、P002", "E13"),
    (Kind.ID, "P001及P002", "E13"),
    (Kind.ID, "7/8", "E13"),
    (Kind.ID, "1" * 1001, "E07"),
    (Kind.YUAN, "12\n15", "E04"),
    (Kind.YUAN, "2，5000", "E04"),
    (Kind.YUAN, "3 5万元", "E04"),
    (Kind.YUAN, "20 000元", "E04"),
    (Kind.YUAN, 1e300, "E04"),
    (Kind.YUAN, "两万", "E04"),
    (Kind.YUAN, -0.5, "E04"),
    (Kind.DATE, "2020-13-01", "E05"),
    (Kind.DATE, "八月中旬", "E05"),
    (Kind.DATE, 12.0, "E05"),
    (Kind.DATE, True, "E05"),
    (Kind.TEXT, "字" * 1001, "E07"),
    (Kind.TEXT, "#REF!", "E09"),
])
def test_what_cannot_is_named_and_has_no_answer(kind: Kind, value: CellValue, fault: str) -> None:
    assert read(kind, value) == Normalized(fault=fault)
# fmt: on


_CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.none(), st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()
)


@given(st.sampled_from(Kind), _CELLS)
def test_no_cell_whatever_it_holds_raises_or_becomes_two_things(kind: Kind, value: CellValue) -> None:
    found = read(kind, value)

    assert not (found.fault and found.answer is not None)


@given(st.sampled_from(Kind), _CELLS)
def test_reading_what_was_shown_gives_the_same_answer(kind: Kind, value: CellValue) -> None:
    """The law behind the detail sheet: an answer survives being written as text."""
    first = read(kind, value)

    if first.answer is not None:
        assert read(kind, show(first.answer)).answer == first.answer


def test_a_figure_may_carry_the_unit_that_is_declared_for_it() -> None:
    declared = Field("k", "宣传海报", Kind.COUNT, unit="份")

    assert [normalize(text, declared, 2020) for text in ("3000份", "3,000 份。", "３０００份")] == [
        Normalized(3000, reread=True)
    ] * 3
    assert {normalize(text, declared, 2020).fault for text in ("3000张", "3000份余", "份", "3000①份", "3000份份")} == {
        "E03"
    }


def test_a_blank_is_shown_as_such() -> None:
    assert [normalized_text(Normalized()), normalized_text(Normalized(Decimal("1.50"))), show(Decimal("100"))] == [
        "空白",
        "1.5",
        "100",
    ]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.COUNT, "1,2OO", "其中字母O应为数字0。"),
        (Kind.COUNT, "l5", "其中字母l应为数字1。"),
        (Kind.COUNT, "１Ｏ", "其中字母O应为数字0。"),
        (Kind.YUAN, "Io万元", "其中字母o应为数字0、字母I应为数字1。"),
        (Kind.COUNT, "3OO张", ""),
        (Kind.COUNT, "约30", ""),
        (Kind.COUNT, "2.5O", ""),
        (Kind.COUNT, -1, ""),
        (Kind.DATE, "2O20-8-12", ""),
        (Kind.YES_NO, "己", "其中“己”可能是“已”之误。"),
        (Kind.YES_NO_NA, "昰", "其中“昰”可能是“是”之误。"),
        (Kind.YES_NO, "己拆一半", ""),
        (Kind.YES_NO, "部分", ""),
    ],
)
def test_letters_for_digits_are_named_and_not_read(kind: Kind, value: CellValue, said: str) -> None:
    """The cell stays unread; its remedy says which letters, where nothing else stands in the way."""
    declared = Field("k", "项", kind)

    assert normalize(value, declared, 2020) == Normalized(fault=declared.fault)
    assert lookalike_hint(value, declared) == said


def test_two_rates_in_one_cell_are_none() -> None:
    assert [ratio_of(" 99 %"), ratio_of("9 9%"), ratio_of("9,9%"), ratio_of(" ")] == [0.99, None, None, None]


# fmt: off
@pytest.mark.parametrize(("text", "chosen"), [
    # It touches one word.
    ("是√ 否", "是"), ("√是 否", "是"), ("是 √否", "否"), ("是 否√", "否"), ("是、√否", "否"), ("是；√否", "否"),
    ("是 ☑否", "否"), ("是\n√否", "否"), ("是√/否", "是"), ("是／√否", "否"), ("□是 否√", "否"), ("□是√ □否", "是"),
    ("□√是 □否", "是"), ("√是，已拍照", "是"), ("□是√□否", None),
    # It touches both or none.
    ("是√否", None), ("是 √ 否", None), ("是 否 √", None), ("√ 是 否", None), ("是，已拍照 √", None),
    # Each word has its own mark.
    ("☑是□否", "是"), ("□是☑否", "否"), ("是☑否□", "是"), ("是□否☑", "否"), ("□是 ☑否", "否"), ("是□ 否☑", "否"),
    ("☑ 是 □ 否", "是"), ("是 ☑ 否 □", "是"), ("√ 是", "是"), ("是 √", "是"), ("是（√）", "是"),
    # Marks on either side, or several ticks.
    ("是 ☑否 □", None), ("□是√ 否", None), ("√是√否", None), ("☑是√", None),
    # The word is not the whole option.
    ("不是√", None), ("是否√", None), ("√是否", None), ("√是（但未断电）", None), ("√是的 否", None), ("√", None), ("", None),
])
def test_a_tick_belongs_to_one_word_or_to_none(text: str, chosen: str | None) -> None:
    assert ticked(text, ("是", "否")) == chosen
    assert (read(Kind.YES_NO, text).answer == chosen) or text == "√"


@pytest.mark.parametrize(("text", "chosen"), [
    ("小冶炼、√小电镀、小喷涂", "小电镀"),
    ("各类“小字头”（小冶炼√、小电镀、小喷涂、其它） “停产停业”企业（含取缔、关闭、退出）", "小冶炼"),
    ("各类“小字头”（小冶炼、小电镀、其它√） “停产停业”企业（含取缔、关闭、退出）", "其它"),
    ("☑停产停业（取缔） □小冶炼", "停产停业(取缔)"),
    ("停产停业√（取缔）", None),
])
def test_a_tick_on_a_printed_line_of_types(text: str, chosen: str | None) -> None:
    assert ticked(text, SITE_TYPES) == chosen
# fmt: on


CLEARED = ("equipment_removed", "premises_cleared", "materials_cleared", "products_cleared", "hazwaste_cleared")


@pytest.mark.parametrize("annex", SITE_ANNEXES, ids=lambda annex: annex.key)
@pytest.mark.parametrize("word", ["有", "无", "没有", "无。"])
def test_whether_something_was_cleared_away_is_not_read_of_yes_there_is_or_no_there_is_not(
    annex: Annex, word: str
) -> None:
    read_as = {field.key: normalize(word, field, 2020).fault for field in annex.fields if Kind.YES_NO in field.kind}

    assert [read_as[key] for key in CLEARED] == ["E02"] * 5
    unsure = {field.key for field in annex.fields if NOT_APPLICABLE in field.answers and word != "有"}
    assert {key for key, fault in read_as.items() if fault} == {*CLEARED} | unsure


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[√]是 [ ]否", "是"),
        ("是（） 否（√）", "否"),
        ("是（√） 否（√）", None),
        ("[ ]是 [ ]否", None),
        ("是（√）否", None),
    ],
)
def test_brackets_are_boxes(text: str, meant: str | None) -> None:
    assert ticked(text, ("是", "否")) == meant
