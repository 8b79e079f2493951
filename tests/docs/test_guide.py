"""The guide: generated pages fresh, links and pictures there, and every command shown runs."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.books import demonstrated, rehearsed
from tests.docs.test_pages import DOCS, generated
from xhg_excel.cli.main import COMMANDS, xhg
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.files import ReportNotReadyError
from xhg_excel.files.read.folder import list_workbooks
from xhg_excel.notice.words.shells.buttons import BUTTONS
from xhg_excel.notice.words.shells.functions import FUNCTIONS

ROOT = DOCS.parent
PAGES = sorted([ROOT / "README.md", *DOCS.glob("*.md")])
# Commands are read and their words tried, but not run here: they need Windows, the network or a cluster, or run
# elsewhere at length (`confirm` wants a retyped form); what the fixture runs is not run twice.
READ_ONLY = re.compile("xhg (addin|sendto|demo|rehearse|confirm)|.* --(cluster|workers) ")
# The rehearsal's faults are planted; a report that is not a draft says so and is not written.
REFUSED = {"xhg report 市级汇总.xlsx --ledgers 台账 --out 督导专题报告.docx": ReportNotReadyError}


def shown_commands(page: Path) -> Iterator[str]:
    """Yield every line of a page's blocks that calls `xhg`, however its place is written."""
    for line in page.read_text("utf-8").splitlines():
        if found := re.match(r"    (?:.*[\s\\/])?(xhg [a-z-].*)", line):
            yield found[1].partition("  #")[0].strip()


COMMANDS_SHOWN = list(dict.fromkeys(line for page in PAGES for line in shown_commands(page)))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the guide presumes: submissions, ledgers, a longer list, two versions of one county's workbook.

    Few submissions, so that they are read in this process: workers have their own tests.
    """
    folder = tmp_path_factory.mktemp("guide")
    shutil.copytree(rehearsed(tmp_path_factory), folder, dirs_exist_ok=True)
    next((folder / "报送").rglob("*海安市*")).unlink()
    (county,) = (path for path, _ in list_workbooks([folder / "报送"]) if "如东县" in path.name)
    for name in ("如东.xlsx", "如东县 填报表.xlsx", "如东0818.xlsx", "如东0820.xlsx"):
        shutil.copy(county, folder / name)
    for ledgers in ("新台账", "后来/台账"):
        shutil.copytree(demonstrated(tmp_path_factory) / "台账", folder / ledgers)
    shutil.copytree(folder / "报送", folder / "后来" / "报送")
    example = re.search(r"```toml\n(.*?)```", (DOCS / "settings.md").read_text("utf-8"), re.DOTALL)
    assert example is not None
    (folder / "设置.toml").write_text(example[1], "utf-8")
    shutil.copytree(folder / "报送" / "南通市", folder / "报送表")
    return folder


def words_of(line: str) -> list[str]:
    return shlex.split(re.sub(r" >>? .*", "", line))[1:]


def test_every_page_shows_its_commands() -> None:
    """The reader of the blocks reads what the page for each role shows."""
    for page in ("city", "province", "install", "cli", "draw", "plan"):
        assert list(shown_commands(DOCS / f"{page}.md")) or page == "plan"
    assert "xhg merge 报送 --ledgers 台账 --out 市级汇总.xlsx" in COMMANDS_SHOWN
    assert {line.split()[1] for line in COMMANDS_SHOWN} - {"--help"} == set(COMMANDS)


@pytest.mark.parametrize("line", [line for line in COMMANDS_SHOWN if READ_ONLY.match(line)])
def test_a_command_for_another_place_is_at_least_one_that_exists(line: str) -> None:
    command: click.Command = xhg
    context = click.Context(xhg)
    words = words_of(line)
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    command.make_context(line, words)


def test_every_other_command_runs_on_rehearsal_data(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order in which a reader meets them: first the page for the groups, then the others."""
    monkeypatch.chdir(place)
    lines = [line for line in COMMANDS_SHOWN if not READ_ONLY.match(line)]
    first = list(shown_commands(DOCS / "city.md"))
    failed = {}
    for line in sorted(lines, key=lambda line: (line not in first, first.index(line) if line in first else 0)):
        if line.startswith("xhg merge 市级汇总 ") and not Path("市级汇总").exists():
            Path("市级汇总").mkdir()
            shutil.copy("市级汇总.xlsx", "市级汇总")
        done = CliRunner().invoke(xhg, words_of(line), standalone_mode=False)
        if line in REFUSED and isinstance(done.exception, REFUSED[line]):
            continue
        if done.exception is not None or done.return_value not in (None, 0, 1):
            failed[line] = str(done.exception or done.output)

    assert failed == {}
    for written in (
        "市级汇总.xlsx",
        "抽样配额.xlsx",
        "督导计划.xlsx",
        "抽取名单.xlsx",
        "督导进度.xlsx",
        "公示名单.xlsx",
    ):
        assert Path(written).stat().st_size > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        there = (page.parent / file) if file else page
        assert there.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}
            assert anchor in slugs, target


def test_every_page_is_reached_from_the_readme() -> None:
    def links(page: Path) -> set[Path]:
        return {(page.parent / t).resolve() for t in re.findall(r"\]\(([^)#:]+\.md)", page.read_text("utf-8"))}

    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        waiting += [other for other in links(page) if other not in reached]

    assert {page.resolve() for page in PAGES} - reached == set()


def test_no_picture_lies_about_unused() -> None:
    shown = {name for page in PAGES for name in re.findall(r"images/([\w-]+\.png)", page.read_text("utf-8"))}

    assert {path.name for path in (DOCS / "images").iterdir()} == shown


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(
        self,
        tag: str,  # noqa: ARG002  # the parser gives it
        attrs: list[tuple[str, str | None]],
    ) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src"):
                self.targets.append(value or "")


def test_the_page_for_the_browser_stands_alone() -> None:
    """No link out of it but to pictures beside it; every jump has its place, every place one name."""
    reader = _Ids()
    reader.feed(generated()["guide.html"])
    jumps = {target[1:] for target in reader.targets if target.startswith("#")}

    assert len(reader.ids) == len(set(reader.ids))
    assert {jump for jump in jumps if jump not in reader.ids} == set()
    others = [target for target in reader.targets if not target.startswith("#")]
    assert [t for t in others if not (DOCS / t).exists()] == []
    assert [t for t in others if t.endswith(".md")] == []


def test_the_contents_of_the_page_are_chinese() -> None:
    """Whoever looks for a page reads its title in Chinese, the developers' table too."""
    titles = re.findall(r'<a class="page" href="#\w+">([^<]+)</a>', generated()["guide.html"])

    assert "按钮在各种程序里的不同" in titles
    assert [title for title in titles if not re.match("[\u4e00-\u9fff]", title)] == []


def test_every_button_function_and_error_has_its_line() -> None:
    made = generated()

    assert [button.label for button in BUTTONS if f"| {button.label} |" not in made["buttons.md"]] == []
    assert [name for name in FUNCTIONS if f"`{name}`" not in made["buttons.md"]] == []
    rows = [line for line in made["messages.md"].splitlines() if line.startswith("| ") and "甲" in line]
    # `XhgError` and `likely` say nothing of their own; NotWindowsError hands on a sentence.
    assert len(rows) >= (len(XhgError.__subclasses__()) - 3) * 0.8
