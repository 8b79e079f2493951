"""`smoke_test.ps1`: grammar, names it shares with the program, and its command-line half really run here."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_powershell

from tests import books
from tests.books import run
from tests.grammar import faults
from tests.processes import XHG, xhg

SCRIPT = Path(__file__).parents[2] / "addin" / "smoke_test.ps1"
TEXT = SCRIPT.read_bytes().decode("ascii")
LANGUAGE = tree_sitter.Language(tree_sitter_powershell.language())


def test_it_is_ascii_with_windows_line_ends() -> None:
    """Windows PowerShell 5.1 reads a script without a mark in the PC's code page."""
    assert TEXT.count("\r\n") == TEXT.count("\n")


def test_it_obeys_the_grammar_of_powershell() -> None:
    assert faults(LANGUAGE, TEXT.encode()) == []
    assert faults(LANGUAGE, TEXT.replace("} finally {", "finally {").encode()) != []


def facts() -> dict[str, object]:
    done = xhg("addin", "facts")
    assert done.stdout.isascii()
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_what_it_starts_of_ours_is_what_these_tests_start() -> None:
    """Module for module; another one might only define something, and do nothing."""
    assert set(re.findall(r"-m (xhg\S+)", TEXT)) == {XHG[-1]}


def test_it_uses_exactly_the_facts_that_the_command_prints() -> None:
    assert set(re.findall(r"Facts\.(\w+)", TEXT)) == set(facts())


def test_every_function_it_calls_is_defined() -> None:
    defined = re.findall(r"^function ([\w-]+)", TEXT, re.MULTILINE)

    for name in defined:
        assert len(re.findall(rf"\b{name}\b", TEXT)) > 1, name
    own = set(re.findall(r"\b(?:Test|Invoke|Find|Read|Compare|Write|Start|Get)-[A-Z]\w+", TEXT))
    cmdlets = {"Test-Path", "Write-Output", "Start-Job", "Start-Sleep", "Get-Command", "Get-Content", "Get-Date",
               "Get-ChildItem"}  # fmt: skip
    assert own - cmdlets <= set(defined)


def test_the_buttons_it_clicks_exist_and_the_macro_too() -> None:
    scripts = (Path(__file__).parents[2] / "src" / "xhg_excel" / "excel" / "scripts.py").read_text("utf-8")
    start = (SCRIPT.parent / "XhgStart.bas").read_text("ascii")

    clicked = re.findall(r'Invoke-Button \$Excel "(\w+)"', TEXT)
    assert clicked == ["self_test", "check_book", "clear_marks", "merge_folder"]
    assert all(f"def {name}(" in scripts for name in clicked)
    assert "'!XhgRun" in TEXT
    assert "Public Sub XhgRun(script, Optional asked)" in start


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("xhg smoke & test")
    return shutil.copytree(books.rehearsed(tmp_path_factory, "--city", facts()["city"]), folder, dirs_exist_ok=True)


def test_its_sample_is_rehearsed_and_has_faults_to_find(rehearsed: Path) -> None:
    """Otherwise the comparison in Excel would compare nothing with nothing."""
    told = facts()
    (sample,) = (rehearsed / str(told["submissions"])).rglob(str(told["sample"]))

    done = run("validate", sample, "--json", rehearsed / "findings.json")

    found = [finding["rule"] for finding in json.loads((rehearsed / "findings.json").read_text("utf-8"))["findings"]]
    assert done.return_value == 1
    assert len(set(found)) >= 3


def test_its_merge_has_totals_to_compare(rehearsed: Path) -> None:
    done = run("merge", rehearsed / str(facts()["submissions"]), "--out", rehearsed / "totals.xlsx")

    assert done.return_value == 1
    assert "已汇总 3 个县（市、区）" in done.output
