"""`install.cmd`: grammar, quoting, every way through it ends in a text and a status."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import tree_sitter
import tree_sitter_batch

from tests.grammar import faults
from xhg_excel.notice.words.shells.bundle import INSTALL_TEXTS, PYTHONS
from xhg_excel.setup.install_cmd import install_cmd

SCRIPT = install_cmd(PYTHONS)
LINES = SCRIPT.splitlines()
LANGUAGE = tree_sitter.Language(tree_sitter_batch.language())


def test_it_is_ascii_with_the_line_ends_that_cmd_needs() -> None:
    """A code page cannot spoil it; labels are found only when lines end in CR LF."""
    assert SCRIPT.isascii()
    assert SCRIPT.count("\r\n") == SCRIPT.count("\n") == len(LINES)


def test_it_obeys_the_grammar_of_batch_files() -> None:
    assert faults(LANGUAGE, SCRIPT.encode()) == []
    assert faults(LANGUAGE, SCRIPT.replace('"%HERE%text', "(%HERE%text", 1).encode()) != []


def words_outside_quotes(line: str) -> str:
    """Return what cmd reads as command text: the line without its quoted parts.

    >>> words_outside_quotes('set "A=%~dp0" & echo "b"')
    'set  & echo '
    """
    return "".join(line.split('"')[::2])


def test_every_path_is_in_quotes() -> None:
    """So a folder called `a & b (1)!` is one path: outside quotes no variable of a path is expanded."""
    paths = re.compile(r"%(HERE|TARGET|VENV|LOCALAPPDATA|~dp0)%?")

    assert [line for line in LINES if paths.search(words_outside_quotes(line))] == []
    assert all(line.count('"') % 2 == 0 for line in LINES)
    assert "DisableDelayedExpansion" in SCRIPT


def test_every_jump_has_its_label_and_every_text_is_shipped() -> None:
    labels = [line[1:] for line in LINES if line.startswith(":")]
    jumps = set(re.findall(r"goto (\w+)", SCRIPT))

    assert jumps == set(labels)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r"text\\(\w+\.txt)", SCRIPT)) == set(INSTALL_TEXTS)


def test_every_way_sets_a_status_before_the_end() -> None:
    """0 done, 1 partly, 2 not: each label but the last leads to one."""
    for label in {line[1:] for line in LINES if line.startswith(":")} - {"end", "remove"}:
        after = LINES[LINES.index(f":{label}") :]
        assert re.match(r'set "STATUS=[012]"', next(line for line in after if "STATUS" in line))
    assert LINES[-1] == "exit /b %STATUS%"


def test_what_it_starts_of_ours_is_there_to_be_started() -> None:
    """A module that only defines something would do nothing, and end with 0."""
    modules = set(re.findall(r"-m (xhg\S+)", SCRIPT))

    for module in modules:
        done = subprocess.run([sys.executable, "-I", "-m", module, "--version"], capture_output=True, check=True)  # noqa: S603
        assert done.stdout.startswith(b"xhg")
    assert modules


def test_every_python_it_starts_looks_into_no_current_folder_and_at_no_setting() -> None:
    """Nor does cmd itself look there for a program, such as a `py.bat` beside the wheels."""
    starts = [line for line in LINES if re.search(r" -[cm] ", line) and not line.startswith("rem")]

    assert len(starts) > 5
    assert [line for line in starts if not re.search(r" -I -[cm] ", line)] == []
    assert LINES.index('set "NoDefaultCurrentDirectoryInExePath=1"') < min(LINES.index(line) for line in starts)


def test_it_never_asks_the_network() -> None:
    (line,) = [line for line in LINES if " pip " in line]

    assert "--no-index --find-links" in line


def test_newer_pythons_are_tried_first_and_python_itself_last() -> None:
    tried = re.findall(r'&& set "PYTHON=(.*?)"', SCRIPT)

    assert tried == ["py -3.13", "py -3.12", "py -3.11", "python"]


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({}, True),
        ({"version_info": (3, 10, 1)}, False),
        ({"version_info": (3, 14, 0)}, False),
        ({"base_prefix": r"C:\Program Files\WindowsApps\Python"}, False),
    ],
)
def test_the_question_put_to_each_python_is_python(facts: dict[str, object], fits: bool) -> None:
    """The very line of the script, run: version, bits, and not the store's."""
    question = re.findall(r'-c "(.*?)" >nul', SCRIPT)[-1]
    assert "%" not in question
    told = {"version_info": (3, 12, 7), "base_prefix": r"C:\Python312", **facts}
    set_up = "; ".join(f"sys.{name} = {value!r}" for name, value in told.items())

    done = subprocess.run([sys.executable, "-c", f"import sys; {set_up}; {question}"], check=False)  # noqa: S603

    assert (done.returncode == 0) == fits
