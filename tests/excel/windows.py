"""A small Windows for the tests: folders below a real one, a registry, shortcuts, files that Excel holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from xhg_excel.errors.files import TargetChangedError
from xhg_excel.setup.machine import COMPUTER, Machine, Python, Shortcut

SHARING_VIOLATION = "另一个程序正在使用此文件，进程无法访问。"


@dataclass(kw_only=True)
class FakeWindows(Machine):
    """A user's Windows: `home` is the user's folder, `held` the files that another program has open."""

    home: Path
    system: str = "Windows"
    variables: dict[str, str] = field(default_factory=dict)
    keys: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    running: set[str] = field(default_factory=set)
    held: set[Path] = field(default_factory=set)
    fonts: str = ""
    changed: list[Path] = field(default_factory=list)

    def variable(self, name: str) -> str:
        return self.variables.get(name, "")

    def registry(self, root: str, key: str) -> Mapping[str, object]:
        return self.keys.get((root, key.lower()), {})

    def set(self, root: str, key: str, values: Mapping[str, object]) -> FakeWindows:
        """Set registry values; the default one has no name."""
        self.keys.setdefault((root, key.lower()), {}).update(values)
        return self

    def forget(self) -> FakeWindows:
        """Empty the registry: no Excel, no fonts."""
        self.keys.clear()
        return self

    def without(self, path: Path) -> FakeWindows:
        """Take a file away."""
        path.unlink()
        return self

    def holding(self, path: Path, content: bytes) -> FakeWindows:
        """Put a file somewhere."""
        self.write(path, content)
        return self

    def programs(self) -> frozenset[str]:
        return frozenset(self.running)

    def font_list(self) -> str:
        return self.fonts

    def find_program(self, name: str) -> str:  # noqa: ARG002  # nothing is on this one's path
        return ""

    def read_shortcut(self, path: Path) -> Shortcut | None:
        try:
            return Shortcut(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write_shortcut(self, path: Path, shortcut: Shortcut) -> None:
        self._take(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(shortcut)), "utf-8")

    def write(self, path: Path, content: bytes) -> None:
        self._take(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def remove(self, path: Path) -> None:
        self._take(path)
        path.unlink(missing_ok=True)

    def _take(self, path: Path) -> None:
        if path in self.held:
            raise TargetChangedError(path, SHARING_VIOLATION) from OSError(32, SHARING_VIOLATION)
        self.changed.append(path)

    @property
    def addin(self) -> Path:
        return self.home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "xhg_excel.xlam"

    @property
    def send_to(self) -> Path:
        return self.home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "SendTo"


def a_windows(folder: Path, user: str = "演练 甲&乙") -> FakeWindows:
    """Return the Windows of a user with that name: Excel and a fitting Python are there, nothing of ours."""
    home = folder / "Users" / user
    roaming, local = home / "AppData" / "Roaming", home / "AppData" / "Local"
    for made in (roaming, local):
        made.mkdir(parents=True)
    program = local / "xhg_excel" / "venv" / "Scripts" / "python.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    python = Python(program, program.parents[1], Path("C:/Python312"), 64, (3, 12, 7))
    machine = FakeWindows(home=home, python=python, variables={"APPDATA": str(roaming), "LOCALAPPDATA": str(local)})
    paths = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    machine.set(COMPUTER, paths, {"": r"C:\Office\EXCEL.EXE"})
    machine.set(COMPUTER, r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration", {"Platform": "x64"})
    return machine
