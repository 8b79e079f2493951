"""Check an .xlsx before calamine parses it: unpacked size, used range, cells that calamine would return as blank."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.core.model.grid import column_number
from xhg_excel.files.looks.sheet import BookFacts
from xhg_excel.files.looks.workbook import facts_of
from xhg_excel.files.ooxml.package import WORKBOOK, listed_sheets, rels_of
from xhg_excel.files.ooxml.worksheet_xml import far_cell, has_blanked_cells, is_worksheet, misread_value, up_to_cells
from xhg_excel.notice.words import as_written as words
from xhg_excel.notice.words.check_columns import OWN_LISTS

MOST_CELLS = 20_000_000
_MOST_INFLATED = 300_000_000
# The list of sheets of a larger workbook is not parsed here: ElementTree needs ten times its size in memory.
_MOST_LISTED = 20_000_000
_ENTITY, _CELLS = b"<!ENTITY", b"sheetData"
_REFERENCE = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^<>]*?\br=["\']([A-Z]*)(\d+)["\']')


class UnsafeError(Exception):
    """A file that calamine must not parse: the code of the finding, and its detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


@dataclass
class Prechecked:
    """What was found in a workbook that calamine does not report.

    Attributes:
        is_xlsx: whether it has worksheets in XML.
        has_blanked: whether it contains cells that calamine returns as blank.
        facts: what parts beside the worksheets tell about how cells look.
        odd: the XML, down to the end of its cells, of each worksheet part that may contain cells whose value is
            not what one sees.
    """

    is_xlsx: bool = False
    has_blanked: bool = False
    facts: BookFacts = field(default_factory=BookFacts)
    odd: dict[str, bytes] = field(default_factory=dict)


def precheck(content: bytes, *, thorough: bool = False) -> Prechecked:
    """Return what calamine will not report of a workbook; raise if it must not be parsed.

    A thorough check unpacks every part, because the sizes that a zip states may be wrong, and reads
    the address of every cell. It is for files that are then parsed in this process.

    Raises:
        UnsafeError: too large when unpacked, cells too far out, entity definitions, a worksheet part
            without cells, or values that calamine would return as other values.
        ValueError: (thorough) something that an ordinary workbook does not contain.

    """
    checked = Prechecked()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        checked.is_xlsx = any(is_worksheet(part.filename) for part in parts)
        inflated = sum(part.file_size for part in parts)
        if inflated > _MOST_INFLATED:
            raise UnsafeError("F32", words.TOO_MUCH_INFLATED.format(size=inflated // 1_000_000))
        checked.facts = _facts(archive)
        unread = _own_list_parts(archive) if inflated < _MOST_LISTED and not thorough else set()
        for part in parts:
            worksheet = is_worksheet(part.filename)
            if part.filename in unread or not (worksheet or thorough):
                continue
            xml = archive.read(part)
            if _ENTITY in xml[:4096]:
                raise UnsafeError("F32", words.HOLDS_ENTITIES)
            if worksheet:
                if _CELLS not in xml:  # calamine would take it for an empty sheet
                    raise UnsafeError("F01", words.NO_WORKSHEET.format(part=part.filename))
                xml = up_to_cells(xml)
                _refuse_far_cells(xml, thorough=thorough)
                if (misread := misread_value(xml)) is not None:
                    cell, value = misread
                    raise UnsafeError("F01", words.ODD_VALUE.format(part=part.filename, cell=cell, value=value))
                checked.has_blanked = checked.has_blanked or has_blanked_cells(xml)
                if checked.facts.may_differ(xml):
                    checked.odd[part.filename] = xml
        if thorough and not checked.is_xlsx:
            raise ValueError(parts)
    return checked


def _facts(archive: zipfile.ZipFile) -> BookFacts:
    try:
        return facts_of(archive)
    except (ValueError, ElementTree.ParseError) as error:
        raise UnsafeError("F01", words.ODD_STYLES) from error


def is_own_list(sheet: str, *, very_hidden: bool) -> bool:
    """Return whether a sheet is one of the template's own lists, which are not read; one made visible is read."""
    return very_hidden and sheet in OWN_LISTS


def _own_list_parts(archive: zipfile.ZipFile) -> set[str]:
    """Return the parts of the template's own lists, unless another sheet uses the same part."""
    try:
        listed = listed_sheets(archive.read(WORKBOOK), archive.read(rels_of(WORKBOOK)))
    except (KeyError, ValueError, ElementTree.ParseError):
        return set()
    own = {sheet.part for sheet in listed if is_own_list(sheet.name, very_hidden=sheet.very_hidden)}
    return own - {sheet.part for sheet in listed if not is_own_list(sheet.name, very_hidden=sheet.very_hidden)}


def _refuse_far_cells(xml: bytes, *, thorough: bool) -> None:
    if (address := far_cell(xml, MOST_CELLS)) is not None:
        raise UnsafeError("F11", address)
    if thorough:
        if b"<sheetData" not in xml:
            raise ValueError(xml[:80])
        _refuse_large_range(xml)


def _refuse_large_range(xml: bytes) -> None:
    """Refuse a used range of more than `MOST_CELLS`, in whatever order the cells stand."""
    last_row = last_col = 0
    for letters, digits in _REFERENCE.findall(xml):
        last_row = max(last_row, int(digits))
        last_col = max(last_col, column_number(letters.decode()) + 1)
    if last_row * last_col > MOST_CELLS:
        raise UnsafeError("F11", f"{last_row}×{last_col}")
