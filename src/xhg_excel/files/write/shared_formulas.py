"""Store a formula filled down a column once, and an empty result as a text, as spreadsheet programs do.

XlsxWriter repeats the formula in each cell and writes an empty result as if it were not calculated.
Only the worksheets with such formulas are rewritten; other parts are copied.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import chain

from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.sheets.layout import BookLayout, Fill, Formula, SheetLayout
from xhg_excel.files.ooxml.package import escaped
from xhg_excel.files.ooxml.zip_parts import archive_of, deflated_member, members_of, unpacked

_EMPTY = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(><f>[^<]*</f><v></v></c>)')
_EMPTY_TEXT = rb'\1 t="str"\2'


def share_formulas(content: bytes, book: BookLayout) -> bytes:
    """Return the workbook with each fill of `book` as one shared formula and empty results as texts.

    The archive is written anew in any case: XlsxWriter's says on which system it was made, ours is the same on all.
    """
    members = members_of(content, sys.maxsize)
    for n, sheet in enumerate(book.sheets, start=1):
        if sheet.fills or _has_empty_result(sheet):
            part = f"xl/worksheets/sheet{n}.xml"
            xml = _EMPTY.sub(_EMPTY_TEXT, _share(unpacked(members[part]), sheet.fills))
            members[part] = deflated_member(xml)
    return archive_of(members.items())


def _has_empty_result(sheet: SheetLayout) -> bool:
    """Return whether the result of a formula of the sheet is an empty text."""
    lines = (line for _, line in sheet.cells.lines())
    cells = chain(chain.from_iterable(lines), sheet.merges.values())
    formulas = (cell.content for cell in cells if cell is not None and isinstance(cell.content, Formula))
    return any(formula.value == "" for formula in formulas)


def _share(xml: bytes, fills: Sequence[Fill]) -> bytes:
    """Return a worksheet's XML with each fill as a shared formula (ECMA-376 part 1, 18.3.1.40), numbered in order."""
    if not fills:
        return xml
    by_column: dict[str, list[tuple[int, Fill]]] = {}
    for number, fill in enumerate(fills):
        by_column.setdefault(column_letters(fill.col), []).append((number, fill))

    def replaced(found: re.Match[bytes]) -> bytes:
        row = int(found["row"]) - 1
        for number, fill in by_column[found["column"].decode()]:
            if fill.top <= row < fill.top + len(fill.values):
                return _cell(found, number, fill)
        return found[0]

    columns = "|".join(sorted(by_column, key=len, reverse=True)).encode()
    cell = rb'<c r="(?P<column>%b)(?P<row>\d+)"(?P<look> s="\d+")?[^>]*>' % columns
    return re.sub(cell + rb"(?:<f>(?P<formula>[^<]*)</f>)?<v>[^<]*</v></c>", replaced, xml)


def _cell(found: re.Match[bytes], number: int, fill: Fill) -> bytes:
    """Return one cell of a fill: with the formula in the first row, with the number of the fill in the others."""
    value = fill.values[int(found["row"]) - 1 - fill.top]
    formula = f'<f t="shared" si="{number}"/>'.encode()
    if found["formula"] is not None:
        letters = column_letters(fill.col)
        filled = f"{letters}{fill.top + 1}:{letters}{fill.top + len(fill.values)}"
        formula = f'<f t="shared" ref="{filled}" si="{number}">'.encode() + found["formula"] + b"</f>"
    kind = b' t="str"' if isinstance(value, str) else b""
    start = b'<c r="' + found["column"] + found["row"] + b'"' + (found["look"] or b"") + kind
    return start + b">" + formula + b"<v>" + escaped(str(value)).encode() + b"</v></c>"
