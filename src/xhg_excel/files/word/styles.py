"""Page, styles, fonts and page numbers of an official document."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from xhg_excel.notice.words import official_document as look
from xhg_excel.notice.words.official_document import PARAGRAPH_STYLES, STYLE_NAMES, ParagraphStyle

_NS = nsdecls("w")
_CREATED = datetime(2020, 8, 3)


def set_up(document: Document, title: str) -> None:
    """Give a new document the page, the styles and the footers."""
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = _CREATED
    section = document.sections[0]
    section.page_width, section.page_height = Mm(look.PAGE_WIDTH), Mm(look.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(look.TOP), Mm(look.BOTTOM)
    section.left_margin, section.right_margin = Mm(look.LEFT), Mm(look.RIGHT)
    section.footer_distance = Mm(look.FOOTER_FROM_EDGE)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, "right")
    _number(section.even_page_footer, "left")
    styles = document.styles.element
    for name, one in PARAGRAPH_STYLES.items():
        styles.append(parse_xml(_style(name, one)))
    _fonts(document)


def _style(name: str, one: ParagraphStyle) -> str:
    outline = f'<w:outlineLvl w:val="{one.outline}"/>' if one.outline >= 0 else ""
    first = "firstLine" if one.indent > 0 else "hanging"
    sides = {"left": one.left, "right": one.right, first: abs(one.indent)}
    indent = "".join(indent_of(side, chars, one.size) for side, chars in sides.items() if chars)
    indent = f"<w:ind{indent}/>" if indent else ""
    rule = f'w:line="{one.line}" w:lineRule="exact"' if one.line else 'w:line="240" w:lineRule="auto"'
    squeeze = f'<w:spacing w:val="{one.squeeze}"/>' if one.squeeze else ""
    return (
        f'<w:style {_NS} w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{STYLE_NAMES[name]}"/>'
        f'<w:qFormat/><w:pPr>{"<w:keepNext/>" if one.keep else ""}{"<w:pageBreakBefore/>" if one.new_page else ""}<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{one.before}" w:after="{one.after}" {rule}/>{indent}<w:jc w:val="{one.align}"/>{outline}</w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{one.font}" w:hAnsi="{one.font}" w:eastAsia="{one.font}" w:cs="{one.font}"/>'
        f'{squeeze}<w:sz w:val="{one.size}"/><w:szCs w:val="{one.size}"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:style>'
    )


def indent_of(side: str, chars: int, size: int) -> str:
    """Return the attributes of one indent: hundredths of a character, and the same in twentieths of a point.

    >>> indent_of("right", 400, 32)
    ' w:rightChars="400" w:right="1280"'
    """
    return f' w:{side}Chars="{chars}" w:{side}="{chars * size // 10}"'


def _number(footer: object, side: str) -> None:
    """Put `— 1 —` at the outer side, one character in."""
    target = footer._element  # type: ignore[attr-defined]  # python-docx gives no other way
    for element in list(target):
        target.remove(element)
    fonts = f'<w:rFonts w:ascii="{look.SONG}" w:hAnsi="{look.SONG}" w:eastAsia="{look.SONG}"/>'
    style = f'<w:rPr>{fonts}<w:sz w:val="{look.PAGE_NUMBER_SIZE}"/></w:rPr>'
    dash = f'<w:r>{style}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    field = f'<w:fldSimple w:instr=" PAGE "><w:r>{style}<w:t>1</w:t></w:r></w:fldSimple>'
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{look.PAGE_NUMBER_SIZE * 10}"/>'
    target.append(
        parse_xml(
            f'<w:p {_NS}><w:pPr><w:spacing w:before="0" w:after="0"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
            f"{dash.format(look.PAGE_DASH + ' ')}{field}{dash.format(' ' + look.PAGE_DASH)}</w:p>"
        )
    )


def _fonts(document: Document) -> None:
    """Name what a program takes where a font is missing, and its family."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/></w:font>'
        for name, (other, family) in look.FONTS.items()
    )
    for part in document.part.package.iter_parts():
        if part.partname.endswith("fontTable.xml"):
            blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {_NS}>{entries}</w:fonts>'
            part._blob = blob.encode()  # a part without a class of its own


__all__ = ["qn", "set_up"]
