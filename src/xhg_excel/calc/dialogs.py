"""What a user is shown and asked in LibreOffice: message boxes, a folder, digits."""

from __future__ import annotations

from typing import Any

from xhg_excel.calc.office import Office, enum, path_of, url_of

# com.sun.star.awt.MessageBoxButtons, and what each answer is called in xlwings.
_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_OK = 1
# com.sun.star.awt.PosSize.POS
_POSITION = 3
# Sizes in the units of LibreOffice's dialogs (a quarter of a letter's width).
_WIDTH, _LINE, _EDGE, _BUTTON = 230, 12, 8, (50, 14)


def message_box(office: Office, window: Any, words: tuple[str, str], buttons: str = "ok", failed: bool = False) -> str:
    """Show title and text over a window; return the answer by xlwings' name."""
    kind = enum("awt.MessageBoxType", "ERRORBOX" if failed else "INFOBOX" if buttons == "ok" else "QUERYBOX")
    toolkit = office.service("com.sun.star.awt.Toolkit")
    box = toolkit.createMessageBox(window, kind, _BUTTONS[buttons], *words)
    try:
        return _ANSWERS.get(box.execute(), "ok")
    finally:
        box.dispose()


def ask_folder(office: Office, prompt: str, start: str = "") -> str:
    """Let the user choose a folder; '' when the user gave up."""
    picker = office.service("com.sun.star.ui.dialogs.FolderPicker")
    picker.setTitle(prompt)
    picker.setDescription(prompt)
    if start:
        picker.setDisplayDirectory(url_of(start))
    return path_of(picker.getDirectory()) if picker.execute() == _OK else ""


def ask_text(office: Office, window: Any, title: str, prompt: str) -> str | None:
    """Let the user type a line, in the middle of a window; None when the user gave up."""
    model = office.service("com.sun.star.awt.UnoControlDialogModel")
    lines = 3
    model.Title, model.Width = title, _WIDTH
    model.Height = _EDGE * 4 + _LINE * (lines + 1) + _BUTTON[1]
    top = _EDGE
    _add(model, "FixedText", "prompt", (_EDGE, top, _WIDTH - 2 * _EDGE, _LINE * lines), Label=prompt, MultiLine=True)
    top += _LINE * lines + _EDGE
    _add(model, "Edit", "answer", (_EDGE, top, _WIDTH - 2 * _EDGE, _LINE))
    top += _LINE + _EDGE
    for offset, (name, kind) in enumerate((("cancel", 2), ("ok", 1)), start=1):
        left = _WIDTH - offset * (_BUTTON[0] + _EDGE)
        _add(model, "Button", name, (left, top, *_BUTTON), PushButtonType=kind, DefaultButton=kind == 1)
    dialog = office.service("com.sun.star.awt.UnoControlDialog")
    dialog.setModel(model)
    dialog.createPeer(office.service("com.sun.star.awt.Toolkit"), window)
    over, own = window.getPosSize(), dialog.getPosSize()
    dialog.setPosSize((over.Width - own.Width) // 2, (over.Height - own.Height) // 2, 0, 0, _POSITION)
    try:
        return str(dialog.getControl("answer").getText()) if dialog.execute() == _OK else None
    finally:
        dialog.dispose()


def _add(model: Any, kind: str, name: str, place: tuple[int, int, int, int], **members: Any) -> None:
    part = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
    part.Name = name
    part.PositionX, part.PositionY, part.Width, part.Height = place
    for member, value in members.items():
        setattr(part, member, value)
    model.insertByName(name, part)
