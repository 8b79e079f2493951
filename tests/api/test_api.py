"""The public interface gives what the commands give, over paths, folders and open workbooks."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import xhg_excel
from docs.pages_api import RECIPE
from tests.books import cells, run
from tests.conftest import CONTEXT
from tests.excel.conftest import host, opened_file
from tests.excel.engine import HostModel
from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import CountyContent, city_books, county_book
from xhg_excel.errors.draw import DrawDiffersError, SeedBeforeFreezeError
from xhg_excel.errors.files import (
    LedgerFaultError,
    LedgerMissingError,
    NothingToReadError,
    ReportNotReadyError,
    UnknownCityError,
    UnknownTargetError,
)
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE, PROBLEMS

SEED = "20200810123456789012"
__all__ = ["host"]  # the fixture: a spreadsheet program that stands in for Excel


def test_at_most_twelve_names_are_public_and_each_is_there() -> None:
    assert len(xhg_excel.NAMES) <= 12
    assert {name for name in xhg_excel.__all__ if not name.startswith("_")} == set(xhg_excel.NAMES)
    assert [name for name in xhg_excel.NAMES if not hasattr(xhg_excel, name)] == []
    assert set(xhg_excel.NAMES) <= set(dir(xhg_excel))
    with pytest.raises(AttributeError, match="anything"):
        _ = xhg_excel.anything


def test_importing_the_package_loads_nothing_but_its_version() -> None:
    code = "import sys, xhg_excel; print(sorted(n for n in sys.modules if n.startswith('xhg_excel')))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout == "['xhg_excel', 'xhg_excel.version']\n"


def test_validating_says_what_the_command_says(folder: Path, tmp_path: Path) -> None:
    run("validate", folder / "报送", "--ledgers", folder / "台账", "--json", tmp_path / "by_command.json")

    found = xhg_excel.validate(folder / "报送", ledgers=folder / "台账")

    assert json.loads(found.to_json()) == json.loads((tmp_path / "by_command.json").read_text("utf-8"))
    assert not found.ok
    assert len(found.to_frame()) == len(found.findings)
    assert set(found.to_frame()["severity"]) >= {"强制", "核实"}


def test_what_was_read_once_is_validated_again_with_the_same_result(folder: Path) -> None:
    read, ledgers = xhg_excel.read(folder / "报送"), xhg_excel.read(folder / "台账")
    before = [len(submission.findings) for submission in read]

    first, second = (xhg_excel.validate(read, ledgers=ledgers).to_json() for _ in range(2))

    assert first == second
    assert (
        json.loads(first)["findings"]
        == json.loads(xhg_excel.validate(folder / "报送", ledgers=folder / "台账").to_json())["findings"]
    )
    assert [len(submission.findings) for submission in read] == before


def test_an_open_workbook_is_validated_as_its_file_is(folder: Path, host: HostModel) -> None:
    path = next(folder.glob("报送/*/*如东县*"))

    live = xhg_excel.validate(opened_file(host, path)).to_frame()
    saved = xhg_excel.validate(path).to_frame()

    assert len(live) > 0
    pd.testing.assert_frame_equal(live.drop(columns="file"), saved.drop(columns="file"))


def test_the_recipe_of_the_guide_puts_the_findings_where_it_likes(folder: Path, host: HostModel) -> None:
    path = next(folder.glob("报送/*/*如东县*"))
    book = opened_file(host, path)
    space: dict[str, object] = {}
    exec(RECIPE, space)  # noqa: S102  # the page's own example

    is_free_of_faults = space["check"](book)  # type: ignore[operator]  # a function

    values = book.sheets["核对"].used_range.value
    assert is_free_of_faults is False
    assert values[0] == ["级别", "工作表", "单元格", "发现的问题", "怎样改"]
    assert len(values) == len(xhg_excel.validate(path).findings) + 1


def test_merging_makes_the_workbook_that_the_command_makes(folder: Path, tmp_path: Path) -> None:
    merged = xhg_excel.merge(folder / "报送", ledgers=folder / "台账")

    made = cells(merged.write(tmp_path / "市级汇总.xlsx"), without=("来源", "_xhg"))
    assert made == cells(folder / "市级汇总.xlsx", without=("来源", "_xhg"))
    assert merged.is_complete
    figures = merged.to_frame()
    row = figures[figures["label"] == "工作简报（期）"].iloc[-1]
    assert made[row["sheet"]][int(row["cell"][1:]) - 1]["ABCDEFGHIJ".index(row["cell"][0])] == row["figure"]


def test_what_was_read_once_is_used_again(folder: Path) -> None:
    ledgers = xhg_excel.read(folder / "台账")

    assert xhg_excel.quotas(ledgers).to_json() == xhg_excel.quotas(folder / "台账").to_json()
    assert ledgers.to_frame()["ledger_rows"].sum() > 0


def test_several_paths_are_one_source(folder: Path) -> None:
    counties = sorted(folder.glob("报送/*/*.xlsx"))

    read = xhg_excel.read(counties)

    assert [made.source.file for made in read] == [path.name for path in counties]
    assert read[0].unit is not None
    assert list(read[:2]) == [read[0], read[1]]


def test_a_table_has_a_row_for_every_form_with_its_unit(folder: Path) -> None:
    read = xhg_excel.read(folder / "报送")

    table = read.table("附件2").to_frame()

    assert len(table) == sum(len([f for f in made.forms if f.annex.key == "annex2"]) for made in read)
    assert table["problem_id"].notna().all()
    assert set(table["unit"]) <= {made.unit.full_name for made in read if made.unit}
    assert read.table("annex2").to_frame(labels=True).columns[3] == "企业（小作坊、黑窝点）名称"
    with pytest.raises(KeyError):
        read.table("附件9")


def test_totals_are_read_back_unit_by_unit(folder: Path) -> None:
    table = xhg_excel.read(folder / "市级汇总.xlsx").table("附件3").to_frame()

    expected = xhg_excel.read(folder / "报送").table("附件3").to_frame()
    assert sorted(table["site_name"]) == sorted(expected["site_name"])


def test_quotas_and_plan_make_the_workbooks_that_the_commands_make(folder: Path, tmp_path: Path) -> None:
    run("quota", "--ledgers", folder / "台账", "--out", tmp_path / "quota.xlsx")
    run("plan", "--ledgers", folder / "台账", "--out", tmp_path / "plan.xlsx")

    quotas, plan = xhg_excel.quotas(folder / "台账"), xhg_excel.plan(folder / "台账")

    assert cells(quotas.write(tmp_path / "配额.xlsx")) == cells(tmp_path / "quota.xlsx")
    assert cells(plan.write(tmp_path / "计划.xlsx")) == cells(tmp_path / "plan.xlsx")
    assert len(quotas) == len(quotas[:]) == 1
    assert plan.to_frame()["is_visited"].sum() == len(plan.cities[0].visited)
    assert list(quotas.to_frame()["counties_due"]) == [4]


def test_a_draw_is_frozen_first_and_is_the_same_from_value_and_file(folder: Path, tmp_path: Path) -> None:
    frozen = xhg_excel.draw(folder / "台账")
    files: list[Path] = [frozen.write(tmp_path / "冻结.xlsx"), _frozen_as_json(folder, tmp_path)]

    of_value = xhg_excel.draw(folder / "台账", seed=SEED, frozen=frozen)
    drawn = [of_value, *(xhg_excel.draw(folder / "台账", seed=SEED, frozen=path) for path in files)]

    assert (len(frozen.sha256), frozen.is_drawn, len(frozen.to_frame())) == (64, False, 0)
    assert drawn[0].to_json() == drawn[1].to_json() == drawn[2].to_json()
    run("draw", "run", "--ledgers", folder / "台账", "--freeze", files[0], "--seed", SEED, "--out", tmp_path / "c.xlsx")
    by_command = cells(tmp_path / "c.xlsx")
    assert cells(drawn[0].write(tmp_path / "名单.xlsx"))["抽取名单"] == by_command["抽取名单"]


def _frozen_as_json(folder: Path, tmp_path: Path) -> Path:
    run("draw", "freeze", "--ledgers", folder / "台账", "--out", tmp_path / "by_command.json")
    return tmp_path / "by_command.json"


def test_a_seed_without_a_frozen_list_is_refused(folder: Path, tmp_path: Path) -> None:
    """A seed known before the freezing proves nothing."""
    with pytest.raises(SeedBeforeFreezeError):
        xhg_excel.draw(folder / "台账", seed=SEED)

    text = _frozen_as_json(folder, tmp_path).read_text("utf-8")
    changed = tmp_path / "改过.json"
    changed.write_text(text.replace(json.loads(text)["sha256"], "0" * 64), "utf-8")
    with pytest.raises(DrawDiffersError):
        xhg_excel.draw(folder / "台账", seed=SEED, frozen=changed)


def test_a_report_is_written_and_its_figures_are_rows(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportNotReadyError):
        xhg_excel.report(folder / "市级汇总.xlsx", today=date(2020, 8, 22))

    report = xhg_excel.report(folder / "市级汇总.xlsx", is_draft=True, today=date(2020, 8, 22))

    written = report.write(tmp_path / "报告.docx")
    done = run("report", folder / "市级汇总.xlsx", "--check", written, "--on", "2020-08-22")
    assert done.exit_code == 0, done.output
    assert len(report.missing) > 0
    assert f"{len(report.to_frame())}处" in done.output


def test_templates_are_those_of_the_command(folder: Path, tmp_path: Path) -> None:
    context, problems = CONTEXT, ledger_rows(xhg_excel.read(folder / "台账"), PROBLEMS)
    suqian = context.registry.match_city("宿迁市")
    assert suqian is not None

    written = xhg_excel.write_templates(tmp_path / "here", city="宿迁市", ledgers=folder / "台账")

    made = dict(city_books(context, suqian, problems))
    assert [path.name for path in written] == list(made)
    write_book(made[written[0].name], tmp_path / "there.xlsx")
    assert written[0].read_bytes() == (tmp_path / "there.xlsx").read_bytes()


def test_a_value_becomes_csv_and_json_too(folder: Path, tmp_path: Path) -> None:
    quotas = xhg_excel.quotas(folder / "台账")

    table = pd.read_csv(quotas.write(tmp_path / "配额.csv"), encoding="utf-8-sig")
    rows = json.loads(quotas.write(tmp_path / "配额.json").read_text("utf-8"))

    assert list(table["应督导县数"]) == [row["counties_due"] for row in rows] == [4]
    with pytest.raises(UnknownTargetError, match="docx"):
        quotas.write(tmp_path / "配额.docx")


def test_what_cannot_be_done_is_an_error_with_a_chinese_sentence(
    folder: Path, tmp_path: Path, nantong: CityRehearsal
) -> None:
    unit = nantong.units[0]
    content = CountyContent(nantong.annex1[unit], nantong.sites[unit])
    write_book(county_book(NOTICE, unit, content, CONTEXT.registry), tmp_path / "县.xlsx")

    with pytest.raises(NothingToReadError, match="不存在"):
        xhg_excel.read(tmp_path / "没有.xlsx")
    with pytest.raises(UnknownCityError, match="南通市"):
        xhg_excel.merge(folder / "报送", city="南童市")
    with pytest.raises(LedgerMissingError):
        xhg_excel.quotas(tmp_path / "县.xlsx")
    assert issubclass(LedgerFaultError, xhg_excel.XhgError)


def test_settings_count(folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "设置.toml"
    settings.write_text('county_share = "3/4"\n', "utf-8")

    assert list(xhg_excel.quotas(folder / "台账", context=settings).to_frame()["counties_due"]) == [6]
