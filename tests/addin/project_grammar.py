"""The grammar of a VBA project's dir and PROJECT streams ([MS-OVBA] 2.3.4.2, 2.3.1), read strictly, by other means."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field


class GrammarError(Exception):
    """The stream is not what the specification allows."""


@dataclass
class Cursor:
    """A place in a stream of records."""

    content: bytes
    at: int = 0

    def take(self, number: int, size: int | None = None) -> bytes:
        """Return the content of the record that must stand here, of `size` bytes where that is fixed."""
        found, length = struct.unpack_from("<HI", self.content, self.at)
        if found != number or (size is not None and length != size):
            raise GrammarError(f"record {found:#x} of {length} bytes at {self.at}, expected {number:#x} of {size}")
        self.at += 6 + length
        if self.at > len(self.content):
            raise GrammarError(f"record {number:#x} runs past the end")
        return self.content[self.at - length : self.at]

    def pair(self, number: int, wide: int) -> str:
        """Return a text that stands in the code page and in Unicode; both must say the same."""
        narrow, unicode = self.take(number).decode("cp1252"), self.take(wide).decode("utf-16-le")
        if narrow != unicode:
            raise GrammarError(f"{narrow!r} is not {unicode!r}")
        return narrow

    def next_is(self, number: int) -> bool:
        """Tell whether this record stands here."""
        return self.content[self.at : self.at + 2] == struct.pack("<H", number)


@dataclass
class Dir:
    """What the dir stream says."""

    name: str = ""
    code_page: int = 0
    references: list[str] = field(default_factory=list)
    modules: list[tuple[str, str, int, bool]] = field(default_factory=list)


def read_dir(content: bytes) -> Dir:
    """Return what a dir stream says.

    Raises:
        GrammarError: a record is missing, out of order, of the wrong size, or something follows the last.

    """
    stream, found = Cursor(content), Dir()
    if struct.unpack("<I", stream.take(0x01, 4))[0] not in (0, 1, 2, 3):
        raise GrammarError("system kind")
    if stream.take(0x02, 4) != stream.take(0x14, 4):
        raise GrammarError("languages differ")
    found.code_page = struct.unpack("<H", stream.take(0x03, 2))[0]
    found.name = stream.take(0x04).decode("cp1252")
    if not 1 <= len(found.name) <= 128:
        raise GrammarError("name of the project")
    stream.pair(0x05, 0x40)
    if stream.take(0x06) != stream.take(0x3D):
        raise GrammarError("help files differ")
    stream.take(0x07, 4)
    if stream.take(0x08, 4) != bytes(4):
        raise GrammarError("flags of the library")
    stream.take(0x09, 4)
    stream.at += 2  # the minor version stands outside the record's length
    stream.pair(0x0C, 0x3C)
    while stream.next_is(0x16):
        stream.pair(0x16, 0x3E)
        found.references.append(_registered(stream.take(0x0D)))
    count = struct.unpack("<H", stream.take(0x0F, 2))[0]
    stream.take(0x13, 2)
    found.modules = [_module(stream) for _ in range(count)]
    stream.take(0x10, 0)
    if stream.at != len(content):
        raise GrammarError(f"{len(content) - stream.at} bytes follow the end")
    return found


def _registered(content: bytes) -> str:
    size = struct.unpack_from("<I", content)[0]
    if content[4 + size :] != bytes(6):
        raise GrammarError("end of a reference")
    library = content[4 : 4 + size].decode("cp1252")
    if not re.fullmatch(r"\*\\[GH]\{[0-9A-F-]{36}\}#[0-9A-F]+\.[0-9A-F]+#[0-9A-F]+#[^#]*#[^#]*", library, re.I):
        raise GrammarError(library)
    return library


def _module(stream: Cursor) -> tuple[str, str, int, bool]:
    """Return a module's name, its stream, where its source begins, and whether it is a standard module."""
    name = stream.pair(0x19, 0x47)
    path = stream.pair(0x1A, 0x32)
    stream.pair(0x1C, 0x48)
    offset = struct.unpack("<I", stream.take(0x31, 4))[0]
    stream.take(0x1E, 4)
    stream.take(0x2C, 2)
    standard = stream.next_is(0x21)
    stream.take(0x21 if standard else 0x22, 0)
    stream.take(0x2B, 0)
    return name, path, offset, standard


PROJECT = re.compile(
    r'ID="(?P<id>\{[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}\})"\r\n'
    r"(?P<items>(?:(?:Document=\w+/&H[0-9A-F]{8}|Module=\w+|Class=\w+)\r\n)+)"
    r'Name="(?P<name>\w{1,128})"\r\n'
    r'HelpContextID="-?\d{1,10}"\r\n'
    r'VersionCompatible32="393222000"\r\n'
    r'CMG="(?P<CMG>[0-9A-F]{22,28})"\r\n'
    r'DPB="(?P<DPB>[0-9A-F]{16,})"\r\n'
    r'GC="(?P<GC>[0-9A-F]{16,22})"\r\n'
    r"\r\n"
    r"\[Host Extender Info\]\r\n"
    r"&H00000001=\{3832D640-CF90-11CF-8E43-00A0C911005A\};VBE;&H00000000\r\n"
    r"\r\n"
    r"\[Workspace\]\r\n"
    r"(?P<windows>(?:\w+=-?\d+, -?\d+, -?\d+, -?\d+, [CZI]\r\n)*)"
)


def read_project(text: str) -> dict[str, str]:
    """Return the parts of a PROJECT stream.

    Raises:
        GrammarError: the text does not obey the grammar.

    """
    found = PROJECT.fullmatch(text)
    if not found:
        raise GrammarError(text)
    return found.groupdict()


def shown(hidden: str, identifier: str) -> bytes:
    """Return what stands hidden in CMG, DPB or GC (2.4.3.3).

    Raises:
        GrammarError: the version, the project's key or the length is wrong.

    """
    seed, version, key, *rest = bytes.fromhex(hidden)
    if seed ^ version != 2 or seed ^ key != sum(identifier.encode("cp1252")) & 0xFF:
        raise GrammarError("version or key")
    clear, one, two = seed ^ key, key, version
    plain = []
    for byte in rest:
        clear = byte ^ ((two + clear) & 0xFF)
        two, one = one, byte
        plain.append(clear)
    skipped = (seed & 6) // 2
    (length,) = struct.unpack("<I", bytes(plain[skipped : skipped + 4]))
    content = bytes(plain[skipped + 4 :])
    if len(content) != length:
        raise GrammarError("length")
    return content
