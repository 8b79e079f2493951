"""Windows' Python under Wine: programs run there from here."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PureWindowsPath

ROOT = Path(__file__).parents[2]
PATIENCE = 900


def there(path: Path) -> str:
    """Return a path of here as Windows' programs write it: Wine shows this system's files as drive Z."""
    return str(PureWindowsPath("Z:\\", *path.absolute().parts[1:]))


class Wine:
    """A Wine with Python in it, as `.ci/windows setup` makes it."""

    def __init__(self, root: Path) -> None:
        self.drive = root / "prefix" / "drive_c"
        self.environment = {
            **{
                name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_"))
            },
            "WINEPREFIX": str(root / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winedbg.exe=d",
        }
        self.environment |= {"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"}
        self.environment.pop("DISPLAY", None)

    def program(self, name: str) -> Path:
        """Return the path here of Windows' Python or of a program that pip made for it."""
        python = self.drive / "Python311"
        return python / name if name == "python.exe" else python / "Scripts" / name

    def run(
        self, *command: str | Path, cwd: Path = ROOT, locale: str = "zh_CN.UTF-8", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of Windows to its end; it sees pipes, and prints UTF-8.

        Args:
            command: paths of here are given as they are there.
            cwd: the folder it is run in.
            locale: Wine takes its code page from it.
            variables: more of its environment.
        """
        words = [there(word) if isinstance(word, Path) else word for word in command]
        environment = {**self.environment, "LANG": locale, "LC_ALL": locale, **variables}
        return subprocess.run(  # noqa: S603  # our own programs
            ["wine", *words],  # noqa: S607
            cwd=cwd, env=environment, input="", capture_output=True, encoding="utf-8", errors="replace", timeout=PATIENCE, check=False,
        )  # fmt: skip

    def python(self, *arguments: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run(self.program("python.exe"), *arguments, cwd=cwd, **variables)

    def xhg(self, *arguments: str | Path, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `xhg.exe` as pip installs it."""
        return self.run(self.program("xhg.exe"), *arguments, cwd=cwd, **variables)
