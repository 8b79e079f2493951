"""`vbaProject.bin` from sources only ([MS-OVBA]): without compiled code, so every version of Excel compiles its own."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from addin.compound_file import compound_file
from addin.compression import compressed

PROJECT = "XhgExcel"
CODE_PAGE = "cp1252"
# 2.3.4.1: version 0xFFFF and no performance cache, so Excel reads the sources.
_VBA_PROJECT = bytes.fromhex("cc61ffff000100")
_COOKIE = 0xFFFF
_IDENTIFIER = "{20200803-3434-5A47-9C0B-6A0F6E7C2A11}"
# The reference that VBE adds to every new project.
_STDOLE = r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"
_SEED, _DATA_VERSION = 0x58, 2


class Kind(StrEnum):
    """The kind of a module, as the PROJECT stream names it."""

    STANDARD = "Module"
    CLASS = "Class"
    DOCUMENT = "Document"


@dataclass(frozen=True)
class Module:
    """One module; `source` begins with its `Attribute VB_Name` and ends its lines with CRLF."""

    name: str
    source: str
    kind: Kind = Kind.STANDARD

    def __post_init__(self) -> None:
        """Refuse a source that Excel would read differently."""
        if not self.source.isascii() or re.search(r"(?<!\r)\n|\r(?!\n)", self.source):
            raise ValueError(f"{self.name}: ASCII and CRLF only")
        if not self.source.startswith(f'Attribute VB_Name = "{self.name}"\r\n'):
            raise ValueError(f"{self.name}: Attribute VB_Name first")


def vba_project(modules: Sequence[Module]) -> bytes:
    """Return the VBA project of these modules; the same bytes each time."""
    streams = {f"VBA/{m.name}": compressed(m.source.encode(CODE_PAGE)) for m in modules}
    streams["VBA/_VBA_PROJECT"] = _VBA_PROJECT
    streams["VBA/dir"] = compressed(_dir(modules))
    streams["PROJECT"] = _project(modules).encode(CODE_PAGE)
    streams["PROJECTwm"] = _names(modules)
    return compound_file(streams)


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _short(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<H", value))


def _long(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<I", value))


def _twice(number: int, wide_number: int, text: str) -> bytes:
    """Return a text in the project's code page, then in Unicode."""
    return _record(number, text.encode(CODE_PAGE)) + _record(wide_number, text.encode("utf-16-le"))


def _dir(modules: Sequence[Module]) -> bytes:
    """Return the dir stream (2.3.4.2): the project, its references, its modules."""
    project = (
        _long(0x01, 1)  # PROJECTSYSKIND: 32-bit Windows, opened by both
        + _long(0x02, 0x0409)
        + _long(0x14, 0x0409)
        + _short(0x03, 1252)
        + _record(0x04, PROJECT.encode(CODE_PAGE))
        + _twice(0x05, 0x40, "")
        + _record(0x06, b"")
        + _record(0x3D, b"")
        + _long(0x07, 0)
        + _long(0x08, 0)
        + struct.pack("<HIIH", 0x09, 4, 1, 1)  # PROJECTVERSION: its length counts only half of it
        + _twice(0x0C, 0x3C, "")
    )
    library = _STDOLE.encode(CODE_PAGE)
    reference = _twice(0x16, 0x3E, "stdole") + _record(0x0D, struct.pack("<I", len(library)) + library + bytes(6))
    count = _short(0x0F, len(modules)) + _short(0x13, _COOKIE)
    return project + reference + count + b"".join(_dir_module(m) for m in modules) + _record(0x10, b"")


def _dir_module(module: Module) -> bytes:
    return (
        _twice(0x19, 0x47, module.name)
        + _twice(0x1A, 0x32, module.name)
        + _twice(0x1C, 0x48, "")
        + _long(0x31, 0)  # MODULEOFFSET: the stream is only the source
        + _long(0x1E, 0)
        + _short(0x2C, _COOKIE)
        + _record(0x21 if module.kind is Kind.STANDARD else 0x22, b"")
        + _record(0x2B, b"")
    )


def _project(modules: Sequence[Module]) -> str:
    """Return the PROJECT stream (2.3.1): visible in VBE and unprotected."""
    lines = [
        f'ID="{_IDENTIFIER}"',
        *(_item(module) for module in modules),
        f'Name="{PROJECT}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(bytes(4))}"',
        f'DPB="{_encrypted(bytes(1))}"',
        f'GC="{_encrypted(bytes([0xFF]))}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _item(module: Module) -> str:
    return f"{module.kind}={module.name}" + ("/&H00000000" if module.kind is Kind.DOCUMENT else "")


def _encrypted(content: bytes) -> str:
    """Return content encrypted after 2.4.3.2, with a fixed seed and nothing random."""
    key = sum(_IDENTIFIER.encode(CODE_PAGE)) & 0xFF
    out = [_SEED, _SEED ^ _DATA_VERSION, _SEED ^ key]
    clear = key
    for byte in (*bytes((_SEED & 6) // 2), *struct.pack("<I", len(content)), *content):
        out.append(byte ^ (out[-2] + clear & 0xFF))
        clear = byte
    return bytes(out).hex().upper()


def _names(modules: Sequence[Module]) -> bytes:
    """Return the PROJECTwm stream (2.3.3): names in the code page beside names in Unicode."""
    pairs = (m.name.encode(CODE_PAGE) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return b"".join(pairs) + b"\0\0"
