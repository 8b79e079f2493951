"""Styles under which one does not see the value: struck, in the colour of the ground, or with such a number format."""

from __future__ import annotations

import pytest

from xhg_excel.files.looks.styles import CellStyle, odd_styles
from xhg_excel.notice.words.looks import Look

WHITE = '<color rgb="FFFFFFFF"/>'
NO_FILL = '<patternFill patternType="none"/>'


def styles(font: str = "", fill: str = NO_FILL, code: str = "") -> bytes:
    """Return a stylesheet of two styles: a plain one, and one with these parts."""
    return f"""<styleSheet xmlns="x"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>
        <fonts><font/><font>{font}</font></fonts><fills><fill>{NO_FILL}</fill><fill>{fill}</fill></fills>
        <cellXfs><xf/><xf fontId="1" fillId="1" numFmtId="{170 if code else 0}"/></cellXfs></styleSheet>""".encode()


def solid(colour: str) -> str:
    return f'<patternFill patternType="solid"><fgColor {colour}/></patternFill>'


@pytest.mark.parametrize("font", ["<strike/>", '<strike val="1"/>', '<b/><strike val="true"/>'])
def test_a_struck_font_strikes_whatever_stands_there(font: str) -> None:
    assert {n: style.look("是") for n, style in odd_styles(styles(font)).items()} == {1: Look.STRUCK}


@pytest.mark.parametrize("font", ["", "<b/>", '<strike val="0"/>', '<strike val="false"/>'])
def test_an_ordinary_font_is_nothing_odd(font: str) -> None:
    assert odd_styles(styles(font)) == {}


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        (WHITE, NO_FILL),
        (WHITE, solid('rgb="FFF8F8F8"')),
        ('<color theme="0"/>', NO_FILL),
        ('<color theme="0" tint="-0.05"/>', NO_FILL),
        ('<color indexed="9"/>', NO_FILL),
        ("", solid('rgb="FF000000"')),
        ('<color theme="1"/>', solid('indexed="8"')),
        ('<color auto="1"/>', solid('theme="1" tint="0.01"')),
        ('<color indexed="64"/>', solid("")),
    ],
)
def test_text_in_the_colour_of_its_ground_cannot_be_seen(font: str, fill: str) -> None:
    assert {n: style.look(3.0) for n, style in odd_styles(styles(font, fill)).items()} == {1: Look.INVISIBLE_TEXT}


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        (WHITE, solid('rgb="FF1F4E79"')),
        (WHITE, "<gradientFill/>"),
        (WHITE, '<patternFill patternType="gray125"/>'),
        (WHITE, '<patternFill patternType="solid"/>'),
        ('<color theme="4"/>', NO_FILL),
        ('<color rgb="weiss"/>', NO_FILL),
        ('<color indexed="99"/>', NO_FILL),
        ('<color indexed="many"/>', NO_FILL),
        ('<color theme="0" tint="dark"/>', NO_FILL),
        ('<color rgb="FF595959"/>', NO_FILL),
    ],
)
def test_any_other_colour_is_seen_or_unknown(font: str, fill: str) -> None:
    assert odd_styles(styles(font, fill)) == {}


def test_a_number_format_is_odd_when_it_changes_some_value() -> None:
    scaled = odd_styles(styles(code="0&quot;万&quot;"))[1]

    assert (scaled.look(3.0), scaled.look("是")) == (Look.SCALED_FORMAT, None)
    assert odd_styles(styles(code="#,##0")) == {}
    assert odd_styles(
        b'<styleSheet><cellXfs><xf numFmtId="9"/><xf numFmtId="2"/><xf numFmtId="77"/></cellXfs></styleSheet>'
    ) == {0: CellStyle(False, False, "0%")}


def test_a_stylesheet_with_a_document_type_or_beyond_all_size_is_not_parsed() -> None:
    for xml in (b"<!DOCTYPE a><styleSheet/>", b"<styleSheet>" + b" " * 5_000_000):
        with pytest.raises(ValueError, match=r".+"):
            odd_styles(xml)
