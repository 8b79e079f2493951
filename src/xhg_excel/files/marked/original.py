"""The sender's file inside its marked copy: the bytes that marking changed, and how to put the file together again.

A zip is its members' packed bytes and what stands between them. The copy has the packed bytes of the
members that marking left alone, so one part of its own carries only the rest: what stood between, and the
packed bytes of the changed members. The relationship of that part has a type that no program knows, so
that one which saves the copy drops it (ECMA-376 part 1, 9.1.8: such parts may be ignored).
"""

from __future__ import annotations

import json
import struct
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from xhg_excel.files.ooxml.package import MOST_INFLATED, Package
from xhg_excel.files.ooxml.zip_parts import NO_ZIP, archive_of, deflated_member, packed_start, part_name

PART = "xhg/original.bin"
_KIND = "urn:xhg-excel:original"
_TYPE = "application/octet-stream"
_LONGEST_HEAD = 10_000_000


class DamagedOriginalError(ValueError):
    """The carried bytes do not give back the file whose hash stands beside them."""


@dataclass(frozen=True)
class _Head:
    """How a file is put together: (own bytes, then a member's packed ones), and the hashes of it and of its copy."""

    pieces: list[tuple[int, str]]
    original: str
    copy: str


def with_original(copy: Package, base: bytes) -> bytes:
    """Return a marked copy that carries the file it was made of.

    Args:
        copy: the marked package, made from `base`; the part is declared in it.
        base: the file that `unmark` is to give back.
    """
    copy.relate("", _KIND, PART, "rIdXhgOriginal")
    copy.declare(PART, _TYPE)
    saved = copy.save()
    pieces, rest, at = [], [], 0
    with zipfile.ZipFile(BytesIO(base)) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    for info in infos:
        part, start = part_name(info), packed_start(base, info)
        # Entries that overlap are carried whole: a part may be used once.
        if start >= at and not info.is_dir() and part in copy and copy.member(part) is not None:
            pieces.append((start - at, part))
            rest.append(base[at:start])
            at = start + info.compress_size
    rest.append(base[at:])
    head = _Head(pieces, sha256(base).hexdigest(), sha256(saved[: _directory(saved)]).hexdigest())
    carried = json.dumps(head.__dict__).encode() + b"\n" + b"".join(rest)
    members = [(part, copy.member(part) or deflated_member(copy.content_of(part))) for part in copy]
    return archive_of([*members, (PART, deflated_member(carried))])


def _directory(archive: bytes) -> int:
    """Return where the central directory of an archive of ours begins: after all members."""
    return int(struct.unpack("<I", archive[-6:-2])[0])


def original_of(copy: Package) -> bytes | None:
    """Return the file that a marked copy was made of; None if it carries none, or was changed since.

    Raises:
        DamagedOriginalError: the copy was not changed, but the part in it was.
    """
    if PART not in copy:
        return None
    try:
        with zipfile.ZipFile(BytesIO(copy.content)) as archive:
            last = archive.infolist()[-1]
        head, _, rest = copy.content_of(PART).partition(b"\n")
        asked = _Head(**json.loads(head[:_LONGEST_HEAD]))
        if part_name(last) != PART or sha256(copy.content[: last.header_offset]).hexdigest() != asked.copy:
            return None
        return _put_together(copy, asked, rest)
    except (*NO_ZIP, TypeError, RecursionError, AttributeError, KeyError) as error:
        raise DamagedOriginalError(copy.name) from error


def _put_together(copy: Package, head: _Head, rest: bytes) -> bytes:
    parts = [part for _, part in head.pieces]
    # Each member once, so that no few bytes ask for gigabytes.
    if len(set(parts)) != len(parts) or len(rest) + len(copy.content) > MOST_INFLATED:
        raise DamagedOriginalError(copy.name)
    found, at = [], 0
    for length, part in head.pieces:
        member = copy.member(part)
        if member is None or length < 0:
            raise DamagedOriginalError(copy.name)
        found += [rest[at : at + length], member.packed]
        at += length
    whole = b"".join([*found, rest[at:]])
    if sha256(whole).hexdigest() != head.original:
        raise DamagedOriginalError(copy.name)
    return whole


def drop_original(package: Package) -> bool:
    """Remove the carried part from a package; return whether there was one."""
    for relation in package.relations(""):
        if relation.kind == _KIND:
            package.unrelate("", relation.key)
    found = PART in package
    package.drop(PART)
    return found
