"""Parts of a zip taken out at once are what the standard library takes out, damaged ones among them."""

from __future__ import annotations

import random
import zipfile
import zlib
from io import BytesIO

import pytest

from xhg_excel.files.ooxml.zip_parts import archive_of, deflated_member, plain_member, unpacked

_TEXT = b"<worksheet><sheetData><row/></sheetData></worksheet>" * 40
# What a damaged zip may raise, here and in the library.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def zipped(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("xl/演练.xml", _TEXT)
        archive.writestr("empty.xml", b"")
        archive.writestr("b.xml", _TEXT[::-1])
    return out.getvalue()


def taken_out(content: bytes, by_library: bool) -> list[object]:
    """Return every part, or what kind of fault it showed."""
    found: list[object] = []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for part in archive.infolist():
            try:
                found.append(archive.read(part) if by_library else unpacked(archive, content, part))
            except _DAMAGED:
                found.append("damaged")
    return found


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("before", [b"", b"something before the archive"])
def test_whole_parts(method: int, before: bytes) -> None:
    assert taken_out(before + zipped(method), False) == [_TEXT, b"", _TEXT[::-1]]


def test_damaged_parts() -> None:
    """A part whose bytes are not those of its checksum is never given out."""
    whole, chance = zipped(), random.Random("damaged")
    seen = 0
    for _ in range(2000):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            content[chance.randrange(len(content))] = chance.choice([0, 1, 255, chance.randrange(256)])
        try:
            theirs = taken_out(bytes(content), True)
        except _DAMAGED:
            continue
        ours = taken_out(bytes(content), False)
        seen += "damaged" in theirs
        # The library also holds a part's own header against the list of contents; its bytes are the same either way.
        assert all(mine == its or mine in (_TEXT, b"", _TEXT[::-1]) for mine, its in zip(ours, theirs, strict=True))
    assert seen > 200


def test_a_part_that_is_larger_than_it_says_is_never_unpacked_whole() -> None:
    content = zipped()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = archive.infolist()[0]
        part.file_size = 3

        with pytest.raises(zipfile.BadZipFile):
            unpacked(archive, content, part)


def test_an_archive_of_members_is_read_by_the_library() -> None:
    made = archive_of([("演练.xml", plain_member(_TEXT)), ("b.xml", deflated_member(_TEXT))])

    assert taken_out(made, True) == taken_out(made, False) == [_TEXT, _TEXT]
    assert plain_member(_TEXT, zlib.crc32(_TEXT)) == plain_member(_TEXT)


def test_a_large_part_is_left_to_the_library() -> None:
    """Room for a part is made before it is unpacked: one that only says it is large gets none."""
    content = zipped()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = archive.infolist()[0]
        part.file_size = 1_000_000_000_000

        assert unpacked(archive, content, part) == _TEXT
