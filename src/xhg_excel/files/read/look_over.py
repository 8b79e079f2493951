"""A look over a zip before the reader gets it: how large it is unpacked, how far its cells reach, what it hides."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Set
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

from xhg_excel.core.model.grid import column_number
from xhg_excel.files.ooxml.package import WORKBOOK, ListedSheet, listed_sheets, rels_of
from xhg_excel.files.ooxml.worksheet_xml import far_cell, has_hidden_cells, is_worksheet, misread, values_only
from xhg_excel.files.ooxml.zip_parts import archive_of, plain_member, unpacked
from xhg_excel.files.read.blank_rows import Alike, fold
from xhg_excel.notice.words.as_written import HOLDS_ENTITIES, NO_WORKSHEET, ODD_VALUE, TOO_MUCH_INFLATED
from xhg_excel.notice.words.check_columns import OWN_LISTS

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
        listed = _listed(archive) if inflated < _MOST_CUT and not closely else []
        asked = [sheet for sheet in listed if not is_own_list(sheet.name, very_hidden=sheet.very_hidden)]
        read = {sheet.part for sheet in asked}
        unread = {sheet.part for sheet in listed} - read
        for part in parts:
            worksheet = is_worksheet(part.filename)
            if part.filename in unread or not (worksheet or closely):
                continue
            xml = unpacked(archive, content, part)
            if _ENTITY in xml[:4096]:
                raise UnsafeError("F32", HOLDS_ENTITIES)
            if worksheet:
                if _CELLS not in xml:  # The reader would take it for an empty sheet.
                    raise UnsafeError("F01", NO_WORKSHEET.format(part=part.filename))
                xml = values_only(xml)
                _refuse_far_cells(xml, closely=closely)
                if part.filename in read:
                    seen[part.filename] = xml, _ = fold(xml)
                if (odd := misread(xml)) is not None:
                    raise UnsafeError("F01", ODD_VALUE.format(part=part.filename, value=odd))
                hidden = hidden or has_hidden_cells(xml)
        if closely and not any(is_worksheet(part.filename) for part in parts):
            raise ValueError(parts)
        if not seen:
            return Look(hidden, content, {})
        runs = {sheet.name: seen[sheet.part][1] for sheet in asked if sheet.part in seen}
        alike = {sheet: run for sheet, run in runs.items() if run is not None}
        return Look(hidden, _light(archive, content, {part: xml for part, (xml, _) in seen.items()}, unread), alike)


def is_own_list(sheet: str, *, very_hidden: bool) -> bool:
    """Tell whether a sheet is one of the template's own lists, which nobody reads; not when somebody has shown it."""
    return very_hidden and sheet in OWN_LISTS


def _listed(archive: zipfile.ZipFile) -> list[ListedSheet]:
    """Return the sheets of a workbook written as usual; none of any other, which the reader gets as it is."""
    try:
        return listed_sheets(archive.read(WORKBOOK), archive.read(rels_of(WORKBOOK)))
    except (KeyError, ValueError, ElementTree.ParseError):
        return []


def _light(archive: zipfile.ZipFile, content: bytes, seen: Mapping[str, bytes], unread: Set[str]) -> bytes:
    """Return a workbook with worksheets as they were seen in place of its own, without what no reader asks for."""
    kept = {part.filename: part for part in archive.infolist() if not _NOT_NEEDED.fullmatch(part.filename)}
    return archive_of(
        (
            name,
            plain_member(seen[name]) if name in seen else plain_member(unpacked(archive, content, part), part.CRC),
        )
        for name, part in kept.items()
        if name not in unread
    )


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
