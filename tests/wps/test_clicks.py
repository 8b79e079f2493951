"""Every button of the add-in for WPS, clicked in a stand-in: the outcome is that of Excel's scripts, cell for cell.

The stand-in answers only for members that Kingsoft's typings have. WPS itself was never seen here.
"""

from __future__ import annotations

import copy
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from openpyxl.styles import Font

from tests.books import cells, run
from tests.excel.conftest import ledgers_folder, opened_file
from tests.excel.engine import BookModel, HostModel, SheetModel
from tests.excel.test_check_scripts import spoiled
from tests.excel.test_draw_scripts import SEED, quota_ledgers
from tests.excel.test_reporting import parts
from tests.wps.standin import Standin, comparable, dumped
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.excel import scripts
from xhg_excel.excel.click import NoBook
from xhg_excel.notice.words.shells.wps import ADDIN_TEXTS

pytestmark = pytest.mark.slow
# When lists were frozen or drawn.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?")


def same(outcome: dict[str, Any], model: BookModel, *, without_time: bool = False) -> None:
    """Assert that the stand-in's workbook is that of the tests' engine, sheet for sheet and cell for cell."""
    made, expected = comparable(outcome["book"]), comparable(dumped(model))
    if without_time:
        made, expected = _without_time(made), _without_time(expected)
    assert list(made) == list(expected)
    for name, sheet in expected.items():
        for part, value in sheet.items():
            assert made[name][part] == value, (name, part)
    assert outcome["book"]["active"] == model.active
    assert outcome["settings"] == {"ScreenUpdating": True, "DisplayAlerts": True, "StatusBar": False}
    assert outcome["left"] == []


def _without_time(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_time(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_time(one) for one in value]
    return _MOMENT.sub("…", value) if isinstance(value, str) else value


def message(host: HostModel) -> str:
    return host.alerts.pop()[1]


def test_check_marks_and_lists_what_excel_does_and_clear_restores(wps: Standin, host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    model = host.books[0]
    before = copy.deepcopy(model)

    done = wps.run(model, {"key": "check_book"})
    scripts.check_book(book)

    same(done, model)
    assert done["clicks"][0]["said"] == [message(host)]
    assert "正在校验…" in done["clicks"][0]["status"]

    cleared = wps.run(done["book"], {"key": "clear_marks"})
    scripts.clear_marks(book)

    assert cleared["clicks"][0]["said"] == [message(host)]
    assert comparable(cleared["book"]) == comparable(dumped(before))


def test_how_cells_look_counts_as_in_excel(wps: Standin, host: HostModel, county: Path) -> None:
    """A struck value in the copy that is saved of the open workbook is reported."""
    struck = openpyxl.load_workbook(county)
    struck["附件1"]["D13"].font = Font(strike=True)
    struck.save(county)
    book = opened_file(host, county)
    model = host.books[0]
    model.copy = county.read_bytes()

    done = wps.run(model, {"key": "check_book"})
    scripts.check_book(book)

    same(done, model)
    assert done["clicks"][0]["said"] == [message(host)]
    assert "附件1!D13" in done["clicks"][0]["said"][0]


def test_one_sheet_is_checked_alone(wps: Standin, host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    model = host.books[0]
    model.active = [sheet.name for sheet in model.sheets].index("附件3登记表")

    done = wps.run(model, {"key": "check_sheet"})
    scripts.check_sheet(book)

    same(done, model)
    assert done["clicks"][0]["said"] == [message(host)]


def test_marks_are_put_on_the_values_that_are_not_saved_yet(wps: Standin, host: HostModel, county: Path) -> None:
    opened_file(host, county)
    model = host.books[0]
    next(sheet for sheet in model.sheets if sheet.name == "附件1").put((13, 4), "约30")

    done = wps.run(model, {"key": "check_book"})

    assert "现为“约30”" in done["clicks"][0]["said"][0]


def test_the_next_row_is_selected(wps: Standin, host: HostModel, county: Path) -> None:
    book = opened_file(host, county)
    model = host.books[0]

    done = wps.run(model, {"key": "add_site"})
    scripts.add_site(book)

    same(done, model)
    assert model.selected is not None
    assert done["book"]["selected"] == list(model.selected)
    assert done["clicks"][0]["said"] == [message(host)]


def test_a_repaired_workbook_is_written_beside_and_opened(wps: Standin, host: HostModel, county: Path) -> None:
    other = Path(shutil.copytree(county.parent, county.parents[1] / "另一处")) / county.name
    opened_file(host, county)
    scripts.repair_template(opened_file(host, other))

    done = wps.run(host.books[0], {"key": "repair_template"})

    (expected,), (made,) = host.opened, done["clicks"][0]["opened"]
    assert cells(Path(made), without=("_xhg",)) == cells(expected, without=("_xhg",))
    assert Path(made).parent == county.parent
    assert done["clicks"][0]["said"] == [message(host).replace(str(other.parent), str(county.parent))]


def test_blank_workbooks_are_written_to_the_chosen_folder(wps: Standin, host: HostModel, tmp_path: Path) -> None:
    one, other = tmp_path / "甲 =1", tmp_path / "乙"
    one.mkdir()
    other.mkdir()

    done = wps.run(None, {"key": "make_templates", "dialog": str(one)})
    scripts.make_templates(NoBook(xw.apps[4711]), str(other))

    assert {path.name: path.read_bytes() for path in one.iterdir()} == {p.name: p.read_bytes() for p in other.iterdir()}
    assert done["clicks"][0]["said"] == [message(host).replace(str(other), str(one))]


def test_merged_in_wps_the_totals_are_those_of_the_command_line(
    wps: Standin, nantong_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "南通 报送=1"
    shutil.copytree(nantong_folder, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    run("merge", folder, "--out", tmp_path / "cli.xlsx")

    done = wps.run(None, {"key": "merge_folder", "dialog": str(folder)})

    target = tmp_path / "南通 报送=1 市级汇总.xlsx"
    assert done["clicks"][0]["opened"] == [str(target)]
    assert cells(target, without=("来源", "_xhg")) == cells(tmp_path / "cli.xlsx", without=("来源", "_xhg"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert done["clicks"][0]["said"][0].startswith("南通市：已汇总 4 个县（市、区）、市本级 1 份。\n")


def test_the_report_in_wps_is_that_of_the_command_line(
    wps: Standin, host: HostModel, nantong: CityRehearsal, nantong_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "汇总 = 1"
    ledgers_folder(nantong, folder / "台账")
    run("merge", nantong_folder, "--ledgers", folder / "台账", "--out", folder / "市级汇总.xlsx")
    run("report", folder / "市级汇总.xlsx", "--ledgers", folder / "台账", "--out", tmp_path / "cli.docx")
    opened_file(host, folder / "市级汇总.xlsx")

    done = wps.run(host.books[0], {"key": "write_report", "dialog": str(folder / "台账")})

    target = folder / "南通市督导专题报告.docx"
    assert done["clicks"][0]["said"][0].startswith(f"督导专题报告已生成：{target}")
    assert parts(target) == parts(tmp_path / "cli.docx")


def test_quotas_are_computed_on_sheets_of_the_workbook(
    wps: Standin, host: HostModel, nantong: CityRehearsal, tmp_path: Path
) -> None:
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    model = host.books[0]

    done = wps.run(model, {"key": "compute_quotas"}, {"key": "compute_quotas"})
    scripts.compute_quotas(book)
    scripts.compute_quotas(book)

    same(done, model)
    assert done["clicks"][1]["said"] == [message(host)]


def test_lists_are_frozen_and_drawn_with_the_seed(
    wps: Standin, host: HostModel, nantong: CityRehearsal, tmp_path: Path
) -> None:
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    model = host.books[0]

    done = wps.run(model, {"key": "draw_sample", "input": ""}, {"key": "draw_sample", "input": SEED})
    scripts.draw_sample(book, "")
    frozen = message(host)
    scripts.draw_sample(book, SEED)

    assert [click["said"] for click in done["clicks"]] == [[frozen], [message(host)]]
    same(done, model, without_time=True)


def test_the_help_says_version_and_log(wps: Standin, host: HostModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "true")  # a program that opens nothing

    done = wps.run(None, {"key": "open_help"}, env={"BROWSER": "true"})
    scripts.open_help(NoBook(xw.apps[4711]))

    assert done["clicks"][0]["said"] == [message(host)]


# What ends otherwise.


def test_a_cancelled_dialog_does_nothing(wps: Standin, host: HostModel, county: Path) -> None:
    opened_file(host, county)
    before = copy.deepcopy(host.books[0])

    done = wps.run(host.books[0], {"key": "merge_folder"}, {"key": "draw_sample", "input": False})

    assert [click["said"] for click in done["clicks"]] == [[], []]
    same(done, before)


def test_a_button_that_needs_a_workbook_says_so(wps: Standin) -> None:
    assert wps.run(None, {"key": "check_book"})["clicks"][0]["said"] == [ADDIN_TEXTS["no_book"]]


def test_a_second_click_is_refused_while_the_first_runs(wps: Standin, host: HostModel, county: Path) -> None:
    opened_file(host, county)

    said = wps.run(host.books[0], {"key": "check_book", "times": 3})["clicks"][0]["said"]

    assert said[:2] == [ADDIN_TEXTS["busy"], ADDIN_TEXTS["busy"]]
    assert said[2].startswith("校验完毕：没有发现问题。")


def wrapper(folder: Path, text: str) -> Path:
    """Write a program that WPS starts in the place of Python."""
    import sys

    path = folder / "python 甲"
    decode = "import sys; folder = bytes.fromhex(sys.argv[-1]).decode('utf-16-be')"
    path.write_text(f"#!/bin/sh\n{text.format(python=sys.executable, decode=decode)}\n", "utf-8")
    path.chmod(0o755)
    return path


FAULTS = {
    "missing": ({"python": "/nowhere/python"}, "找不到程序用的 Python：/nowhere/python。"),
    "full: no folder": ({"full": "folder"}, "写不进任务文件夹："),
    "full: refused": ({"full": "refused"}, "写不进任务文件夹："),
    "full: cut off": ({"full": "cut"}, "写不进任务文件夹："),
    "closed meanwhile": ({"meanwhile": "closed"}, "运行中工作簿“"),
    "changed meanwhile": ({"meanwhile": "changed"}, ADDIN_TEXTS["changed"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_ends_in_one_message_and_changes_nothing(
    wps: Standin, host: HostModel, county: Path, fault: str
) -> None:
    spoiled(host, county)
    facts, expected = FAULTS[fault]

    done = wps.run(host.books[0], {"key": "check_book"}, **facts)

    (said,) = done["clicks"][0]["said"]
    assert said.startswith(expected)
    assert [sheet["name"] for sheet in done["book"]["sheets"]] == [sheet.name for sheet in host.books[0].sheets]
    assert not any(sheet["notes"] for sheet in done["book"]["sheets"])
    assert done["left"] == []


DEAD = {
    "it never starts": ("exit 1", "not_started"),
    "it is killed": ("""{python} -c "{decode}; open(folder + '/alive.txt', 'w').write('1')" "$@"; kill -9 $$""", "died"),
    "its disk is full": ("""ulimit -f 0; exec {python} "$@" """, "not_started"),
    "it hands over half a record": (
        """{python} -c "{decode}; open(folder + '/record.json', 'w').write('{{')" "$@" """, "damaged"),
    "it is of another version": (
        """{python} -c "{decode}; open(folder + '/record.json', 'w').write('{{\\"version\\":0,\\"operations\\":[]}}')" "$@" """,
        "other_version"),
}  # fmt: skip


@pytest.mark.parametrize("fault", DEAD)
def test_a_program_that_does_not_end_well_changes_nothing(
    wps: Standin, host: HostModel, county: Path, tmp_path: Path, fault: str
) -> None:
    spoiled(host, county)
    before = copy.deepcopy(host.books[0])
    script, expected = DEAD[fault]

    wait = {"start": 3000, "silent": 1000}
    done = wps.run(before, {"key": "check_book"}, python=wrapper(tmp_path, script), wait=wait)

    assert done["clicks"][0]["said"] == [ADDIN_TEXTS[expected]]
    same(done, before)


def test_a_slow_program_is_waited_for_while_it_lives(
    wps: Standin, host: HostModel, county: Path, tmp_path: Path
) -> None:
    """It begins late, and then takes longer than a dead one would be waited for."""
    opened_file(host, county)
    beats = "for beat in 1 2 3 4 5 6; do {python} -c \"{decode}; open(folder + '/alive.txt', 'w').write('b$beat')\" \"$@\"; sleep 0.5; done"
    slow = wrapper(tmp_path, f'sleep 1; {beats}; exec {{python}} "$@"')

    done = wps.run(host.books[0], {"key": "check_book"}, python=slow, wait={"start": 60000, "silent": 2500})

    assert done["clicks"][0]["said"][0].startswith("校验完毕：没有发现问题。")


def test_a_protected_workbook_and_sheet_refuse_as_in_excel(wps: Standin, host: HostModel, county: Path) -> None:
    book = spoiled(host, county)
    model = host.books[0]
    next(sheet for sheet in model.sheets if sheet.name == "附件1").allowed = frozenset()
    locked = {**dumped(model), "structure_locked": True}

    done, shut = wps.run(model, {"key": "check_book"}), wps.run(locked, {"key": "check_book"})
    scripts.check_book(book)

    same(done, model)
    assert done["clicks"][0]["said"] == [message(host)]
    assert "附件1" in done["clicks"][0]["said"][0].splitlines()[-1]
    assert "保护" in shut["clicks"][0]["said"][0]


def test_what_a_workbook_holds_is_never_run(wps: Standin, host: HostModel, tmp_path: Path) -> None:
    """Not in JavaScript, not on a command line, not by Python: names and texts stay names and texts."""
    bad = "');require('fs').writeFileSync('made','')//$(touch made)`touch made`"
    sheet = SheetModel("a'&$(b)`c`")
    for row, text in enumerate((bad, "=1+1", "@SUM(1)", "__proto__", "constructor"), start=1):
        sheet.put((row, 1), text)
    host.books.append(BookModel("a'$(touch made)`.xlsx", [sheet]))

    done = wps.run(host.books[0], {"key": "check_book"}, {"key": "clear_marks"})

    assert not list(tmp_path.rglob("made"))
    assert not (Path.cwd() / "made").exists()
    assert len(done["clicks"][0]["said"]) == 1
