"""A look over a zip before the reader gets it: how large it is unpacked, how far its cells reach, what it hides.

Room: files.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from xhg_excel.files.sheet_xml import far_cell, has_hidden_cells, is_worksheet, misread
from xhg_excel.spec.reading import HOLDS_ENTITIES, NO_WORKSHEET, ODD_VALUE, TOO_MUCH_INFLATED

MOST_CELLS = 20_000_000
_MOST_INFLATED = 300_000_000
_ENTITY, _CELLS = b"<!ENTITY", b"sheetData"
_REFERENCE = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]*?\br=["\']([A-Z]*)(\d+)["\']')


class UnsafeError(Exception):
    """A file that must not be given to the reader: the finding's code, and its detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


def look_over(content: bytes, *, closely: bool = False) -> bool:
    """Tell whether a zip holds cells that the fast reader shows as blank.

    Closely, every part is unpacked (its size may lie) and every cell's address is read.

    Raises:
        UnsafeError: too large unpacked, cells too far out, entity definitions,
            a sheet that is none, or values the reader would take for others.
        ValueError: (closely) what an ordinary workbook does not hold.

    """
    hidden = False
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        inflated = sum(part.file_size for part in parts)
        if inflated > _MOST_INFLATED:
            raise UnsafeError("F32", TOO_MUCH_INFLATED.format(size=inflated // 1_000_000))
        for part in parts:
            worksheet = is_worksheet(part.filename)
            if not worksheet and not closely:
                continue
            xml = archive.read(part)
            if _ENTITY in xml[:4096]:
                raise UnsafeError("F32", HOLDS_ENTITIES)
            if worksheet:
                if _CELLS not in xml:  # The reader would take it for an empty sheet.
                    raise UnsafeError("F01", NO_WORKSHEET.format(part=part.filename))
                if (odd := misread(xml)) is not None:
                    raise UnsafeError("F01", ODD_VALUE.format(part=part.filename, value=odd))
                _refuse_far_cells(xml, closely=closely)
                hidden = hidden or has_hidden_cells(xml)
        if closely and not any(is_worksheet(part.filename) for part in parts):
            raise ValueError(parts)
    return hidden


def _refuse_far_cells(xml: bytes, *, closely: bool) -> None:
    if (reach := far_cell(xml, MOST_CELLS)) is not None:
        raise UnsafeError("F11", reach)
    if closely:
        if b"<sheetData" not in xml:
            raise ValueError(xml[:80])
        _reach(xml)


def _reach(xml: bytes) -> None:
    """Refuse a rectangle of cells beyond all reason, whatever order they stand in."""
    last_row = last_col = 0
    for letters, digits in _REFERENCE.findall(xml):
        last_row = max(last_row, int(digits))
        col = 0
        for letter in letters:
            col = col * 26 + letter - 64
        last_col = max(last_col, col)
    if last_row * last_col > MOST_CELLS:
        raise UnsafeError("F11", f"{last_row}×{last_col}")
