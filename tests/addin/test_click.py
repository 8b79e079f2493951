"""What a click starts: our Python with our script, whatever the open workbook is called, holds, or has beside it.

The add-in's own VBA runs here, xlwings' closed module included, over an Excel in memory (`excel.py`).
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwings

from addin.callbacks import sub_of
from addin.stubs import functions
from tests.addin.excel import PYTHON, WINDOW, Excel, planted
from xhg_excel.errors.addin import HostGoneError
from xhg_excel.notice.words.shells.addin_sheets import TEXTS
from xhg_excel.notice.words.shells.buttons import BUTTONS, TAB, Asks, Button
from xhg_excel.notice.words.shells.functions import CATEGORY, FUNCTIONS

COMMAND = re.compile(
    r'C:\\<SystemRoot>\\System32\\cmd\.exe /C C: & cd "(?P<folder>[^"]*)" & "(?P<python>[^"]*)" -B -P '
    r"-c \"import xhg_excel\.excel\.click as c; c\.click\('(?P<script>[a-z_]+)', '(?P<window>\d+)', "
    r"'(?P<book>[0-9A-F]*)', '(?P<asked>[0-9A-F]*)'\)\"  "
    r'2> "C:\\<Temp>\\xlwings-[0-9A-F-]{36}\.log" '
)
PUBLISHED = (Path(xlwings.__file__).parent / "xlwings_custom_addin.bas").read_text("ascii")


def parts(command: str) -> tuple[str, str, str, str]:
    """Return script, window, workbook and asked text of a command line, which must hold nothing else."""
    found = COMMAND.fullmatch(command)
    assert found, command
    assert found["python"] == PYTHON
    assert found["folder"] == PYTHON.rpartition("\\")[0]
    return found["script"], found["window"], text_of(found["book"]), text_of(found["asked"])


def text_of(units: str) -> str:
    return bytes.fromhex(units).decode("utf-16-be")


def book(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    openpyxl.Workbook().save(path)
    return path


@pytest.fixture
def excel(tmp_path: Path) -> Excel:
    return Excel(tmp_path, book(tmp_path / "演练县.xlsx"))


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.key)
def test_each_button_starts_its_script_with_what_the_user_chose(excel: Excel, button: Button) -> None:
    answers = {Asks.NOTHING: "", Asks.FOLDER: "D:\\各县 报送", Asks.DIGITS: "20200803123456789012"}
    excel["Chosen"], excel["Typed"] = answers[Asks.FOLDER], answers[Asks.DIGITS]

    excel.click(sub_of(button))

    assert parts(excel.command) == (button.key, WINDOW, "演练县.xlsx", answers[button.asks])
    shown = {Asks.NOTHING: None, Asks.FOLDER: button.prompt, Asks.DIGITS: f"{button.prompt}|{TAB}"}
    assert excel["Described"] == shown[button.asks]
    assert excel.said == []


@pytest.mark.parametrize("macro", ["XhgMergeFolder", "XhgMakeTemplates", "XhgDrawSample"])
def test_a_user_who_cancels_starts_nothing(excel: Excel, macro: str) -> None:
    excel["Chosen"], excel["Typed"] = "", False

    excel.click(macro)

    assert excel.command == ""


def test_digits_may_be_left_empty(excel: Excel) -> None:
    """Before a list is frozen there is no seed to type."""
    excel["Typed"] = ""

    excel.click("XhgDrawSample")

    assert parts(excel.command)[0] == "draw_sample"
    assert parts(excel.command)[3] == ""


@pytest.mark.parametrize(
    "name",
    ["a b.xlsx", "a=b.xlsx", "--wb=x=y.xlsx", "it's.xlsx", "“甲”&乙%PATH%^.xlsx", "a;b;c;d;e;f;evil.xlsx",
     "x'); import os; os.system('calc') #.xlsx", "$(CLSID)!.xlsx"],
)  # fmt: skip
def test_names_of_workbooks_travel_unharmed(tmp_path: Path, name: str) -> None:
    excel = Excel(tmp_path, book(tmp_path / "收 到" / name))

    excel.run("XhgRun", "check_book")

    assert parts(excel.command) == ("check_book", WINDOW, name, "")


@pytest.mark.parametrize("asked", ["C:\\a b\\甲", "');x('", '" & calc & "', "C:\\=a\\%TEMP%\\^&|<>", "\ud83d\ude00"])
def test_what_a_user_chose_travels_unharmed(excel: Excel, asked: str) -> None:
    """The last is one emoji as Excel holds it, in two code units."""
    excel.run("XhgRun", "merge_folder", asked)

    assert parts(excel.command)[3].encode("utf-16-be", "surrogatepass") == asked.encode("utf-16-be", "surrogatepass")


def test_a_click_without_an_open_workbook_passes_no_name_to_python(tmp_path: Path) -> None:
    """Merging a folder needs none; Excel is then without an active workbook and without an active sheet."""
    excel = Excel(tmp_path)
    excel.app.application.active_book = None

    excel.run("XhgRun", "merge_folder", "D:\\a")

    assert parts(excel.command) == ("merge_folder", WINDOW, "", "D:\\a")


def test_nothing_planted_in_or_beside_a_workbook_changes_the_command(tmp_path: Path) -> None:
    """Sheets xlwings.conf, xhg.conf, xhg.texts and x.py; files of both names; modules named as ours and xlwings."""
    plain = Excel(tmp_path, book(tmp_path / "plain" / "收到.xlsx"))
    steered = Excel(tmp_path, planted(tmp_path / "planted" / "收到.xlsx"))

    for excel in (plain, steered):
        excel.run("XhgRun", "check_book")
        excel["Result"] = 1
        excel.run("SelfTest")

    assert parts(steered.command) == parts(plain.command) == ("self_test", WINDOW, "收到.xlsx", "")
    assert steered["ServerCommand()"] == plain["ServerCommand()"]
    assert [text.rpartition("\\")[0] for text in steered.said] == [text.rpartition("\\")[0] for text in plain.said]
    assert "planted" not in steered.command


def test_the_same_workbook_does_steer_xlwings_as_published(tmp_path: Path) -> None:
    """Without the cuts the planted sheet names the program to start: so the test above can fail."""
    text = re.sub(r"^( *#.*?) '.*$", r"\1", PUBLISHED.replace('"myaddin"', '"xlwings"'), flags=re.MULTILINE)
    # The interpreter reads neither comments after directives nor "False" = True, as VBA does.
    text = text.replace('GetConfig("SHOW CONSOLE", False) = True', "False")
    received = planted(tmp_path / "收到.xlsx", ("INTERPRETER_WIN",))
    excel = Excel(tmp_path, received, published=text.replace("\n", "\r\n"))

    assert r"\\planted\share" in str(excel["ServerCommand()"])


def test_the_command_of_the_functions_is_the_same_for_every_workbook(excel: Excel) -> None:
    assert excel["ServerCommand()"] == (
        f'C:\\<SystemRoot>\\System32\\cmd.exe  /K ""{PYTHON}" -B -P -c "import xlwings; xlwings.serve(\'$(CLSID)\')""'
    )


@pytest.mark.parametrize("code", ["import xlwings; print(xlwings.__version__)", "import xhg_excel; print('ours')"])
def test_a_module_beside_the_workbook_is_not_imported(tmp_path: Path, excel: Excel, code: str) -> None:
    """With the switches of the command line, in the folder of the workbook; without -P the planted one is taken."""
    folder = planted(tmp_path / "planted" / "收到.xlsx").parent
    excel.run("XhgRun", "check_book")
    switches = [part for part in shlex.split(excel.command.replace("\\", "/")) if part in ("-B", "-P")]

    def run(*given: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *given, "-c", code]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # our own

    assert switches == ["-B", "-P"]
    assert run(*switches).stderr == ""
    assert run().stderr.startswith("planted\n")  # a measurement of coverage complains after it


def test_the_command_reaches_the_scripts_and_ends_without_a_traceback(tmp_path: Path, excel: Excel) -> None:
    """Run here, where no Excel has that window: a sentence in Chinese on standard error, and the exit code of a failure."""
    excel.run("XhgRun", "merge_folder", "D:\\各县 报送")
    found = re.search(r'-B -P -c "([^"]*)"', excel.command)
    assert found

    command = [sys.executable, "-B", "-P", "-c", found[1]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603  # our own

    assert done.returncode == 1
    assert done.stderr == f"{HostGoneError(WINDOW)}\n"


@pytest.mark.parametrize(
    ("script", "window", "name", "asked"),
    [
        ("", "1", "", ""),
        ("x');import os;#", "1", "", ""),
        ("check_book", "1');#", "", ""),
        ("check_book", "1", "');#", ""),
        ("check_book", "1", "", "甲"),
        ("Check_Book", "1", "", ""),
    ],
)
def test_what_is_no_name_number_or_hexadecimal_is_never_run(
    excel: Excel, script: str, window: str, name: str, asked: str
) -> None:
    """A formula of a received workbook may call the function; it can pass no code."""
    assert excel.run("RunScript", script, window, name, asked) == -1
    assert excel.command == ""


def test_a_missing_python_is_reported_in_chinese(excel: Excel) -> None:
    excel["Absent"] = PYTHON

    excel.run("SelfTest")

    assert (excel.command, excel.said) == ("", [TEXTS["no_python"]])


def test_an_add_in_that_was_not_installed_starts_no_python_of_the_current_folder(tmp_path: Path) -> None:
    excel = Excel(tmp_path, book(tmp_path / "a.xlsx"), interpreter="")

    excel.run("SelfTest")

    assert (excel.command, excel.said) == ("", [TEXTS["no_python"]])


def test_a_python_that_fails_is_reported_in_chinese_with_its_log(excel: Excel) -> None:
    excel["Result"] = 1

    excel.run("SelfTest")

    (said,) = excel.said
    assert re.fullmatch(re.escape(TEXTS["failed"]) + r"\nC:\\<Temp>\\xlwings-[0-9A-F-]{36}\.log", said)
    assert excel["Removed"] is None


def test_the_log_of_a_successful_click_is_removed_without_a_message(excel: Excel) -> None:
    excel.run("SelfTest")

    assert f'"{excel["Removed"]}"' in excel.command
    assert excel.said == []


def test_no_window_is_shown_and_excel_waits(excel: Excel) -> None:
    """The second and third arguments of WScript.Shell's Run."""
    excel.run("SelfTest")

    assert str(excel["Started"]).splitlines()[1:] == ["0", "True"]


def test_on_another_system_a_click_shows_what_is_possible(excel: Excel) -> None:
    excel["System"] = "Macintosh (Intel) 14.0"

    excel.run("SelfTest")

    assert (excel.command, excel.said) == ("", [TEXTS["windows_only"]])


def test_the_function_wizard_is_given_the_help_when_the_add_in_opens(excel: Excel) -> None:
    excel.run("ThisWorkbook.Workbook_Open")

    told = [line.split("|") for line in str(excel["Described"]).splitlines()]
    assert told == [
        [f"'xhg_excel.xlam'!{f.name}", FUNCTIONS[f.name].help, CATEGORY, *(a.doc for a in f.arguments)]
        for f in functions()
    ]


def test_a_function_passes_its_arguments_and_the_add_in_to_python(excel: Excel) -> None:
    """Not the active workbook: xlwings would look for code in its sheets."""
    assert excel.run("XHG_RATE", 3.0, 4.0) == 3.0
    assert excel["Called"] == "xhg_excel.excel.functions.XHG_RATE xhg_excel.xlam 1"


def test_a_function_that_cannot_run_gives_a_short_chinese_text(excel: Excel) -> None:
    excel.app.add_module(
        'Public Function Array()\n    Err.Raise 1000, Description:="Traceback"\nEnd Function\n', name="Broken"
    )

    assert excel.run("XHG_QUOTA_COUNTIES", 7.0) == TEXTS["function_failed"]
