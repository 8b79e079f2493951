"""The dialogs of the toolbar in LibreOffice: choose a folder, type a line."""

from __future__ import annotations

from typing import Any

from xhg_excel.calc.engine.office import Office, path_of

_OK = 1
# com.sun.star.awt.PosSize.POS
_POSITION = 3
# Sizes in the units of LibreOffice's dialogs (a quarter of a letter's width).
_WIDTH, _LINE, _EDGE, _BUTTON = 230, 12, 8, (50, 14)


def ask_folder(office: Office, prompt: str) -> str:
    """Return the folder the user chose; '' after Cancel."""
    picker = office.service("com.sun.star.ui.dialogs.FolderPicker")
    picker.setTitle(prompt)
    picker.setDescription(prompt)
    return path_of(picker.getDirectory()) if picker.execute() == _OK else ""


def ask_text(office: Office, window: Any, title: str, prompt: str) -> str | None:
    """Return the line the user typed into a dialog in the middle of a window; None after Cancel."""
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
