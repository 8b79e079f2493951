"""The add-in's file: sheets from XlsxWriter, the VBA project and the ribbon; the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from addin.callbacks import prompt_key, ribbon
from addin.stubs import Function
from addin.vba_project import Kind, Module
from xhg_excel.notice.words.shells.addin_sheets import CONF, CONF_SHEET, FUNCTIONS_SHEET, TEXTS, TEXTS_SHEET
from xhg_excel.notice.words.shells.buttons import BUTTONS, TAB
from xhg_excel.notice.words.shells.functions import CATEGORY, FUNCTIONS

WORKBOOK_MODULE = "ThisWorkbook"
RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_MACRO_BOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_WORKBOOK_BASE, _SHEET_BASE = "0{00020819-0000-0000-C000-000000000046}", "0{00020820-0000-0000-C000-000000000046}"
_CREATED = datetime(2020, 8, 3)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_WIDTHS = (24, 60, 24, 40)

Rows = Sequence[Sequence[str]]


def sheets(functions: Sequence[Function]) -> dict[str, tuple[str, Rows]]:
    """Return the add-in's sheets: for each the name of its module, and its rows."""
    texts = [("title", TAB), *TEXTS.items(), *((prompt_key(b), b.prompt) for b in BUTTONS if b.prompt)]
    # XhgDescribe reads up to the first empty cell: an argument without help gets its name.
    help_rows = [(f.name, FUNCTIONS[f.name].help, CATEGORY, *(a.doc or a.name for a in f.arguments)) for f in functions]
    return {
        CONF_SHEET: ("XhgConf", CONF),
        TEXTS_SHEET: ("XhgTextRows", texts),
        FUNCTIONS_SHEET: ("XhgFunctionRows", help_rows),
    }


def document_module(name: str, code: str = "") -> Module:
    """Return the module of the workbook, or of the sheet with this code name."""
    base = _WORKBOOK_BASE if name == WORKBOOK_MODULE else _SHEET_BASE
    flags = ("GlobalNameSpace = False", "Creatable = False", "PredeclaredId = True", "Exposed = True",
             "TemplateDerived = False", "Customizable = True")  # fmt: skip
    lines = [f'Attribute VB_Name = "{name}"', f'Attribute VB_Base = "{base}"', *(f"Attribute VB_{f}" for f in flags)]
    return Module(name, "".join(f"{line}\r\n" for line in lines) + code, Kind.DOCUMENT)


def packed(project: bytes, functions: Sequence[Function]) -> bytes:
    """Return the add-in's bytes.

    Args:
        project: `vbaProject.bin`, with a module for the workbook and for each sheet.
        functions: the functions on the sheet of function help.

    """
    parts = _workbook_parts(project, functions)
    parts["[Content_Types].xml"] = _once(parts["[Content_Types].xml"], _MACRO_BOOK, _ADDIN)
    relation = f'<Relationship Id="xhgRibbon" Type="{_RIBBON_TYPE}" Target="{RIBBON_PART}"/>'.encode()
    parts["_rels/.rels"] = _once(parts["_rels/.rels"], b"</Relationships>", relation + b"</Relationships>")
    parts[RIBBON_PART] = ribbon().encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            # Stored, not deflated: another zlib would compress the same parts to other bytes.
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.create_system = _UNIX
            archive.writestr(info, content)
    return out.getvalue()


def _workbook_parts(project: bytes, functions: Sequence[Function]) -> dict[str, bytes]:
    content = BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": TAB, "created": _CREATED})
    workbook.set_vba_name(WORKBOOK_MODULE)
    workbook.add_vba_project(BytesIO(project), True)
    for name, (module, rows) in sheets(functions).items():
        sheet = workbook.add_worksheet(name)
        sheet.set_vba_name(module)
        for col, width in enumerate(_WIDTHS):
            sheet.set_column(col, col, width)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    workbook.close()
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _once(content: bytes, found: bytes, instead: bytes) -> bytes:
    if content.count(found) != 1:
        raise ValueError(f"{found!r} occurs {content.count(found)} times")
    return content.replace(found, instead)
