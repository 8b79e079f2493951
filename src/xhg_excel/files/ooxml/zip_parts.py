"""Zips taken apart into members that stay compressed, and written from such members."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

# The exceptions of `zipfile` for a zip that is damaged or of an unusual kind.
NO_ZIP = (OSError, zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError)
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
# The date that XlsxWriter gives its parts: 1980-01-01.
_DATE = 33
_LOCAL_HEADER = 30


@dataclass(frozen=True)
class Member:
    """One part as it is stored in an archive: its packed bytes, and checksum and length of the original ones."""

    packed: bytes
    crc: int
    length: int
    method: int = zipfile.ZIP_DEFLATED


def deflated_member(content: bytes) -> Member:
    """Return a part, compressed here."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return Member(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


def members_of(content: bytes, most_bytes: int) -> dict[str, Member]:
    """Return the members of a zip by name, in their order, still compressed; folders are left out.

    Names have forward slashes, none in front, and are UTF-8 also where the zip does not state it.

    Raises:
        zipfile.BadZipFile: damaged, encrypted, a name twice (also in another case), or the lengths it
            states sum to more than `most_bytes`.

    """
    found: dict[str, Member] = {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    for info in infos:
        if info.flag_bits & _ENCRYPTED or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile(info.filename)
        found[part_name(info)] = Member(_packed(content, info), info.CRC, info.file_size, info.compress_type)
    # ECMA-376 part 2, 6.2.2.3: part names are equal whatever their case; which one of two is read differs by program.
    if len({name.lower() for name in found}) != len(infos) or sum(info.file_size for info in infos) > most_bytes:
        raise zipfile.BadZipFile(len(infos))
    return found


def part_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member: with forward slashes, none in front, as UTF-8 where it is."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAMES and not name.isascii():
        try:
            name = name.encode("cp437").decode()
        except UnicodeError:
            name = info.orig_filename
    return name.replace("\\", "/").lstrip("/")


def _packed(content: bytes, info: zipfile.ZipInfo) -> bytes:
    start = packed_start(content, info)
    return content[start : start + info.compress_size]


def packed_start(content: bytes, info: zipfile.ZipInfo) -> int:
    """Return where a member's packed bytes begin (APPNOTE.TXT 4.3.7: its local header has lengths of its own)."""
    header = content[info.header_offset : info.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile(info.filename)
    name, extra = struct.unpack("<HH", header[26:])
    return int(info.header_offset + _LOCAL_HEADER + name + extra)


def unpacked(member: Member) -> bytes:
    """Return the original bytes of a member; never more than its stated length.

    Raises:
        zipfile.BadZipFile: they have another length or checksum than stated.

    """
    if member.method == zipfile.ZIP_STORED:
        content = member.packed
    else:
        try:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(member.packed, member.length + 1)
        except zlib.error as error:
            raise zipfile.BadZipFile(str(error)) from error
    if len(content) != member.length or zlib.crc32(content) != member.crc:
        raise zipfile.BadZipFile(member.length)
    return content


def archive_of(members: Iterable[tuple[str, Member]]) -> bytes:
    """Return a zip of parts by name; all have one date, so that equal parts give equal bytes.

    APPNOTE.TXT 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
    """
    body, directory = [], []
    offset = count = 0
    for name, member in members:
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8_NAMES
        sizes = (len(member.packed), member.length, len(encoded), 0)
        shared = struct.pack("<HHHHHIIIHH", 20, flags, member.method, 0, _DATE, member.crc, *sizes)
        local = b"PK\x03\x04" + shared + encoded
        directory.append(b"PK\x01\x02\x14\x00" + shared + struct.pack("<HHHII", 0, 0, 0, 0x1800000, offset) + encoded)
        body += [local, member.packed]
        offset += len(local) + len(member.packed)
        count += 1
    central = b"".join(directory)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(central), offset, 0)
    return b"".join((*body, central, end))
