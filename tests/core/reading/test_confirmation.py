"""A form that is not our template is 待确认 until somebody has checked it (DESIGN: confirmed before it counts)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import CONTEXT, grid_of
from tests.core.answers.test_sentence import retyped
from tests.core.reading.test_parse_sheet import filled_form
from tests.records import CLEAN
from xhg_excel.core.consolidation.contributions import contributions
from xhg_excel.core.consolidation.totals_sheets import annex_sheets
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Confirmation, Source, Submission
from xhg_excel.core.reading.confirmation import apply_confirmations, parse_record, record_book
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.reading.repair import repair
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.register import FIRST_ROW
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.core.totals.merge import MergeRequest, MergeResult, merge, result_lines
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.confirmation import CONFIRM_SHEET, UNCONFIRMED
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.detail_rows import DETAILS

RETYPED = retyped({2: "是", 3: "断水：是；断电：说不清", 10: "否"})
HASH = "a" * 64


def read(grids: Sequence[Grid], sha256: str = HASH, file: str = "南通市如东县 附件2.xlsx") -> Submission:
    return parse_book(grids, Source(file, sha256), CONTEXT)


def grids_of(book: BookLayout) -> list[Grid]:
    return [grid_of(sheet) for sheet in book.sheets if sheet.cells]


def sent_back_of(submission: Submission, grids: Sequence[Grid]) -> Submission:
    """Return the template that is offered for a submission, as it is read when it comes back."""
    return read(grids_of(repair(grids, submission, CONTEXT)), "b" * 64, "核对.xlsx")


def merged(*submissions: Submission) -> MergeResult:
    return merge(submissions, [], MergeRequest(date(2020, 8, 20), "报送"), CONTEXT)


def raised(submission: Submission) -> set[str]:
    return {finding.code for finding in submission.findings if finding.raised is not None}


def test_a_retyped_form_is_not_confirmed_and_how_it_was_read_weighs_explain() -> None:
    submission = read([RETYPED])

    assert (submission.unconfirmed, raised(submission)) == (1, {"N04", "N07", "N01"})
    assert {f.severity for f in submission.findings if f.code in raised(submission)} == {Severity.EXPLAIN}


def test_a_template_in_place_is_confirmed() -> None:
    submission = read([filled_form(ANNEX2)])

    assert (submission.unconfirmed, raised(submission)) == (0, set())


def test_a_register_with_other_heads_is_not_confirmed() -> None:
    book = county_book(NOTICE, None, CountyContent(sites={"annex2": [CLEAN["annex2"]]}), CONTEXT.registry)
    grid = next(grid for grid in grids_of(book) if grid.sheet == "附件2登记表")
    rows: list[list[CellValue]] = [list(row) for row in grid.rows]
    rows[2][1] = "企业名称"

    changed, printed = (read([Grid(grid.sheet, made)]) for made in (rows, grid.rows))

    assert (changed.unconfirmed, printed.unconfirmed) == (1, 0)
    assert "N06" in raised(changed)


def test_a_record_confirms_a_file_until_it_changes() -> None:
    entries = [Confirmation("如东县.xlsx", HASH, "张三", "2020-08-20 10:00:00+08:00")]
    record = read(grids_of(record_book(entries, NOTICE)), "c" * 64, "确认记录.xlsx")
    same, changed = read([RETYPED]), read([RETYPED], "d" * 64)

    apply_confirmations([same, changed, record])

    assert record.confirmations == tuple(entries)
    assert (record.findings, record.forms) == ([], [])
    assert (same.unconfirmed, changed.unconfirmed) == (0, 1)
    assert (raised(same), bool(raised(changed))) == (set(), True)


def test_a_sheet_without_the_heads_of_a_record_confirms_nothing() -> None:
    assert parse_record([Grid("x", [["文件", HASH, "张三", ""]]), Grid("y", [])]) == ()


def test_a_merge_uses_the_form_and_says_in_each_place_that_it_is_not_confirmed() -> None:
    result = merged(read([RETYPED]))

    assert result.unconfirmed.files == ("南通市如东县 附件2.xlsx",)
    assert result.unconfirmed.figures > 0
    assert result.unconfirmed.line in result_lines(result)
    details = next(grid for grid in grids_of(result.book) if grid.sheet == DETAILS.title)
    assert details.rows[2][-1] == UNCONFIRMED
    assert {row[-1] for row in details.rows[3:] if row[2] == ANNEX2.label} == {UNCONFIRMED}


def test_a_figure_that_is_traced_to_its_cells_names_those_that_are_not_confirmed() -> None:
    totals = merged(read([RETYPED])).totals
    figures = annex_sheets(totals)[ANNEX2.key].figures.values()
    closed = next(figure for figure in figures if getattr(figure.line, "key", "") == "closed")

    assert [cell.item for cell in contributions(totals, closed)] == ["关闭取缔（待确认）"]


def test_a_totals_workbook_carries_it_to_the_province() -> None:
    city = read(grids_of(merged(read([RETYPED])).book), "e" * 64, "南通市.xlsx")

    result = merge([city], [], MergeRequest(date(2020, 8, 20), "报送", province=True), CONTEXT)

    assert (result.unconfirmed.forms, result.unconfirmed.files) == (1, ("南通市如东县 附件2.xlsx",))
    assert [finding.where for finding in city.findings if finding.code in ("N03", "F19")] == []


def test_a_merge_of_templates_says_nothing_of_it() -> None:
    result = merged(read([filled_form(ANNEX2)]))

    assert (result.unconfirmed.forms, result.unconfirmed.figures) == (0, 0)
    details = next(grid for grid in grids_of(result.book) if grid.sheet == DETAILS.title)
    assert len(details.rows[2]) == len(DETAILS.columns)


def test_the_offered_template_has_what_was_read_and_a_note_where_nothing_was() -> None:
    submission = read([RETYPED])

    book = repair([RETYPED], submission, CONTEXT)

    first, form = book.sheets[0], next(sheet for sheet in book.sheets if sheet.name == ANNEX2.label)
    assert first.name == CONFIRM_SHEET
    back = read(grids_of(book), "b" * 64, "核对.xlsx")
    (was,), (now,) = submission.forms, back.forms
    assert {key: now.answers[key] for key, answer in was.answers.items() if answer is not None} == {
        key: answer for key, answer in was.answers.items() if answer is not None
    }
    unread = [key for key in was.places if key not in was.answers]
    assert "power_cut" in unread
    assert {now.answers[key] for key in unread} == {None}
    places = {key: (now.places[key].row, now.places[key].col) for key in unread}
    assert "断水：是；断电：说不清" in form.notes[places["power_cut"]]
    assert {(area.block.top, area.block.left) for area in form.highlights[: len(unread)]} == set(places.values())


def test_the_template_sent_back_replaces_the_file_it_confirms() -> None:
    submission = read([RETYPED])
    back = sent_back_of(submission, [RETYPED])

    result = merged(submission, back)

    assert (back.confirms, back.unconfirmed, back.unit) == (HASH, 0, submission.unit)
    assert [source.outcome for source, _ in result.totals.sources] == ["已被较新的一份代替", "已并入"]
    assert result.unconfirmed.forms == 0


def test_a_template_sent_back_for_forms_of_sites_is_no_whole_workbook_of_the_unit() -> None:
    """Two forms on one sheet come back as a county workbook; its blank 附件1 counts for nothing."""
    rows = [*RETYPED.rows, [], *retyped({2: "否"}).rows]
    grids = [Grid("Sheet1", [[*row] for row in rows])]
    submission = read(grids)

    back = sent_back_of(submission, grids)

    assert submission.unconfirmed == 2
    assert {form.annex for form in back.forms} == {ANNEX2}
    assert [finding.code for finding in back.findings if finding.code in ("F13", "F17")] == []
    whole = read([filled_form(ANNEX2)], "f" * 64, "南通市如东县.xlsx")
    assert len(merged(submission, back, whole).totals.forms(ANNEX2)) == 3


@pytest.mark.parametrize("change", ["unit", "template"])
def test_a_template_of_another_unit_or_for_a_template_replaces_nothing(change: str) -> None:
    grids = [RETYPED] if change == "unit" else [filled_form(ANNEX2)]
    submission = read(grids)
    back = replace(sent_back_of(read([RETYPED]), [RETYPED]))
    if change == "unit":
        submission.findings = [finding for finding in submission.findings if finding.code != "N07"]
        back.unit = replace(back.unit, county=None) if back.unit else None

    result = merged(submission, back)

    assert "已被较新的一份代替" not in [source.outcome for source, _ in result.totals.sources]


def test_of_two_equal_contents_the_confirmed_one_is_merged() -> None:
    submission = read([RETYPED], file="a.xlsx")
    confirmed = replace(
        submission, source=Source("b.xlsx"), forms=[replace(f, is_confirmed=True) for f in submission.forms]
    )
    submission.unit = confirmed.unit = read([RETYPED]).unit

    result = merged(submission, confirmed)

    assert [source.outcome for source, _ in result.totals.sources] == ["与另一文件相同，未重复计", "已并入"]


def test_beside_a_template_only_the_retyped_form_has_notes_and_one_that_was_read_in_part_has_one_too() -> None:
    template, partly = filled_form(ANNEX2), retyped({3: "断水：是；断电：说不清"})
    submission = read([template, partly])

    book = repair([template, partly], submission, CONTEXT)

    assert submission.unconfirmed == 1
    register = next(sheet for sheet in book.sheets if sheet.name == "附件2登记表")
    assert {row for row, _ in register.notes} == {FIRST_ROW + 1}
    assert any(note.startswith("请核对。") and "说不清" in note for note in register.notes.values())
