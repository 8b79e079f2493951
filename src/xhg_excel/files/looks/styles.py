"""Cell styles of an .xlsx (xl/styles.xml) under which one sees something else than the value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from xml.etree import ElementTree

from xhg_excel.files.looks.number_format import BUILT_IN, look_of
from xhg_excel.files.ooxml.package import local_name, plain_xml
from xhg_excel.notice.words.looks import GENERAL, Look

T = TypeVar("T")
_MOST_STYLES_BYTES = 5_000_000
_WHITE, _BLACK = 0xFFFFFF, 0x000000
# Colours that differ less than this in red, green and blue cannot be told apart.
_SAME_COLOUR = 24
# 18.8.27: the first eight of the 64 indexed colours, which are repeated as the next eight.
_INDEXED = (0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF)
_AUTO_FRONT, _AUTO_BACK = 64, 65
_NO = ("0", "false", "none")
# A value of each kind that a format may treat in its own way.
_SAMPLES = (3000.0, -3.0, 0.0, "a")


@dataclass(frozen=True)
class CellStyle:
    """What a style does to the values of its cells."""

    is_struck: bool
    is_invisible: bool
    code: str

    @property
    def is_odd(self) -> bool:
        """Whether there are values that one does not see under this style."""
        return any(self.look(value) for value in _SAMPLES)

    def look(self, value: float | str) -> Look | None:
        """Return why one does not see a value under this style; None when one sees it."""
        if self.is_struck:
            return Look.STRUCK
        return Look.INVISIBLE_TEXT if self.is_invisible else look_of(self.code, value)


@lru_cache(maxsize=8)
def odd_styles(styles: bytes) -> Mapping[int, CellStyle]:
    """Return by number the styles under which one does not see every value; most workbooks have none.

    Raises:
        ValueError: the XML has a document type declaration, or is too large.
        ElementTree.ParseError: it is no XML.
    """
    if len(styles) > _MOST_STYLES_BYTES:
        raise ValueError(len(styles))
    root = ElementTree.fromstring(plain_xml(styles))  # noqa: S314  # it has no DTD, so no entities
    parts = {local_name(part.tag): part for part in root}
    fonts = [_Font.of(font) for font in parts.get("fonts", ())]
    backs = [_background(fill) for fill in parts.get("fills", ())]
    codes = BUILT_IN | {
        _number(format_, "numFmtId"): format_.get("formatCode", "") for format_ in parts.get("numFmts", ())
    }
    found = {}
    for number, xf in enumerate(parts.get("cellXfs", ())):
        font = _at(fonts, _number(xf, "fontId"))
        style = CellStyle(
            font is not None and font.is_struck,
            font is not None and _same(font.colour, _at(backs, _number(xf, "fillId"))),
            codes.get(_number(xf, "numFmtId")) or GENERAL[1],
        )
        if style.is_odd:
            found[number] = style
    return found


@dataclass(frozen=True)
class _Font:
    is_struck: bool
    colour: int | None

    @classmethod
    def of(cls, font: ElementTree.Element) -> _Font:
        parts = {local_name(part.tag): part for part in font}
        colour = parts.get("color")
        return cls(is_on(parts.get("strike")), _BLACK if colour is None else colour_of(colour))


def is_on(tag: ElementTree.Element | None) -> bool:
    """Return whether a property such as `<strike/>` is there and not switched off."""
    return tag is not None and tag.get("val", "1") not in _NO


def colour_of(colour: ElementTree.Element) -> int | None:
    """Return a colour as 0xRRGGBB; None for one of the theme's own, or an unknown one."""
    if colour.get("auto") in ("1", "true"):
        return _BLACK
    if stated := colour.get("rgb", ""):
        try:
            return int(stated[-6:], 16)
        except ValueError:
            return None
    if (theme := colour.get("theme")) is not None:
        # 20.1.6.2: the first two are background and text of the window, nearly always white and black.
        plain = {"0": _WHITE, "1": _BLACK}.get(theme)
        return plain if not colour.get("tint") or plain is None else _tinted(plain, colour.get("tint", ""))
    indexed = _number(colour, "indexed")
    return {_AUTO_FRONT: _BLACK, _AUTO_BACK: _WHITE}.get(indexed, _at(_INDEXED * 2, indexed))


def _tinted(plain: int, tint: str) -> int | None:
    """Return white made darker or black made lighter (18.8.19)."""
    try:
        share = float(tint)
    except ValueError:
        return None
    grey = min(255, max(0, round(255 * (1 + share) if plain else 255 * share)))
    return grey * 0x010101


def _background(fill: ElementTree.Element) -> int | None:
    """Return the colour behind the text: white without a fill, None behind a pattern or gradient."""
    pattern = next((part for part in fill if local_name(part.tag) == "patternFill"), None)
    if pattern is None:
        return None
    if pattern.get("patternType", "none") == "none":
        return _WHITE
    front = next((part for part in pattern if local_name(part.tag) == "fgColor"), None)
    return colour_of(front) if pattern.get("patternType") == "solid" and front is not None else None


def _same(front: int | None, back: int | None) -> bool:
    if front is None or back is None:
        return False
    return all(abs((front >> shift & 255) - (back >> shift & 255)) < _SAME_COLOUR for shift in (0, 8, 16))


def _number(tag: ElementTree.Element, name: str) -> int:
    """Return an attribute that is a number; 0 when it is missing, -1 when it is none."""
    stated = tag.get(name, "0")
    return int(stated) if stated.isdecimal() and len(stated) < 10 else -1


def _at(items: Sequence[T], number: int) -> T | None:
    """Return an item by number; None when there is none."""
    return items[number] if 0 <= number < len(items) else None
