"""The add-in in programs of other authors: Microsoft's Open XML SDK, and a real LibreOffice."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from addin.build import ADDIN, modules
from addin.callbacks import sub_of
from addin.stubs import functions
from addin.vba_project import Module, vba_project
from addin.workbook import RIBBON_PART, packed
from tests.office import sdk_errors
from xhg_excel.files.addin_file import with_interpreter
from xhg_excel.notice.words.shells.addin_sheets import TEXTS
from xhg_excel.notice.words.shells.buttons import BUTTONS, TAB, Asks

pytestmark = pytest.mark.slow

# In LibreOffice our own modules run against these; it cannot run xlwings', nor show Excel's dialogs.
XLWINGS = """Attribute VB_Name = "xlwings"
Public LastLog
Public Told
Public Function RunScript(script, window, book, asked)
    Told = Told & script & "|" & window & "|" & book & "|" & asked & ";"
    RunScript = 0
    If script = "fails" Then RunScript = -1
    If script = "absent" Then RunScript = -2
    LastLog = "the log"
End Function
Public Function ToldSoFar()
    ToldSoFar = Told
    Told = ""
End Function
Public Function XLPy()
    Err.Raise 1000
End Function
"""
HOST = """Attribute VB_Name = "XhgHost"
Public Said
Public Function XhgWindow()
    XhgWindow = "4711"
End Function
Public Function XhgOnWindows()
    XhgOnWindows = True
End Function
Public Function XhgAskFolder(prompt)
    XhgAskFolder = XhgText(prompt)
End Function
Public Function XhgAskDigits(prompt)
    XhgAskDigits = XhgText(prompt)
End Function
Public Sub XhgSay(text)
    Said = Said & text & ";"
End Sub
Public Function SaidSoFar()
    SaidSoFar = Said
End Function
"""
# Clicks every button; a callback takes an object, which does not cross from outside.
CLICKS = "".join(f"    {sub_of(button)} Nothing\n" for button in BUTTONS)
DRIVE = f'Attribute VB_Name = "Drive"\nPublic Function ClickAll()\n{CLICKS}    ClickAll = "clicked"\nEnd Function\n'


def test_the_open_xml_sdk_accepts_the_add_in_ribbon_included(tmp_path: Path) -> None:
    """As built and as installed, under the rules of Office 2010 and of today."""
    installed = tmp_path / "xhg_excel.xlam"
    installed.write_bytes(with_interpreter(ADDIN.read_bytes(), r"C:\R&D\演练\python.exe"))

    for version in ("Office2010", "Microsoft365"):
        assert sdk_errors([ADDIN], version) == {}
        assert sdk_errors([installed], version) == {}


@pytest.mark.parametrize(
    ("found", "instead"),
    [("screentip=", "screentp="), ("<tabs>", '<tabs><button id="x"/>'), ('size="large"', 'size="big"')],
)
def test_the_open_xml_sdk_does_look_at_the_ribbon(tmp_path: Path, found: str, instead: str) -> None:
    bad = tmp_path / "bad.xlam"
    with zipfile.ZipFile(ADDIN) as archive, zipfile.ZipFile(bad, "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            out.writestr(name, content.replace(found.encode(), instead.encode()) if name == RIBBON_PART else content)

    assert sdk_errors([bad], "Microsoft365") != {}


def office(folder: Path, addin: Path, *calls: list[str]) -> dict[str, object]:
    """Let LibreOffice open an add-in beside a received workbook and run macros; what came of it."""
    assert shutil.which("soffice"), "LibreOffice is needed for slow tests"
    received = folder / "收到.xlsx"
    openpyxl.Workbook().save(received)
    script = folder / "script.json"
    script.write_text(json.dumps({"addin": str(addin), "books": [str(received)], "calls": calls}), "utf-8")
    session = Path(__file__).parent / "session.py"
    command = ["/usr/bin/python3", str(session), str(script)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603  # our own
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def stubbed(path: Path, *, broken: bool = False) -> Path:
    """Write the add-in with our own modules as they are and stubs for what LibreOffice cannot run."""
    stubs = {"xlwings": XLWINGS, "XhgHost": HOST}
    found = [
        replace(module, source=stubs[module.name].replace("\n", "\r\n")) if module.name in stubs else module
        for module in modules()
        if module.name != "Dictionary"
    ]
    if broken:
        found = [replace(m, source=m.source + "Public Sub (\r\n") if m.name == "XhgStart" else m for m in found]
    found.append(Module("Drive", DRIVE.replace("\n", "\r\n")))
    path.write_bytes(packed(vba_project(found), functions()))
    return path


def units(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def test_libreoffice_opens_the_add_in_and_lists_its_modules(tmp_path: Path) -> None:
    addin = tmp_path / "xhg_excel.xlam"
    addin.write_bytes(with_interpreter(ADDIN.read_bytes(), r"C:\python.exe"))

    found = office(tmp_path, addin)

    assert found["opened"] is True
    assert found["libraries"] == {"Standard": [], "XhgExcel": sorted(module.name for module in modules())}


def test_our_modules_run_in_libreoffice(tmp_path: Path) -> None:
    """Every button, XhgRun from outside, SelfTest, both failures; the active workbook has a name of every kind."""
    name = "甲 😀 b=c'&.xlam"
    addin = stubbed(tmp_path / name)
    asked = "C:\\各县 😀\\';&%PATH%"

    said = office(
        tmp_path,
        addin,
        ["XhgTexts", "XhgText", "title"],
        ["Drive", "ClickAll"],
        ["xlwings", "ToldSoFar"],
        ["XhgStart", "XhgRun", "merge_folder", asked],
        ["XhgStart", "SelfTest"],
        ["xlwings", "ToldSoFar"],
        ["XhgStart", "XhgRun", "fails"],
        ["XhgStart", "XhgRun", "absent"],
        ["XhgHost", "SaidSoFar"],
        ["XhgFunctions", "XHG_QUOTA_COUNTIES", "7"],
    )["said"]

    clicked = "".join(
        f"{b.key}|4711|{units(name)}|{units(b.prompt if b.asks is not Asks.NOTHING else '')};" for b in BUTTONS
    )
    assert said == [
        TAB,
        "clicked",
        clicked,
        None,
        None,
        f"merge_folder|4711|{units(name)}|{units(asked)};self_test|4711|{units(name)}|;",
        None,
        None,
        f"{TEXTS['failed']}\nthe log;{TEXTS['no_python']};",
        TEXTS["function_failed"],
    ]


def test_a_syntax_error_in_our_modules_would_be_seen(tmp_path: Path) -> None:
    """LibreOffice answers one with silence, so every result above is one that must not be empty."""
    addin = stubbed(tmp_path / "xhg_excel.xlam", broken=True)

    said = office(tmp_path, addin, ["XhgStart", "XhgRun", "check_book"], ["xlwings", "ToldSoFar"])["said"]

    assert isinstance(said, list)
    assert not said[1]
