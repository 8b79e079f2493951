"""The seam itself: what it asks Windows, over small stand-ins for pywin32 and winreg; files on this system."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.processes import POSIX
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.setup.machine import COMPUTER, Machine, Shortcut


class LinkError(Exception):
    """What pywin32 raises."""


class Link:
    """A shell link as COM gives it: one object with two sides; saved as three lines."""

    def __init__(self) -> None:
        self.fields = {"Path": "", "Arguments": "", "Description": ""}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("Set"):
            return lambda value: self.fields.__setitem__(name[3:], value)
        return lambda: self.fields[name[3:]]

    def GetPath(self, flags: int) -> tuple[str, None]:  # noqa: N802  # COM's name
        assert flags == 4
        return self.fields["Path"], None

    def QueryInterface(self, wanted: str) -> Link:  # noqa: N802  # COM's name
        assert wanted == "IPersistFile"
        return self

    def Save(self, path: str, remember: int) -> None:  # noqa: N802  # COM's name
        assert remember == 0
        if "refused" in path:
            raise LinkError("Zugriff verweigert")
        Path(path).write_text("\n".join(self.fields.values()), "utf-8")

    def Load(self, path: str) -> None:  # noqa: N802  # COM's name
        lines = Path(path).read_text("utf-8").split("\n")
        if len(lines) != len(self.fields):
            raise LinkError("no link")
        self.fields = dict(zip(self.fields, lines, strict=True))


def a_module(name: str, **members: object) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(members)
    return module


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The machine here, taken for a Windows: modules that exist there only are small stand-ins."""
    shell = a_module("win32com.shell.shell", CLSID_ShellLink="link", IID_IShellLink="side")
    pythoncom = a_module(
        "pythoncom",
        com_error=LinkError,
        CLSCTX_INPROC_SERVER=1,
        IID_IPersistFile="IPersistFile",
        CoCreateInstance=lambda kind, outer, context, side: Link(),  # noqa: ARG005  # COM's signature
    )
    packages = {"win32com": a_module("win32com"), "win32com.shell": a_module("win32com.shell", shell=shell)}
    for name, module in {"pythoncom": pythoncom, **packages, "win32com.shell.shell": shell}.items():
        monkeypatch.setitem(sys.modules, name, module)
    return Machine("Windows")


def test_a_shortcut_is_written_and_read_by_windows_itself(windows: Machine, tmp_path: Path) -> None:
    path = tmp_path / "发送到" / "小化工 校验.lnk"
    shortcut = Shortcut(r"C:\用户\a & b\python.exe", "-m xhg_excel.cli.window sendto check", "校验")

    windows.write_shortcut(path, shortcut)

    assert windows.read_shortcut(path) == shortcut


def test_a_shortcut_that_windows_refuses_is_an_error_and_an_unreadable_one_is_none(
    windows: Machine, tmp_path: Path
) -> None:
    (tmp_path / "damaged.lnk").write_text("not a link")

    assert windows.read_shortcut(tmp_path / "none.lnk") is None
    assert windows.read_shortcut(tmp_path / "damaged.lnk") is None
    with pytest.raises(TargetChangedError, match="Zugriff verweigert"):
        windows.write_shortcut(tmp_path / "refused.lnk", Shortcut("x", "y"))


def test_registry_values_come_from_both_views_the_64_bit_one_first(
    windows: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[tuple[str, int], list[tuple[str, object]]] = {
        (r"SOFTWARE\X", 32): [("Path", "32"), ("only", 1)],
        (r"SOFTWARE\X", 64): [("Path", "64"), ("", "default")],
    }

    @contextmanager
    def opened(root: str, key: str, _: int, access: int) -> Iterator[list[tuple[str, object]]]:
        assert root == "HKLM"
        if (key, access & 96) not in kept:
            raise FileNotFoundError(key)
        yield kept[key, access & 96]

    winreg = a_module(
        "winreg",
        HKEY_LOCAL_MACHINE="HKLM",
        KEY_READ=1,
        KEY_WOW64_32KEY=32,
        KEY_WOW64_64KEY=64,
        OpenKey=opened,
        QueryInfoKey=lambda values: (0, len(values), 0),
        EnumValue=lambda values, number: (*values[number], 1),
    )
    monkeypatch.setitem(sys.modules, "winreg", winreg)

    assert windows.registry(COMPUTER, r"SOFTWARE\X") == {"Path": "64", "only": 1, "": "default"}
    assert windows.registry(COMPUTER, r"SOFTWARE\none") == {}
    assert Machine("Linux").registry(COMPUTER, r"SOFTWARE\X") == {}


@POSIX
@pytest.mark.parametrize(
    ("script", "running"),
    [
        ('printf \'"EXCEL.EXE","1"\\r\\n"\\311\\305.exe","2"\\r\\n\'', {"excel.exe", "\ufffd\ufffd.exe"}),
        ("exit 1", set()),
    ],
)
def test_programs_are_those_that_tasklist_names(
    windows: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, running: set[str]
) -> None:
    """Names in the PC's own code page do no harm."""
    tasklist = tmp_path / "tasklist"
    tasklist.write_text(f"#!/bin/sh\n{script}\n")
    tasklist.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    assert windows.programs() == running
    assert Machine("Linux").programs() == frozenset()


def test_a_program_of_the_system_that_is_missing_or_hangs_has_no_output(
    windows: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("fc-list", 20)

    assert windows.font_list() == ""
    monkeypatch.setattr(subprocess, "run", hang)
    assert Machine("Linux").font_list() == ""
    monkeypatch.setenv("PATH", "")
    assert Machine("Linux").font_list() == ""
    assert Machine("Linux").find_program("soffice") == ""


def test_this_python_is_the_one_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The add-in is given the program with a console's name; xlwings hides the console itself."""
    assert Machine().python.program == Path(sys.executable)
    for name in ("python.exe", "pythonw.exe"):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pythonw.exe"))
    assert Machine().python.program == tmp_path / "python.exe"
    (tmp_path / "python.exe").unlink()

    assert Machine().python.program == tmp_path / "pythonw.exe"


def test_files_are_written_whole_over_a_read_only_one_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.xlam"
    Machine().write(path, b"first")
    path.chmod(0o444)

    Machine().write(path, b"second")

    assert path.read_bytes() == b"second"
    assert [p.name for p in path.parent.iterdir()] == ["a.xlam"]
    path.chmod(0o444)
    Machine().remove(path)
    Machine().remove(path)
    assert list(path.parent.iterdir()) == []


def test_what_cannot_be_written_or_removed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").touch()

    with pytest.raises(TargetChangedError):
        Machine().write(tmp_path / "folder", b"content")
    with pytest.raises(TargetChangedError):
        Machine().remove(tmp_path / "folder")
    assert Machine().variable("没有这个变量") == ""
