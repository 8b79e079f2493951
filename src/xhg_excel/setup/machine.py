"""The computer, as installing and examining use it: environment, registry, programs, shortcuts, files.

The rest of this room reads and changes the computer only through a `Machine`, for which tests pass a
made-up Windows (a subclass), so that installation is tested on any system.
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
from typing import Any

from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.write.workbook import write_beside

USER, COMPUTER = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"
WINDOWS = "Windows"
_RAW_PATH = 4  # SLGP_RAWPATH: as it was set
_SECONDS = 20


@dataclass(frozen=True)
class Python:
    """The running interpreter: its program, its environment, the installation behind that, 32 or 64 bits, version."""

    program: Path
    prefix: Path
    base: Path
    bits: int
    version: tuple[int, int, int]


@dataclass(frozen=True)
class Shortcut:
    """The contents of a .lnk file: a program, its command line, and the tip shown for it."""

    program: str
    arguments: str
    tip: str = ""


def running_python() -> Python:
    """Return the running interpreter; for `pythonw.exe`, the `python.exe` beside it."""
    program = Path(sys.executable)
    console = program.with_name(program.name.lower().replace("pythonw", "python"))
    bits = struct.calcsize("P") * 8
    version = (sys.version_info.major, sys.version_info.minor, sys.version_info.micro)
    chosen = console if program.name.lower().startswith("pythonw") and console.exists() else program
    return Python(chosen, Path(sys.prefix), Path(sys.base_prefix), bits, version)


@dataclass
class Machine:
    """The computer that this program runs on; tests override every method with those of a made-up Windows.

    `system` is `Windows`, `Linux` or `Darwin`.
    """

    system: str = field(default_factory=platform.system)
    python: Python = field(default_factory=running_python)

    def variable(self, name: str) -> str:
        """Return an environment variable; '' when it is not set."""
        return os.environ.get(name, "")

    def registry(self, root: str, key: str) -> Mapping[str, object]:
        """Return the values of a registry key by name, the default value under ''; {} without the key.

        Both views of the registry are read; the 64-bit one overrides the 32-bit one.
        """
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
        """Return the file names of the running programs, in lower case; none on systems other than Windows."""
        listed = output_of("tasklist", "/fo", "csv", "/nh") if self.system == WINDOWS else ""
        return frozenset(row[0].lower() for row in csv.reader(listed.splitlines()) if row)

    def font_list(self) -> str:
        """Return the fonts, one family a line; '' on Windows, whose fonts are in the registry."""
        return output_of("fc-list", ":", "family") if self.system != WINDOWS else ""

    def find_program(self, name: str) -> str:
        """Return the path of a program on PATH; '' without one."""
        return shutil.which(name) or ""

    def read_shortcut(self, path: Path) -> Shortcut | None:
        """Return the contents of a .lnk file as Windows reads it; None when it is absent or unreadable."""
        if not path.exists():
            return None
        link, persisted = _shell_link()
        try:
            persisted.Load(str(path))
            return Shortcut(link.GetPath(_RAW_PATH)[0], link.GetArguments(), link.GetDescription())
        except _com_error():
            return None

    def write_shortcut(self, path: Path, shortcut: Shortcut) -> None:
        """Write a .lnk file through Windows."""
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
        """Write a file completely or not at all: beside the target, then renamed; over a read-only one too.

        Raises:
            TargetChangedError: another program uses it, or the folder is not writable.
        """
        with suppress(OSError):
            path.chmod(path.stat().st_mode | stat.S_IWRITE)
        write_beside(path, lambda out: out.write(content))

    def remove(self, path: Path) -> None:
        """Remove a file or one stream of it, if present.

        Raises:
            TargetChangedError: as `write`.
        """
        try:
            with suppress(FileNotFoundError):
                path.chmod(path.stat().st_mode | stat.S_IWRITE)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise TargetChangedError(path, error.strerror or str(error)) from error


def output_of(*command: str, environment: Mapping[str, str] | None = None, seconds: float = _SECONDS) -> str:
    """Return what a program prints; '' when it is missing, fails or takes too long.

    Args:
        command: program and arguments.
        environment: its environment; None for ours.
        seconds: how long it may take.
    """
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  # programs that this room names
            [program, *command[1:]], capture_output=True, timeout=seconds, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""


def _shell_link() -> tuple[Any, Any]:
    """Return a new shell link as IShellLink and as IPersistFile; xlwings installs pywin32 on Windows."""
    pythoncom: Any = importlib.import_module("pythoncom")
    shell: Any = importlib.import_module("win32com.shell.shell")
    link = pythoncom.CoCreateInstance(shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink)
    return link, link.QueryInterface(pythoncom.IID_IPersistFile)


def _com_error() -> type[Exception]:
    error: type[Exception] = importlib.import_module("pythoncom").com_error
    return error
