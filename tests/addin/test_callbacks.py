"""The ribbon and its Subs follow from the one declaration of the buttons."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from xml.etree import ElementTree

import xhg_excel
from addin.build import HERE
from addin.callbacks import NAMESPACE, callbacks, ribbon, sub_of
from xhg_excel.notice.words.shells.buttons import BUTTONS, GROUPS, TAB

ICONS = Path(__file__).parent.parent / "facts" / "imagemso.txt"
EXCEL = Path(xhg_excel.__file__).parent / "excel"
SUB = re.compile(r"^Public (?:Sub|Function) (\w+)\(([^)\r\n]*)\)", re.MULTILINE)
# CT_ButtonRegular of customUI14: what we may say of a button, and how long ST_String may be.
LONGEST = {"label": 1024, "screentip": 1024, "supertip": 1024, "imageMso": 1024, "id": 1024}


def tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def buttons() -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(ribbon()).iter(tag("button")))  # noqa: S314  # our own text


def public_subs() -> list[tuple[str, str]]:
    """Return every public procedure of our own modules and its arguments."""
    return [found for path in sorted(HERE.glob("*.bas")) for found in SUB.findall(path.read_text("ascii"))]


def test_the_ribbon_has_one_tab_and_the_groups_in_their_order() -> None:
    root = ElementTree.fromstring(ribbon())  # noqa: S314  # our own text

    (tab,) = root.iter(tag("tab"))
    assert root.tag == tag("customUI")
    assert tab.get("label") == TAB
    assert [group.get("label") for group in tab] == [group.label for group in GROUPS]
    assert [len(group) for group in tab] == [len(group.buttons) for group in GROUPS]


def test_each_button_shows_what_is_declared() -> None:
    shown = [(b.get("label"), b.get("screentip"), b.get("supertip"), b.get("size") == "large") for b in buttons()]

    assert shown == [(b.label, b.tip, b.help, b.large) for b in BUTTONS]


def test_each_on_action_has_exactly_one_public_sub_with_one_argument() -> None:
    subs = public_subs()

    for button in buttons():
        assert [given for name, given in subs if name == button.get("onAction")] == ["control As Object"]


def test_no_two_public_procedures_share_a_name() -> None:
    names = [name.lower() for name, _ in public_subs()]

    assert len(names) == len(set(names))


def test_identifiers_are_unique_and_texts_no_longer_than_office_takes() -> None:
    root = ElementTree.fromstring(ribbon())  # noqa: S314  # our own text
    identifiers = [node.get("id") for node in root.iter() if node.get("id")]

    assert len(identifiers) == len(set(identifiers))
    assert all(re.fullmatch(r"[A-Za-z_][\w.]*", str(name)) for name in identifiers)
    for button in buttons():
        assert {n: v for n, v in button.items() if len(v) > LONGEST.get(n, 1024)} == {}


def test_icons_are_in_every_excel_since_2010() -> None:
    known = {line for line in ICONS.read_text("ascii").splitlines() if not line.startswith("#")}

    assert {button.key: button.icon for button in BUTTONS if button.icon not in known} == {}


def test_what_a_button_asks_for_is_declared_with_its_prompt() -> None:
    assert [b.key for b in BUTTONS if bool(b.asks) != bool(b.prompt)] == []


def test_each_sub_starts_the_script_of_its_button() -> None:
    found = dict(re.findall(r"Public Sub (\w+)\(.*\)\n(?:.*\n)*?.*XhgRun \"(\w+)\"", callbacks()))

    assert found == {sub_of(button): button.key for button in BUTTONS}


def defined(module: str) -> set[str]:
    tree = ast.parse((EXCEL / module).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_python_behind_each_sub_exists() -> None:
    """The scripts by their keys, the script of SelfTest, and the one entry that the command line names."""
    assert {*(button.key for button in BUTTONS), "self_test"} - defined("scripts.py") == set()
    assert "click" in defined("click.py")
