"""Names of files stay what they are on Windows: nothing in them is expanded by the command line or by the program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.books import cells, rehearsed
from tests.windows.wine import Wine, there

# Each names another file, a folder or a variable when something expands it.
NAMES = [
    "如东[1].xlsx",
    "%USERNAME%.xlsx",
    "~.xlsx",
    "$HOME.xlsx",
    "a & b ^ c !x! (1).xlsx",
    "如东😀=1,2;3.xlsx",
    "{1..2}'x'.xlsx",
]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return next(path for path in (rehearsed(tmp_path_factory) / "报送").rglob("*.xlsx") if "如东" in path.name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_taken_letter_for_letter(wine: Wine, folder: Path, county: Path, name: str) -> None:
    """Beside it is the file that an expanded name would be."""
    for file in (name, "如东1.xlsx", "root.xlsx"):
        shutil.copy(county, folder / file)

    done = wine.xhg("validate", name, "--mark", "退回", "--xlsx", "情况.xlsx", cwd=folder)

    assert done.returncode == 1, done.stderr
    assert name in repr(cells(folder / "情况.xlsx"))
    assert [path.name for path in (folder / "退回").iterdir() if path.suffix == ".xlsx"] == [
        name.replace(".xlsx", "（退回）.xlsx")
    ]


def test_a_name_that_is_not_there_is_said_as_it_was_typed(wine: Wine, folder: Path) -> None:
    done = wine.xhg("validate", "如东[1].xlsx", cwd=folder)

    assert done.returncode == 2
    assert "“如东[1].xlsx”不存在" in done.stderr


@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "C.UTF-8"])
def test_results_and_messages_do_not_depend_on_the_code_page(
    wine: Wine, folder: Path, county: Path, locale: str
) -> None:
    """Pipes and files get UTF-8 on every Windows; the code page of Chinese is 936, others have no Chinese letters."""
    shutil.copy(county, folder / "如东.xlsx")
    done = wine.run(
        wine.program("xhg.exe"),
        "validate",
        "如东.xlsx",
        "--json",
        "情况.json",
        cwd=folder,
        locale=locale,
    )

    assert done.returncode == 1, done.stderr
    assert "强制" in done.stdout
    assert "如东.xlsx" in (folder / "情况.json").read_text("utf-8")


def test_a_long_path_is_read_and_written(wine: Wine, folder: Path, county: Path) -> None:
    """Wine has no limit of 260 characters; what Windows does with it off is said by the program, not proved here."""
    deep = folder.joinpath(*["一个名字很长的文件夹" * 4] * 8)
    deep.mkdir(parents=True)
    shutil.copy(county, deep / "如东.xlsx")

    done = wine.xhg("validate", "\\\\?\\" + there(deep / "如东.xlsx"), cwd=folder)

    assert done.returncode == 1, done.stderr
    assert "如东.xlsx" in done.stdout
