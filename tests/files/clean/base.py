"""A small workbook of everything that a form may carry, as parts to put hidden things into."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
ML = "application/vnd.openxmlformats-officedocument"
SHEET_TYPE = f"{ML}.spreadsheetml.worksheet+xml"


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


# One black point.
PNG = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\0\0")),
        _chunk(b"IEND", b""),
    )
)
TYPES, ROOT, BOOK, BOOK_RELS = "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET, SHEET_RELS = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
DRAWING, DRAWING_RELS, VML = "xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels", "xl/drawings/vml1.vml"
CHART, TABLE = "xl/charts/chart1.xml", "xl/tables/table1.xml"

Parts = dict[str, bytes]


def _relationships(*relations: str) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate((text.split(" ") for text in relations), start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _types() -> str:
    overrides = {
        BOOK: "sheet.main", SHEET: "worksheet", "xl/worksheets/sheet2.xml": "worksheet", "xl/styles.xml": "styles",
        "xl/comments1.xml": "comments", TABLE: "table", "xl/calcChain.xml": "calcChain",
    }  # fmt: skip
    listed = "".join(
        f'<Override PartName="/{part}" ContentType="{ML}.spreadsheetml.{kind}+xml"/>'
        for part, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="vml" ContentType="{ML}.vmlDrawing"/>{listed}'
        f'<Override PartName="/{DRAWING}" ContentType="{ML}.drawing+xml"/>'
        f'<Override PartName="/{CHART}" ContentType="{ML}.drawingml.chart+xml"/></Types>'
    )


_CORNERS = (
    "<xdr:from><xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
    "<xdr:to><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
)
_PLACED = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def anchor(inside: str, number: int = 1) -> str:
    """Return a shape of a drawing in its place."""
    return f"<xdr:twoCellAnchor>{_CORNERS.format(number, number + 2)}{inside}<xdr:clientData/></xdr:twoCellAnchor>"


def picture(blip: str = '<a:blip r:embed="rId2"/>', inside: str = "", number: int = 3) -> str:
    """Return a picture of a drawing."""
    return anchor(
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="p{number}">{inside}</xdr:cNvPr><xdr:cNvPicPr/></xdr:nvPicPr>'
        f"<xdr:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>{_PLACED}</xdr:spPr></xdr:pic>",
        number,
    )


def shape(attributes: str = 'macro="" textlink=""', number: int = 4) -> str:
    """Return a text box of a drawing."""
    return anchor(
        f'<xdr:sp {attributes}><xdr:nvSpPr><xdr:cNvPr id="{number}" name="s{number}"/><xdr:cNvSpPr/></xdr:nvSpPr>'
        f"<xdr:spPr>{_PLACED}</xdr:spPr></xdr:sp>",
        number,
    )


def plain() -> Parts:
    """Return the parts of a workbook in which nothing acts: formulas, names, notes, a picture, a chart, a table."""
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData><row r="1"><c r="A1"><f>SUM(B1:B2)</f><v>7</v></c>'
        '<c r="B1"><v>3</v></c></row><row r="2"><c r="A2"><v>8</v></c><c r="B2"><v>4</v></c></row>'
        '<row r="4"><c r="D4" t="inlineStr"><is><t>列</t></is></c></row>'
        '<row r="5"><c r="D5"><f>\'甲|乙\'!A1+SUM(表[列])*[0]!名</f><v>9</v></c></row></sheetData>'
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>A1&gt;1</formula></cfRule>'
        '</conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="B1"><formula1>"1,3"'
        '</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="B1" location="\'甲|乙\'!A1"/></hyperlinks>'
        '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><drawing r:id="rId1"/>'
        '<legacyDrawing r:id="rId2"/><tableParts count="1"><tablePart r:id="rId4"/></tableParts></worksheet>'
    )
    chart = (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{OFFICE}"><c:chart><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="col"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>表1!$A$1</c:f><c:numCache>'
        '<c:ptCount val="1"/><c:pt idx="0"><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/>'
        '<c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>'
    )
    frame = anchor(
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="c"/><xdr:cNvGraphicFramePr/>'
        f'</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    )
    texts = {
        TYPES: _types(),
        ROOT: _relationships("officeDocument xl/workbook.xml"),
        BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="表1" sheetId="1" r:id="rId1"/>'
        '<sheet name="甲|乙" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="名">表1!$B$1'
        "</definedName></definedNames></workbook>",
        BOOK_RELS: _relationships(
            "worksheet worksheets/sheet1.xml", "worksheet worksheets/sheet2.xml", "styles styles.xml", "calcChain calcChain.xml"
        ),
        SHEET: sheet,
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        "</sheetData></worksheet>",
        SHEET_RELS: _relationships(
            "drawing ../drawings/drawing1.xml", "vmlDrawing ../drawings/vml1.vml", "comments ../comments1.xml",
            "table ../tables/table1.xml",
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellXfs count="1"><xf/></cellXfs></styleSheet>',
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>',
        "xl/comments1.xml": f'<comments xmlns="{MAIN}"><authors><author>张三</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>注</t></text></comment></commentList></comments>',
        TABLE: f'<table xmlns="{MAIN}" id="1" name="表" displayName="表" ref="D4:D5"><tableColumns count="1">'
        '<tableColumn id="1" name="列"/></tableColumns></table>',
        DRAWING: f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{OFFICE}">{frame}{picture()}{shape()}</xdr:wsDr>',
        DRAWING_RELS: _relationships("chart ../charts/chart1.xml", "image ../media/image1.png"),
        CHART: chart,
        VML: '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" type="#_x0000_t202">'
        '<x:ClientData ObjectType="Note"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>',
    }  # fmt: skip
    return {part: text.encode() for part, text in texts.items()} | {"xl/media/image1.png": PNG}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def edit(parts: Parts, part: str, old: str, new: str) -> None:
    """Replace a text of a part, which must be there."""
    assert old.encode() in parts[part], (part, old)
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)


def before(parts: Parts, part: str, tag: str, xml: str) -> None:
    """Put XML before a tag of a part."""
    edit(parts, part, tag, xml + tag)


def relate(parts: Parts, rels: str, kind: str, target: str, more: str = "", key: str = "rIdBait") -> None:
    """Add a relationship; a type without a beginning gets the office's."""
    parts.setdefault(rels, _relationships().encode())
    kind = kind if ":" in kind else f"{OFFICE}/{kind}"
    tag = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{more}/>'
    before(parts, rels, "</Relationships>", tag)


def add(
    parts: Parts, rels: str, kind: str, part: str, content_type: str, content: str | bytes, key: str = "rIdBait"
) -> None:
    """Add a part with its content type and a relationship to it."""
    parts[part] = content.encode() if isinstance(content, str) else content
    before(parts, TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/>')
    relate(parts, rels, kind, f"/{part}", key=key)
