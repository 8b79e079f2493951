"""xlwings' VBA goes into the add-in with its doors closed; another text of it stops the build."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import xlwings

from addin.cuts import CUTS, EDITS, PUBLIC, UNUSED, VERSION, Cut
from addin.xlwings_source import ChangedSourceError, cut_down, xlwings_modules

ROOT = Path(__file__).parent.parent.parent
PUBLISHED = (Path(xlwings.__file__).parent / "xlwings_custom_addin.bas").read_text("ascii")
HEAD = re.compile(r"^ *(Public |Private )?(?:Function|Sub|Const|Declare (?:PtrSafe )?Function) (\w+)", re.MULTILINE)


def code(text: str) -> str:
    """Return VBA without its comment lines."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("'"))


def test_the_pinned_version_is_the_one_the_cuts_are_made_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert f"xlwings=={VERSION}" in project["dependencies"]
    assert f"xlwings64-{VERSION}.dll" in cut_down(PUBLISHED)


def test_no_line_asks_the_received_workbook_for_anything() -> None:
    text = code(cut_down(PUBLISHED)).lower()

    assert "activeworkbook" in code(PUBLISHED).lower()
    for word in (
        "activeworkbook",
        "activesheet",
        "fullname",
        ".path",
        '".py"',
        "pythonpath",
        "usebrowse",
        "open filename",
    ):
        assert word not in text


def test_no_program_is_named_that_the_current_folder_could_hold() -> None:
    """Windows looks for a bare name beside the opened workbook first."""
    text = code(cut_down(PUBLISHED))

    assert text.count("cmd.exe") == 3
    assert len(re.findall(r'Environ\("SystemRoot"\) & "\\System32\\cmd\.exe ', text)) == 3
    assert 'GetConfig("INTERPRETER"' not in text


def test_a_formula_of_a_received_workbook_cannot_call_code() -> None:
    """A cell may call any public function of an add-in, declared ones of a DLL too."""
    assert cut_down(PUBLISHED).splitlines()[1] == "Option Private Module"
    assert [name for scope, name in HEAD.findall(cut_down(PUBLISHED)) if scope != "Private "] == ["RunScript", "XLPy"]
    assert set(PUBLIC) == {"RunScript", "XLPy", "LastLog"}


def test_nothing_called_is_cut_away() -> None:
    """Every procedure that is named with brackets still stands, and none that went is named anywhere."""
    text = code(cut_down(PUBLISHED))

    assert [name for name in UNUSED if re.search(rf"\b{name}\b", text)] == []
    called = set(re.findall(r"\b(\w+)\(", text)) & {name for _, name in HEAD.findall(PUBLISHED)}
    assert called - {name for _, name in HEAD.findall(text)} == set()


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: f"{cut.procedure}: {cut.why[:40]}")
def test_another_text_at_a_cut_stops_the_build(cut: Cut) -> None:
    """Both where a cut begins and where it ends."""
    for line in filter(None, (cut.first, cut.last)):
        start = re.search(rf"^(?:Public |Private )?(?:Function|Sub) {cut.procedure}\(", PUBLISHED, re.MULTILINE)
        assert start is not None
        at = PUBLISHED.index(f"{line}\n", start.start())
        with pytest.raises(ChangedSourceError):
            cut_down(f"{PUBLISHED[:at]}'changed\n{PUBLISHED[at + len(line) + 1 :].replace(line, '')}")


@pytest.mark.parametrize("name", UNUSED)
def test_a_procedure_that_is_not_there_to_cut_stops_the_build(name: str) -> None:
    with pytest.raises(ChangedSourceError, match=name):
        cut_down(PUBLISHED.replace(f" {name}(", f" Renamed{name}("))


@pytest.mark.parametrize("found", [found for found, _ in EDITS])
def test_a_text_that_is_not_there_to_edit_stops_the_build(found: str) -> None:
    with pytest.raises(ChangedSourceError):
        cut_down(PUBLISHED.replace(found, "\n"))


def test_a_door_in_a_new_procedure_stops_the_build() -> None:
    with pytest.raises(ChangedSourceError, match="still there"):
        cut_down(PUBLISHED + "\nFunction Fresh()\n    Fresh = ActiveWorkbook.Path\nEnd Function\n")


def test_another_version_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings, "__version__", "0.38.0")

    with pytest.raises(ChangedSourceError, match=r"0\.38\.0"):
        xlwings_modules()


def test_the_licences_stay_with_the_texts() -> None:
    module, dictionary = xlwings_modules()

    assert "BSD 3-clause" in module.source
    assert "Redistribution and use in source and binary forms" in module.source
    assert "cut down and changed for xhg_excel" in module.source
    assert "opensource.org/licenses/mit-license" in dictionary.source


def test_the_class_is_stored_as_in_a_stream() -> None:
    _, dictionary = xlwings_modules()

    assert "VERSION 1.0 CLASS" not in dictionary.source
    assert dictionary.source.count("Attribute VB_Base = ") == 1
    assert dictionary.source.count("Attribute VB_PredeclaredId") == 1
