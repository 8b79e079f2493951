"""The one seam to the computer: environment, registry, programs, shortcuts, files written and removed.

What needs Windows asks a `Machine`, so that tests give it another one.
"""

from __future__ import annotations

import csv
import importlib
import os
import platform
import shutil
import stat
import struct
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.write.workbook import write_beside

USER, COMPUTER = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"
WINDOWS = "Windows"
_RAW_PATH = 4  # SLGP_RAWPATH: as it was set
_SECONDS = 20


@dataclass(frozen=True)
class Python:
    """The interpreter that runs: its program, its folder, the folder it was made from, bits, version."""

    program: Path
    prefix: Path
    base: Path
    bits: int
    version: tuple[int, int, int]


@dataclass(frozen=True)
class Shortcut:
    """What a .lnk file starts."""

    program: str
    arguments: str
    tip: str = ""


class Machine(Protocol):
    """A computer, as far as installing and examining need it."""

    @property
    def system(self) -> str:
        """The operating system: Windows, Linux or Darwin."""

    @property
    def python(self) -> Python:
        """The interpreter that runs."""

    def variable(self, name: str) -> str:
        """Return an environment variable; empty when it is not set."""

    def registry(self, root: str, key: str) -> Mapping[str, object]:
        """Return the values below a registry key by name, the default one under ''; empty without the key."""

    def programs(self) -> frozenset[str]:
        """Return the running programs' file names, in small letters."""

    def font_list(self) -> str:
        """Return the names of the fonts where the system lists them itself; empty otherwise."""

    def find_program(self, name: str) -> str:
        """Return the path of a program that a command line would find; empty without one."""

    def read_shortcut(self, path: Path) -> Shortcut | None:
        """Return what a .lnk file starts; None when there is none, or it cannot be read."""

    def write_shortcut(self, path: Path, shortcut: Shortcut) -> None:
        """Write a .lnk file."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file whole or not at all, over a read-only one too.

        Raises:
            TargetChangedError: another program holds it, or the folder refuses.

        """

    def remove(self, path: Path) -> None:
        """Remove a file, or a stream of one; nothing happens without it.

        Raises:
            TargetChangedError: as `write`.

        """


@dataclass(frozen=True)
class ThisMachine:
    """The computer we run on."""

    system: str = field(default_factory=platform.system)

    @property
    def python(self) -> Python:
        """The interpreter that runs; for `pythonw.exe`, the `python.exe` beside it."""
        program = Path(sys.executable)
        beside = program.with_name(program.name.lower().replace("pythonw", "python"))
        bits = struct.calcsize("P") * 8
        version = (sys.version_info.major, sys.version_info.minor, sys.version_info.micro)
        chosen = beside if program.name.lower().startswith("pythonw") and beside.exists() else program
        return Python(chosen, Path(sys.prefix), Path(sys.base_prefix), bits, version)

    def variable(self, name: str) -> str:
        """Return an environment variable; empty when it is not set."""
        return os.environ.get(name, "")

    def registry(self, root: str, key: str) -> Mapping[str, object]:
        """Return the values below a registry key; both views of it, the 64-bit one first."""
        if self.system != WINDOWS:
            return {}
        winreg: Any = importlib.import_module("winreg")
        found: dict[str, object] = {}
        for view in (winreg.KEY_WOW64_32KEY, winreg.KEY_WOW64_64KEY):
            with suppress(OSError), winreg.OpenKey(getattr(winreg, root), key, 0, winreg.KEY_READ | view) as opened:
                for number in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, number)
                    found[name] = value
        return found

    def programs(self) -> frozenset[str]:
        """Return the running programs' file names; empty where they are not told."""
        told = _said("tasklist", "/fo", "csv", "/nh") if self.system == WINDOWS else ""
        return frozenset(row[0].lower() for row in csv.reader(told.splitlines()) if row)

    def font_list(self) -> str:
        """Return what fontconfig lists; Windows keeps its fonts in the registry instead."""
        return _said("fc-list", ":", "family") if self.system != WINDOWS else ""

    def find_program(self, name: str) -> str:
        """Return the path of a program that a command line would find."""
        return shutil.which(name) or ""

    def read_shortcut(self, path: Path) -> Shortcut | None:
        """Return what a .lnk file starts, as Windows itself reads it."""
        if not path.exists():
            return None
        link, persisted = _shell_link()
        try:
            persisted.Load(str(path))
            return Shortcut(link.GetPath(_RAW_PATH)[0], link.GetArguments(), link.GetDescription())
        except _com_error():
            return None

    def write_shortcut(self, path: Path, shortcut: Shortcut) -> None:
        """Let Windows write a .lnk file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        link, persisted = _shell_link()
        link.SetPath(shortcut.program)
        link.SetArguments(shortcut.arguments)
        link.SetDescription(shortcut.tip)
        try:
            persisted.Save(str(path), 0)
        except _com_error() as error:
            raise TargetChangedError(path, str(error)) from error

    def write(self, path: Path, content: bytes) -> None:
        """Write beside the target and rename; our own read-only file is made writable first."""
        with suppress(OSError):
            path.chmod(path.stat().st_mode | stat.S_IWRITE)
        write_beside(path, lambda out: out.write(content))

    def remove(self, path: Path) -> None:
        """Remove a file, or a stream of one."""
        try:
            with suppress(FileNotFoundError):
                path.chmod(path.stat().st_mode | stat.S_IWRITE)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise TargetChangedError(path, error.strerror or str(error)) from error


def _said(*command: str) -> str:
    """Return what a program of the system prints; empty when it is missing or fails."""
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run([program, *command[1:]], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def _shell_link() -> tuple[Any, Any]:
    """Return a new shell link and its file side; pywin32 comes with xlwings on Windows."""
    pythoncom: Any = importlib.import_module("pythoncom")
    shell: Any = importlib.import_module("win32com.shell.shell")
    link = pythoncom.CoCreateInstance(shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink)
    return link, link.QueryInterface(pythoncom.IID_IPersistFile)


def _com_error() -> type[Exception]:
    error: type[Exception] = importlib.import_module("pythoncom").com_error
    return error
