"""What a command loads before it does anything: nothing heavy where it is not needed."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books import rehearsed
from tests.cli.test_help import commands
from xhg_excel import cli
from xhg_excel.cli.main import COMMANDS

HEAVY = {
    "docx", "lxml", "multiprocessing", "numpy", "openpyxl", "packaging", "pandas", "pydantic", "rich", "socket", "ssl",
    "urllib.request", "xhg_excel.excel.click", "xlsxwriter", "xlwings",
}  # fmt: skip
# A run that does nothing of ours has entered these.
ENTRANCE = {"__main__", "cli", "errors", "safe_path", "version"}
# A command that reads starts a worker before anything else.
STARTS_A_WORKER = {"xhg_excel.files", *(f"xhg_excel.files.read{name}" for name in ("", ".serve", ".worker"))}
# Every command's own module; what several of them do with core and files stands in the other two.
MODULES = {name: f"xhg_excel.cli.{name.replace('-', '_')}" for name in COMMANDS}
SHARED = {"xhg_excel.cli.console", "xhg_excel.cli.inputs"}
# A report is Word, `xhg doctor` reads what the installed packages ask for, a bundle is made of downloads.
NEEDED = {"sendto.sendto_report", "doctor.command", "addin.addin_bundle"}
LOADED = (
    "import atexit, json, sys; before = set(sys.modules); from xhg_excel.__main__ import main;"
    "atexit.register(lambda: print(json.dumps(sorted({*sys.modules} - before)), file=sys.stderr)); main()"
)


def loaded(*arguments: object, asked: dict[str, str] | None = None) -> set[str]:
    """Return the modules that a run of `xhg` has loaded when it ends; `asked` is what a shell asks it by.

    What a measurement of coverage has loaded before is not among them.
    """
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", LOADED, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **(asked or {})},
    )
    assert "Traceback" not in done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_help_loads_the_command_line_library_and_nothing_of_ours() -> None:
    """No command's module, no declaration, no rule."""
    modules = loaded("--help")

    assert modules & HEAVY == set()
    assert rooms(modules) == ENTRANCE
    assert modules & {*MODULES.values(), *SHARED} == set()


def rooms(modules: set[str]) -> set[str]:
    """Return the rooms of ours that were entered."""
    return {name.split(".")[1] for name in modules if name.startswith("xhg_excel.")}


@pytest.mark.parametrize("words", commands()[1:], ids=" ".join)
def test_help_of_a_command_loads_its_module_and_not_what_it_works_with(words: tuple[str, ...]) -> None:
    """Nothing of core and files: only file names that an option has by itself come from the declarations."""
    modules = loaded(*words, "--help")

    assert modules & HEAVY == set()
    assert rooms(modules) - {"notice"} == ENTRANCE
    assert MODULES[words[0]] in modules
    assert modules & SHARED == set()


@pytest.mark.parametrize(
    "words",
    [("merge",), ("merge", "a", "--oot", "b"), ("merge", "a", "--out", "b", "--level", "c"), ("draw", "frezee")],
)
def test_a_mistyped_call_loads_at_most_what_guesses_the_word(words: tuple[str, ...]) -> None:
    """Of core only what knows the names of places, which guesses those too."""
    modules = loaded(*words)

    assert modules & HEAVY == set()
    assert rooms(modules) <= ENTRANCE | {"notice", "core", "files"}
    assert {name for name in modules if name.startswith("xhg_excel.files")} <= STARTS_A_WORKER
    assert modules & SHARED == set()
    assert {name for name in modules if name.startswith("xhg_excel.core")} <= {
        f"xhg_excel.core{name}" for name in ("", ".model", ".model.nearest", ".model.registry", ".model.grid")
    }


@pytest.mark.parametrize(("typed", "entered"), [(("merge", "--l"), set()), (("merge", "--city", "南"), {"notice"})])
def test_the_tab_key_loads_at_most_the_declarations(typed: tuple[str, ...], entered: set[str]) -> None:
    asked = {"_XHG_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(("xhg", *typed)), "COMP_CWORD": str(len(typed))}

    modules = loaded(asked=asked)

    assert modules & HEAVY == set()
    assert rooms(modules) == ENTRANCE | entered
    assert modules & SHARED == set()


def imports_of_commands() -> dict[str, list[str]]:
    """Return by command the imports its function begins with: what every call waits for before it begins."""
    found = {}
    for path in Path(cli.__path__[0]).glob("*.py"):
        functions = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
        for function in functions:
            if any(".command(" in ast.unparse(decorator) for decorator in function.decorator_list):
                imports = [node for node in function.body if isinstance(node, (ast.Import, ast.ImportFrom))]
                found[f"{path.stem}.{function.name}"] = [ast.unparse(node) for node in imports]
    return found


def test_what_every_command_begins_with_loads_nothing_heavy() -> None:
    """One process for all; without those that need something heavy, each of which would be seen."""
    begun = imports_of_commands()
    code = "import json, sys\nbefore = set(sys.modules)\n{}\nprint(json.dumps(sorted({{*sys.modules}} - before)))"
    lines = {name: "\n".join(imports) for name, imports in begun.items()}
    light = "\n".join(imports for name, imports in lines.items() if name not in NEEDED)

    def modules(imports: str) -> set[str]:
        done = subprocess.run([sys.executable, "-c", code.format(imports)], capture_output=True, text=True, check=True)  # noqa: S603  # as above
        return set(json.loads(done.stdout))

    assert len(begun) > len(COMMANDS)
    assert "from xhg_excel.core.totals.merge import MergeRequest, merge" in lines["merge.command"]
    assert modules(light) & HEAVY == set()
    assert all(modules(lines[name]) & HEAVY for name in NEEDED)


@pytest.fixture(scope="module")
def submission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return min(rehearsed(tmp_path_factory, "--city", "宿迁市").glob("报送/**/*.xlsx"))


def test_validating_a_workbook_loads_no_library_that_reads_writes_or_counts(submission: Path) -> None:
    """What parses files is loaded by workers, not here; tables on the terminal are our own."""
    modules = loaded("validate", submission)

    assert modules & HEAVY == set()
    assert "python_calamine" not in modules


def test_validate_loads_what_it_writes_with_only_when_it_writes(submission: Path, tmp_path: Path) -> None:
    """The test above would see a library that is loaded."""
    modules = loaded("validate", submission, "--xlsx", tmp_path / "情况.xlsx", "--json", tmp_path / "结果.json")

    assert modules & HEAVY >= {"xlsxwriter", "pydantic"}
