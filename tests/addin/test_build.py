"""The built add-in is what its sources say, the same each time, and read back by other authors' programs."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pyopenvba import ExcelFile, check_file
from python_calamine import CalamineWorkbook

from addin.build import ADDIN, HERE, built, generated, modules
from addin.stubs import functions
from addin.vba_project import Kind
from addin.workbook import RIBBON_PART, sheets
from tests.addin.olevba import decompressed, sources
from tests.addin.project_grammar import read_dir, read_project
from tests.addin.test_vba_project import stream
from tests.test_architecture import body_lines
from xhg_excel.notice.words.shells.addin_sheets import CONF_SHEET, TEXTS, TEXTS_SHEET
from xhg_excel.notice.words.shells.buttons import BUTTONS

SOURCE = HERE.parent / "src" / "xhg_excel"


def part(name: str) -> str:
    with zipfile.ZipFile(ADDIN) as archive:
        return archive.read(name).decode("utf-8")


def test_the_committed_add_in_is_built_from_the_committed_sources() -> None:
    """Fix the source and run `python addin/build.py`, never the product."""
    assert built() == ADDIN.read_bytes()


def test_two_builds_are_identical_whatever_the_order_of_hashes(tmp_path: Path) -> None:
    """Each in a Python of its own."""
    code = "import sys; from addin.build import built; sys.stdout.buffer.write(built())"
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=HERE.parent, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)  # noqa: S603
        (tmp_path / seed).write_bytes(done.stdout)

    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() == ADDIN.read_bytes()


@pytest.mark.parametrize("name", sorted(generated()))
def test_generated_sources_are_fresh(name: str) -> None:
    assert (HERE / name).read_bytes() == generated()[name].encode("utf-8")


def test_the_build_runs_as_a_program(tmp_path: Path) -> None:
    """`python addin/build.py`, from any folder, in a copy of the sources."""
    copy = tmp_path / "addin"
    copy.mkdir()
    for path in HERE.iterdir():
        if path.suffix in (".py", ".bas", ".cls", ".xml"):
            (copy / path.name).write_bytes(path.read_bytes())

    command = [sys.executable, str(copy / "build.py")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603  # our own

    assert done.stderr == ""
    assert (copy / "xhg_excel.xlam").read_bytes() == ADDIN.read_bytes()


def test_two_other_readers_find_the_sources_in_the_streams() -> None:
    wanted = {module.name: module.source for module in modules()}

    with ExcelFile(ADDIN) as file:
        assert {name: file.get_module(name) for name in file.module_names()} == wanted
        assert file.validate() == []
    assert sources(ADDIN) == wanted


def test_the_whole_file_is_sound_to_another_author() -> None:
    report = check_file(ADDIN)

    assert (report.issues, report.complete) == ((), True)


def test_the_streams_obey_the_grammar() -> None:
    with zipfile.ZipFile(ADDIN) as archive:
        project = archive.read("xl/vbaProject.bin")

    found = read_dir(decompressed(stream(project, "VBA/dir")))
    read = read_project(stream(project, "PROJECT").decode("cp1252"))

    assert [name for name, *_ in found.modules] == [module.name for module in modules()]
    assert read["items"].count("\r\n") == len(modules())
    assert read["name"] == found.name
    # A project and a module of one name, or a module and a procedure, confuse VBA.
    assert found.name not in [module.name for module in modules()]


def test_vba_is_ascii_with_the_name_first_and_lines_that_vba_can_hold() -> None:
    """A physical line of VBA holds 1023 characters, a statement 24 continuations."""
    for module in modules():
        assert module.source.isascii()
        assert module.source.startswith(f'Attribute VB_Name = "{module.name}"\r\n')
        assert max(map(len, module.source.split("\r\n"))) <= 1023


def test_each_sheet_and_the_workbook_bear_the_name_of_their_module() -> None:
    documents = [module.name for module in modules() if module.kind is Kind.DOCUMENT]
    texts = [part(name) for name in ("xl/workbook.xml", *(f"xl/worksheets/sheet{at}.xml" for at in (1, 2, 3)))]

    assert [re.findall(r'<(?:workbookPr|sheetPr) [^>]*codeName="(\w+)"', text) for text in texts] == [
        [n] for n in documents
    ]


def test_it_is_an_add_in_with_a_ribbon_of_office_2010() -> None:
    types, relations = part("[Content_Types].xml"), part("_rels/.rels")

    assert types.count('ContentType="application/vnd.ms-excel.addin.macroEnabled.main+xml"') == 1
    assert "sheet.macroEnabled" not in types
    assert (
        f'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" Target="{RIBBON_PART}"'
        in relations
    )
    assert part(RIBBON_PART) == (HERE / "ribbon.xml").read_text("utf-8")


def test_its_sheets_hold_its_settings_its_words_and_its_help() -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(ADDIN.read_bytes()))
    texts = {str(row[0]): str(row[1]) for row in workbook.get_sheet_by_name(TEXTS_SHEET).to_python()}

    assert workbook.sheet_names == list(sheets(functions()))
    assert workbook.get_sheet_by_name(CONF_SHEET).to_python() == [
        ["INTERPRETER_WIN", ""],
        ["ADD_WORKBOOK_TO_PYTHONPATH", "False"],
    ]
    assert {key: texts[key] for key in TEXTS} == TEXTS
    assert {f"prompt_{b.key}": b.prompt for b in BUTTONS if b.prompt}.items() <= texts.items()


def test_the_product_does_not_know_how_its_add_in_is_built() -> None:
    texts = {path.name: path.read_text("utf-8") for path in SOURCE.rglob("*.py")}

    assert [name for name, text in texts.items() if re.search(r"^\s*(from|import) addin\b", text, re.M)] == []


@pytest.mark.parametrize("path", sorted(HERE.glob("*.py")), ids=lambda path: path.name)
def test_the_build_keeps_the_sizes_of_the_house(path: Path) -> None:
    text = path.read_text("utf-8")
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]

    assert len(text.splitlines()) <= 400
    assert {node.name: body_lines(node) for node in found if body_lines(node) > 40} == {}
    assert [node.name for node in found if len(node.args.args) > 5] == []
