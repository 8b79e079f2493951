"""Item texts in other words: what is declared is read, any other word makes it another question."""

from __future__ import annotations

import pytest

from xhg_excel.core.retyped.printed_text import item_meant, items_asked, likeness
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.retyped_forms import OTHER_ITEM_TEXTS

PRINTED = [(annex, item) for annex in ANNEXES for item in annex.items]


def numbers(text: str) -> set[tuple[int, int]]:
    return {(annex.number, item.number) for annex, item in items_asked(text)}


def test_every_printed_text_is_its_own_item_and_every_declared_one_too() -> None:
    for annex, item in PRINTED:
        for text in (item.text, *OTHER_ITEM_TEXTS.get(item.text, ())):
            assert (annex.number, item.number) in numbers(text)


def test_every_declared_text_is_of_a_printed_item() -> None:
    assert OTHER_ITEM_TEXTS.keys() <= {item.text for _, item in PRINTED}


# fmt: off
@pytest.mark.parametrize(("text", "asked"), [
    ("3．是否已断水、断电？", {(2, 3), (3, 2)}),
    ("断水断电情况", {(2, 3), (3, 2)}),
    ("是否己断水断电", {(2, 3), (3, 2)}),
    ("有无立案查处", {(2, 9), (3, 8)}),
    ("供电部门提供的排查底单数与排查覆盖率", {(1, 10)}),
    ("市场监管部门提供的排查底单数和排查覆盖率", {(1, 9)}),
    ("宣传海报数量", {(1, 7)}),
    ("是否行政处罚", {(2, 10), (3, 9)}),
    ("彻底清理原材料、产品、危险废物情况", {(2, 6), (3, 5)}),
    ("是否已断水断电（是/否）", {(2, 3), (3, 2)}),
    ("印发宣传海报数（份）", {(1, 7)}),
    # A mark says that the rest is left out; enough of it is there to know which item it is.
    ("对出租厂房、民房等场地给“小化工”的企业或个人，是否依法…", {(2, 12)}),
])
def test_declared_words_change_nothing(text: str, asked: set[tuple[int, int]]) -> None:
    assert numbers(text) == asked


@pytest.mark.parametrize("text", [
    # Another word more.
    "是否未断水断电", "是否正在断水断电", "是否曾断水断电", "是否计划彻底清理厂房、场地", "是否待拆除生产、储存设备设施", "是否应进行行政处罚",
    "是否拟立案查处", "是否建议立案查处", "是否为重复信访举报问题", "印发工作简报页数", "立案查处件数", "关闭取缔难度", "是否已关闭取缔：是",
    "印发宣传海报数（百）", "印发宣传海报数（万份）", "印发宣传海报数（张）", "是否已断水断电 否", "情况",
    # Another word instead.
    "是否已断水断气", "印发工作简报费", "公安部门提供的排查底单数和排查覆盖率", "是否已彻底清理原材料、产品及一般废物", "有无生产、储存设备设施",
    "是否有原材料、产品及危险废物", "是否已彻底清等原材料、产品及危险废物", "对出租厂房、民房等场地给“小化工”的企业或个人，是否依法依规减轻相关法律责任",
    # A word less: one limb only, not the verb, not all of it.
    "是否已彻底清理厂房", "联席会议办公室专班人员是否集中办公", "是否已彻底清理原材料、产品", "是否清理厂房、场地", "原材料、产品及危险废物",
    "是否依法从严查处，没收违法所得",
    # A mark of omission behind too little, or behind what two items begin with.
    "是否…", "是否已彻底清理厂…", "是否已彻底…",
    # Longer than any item.
    "是否已断水断电" * 4000, "断" * 400, "",
])
def test_any_other_word_makes_it_another_question(text: str) -> None:
    assert items_asked(text) == ()
# fmt: on


def test_a_text_that_seems_to_be_an_item_is_named_as_it() -> None:
    meant = [item_meant(text, number, ANNEX2.items) for text, number in (("是否正在断水断电", None), ("厂房清理", 5))]

    assert [item.number for item in meant if item] == [3, 5]
    assert item_meant("企业意见", None, ANNEX2.items) is None
    assert item_meant("企业意见", 5, ANNEX2.items) is None


def test_likeness_of_a_text_without_words_is_none() -> None:
    assert likeness("……", "是否已断水断电") == 0
