"""The report's figures are those of 总览: a totals workbook read back gives what the merge gave."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.conftest import CONTEXT, grid_of
from tests.core.reports import DAY
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.rehearsal.made_up import rehearse_city
from xhg_excel.core.rehearsal.planted_faults import plant
from xhg_excel.core.report.chapters import missing_parts, report_of
from xhg_excel.core.report.document import Figure, Paragraph, Report
from xhg_excel.core.report.figures import ReportInputs
from xhg_excel.core.report.inputs import report_inputs
from xhg_excel.core.sheets.layout import BookLayout, Link
from xhg_excel.core.templates.workbooks import CountyContent, county_book, ledger_book
from xhg_excel.core.totals.merge import MergeRequest, merge
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import LEDGERS, NOTICE
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.overview import FIGURES, OVERVIEW_SHEET

# What 总览 calls a figure → what the report calls it.
SAME = {
    "reported": ("k_reported",),
    "annex1": ("k_annex1",),
    "annex2": ("k_annex2", "a2_sites"),
    "annex3": ("k_annex3", "a3_sites"),
    "false": ("k_false", "c_false"),
    "closable": ("k_closable", "c_closable"),
    "petitions": ("k_petitions", "p_odd"),
    "must": ("k_must",),
    "explain": ("k_explain",),
    "result": ("k_result",),
    "missing": ("k_missing",),
}


def read(book: BookLayout, name: str) -> Submission:
    return parse_book([grid_of(sheet) for sheet in book.sheets], Source(name, sha256=name), CONTEXT)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[BookLayout, ReportInputs]:
    """A rehearsed city with planted faults, merged; and the inputs of the report on the workbook read back."""
    region = CONTEXT.registry.match_city("宿迁市")
    assert region is not None
    chance = random.Random("report")
    made = rehearse_city(region, CONTEXT.registry, NOTICE, chance)
    plant(made, chance)
    ledgers = [read(ledger_book(NOTICE, each, made.ledgers[each.key]), f"{each.title}.xlsx") for each in LEDGERS]
    parts = [
        read(
            county_book(NOTICE, unit, CountyContent(made.annex1[unit], made.sites[unit]), CONTEXT.registry),
            f"{unit.full_name}.xlsx",
        )
        for unit in made.units
    ]
    merged = merge(parts, ledgers, MergeRequest(DAY, "报送"), CONTEXT)
    written = tmp_path_factory.mktemp("市级") / "市级汇总.xlsx"
    write_book(merged.book, written)
    (back,) = read_submissions(list_workbooks([written]), CONTEXT)
    inputs = report_inputs(back, ledgers, CONTEXT, DAY)
    return merged.book, inputs


def overview(book: BookLayout) -> dict[str, object]:
    """Return the values of 总览 by the key of their name."""
    (sheet,) = [sheet for sheet in book.sheets if sheet.name == OVERVIEW_SHEET]
    by_name: dict[object, str] = {name: key for key, (name, _) in FIGURES.items()}
    shown: dict[str, object] = {}
    for (row, col), cell in sheet.cells.items():
        if col == 0 and isinstance(cell.content, Link) and cell.content.shown in by_name:
            shown[by_name[cell.content.shown]] = sheet.cells[row, 1].content
    return shown


def test_the_report_and_the_overview_agree_number_for_number(city: tuple[BookLayout, ReportInputs]) -> None:
    book, inputs = city
    shown = overview(book)

    assert set(SAME) <= set(shown)
    assert {key: {inputs.figures[name] for name in names} for key, names in SAME.items()} == {
        key: {shown[key]} for key in SAME
    }


def test_what_stands_in_the_way_adds_up_to_what_the_overview_counts(city: tuple[BookLayout, ReportInputs]) -> None:
    """强制: those in forms as one line with their number, each demand of 五(二) as a line of its own."""
    book, inputs = city
    lines = missing_parts(inputs)

    lacking = [finding for finding in inputs.lacking if finding.severity is Severity.MUST]
    counted = [line for line in lines if line.startswith("填报表的填报内容有强制问题")]
    number = int(counted[0].removeprefix("填报表的填报内容有强制问题").split("处")[0])
    assert lines == [*(f.what for f in lacking), *counted]
    assert number + len(lacking) == overview(book)["must"]
    assert number > 0


def bound(report: Report) -> list[tuple[str, str]]:
    return [(figure.key, figure.shown) for figure, _ in report.figures()]


def test_every_number_in_a_sentence_is_bound(city: tuple[BookLayout, ReportInputs]) -> None:
    """No digit stands loose in the chapters: what is no figure is wording of ours, a clause, a setting or a day."""
    _, inputs = city
    made = report_of(inputs, is_draft=True)
    loose = []
    inside = ""
    for block in made.elements:
        if isinstance(block, Paragraph):
            inside = block.mark or inside
            told = (
                block.style == "body" and inside not in ("", "readings", "source") and not inside.startswith("ending")
            )
            plain = "".join(p for p in block.pieces if not isinstance(p, Figure)) if told else ""
            wording = plain.replace("附件4", "").replace("“", "").replace("五(二)", "")
            loose += [plain for char in wording if char.isdigit() and plain[:2] not in [f"{n}．" for n in range(1, 10)]]

    assert loose == []
    assert len(bound(made)) > 250


def test_a_later_day_changes_the_date_alone(city: tuple[BookLayout, ReportInputs]) -> None:
    _, inputs = city
    later = ReportInputs(**{**vars(inputs), "on": date(2020, 8, 27)})

    assert bound(report_of(later)) == bound(report_of(inputs))
