"""The ribbon's XML and a Sub for each button, generated from the declaration of the buttons."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from xhg_excel.notice.words.shells.buttons import BUTTONS, GROUPS, TAB, TAB_KEY, Asks, Button

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
MODULE = "XhgButtons"
_HEAD = f"""Attribute VB_Name = "{MODULE}"
Option Explicit

' Made by addin/build.py from src/xhg_excel/notice/words/shells/buttons.py: one Sub for each button of the ribbon.
"""
_BODY = {
    Asks.NOTHING: '    XhgRun "{key}"\n',
    Asks.FOLDER: (
        '    Dim asked\n    asked = XhgAskFolder("{prompt}")\n    If asked <> "" Then XhgRun "{key}", asked\n'
    ),
    # '' is a valid answer; Cancel returns the value False.
    Asks.DIGITS: (
        '    Dim asked\n    asked = XhgAskDigits("{prompt}")\n'
        '    If VarType(asked) = vbString Then XhgRun "{key}", asked\n'
    ),
}


def sub_of(button: Button) -> str:
    """Return the name of the Sub a button calls.

    >>> sub_of(BUTTONS[0])
    'XhgCheckBook'
    """
    return "Xhg" + "".join(word.capitalize() for word in button.key.split("_"))


def prompt_key(button: Button) -> str:
    """Return the key of a button's prompt on the sheet of texts."""
    return f"prompt_{button.key}"


def callbacks() -> str:
    """Return the module of the Subs; lines end with LF."""
    return _HEAD + "".join(f"\n{_sub(button)}" for button in BUTTONS)


def _sub(button: Button) -> str:
    body = _BODY[button.asks].format(key=button.key, prompt=prompt_key(button))
    return f"Public Sub {sub_of(button)}(control As Object)\n{body}End Sub\n"


def ribbon() -> str:
    """Return the customUI part: one tab, its groups and buttons in their order."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!-- Made by addin/build.py from src/xhg_excel/notice/words/shells/buttons.py. -->",
        f"<customUI xmlns={quoteattr(NAMESPACE)}>",
        "  <ribbon>",
        "    <tabs>",
        f"      <tab id={quoteattr(TAB_KEY)} label={quoteattr(TAB)}>",
    ]
    for group in GROUPS:
        lines.append(f"        <group id={quoteattr(f'{TAB_KEY}_{group.key}')} label={quoteattr(group.label)}>")
        lines.extend(_button(button) for button in group.buttons)
        lines.append("        </group>")
    lines += ["      </tab>", "    </tabs>", "  </ribbon>", "</customUI>"]
    return "".join(f"{line}\n" for line in lines)


def _button(button: Button) -> str:
    attributes = {
        "id": f"{TAB_KEY}_{button.key}",
        "label": button.label,
        "imageMso": button.icon,
        "size": "large" if button.large else "normal",
        "onAction": sub_of(button),
        "screentip": button.tip,
        "supertip": button.help,
    }
    return "          <button " + " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items()) + "/>"
