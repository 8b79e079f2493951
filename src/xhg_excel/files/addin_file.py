"""The built or installed Excel add-in as bytes: its configuration sheet read, and the Python it starts written."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from xhg_excel.errors.addin import NotOurAddinError
from xhg_excel.files.ooxml.package import escaped
from xhg_excel.files.ooxml.text_package import TextPackage
from xhg_excel.notice.words.shells.addin_sheets import CONF, CONF_SHEET, INTERPRETER_KEY
from xhg_excel.notice.words.shells.buttons import TAB

_NAME = "xhg_excel.xlam"
_RIBBON_FOLDER = "customUI/"
_ROW = [key for key, _ in CONF].index(INTERPRETER_KEY) + 1
# The cell of the key, and the one beside it once it contains a path.
_CELLS = re.compile(rf'(<c r="A{_ROW}"[^>]*>.*?</c>)(?:<c r="B{_ROW}"(?:[^>]*/>|.*?</c>))?', re.DOTALL)


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
    package = TextPackage(content, _NAME)
    part = package.sheets.get(CONF_SHEET, "")
    if part not in package:
        raise NotOurAddinError(_NAME)
    value = f'<c r="B{_ROW}" t="inlineStr"><is><t xml:space="preserve">{_cell_text(interpreter)}</t></is></c>'
    package[part], found = _CELLS.subn(lambda cells: cells[1] + value, package[part], count=1)
    if not found:
        raise NotOurAddinError(_NAME)
    return package.save()


def _cell_text(text: str) -> str:
    r"""Return a text as a cell stores it; Excel would read `_x0041_` as the letter A (ECMA-376 22.9.2.19).

    >>> _cell_text(r"C:\R&D\_x0041_\python.exe")
    'C:\\R&amp;D\\_x005F_x0041_\\python.exe'
    """
    return escaped(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text))
