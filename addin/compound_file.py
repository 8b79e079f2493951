"""A compound file ([MS-CFB] version 3), written from its streams; the same bytes each time."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_HEADER_PLACES = 109
_UNKNOWN, _STORAGE, _STREAM, _ROOT = 0, 1, 2, 5
_RED, _BLACK = 0, 1


@dataclass
class _Entry:
    """One entry of the directory, 128 bytes (2.6.1)."""

    name: str
    kind: int
    content: bytes = b""
    children: list[int] = field(default_factory=list)
    colour: int = _BLACK
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0" if self.name else b""
        links = struct.pack("<BBIII", self.kind, self.colour, self.left, self.right, self.child)
        return name.ljust(64, b"\0") + struct.pack("<H", len(name)) + links + bytes(36) + self._place()

    def _place(self) -> bytes:
        return struct.pack("<IQ", self.start, self.size)


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return the compound file with these streams, given by path, at most one storage deep (`VBA/dir`).

    Times and class identifiers are zero, so equal streams give equal bytes.
    """
    entries = _directory(streams)
    mini = b"".join(_filled(e.content, _MINI) for e in entries if e.kind == _STREAM and len(e.content) < _CUTOFF)
    mini_chain = _place_small(entries)
    body: list[bytes] = []
    fat: list[int] = []
    for entry in entries:
        if entry.kind == _STREAM and len(entry.content) >= _CUTOFF:
            entry.start, entry.size = _append(body, fat, entry.content), len(entry.content)
    entries[0].start, entries[0].size = _append(body, fat, mini), len(mini)
    mini_at = _append(body, fat, _numbers(mini_chain))
    directory = b"".join(e.packed() for e in entries)
    directory_at = _append(body, fat, directory + _Entry("", _UNKNOWN, colour=_RED).packed() * (-len(entries) % 4))
    mini_sectors = len(_filled(_numbers(mini_chain), _SECTOR)) // _SECTOR
    return _header(fat, directory_at, (mini_at, mini_sectors)) + b"".join(body) + _fat_sectors(fat)


def _directory(streams: Mapping[str, bytes]) -> list[_Entry]:
    """Return the entries, the root first; the children of each storage form a sorted tree."""
    entries = [_Entry("Root Entry", _ROOT)]
    storages = {"": 0}
    for path, content in streams.items():
        storage, _, name = path.rpartition("/")
        if storage not in storages:
            storages[storage] = len(entries)
            entries[0].children.append(len(entries))
            entries.append(_Entry(storage, _STORAGE))
        entries[storages[storage]].children.append(len(entries))
        entries.append(_Entry(name, _STREAM, content))
    for at in storages.values():
        order = sorted(entries[at].children, key=lambda child: _order(entries[child].name))
        entries[at].child = _tree(entries, order, len(order).bit_length())
        if order:
            entries[entries[at].child].colour = _BLACK
    return entries


def _order(name: str) -> tuple[int, str]:
    """Return the sort key of a name: its length, then its upper case (2.6.4)."""
    return len(name), name.upper()


def _tree(entries: list[_Entry], order: Sequence[int], levels: int) -> int:
    """Link `order` as a balanced tree, black except the last level when it is not full; return its root (2.6.4)."""
    if not order:
        return _FREE
    middle = len(order) // 2
    top = entries[order[middle]]
    top.colour = _RED if levels == 1 else _BLACK
    top.left = _tree(entries, order[:middle], levels - 1)
    top.right = _tree(entries, order[middle + 1 :], levels - 1)
    return order[middle]


def _place_small(entries: list[_Entry]) -> list[int]:
    """Set the position of small streams in the mini stream; return its allocation table."""
    chain: list[int] = []
    for entry in entries:
        if entry.kind == _STREAM and len(entry.content) < _CUTOFF:
            entry.start = len(chain) if entry.content else _END
            entry.size = len(entry.content)
            chain.extend(_chained(len(chain), -(-len(entry.content) // _MINI)))
    return chain


def _append(body: list[bytes], fat: list[int], content: bytes) -> int:
    """Append `content` as sectors; return the number of the first."""
    start = len(fat)
    fat.extend(_chained(start, -(-len(content) // _SECTOR)))
    body.append(_filled(content, _SECTOR))
    return start if content else _END


def _chained(start: int, count: int) -> Iterator[int]:
    yield from range(start + 1, start + count)
    if count:
        yield _END


def _filled(content: bytes, unit: int) -> bytes:
    return content + bytes(-len(content) % unit)


def _numbers(numbers: Sequence[int]) -> bytes:
    """Return an allocation table, padded to whole sectors with free entries."""
    padded = [*numbers, *[_FREE] * (-len(numbers) % (_SECTOR // 4))]
    return struct.pack(f"<{len(padded)}I", *padded)


def _fat_count(sectors: int) -> int:
    """Return how many sectors the table needs, which lists its own sectors too."""
    count = 1
    while count * (_SECTOR // 4) < sectors + count:
        count += 1
    if count > _HEADER_PLACES:
        raise ValueError("a VBA project of more than 6 MB")
    return count


def _fat_sectors(fat: list[int]) -> bytes:
    return _numbers([*fat, *[_FAT] * _fat_count(len(fat))])


def _header(fat: list[int], directory: int, mini: tuple[int, int]) -> bytes:
    count = _fat_count(len(fat))
    places = [*range(len(fat), len(fat) + count), *[_FREE] * (_HEADER_PLACES - count)]
    return (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, count, directory, 0, _CUTOFF, *mini, _END, 0)
        + struct.pack(f"<{_HEADER_PLACES}I", *places)
    )
