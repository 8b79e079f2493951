"""Nothing that lies beside received workbooks is ever run: no module of any name, in this process or a worker."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books import rehearsed

# What Python, the libraries and this program import, and what Python looks for when it starts.
NAMES = (
    "struct", "multiprocessing", "subprocess", "threading", "signal", "queue", "pickle", "zipfile", "csv", "tomllib",
    "lxml", "click", "python_calamine", "openpyxl", "pydantic", "xlsxwriter", "pandas", "pip", "sitecustomize",
    "usercustomize", "encodings", "resource", "tests",
)  # fmt: skip
PLANTED = "import pathlib; pathlib.Path(__file__).with_name('RAN').touch(); raise SystemExit(9)\n"
OFFLINE = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
COMMANDS = (
    ("validate", "报送", "--mark", "退回", "--xlsx", "情况.xlsx"),
    ("validate", "报送/one.xlsx"),
    ("merge", "报送", "--out", "汇总.xlsx", "--workers", "2"),
    ("draw", "verify", "报送/one.xlsx"),
    ("addin", "status"),
    ("addin", "bundle", "--out", "包.zip"),  # pip builds our wheel; it finds no other, as it asks no index
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with workbooks, and a module of every name."""
    made = tmp_path_factory.mktemp("planted")
    (made / "报送").mkdir()
    forms = sorted(rehearsed(tmp_path_factory, "--city", "宿迁市").glob("报送/**/*.xlsx"))[:3]
    for number, form in enumerate(forms):
        shutil.copy(form, made / "报送" / f"{number or 'one'}.xlsx")
    for name in (*NAMES, "xhg_excel"):
        (made / f"{name}.py").write_text(PLANTED, "utf-8")
    (made / "encodings").mkdir()
    (made / "encodings" / "__init__.py").write_text(PLANTED, "utf-8")
    return made


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_module_beside_workbooks_is_run(folder: Path, command: tuple[str, ...]) -> None:
    """Started by its path, as a user's `xhg` is; what it starts gets no current folder either."""
    xhg = Path(sys.executable).with_name("xhg.exe" if sys.platform == "win32" else "xhg")

    done = subprocess.run([xhg, *command], cwd=folder, env=OFFLINE, capture_output=True, check=False)  # noqa: S603  # our own program

    assert done.returncode in (0, 1, 2), done.stderr
    assert b"Traceback" not in done.stderr
    assert not (folder / "RAN").exists()


def test_as_a_module_it_leaves_the_current_folder_before_it_loads_anything(folder: Path) -> None:
    """Python itself has looked for `xhg_excel` there by then; `python -P -m xhg_excel` looks for nothing there."""
    (folder / "xhg_excel.py").unlink()

    command = [sys.executable, "-m", "xhg_excel", *COMMANDS[0]]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603  # as above

    assert done.returncode in (0, 1), done.stderr
    assert not (folder / "RAN").exists()
