"""The compressed container in which a VBA project stores its sources ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

from collections.abc import Iterator

_CHUNK = 4096
_SIGNATURE = 0x01
_MARK = 0b011 << 12
_COMPRESSED = 1 << 15
_LEAST_COPY = 3


def compressed(content: bytes) -> bytes:
    """Return the content as a compressed container; the same bytes for the same content."""
    chunks = (content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK))
    return bytes([_SIGNATURE]) + b"".join(_chunk(chunk) for chunk in chunks)


def _chunk(chunk: bytes) -> bytes:
    tokens = b"".join(_sequences(chunk))
    if len(tokens) >= _CHUNK and len(chunk) == _CHUNK:
        return _header(_CHUNK, 0) + chunk  # 2.4.1.3.10: what does not shrink is stored as it is
    if len(tokens) > _CHUNK:
        raise ValueError("a last chunk that grows has no compressed form")
    return _header(len(tokens), _COMPRESSED) + tokens


def _header(size: int, flag: int) -> bytes:
    return ((size + 2 - 3) | _MARK | flag).to_bytes(2, "little")


def _sequences(chunk: bytes) -> Iterator[bytes]:
    """Yield groups of at most eight tokens, each after a flag byte with a bit for every copy token."""
    flags = 0
    group: list[bytes] = []
    for token in _tokens(chunk):
        flags |= (len(token) == 2) << len(group)
        group.append(token)
        if len(group) == 8:
            yield bytes([flags]) + b"".join(group)
            flags, group = 0, []
    if group:
        yield bytes([flags]) + b"".join(group)


def _tokens(chunk: bytes) -> Iterator[bytes]:
    """Yield one byte for a literal, two for a copy of earlier bytes."""
    seen: dict[bytes, list[int]] = {}
    at = 0
    while at < len(chunk):
        offset, length = _longest(chunk, at, seen.get(chunk[at : at + _LEAST_COPY], []))
        step = length or 1
        yield _copy_token(at, offset, length) if length else chunk[at : at + 1]
        for passed in range(at, at + step):
            seen.setdefault(chunk[passed : passed + _LEAST_COPY], []).append(passed)
        at += step


def _longest(chunk: bytes, at: int, candidates: list[int]) -> tuple[int, int]:
    """Return the offset and length of the longest earlier match, the nearest of equals; 0, 0 without one."""
    limit = min(_most(at), len(chunk) - at)
    best = (0, 0)
    for start in reversed(candidates):
        length = _LEAST_COPY
        while length < limit and chunk[start + length] == chunk[at + length]:
            length += 1
        if limit >= _LEAST_COPY and length > best[1]:
            best = (at - start, length)
    return best


def _offset_bits(at: int) -> int:
    """Return how many bits of a copy token are its offset, at this position of the chunk (2.4.1.3.19.1)."""
    return max((at - 1).bit_length(), 4)


def _most(at: int) -> int:
    return (0xFFFF >> _offset_bits(at)) + _LEAST_COPY if at else 0


def _copy_token(at: int, offset: int, length: int) -> bytes:
    token = (offset - 1) << (16 - _offset_bits(at)) | (length - _LEAST_COPY)
    return token.to_bytes(2, "little")
