"""Zips put together from parts as they are, compressed or not, without packing anything anew."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import deflate

# What unpacking a damaged or odd zip raises.
NO_ZIP = (OSError, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError)
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1
# A part's own header; the last two are how long its name and its further facts are.
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
# A part that says it is larger is left to the library, which gives out memory only as it unpacks.
_MOST_AT_ONCE = 20_000_000


@dataclass(frozen=True)
class Member:
    """One part as an archive holds it: its bytes, checksum, length unpacked, and whether they are deflated."""

    packed: bytes
    crc: int
    length: int
    method: int = zipfile.ZIP_DEFLATED


def plain_member(content: bytes, crc: int | None = None) -> Member:
    """Return a part that is not compressed; its checksum is made when it is not known."""
    return Member(content, zlib.crc32(content) if crc is None else crc, len(content), zipfile.ZIP_STORED)


def deflated_member(content: bytes) -> Member:
    """Return a part compressed as usual."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return Member(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


def unpacked(archive: zipfile.ZipFile, content: bytes, part: zipfile.ZipInfo) -> bytes:
    """Return a part of the zip that `content` is, as `archive.read` does: in one piece when nothing is odd about it.

    Raises:
        zipfile.BadZipFile: it is damaged; and whatever else `ZipFile.read` raises.

    """
    head = content[part.header_offset : part.header_offset + _LOCAL.size]
    usual = part.compress_type == zipfile.ZIP_DEFLATED and not part.flag_bits & _ENCRYPTED
    if usual and len(head) == _LOCAL.size and part.file_size <= _MOST_AT_ONCE:
        *_, name, extra = _LOCAL.unpack(head)
        start = part.header_offset + _LOCAL.size + name + extra
        try:
            whole = deflate.deflate_decompress(content[start : start + part.compress_size], part.file_size)
        except deflate.DeflateError:  # damaged, or larger than it says: the library tells which
            return archive.read(part)
        if len(whole) == part.file_size and deflate.crc32(whole) == part.CRC:
            return bytes(whole)
    return archive.read(part)


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
