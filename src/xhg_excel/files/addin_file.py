"""The built or installed Excel add-in as bytes: its configuration sheet read, and the Python it starts written."""

from __future__ import annotations

import zipfile
from io import BytesIO

from xhg_excel.errors.addin import NotOurAddinError
from xhg_excel.files.ooxml.package import Package
from xhg_excel.files.ooxml.xml_tree import add, attribute, cell_text, elements, made, remove
from xhg_excel.notice.words.shells.addin_sheets import CONF, CONF_SHEET, INTERPRETER_KEY
from xhg_excel.notice.words.shells.buttons import TAB

_NAME = "xhg_excel.xlam"
_RIBBON_FOLDER = "customUI/"
_ROW = [key for key, _ in CONF].index(INTERPRETER_KEY) + 1
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def addin_settings(content: bytes) -> dict[str, str] | None:
    """Return the configuration of an add-in by key; None when the file is damaged or not ours.

    Ours is a file whose ribbon has our tab and which has a configuration sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            ribbons = [archive.read(n).decode("utf-8") for n in archive.namelist() if n.startswith(_RIBBON_FOLDER)]
        if not any(TAB in ribbon for ribbon in ribbons):
            return None
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            rows = workbook.get_sheet_by_name(CONF_SHEET).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, UnicodeDecodeError, OSError):
        return None
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1}


def with_interpreter(content: bytes, interpreter: str) -> bytes:
    """Return the add-in with the absolute path of a `python.exe` in its configuration; the same bytes each time.

    Only the one cell is edited. A path set before is replaced, so an installed file can be given another Python.

    Args:
        content: the add-in as built, or as returned before.
        interpreter: any text; spaces, `&` and Chinese are kept.

    Raises:
        NotOurAddinError: the file has no such sheet or cell.

    """
    package = Package(content, _NAME)
    part = package.sheets.get(CONF_SHEET, "")
    if part not in package:
        raise NotOurAddinError(_NAME)
    root = package.tree(part)
    cells = {attribute(cell, "r"): cell for cell in elements(root, "c")}
    key = cells.get(f"A{_ROW}")
    if key is None:
        raise NotOurAddinError(_NAME)
    if (before := cells.get(f"B{_ROW}")) is not None:
        remove(before)
    value = made(key, "c", {"r": f"B{_ROW}", "t": "inlineStr"})
    add(add(value, "is"), "t", {_SPACE: "preserve"}, cell_text(interpreter))
    key.addnext(value)
    package.replace(part, root)
    return package.save()
