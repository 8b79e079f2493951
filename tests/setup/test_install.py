"""`xhg addin` on a small Windows: what goes where, whose files are left alone, what is said when Excel holds one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.excel.windows import FakeWindows, a_windows
from xhg_excel.errors.addin import (
    AddinInUseError,
    FolderUnknownError,
    ForeignAddinError,
    NotWindowsError,
    StorePythonError,
)
from xhg_excel.files.addin_file import addin_settings, with_interpreter
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells.install import ADDIN, SEND_TO
from xhg_excel.setup.install import Step, addin_place, install, remove, status
from xhg_excel.setup.machine import USER, Machine, Shortcut

SHIPPED = resource(ADDIN).read_bytes()
ENTRIES = [entry.file for entry in SEND_TO]
THEIRS = Shortcut("C:/别的.exe", "")


@pytest.fixture
def machine(tmp_path: Path) -> FakeWindows:
    """Somebody with Excel and nothing of ours, with a name that is hard on command lines."""
    return a_windows(tmp_path)


def done(steps: Iterable[Step]) -> list[str]:
    """Do every step; return what they say."""
    said = []
    for step in steps:
        step.do()
        said.append(step.text)
    return said


def files_below(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != "python.exe")


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_the_addin_goes_to_the_startup_folder_and_points_to_this_python(machine: FakeWindows) -> None:
    """Folders that are missing are made; the path in the add-in is absolute, whatever the user is called."""
    said = done(install(machine))

    found = addin_settings(machine.addin.read_bytes())
    assert found is not None
    assert found["INTERPRETER_WIN"] == str(machine.python.program)
    assert "演练 甲&乙" in found["INTERPRETER_WIN"]
    assert files_below(machine.home) == sorted([*ENTRIES, "xhg_excel.xlam"])
    assert said[-3:] == [
        f"加载项已复制：{machine.addin}",
        f"点按钮时运行：{machine.python.program}",
        "打开 Excel，看“小化工督导”选项卡；有问题运行 xhg doctor。",
    ]


def test_send_to_starts_python_itself_with_the_entry_s_command(machine: FakeWindows) -> None:
    """No command interpreter reads the chosen names, so `&`, `%` and `!` in them stay what they are."""
    done(install(machine))

    shortcuts = [machine.read_shortcut(machine.send_to / name) for name in ENTRIES]
    python, start = str(machine.python.program), "-P -m xhg_excel.cli.window sendto"
    assert shortcuts == [
        Shortcut(python, f"{start} check", "校验选中的填报表，结果另存为新的 Excel 表并打开"),
        Shortcut(python, f"{start} merge", "把选中的文件夹（或几个填报表）汇总成市级汇总表并打开"),
        Shortcut(python, f"{start} return", "生成标注了问题的退回单，原文件不动"),
        Shortcut(python, f"{start} report", "由选中的汇总表和台账生成督导专题报告（Word）"),
    ]


def test_a_second_install_leaves_the_addin_as_it_is(machine: FakeWindows) -> None:
    done(install(machine))
    machine.changed.clear()

    said = done(install(machine))

    assert machine.addin not in machine.changed
    assert f"加载项已是当前版本，没有变化：{machine.addin}" in said


def test_an_older_version_of_ours_is_replaced_and_reported(machine: FakeWindows) -> None:
    put(machine.addin, with_interpreter(SHIPPED, r"D:\旧\python.exe"))

    said = done(install(machine))

    assert machine.addin.read_bytes() == with_interpreter(SHIPPED, str(machine.python.program))
    assert f"加载项已更新（原来是其它版本，或指向别的 Python）：{machine.addin}" in said


@pytest.mark.parametrize("content", [b"", b"somebody's own", b"PK\x03\x04 damaged"])
def test_a_foreign_file_of_the_same_name_is_never_overwritten(machine: FakeWindows, content: bytes) -> None:
    put(machine.addin, content)

    with pytest.raises(ForeignAddinError, match="没有覆盖"):
        done(install(machine))

    assert machine.addin.read_bytes() == content


def test_a_foreign_shortcut_is_left_and_the_rest_installed(machine: FakeWindows) -> None:
    machine.write_shortcut(machine.send_to / ENTRIES[0], THEIRS)

    steps = list(install(machine))
    done(steps)

    assert [step.fine for step in steps[:3]] == [False, True, True]
    assert machine.read_shortcut(machine.send_to / ENTRIES[0]) == THEIRS
    assert machine.addin.exists()


def test_a_file_open_in_excel_stays_and_the_message_is_to_close_excel(machine: FakeWindows) -> None:
    """The Send-to entries are in place all the same: they come first."""
    old = with_interpreter(SHIPPED, r"D:\旧\python.exe")
    put(machine.addin, old)
    machine.held.add(machine.addin)

    with pytest.raises(AddinInUseError, match=r"另一个程序正在使用此文件.*关闭全部 Excel 窗口"):
        done(install(machine))

    assert machine.addin.read_bytes() == old
    assert files_below(machine.send_to) == sorted(ENTRIES)


def test_an_open_excel_is_named_when_the_copy_worked(machine: FakeWindows) -> None:
    machine.running.add("excel.exe")

    assert done(install(machine))[-1].startswith("Excel 正开着")


def test_without_excel_it_is_installed_and_reported(machine: FakeWindows) -> None:
    machine.keys.clear()

    assert "没有找到 Excel" in done(install(machine))[-1]
    assert machine.addin.exists()


def test_the_web_mark_is_taken_off_our_file_alone(machine: FakeWindows) -> None:
    """The mark is a stream of the file; here, a file with the stream's name."""
    put(machine.addin, with_interpreter(SHIPPED, "x"))
    ours = Path(f"{machine.addin}:Zone.Identifier")
    other = machine.addin.with_name("other.xlam:Zone.Identifier")
    for mark in (ours, other):
        put(mark, b"[ZoneTransfer]\r\nZoneId=3\r\n")

    said = done(install(machine))

    assert not ours.exists()
    assert other.exists()
    assert "已解除 Windows 对加载项的“来自网络”标记。" in said


def test_only_looking_changes_nothing(machine: FakeWindows) -> None:
    """`--dry-run` asks for the steps and does none."""
    said = [step.text for step in install(machine)]

    assert f"加载项已复制：{machine.addin}" in said
    assert machine.changed == []
    assert files_below(machine.home) == []


def test_folders_come_from_the_registry_when_variables_are_missing_or_folders_moved(
    machine: FakeWindows, tmp_path: Path
) -> None:
    machine.variables.clear()
    moved = tmp_path / "D盘"
    shell = r"Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
    machine.set(USER, shell, {"AppData": str(moved / "漫游"), "SendTo": str(moved / "发送到")})

    done(install(machine))

    assert (moved / "漫游" / "Microsoft" / "Excel" / "XLSTART" / "xhg_excel.xlam").exists()
    assert files_below(moved / "发送到") == sorted(ENTRIES)


def test_a_user_without_folders_is_an_error(machine: FakeWindows) -> None:
    machine.variables.clear()

    with pytest.raises(FolderUnknownError, match="APPDATA"):
        list(install(machine))


@pytest.mark.parametrize("where", ["program", "base"])
def test_the_store_s_python_is_refused(machine: FakeWindows, where: str) -> None:
    """Its writes go to a private copy of the user's folders, so Excel would see nothing."""
    store = Path("C:/Program Files/WindowsApps/PythonSoftwareFoundation.Python.3.12/python.exe")
    machine.python = (
        replace(machine.python, program=store) if where == "program" else replace(machine.python, base=store)
    )

    with pytest.raises(StorePythonError, match="微软应用商店"):
        list(install(machine))

    assert machine.changed == []


@pytest.mark.parametrize("asked", [install, status, remove])
def test_other_systems_get_a_message_with_what_is_possible_there(
    machine: FakeWindows, asked: Callable[[Machine], Iterator[Step]]
) -> None:
    machine.system = "Linux"

    with pytest.raises(NotWindowsError, match=r"Linux.*xhg validate.*LibreOffice"):
        list(asked(machine))

    assert addin_place(machine) == ""


def test_remove_takes_what_is_ours_and_nothing_else(machine: FakeWindows) -> None:
    done(install(machine))
    machine.write_shortcut(machine.send_to / ENTRIES[1], THEIRS)
    put(machine.addin.with_name("PERSONAL.XLSB"), b"theirs")

    said = done(remove(machine))

    assert files_below(machine.home) == sorted([ENTRIES[1], "PERSONAL.XLSB"])
    assert said[-1] == f"加载项已删除：{machine.addin}"
    assert done(remove(machine)) == ["没有安装过，不用删除。"]


def test_remove_fails_on_a_file_open_in_excel_and_leaves_a_foreign_one(machine: FakeWindows) -> None:
    done(install(machine))
    machine.held.add(machine.addin)
    with pytest.raises(AddinInUseError):
        done(remove(machine))
    machine.held.clear()
    machine.addin.write_bytes(b"foreign")

    steps = list(remove(machine))

    assert [(step.text, step.fine) for step in steps] == [(f"“{machine.addin}”不是本程序的文件。", False)]
    assert machine.addin.exists()


def test_remove_while_excel_is_open_warns_that_buttons_stay_until_it_closes(machine: FakeWindows) -> None:
    done(install(machine))
    machine.running.add("excel.exe")

    assert done(remove(machine))[-1] == "Excel 正开着：关闭后按钮才消失。"


def told(machine: FakeWindows) -> list[tuple[str, bool]]:
    return [(step.text, step.fine) for step in status(machine)]


def test_status_reports_what_is_installed_and_which_python_it_starts(machine: FakeWindows) -> None:
    assert [good for _, good in told(machine)] == [False] * (1 + len(SEND_TO))
    done(install(machine))

    assert told(machine) == [
        (f"加载项：{machine.addin}", True),
        ("与本版本一致。", True),
        (f"指向当前 Python：{machine.python.program}", True),
        *((f"右键菜单“发送到”：{entry.label}（已装）", True) for entry in SEND_TO),
    ]


def test_status_names_another_python_and_foreign_shortcuts(machine: FakeWindows) -> None:
    done(install(machine))
    old = machine.python.program
    machine.python = replace(machine.python, program=old.with_name("other.exe"))
    machine.write_shortcut(machine.send_to / ENTRIES[2], THEIRS)

    said = told(machine)

    assert said[1:3] == [
        ("与本版本一致。", True),
        (f"指向另一个 Python（{old}）：请在要用的 Python 里运行 xhg addin install。", False),
    ]
    assert [good for _, good in said[3:]] == [False] * len(SEND_TO)
    assert said[3 + 2][0] == f"“{machine.send_to / ENTRIES[2]}”不是本程序的文件。"


def test_status_distinguishes_an_altered_and_a_foreign_file_from_the_current_one(machine: FakeWindows) -> None:
    done(install(machine))
    machine.addin.write_bytes(machine.addin.read_bytes() + b" ")
    assert ("是其它版本，或内容被改过：请再运行 xhg addin install。", False) in told(machine)

    machine.addin.write_bytes(b"foreign")

    assert told(machine)[0] == (f"“{machine.addin}”不是本程序的文件。", False)
