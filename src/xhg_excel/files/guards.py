"""A look over a zip before the reader gets it: how large it is unpacked, how far its cells reach, what it hides.

Room: files.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from xhg_excel.core.grid import column_number
from xhg_excel.files.alike_rows import Alike, fold
from xhg_excel.files.archive import archive_of, plain_member
from xhg_excel.files.sheet_xml import far_cell, has_hidden_cells, is_worksheet, misread, parts_by_sheet
from xhg_excel.spec.reading import HOLDS_ENTITIES, NO_WORKSHEET, ODD_VALUE, TOO_MUCH_INFLATED

MOST_CELLS = 20_000_000
_MOST_INFLATED = 300_000_000
# A workbook larger than that unpacked is given to the reader as it is: cutting it would hold it twice.
_MOST_CUT = 20_000_000
# What no reader of values asks for.
_NOT_NEEDED = re.compile(r"(?:docProps|customXml|xl/(?:theme|media|drawings|charts|printerSettings))/.*")
_ENTITY, _CELLS = b"<!ENTITY", b"sheetData"
_REFERENCE = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]*?\br=["\']([A-Z]*)(\d+)["\']')


class UnsafeError(Exception):
    """A file that must not be given to the reader: the finding's code, and its detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Look:
    """What a look over a zip found.

    `hidden` says whether it holds cells that the fast reader shows as blank; `light` is the
    same workbook with runs of rows alike cut to their first; `alike` says by sheet what was cut.
    """

    hidden: bool
    light: bytes
    alike: Mapping[str, Alike]


def look_over(content: bytes, *, closely: bool = False) -> Look:
    """Look over a zip before the reader gets it.

    Closely, every part is unpacked (its size may lie) and every cell's address is read.

    Raises:
        UnsafeError: too large unpacked, cells too far out, entity definitions,
            a sheet that is none, or values the reader would take for others.
        ValueError: (closely) what an ordinary workbook does not hold.

    """
    hidden = False
    seen: dict[str, tuple[bytes, Alike | None]] = {}
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
                _refuse_far_cells(xml, closely=closely)
                if inflated < _MOST_CUT:
                    seen[part.filename] = xml, _ = fold(xml)
                if (odd := misread(xml)) is not None:
                    raise UnsafeError("F01", ODD_VALUE.format(part=part.filename, value=odd))
                hidden = hidden or has_hidden_cells(xml)
        if closely and not any(is_worksheet(part.filename) for part in parts):
            raise ValueError(parts)
        alike = {part: run for part, (_, run) in seen.items() if run is not None}
        if closely or not alike:
            return Look(hidden, content, {})
        by_sheet = {sheet: alike[part] for sheet, part in parts_by_sheet(archive).items() if part in alike}
        return Look(hidden, _light(archive, {part: xml for part, (xml, _) in seen.items()}), by_sheet)


def _light(archive: zipfile.ZipFile, seen: Mapping[str, bytes]) -> bytes:
    """Return a workbook with worksheets as they were seen in place of its own, without what no reader asks for."""
    names = [name for name in dict.fromkeys(archive.namelist()) if not _NOT_NEEDED.fullmatch(name)]
    return archive_of((name, plain_member(seen[name] if name in seen else archive.read(name))) for name in names)


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
        last_col = max(last_col, column_number(letters.decode()) + 1)
    if last_row * last_col > MOST_CELLS:
        raise UnsafeError("F11", f"{last_row}×{last_col}")
