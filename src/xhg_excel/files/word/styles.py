"""Set up the page, styles, fonts and page numbers of an official document."""

from __future__ import annotations

from datetime import datetime

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from xhg_excel.notice.words import official_document as look
from xhg_excel.notice.words.official_document import PARAGRAPH_STYLES, STYLE_NAMES, ParagraphStyle

_NS = nsdecls("w")
_CREATED = datetime(2020, 8, 3)


def set_up(document: Document, title: str) -> None:
    """Set the title, page, styles and footers of a new document, in place."""
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
    _add_page_number(section.footer, "right")
    _add_page_number(section.even_page_footer, "left")
    styles = document.styles.element
    for name, style in PARAGRAPH_STYLES.items():
        styles.append(parse_xml(_style(name, style)))
    _fonts(document)


def _style(name: str, style: ParagraphStyle) -> str:
    outline = f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline >= 0 else ""
    first = "firstLine" if style.indent > 0 else "hanging"
    sides = {"left": style.left, "right": style.right, first: abs(style.indent)}
    indent = "".join(indent_of(side, chars, style.size) for side, chars in sides.items() if chars)
    indent = f"<w:ind{indent}/>" if indent else ""
    rule = f'w:line="{style.line}" w:lineRule="exact"' if style.line else 'w:line="240" w:lineRule="auto"'
    squeeze = f'<w:spacing w:val="{style.squeeze}"/>' if style.squeeze else ""
    return (
        f'<w:style {_NS} w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{STYLE_NAMES[name]}"/>'
        f'<w:qFormat/><w:pPr>{"<w:keepNext/>" if style.keep else ""}{"<w:pageBreakBefore/>" if style.new_page else ""}<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" {rule}/>{indent}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{style.font}" w:hAnsi="{style.font}" w:eastAsia="{style.font}" w:cs="{style.font}"/>'
        f'{squeeze}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:style>'
    )


def indent_of(side: str, chars: int, size: int) -> str:
    """Return the attributes of one indent: hundredths of a character, and the same in twentieths of a point.

    >>> indent_of("right", 400, 32)
    ' w:rightChars="400" w:right="1280"'
    """
    return f' w:{side}Chars="{chars}" w:{side}="{chars * size // 10}"'


def _add_page_number(footer: object, side: str) -> None:
    """Replace a footer by the page number `— 1 —` at the outer side, indented by one character."""
    target = footer._element  # type: ignore[attr-defined]  # python-docx offers no public access
    for element in list(target):
        target.remove(element)
    fonts = f'<w:rFonts w:ascii="{look.SONG}" w:hAnsi="{look.SONG}" w:eastAsia="{look.SONG}"/>'
    run_style = f'<w:rPr>{fonts}<w:sz w:val="{look.PAGE_NUMBER_SIZE}"/></w:rPr>'
    dash = f'<w:r>{run_style}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    field = f'<w:fldSimple w:instr=" PAGE "><w:r>{run_style}<w:t>1</w:t></w:r></w:fldSimple>'
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{look.PAGE_NUMBER_SIZE * 10}"/>'
    target.append(
        parse_xml(
            f'<w:p {_NS}><w:pPr><w:spacing w:before="0" w:after="0"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
            f"{dash.format(look.PAGE_DASH + ' ')}{field}{dash.format(' ' + look.PAGE_DASH)}</w:p>"
        )
    )


def _fonts(document: Document) -> None:
    """List substitutes and families of the fonts, for machines that lack them."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{family}"/></w:font>'
        for name, (other, family) in look.FONTS.items()
    )
    for part in document.part.package.iter_parts():
        if part.partname.endswith("fontTable.xml"):
            blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {_NS}>{entries}</w:fonts>'
            part._blob = blob.encode()  # python-docx has no class for this part
