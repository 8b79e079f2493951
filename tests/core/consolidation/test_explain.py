"""Every figure leads to its cells, and to nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import CONTEXT, grid_of
from tests.records import filled
from xhg_excel.core.consolidation.contributions import contributions
from xhg_excel.core.consolidation.explain import Rebuilt, changed_by_hand, explain, locate, rebuild
from xhg_excel.core.consolidation.parse_submission import parse_submission
from xhg_excel.core.consolidation.totals_sheets import annex_sheets
from xhg_excel.core.model.grid import CellValue, Grid, a1
from xhg_excel.core.model.submission import Form, Source, Submission
from xhg_excel.core.rehearsal.made_up import CityRehearsal, Record
from xhg_excel.core.sheets.layout import BookLayout, Link
from xhg_excel.core.totals.merge import MergeRequest, merge
from xhg_excel.errors.files import NoFigureError
from xhg_excel.notice import SITE_ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.small_chemical.annexes import ANNEX1

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None


def submissions(nantong: CityRehearsal) -> list[Submission]:
    made = []
    for unit in nantong.units:
        forms = [filled(ANNEX1, nantong.annex1[unit])]
        for annex in SITE_ANNEXES:
            forms += _sites(annex, nantong.sites[unit][annex.key])
        made.append(Submission(Source(f"{unit.name}.xlsx", sha256=unit.code), "county", unit, forms=forms))
    return made


def _sites(annex: Annex, rows: list[Record]) -> list[Form]:
    made = [filled(annex, row) for row in rows]
    return [
        replace(form, row_number=n, places={k: replace(p, row=p.row + n) for k, p in form.places.items()})
        for n, form in enumerate(made, start=1)
    ]


@pytest.fixture(scope="module")
def book(nantong: CityRehearsal) -> BookLayout:
    return merge(submissions(nantong), [], MergeRequest(date(2020, 8, 20), "报送", city=CITY), CONTEXT).book


def grids_of(book: BookLayout) -> list[Grid]:
    """Return the workbook as a reader sees it: a linked figure is its value."""
    grids = []
    for sheet in book.sheets:
        grid = grid_of(sheet)
        plain = [[_plain(value) for value in row] for row in grid.rows]
        grids.append(Grid(sheet.name, plain))
    return grids


def _plain(value: object) -> CellValue:
    shown = value.shown if isinstance(value, Link) else value
    return float(shown) if isinstance(shown, (Decimal, int)) and not isinstance(shown, bool) else shown  # type: ignore[return-value]


def test_every_figure_jumps_to_exactly_its_rows_of_the_detail_sheet(nantong: CityRehearsal, book: BookLayout) -> None:
    merged = merge(submissions(nantong), [], MergeRequest(date(2020, 8, 20), "报送", city=CITY), CONTEXT)
    made = list(annex_sheets(merged.totals).values())
    sheets = {sheet.name: sheet for sheet in book.sheets}
    details = grid_of(sheets["数据明细"])
    followed = 0

    for one in made:
        for at, figure in one.figures.items():
            content = sheets[one.sheet.name].cells[at].content
            assert isinstance(content, Link), (one.sheet.name, at)
            if figure.line is None:
                continue
            first, last = re.findall(r"[A-Z]+(\d+)", content.target.partition("!")[2])
            rows = [details.rows[row] for row in range(int(first) - 1, int(last))]
            key = getattr(figure.line, "key", "") or getattr(figure.line, "part", "")
            label = next(field.shown for field in figure.annex.fields if field.key == key)
            behind = contributions(merged.totals, figure)
            wanted = {(c.file, c.sheet, c.cell) for c in behind if c.value and c.item == label}
            assert {row[5] for row in rows} == {key}
            assert wanted == {(row[8], row[9], row[10]) for row in rows}, (one.sheet.name, at)
            followed += 1

    assert followed > 500


def test_a_totals_workbook_read_back_explains_sum_share_rate_and_count(book: BookLayout) -> None:
    grids = grids_of(book)
    submission = parse_submission(grids, Source("汇总.xlsx"), CONTEXT)
    rebuilt = rebuild(submission.parts, CITY, CONTEXT.registry)
    made = rebuilt.sheets["附件1汇总"]
    total = next(
        at for at, c in made.figures.items() if getattr(c.line, "key", "") == "slogans_count" and c.group.is_total
    )

    found = explain(rebuilt, grids, f"附件1!{_a1(total)}")

    numbers = [int(c.value) for c in found.contributions]
    assert found.arithmetic == f"{' + '.join(map(str, numbers))} = {sum(numbers)}"
    assert found.warning == ""
    assert {c.file for c in found.contributions} == {f"{u.name}.xlsx" for u in rebuilt.totals.counties}
    assert "÷" in explain(rebuilt, grids, _of(rebuilt, "附件1汇总", "market_screened", rate=True)).arithmetic
    assert "其中“是”" in explain(rebuilt, grids, _of(rebuilt, "附件2汇总", "closed")).arithmetic
    assert explain(rebuilt, grids, "附件2汇总!D5").arithmetic.startswith("检查家数")
    assert len(explain(rebuilt, grids, "附件2!D6").contributions) <= len(
        explain(rebuilt, grids, "附件2!D5").contributions
    )
    assert submission.findings == []


def _a1(at: tuple[int, int]) -> str:
    return a1(*at)


def _of(rebuilt: Rebuilt, sheet: str, key: str, *, rate: bool = False) -> str:
    figure = rebuilt.sheets[sheet].figures
    name = "part" if rate else "key"
    return f"{sheet}!{_a1(next(at for at, c in figure.items() if getattr(c.line, name, '') == key))}"


def test_a_figure_changed_by_hand_is_named_and_the_details_count(book: BookLayout) -> None:
    """M09: staff correct a total by hand; the province must not lose that silently."""
    grids = grids_of(book)
    sheet = next(grid for grid in grids if grid.sheet == "附件2汇总")
    rows = [list(row) for row in sheet.rows]
    rows[4][3] = 99.0
    changed = [Grid(g.sheet, rows) if g.sheet == "附件2汇总" else g for g in grids]

    submission = parse_submission(changed, Source("汇总.xlsx"), CONTEXT)
    rebuilt = rebuild(submission.parts, CITY, CONTEXT.registry)

    assert [(f.code, f.cells) for f in submission.findings] == [("M09", ("D5",))]
    assert "手工改过" in explain(rebuilt, changed, "附件2!D5").warning
    # A figure that turned into a day is said as one.
    rows[4][3] = date(2020, 8, 12)
    assert [f.facts["value"] for f in changed_by_hand(rebuilt, {"附件2汇总": Grid("附件2汇总", rows)})] == [
        "2020-08-12"
    ]
    # A sheet that was sorted or lost is not compared with another arrangement.
    assert changed_by_hand(rebuilt, {"附件2汇总": Grid("附件2汇总", rows[1:])}) == []
    assert changed_by_hand(rebuilt, {}) == []


@pytest.mark.parametrize("address", ["附件1", "附件1!", "附件1!A1", "总览!B5", "附件9!D12", "附件1!D99999999", "D12"])
def test_an_address_without_a_figure_is_refused(book: BookLayout, address: str) -> None:
    rebuilt = rebuild(parse_submission(grids_of(book), Source("汇总.xlsx"), CONTEXT).parts, CITY, CONTEXT.registry)

    with pytest.raises(NoFigureError):
        explain(rebuilt, [], address)


def test_an_address_may_be_written_in_several_ways() -> None:
    assert {locate(text) for text in ("附件1!D12", "附件1汇总!d12", "'附件1汇总'!$D$12", "附件1！D12")} == {
        ("附件1汇总", (11, 3))
    }


def test_a_code_that_is_no_unit_is_named(book: BookLayout) -> None:
    grids = [
        Grid(g.sheet, [["999999" if v == "320612" else v for v in row] for row in g.rows])
        if g.sheet == "数据明细"
        else g
        for g in grids_of(book)
    ]
    unknown = {row[0] for g in grids if g.sheet == "数据明细" for row in g.rows} & {"999999"}

    found = parse_submission(grids, Source("汇总.xlsx"), CONTEXT)

    assert ("F06" in [f.code for f in found.findings]) == bool(unknown)
