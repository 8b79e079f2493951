"""Compound cells as one readable sentence, and back again to the same fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.reading.test_parse_sheet import answer_for, parsed_form
from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.answers.sentence import ParsedSentence, item_sentence, longest_sentence, parse_sentence
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Item
from xhg_excel.notice.small_chemical.annexes import ANNEX2

ITEMS = [item for annex in ANNEXES for item in annex.items]


@given(st.sampled_from(ITEMS).flatmap(lambda i: st.tuples(st.just(i), *(answer_for(f) for f in i.fields))))
def test_what_a_sentence_says_is_what_was_answered(drawn: tuple[Item, *tuple[object, ...]]) -> None:
    item, *given_answers = drawn
    answers = dict(zip((f.key for f in item.fields), given_answers, strict=True))
    if item.bare and answers[item.bare[0]] is None:
        answers = dict.fromkeys(answers)  # details without the answer they detail are not printed first

    said = parse_sentence(item, item_sentence(item, answers)).fields  # type: ignore[arg-type]

    read = {f.key: normalize(said.get(f.key), f, 2020).answer for f in item.fields}
    assert read == answers


def test_an_answer_is_not_taken_for_the_amount_beside_it() -> None:
    """附件1 第17项: whether gains were confiscated, and how much, are two fields."""
    item = next(i for i in ITEMS if any(f.key == "gains_confiscated" for f in i.fields))

    assert parse_sentence(item, item_sentence(item, {"gains_confiscated": "是"})).fields == {"gains_confiscated": "是"}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.text[:8])
def test_no_sentence_is_longer_than_its_cell_is_made_for(item: Item) -> None:
    longest = {f.key: max(f.answers, key=len) if f.answers else None for f in item.fields}

    assert len(item_sentence(item, longest)) <= len(longest_sentence(item))


def retyped(answers: dict[int, str]) -> Grid:
    """Return Annex 2 as a clerk retypes it: three columns, one row an item, a sentence in each answer."""
    rows: list[list[CellValue]] = [["违法违规“小化工”现场督导检查表"]]
    rows += [["企业（小作坊、黑窝点）名称：", "演练作坊", ""], ["详细地址：", "演练村", ""], list(ANNEX2.heads)]
    rows += [[item.number, item.text, answers.get(item.number, "")] for item in ANNEX2.items]
    return Grid("Sheet1", [*rows, ["检查人：", "演甲"], ["时间：月 日", "8月12日"]])


def test_a_retyped_form_with_sentences_is_read_field_by_field() -> None:
    parsed = parsed_form(
        retyped({1: "否", 2: "是", 3: "断水：是；断电：否", 6: "是", 10: "是；处罚金额：2万元", 11: "从严查处：是"}),
        ANNEX2,
    )

    expected = {
        "is_petition": "否",
        "closed": "是",
        "water_cut": "是",
        "power_cut": "否",
        "fined": "是",
        "punished": "是",
    }
    assert {key: parsed.answers[key] for key in expected} == expected
    assert [parsed.answers[k] for k in ("materials_cleared", "products_cleared", "hazwaste_cleared")] == ["是"] * 3
    assert (str(parsed.answers["fine_yuan"]), parsed.answers["confiscated"]) == ("20000.00", None)
    assert [f.facts["detail"] for f in parsed.findings if f.code == "F21"] == []


def test_words_nobody_can_assign_are_named_not_guessed() -> None:
    parsed = parsed_form(retyped({3: "水电都断了"}), ANNEX2)

    assert "water_cut" not in parsed.answers
    assert [f.facts["value"] for f in parsed.findings if f.code == "E11"] == ["水电都断了"]


@pytest.mark.parametrize(
    ("number", "text", "said"),
    [
        (3, "断水：是；断水：否；断电：是", ParsedSentence({"water_cut": "是", "power_cut": "是"}, "断水：否")),
        # A text keeps its own separators, an answer ends at the first.
        (
            8,
            "是，督办人：演甲、演乙，完成时限：9月1日、待定",
            ParsedSentence({"tracker_person": "演甲、演乙", "tracker_deadline": "9月1日", "tracked": "是"}, "待定"),
        ),
        (10, "是，处罚金额：20,000元", ParsedSentence({"fine_yuan": "20,000", "fined": "是"})),
        (10, "已罚款，处罚金额：20,000元", ParsedSentence({"fine_yuan": "20,000"}, "已罚款")),
        # Options of which one is ticked stay together; a tick alone is an answer, and what follows it is said beside.
        (3, "断水：√是 否；断电：是 √否", ParsedSentence({"power_cut": "是 √否", "water_cut": "√是 否"})),
        (3, "断水：√是 否，断电：是 √否", ParsedSentence({"water_cut": "√是 否", "power_cut": "是 √否"})),
        (3, "断水：是√否；断电：是 √否", ParsedSentence({"water_cut": "是√否", "power_cut": "是 √否"})),
        (3, "断水：☑ 是 □ 否，断电：√ 否", ParsedSentence({"water_cut": "☑ 是 □ 否", "power_cut": "√ 否"})),
        (3, "断水：√，断电：√，已拍照", ParsedSentence({"water_cut": "√", "power_cut": "√"}, "已拍照")),
        (8, "是，督办人是王五", ParsedSentence({"tracked": "是", "tracker_person": "王五"})),
        (1, "是，信访编号是XF1", ParsedSentence({"is_petition": "是", "petition_number": "XF1"})),
        (3, "断水是，断电：是，否则罚款", ParsedSentence({"water_cut": "是", "power_cut": "是"}, "否则罚款")),
    ],
)
def test_a_sentence_with_other_separators_loses_nothing(number: int, text: str, said: ParsedSentence) -> None:
    assert parse_sentence(ANNEX2.items[number - 1], text) == said


def test_a_tick_in_a_sentence_is_read_of_its_own_word() -> None:
    found = parsed_form(retyped({3: "断水：√是 否，断电：是 √否"}), ANNEX2)
    unclear = parsed_form(retyped({3: "断水：是√否，断电：是 √ 否", 6: "无"}), ANNEX2)

    assert (found.answers["water_cut"], found.answers["power_cut"]) == ("是", "否")
    assert not {"water_cut", "power_cut", "materials_cleared"} & set(unclear.answers)
    assert [f.facts["value"] for f in unclear.findings if f.code == "E02"] == ["是√否", "是 √ 否"]
    assert [f.facts["value"] for f in unclear.findings if f.code == "E11"] == ["无"]


def test_of_two_figures_behind_one_label_neither_is_cut_off() -> None:
    """`1 000` may be a thousand or two figures: the whole is kept, and is no number."""
    item = next(i for i in ITEMS if any(f.key == "cases_filed" for f in i.fields))

    assert parse_sentence(item, "立案查处：1 000；移送司法机关：2").fields["cases_filed"] == "1 000"
