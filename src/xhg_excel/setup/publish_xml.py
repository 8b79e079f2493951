"""WPS' list of add-ins, `publish.xml`: our line is added, replaced or removed; every other byte stays as it is.

The file is parsed by expat, which gives the place of each element; a document type declaration is refused, so there
are no entities. The result is parsed again before it is used: ours is in it once or not at all, the others as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape  # xml.sax would load urllib
from typing import Any
from xml.parsers import expat

from xhg_excel.errors.wps import PublishListError

ROOT, LINE = "jsplugins", "jsplugin"
_NEW = f"<{ROOT}>\n</{ROOT}>\n".encode()
_MOST_BYTES = 1_000_000


@dataclass
class _Found:
    """Elements of the list: the attributes of each, and the places (first byte, byte after the last) of ours."""

    others: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    ours: list[tuple[int, int]] = field(default_factory=list)
    attributes: Mapping[str, str] | None = None
    root_start: int = 0
    root_end: int = 0


def line_of(content: bytes, name: str) -> Mapping[str, str] | None:
    """Return the attributes of the add-in of a name; None when it is not listed.

    Raises:
        PublishListError: the file is not such a list.
    """
    return _parsed(content, name).attributes


def with_line(content: bytes, attributes: Mapping[str, str]) -> bytes:
    """Return a list (b"" for none yet) with an add-in, in the place of its earlier line or as the last.

    Raises:
        PublishListError: the file is not such a list, or would not be one afterwards.
    """
    name, before = attributes["name"], content or _NEW
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    line = f"<{LINE}{written}/>".encode()
    found = _parsed(before, name)
    if found.ours:
        start, end = found.ours[0]
        after = _without(before[:start] + line + before[end:], found.ours[1:], len(line) - (end - start))
    else:
        after = _put_in(before, found, b"  " + line + b"\n")
    return _checked(before, after, name, attributes)


def without_line(content: bytes, name: str) -> bytes:
    """Return a list without the add-in of a name.

    Raises:
        PublishListError: the file is not such a list.
    """
    found = _parsed(content, name)
    return _checked(content, _without(content, found.ours, 0), name, None)


def _without(content: bytes, places: list[tuple[int, int]], shift: int) -> bytes:
    """Return a list without some elements, each with its line where nothing else stands on that."""
    for start, end in reversed([(start + shift, end + shift) for start, end in places]):
        head, tail = content[:start].rstrip(b" \t"), content[end:]
        rest = tail.lstrip(b" \t\r")
        is_alone = head.endswith(b"\n") and rest.startswith(b"\n")
        content = head + rest[1:] if is_alone else content[:start] + tail
    return content


def _put_in(content: bytes, found: _Found, line: bytes) -> bytes:
    tag = _after_tag(content, found.root_start)
    if not _is_empty(content, tag):
        return content[: found.root_end] + line + content[found.root_end :]
    return content[: tag - 2].rstrip() + b">\n" + line + f"</{ROOT}>".encode() + content[tag:]


def _checked(before: bytes, after: bytes, name: str, attributes: Mapping[str, str] | None) -> bytes:
    old, new = _parsed(before, name), _parsed(after, name)
    if new.others != old.others or new.attributes != attributes or len(new.ours) != (attributes is not None):
        raise PublishListError("others")
    return after


def _parsed(content: bytes, name: str) -> _Found:
    if len(content) > _MOST_BYTES:
        raise PublishListError("size")
    found = _Found()
    parser: Any = expat.ParserCreate()  # its handlers have no types
    path: list[str] = []
    open_at: list[int] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not path:
            if tag != ROOT:
                raise PublishListError(tag)
            found.root_start = parser.CurrentByteIndex
        path.append(tag)
        if path == [ROOT, LINE] and attributes.get("name") == name:
            open_at.append(parser.CurrentByteIndex)
            found.attributes = found.attributes or attributes
        else:
            found.others.append(("/".join(path), attributes))

    def end(_tag: str) -> None:
        at = parser.CurrentByteIndex
        if len(path) == 2 and open_at:
            begun = open_at.pop()
            tag = _after_tag(content, begun)
            # `<jsplugin …/>` ends where its tag does.
            found.ours.append((begun, tag if _is_empty(content, tag) else _after_tag(content, at)))
        if len(path) == 1:
            found.root_end = at
        path.pop()

    def refuse(*_: object) -> None:
        raise PublishListError("DOCTYPE")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise PublishListError(str(error)) from error
    return found


def _is_empty(content: bytes, after: int) -> bool:
    """Return whether the tag that ends there is that of an empty element."""
    return content[after - 2 : after] == b"/>"


def _after_tag(content: bytes, start: int) -> int:
    """Return the byte after a tag: `>` inside quotes does not end it."""
    quote = 0
    for at in range(start, len(content)):
        byte = content[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == ord(">"):
            return at + 1
    return len(content)
