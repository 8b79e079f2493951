"""Rows read once give the same grid as rows read one by one, whatever somebody did to the XML near them."""

from __future__ import annotations

import random
import re
from pathlib import Path
from xml.etree import ElementTree

from tests.fuzz.corpus import write_corpus
from tests.fuzz.mutate import packed, unpacked
from xhg_excel.files.ooxml.worksheet_xml import is_worksheet
from xhg_excel.files.read.blank_rows import UnlikeError
from xhg_excel.files.read.look_over import UnsafeError, look_over
from xhg_excel.files.read.read_file import _fast_grids

_PUT_IN = (
    b'<c r="A9"><v>7</v></c>', b"<v>3</v>", b' t="s"', b' s="3"', b'<row r="4"/>', b"</row>", b"<c/>", b' r="A1"',
)  # fmt: skip
_BEFORE = (b"<c ", b"</c>", b' s="', b"<v>", b"<row ")


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Return a workbook with up to three places changed before the end of the rows of one long sheet."""
    parts = unpacked(content)
    long = [name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name) and len(parts[name]) > 50_000]
    name = chance.choice(long)
    xml = parts[name]
    for _ in range(chance.randint(1, 3)):
        end = xml.rfind(b"</sheetData>")
        at = chance.randrange(end - chance.choice([300, 2000, 20_000, 45_000]), end)
        if chance.random() < 0.5:
            xml = xml[:at] + re.sub(rb"[0-9A-Z]", lambda _: chance.choice([b"0", b"9", b"A"]), xml[at:], count=1)
        elif (found := xml.find(chance.choice(_BEFORE), at, end)) > 0:
            xml = xml[:found] + chance.choice(_PUT_IN) + xml[found:]
    return packed({**parts, name: xml})


def cells(content: bytes) -> object:
    """Return every value as it is read plainly, or how the reader failed."""
    try:
        return [(grid.sheet, [list(row) for row in grid.rows]) for grid in _fast_grids(content)]
    except Exception as error:  # noqa: BLE001  # the reader's own words
        return type(error).__name__


def is_broken(content: bytes) -> bool:
    """Tell whether the XML of a sheet is none: Excel would not open it either."""
    try:
        for name, xml in unpacked(content).items():
            if is_worksheet(name):
                ElementTree.fromstring(xml)  # noqa: S314  # our own bytes
    except ElementTree.ParseError:
        return True
    return False


def test_spoilt_rows_read_the_same(tmp_path: Path) -> None:
    chance = random.Random("alike")
    corpus = [content for content in write_corpus(tmp_path).values() if len(content) > 25_000]
    spared = 0
    for _ in range(120):
        content = spoilt(chance.choice(corpus), chance)
        try:
            look = look_over(content)
        except UnsafeError:
            continue
        spared += bool(look.alike)
        found = cells(look.light)
        if not isinstance(found, list) and is_broken(content):
            continue  # Refused, where the reader would have gone on past the end of the cells.
        try:
            whole = [
                (sheet, [list(row) for row in (look.alike[sheet].unfold(rows) if sheet in look.alike else rows)])
                for sheet, rows in (found if isinstance(found, list) else [])
            ]
        except UnlikeError:
            continue

        assert repr(whole or found) == repr(cells(content))
    assert spared > 30
