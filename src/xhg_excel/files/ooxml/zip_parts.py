"""Zips written from parts that are already compressed, without compressing them again."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

# The exceptions of `zipfile` for a zip that is damaged or of an unusual kind.
NO_ZIP = (OSError, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError)
_UTF8_NAMES = 0x800


@dataclass(frozen=True)
class Member:
    """One part as it is stored in an archive: its deflated bytes, and checksum and length of the original ones."""

    packed: bytes
    crc: int
    length: int


def deflated_member(content: bytes) -> Member:
    """Return a part, compressed here."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return Member(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


def archive_of(members: Iterable[tuple[str, Member]]) -> bytes:
    """Return a zip of parts by name, with the date that XlsxWriter gives its parts (1980-01-01).

    APPNOTE.TXT 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
    """
    body, directory = [], []
    offset = count = 0
    for name, member in members:
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8_NAMES
        sizes = (len(member.packed), member.length, len(encoded), 0)
        shared = struct.pack("<HHHHHIIIHH", 20, flags, zipfile.ZIP_DEFLATED, 0, 33, member.crc, *sizes)
        local = b"PK\x03\x04" + shared + encoded
        directory.append(b"PK\x01\x02\x14\x00" + shared + struct.pack("<HHHII", 0, 0, 0, 0x1800000, offset) + encoded)
        body += [local, member.packed]
        offset += len(local) + len(member.packed)
        count += 1
    central = b"".join(directory)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(central), offset, 0)
    return b"".join((*body, central, end))
