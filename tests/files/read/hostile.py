"""Files that damage, hang or kill a reader, each made by hand."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import xlsxwriter

from tests.xlsb import row_of, write_xlsb
from xhg_excel.core.model.grid import Grid

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(cell: str = "A1", value: object = "x") -> bytes:
    """Return a small workbook with one cell."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write("A1", 1)
    sheet.write(cell, value)
    book.close()
    return out.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a small workbook with one part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook())) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in archive.namelist():
            content = archive.read(part)
            made.writestr(part, change(content) if part == name else content)
    return out.getvalue()


def far_cell(path: Path) -> None:
    path.write_bytes(workbook("XFD1048576", " "))


def far_cell_out_of_order(path: Path) -> None:
    """A far row first and the dimension a lie: a guard that reads the last row only is fooled."""
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path.write_bytes(
        with_part("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + row))
    )


def far_cell_in_xlsb(path: Path) -> None:
    """No guard looks into .xlsb: the reader dies of it."""
    write_xlsb([Grid("s", [["a"]])], path)
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    end = parts["xl/worksheets/sheet1.bin"].rindex(b"\x92\x01\x00")
    sheet = parts["xl/worksheets/sheet1.bin"]
    parts["xl/worksheets/sheet1.bin"] = sheet[:end] + row_of(1048575, [None] * 16383 + ["x"]) + sheet[end:]
    with zipfile.ZipFile(path, "w") as made:
        for part, content in parts.items():
            made.writestr(part, content)


def zip_bomb(path: Path) -> None:
    """A worksheet of 400 MB of blanks in 400 KB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, zipfile.ZipFile(BytesIO(workbook())) as archive:
        for part in archive.namelist():
            if part != "xl/worksheets/sheet1.xml":
                made.writestr(part, archive.read(part))
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            block = b" " * 10_000_000
            for _ in range(40):
                out.write(block)


def entity_bomb(path: Path) -> None:
    lol = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    head = b'<!DOCTYPE x [<!ENTITY l0 "lol">' + lol + b"]>"
    path.write_bytes(
        with_part("xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<worksheet", head + b"<worksheet", xml, count=1))
    )


def truncated(path: Path) -> None:
    path.write_bytes(workbook()[:2000])


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(5000))


def folder(path: Path) -> None:
    path.mkdir()
    (path / "readme.txt").write_text("x")


def password(path: Path) -> None:
    path.write_bytes(_OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)


def broken_xls(path: Path) -> None:
    path.write_bytes(_OLE + random.Random(2).randbytes(4096))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_sheets(path: Path) -> None:
    path.write_bytes(with_part("xl/workbook.xml", lambda _: b"<workbook/>"))


def random_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + random.Random(3).randbytes(9000))


def wrong_extension(path: Path) -> None:
    openpyxl.Workbook().save(path.with_suffix(".zip"))
    path.with_suffix(".zip").replace(path)


def binary_csv(path: Path) -> None:
    path.write_bytes(random.Random(4).randbytes(5000))


def _first_cell(cell: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: re.sub(rb'<c r="A1".*?</c>', lambda _: cell, xml)


def split_number(path: Path) -> None:
    """15000 with a comment in it is valid XML; the reader would make 15 of it."""
    path.write_bytes(with_part("xl/worksheets/sheet1.xml", _first_cell(b"<c r='A1'><v>15<!-- x -->000</v></c>")))


def number_in_references(path: Path) -> None:
    """The reader would show a blank cell."""
    path.write_bytes(with_part("xl/worksheets/sheet1.xml", _first_cell(b"<c r='A1'><v>&#49;5</v></c>")))


def text_of_no_number(path: Path) -> None:
    """The reader would show the first text of the workbook."""
    path.write_bytes(with_part("xl/worksheets/sheet1.xml", _first_cell(b'<c r="A1" t="s"><v>-1</v></c>')))


def no_worksheet(path: Path) -> None:
    """The reader would take it for an empty sheet."""
    path.write_bytes(with_part("xl/worksheets/sheet1.xml", lambda _: b"<theme/>"))


# Maker, file name, and the one code that is found.
HOSTILE: tuple[tuple[Callable[[Path], None], str, str], ...] = (
    (far_cell, "far.xlsx", "F11"),
    (far_cell_out_of_order, "order.xlsx", "F11"),
    (far_cell_in_xlsb, "far.xlsb", "F31"),
    (zip_bomb, "bomb.xlsx", "F32"),
    (entity_bomb, "entity.xlsx", "F32"),
    (truncated, "cut.xlsx", "F01"),
    (picture, "picture.xlsx", "F04"),
    (folder, "folder.xlsx", "F27"),
    (password, "password.xlsx", "F02"),
    (broken_xls, "broken.xls", "F01"),
    (empty, "empty.xlsx", "F03"),
    (no_sheets, "nosheets.xlsx", "F03"),
    (random_zip, "noise.xlsx", "F01"),
    (binary_csv, "binary.csv", "F33"),
    (split_number, "split.xlsx", "F01"),
    (number_in_references, "references.xlsx", "F01"),
    (text_of_no_number, "index.xlsx", "F01"),
    (no_worksheet, "none.xlsx", "F01"),
)
