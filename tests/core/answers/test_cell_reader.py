"""What stands beside the answers: notes, and the columns that a sheet computes by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import drawn
from xhg_excel.core.answers.cell_reader import CellReader, Neighbours, Parsed, neighbours_of
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.grid import Place
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2


def test_a_note_that_cannot_be_read_is_named_and_no_note() -> None:
    grid = drawn("""
        | 是 | 另案处理 |
        | 否 | #REF!    |
    """)
    reader = CellReader(grid, 2020, lambda f: item_ref(ANNEX2, f), ANNEX2.clause_of)
    parsed = Parsed(places={"closed": Place("sheet", 0, 0), "fined": Place("sheet", 1, 0)})

    reader.read_notes(parsed, 1)

    assert (parsed.notes, parsed.note_places) == ({0: "另案处理"}, {0: Place("sheet", 0, 1)})
    assert [(f.code, f.cells, f.facts["value"]) for f in parsed.findings] == [("E09", ("B2",), "#REF!")]


def test_the_computed_columns_are_found_by_their_heads() -> None:
    """Whoever deletes the hidden columns keeps the others."""
    whole = drawn("| 项目 | 说明 | 状态 | 怎样改 | 检查码 |")
    cut = drawn("| 项目 | 状态 | 怎样改 | 说明 |")
    without = drawn("| 项目 | 怎样改 | 说明 |")

    assert [neighbours_of(grid, 0) for grid in (whole, cut, without)] == [
        Neighbours(frozenset(range(2, 10)), 1),
        Neighbours(frozenset({1, 2}), 3),
        Neighbours(frozenset(), 2),
    ]


def test_a_remedy_says_what_a_cell_almost_says_and_fits_the_sheet() -> None:
    """A retyped form has no list to choose from; 己 is probably 已."""
    reader = CellReader(drawn("| 己 |"), 2020, lambda f: item_ref(ANNEX2, f), ANNEX2.clause_of)
    parsed = Parsed()

    reader.read_cell(parsed, ANNEX2.items[1].fields[0], (0, 0))

    (found,) = parsed.findings
    assert (found.code, found.remedy) == ("E02", "其中“己”可能是“已”之误。请从下拉列表中选择。")
    assert replace(found, facts=found.facts | {"remedy": "请只写{choices}中的一个。"}).remedy == (
        "其中“己”可能是“已”之误。请只写“是”、“否”中的一个。"
    )


@pytest.mark.parametrize(
    ("number", "text", "answers", "left"),
    [
        (3, "断水：是；断电：否", {"water_cut": "是", "power_cut": "否"}, []),
        (3, "断水：是；断电：否；已拍照", {"water_cut": "是", "power_cut": "否"}, ["已拍照"]),
        (3, "是", {"water_cut": "是", "power_cut": "是"}, []),
        (3, "也许断了", {}, []),
        (3, "", {"water_cut": None, "power_cut": None}, []),
    ],
)
def test_a_sentence_answers_the_fields_it_names_and_one_word_those_it_can(
    number: int, text: str, answers: dict[str, str | None], left: list[str]
) -> None:
    reader = CellReader(drawn("| 句子 |"), 2020, lambda f: item_ref(ANNEX2, f), ANNEX2.clause_of)
    parsed = Parsed()

    reader.read_sentence(parsed, ANNEX2.items[number - 1], (0, 0), text)

    assert parsed.answers == answers
    assert [f.facts["value"] for f in parsed.findings if f.code == "E11"] == left
    assert parsed.places.keys() == {"water_cut", "power_cut"}


def test_one_figure_is_not_the_answer_of_several_fields() -> None:
    """附件1 第9项: counted of how many."""
    reader = CellReader(drawn("| 980 |"), 2020, lambda f: item_ref(ANNEX1, f), ANNEX1.clause_of)
    parsed = Parsed()

    reader.read_sentence(parsed, ANNEX1.items[8], (0, 0), "980")

    assert parsed.answers == {}
    assert [(f.code, f.facts["value"]) for f in parsed.findings] == [("E11", "980")]
    assert parsed.places.keys() == {field.key for field in ANNEX1.items[8].fields}
