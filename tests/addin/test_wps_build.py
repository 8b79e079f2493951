"""The add-in for WPS is what the declared buttons say, the same each time, and names only files that it has."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from addin.wps.build import FOLDER, SCRIPTS, generated
from xhg_excel.excel.scripts import WITHOUT_BOOK
from xhg_excel.notice.words.shells.buttons import BUTTONS, GROUPS, TAB, Asks
from xhg_excel.notice.words.shells.wps import ADDIN_TEXTS, READS, READS_NOTHING

_CUSTOM_UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
WRITTEN = {name for name in SCRIPTS if name != "js/texts.js"}


def text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("name", generated())
def test_a_committed_file_is_built_from_the_committed_declarations(name: str) -> None:
    """Stale after a change of buttons or words: run `python addin/wps/build.py`."""
    assert text(name) == generated()[name]


def test_the_folder_has_what_is_generated_and_written_and_nothing_else() -> None:
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}

    assert found == {*generated(), *WRITTEN}


def test_the_ribbon_has_every_group_and_button_in_their_order() -> None:
    (tab,) = ElementTree.fromstring(text("ribbon.xml")).iter(f"{_CUSTOM_UI}tab")  # noqa: S314  # our own file

    assert tab.get("label") == TAB
    assert [group.get("label") for group in tab] == [group.label for group in GROUPS]
    assert [button.get("id") for group in tab for button in group] == [f"xhg_{button.key}" for button in BUTTONS]
    called = {
        value
        for button in tab.iter(f"{_CUSTOM_UI}button")
        for name, value in button.items()
        if name[:2] in ("on", "ge")
    }
    assert called == {"OnAction", "GetImage"}
    assert all(re.search(rf"^function {name}\(", text("main.js"), re.MULTILINE) for name in (*called, "OnAddinLoad"))


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.key)
def test_a_drawing_is_an_svg_that_loads_nothing(button: object) -> None:
    drawing = text(f"images/{getattr(button, 'key')}.svg")  # noqa: B009  # a parameter of a test has no type

    assert ElementTree.fromstring(drawing).get("viewBox") == "0 0 32 32"  # noqa: S314  # our own file
    assert "href" not in drawing


def test_a_button_asks_for_what_its_script_takes_and_needs_a_workbook_where_the_script_does() -> None:
    declared = json.loads(text("js/texts.js").split("XHG_BUTTONS = ")[1])

    assert {key: Asks(button["asks"]) for key, button in declared.items()} == {b.key: b.asks for b in BUTTONS}
    assert {key for key, button in declared.items() if not button["needs_book"]} == WITHOUT_BOOK
    assert {key for key, reads in READS.items() if reads == READS_NOTHING} == WITHOUT_BOOK


def test_the_scripts_use_the_texts_there_are() -> None:
    used = {
        key
        for name in WRITTEN
        for key in re.findall(r'xhgText\((?:beat \? )?"(\w+)"(?: : "(\w+)")?', text(name))
        for key in key
        if key
    }

    assert used | {"title", "result_sheet"} == set(ADDIN_TEXTS)


def test_the_shipped_add_in_names_no_computer() -> None:
    """`xhg addin install --wps` writes this file anew."""
    assert 'XHG_WHERE = { python: "", jobs: "" }' in text("js/where.js")
