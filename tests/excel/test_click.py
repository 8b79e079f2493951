"""From the ribbon's four texts to the right script on the right workbook, with nothing heavy loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import xlwings as xw
from hypothesis import given
from hypothesis import strategies as st

from tests.excel.conftest import opened, sheet_of
from tests.excel.engine import HostModel, SheetModel, join
from xhg_excel.excel.click import click, text_of

NAMES = ["如东 = 1.xlsx", 'it\'s "quoted" & 100%!^.xlsx', "南通市😀（退回）.xlsx", "a,b;c 'd'.xls", "--wb=x.xlsm", " "]


def hexed(text: str) -> str:
    """Return a text as the ribbon's VBA sends it: UTF-16 code units, four digits each."""
    return text.encode("utf-16-be").hex()


@given(st.text())
def test_every_text_is_passed_unchanged(text: str) -> None:
    assert text_of(hexed(text)) == text


def test_half_a_surrogate_pair_is_no_error() -> None:
    """A name cut inside an emoji is read, and then simply not found."""
    assert text_of(hexed("甲") + "d83d") == "甲\ufffd"
    assert text_of("") == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_is_found_by_its_name_whatever_is_in_it(host: HostModel, name: str) -> None:
    """Another one of nearly the same name is open too, in front of it."""
    opened(host, sheet_of("表", [["a"]]), name=f"{name} 2")
    opened(host, SheetModel("表"), name=name)

    click("check_book", "4711", hexed(name), "")

    assert host.alerts[0][0] == "info"
    assert [sheet.name for sheet in host.books[0].sheets] == ["表"]
    assert [sheet.name for sheet in host.books[1].sheets] == ["校验结果", "表"]


def test_the_window_that_was_clicked_in_is_found(host: HostModel) -> None:
    """The same workbook may be open in two instances."""
    other = HostModel(hwnd=99)
    join(other, host)
    opened(other, sheet_of("表", [["a"]]))
    host.books.append(other.books[0])

    click("clear_marks", "4711", hexed("演练.xlsx"), "")

    assert (other.alerts, host.alerts) == ([], [("info", "这个工作簿里没有校验留下的标记。")])


def test_a_window_that_changed_since_is_found_by_its_workbook(host: HostModel) -> None:
    """Excel gives each workbook a window of its own, and names the one in front."""
    other = HostModel(hwnd=99)
    join(other, host)
    opened(other, sheet_of("表", [["a"]]))
    host.books.append(opened(other, SheetModel("表"), name="只在这里.xlsx").impl.model)
    other.books.pop()

    click("clear_marks", "4712", hexed("只在这里.xlsx"), "")

    assert (other.alerts, len(host.alerts)) == ([], 1)


def test_what_the_user_chose_reaches_the_script(host: HostModel, tmp_path: Path) -> None:
    folder = tmp_path / "空 表=1 '甲' 😀"
    folder.mkdir()

    click("make_templates", "4711", "", hexed(str(folder)))

    assert host.alerts == [("info", f"已生成 9 个工作簿，在“{folder}”。")]
    assert len(list(folder.iterdir())) == 9


@pytest.mark.parametrize(
    ("script", "book", "message"),
    [
        ("check_book", "", "没有打开的工作簿；在“受保护的视图”里的，请先点“启用编辑”，再点按钮。"),
        ("check_book", "关了.xlsx", "工作簿“关了.xlsx”已经关闭或改名；请打开后再点。"),
        ("ends_in_a_message", "演练.xlsx", "这个版本的程序里没有“ends_in_a_message”；加载项和程序的版本可能不一致"),
        ("__import__('os').system('x')", "演练.xlsx", "这个版本的程序里没有“__import__('os').system('x')”；"),
        ("self_test", "", "没有打开的工作簿；"),
    ],
)
def test_what_cannot_be_done_ends_in_a_message(host: HostModel, script: str, book: str, message: str) -> None:
    """A script is a button's key, not any name of the module."""
    opened(host, SheetModel("表"))

    click(script, "4711", hexed(book), "")

    ((mode, text),) = host.alerts
    assert (mode, text[: len(message)]) == ("critical", message)


def test_buttons_that_need_no_workbook_work_in_an_empty_window(host: HostModel, tmp_path: Path) -> None:
    click("merge_folder", "4711", "", hexed(str(tmp_path)))

    assert host.alerts == [
        (
            "critical",
            f"“{tmp_path}”里没有可读的工作簿（.xlsx .xls .xlsm .xlsb .ods .et .csv .zip）；没有读取 1 个：空文件夹 1 个（home/Documents）。其中有填报内容的，请另存为 .xlsx 放进来再运行。请检查路径，或把报送文件放进去再运行。",
        )
    ]


@pytest.mark.usefixtures("host")
def test_a_program_that_is_gone_ends_with_a_sentence() -> None:
    """Xlwings shows what is printed when a click fails."""
    with pytest.raises(SystemExit, match="找不到点击按钮的表格程序（窗口 1）"):
        click("check_book", "1", "", "")
    xw.engines.active = None
    with pytest.raises(SystemExit, match="找不到点击按钮的表格程序"):
        click("check_book", "4711", "", "")


# What a click may load.

_RUN = """
import json, sys
before = set(sys.modules)
import xhg_excel.excel.click as c
from tests.excel.engine import BookModel, HostModel, SheetModel, join
from xhg_excel.notice.small_chemical.annexes import ANNEX2
sheet = SheetModel("附件2")
rows = [ANNEX2.heads, *((item.number, item.text, "也许") for item in ANNEX2.items)]
for row, values in enumerate(rows, start=1):
    for col, value in enumerate(values, start=1):
        sheet.put((row, col), float(value) if isinstance(value, int) else value)
host = HostModel(hwnd=7, books=[BookModel("x.xlsx", [sheet])])
join(host)
c.click({script!r}, "7", "x.xlsx".encode("utf-16-be").hex(), "")
loaded = sorted(name for name in set(sys.modules) - before if sys.modules[name] is not None)
print(json.dumps([host.alerts[0][0], [s.name for s in host.books[0].sheets], loaded]))
"""
# Libraries a click on 校验 may load; on Windows xlwings adds pywin32's modules.
MAY_LOAD = {"xlwings", "xlwingslib"}
PYWIN32 = {
    "pythoncom", "pywin32_bootstrap", "pywin32_system32", "pywintypes", "win32api", "win32com", "win32con", "win32event", "win32gui", "win32process",
    "win32timezone", "win32trace", "winerror",
}  # fmt: skip
# Rooms of this program, and modules in them, that a click on 校验 has no business with.
NOT_NEEDED = {
    "xhg_excel.cli", "xhg_excel.core.planning.quota", "xhg_excel.core.model.settings", "xhg_excel.core.results.json_report", "xhg_excel.core.planning.coverage",
    "xhg_excel.core.consolidation.consolidate", "xhg_excel.core.totals.workbook", "xhg_excel.core.templates.workbooks", "xhg_excel.core.reading.repair",
    "xhg_excel.core.rehearsal.made_up", "xhg_excel.files.read.read_file", "xhg_excel.files.write.workbook", "xhg_excel.files.read.folder",
    "xhg_excel.excel.merging", "xhg_excel.excel.filling", "xhg_excel.excel.self_test", "xhg_excel.excel.help",
}  # fmt: skip
HEAVY_STANDARD = {"asyncio", "multiprocessing", "concurrent", "sqlite3", "email", "http", "unittest", "xml", "logging"}


def loaded_by(script: str) -> tuple[str, list[str], set[str]]:
    """Return how a click ended, the sheets after it, and the modules that it loaded, in a process of its own."""
    root = Path(__file__).parents[2]
    done = subprocess.run(  # noqa: S603  # this interpreter, this program
        [sys.executable, "-c", _RUN.format(script=script)], capture_output=True, text=True, check=True, cwd=root
    )
    mode, sheets, loaded = json.loads(done.stdout)
    return mode, sheets, set(loaded)


def foreign(loaded: set[str]) -> set[str]:
    """Return the libraries among modules that are neither Python's, this program's nor these tests'."""
    tops = {name.partition(".")[0] for name in loaded}
    return {
        top for top in tops - set(sys.stdlib_module_names) - {"xhg_excel", "tests", "pytest"} if not top.startswith("_")
    }


@pytest.mark.parametrize("script", ["check_book", "check_sheet", "clear_marks"])
def test_a_check_loads_xlwings_and_this_program_and_nothing_else(script: str) -> None:
    """At most 350 ms: no pandas, no openpyxl, no pydantic; xlwings is kept from pandas and numpy too."""
    mode, sheets, loaded = loaded_by(script)

    assert (mode, sheets[-1]) == ("info", "附件2")
    assert len(sheets) == (1 if script == "clear_marks" else 2)
    assert foreign(loaded) <= MAY_LOAD | PYWIN32
    assert {name for name in loaded if any(name == no or name.startswith(f"{no}.") for no in NOT_NEEDED)} == set()
    assert {name.partition(".")[0] for name in loaded} & HEAVY_STANDARD == set()


def test_what_is_kept_from_xlwings_can_be_loaded_later() -> None:
    """A button that computes quotas gets its pandas."""
    code = "import xhg_excel.excel.click, sys; assert 'pandas' not in sys.modules; import pandas; print(pandas.Series([1]).sum())"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # as above

    assert done.stdout == "1\n"
