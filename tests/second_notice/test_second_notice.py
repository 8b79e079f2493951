"""A further notice is one more folder beside `small_chemical`, chosen by one line of the face; nothing else changes.

Three of them: one form a unit; one form a site and nothing else; a form a unit with a register of numbered sites.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

from tests.books import cells, table
from tests.processes import Ended

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src" / "xhg_excel"
NOTICES = ("of_units", "of_sites", "of_both")
IN_FORCE = '_IN_FORCE = "{}"\n'
UNIT, SITE = "充电场所排查督导表（演练）", "充电场所现场检查表（演练）"
BROKEN = "南通市启东市.xlsx"


class Program:
    """A copy of the package with the made-up notices' folders in it, and one of them in force."""

    def __init__(self, notice: str, folder: Path) -> None:
        self.notice, self.folder = notice, folder
        shutil.copytree(SOURCE, folder / "xhg_excel")
        self.notices = folder / "xhg_excel" / "notice"
        for name in NOTICES:
            shutil.copytree(HERE / name, self.notices / name)
        face = self.notices / "__init__.py"
        before = face.read_text("utf-8")
        assert before.count(IN_FORCE.format("small_chemical")) == 1
        face.write_text(before.replace(IN_FORCE.format("small_chemical"), IN_FORCE.format(notice)), "utf-8")

    def run(self, *arguments: object) -> Ended:
        """Run a command, or a script (its path ends in .py): forked from a process that has the program loaded."""
        assert self.resident.stdin is not None
        assert self.resident.stdout is not None
        self.resident.stdin.write(json.dumps([str(argument) for argument in arguments]) + "\n")
        self.resident.stdin.flush()
        status = self.resident.stdout.readline()
        told = ((self.folder / name).read_text("utf-8") for name in ("stdout", "stderr"))
        return Ended(int(status), *told)

    @cached_property
    def resident(self) -> subprocess.Popen[str]:
        command = [sys.executable, str(HERE / "resident.py"), str(self.folder)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return subprocess.Popen(command, encoding="utf-8", env=self.environment, **pipes)  # type: ignore[call-overload,no-any-return]  # noqa: S603

    @property
    def environment(self) -> dict[str, str]:
        """That package comes first."""
        return {
            **os.environ,
            "XDG_STATE_HOME": str(self.folder),
            "PYTHONPATH": os.pathsep.join(map(str, (self.folder, HERE.parents[1]))),
        }

    def end(self) -> None:
        """End the process that has the program loaded."""
        if "resident" in self.__dict__:
            self.resident.communicate("")

    def found(self, source: Path, out: Path) -> list[dict[str, str]]:
        """Return the findings in workbooks."""
        self.run("validate", source, "--json", out)
        found: list[dict[str, str]] = json.loads(out.read_text("utf-8"))["findings"]
        return found


@pytest.fixture(scope="module", params=NOTICES)
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(request.param, tmp_path_factory.mktemp(request.param))
    yield program
    program.end()


@pytest.fixture(scope="module")
def filled(program: Program) -> Path:
    """Six sound workbooks, and in `broken` beside them one that breaks every rule."""
    sound, broken = program.folder / "filled", program.folder / "broken"
    sound.mkdir()
    broken.mkdir()
    done = program.run(HERE / "fill.py", sound)
    assert done.returncode == 0, done.stderr
    (sound / BROKEN).rename(broken / BROKEN)
    return sound


@pytest.fixture(scope="module")
def broken(program: Program, filled: Path) -> list[dict[str, str]]:
    """The findings in the workbook that breaks every rule."""
    return program.found(filled.parent / "broken", program.folder / "broken.json")


@pytest.fixture(scope="module")
def city(program: Program, filled: Path) -> Path:
    """What the six merge to, read by two worker processes."""
    return merged(program, filled, "city", program.folder / "city" / "city.xlsx")


def merged(program: Program, source: Path, level: str, out: Path) -> Path:
    """Merge a folder."""
    done = program.run("merge", source, "--level", level, "--workers", 2, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "汇总完整" in done.stdout
    return out


def totals(sheet: list[tuple[object, ...]]) -> dict[str, object]:
    """Return the whole's figure by the label of its line."""
    heads, *rows = sheet[2:]
    at = next(heads.index(head) for head in ("县（市、区）合计", "全省合计") if head in heads)
    return {str(row[2] or row[0]): row[at] for row in rows}


def test_it_loads_and_its_declaration_can_work(program: Program) -> None:
    counts = {"of_units": "1张表，8个填报栏，2条规则", "of_sites": "1张表，9个填报栏，3条规则"}

    said = counts.get(program.notice, "2张表，18个填报栏，6条规则")
    assert program.run("lint-spec").stdout == f"表格和规则的声明没有问题：{said}。\n"


def test_of_all_modules_report_and_rehearsal_alone_need_files_of_34(program: Program) -> None:
    """A notice without a text of a report and without made-up names has no `xhg report`, `rehearse` and `demo`."""
    command = [sys.executable, str(HERE / "load.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=program.environment)  # noqa: S603

    assert done.returncode == 0, done.stderr
    missing = json.loads(done.stdout)
    of_word = {f"files.word.{name}" for name in ("write", "charts", "read")}
    assert "core.report.chapters" in missing
    own = {name for name in missing if "report" in name or "rehears" in name} | of_word | {"cli.demo"}
    assert set(missing) - own == set()


def test_a_site_that_nothing_tells_from_another_is_no_declaration(tmp_path: Path) -> None:
    """Without the field that the problem list's number goes into, the linter says so."""
    program = Program("of_both", tmp_path)
    annex = program.notices / "of_both" / "annex2.py"
    annex.write_text(annex.read_text("utf-8").replace('"problem_id"', '"number"'), "utf-8")

    said = program.run("lint-spec").stdout
    program.end()
    assert "附件2一处填一份，却没有字段“problem_id”\n" in said


def test_its_templates_print_its_items_letter_for_letter(program: Program, tmp_path: Path) -> None:
    done = program.run("template", "--out", tmp_path)

    files, sheets = {
        "of_units": ({f"附件1 {UNIT}.xlsx"}, ["封面", "附件1"]),
        "of_sites": ({f"附件1 {SITE}.xlsx"}, ["封面", "附件1登记表", "附件1打印"]),
        "of_both": ({f"附件1 {UNIT}.xlsx", f"附件2 {SITE}.xlsx"}, ["封面", "附件1", "附件2登记表", "附件2打印"]),
    }[program.notice]
    assert done.returncode == 0, done.stderr
    assert {p.name for p in tmp_path.rglob("附件*.xlsx")} == files
    county = cells(next(tmp_path.rglob("县级填报表.xlsx")))
    assert [name for name in county if re.match("封面|附件", name)] == sheets
    for name, title in (("附件1", UNIT), ("附件1打印", SITE), ("附件2打印", SITE)):
        if name in sheets:
            items = [row[:2] for row in county[name] if isinstance(row[0], int)]
            assert [number for number, _ in items] == list(range(1, {UNIT: 6, SITE: 5}[title]))
            assert all(str(text).endswith("（演练）") for _, text in items)
            assert county[name][1][0] == title
    words = "".join(str(v) for sheet in county.values() for row in sheet for v in row if v is not None)
    assert "演练办电〔2021〕9号" in words
    assert "小化工" not in words
    assert not re.search("附件[23]", words.replace("附件2", "") if program.notice == "of_both" else words)


def test_sound_forms_have_no_finding(program: Program, filled: Path, tmp_path: Path) -> None:
    done = program.run("validate", filled, "--json", tmp_path / "found.json")

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((tmp_path / "found.json").read_text("utf-8"))["findings"] == []


def test_its_own_rules_find_what_breaks_them(program: Program, broken: list[dict[str, str]]) -> None:
    of_unit = [
        ("E01", "强制", "五(三)"),
        ("E06", "核实", "二(二)"),
        ("R901", "强制", "二(一)"),
        ("R902", "核实", "二(一)"),
    ]
    due = {
        "of_units": of_unit,
        "of_sites": [
            ("R901", "强制", "三(一)"),
            ("R902", "核实", "三(一)"),
            ("R903", "核实", "五(三)"),
            ("R903", "核实", "五(三)"),
        ],
        "of_both": [
            *of_unit,
            ("R911", "强制", "三(一)"),
            ("R912", "核实", "三(一)"),
            ("R914", "核实", "二(二)"),
            ("R915", "强制", "五(三)"),
            ("R915", "强制", "五(三)"),
        ],
    }
    assert sorted((f["rule"], f["severity"], f["clause"]) for f in broken) == due[program.notice]


def test_an_empty_form_is_told_what_this_notice_asks(program: Program, tmp_path: Path) -> None:
    """Sentences name the annexes that there are."""
    (tmp_path / "a.csv").write_text("随手记\n", "utf-8")

    (found,) = program.found(tmp_path / "a.csv", tmp_path / "found.json")

    there = "附件1、附件2" if program.notice == "of_both" else "附件1"
    assert (found["rule"], found["message"]) == ("F05", f"没有找到{there}或台账的表格，可能是别的工作簿")


def test_its_button_finds_the_same_in_an_open_workbook(
    program: Program, filled: Path, broken: list[dict[str, str]]
) -> None:
    """Rules over one workbook need no other workbook."""
    done = program.run(HERE / "buttons.py", filled.parent / "broken" / BROKEN)

    assert done.returncode == 0, done.stderr
    codes, alerts = json.loads(done.stdout)
    assert codes == sorted(f["rule"] for f in broken)
    assert [mode for mode, _ in alerts] == ["info"]


def test_workers_read_it_as_it_is_read_here(program: Program, filled: Path) -> None:
    """A worker learns the notice as this process did: it imports the package that this one imported."""
    done = program.run(HERE / "apart.py", filled)

    titles = {"of_units": [UNIT], "of_sites": [SITE]}.get(program.notice, [UNIT, SITE])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"apart": True, "annexes": sorted(titles), "ours": True, "same": True}


def test_counties_make_the_city_and_cities_the_province(program: Program, city: Path, tmp_path: Path) -> None:
    """Of units Σ, k of N and Σ/Σ over the five counties, the city's own answer beside them; of sites all there are."""
    province = cells(merged(program, city.parent, "province", tmp_path / "province.xlsx"))
    counties = cells(city)

    of_unit = {"工作专班": "4/5", "底单数（处）": 200, "排查覆盖率": 0.8, "处罚金额（元）": 6002}
    of_site = {
        "检查家数": 7,
        "已完成整治": 6,
        "未完成整治": 1,
        "灭火器材": "7/7",
        "数量（具）": 30,
        "处罚金额（元）": 200.5,
    }
    due = {
        "of_units": {"附件1汇总": of_unit},
        "of_sites": {"附件1汇总": of_site},
        "of_both": {"附件1汇总": of_unit, "附件2汇总": of_site},
    }[program.notice]
    assert [name for name in counties if name.endswith("汇总")] == list(due)
    for name, figures in due.items():
        assert totals(counties[name]) == totals(province[name])
        assert {label: totals(counties[name])[label] for label in figures} == pytest.approx(figures)


def test_the_board_and_the_overview_count_its_annexes(program: Program, city: Path) -> None:
    sheets = cells(city)

    due = {
        "of_units": {"附件1（份）": 6},
        "of_sites": {"附件1（家）": 7},
        "of_both": {"附件1（份）": 6, "附件2（家）": 7},
    }[program.notice]
    assert {row[0]: row[1] for row in sheets["总览"] if str(row[0]).startswith("附件")} == due
    heads, *rows = sheets["报送情况"][2:]
    columns = {"of_units": ["附件1"], "of_sites": ["附件1（家）"]}.get(program.notice, ["附件1", "附件2（家）"])
    assert [head for head in heads if str(head).startswith("附件")] == columns
    rudong = dict(zip(heads, next(row for row in rows if row[1] == "如东县"), strict=True))
    assert [rudong[column] for column in columns] == {"of_units": ["有"], "of_sites": [2]}.get(
        program.notice, ["有", 2]
    )


def test_a_figure_is_explained_and_a_marked_copy_comes_back(
    program: Program, filled: Path, city: Path, tmp_path: Path
) -> None:
    """What goes out after a merge and after validating knows the notice too."""
    heads = table(city, "附件1汇总")[2]
    column = "ABCDEFGHIJKLMN"[heads.index("县（市、区）合计")]

    explained = program.run("explain", city, f"附件1!{column}5")
    marked = program.run("validate", filled.parent / "broken", "--mark", tmp_path / "marked")

    assert explained.returncode == 0, explained.stdout + explained.stderr
    assert "如东县" in explained.stdout
    assert marked.returncode == 1
    assert len(list((tmp_path / "marked").glob("*.xlsx"))) == 1


def test_its_files_are_called_as_those_of_34(program: Program) -> None:
    declared = {path.name for path in (SOURCE / "notice" / "small_chemical").glob("*.py")}

    assert {path.name for path in (HERE / program.notice).glob("*.py")} <= declared
