"""The VBA project obeys its specification, read strictly by other means than it was written."""

from __future__ import annotations

import io

import olefile
import pytest

from addin.vba_project import Kind, Module, vba_project
from tests.addin.olevba import decompressed
from tests.addin.project_grammar import GrammarError, read_dir, read_project, shown

MODULES = (
    Module("ThisWorkbook", 'Attribute VB_Name = "ThisWorkbook"\r\n', Kind.DOCUMENT),
    Module("Start", 'Attribute VB_Name = "Start"\r\nSub A()\r\nEnd Sub\r\n'),
    Module("Words", 'Attribute VB_Name = "Words"\r\n', Kind.CLASS),
)


def stream(project: bytes, path: str) -> bytes:
    with olefile.OleFileIO(io.BytesIO(project)) as found:
        content: bytes = found.openstream(path).read()
        return content


def test_the_dir_stream_lists_each_module_with_its_source_at_the_beginning() -> None:
    found = read_dir(decompressed(stream(vba_project(MODULES), "VBA/dir")))

    assert (found.name, found.code_page) == ("XhgExcel", 1252)
    assert found.modules == [
        ("ThisWorkbook", "ThisWorkbook", 0, False),
        ("Start", "Start", 0, True),
        ("Words", "Words", 0, False),
    ]
    assert [library.rsplit("#", 1)[-1] for library in found.references] == ["OLE Automation"]


def test_the_project_stream_obeys_its_grammar_and_hides_neither_lock_nor_password() -> None:
    found = read_project(stream(vba_project(MODULES), "PROJECT").decode("cp1252"))

    assert found["items"] == "Document=ThisWorkbook/&H00000000\r\nModule=Start\r\nClass=Words\r\n"
    assert shown(found["CMG"], found["id"]) == bytes(4)
    assert shown(found["DPB"], found["id"]) == b"\0"
    assert shown(found["GC"], found["id"]) == b"\xff"


def test_the_hiding_is_read_as_excel_writes_it() -> None:
    """The values of a project that Excel saved, with the identifier it gave it."""
    identifier = "{318BEE36-5BE1-492A-826D-473DB19B0F30}"

    assert shown("5D5F8AADDAA8DEA8DEA8DEA8DE", identifier) == bytes(4)
    assert shown("5D5F8AADDAADDBADDBAD", identifier) == b"\0"
    assert shown("5D5F8AADDAADDBADDB52", identifier) == b"\xff"


def test_the_project_has_no_compiled_code() -> None:
    """[MS-OVBA] 2.3.4.1: a cache of no version, which every Excel makes anew."""
    assert stream(vba_project(MODULES), "VBA/_VBA_PROJECT") == bytes.fromhex("cc61ffff000100")


def test_names_stand_beside_their_unicode() -> None:
    assert stream(vba_project(MODULES[1:2]), "PROJECTwm") == b"Start\0S\0t\0a\0r\0t\0\0\0\0\0"


@pytest.mark.parametrize(
    "source", ["Sub A()\r\n", 'Attribute VB_Name = "M"\nSub\n', 'Attribute VB_Name = "M"\r\n\'汇总']
)
def test_a_source_that_excel_reads_otherwise_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="M: "):
        Module("M", source)


@pytest.mark.parametrize("at", [0, 7, 40, 100, -7, -1])
def test_the_checker_sees_a_planted_fault_in_the_dir_stream(at: int) -> None:
    content = bytearray(decompressed(stream(vba_project(MODULES), "VBA/dir")))
    content[at] ^= 0x41

    with pytest.raises((GrammarError, UnicodeDecodeError)):
        read_dir(bytes(content))


def test_the_checker_sees_planted_faults_in_the_project_stream() -> None:
    text = stream(vba_project(MODULES), "PROJECT").decode("cp1252")

    for found, instead in (
        ('CMG="', 'CMG="G'),
        ("\r\n\r\n[Work", "\r\n[Work"),
        ("Module=", "Modul="),
        ("393222000", "1"),
    ):
        assert found in text
        with pytest.raises(GrammarError):
            read_project(text.replace(found, instead))
