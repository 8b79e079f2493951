"""The wheel as a user installs it, in an environment of its own: nothing may come from the source tree.

`.ci/run` builds it, installs it twice (the oldest dependencies it allows, the newest Python there
is) and runs these tests there, and those of the core and the commands.
"""

from __future__ import annotations

import importlib.metadata
import pkgutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest
from packaging.requirements import Requirement

import xhg_excel
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.templates.workbooks import blank_books
from xhg_excel.files.resources import resource
from xhg_excel.notice import NOTICE
from xhg_excel.notice.words.shells.install import RESOURCES

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[2]
INSTALLED = Path(xhg_excel.__file__).parent
# What only Windows or LibreOffice's own Python can import.
ELSEWHERE = ("xhg_excel.calc",)


def xhg(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the installed command in a folder of its own; how it ended and what it said."""
    program = Path(sys.executable).with_name("xhg")
    done = subprocess.run(  # noqa: S603  # our own program
        [program, *arguments], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_the_package_is_the_installed_one_and_has_every_module() -> None:
    source = ROOT / "src" / "xhg_excel"

    assert Path(sys.prefix) in INSTALLED.parents
    assert {p.relative_to(source) for p in source.rglob("*.py")} == {
        p.relative_to(INSTALLED) for p in INSTALLED.rglob("*.py") if "resources" not in p.relative_to(INSTALLED).parts
    }


def test_every_module_imports_with_what_the_wheel_asks_for() -> None:
    names = [found.name for found in pkgutil.walk_packages([str(INSTALLED)], "xhg_excel.")]

    for name in names:
        if not name.startswith(ELSEWHERE) and not name.endswith("__main__"):
            import_module(name)

    assert len(names) > 150


@pytest.mark.parametrize("wanted", RESOURCES, ids=lambda r: r.source)
def test_shipped_files_are_read_from_the_package(wanted: object) -> None:
    found = resource(wanted)  # type: ignore[arg-type]  # a Resource

    assert INSTALLED in Path(str(found)).parents


def test_the_demo_runs_from_the_wheel(tmp_path: Path) -> None:
    ended, said = xhg(tmp_path, "demo")

    assert (ended, "演示完成" in said) == (0, True)
    assert openpyxl.load_workbook(tmp_path / "xhg_demo" / "市级汇总.xlsx").sheetnames[0] == "总览"


def test_blank_workbooks_are_made_from_the_wheel(tmp_path: Path) -> None:
    assert xhg(tmp_path, "template", "--out", "空白表")[0] == 0

    assert {p.name for p in (tmp_path / "空白表").rglob("*.xlsx")} >= {
        name for name, _ in blank_books(NOTICE, Registry())
    }


@pytest.mark.parametrize(
    ("arguments", "ends", "says"),
    [
        (("addin", "status"), (0, 2), "Excel"),  # 2 where there is no Excel to look at: in a sentence
        (("doctor",), (0, 1), "xlwings"),
        (("--help",), (0,), "validate"),
        (("lint-spec",), (0,), "没有问题"),
    ],
)
def test_what_says_how_things_stand_answers_from_the_wheel(
    arguments: tuple[str, ...], ends: tuple[int, ...], says: str, tmp_path: Path
) -> None:
    ended, said = xhg(tmp_path, *arguments)

    assert (ended in ends, says in said) == (True, True), said


def test_the_oldest_versions_are_those_the_project_states() -> None:
    """Held only where `.ci/run` installed them: every stated bound is one that was tried."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    stated = [Requirement(bound) for bound in project["dependencies"]]
    bounds = {each.name: one.version for each in stated for one in each.specifier if one.operator in (">=", "==")}
    assert len(bounds) == len(stated)
    if not (Path(sys.prefix) / "oldest").exists():
        pytest.skip("the newest versions are installed here")

    installed = {name: importlib.metadata.version(name) for name in bounds}

    assert {n: v for n, v in installed.items() if _numbers(v) != _numbers(bounds[n])} == {}


def _numbers(version: str) -> list[int]:
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers
