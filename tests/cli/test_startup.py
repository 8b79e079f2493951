"""What a command loads before it does anything: nothing heavy where it is not needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_demo import run
from xhg_excel.cli.main import COMMANDS

HEAVY = {
    "docx", "lxml", "multiprocessing", "numpy", "openpyxl", "packaging", "pandas", "pydantic", "rich", "socket", "ssl",
    "urllib.request", "xhg_excel.excel.click", "xlsxwriter", "xlwings",
}  # fmt: skip
# `xhg report` reads and writes Word; `xhg doctor` reads what the installed packages ask for.
NEEDED = {"report": {"docx", "lxml", "socket", "ssl", "urllib.request"}, "doctor": {"packaging"}}
LOADED = (
    "import atexit, json, sys; from xhg_excel.cli.main import main;"
    "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr)); main()"
)


def loaded(*arguments: object) -> set[str]:
    """Return the modules that a run of `xhg` has loaded when it ends."""
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", LOADED, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_help_loads_the_command_line_library_and_nothing_of_ours() -> None:
    """No command's module, no declaration, no rule."""
    modules = loaded("--help")

    assert modules & HEAVY == set()
    ours = {name for name in modules if name.startswith("xhg_excel.")}
    assert {name.split(".")[1] for name in ours} == {"cli", "errors"}
    assert not {f"xhg_excel.cli.{name.replace('-', '_')}" for name in COMMANDS} & ours


@pytest.mark.parametrize("words", [("validate",), ("merge",), ("draw", "freeze"), ("addin", "install")], ids=" ".join)
def test_help_of_a_command_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    """Its own module and what that imports: no process to start, nothing to talk to, nothing that writes."""
    modules = loaded(*words, "--help")

    assert modules & HEAVY == set()
    assert f"xhg_excel.cli.{words[0]}" in modules


def test_importing_every_command_loads_nothing_heavy() -> None:
    """One process for all: what `xhg COMMAND --help` waits for."""
    names = [name for name in COMMANDS if name not in NEEDED]
    code = (
        "import importlib, json, sys\n"
        f"for name in {names!r}: importlib.import_module('xhg_excel.cli.' + name.replace('-', '_'))\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # as above

    assert set(json.loads(done.stdout)) & HEAVY == set()


@pytest.fixture(scope="module")
def submission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("startup")
    run("rehearse", "--out", folder, "--city", "宿迁市", "--faults")
    return min(folder.glob("报送/**/*.xlsx"))


def test_validating_a_workbook_loads_no_library_that_writes_or_counts(submission: Path) -> None:
    """Reading takes the fast reader alone; tables on the terminal are our own."""
    modules = loaded("validate", submission)

    assert modules & HEAVY == set()
    assert "python_calamine" in modules


def test_many_files_load_what_starts_workers(submission: Path) -> None:
    """The tests above would see the library that starts processes."""
    assert "multiprocessing" in loaded("validate", submission.parents[2])


def test_validate_loads_what_it_writes_with_only_when_it_writes(submission: Path, tmp_path: Path) -> None:
    """The test above would see a library that is loaded."""
    modules = loaded("validate", submission, "--xlsx", tmp_path / "情况.xlsx", "--json", tmp_path / "结果.json")

    assert modules & HEAVY >= {"xlsxwriter", "pydantic"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the system does not say what a child's processor time was")
def test_starting_costs_little_processor_time(submission: Path, tmp_path: Path) -> None:
    """Ratios travel, times do not: a bare start is about 12 ms; help 4.7 and validating a workbook 20 of them."""
    import resource

    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path)

    def least(*arguments: object) -> float:
        """Return the least processor time of some runs, the modules compiled before."""
        spent = []
        for _ in range(6):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *map(str, arguments)], env=environment, capture_output=True, check=False)  # noqa: S603
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(spent)

    main = "from xhg_excel.cli.main import main; main()"
    bare = least("-c", "pass")

    assert least("-c", main, "--help") < 7 * bare
    assert least("-c", main, "validate", submission) < 30 * bare
