"""A new notice is a new declaration: another campaign, one annex, nothing changed but its files in `spec`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_demo import cells

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src" / "xhg_excel"


class Program:
    """The program with another notice's declarations in place of ours."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(SOURCE, folder / "xhg_excel", ignore=shutil.ignore_patterns("__pycache__"))
        for declared in (HERE / "spec").glob("*.py"):
            shutil.copy(declared, folder / "xhg_excel" / "spec")
        self.folder = folder

    def python(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run Python with that package first."""
        command = [sys.executable, *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603

    def xhg(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run a command."""
        return self.python("-c", "from xhg_excel.cli.main import main; main()", *arguments)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("second"))


@pytest.fixture(scope="module")
def filled(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sound workbooks and one that breaks every rule, in a folder of its own."""
    folder = tmp_path_factory.mktemp("filled")
    done = program.python(HERE / "fill.py", folder)
    assert done.returncode == 0, done.stderr
    (folder.parent / "broken").mkdir()
    (folder / "南通市启东市.xlsx").rename(folder.parent / "broken" / "南通市启东市.xlsx")
    return folder


def test_it_loads_and_its_declaration_can_work(program: Program) -> None:
    assert program.xhg("lint-spec").stdout == "表格和规则的声明没有问题：1张表，8个填报栏，2条规则。\n"


def test_its_templates_print_its_items_letter_for_letter(program: Program, tmp_path: Path) -> None:
    done = program.xhg("template", "--out", tmp_path)

    assert done.returncode == 0, done.stderr
    assert {p.name for p in tmp_path.rglob("附件*.xlsx")} == {"附件1 充电场所排查督导表（演练）.xlsx"}
    county = cells(next(tmp_path.rglob("县级填报表.xlsx")))
    shown = [name for name in county if not name.startswith("_")]
    assert shown[:2] == ["封面", "附件1"]
    assert not any("附件2" in name or "附件3" in name for name in county)
    printed = [value for row in county["附件1"] for value in row[:2] if value is not None]
    assert [value for value in printed if value in range(1, 20)] == [1, 2, 3, 4, 5]
    assert "充电场所底单数和排查覆盖率（演练）" in printed
    words = "".join(str(v) for sheet in county.values() for row in sheet for v in row if v is not None)
    assert "演练办电〔2021〕9号" in words
    assert "小化工" not in words


def test_sound_forms_have_no_finding(program: Program, filled: Path, tmp_path: Path) -> None:
    done = program.xhg("validate", filled, "--json", tmp_path / "found.json")

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((tmp_path / "found.json").read_text("utf-8"))["findings"] == []


def test_its_own_rules_find_what_breaks_them(program: Program, filled: Path, tmp_path: Path) -> None:
    program.xhg("validate", filled.parent / "broken", "--json", tmp_path / "found.json")

    found = json.loads((tmp_path / "found.json").read_text("utf-8"))["findings"]
    assert sorted((f["rule"], f["severity"], f["clause"]) for f in found) == [
        ("E01", "强制", "五(三)"),
        ("E06", "核实", "二(二)"),
        ("R901", "强制", "二(一)"),
        ("R902", "核实", "二(一)"),
    ]


def test_counties_make_the_city_and_cities_the_province(program: Program, filled: Path, tmp_path: Path) -> None:
    """Σ, k of N and Σ/Σ over the two counties; the city's own answer stands beside them."""
    for level, source in (("city", filled), ("province", tmp_path / "city")):
        done = program.xhg("merge", source, "--level", level, "--out", tmp_path / level / f"{level}.xlsx")
        assert done.returncode == 0, done.stdout + done.stderr

    totals = {}
    for level in ("city", "province"):
        heads, *rows = cells(tmp_path / level / f"{level}.xlsx")["附件1汇总"][2:]
        at = next(heads.index(head) for head in ("县（市、区）合计", "全省合计") if head in heads)
        totals[level] = {str(row[2]): row[at] for row in rows}
    assert totals["city"] == totals["province"]
    assert totals["city"]["工作专班"] == "1/2"
    assert totals["city"]["底单数（处）"] == 80
    assert totals["city"]["排查覆盖率"] == pytest.approx(70 / 80)
    assert totals["city"]["处罚金额（元）"] == pytest.approx(1500.5)


def test_only_its_declarations_are_its_own() -> None:
    """The files that make a notice: docs/architecture.md lists the same."""
    own = sorted(p.name for p in (HERE / "spec").glob("*.py"))
    page = (SOURCE.parents[1] / "docs" / "architecture.md").read_text("utf-8")

    assert own == ["annex1.py", "annexes.py", "campaign.py", "cover.py", "rule_messages.py", "rules.py"]
    assert [name for name in own if f"`spec/{name}`" not in page and name != "annex1.py"] == []
