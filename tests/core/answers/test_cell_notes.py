"""A note or text box on a cell is never an answer: it is named, and what it contradicts is not used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import CONTEXT
from tests.core.answers.test_looks import reader_of
from tests.mutation.copies import retyped_rows
from xhg_excel.core.answers.cell_notes import report_notes, says_other, without_own_notes
from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.answers.row_reader import RowReader
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.notice.schema.form import NOT_PROVIDED
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2, ANNEX3
from xhg_excel.notice.words.confirmation import UNREAD_NOTE
from xhg_excel.notice.words.looks import Look
from xhg_excel.notice.words.marks import NOTE_STARTS

SITE = {"site_name": "演练甲厂", "problem_id": "P001", "address": "演练镇三村5组", "closed": "是", "case_filed": "是"}


@pytest.mark.parametrize(
    ("annex", "key", "answer", "note", "contradicts"),
    [
        (ANNEX2, "closed", "是", "此处应为否", True),
        (ANNEX2, "closed", "是", "是否属实", True),
        (ANNEX2, "closed", "是", "已作废", True),
        (ANNEX2, "closed", "是", "是", False),
        (ANNEX2, "closed", "是", "见照片12", False),
        (ANNEX2, "closed", None, "否", False),
        (ANNEX2, "equipment_removed", "不涉及", "无设备", True),
        (ANNEX2, "equipment_removed", "是", "不涉及", True),
        (ANNEX1, "posters_count", 1200, "1,200份", False),
        (ANNEX1, "posters_count", 1200, "1,2,0.0.1", True),
        (ANNEX1, "posters_count", 1200, "应为120", True),
        (ANNEX1, "posters_count", NOT_PROVIDED, "120", True),
        (ANNEX1, "posters_count", 1200, "未提供照片", False),
        (ANNEX2, "fine_yuan", Decimal("20000.00"), "20000元", False),
        (ANNEX2, "visited_on", date(2020, 8, 12), "8月12日", False),
        (ANNEX2, "visited_on", date(2020, 8, 12), "8月13日", True),
        (ANNEX3, "site_type", "小电镀", "应为小喷涂", True),
        (ANNEX3, "site_type", "小电镀", "小电镀", False),
        (ANNEX2, "site_name", "演练甲厂", "否", False),
        (ANNEX2, "site_name", "演练甲厂", "作废", True),
    ],
)  # fmt: skip
def test_a_note_contradicts_an_answer_when_it_mentions_another_one(
    annex: object, key: str, answer: Answer | None, note: str, *, contradicts: bool
) -> None:
    declared = next(
        field for one in (ANNEX1, ANNEX2, ANNEX3) if one is annex for field in one.fields if field.key == key
    )

    assert says_other(note, answer, declared, 2020) is contradicts


def test_an_answer_that_a_note_contradicts_is_named_and_not_used_in_a_form_and_in_a_row() -> None:
    grid = Grid("附件2", [["是", "是"]], notes={(0, 0): "应为否"})
    closed = ANNEX2.item_of("closed").fields[0]  # type: ignore[union-attr]
    parsed = Parsed()

    reader_of(grid).read_cell(parsed, closed, (0, 0))
    row = RowReader(
        reader_of(grid), dict(enumerate(c for c in annex_columns(ANNEX2) if c.field.key in ("closed", "case_filed")))
    )
    in_row = row.parse(0)

    assert [(f.code, f.cells) for f in parsed.findings] == [("E12", ("A1",))]
    assert Look.NOTE_SAYS_OTHER.value in parsed.findings[0].what
    assert (parsed.answers, in_row.answers) == ({}, {"case_filed": "是"})


def test_our_own_notes_are_none_of_the_senders() -> None:
    ours, mixed = (
        UNREAD_NOTE.format(sheet="表", cell="C7", value="否\n是", what=""),
        f"{NOTE_STARTS[0]}应填\n我们认为是否\n",
    )
    grid = without_own_notes(Grid("表", [], notes={(0, 0): ours, (0, 1): mixed, (0, 2): NOTE_STARTS[1]}))

    assert grid.notes == {(0, 1): "我们认为是否"}
    assert without_own_notes(plain := Grid("表", [])) is plain


def test_each_text_of_a_note_is_named_once_with_its_cells() -> None:
    grid = Grid("表", [], notes={(4, 2): "见 照片", (1, 2): "见\n照片", (0, 0): "长" * 99})

    assert [(f.code, f.cells, f.facts["value"]) for f in report_notes(grid)] == [
        ("N11", ("C2", "C5"), "见 照片"),
        ("N11", ("A1",), "长" * 60 + "…"),
    ]


def read(notes: dict[tuple[int, int], str]) -> Submission:
    rows = retyped_rows(ANNEX2, {field.key: SITE.get(field.key) for field in ANNEX2.fields})
    return parse_book([Grid("Sheet1", rows, notes=notes)], Source("南通市如东县.xlsx"), CONTEXT)


def test_a_text_box_on_a_retyped_form_counts_as_what_is_written_on_the_sheet() -> None:
    plain, noted, void, legend = (
        read(notes) for notes in ({}, {(7, 2): "应为否"}, {(30, 6): "作废"}, {(30, 6): "存在问题请打“√”"})
    )
    code = {name: {f.code for f in one.findings} for name, one in (("plain", plain), ("noted", noted), ("void", void))}

    assert plain.forms[0].get("closed") == "是"
    assert noted.forms[0].get("closed") is None
    assert ("N11" in code["plain"], "N11" in code["noted"], "E12" in code["noted"]) == (False, True, True)
    assert (void.forms, "F53" in code["void"]) == ([], True)
    assert legend.forms[0].get("closed") == "是"  # a word, no tick
