"""Records of .xlsb and .xls: errors that the reader drops, odd styles, hidden rows and columns."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from xhg_excel.core.model.grid import Grid, a1
from xhg_excel.files.looks.records import SheetRecords, records_of_xls, workbook_stream
from xhg_excel.files.looks.workbook import with_other_looks
from xhg_excel.notice.words.looks import Look

GRID = Grid("一", [["是", 3.0, None], ["否", 5.0, 7.0]])


def told(grid: Grid) -> tuple[list[list[object]], dict[str, Look]]:
    return [list(row) for row in grid.rows], {a1(*at): look for at, look in grid.looks.items()}


# ---- .xlsb


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 0x7F | 0x80, len(body) >> 7])
    return head + size + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row_of(number: int, *, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + bytes(5))


XLSB_STYLES = b"".join([
    record(43, struct.pack("<HH", 220, 0)), record(43, struct.pack("<HH", 220, 8)),
    record(44, struct.pack("<H", 170) + wide('0"万"')),
    record(47, struct.pack("<HHH", 0, 170, 1)),  # a style that is no cell's
    record(617), *(record(47, struct.pack("<HHH", 0, code, font)) for code, font in ((0, 0), (0, 1), (170, 0), (0, 9))),
    record(618),
])  # fmt: skip
XLSB_SHEET = b"".join([
    record(60, struct.pack("<IIIIH", 2, 2, 0, 0, 1)), record(60, struct.pack("<IIIIH", 0, 1, 0, 0, 0)),
    row_of(0), record(6, struct.pack("<II", 0, 1) + wide("是")), record(5, struct.pack("<IId", 1, 2, 3.0)),
    record(11, struct.pack("<IIB", 2, 0, 42)),
    row_of(1, hidden=True), record(3, struct.pack("<IIB", 4, 0, 99)),
])  # fmt: skip


def xlsb(sheet: bytes, styles: bytes | None) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        rels = '<R xmlns="x"><a Id="r1" Target="worksheets/sheet1.bin"/><a Id="r2" Target="lost.bin"/></R>'
        archive.writestr("xl/_rels/workbook.bin.rels", rels)
        listed = (record(156, bytes(8) + wide(key) + wide(name)) for key, name in (("r1", "一"), ("r2", "二")))
        archive.writestr("xl/workbook.bin", b"".join(listed))
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        if styles is not None:
            archive.writestr("xl/styles.bin", styles)
    return packed.getvalue()


def test_an_xlsb_tells_errors_odd_styles_and_what_is_hidden() -> None:
    (grid,) = with_other_looks(xlsb(XLSB_SHEET, XLSB_STYLES), [GRID])

    assert told(grid) == (
        [["是", 3.0, "#N/A"], ["否", 5.0, 7.0, None, "#UNKNOWN!"]],
        {
            "A1": Look.STRUCK,
            "B1": Look.SCALED_FORMAT,
            "A2": Look.HIDDEN_ROW,
            "B2": Look.HIDDEN_ROW,
            "C2": Look.HIDDEN_ROW,
        },
    )


def test_an_xlsb_with_nothing_odd_and_a_sheet_elsewhere_stay_as_they_are() -> None:
    grids = [GRID, Grid("别处", [["是"]])]

    assert with_other_looks(xlsb(row_of(0) + record(6, struct.pack("<II", 0, 1) + wide("是")), None), grids) == grids


def test_a_large_number_of_columns_or_a_damaged_record_is_refused() -> None:
    far = row_of(1_048_575) + record(3, struct.pack("<IIB", 16_383, 0, 7))
    for content in (xlsb(far, None), xlsb(b"\x03\x80", None), xlsb(b"\x0b\x01\x00", None)):
        with pytest.raises(ValueError, match=r".*"):
            with_other_looks(content, [GRID])


# ---- .xls


def biff(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def short(text: str) -> bytes:
    return bytes([1]) + text.encode("utf-16-le")


def xls_stream() -> bytes:
    fonts = [biff(0x31, struct.pack("<HH", 220, 8 if n == 5 else 0) + bytes(10)) for n in (0, 1, 2, 3, 5)]
    xfs = [biff(0xE0, struct.pack("<HH", font, code) + bytes(16)) for font, code in ((0, 0), (5, 0), (0, 170), (0, 9))]
    sheet = b"".join([
        biff(0x809, bytes(16)),
        biff(0x7D, struct.pack("<HHHHH", 2, 2, 0, 0, 1)), biff(0x7D, struct.pack("<HHHHH", 0, 0, 0, 0, 0)),
        biff(0x208, struct.pack("<HHHHHHI", 1, 0, 3, 300, 0, 0, 0x20)), biff(0x208, struct.pack("<HHHHHHI", 0, 0, 3, 300, 0, 0, 0)),
        biff(0xFD, struct.pack("<HHHI", 0, 0, 1, 0)), biff(0xBD, struct.pack("<HHHIHIH", 0, 1, 2, 0, 0, 0, 2)),
        biff(0x205, struct.pack("<HHHBB", 2, 0, 0, 7, 1)), biff(0x205, struct.pack("<HHHBB", 2, 1, 0, 1, 0)),
        biff(0x06, struct.pack("<HHH", 2, 2, 0) + b"\x02\x00\x2a\x00\x00\x00\xff\xff" + bytes(8)),
        biff(0x06, struct.pack("<HHHd", 2, 3, 3, 0.5) + bytes(8)),
        biff(0x0A), b"\x00",
    ])  # fmt: skip
    head = [biff(0x809, bytes(16)), *fonts, biff(0x41E, struct.pack("<HH", 170, 4) + short('0"万"')[:9]), *xfs]
    size = sum(map(len, head)) + len(biff(0x85, bytes(7) + short("一"))) + len(biff(0x0A))
    bound = biff(0x85, struct.pack("<IBBB", size, 0, 0, 1) + short("一"))
    return b"".join([*head, bound, biff(0x0A)]) + sheet


def compound(stream: bytes, *, more_tables: bool = False) -> bytes:
    """Return a compound file with one stream: small ones in 64-byte sectors, as every program writes them."""
    last, free = 0xFFFFFFFE, 0xFFFFFFFF
    is_small = len(stream) < 4096
    data = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    count = len(data) // 512
    # Sectors: 0 the table, 1 the directory, 2 the small table, 3 … the data, then a list of further tables.
    fat = [0xFFFFFFFD, last, last, *range(4, 3 + count), last]
    table = struct.pack("<128I", *(fat + [free] * 128)[:128])
    small = struct.pack("<128I", *([*range(1, 8 * count), last] + [free] * 128)[:128])

    def entry(name: str, start: int, size: int) -> bytes:
        encoded = (name + "\0").encode("utf-16-le")
        return encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + bytes(50) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 3, len(data)) + entry("Workbook", 0 if is_small else 3, len(stream)) + bytes(256)
    tables = [free] * 109 if more_tables else [0] + [free] * 108
    further, listed = ((3 + count, 1), struct.pack("<128I", 0, *[free] * 127)) if more_tables else ((last, 0), b"")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIII4xIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 4096, 2, 1, *further)
    )
    return header + struct.pack("<109I", *tables) + table + directory + small + data + listed


@pytest.mark.parametrize("more_tables", [False, True])
@pytest.mark.parametrize("size", [100, 4095, 4096, 9000])
def test_the_stream_of_a_workbook_is_found_in_a_small_and_a_large_file(size: int, more_tables: bool) -> None:
    stream = bytes(n % 251 for n in range(size))

    assert workbook_stream(compound(stream, more_tables=more_tables)) == stream


def test_an_xls_tells_errors_odd_styles_and_what_is_hidden() -> None:
    grid = Grid("一", [["是", 3.0, 4.0], ["否", 5.0, 7.0], [None, True, None, 0.5]])

    (found,) = with_other_looks(compound(xls_stream()), [grid])

    assert told(found) == (
        [["是", 3.0, 4.0], ["否", 5.0, 7.0], ["#DIV/0!", True, "#N/A", 0.5]],
        {
            "A1": Look.STRUCK,
            "B1": Look.SCALED_FORMAT,
            "C1": Look.HIDDEN_COLUMN,
            "A2": Look.HIDDEN_ROW,
            "B2": Look.HIDDEN_ROW,
            "C2": Look.HIDDEN_ROW,
            "D3": Look.SCALED_FORMAT,
        },
    )


def test_a_compound_file_without_a_workbook_or_going_in_circles_is_refused() -> None:
    for content in (b"\xd0\xcf\x11\xe0", compound(b"x" * 100).replace("Workbook".encode("utf-16-le"), bytes(16))):
        with pytest.raises(ValueError, match=r".*"):
            with_other_looks(content, [GRID])
    assert records_of_xls(compound(b"\0" * 6)) == {}
    assert SheetRecords() == SheetRecords()


def test_sectors_in_a_circle_are_read_once() -> None:
    content = bytearray(compound(b"x" * 9000))
    content[512 + 4 * 5 : 512 + 4 * 6] = struct.pack("<I", 3)

    assert len(workbook_stream(bytes(content))) == 3 * 512
