"""Merging: totals recomputed from what was typed in, and what people send by mistake."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.books import cells, run, submission, table
from tests.conftest import CONTEXT
from tests.ledgers import site as listed
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import CountyContent, county_book, ledger_book
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.files import CityUnclearError, NoSubmissionError, NothingToReadError, TargetChangedError
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import CITIES, NOTICE, PROBLEMS
from xhg_excel.notice.schema.form import Kind
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2


def files_named(path: Path, code: str) -> set[object]:
    """Return the files that findings of one code name."""
    return {row[2] for row in table(path, "校验结果") if row[1] == code}


def merged(folder: Path, *more: object) -> Path:
    out = folder.parent / f"{folder.name}-汇总.xlsx"
    run("merge", folder, "--out", out, *more)
    return out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "报送"
    made.mkdir()
    return made


def test_totals_equal_a_sum_straight_from_the_typed_records(
    nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path
) -> None:
    """Every Σ and every k/N of Annex 1, recomputed without the program's merge."""
    out = tmp_path / "汇总.xlsx"
    assert run("merge", nantong_folder, "--out", out).return_value == 0
    rows = table(out, "附件1汇总")
    heads = rows[2]
    total = heads.index("县（市、区）合计")
    shown = iter([(row[2], row[total]) for row in rows[4:]])
    typed = [nantong.annex1[unit] for unit in nantong.units if unit.county]

    for item in ANNEX1.items:
        for field in item.fields:
            answers = [form.get(field.key) for form in typed]
            label, value = next(shown)
            assert label == field.shown
            if field.kind in (Kind.COUNT, Kind.YUAN):
                assert value == sum(Decimal(str(a)) for a in answers if a is not None)
            elif field.kind is not Kind.TEXT:
                yes, no = answers.count("是"), answers.count("否")
                assert value == (f"{yes}/{yes + no}" if yes + no else None)
        for rate in item.rates:
            label, value = next(shown)
            whole = sum(int(str(form[rate.whole])) for form in typed)
            assert (label, value) == (rate.label, pytest.approx(sum(int(str(f[rate.part])) for f in typed) / whole))


def test_every_site_stands_in_the_list_once_and_sums_agree(
    nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "汇总.xlsx"
    run("merge", nantong_folder, "--out", out)
    typed = [(unit.name, site) for unit in nantong.units for site in nantong.sites[unit]["annex2"]]
    heads, *listed = table(out, "附件2登记")[2:]
    name, fine = heads.index("企业（小作坊、黑窝点）名称"), heads.index("10.处罚金额（元）")
    totals = {row[2]: row[-1] for row in table(out, "附件2汇总")[4:]}

    assert [(row[2], row[3], row[name]) for row in listed] == [(u, s["problem_id"], s["site_name"]) for u, s in typed]
    fines = sum(Decimal(str(site["fine_yuan"] or 0)) for _, site in typed)
    assert sum(Decimal(str(row[fine] or 0)) for row in listed) == fines
    assert totals["处罚金额（元）"] == fines
    assert totals["断水"] == f"{len(typed)}/{len(typed)}"


def test_the_province_from_city_totals_equals_the_province_from_counties(nantong_folder: Path, tmp_path: Path) -> None:
    cities = tmp_path / "市级"
    assert run("merge", nantong_folder, "--out", cities / "南通.xlsx").return_value == 0
    run("merge", cities, "--level", "province", "--out", tmp_path / "one.xlsx")
    run("merge", nantong_folder, "--level", "province", "--out", tmp_path / "two.xlsx")

    # What a file is differs on the two roads; what was answered does not.
    by_file = ("来源", "_xhg", "核对")
    one, two = (cells(tmp_path / name, without=by_file) for name in ("one.xlsx", "two.xlsx"))
    for sheets in (one, two):
        sheets["报送情况"] = [row[:-1] for row in sheets["报送情况"]]
        sheets["总览"] = [row for row in sheets["总览"] if row[0] != "是否完整"]
    assert one == two


def test_the_province_must_see_51_counties_not_48(nantong_folder: Path, tmp_path: Path) -> None:
    """五(二): half of each city's counties rounded up; half of all 95 would be 48."""
    run("merge", nantong_folder, "--level", "province", "--out", tmp_path / "省.xlsx")
    reported = next(row for row in table(tmp_path / "省.xlsx", "总览") if row[0] == "已报县（市、区）")

    assert reported[1:] == (4, "应督导不少于51个，共95个；市本级1个已报")


def test_who_is_missing_is_told_city_by_city(nantong_folder: Path, tmp_path: Path) -> None:
    """Of 95 counties 4 handed in: the rest is a count, and a short line for each city."""
    told = run("merge", nantong_folder, "--level", "province", "--out", tmp_path / "省.xlsx").output.split("\n")
    first = told.index("  未报送 91 个，见“报送情况”：")

    assert told[first + 1] == "    南京市 11 个：玄武区、秦淮区、建邺区、鼓楼区、浦口区、栖霞区等"
    assert [line[4:7] for line in told[first + 1 : first + 14]] == [city.name[:3] for city in CITIES]
    assert sum(int(line.split()[1]) for line in told[first + 1 : first + 14]) == 91
    assert max(map(len, told[first : first + 14])) <= 60


def test_one_city_names_all_its_missing_counties(nantong_folder: Path, tmp_path: Path) -> None:
    told = run("merge", nantong_folder, "--out", tmp_path / "市.xlsx").output

    assert "  未报送 3 个：" in told


def test_many_files_left_out_are_cut_short(folder: Path) -> None:
    submission(folder, "如东县")
    for number in range(13):
        (folder / f"坏{number:02}.xlsx").write_text("坏", "utf-8")

    told = run("merge", folder, "--out", folder.parent / "市.xlsx").output

    assert "未并入 13 个文件：坏00.xlsx、坏01.xlsx、" in told
    assert "坏11.xlsx…等 13 个，见“来源”" in told


def test_sources_are_listed_with_their_hash_and_stay_as_they_were(folder: Path) -> None:
    path = submission(folder, "如东县")
    before = path.read_bytes()
    out = merged(folder)

    source = next(row for row in table(out, "来源") if row[0] == "如东县.xlsx")
    assert source[1:5] == ("南通市如东县", "已并入", hashlib.sha256(before).hexdigest(), len(before))
    assert path.read_bytes() == before


def test_counties_that_did_not_report_are_listed(folder: Path) -> None:
    submission(folder, "如东县")
    rows = table(merged(folder), "报送情况")

    assert {row[1] for row in rows if row[4] == "未报"} == {"通州区", "崇川区", "海门区", "启东市", "如皋市", "海安市"}


def test_two_workbooks_of_one_county_whose_order_cannot_be_told_are_both_named_and_neither_merged(
    folder: Path,
) -> None:
    for name, slogans in (("a.xlsx", 7), ("b.xlsx", 8)):
        os.utime(submission(folder, "如东县", name, slogans=slogans), (1_597_900_000, 1_597_900_000))
    submission(folder, "海安市")
    out = merged(folder)

    assert files_named(out, "F09") == {"a.xlsx", "b.xlsx"}
    assert {row[1] for row in table(out, "报送情况") if row[4] == "已报"} == {"海安市"}


def test_a_file_from_before_the_notice_is_not_taken_for_the_older_one(folder: Path) -> None:
    """1980 is what an archive without dates gives: it may be the correction."""
    for name, slogans, moment in (("a.xlsx", 7, 315_532_800), ("b.xlsx", 8, 1_597_900_000)):
        os.utime(submission(folder, "如东县", name, slogans=slogans), (moment, moment))
    submission(folder, "海安市")

    assert files_named(merged(folder), "F09") == {"a.xlsx", "b.xlsx"}


def test_the_same_file_twice_counts_once(folder: Path) -> None:
    shutil.copy(submission(folder, "如东县", "a.xlsx"), folder / "b.xlsx")
    out = merged(folder)
    posters = next(row for row in table(out, "附件1汇总") if row[1] == "悬挂宣传标语数")

    assert files_named(out, "F09") == set()
    assert posters[3:5] == (7, 7)


@pytest.mark.parametrize("beside", [True, False], ids=["among the submissions", "in a folder of ledgers"])
def test_a_list_held_twice_is_named_for_all_to_see(folder: Path, tmp_path: Path, *, beside: bool) -> None:
    """Its rows would be held against the sites twice without a sign."""
    submission(folder, "如东县")
    ledgers = folder if beside else tmp_path / "台账"
    ledgers.mkdir(exist_ok=True)
    write_book(ledger_book(NOTICE, PROBLEMS, [listed("P001"), listed("P002", 1)]), ledgers / "问题清单.xlsx")
    shutil.copy(ledgers / "问题清单.xlsx", ledgers / "问题清单（旧）.xlsx")
    out = tmp_path / "汇总.xlsx"

    done = run("merge", folder, "--out", out, *([] if beside else ["--ledgers", ledgers]))

    assert done.return_value == 1
    assert "有2行的问题清单“问题编号”与" in done.output
    assert len(files_named(out, "L06")) == 1


@pytest.mark.parametrize(
    ("cover", "code"),
    [
        ({"设区市": "无锡市", "县（市、区）": "江阴市"}, "F08"),
        ({"设区市": "南通市", "县（市、区）": "江阴市"}, "F08"),
        ({"县（市、区）": "演练县"}, "F06"),
        ({"设区市": None, "县（市、区）": "鼓楼区"}, "F07"),
        ({"设区市": "演练市"}, "F18"),
        ({"设区市": "南通市", "县（市、区）": None, "填报层级": None}, "F12"),
    ],
)
def test_an_unclear_or_foreign_unit_is_named_and_the_rest_is_merged(
    folder: Path, cover: dict[str, str | None], code: str
) -> None:
    submission(folder, "如东县")
    submission(folder, "启东市")
    submission(folder, "海安市", "odd.xlsx", cover=cover)
    out = folder.parent / "out.xlsx"

    assert run("merge", folder, "--out", out).return_value == 1
    assert files_named(out, code) == {"odd.xlsx"}
    assert {row[1] for row in table(out, "报送情况") if row[4] == "已报"} == {"如东县", "启东市"}


def test_an_old_name_is_read_as_the_new_one_and_said(folder: Path) -> None:
    submission(folder, "海安市", "old.xlsx", cover={"县（市、区）": "海门市"})
    out = merged(folder)

    assert files_named(out, "F14") == {"old.xlsx"}
    assert {row[1] for row in table(out, "报送情况") if row[4] == "已报"} == {"海门区"}


def damaged(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("damaged.xlsx", b"PK\x03\x04 not a zip at all", "F01"),
        ("empty.xlsx", b"", "F03"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n0000", "F04"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "F02"),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "F01"),
    ],
)
def test_an_unreadable_file_is_one_finding_and_the_rest_is_merged(
    folder: Path, name: str, content: bytes, code: str
) -> None:
    submission(folder, "如东县")
    damaged(folder / name, content)
    out = folder.parent / "out.xlsx"

    assert run("merge", folder, "--out", out).return_value == 1
    assert files_named(out, code) == {name}
    assert {row[1] for row in table(out, "报送情况") if row[4] == "已报"} == {"如东县"}


def test_a_truncated_workbook_is_one_finding(folder: Path) -> None:
    path = submission(folder, "如东县")
    submission(folder, "海安市")
    path.write_bytes(path.read_bytes()[:5000])

    assert files_named(merged(folder), "F01") == {"如东县.xlsx"}


def test_an_empty_template_and_a_foreign_workbook_have_messages_of_their_own(folder: Path) -> None:
    submission(folder, "如东县")
    write_book(county_book(NOTICE, None, CountyContent(), CONTEXT.registry), folder / "blank.xlsx")
    foreign = openpyxl.Workbook()
    foreign.active["A1"] = "家庭收支"
    foreign.save(folder / "foreign.xlsx")
    out = merged(folder)

    assert files_named(out, "F03") == {"blank.xlsx"}
    assert files_named(out, "F05") == {"foreign.xlsx"}


def test_lock_files_and_other_files_are_passed_over(folder: Path) -> None:
    submission(folder, "如东县")
    (folder / "~$如东县.xlsx").write_bytes(b"lock")
    (folder / "说明.txt").write_text("x")

    assert {row[:3:2] for row in table(merged(folder), "来源")[3:]} == {
        ("如东县.xlsx", "已并入"),
        ("~$如东县.xlsx", "没有读取"),
        ("说明.txt", "没有读取"),
    }


def message(result_of: Iterable[object]) -> XhgError:
    error = run(*result_of).exception
    assert isinstance(error, XhgError)
    return error


def test_a_missing_and_an_empty_folder_have_messages_of_their_own(folder: Path) -> None:
    missing = message(("merge", folder / "没有", "--out", folder / "o.xlsx"))
    empty = message(("merge", folder, "--out", folder / "o.xlsx"))

    assert isinstance(missing, NothingToReadError)
    assert isinstance(empty, NothingToReadError)
    assert "不存在" in str(missing)
    assert "没有可读的工作簿" in str(empty)


def test_nothing_to_merge_writes_nothing(folder: Path) -> None:
    damaged(folder / "a.xlsx", b"x")

    assert isinstance(message(("merge", folder, "--city", "南通", "--out", folder / "o.xlsx")), NoSubmissionError)
    assert [p.name for p in folder.iterdir()] == ["a.xlsx"]


def test_two_cities_in_equal_number_need_a_name(folder: Path) -> None:
    submission(folder, "如东县")
    submission(folder, "海安市", "b.xlsx", cover={"设区市": "无锡市", "县（市、区）": "江阴市"})

    assert isinstance(message(("merge", folder, "--out", folder / "o.xlsx")), CityUnclearError)
    assert run("merge", folder, "--city", "无锡", "--out", folder / "o.xlsx").return_value == 1


def test_a_target_that_is_a_folder_is_refused_and_leaves_no_half_file(folder: Path) -> None:
    submission(folder, "如东县")
    target = folder.parent / "out.xlsx"
    target.mkdir()

    assert isinstance(message(("merge", folder, "--out", target)), TargetChangedError)
    assert sorted(p.name for p in folder.parent.iterdir()) == ["out.xlsx", "报送"]


def test_merging_again_into_the_same_folder_does_not_read_its_own_result(folder: Path) -> None:
    submission(folder, "如东县")
    out = folder / "汇总.xlsx"
    run("merge", folder, "--out", out)
    first = cells(out, without=("来源", "_xhg"))
    run("merge", folder, "--out", out)

    assert cells(out, without=("来源", "_xhg")) == first


def test_a_totals_workbook_among_submissions_is_passed_over_and_said(folder: Path) -> None:
    submission(folder, "如东县")
    shutil.copy(merged(folder), folder / "旧汇总.xlsx")

    assert files_named(merged(folder), "F22") == {"旧汇总.xlsx"}


def test_site_forms_sent_one_by_one_join_their_county(folder: Path, nantong: CityRehearsal) -> None:
    from xhg_excel.core.templates.workbooks import form_book

    unit = nantong.units[0]
    for number, site in enumerate(nantong.sites[unit]["annex2"][:2]):
        book = form_book(
            NOTICE, ANNEX2, {**site, "unit_city": unit.city.name, "unit_county": unit.name}, CONTEXT.registry
        )
        write_book(book, folder / f"{number}.xlsx")
    rows = table(merged(folder), "附件2登记")

    assert [row[3] for row in rows[3:]] == [s["problem_id"] for s in nantong.sites[unit]["annex2"][:2]]


def test_validate_and_merge_count_the_same_faults_and_only_gaps_are_a_status_of_their_own(tmp_path: Path) -> None:
    """One verdict: a county that was not visited is a gap of the task; no file that came is to be sent back for it."""
    run("rehearse", "--out", tmp_path, "--no-faults", "--seed", 3)
    reports, lists = tmp_path / "报送", tmp_path / "台账"
    whole = run("merge", reports, "--ledgers", lists, "--out", tmp_path / "全.xlsx")
    sorted(reports.rglob("*.xlsx"))[0].unlink()

    checked = run("validate", reports, "--ledgers", lists)
    merged = run("merge", reports, "--ledgers", lists, "--out", tmp_path / "缺.xlsx")

    assert (whole.return_value, checked.return_value, merged.return_value) == (0, 0, 3)
    faults = re.search("填报问题：强制 0 处，核实 [0-9]+ 处", checked.output)
    assert faults is not None
    assert faults.group() in merged.output
    gaps = [re.findall("任务缺口：([0-9]+) 项", one.output) for one in (whole, merged)]
    assert gaps[0] == ["1"]  # 28 August 2020 is past: C8 stays until the report is filed
    assert int(gaps[1][0]) > 1
