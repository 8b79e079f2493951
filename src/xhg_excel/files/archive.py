"""Zips put together from parts as they are, compressed or not, without packing anything anew.

Room: files.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_UTF8_NAMES = 0x800


@dataclass(frozen=True)
class Member:
    """One part as an archive holds it: its bytes, checksum, length unpacked, and whether they are deflated."""

    packed: bytes
    crc: int
    length: int
    method: int = zipfile.ZIP_DEFLATED


def plain_member(content: bytes) -> Member:
    """Return a part that is not compressed."""
    return Member(content, zlib.crc32(content), len(content), zipfile.ZIP_STORED)


def deflated_member(content: bytes) -> Member:
    """Return a part compressed as usual."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return Member(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


def archive_of(members: Iterable[tuple[str, Member]]) -> bytes:
    """Return a zip of parts by name, dated as XlsxWriter dates them."""
    body, index = [], []
    at = count = 0
    for name, member in members:
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8_NAMES
        facts = struct.pack(
            "<HHHHHIIIHH",
            20,
            flags,
            member.method,
            0,
            33,
            member.crc,
            len(member.packed),
            member.length,
            len(encoded),
            0,
        )
        local = b"PK\x03\x04" + facts + encoded
        index.append(b"PK\x01\x02\x14\x00" + facts + struct.pack("<HHHII", 0, 0, 0, 0x1800000, at) + encoded)
        body += [local, member.packed]
        at += len(local) + len(member.packed)
        count += 1
    central = b"".join(index)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(central), at, 0)
    return b"".join((*body, central, end))
