"""Excel's scripts on the recorded engine: what they make of a workbook is what they make of it in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.excel.conftest import opened_file
from tests.excel.engine import BookModel, HostModel, SheetModel
from tests.excel.test_check_scripts import spoiled
from tests.excel.test_draw_scripts import SEED, quota_ledgers
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.excel import scripts
from xhg_excel.wps.clicked import run
from xhg_excel.wps.engine import BookState, Record, RuleState, SheetState
from xhg_excel.wps.job import Job


def state_of(model: BookModel) -> BookState:
    """Return a workbook of the tests' engine as the recorded engine has it after a job was read."""
    active = model.sheets[model.active].name
    return BookState(model.name, [_sheet(sheet) for sheet in model.sheets], str(model.path or model.name), active)


def _sheet(sheet: SheetModel) -> SheetState:
    allowed = {"values", "formats", "notes"} if sheet.allowed is None else sheet.allowed
    state = SheetState(
        sheet.name,
        notes={(row - 1, col - 1): text for (row, col), text in sheet.notes.items()},
        rules=[RuleState("custom", rule.formula) for rule in sheet.rules],
        refused=frozenset({"values", "formats", "notes"} - allowed),
    )
    for (row, col), cell in sheet.cells.items():
        state.put((row - 1, col - 1), cell.value)
    state.given = sheet.extent
    return state


def seen(book: BookState | BookModel) -> dict[str, object]:
    """Return values, notes and colour rules by sheet."""
    if isinstance(book, BookModel):
        book = state_of(book)
    return {
        sheet.name: (
            {at: sheet.value(at) for row in range(len(sheet.rows)) for col in range(len(sheet.rows[row])) if sheet.value(at := (row, col)) is not None},
            sheet.notes,
            [rule.formula for rule in sheet.rules or []],
        )
        for sheet in book.sheets
    }  # fmt: skip


def clicked(state: BookState, key: str, answer: str = "") -> list[dict[str, object]]:
    record = Record()
    run(Job(key, answer, state, "WPS 12.1"), record)
    return record.operations


@pytest.mark.parametrize("key", ["check_book", "check_sheet", "add_site"])
def test_a_county_workbook(host: HostModel, county: Path, key: str) -> None:
    book = spoiled(host, county)
    state = state_of(host.books[0])

    getattr(scripts, key)(book)
    operations = clicked(state, key)

    assert operations[-1] == {"do": "message", "text": host.alerts[0][1], "failed": False}
    assert seen(state) == seen(host.books[0])


def test_marks_are_cleared(host: HostModel, county: Path) -> None:
    spoiled(host, county)
    state = state_of(host.books[0])
    before = seen(state)

    clicked(state, "check_book")
    marked = seen(state)
    clicked(state, "clear_marks")

    assert marked != before
    assert seen(state) == before


def test_a_protected_sheet_is_named_in_the_message(host: HostModel, county: Path) -> None:
    spoiled(host, county)
    next(sheet for sheet in host.books[0].sheets if sheet.name == "附件1").allowed = frozenset()

    operations = clicked(state_of(host.books[0]), "check_book")

    assert "没有全部标上颜色和批注（结果表里都有）：附件1。" in str(operations[-1]["text"])
    assert not [op for op in operations if op.get("sheet") == "附件1" and op["do"] in ("add_rule", "add_note")]


def test_quotas_and_the_draw(host: HostModel, nantong: CityRehearsal, tmp_path: Path) -> None:
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    state = state_of(host.books[0])

    scripts.compute_quotas(book)
    clicked(state, "compute_quotas")
    assert seen(state) == seen(host.books[0])

    for seed in ("", SEED):
        host.alerts.clear()
        scripts.draw_sample(book, seed)
        assert clicked(state, "draw_sample", seed)[-1]["text"] == host.alerts[0][1]
    assert list(seen(state)) == [sheet.name for sheet in host.books[0].sheets]


def test_the_job_of_an_opened_file_needs_no_notes_where_none_are_asked_for(host: HostModel, county: Path) -> None:
    opened_file(host, county)
    state = state_of(host.books[0])
    for sheet in state.sheets:
        sheet.notes, sheet.rules = None, None

    assert str(clicked(state, "add_site")[-1]["text"]).startswith("请从“附件")
