"""`xhg draw`, as a user runs it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import Result

from tests.books import cells, run, sheet_names, table
from tests.conftest import CONTEXT
from tests.files.write.test_written_books import formula_values
from tests.ledgers import CITY, Row, figures, listed, site
from tests.office import convert, sdk_errors
from xhg_excel.cli.main import _in_chinese
from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.templates.workbooks import ledger_book
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.draw import (
    AlreadyDrawnError,
    DrawDiffersError,
    IdentifiersUnclearError,
    ListChangedError,
    NotADrawError,
    NotDrawnYetError,
    OpenFindingsError,
    SeedError,
)
from xhg_excel.errors.files import NothingToReadError, SameFileError
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE, PROBLEMS, SCREENING, SITE_ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.workbook import REGISTER_SHEETS

SEED = "20200810123456789012"
REASON = "厂房已拆除，现场不存在"


def ledgers(folder: Path, rows: list[Row] | None = None) -> Path:
    """Write both ledgers into a folder."""
    write_book(ledger_book(NOTICE, PROBLEMS, listed() if rows is None else rows), folder / "问题清单.xlsx")
    write_book(ledger_book(NOTICE, SCREENING, figures()), folder / "排查底数.xlsx")
    return folder


def drawn(folder: Path, *more: object) -> Path:
    """Freeze and draw in a folder; return the drawn list."""
    given = ("--ledgers", ledgers(folder / "台账"))
    assert run("draw", "freeze", *given, "--out", folder / "冻结.xlsx").return_value == 0
    out = folder / "抽取名单.xlsx"
    done = run("draw", "run", *given, "--freeze", folder / "冻结.xlsx", "--seed", SEED, "--out", out, *more)
    assert done.return_value == 0, done.exception
    return out


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which everything was drawn once, with its forms."""
    folder = tmp_path_factory.mktemp("draw")
    drawn(folder, "--forms", folder / "填报表")
    return folder


def picked(path: Path) -> list[str]:
    return [str(row[3]) for row in table(path, "抽取名单")[3:]]


def refused(done: Result, error: type[XhgError], *said: str) -> None:
    assert isinstance(done.exception, error), done.exception
    for words in said:
        assert words in str(done.exception)


def test_freeze_prints_one_hash_that_all_three_forms_carry(whole: Path, tmp_path: Path) -> None:
    given = ("draw", "freeze", "--ledgers", whole / "台账", "--out")
    told = [run(*given, tmp_path / f"冻结.{kind}").output.splitlines()[0] for kind in ("xlsx", "json", "txt")]
    digest = hashlib.sha256((tmp_path / "冻结.txt").read_bytes()).hexdigest()

    assert set(told) == {f"清单校验码（请公布）：{digest}"}
    assert json.loads((tmp_path / "冻结.json").read_text("utf-8"))["sha256"] == digest


@pytest.mark.parametrize("kind", ["json", "txt"])
def test_a_draw_from_any_form_is_the_same(whole: Path, tmp_path: Path, kind: str) -> None:
    frozen, out = tmp_path / f"冻结.{kind}", tmp_path / "名单.xlsx"
    run("draw", "freeze", "--ledgers", whole / "台账", "--out", frozen)
    run("draw", "run", "--ledgers", whole / "台账", "--freeze", frozen, "--seed", SEED, "--out", out)

    assert cells(out, without=("抽样底账",)) == cells(whole / "抽取名单.xlsx", without=("抽样底账",))
    assert run("draw", "verify", out).return_value == 0


def test_verify_recomputes_from_the_file_alone_and_against_the_ledgers(whole: Path) -> None:
    for given in ((), ("--ledgers", whole / "台账")):
        done = run("draw", "verify", whole / "抽取名单.xlsx", *given)

        assert (done.return_value, SEED in done.output) == (0, True), done.output
    assert "尚未抽取" in run("draw", "verify", whole / "冻结.xlsx").output


def test_verify_names_an_edit_and_a_changed_ledger(whole: Path, tmp_path: Path) -> None:
    """Exit status 1 and the first difference."""
    book = openpyxl.load_workbook(whole / "抽取名单.xlsx")
    book["抽取名单"]["E9"] = "演练换人"
    book.save(tmp_path / "改.xlsx")
    other = ledgers(tmp_path / "新", [*listed()[1:], site("Z1")])

    edit = run("draw", "verify", tmp_path / "改.xlsx")
    changed = run("draw", "verify", whole / "抽取名单.xlsx", "--ledgers", other)

    assert (edit.return_value, "抽取名单!E9应为“" in edit.output, "演练换人" in edit.output) == (1, True, True)
    assert (changed.return_value, "南通市P000不在现在的清单里" in changed.output) == (1, True)


@pytest.mark.parametrize("seed", ["1234567890123456789", "12345678901234567890a", "中奖号码"])
def test_a_short_or_wordy_seed_draws_nothing(whole: Path, tmp_path: Path, seed: str) -> None:
    out = tmp_path / "名单.xlsx"
    given = ("--ledgers", whole / "台账", "--freeze", whole / "冻结.xlsx", "--seed", seed, "--out", out)

    refused(run("draw", "run", *given), SeedError, "不少于 20 位")
    assert not out.exists()


def test_a_changed_list_draws_nothing_and_says_what_changed(whole: Path, tmp_path: Path) -> None:
    other = ledgers(tmp_path / "台账", [*listed(), site("Z1")])
    out = tmp_path / "名单.xlsx"
    given = ("--ledgers", other, "--freeze", whole / "冻结.xlsx", "--seed", SEED, "--out", out)

    refused(run("draw", "run", *given), ListChangedError, "南通市Z1是新增的")
    assert not out.exists()


def test_zeros_lost_and_rows_sorted_after_freezing_change_nothing(whole: Path, tmp_path: Path) -> None:
    """As Excel hands the list back: 001 became the number 1, rows sorted by name."""
    path = ledgers(tmp_path / "台账") / "问题清单.xlsx"
    for row in (book := openpyxl.load_workbook(path))["问题清单"].iter_rows(min_row=4, max_row=70):
        row[4].value = f"{row[4].value}　" if row[4].value else None
        if row[3].value:
            row[3].value = str(row[3].value)[0] + str(int(str(row[3].value)[1:]))
    book.save(path)
    out = tmp_path / "名单.xlsx"
    given = ("--ledgers", path.parent, "--freeze", whole / "冻结.xlsx", "--seed", SEED, "--out", out)

    assert run("draw", "run", *given).return_value == 0
    assert picked(out) == picked(whole / "抽取名单.xlsx")


def test_faults_stop_the_draw_until_one_says_so_which_is_recorded(tmp_path: Path) -> None:
    rows = [*listed(), site("Z1", county="演练县")]
    given = ("draw", "freeze", "--ledgers", ledgers(tmp_path / "台账", rows), "--out", tmp_path / "冻结.xlsx")

    refused(run(*given), OpenFindingsError, "问题清单.xlsx 问题清单!C71", "--despite-findings")
    assert not (tmp_path / "冻结.xlsx").exists()
    assert "1 处强制问题没有更正" in run(*given, "--despite-findings").output
    record = {row[0]: row[1] for row in table(tmp_path / "冻结.xlsx", "抽样底账") if row[0]}
    assert (record["冻结时未改的强制问题"], record["带问题抽取"]) == ("1", "是，使用者明示（--despite-findings）")


def test_faults_that_came_later_stop_the_draw_too(tmp_path: Path) -> None:
    """The bare text of a frozen list does not say that faults were let pass; the draw asks again."""
    rows = [*listed(), site("Z1", county="演练县")]
    given = ("--ledgers", ledgers(tmp_path / "台账", rows))
    run("draw", "freeze", *given, "--out", tmp_path / "冻结.txt", "--despite-findings")
    draw = ("draw", "run", *given, "--freeze", tmp_path / "冻结.txt", "--seed", SEED, "--out", tmp_path / "名单.xlsx")

    refused(run(*draw), OpenFindingsError, "C71")
    assert run(*draw, "--despite-findings").return_value == 0
    record = {row[0]: row[1] for row in table(tmp_path / "名单.xlsx", "抽样底账") if row[0]}
    assert (record["冻结时未改的强制问题"], record["带问题抽取"]) == ("1", "是，使用者明示（--despite-findings）")


def test_faults_stop_a_top_up_until_one_says_so_which_is_recorded(whole: Path, tmp_path: Path) -> None:
    newer = ledgers(tmp_path / "新台账", [*listed(), site("Z1", county="演练县"), site("Z2", status="未完成")])
    given = ("draw", "topup", whole / "抽取名单.xlsx", "--ledgers", newer, "--out", tmp_path / "名单.xlsx")

    refused(run(*given), OpenFindingsError, "C71")
    assert run(*given, "--despite-findings").return_value == 0
    changes = [row for row in table(tmp_path / "名单.xlsx", "抽样底账") if row[1] == "增补"]
    assert changes[0][6] == "新增2家，改为未完成0家；带强制问题1处（--despite-findings）"
    assert run("draw", "verify", tmp_path / "名单.xlsx").output.startswith("一致")


@pytest.mark.parametrize("kind", ["json", "txt"])
def test_verify_takes_a_frozen_list_in_any_form(whole: Path, tmp_path: Path, kind: str) -> None:
    frozen = tmp_path / f"冻结.{kind}"
    given = ("draw", "verify", frozen, "--ledgers")
    run("draw", "freeze", "--ledgers", whole / "台账", "--out", frozen)
    same = run(*given, whole / "台账")
    other = run(*given, ledgers(tmp_path / "新", [*listed(), site("Z1")]))
    text = frozen.read_text("utf-8").replace("演练作坊P005", "演练改名")
    frozen.write_text(text, "utf-8")

    assert same.output.startswith("一致：清单与校验码一致，尚未抽取")
    assert (other.return_value, "南通市Z1是新增的" in other.output) == (1, True)
    # A bare text is its own hash: only the ledgers, or the hash that was published, tell.
    assert run(*given, whole / "台账").return_value == 1


@pytest.mark.parametrize("name", ["冻结", "冻结.doc", "冻结.xls"])
def test_a_file_name_of_another_kind_is_refused(whole: Path, tmp_path: Path, name: str) -> None:
    done = run("draw", "freeze", "--ledgers", whole / "台账", "--out", tmp_path / name)

    assert "扩展名应为.xlsx、.json、.txt" in str(done.exception)
    assert not (tmp_path / name).exists()


def test_equal_and_empty_identifiers_are_refused_by_their_cells(tmp_path: Path) -> None:
    rows = [*listed(), site("Ｐ００１"), site("")]
    given = ("draw", "freeze", "--ledgers", ledgers(tmp_path / "台账", rows), "--out", tmp_path / "冻结.xlsx")

    refused(run(*given, "--despite-findings"), IdentifiersUnclearError, "问题清单!D71", "问题清单!D5", "D72没有编号")


def test_an_input_is_never_written_over(whole: Path, tmp_path: Path) -> None:
    folder = ledgers(tmp_path / "台账")
    before = (folder / "问题清单.xlsx").read_bytes()
    given = ("--ledgers", folder, "--freeze", whole / "冻结.xlsx", "--seed", SEED)
    list_ = whole / "抽取名单.xlsx"

    refused(run("draw", "freeze", "--ledgers", folder, "--out", folder / "问题清单.xlsx"), SameFileError)
    refused(run("draw", "run", *given, "--out", folder / "问题清单.xlsx"), SameFileError)
    refused(run("draw", "run", *given, "--out", whole / "冻结.xlsx"), SameFileError)
    refused(run("draw", "replace", list_, "--id", picked(list_)[9], "--reason", REASON, "--out", list_), SameFileError)
    refused(run("draw", "notice", list_, "--out", list_), SameFileError)
    assert (folder / "问题清单.xlsx").read_bytes() == before


def test_what_a_draw_wrote_into_the_ledgers_folder_is_passed_over(tmp_path: Path) -> None:
    """冻结.xlsx and 抽取名单.xlsx beside the ledgers are no ledgers."""
    folder = ledgers(tmp_path)
    given = ("--ledgers", folder)
    run("draw", "freeze", *given, "--out", folder / "冻结.xlsx")

    for _ in range(2):
        done = run(
            "draw", "run", *given, "--freeze", folder / "冻结.xlsx", "--seed", SEED, "--out", folder / "名单.xlsx"
        )
        assert done.return_value == 0, done.exception
    found = [s for s in read_submissions(list_workbooks([folder]), CONTEXT) if s.kind == "draw"]
    assert [[f.code for f in s.findings] for s in found] == [["F38"], ["F38"]]


def test_replace_and_top_up_write_new_files_that_verify(tmp_path: Path) -> None:
    """One after the other; what users typed is carried along."""
    first = drawn(tmp_path)
    before = first.read_bytes()
    book = openpyxl.load_workbook(first)
    book["抽取名单"]["K4"] = "明察暗访"
    book["路线清单"]["J4"] = "已拆除"
    book.save(typed := tmp_path / "填.xlsx")
    out = next(row for row in table(first, "抽取名单")[3:] if row[8] == "B2")[3]
    shutil.copy(first, kept := tmp_path / "原.xlsx")

    replaced = run("draw", "replace", typed, "--id", out, "--reason", REASON)
    second = tmp_path / "填（变更1）.xlsx"
    newer = ledgers(tmp_path / "新台账", [*listed(), site("Z1", status="未完成"), site("Z2"), site("Z3")])
    topped = run("draw", "topup", second, "--ledgers", newer)
    third = tmp_path / "填（变更1）（变更2）.xlsx"

    assert f"{out} 换成 " in replaced.output
    assert topped.return_value == 0, topped.exception
    assert run("draw", "verify", third, "--ledgers", newer).output.startswith("一致")
    assert [picked(second)[n] for n in range(4)] == picked(first)[:4]
    assert out not in picked(third)
    assert "Z1" in picked(third)
    assert picked(third)[: len(picked(second))] == picked(second)
    rows = cells(third)
    assert rows["抽取名单"][3][10] == "明察暗访"
    assert "已拆除" in {row[9] for row in rows["路线清单"]}
    assert (first.read_bytes(), kept.read_bytes()) == (before, before)


def test_the_notice_leaves_out_what_is_visited_unannounced(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(drawn(tmp_path))
    book["抽取名单"]["K6"] = "明察暗访"
    secret = book["抽取名单"]["D6"].value
    book.save(tmp_path / "填.xlsx")

    done = run("draw", "notice", tmp_path / "填.xlsx", "--out", tmp_path / "公示.xlsx")

    assert done.return_value == 0, done.exception
    shown = [row[2] for row in table(tmp_path / "公示.xlsx", "公示名单")[3:]]
    assert secret not in shown
    assert len(shown) == len(picked(tmp_path / "抽取名单.xlsx")) - 1
    assert list(cells(tmp_path / "公示.xlsx")) == ["公示名单", "_xhg"]


def test_files_that_are_no_draw_are_refused(whole: Path, tmp_path: Path) -> None:
    ledger = whole / "台账" / "问题清单.xlsx"
    (tmp_path / "坏.json").write_text("{}", "utf-8")
    (tmp_path / "深.json").write_text("[" * 100_000, "utf-8")
    (tmp_path / "坏.txt").write_text("别的", "gbk")
    given = ("--ledgers", whole / "台账", "--seed", SEED, "--out", tmp_path / "名单.xlsx", "--freeze")

    refused(run("draw", "verify", ledger), NotADrawError, "问题清单.xlsx")
    refused(run("draw", "verify", tmp_path / "没有.xlsx"), NothingToReadError)
    refused(run("draw", "forms", whole / "冻结.xlsx", "--out", tmp_path), NotDrawnYetError)
    refused(run("draw", "run", *given, whole / "抽取名单.xlsx"), AlreadyDrawnError)
    for name in ("坏.json", "深.json", "坏.txt"):
        refused(run("draw", "run", *given, tmp_path / name), NotADrawError, name)


def test_a_frozen_list_edited_by_hand_is_refused(whole: Path, tmp_path: Path) -> None:
    """In the workbook and in JSON alike."""
    run("draw", "freeze", "--ledgers", whole / "台账", "--out", tmp_path / "冻结.json")
    text = (tmp_path / "冻结.json").read_text("utf-8").replace("演练作坊P005", "演练改名")
    (tmp_path / "冻结.json").write_text(text, "utf-8")
    given = ("--ledgers", whole / "台账", "--seed", SEED, "--out", tmp_path / "名单.xlsx", "--freeze")

    refused(run("draw", "run", *given, tmp_path / "冻结.json"), DrawDiffersError, "清单校验码应为")


def test_forms_are_ready_for_every_unit_the_plan_visits(whole: Path) -> None:
    """Each drawn site stands in its county's register; none counts as visited before an item is answered (L11)."""
    books = list_workbooks([whole / "填报表"])
    read = list(read_submissions(books, CONTEXT))
    registers = {annex.key: [row for path, _ in books for row in _sites(path, annex)] for annex in SITE_ANNEXES}
    rows = table(whole / "抽取名单.xlsx", "抽取名单")[3:]
    visited = {row[2] for row in rows}
    waiting = [finding for s in read for finding in s.findings if finding.code == "L11"]

    assert {row["problem_id"] for row in registers["annex2"]} == {row[3] for row in rows if row[6] == "小化工"}
    assert len(registers["annex3"]) == sum(row[6] != "小化工" for row in rows)
    assert [form for s in read for form in s.forms if form.annex in SITE_ANNEXES] == []
    assert sum(int(finding.facts["item"]) for finding in waiting) == len(rows)
    assert {s.unit.name for s in read if s.unit} == visited | {"市本级"}
    assert {f.code for s in read for f in s.findings} <= {"E01", "F03", "F13", "L11", "R112", "R114"}
    assert (whole / "填报表" / CITY.name).is_dir()


def _sites(path: Path, annex: Annex) -> list[dict[str, object]]:
    """Return the named rows of a register by field key, as they stand in a county's workbook; none in the city's."""
    if REGISTER_SHEETS[annex.key] not in sheet_names(path):
        return []
    rows = table(path, REGISTER_SHEETS[annex.key])
    heads = {column.head: column.field.key for column in annex_columns(annex)}
    top = next(number for number, row in enumerate(rows) if set(heads) <= set(row))
    keys = [heads.get(str(head), "") for head in rows[top]]
    filled = (dict(zip(keys, row, strict=False)) for row in rows[top + 1 :])
    return [row for row in filled if row["site_name"]]


def test_the_shown_values_are_right_as_written(whole: Path, tmp_path: Path) -> None:
    """The live notice, recalculated by formualizer, is what the file shows."""
    import formualizer

    formualizer.recalculate_file(str(whole / "抽取名单.xlsx"), output=str(tmp_path / "again.xlsx"))

    values = formula_values(whole / "抽取名单.xlsx")
    assert formula_values(tmp_path / "again.xlsx") == values
    assert len(values) == 7 * len(picked(whole / "抽取名单.xlsx"))


def test_the_live_notice_follows_the_visit_method(whole: Path, tmp_path: Path) -> None:
    """Marked 明察暗访 in the list, the site is gone from the notice once a program calculates."""
    import formualizer

    book = openpyxl.load_workbook(whole / "抽取名单.xlsx")
    book["抽取名单"]["K5"] = "明察暗访"
    book.save(tmp_path / "marked.xlsx")
    formualizer.recalculate_file(str(tmp_path / "marked.xlsx"), output=str(tmp_path / "again.xlsx"))

    values = openpyxl.load_workbook(tmp_path / "again.xlsx", data_only=True)["公示名单"]
    shown = [values.cell(row, 3).value for row in range(4, 4 + len(picked(whole / "抽取名单.xlsx")))]
    wanted = picked(whole / "抽取名单.xlsx")

    assert shown[:-1] == [wanted[0], *wanted[2:]]
    assert shown[-1] in (None, "")


@pytest.mark.slow
def test_a_list_saved_by_another_program_still_verifies(whole: Path, tmp_path: Path) -> None:
    """LibreOffice recalculates the notice after a mark and saves everything anew: seed and identifiers stay texts."""
    book = openpyxl.load_workbook(whole / "抽取名单.xlsx")
    book["抽取名单"]["K5"] = "明察暗访"
    book.save(tmp_path / "marked.xlsx")
    convert([tmp_path / "marked.xlsx"], "xlsx", tmp_path / "office")

    done = run("draw", "verify", tmp_path / "office" / "marked.xlsx")

    values = openpyxl.load_workbook(tmp_path / "office" / "marked.xlsx", data_only=True)["公示名单"]
    assert done.output.startswith("一致"), done.output
    assert values["C5"].value == picked(whole / "抽取名单.xlsx")[2]


def test_other_changes_of_a_later_list_are_told_and_change_nothing(whole: Path, tmp_path: Path) -> None:
    rows = [row | {"site_name": "演练改名"} if row["problem_id"] == "P005" else row for row in listed()]
    newer = ledgers(tmp_path / "新台账", [*rows, site("Z1", status="未完成")])
    out = tmp_path / "名单.xlsx"

    done = run("draw", "topup", whole / "抽取名单.xlsx", "--ledgers", newer, "--out", out)

    assert "台账另有 1 处与冻结的清单不同，不影响名单，例如：南通市P005的企业名称由" in done.output
    assert "演练改名" not in {row[4] for row in table(out, "抽取名单")}


def test_forms_can_be_made_later_and_a_damaged_list_is_refused(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")

    assert run("draw", "forms", whole / "抽取名单.xlsx", "--out", tmp_path / "表").return_value == 0
    again, first = (sorted(p.name for p in folder.rglob("*.xlsx")) for folder in (tmp_path / "表", whole / "填报表"))
    assert again == first
    refused(run("draw", "verify", tmp_path / "坏.xlsx"), NotADrawError, "坏.xlsx")


def test_the_help_names_every_step_in_order() -> None:
    help_ = run("draw", "--help").output
    wrong = run("draw", "redo").exception
    assert isinstance(wrong, click.ClickException)
    assert _in_chinese(wrong) == "没有“redo”这个命令；可用的命令：freeze、run、verify、replace、topup、notice、forms。"

    for step in ("freeze", "run", "verify", "replace", "topup", "notice", "forms"):
        assert step in help_


@pytest.mark.slow
@pytest.mark.parametrize("version", ["Microsoft365", "Office2010"])
def test_the_open_xml_sdk_accepts_what_a_draw_writes(whole: Path, version: str) -> None:
    written = [whole / "冻结.xlsx", whole / "抽取名单.xlsx", *sorted((whole / "填报表").rglob("*.xlsx"))[:2]]

    assert sdk_errors(written, version) == {}
