"""Build LibreOffice's extension: `python addin/calc/build.py` writes `addin/xhg_excel.oxt`."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from xhg_excel import __version__
from xhg_excel.notice.words.shells.buttons import GROUPS
from xhg_excel.notice.words.shells.calc import (
    COMPONENT_TEXTS,
    EXPLAIN,
    EXPLAIN_LABEL,
    EXTENSION_DESCRIPTION,
    EXTENSION_FILE,
    EXTENSION_ID,
    EXTENSION_TITLE,
    MENU_TITLE,
    PROTOCOL,
    TEXTS_MEMBER,
)

HERE = Path(__file__).resolve().parent
EXTENSION_PATH = HERE.parent / EXTENSION_FILE
COMPONENT = "xhg_calc.py"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ROOT = (
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}" oor:package="{package}">'
    "{body}</oor:component-data>\n"
)
# The earliest date a zip can hold, so that the same sources give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def _prop(name: str, value: str, *, kind: str = "", language: bool = False) -> str:
    typed = f' oor:type="{kind}"' if kind else ""
    tagged = ' xml:lang="en-US"' if language else ""
    return f'<prop oor:name="{name}"{typed}><value{tagged}>{escape(value)}</value></prop>'


def _node(name: str, body: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">{body}</node>'


def _entry(key: str, title: str) -> str:
    return (
        _prop("Context", _CALC, kind="xs:string")
        + _prop("URL", f"{PROTOCOL}{key}", kind="xs:string")
        + _prop("Title", title, language=True)
        + _prop("Target", "_self", kind="xs:string")
    )


def _entries(title: str) -> Iterator[str]:
    """Yield the body of every entry in order, with separators between groups; `title` is a format for its label."""
    for number, group in enumerate(GROUPS):
        if number:
            yield _prop("URL", "private:separator", kind="xs:string")
        yield from (_entry(button.key, title.format(label=button.label, tip=button.tip)) for button in group.buttons)


def _numbered(bodies: Iterable[str]) -> str:
    return "".join(_node(f"b{number:02}", body) for number, body in enumerate(bodies))


def addons() -> str:
    """Return the toolbar and the menu."""
    buttons, menu_entries = _numbered(_entries("{label}")), [*_entries(MENU_TITLE), _entry(EXPLAIN, EXPLAIN_LABEL)]
    title = _prop("Title", EXTENSION_TITLE, language=True)
    menu = (
        _prop("Context", _CALC, kind="xs:string") + title + f'<node oor:name="Submenu">{_numbered(menu_entries)}</node>'
    )
    ui = (
        f'<node oor:name="OfficeToolBar">{_node("xhg_excel.toolbar", buttons)}</node>'
        f'<node oor:name="OfficeMenuBar">{_node("xhg_excel.menu", menu)}</node>'
    )
    body = f'<node oor:name="AddonUI">{ui}</node>'
    return _HEAD + _ROOT.format(name="Addons", package="org.openoffice.Office", body=body)


def toolbar_state() -> str:
    """Return the toolbar's name and position in Calc's window."""
    state = (
        _prop("UIName", EXTENSION_TITLE, language=True)
        + _prop("Docked", "true")
        + _prop("DockingArea", "0")
        + _prop("DockPos", "0,3")
        + _prop("Visible", "true")
    )
    name = "private:resource/toolbar/addon_xhg_excel.toolbar"
    body = f'<node oor:name="UIElements"><node oor:name="States">{_node(name, state)}</node></node>'
    return _HEAD + _ROOT.format(name="CalcWindowState", package="org.openoffice.Office.UI", body=body)


def protocol() -> str:
    """Return which commands the component handles."""
    body = f'<node oor:name="HandlerSet">{_node("xhg_excel.calc.Buttons", _prop("Protocols", PROTOCOL + "*"))}</node>'
    return _HEAD + _ROOT.format(name="ProtocolHandler", package="org.openoffice.Office", body=body)


def description() -> str:
    """Return the entry in LibreOffice's list of extensions."""
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<identifier value="{EXTENSION_ID}"/><version value="{__version__}"/>'
        f'<display-name><name lang="zh">{EXTENSION_TITLE}</name></display-name>'
        f'<extension-description><src lang="zh" xlink:href="description.txt"/></extension-description>'
        '<dependencies><lo:LibreOffice-minimal-version xmlns:lo="http://libreoffice.org/extensions/description/2011" '
        'value="7.0" lo:name="LibreOffice 7.0"/></dependencies></description>\n'
    )


def manifest() -> str:
    """Return the media type of each member."""
    data = "application/vnd.sun.star.configuration-data"
    kinds = {
        "Addons.xcu": data,
        "CalcWindowState.xcu": data,
        "ProtocolHandler.xcu": data,
        COMPONENT: "application/vnd.sun.star.uno-component;type=Python",
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in kinds.items()
    )
    return f'{_HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">{entries}</manifest:manifest>\n'


def members() -> dict[str, str]:
    """Return the text of every member by its name."""
    return {
        "META-INF/manifest.xml": manifest(),
        "description.xml": description(),
        "description.txt": f"{EXTENSION_DESCRIPTION}\n",
        "Addons.xcu": addons(),
        "CalcWindowState.xcu": toolbar_state(),
        "ProtocolHandler.xcu": protocol(),
        COMPONENT: (HERE / COMPONENT).read_text("utf-8"),
        TEXTS_MEMBER: json.dumps(COMPONENT_TEXTS, ensure_ascii=False, indent=1) + "\n",
    }


def built() -> bytes:
    """Return the extension, byte for byte the same each time: members are stored, not deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in members().items():
            member = zipfile.ZipInfo(name, _DATE)
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, text.encode())
    return out.getvalue()


if __name__ == "__main__":
    EXTENSION_PATH.write_bytes(built())
    sys.stdout.write(f"{EXTENSION_PATH.name}: {EXTENSION_PATH.stat().st_size} bytes\n")
