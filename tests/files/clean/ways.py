"""Ways to hide in a workbook what acts or leads out of it; each plants the word `bait9` where nothing may survive."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.files.clean.base import (
    BOOK,
    BOOK_RELS,
    CHART,
    DRAWING,
    DRAWING_RELS,
    MAIN,
    MC,
    ML,
    OFFICE,
    PACKAGE,
    PNG,
    ROOT,
    SHEET,
    SHEET_RELS,
    SHEET_TYPE,
    TABLE,
    TYPES,
    VML,
    X14,
    XM,
    C,
    Parts,
    add,
    anchor,
    before,
    edit,
    picture,
    plain,
    relate,
    shape,
)  # fmt: skip

BAIT = "bait9"
Way = Callable[[Parts], None]
MS = "http://schemas.microsoft.com/office"
EXTERNAL = ' TargetMode="External"'
_CELL = "<f>SUM(B1:B2)</f>"

# What stands in the formula of a cell, as written in the XML.
FORMULAS = {
    "link": 'HYPERLINK("http://bait9","x")',
    "references": '&#72;YPERLINK(&quot;http:&#x2F;/bait9&quot;)',
    "cdata": '<![CDATA[HYPERLINK("http://bait9")]]>',
    "cdata in pieces": 'HYPER<![CDATA[LINK("http://bait9")]]>',
    "comment inside": 'HYPER<!-- x -->LINK("http://bait9")',
    "instruction inside": 'HYPER<?x y?>LINK("http://bait9")',
    "case and blanks": 'hYPERlink \t\n( "http://bait9" )',
    "nested": 'IF(TRUE,SUM(1,HYPERLINK("http://bait9")))',
    "link joined": 'HYPERLINK("#"&amp;B1&amp;"bait9")',
    "link into a book": 'HYPERLINK("#[bait9.xlsx]S!A1")',
    "link by cell": 'HYPERLINK(B1&amp;"bait9")',
    "web": '_xlfn.WEBSERVICE("http://bait9")',
    "picture": '_xlfn.IMAGE("http://bait9")',
    "python": '_xlfn._xlws.PY("bait9",1)',
    "add-in": "_xll.bait9(1)",
    "office script function": "_xldudf_X_BAIT9(1)+_xldudf_bait9",
    "unknown": "FETCH(\"bait9\")",
    "full width": "ＨＹＰＥＲＬＩＮＫ(\"http://bait9\")",
    "zero width": "HYPER\u200bLINK(\"http://bait9\")",
    "server": 'RTD("bait9",,"x")',
    "cube": 'CUBEVALUE("bait9","x")',
    "library": 'CALL("bait9","x","J")',
    "register": 'REGISTER.ID("bait9","x")',
    "file of the reader": 'INFO("bait9")',
    "macro function": 'EVALUATE("bait9")',
    "translation": '_xlfn.TRANSLATE("bait9")',
    "google": 'IFERROR(__xludf.DUMMYFUNCTION("importdata(""bait9"")"),1)',
    "passed on": '_xlfn.LET(_xlpm.f,_xleta.WEBSERVICE,_xlpm.f("bait9"))',
    "book by number": "[1]bait9!A1",
    "book in quotes": "'C:\\[bait9.xlsx]S'!A1",
    "book on a server": "'\\\\bait9\\s\\[x.xlsx]S'!A1",
    "book on the web": "SUM('http://bait9/[x.xlsx]S'!A1)",
    "name in a book": "bait9.xlsx!名",
    "two sheets of a book": "SUM('[1]a:bait9'!A1)",
    "dde": "cmd|'/c bait9'!A0",
    "dde in quotes": "'cmd'|'/c bait9'!'A0'",
    "indirect": "INDIRECT(\"'file:///bait9'#$S.A1\")",
    "indirect joined": "INDIRECT(\"'[\"&amp;\"bait9.xlsx]S'!A1\")",
    "libreoffice": "['file:///bait9']S!A1",
    "open quote": '"bait9',
    "open bracket": "T[bait9",
    "after a column": "T[a'][1]bait9!A1",
}  # fmt: skip


def _cell(parts: Parts, formula: str, attributes: str = "") -> None:
    edit(parts, SHEET, _CELL, f"<f{attributes}>{formula}</f>")


def name(parts: Parts, formula: str, called: str = BAIT, attributes: str = "") -> None:
    xml = f'<definedName name="{called}"{attributes}>{formula}</definedName>'
    before(parts, BOOK, "</definedNames>", xml)


def _function_as_name(parts: Parts) -> None:
    name(parts, '_xlfn.WEBSERVICE("http://bait9")', "a")
    name(parts, "a&amp;1", "b")
    _cell(parts, '[0]!b&amp;"bait9"')


def _shared(parts: Parts) -> None:
    _cell(parts, "[1]bait9!A1", ' t="shared" ref="A1:A2" si="0"')
    edit(parts, SHEET, "<v>8</v>", '<f t="shared" si="0"/><v>8</v>')


def _utf16(parts: Parts) -> None:
    _cell(parts, 'HYPERLINK("http://bait9")')
    parts[SHEET] = ('<?xml version="1.0" encoding="UTF-16"?>' + parts[SHEET].decode()).encode("utf-16")


def _prefixed(parts: Parts) -> None:
    _cell(parts, 'HYPERLINK("http://bait9")')
    text = parts[SHEET].decode().replace(f'xmlns="{MAIN}"', f"xmlns:z='{MAIN}'")
    for tag in ("worksheet", "sheetData", "row", "c", "f", "v", "is", "t"):
        text = (
            text.replace(f"<{tag} ", f"<z:{tag} ").replace(f"<{tag}>", f"<z:{tag}>").replace(f"</{tag}>", f"</z:{tag}>")
        )
    parts[SHEET] = text.partition("<conditionalFormatting")[0].encode() + b"</z:worksheet>"


def _extension(parts: Parts, xml: str) -> None:
    ext = f'<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">{xml}</ext></extLst>'
    before(parts, SHEET, "</worksheet>", ext)


def _x14_validation(parts: Parts) -> None:
    xml = (
        f'<x14:dataValidations xmlns:xm="{XM}" count="1"><x14:dataValidation type="list"><x14:formula1><xm:f>'
        "[1]bait9!$A$1</xm:f></x14:formula1><xm:sqref>A1</xm:sqref></x14:dataValidation></x14:dataValidations>"
    )
    _extension(parts, xml)


def _sparkline(parts: Parts) -> None:
    xml = (
        f'<x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>[1]bait9!A1:A2'
        "</xm:f><xm:sqref>A1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>"
    )
    _extension(parts, xml)


def _x14_format(parts: Parts) -> None:
    xml = (
        f'<x14:conditionalFormattings xmlns:xm="{XM}"><x14:conditionalFormatting><x14:cfRule type="expression" '
        'priority="9" id="{00000000-0000-0000-0000-000000000001}"><xm:f>HYPERLINK("bait9")</xm:f></x14:cfRule>'
        "<xm:sqref>A1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
    )
    _extension(parts, xml)


def _limit(parts: Parts) -> None:
    rule = (
        '<conditionalFormatting sqref="A2"><cfRule type="iconSet" priority="3"><iconSet><cfvo type="percent" val="0"/>'
        '<cfvo type="formula" val="[1]bait9!A1"/><cfvo type="percent" val="67"/></iconSet></cfRule></conditionalFormatting>'
    )
    before(parts, SHEET, "<dataValidations", rule)


def _table_formula(parts: Parts, tag: str) -> None:
    edit(parts, TABLE, 'name="列"/>', f'name="列"><{tag}>WEBSERVICE("bait9")</{tag}></tableColumn>')


def _chart_title(parts: Parts) -> None:
    title = "<c:tx><c:strRef><c:f>[1]bait9!A1</c:f></c:strRef></c:tx>"
    before(parts, CHART, "<c:val>", title)


def _hidden_sheet(parts: Parts, kind: str, content_type: str, xml: str) -> None:
    add(parts, BOOK_RELS, kind, "xl/odd/sheet1.xml", content_type, xml)
    before(parts, BOOK, "</sheets>", '<sheet name="宏1" sheetId="9" r:id="rIdBait"/>')


def _macro_sheet(parts: Parts) -> None:
    xml = f'<xm:macrosheet xmlns:xm="{XM}"><f>EXEC("bait9")</f></xm:macrosheet>'
    _hidden_sheet(parts, f"{MS}/2006/relationships/xlMacrosheet", "application/vnd.ms-excel.macrosheet+xml", xml)
    name(parts, "宏1!$A$1", "_xlnm.Auto_Open", ' xlm="1"')


def _disguised_macro_sheet(parts: Parts) -> None:
    xml = f'<xm:macrosheet xmlns:xm="{XM}"><f>EXEC("bait9")</f></xm:macrosheet>'
    _hidden_sheet(parts, "worksheet", SHEET_TYPE, xml)


def _dialog_sheet(parts: Parts) -> None:
    xml = f'<dialogsheet xmlns="{MAIN}"><sheetPr codeName="bait9"/></dialogsheet>'
    _hidden_sheet(parts, "dialogsheet", f"{ML}.spreadsheetml.dialogsheet+xml", xml)


def _link(parts: Parts, target: str = "http://bait9/", more: str = EXTERNAL, attributes: str = "") -> None:
    relate(parts, SHEET_RELS, "hyperlink", target, more)
    before(parts, SHEET, "</hyperlinks>", f'<hyperlink ref="A2" r:id="rIdBait"{attributes}/>')


def _link_in_fallback(parts: Parts) -> None:
    relate(parts, SHEET_RELS, "hyperlink", "http://bait9/", EXTERNAL)
    choice = (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:x14="{X14}" Requires="x14"><mc:AlternateContent>'
        '<mc:Choice Requires="x14"><hyperlinks><hyperlink ref="A2" r:id="rIdBait"/></hyperlinks></mc:Choice>'
        '<mc:Fallback><hyperlinks><hyperlink ref="A2" r:id="rIdBait"/></hyperlinks></mc:Fallback></mc:AlternateContent>'
        "</mc:Choice></mc:AlternateContent>"
    )
    before(parts, SHEET, "<pageMargins", choice)


def _picture(parts: Parts, blip: str = '<a:blip r:link="rIdBait"/>', kind: str = "image", inside: str = "") -> None:
    relate(parts, DRAWING_RELS, kind, "http://bait9/x.png", EXTERNAL)
    before(parts, DRAWING, "</xdr:wsDr>", picture(blip, inside, 9))


def _background(parts: Parts) -> None:
    relate(parts, SHEET_RELS, "image", "http://bait9/x.png", EXTERNAL)
    before(parts, SHEET, "<tableParts", '<picture r:id="rIdBait"/>')


def _vml(parts: Parts, inside: str = "", attributes: str = "") -> None:
    more = f'<v:shape id="b"{attributes}>{inside}<x:ClientData ObjectType="Pict"/></v:shape>'
    before(parts, VML, "</xml>", more)


def _vml_picture(parts: Parts) -> None:
    relate(parts, "xl/drawings/_rels/vml1.vml.rels", "image", "http://bait9/x.png", EXTERNAL)
    _vml(parts, '<v:imagedata o:relid="rIdBait" o:title="x"/>')


def _fake_picture(parts: Parts) -> None:
    parts["xl/media/image1.png"] = b"\xd0\xcf\x11\xe0bait9"


def _svg(parts: Parts) -> None:
    add(parts, DRAWING_RELS, "image", "xl/media/a.svg", "image/svg+xml", "<svg><script>bait9</script></svg>")
    blip = (
        '<a:blip r:embed="rId2"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        f'xmlns:asvg="{MS}/drawing/2016/SVG/main" r:embed="rIdBait"/></a:ext></a:extLst></a:blip>'
    )
    before(parts, DRAWING, "</xdr:wsDr>", picture(blip, "", 9))


def _vba(parts: Parts, part: str = "xl/vbaProject.bin", kind: str = f"{MS}/2006/relationships/vbaProject") -> None:
    add(parts, BOOK_RELS, kind, part, "application/vnd.ms-office.vbaProject", b"\xd0\xcf\x11\xe0 bait9")
    edit(parts, TYPES, f"{ML}.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def _vba_by_default(parts: Parts) -> None:
    parts["xl/media/x.bin"] = b"bait9"
    before(parts, TYPES, "<Override", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>')
    relate(parts, BOOK_RELS, f"{MS}/2006/relationships/vbaProject", "media/x.bin")


def _vba_other_case(parts: Parts) -> None:
    parts["xl/vbaProject.bin"] = b"bait9"
    kind = "application/vnd.ms-office.vbaProject"
    before(parts, TYPES, "</Types>", f'<Override PartName="/XL/VBAPROJECT.BIN" ContentType="{kind}"/>')
    relate(parts, BOOK_RELS, f"{MS}/2006/relationships/vbaProject", "\\xl\\VbaProject.bin")


def _two_types(parts: Parts) -> None:
    add(
        parts, BOOK_RELS, "sharedStrings", "xl/s.xml", f"{ML}.spreadsheetml.sharedStrings+xml", f'<sst xmlns="{MAIN}"/>'
    )
    before(parts, TYPES, "</Types>", '<Override PartName="/XL/S.xml" ContentType="application/x-bait9"/>')


def _ole(parts: Parts) -> None:
    add(parts, SHEET_RELS, "oleObject", "xl/embeddings/o1.bin", f"{ML}.oleObject", b"\xd0\xcf\x11\xe0 bait9")
    ole = '<oleObject progId="Packager" shapeId="2049" r:id="rIdBait"/>'
    xml = (
        f'<oleObjects><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:x14="{X14}" Requires="x14">{ole}</mc:Choice>'
        f"<mc:Fallback>{ole}</mc:Fallback></mc:AlternateContent></oleObjects>"
    )
    before(parts, SHEET, "<tableParts", xml)
    before(parts, VML, "</xml>", '<v:shape id="_x0000_s2049"><v:textbox>bait9</v:textbox></v:shape>')


def _package(parts: Parts) -> None:
    add(parts, SHEET_RELS, "package", "xl/embeddings/o1.docx", "application/x-bait9", b"bait9")
    before(parts, SHEET, "<tableParts", '<oleObjects><oleObject shapeId="2049" r:id="rIdBait"/></oleObjects>')


def _linked_object(parts: Parts) -> None:
    before(parts, SHEET, "<tableParts", '<oleObjects><oleObject link="[1]!\'\'bait9" shapeId="2049"/></oleObjects>')


def _activex(parts: Parts) -> None:
    xml = f'<ax:ocx xmlns:ax="{MS}/2006/activeX" ax:classid="bait9"/>'
    add(parts, SHEET_RELS, "control", "xl/activeX/a1.xml", "application/vnd.ms-office.activeX+xml", xml)
    before(parts, SHEET, "<tableParts", '<controls><control shapeId="2050" r:id="rIdBait" name="b"/></controls>')
    drawn = (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2050" name="bait9"><a:extLst><a:ext uri="{63B3BB69}">'
    )
    drawn += '<a14:compatExt xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" spid="_x0000_s2050"/>'
    drawn += "</a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp>"
    before(parts, DRAWING, "</xdr:wsDr>", anchor(drawn))


def _form_control(parts: Parts) -> None:
    xml = f'<formControlPr xmlns="{X14}" objectType="Button" fmlaMacro="bait9" fmlaLink="[1]bait9!A1"/>'
    add(parts, SHEET_RELS, "ctrlProp", "xl/ctrlProps/c1.xml", "application/vnd.ms-excel.controlproperties+xml", xml)
    before(parts, SHEET, "<tableParts", '<controls><control shapeId="2051" r:id="rIdBait" name="b"/></controls>')


def _connection(parts: Parts) -> None:
    xml = f'<connections xmlns="{MAIN}"><connection id="1" refreshOnLoad="1"><webPr url="http://bait9"/></connection></connections>'
    add(parts, BOOK_RELS, "connections", "xl/connections.xml", f"{ML}.spreadsheetml.connections+xml", xml)


def _query(parts: Parts) -> None:
    _connection(parts)
    rels = "xl/tables/_rels/table1.xml.rels"
    xml = f'<queryTable xmlns="{MAIN}" name="bait9" connectionId="1"/>'
    add(parts, rels, "queryTable", "xl/queryTables/q1.xml", f"{ML}.spreadsheetml.queryTable+xml", xml, "rId1")
    edit(parts, TABLE, ' ref="D4:D5"', ' ref="D4:D5" tableType="queryTable"')
    edit(parts, TABLE, ' name="列"/>', ' name="列" queryTableFieldId="1"/>')


def _external_book(parts: Parts, inside: str = '<externalBook r:id="rId1"/>') -> None:
    xml = f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}">{inside}</externalLink>'
    add(parts, BOOK_RELS, "externalLink", "xl/externalLinks/e1.xml", f"{ML}.spreadsheetml.externalLink+xml", xml)
    rels = "xl/externalLinks/_rels/e1.xml.rels"
    relate(parts, rels, "externalLinkPath", "file:///\\\\bait9\\a.xlsx", EXTERNAL, "rId1")
    references = '<externalReferences><externalReference r:id="rIdBait"/></externalReferences>'
    before(parts, BOOK, "<definedNames", references)
    name(parts, "[1]S!$A$1")


def _pivot(parts: Parts, source: str) -> None:
    xml = f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" refreshOnLoad="1">{source}</pivotCacheDefinition>'
    definition = "xl/pivotCache/p1.xml"
    add(parts, BOOK_RELS, "pivotCacheDefinition", definition, f"{ML}.spreadsheetml.pivotCacheDefinition+xml", xml)
    before(parts, BOOK, "</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="rIdBait"/></pivotCaches>')
    relate(parts, "xl/pivotCache/_rels/p1.xml.rels", "externalLinkPath", "http://bait9/x.xlsx", EXTERNAL)
    table = f'<pivotTableDefinition xmlns="{MAIN}" name="bait9" cacheId="1"/>'
    kind = f"{ML}.spreadsheetml.pivotTable+xml"
    add(parts, SHEET_RELS, "pivotTable", "xl/pivotTables/t1.xml", kind, table, "rIdPivot")
    relate(parts, "xl/pivotTables/_rels/t1.xml.rels", "pivotCacheDefinition", f"/{definition}")


def _slicer(parts: Parts) -> None:
    _pivot(parts, '<cacheSource type="external" connectionId="1"/><cacheFields/>')
    cache = f'<slicerCacheDefinition xmlns="{X14}" name="bait9"/>'
    kind = f"{MS}/2007/relationships/slicerCache"
    add(parts, BOOK_RELS, kind, "xl/slicerCaches/s1.xml", "application/vnd.ms-excel.slicerCache+xml", cache, "rIdS")
    drawn = f'<xdr:graphicFrame macro=""><a:graphic><a:graphicData><sle:slicer xmlns:sle="{MS}/drawing/2010/slicer" name="bait9"/>'
    before(parts, DRAWING, "</xdr:wsDr>", anchor(drawn + "</a:graphicData></a:graphic></xdr:graphicFrame>"))


def _unknown(parts: Parts, rels: str, kind: str, content_type: str = "application/xml") -> None:
    add(parts, rels, kind, "xl/odd/part.xml", content_type, "<bait9/>")


def _printer(parts: Parts) -> None:
    kind = f"{ML}.spreadsheetml.printerSettings"
    add(parts, SHEET_RELS, "printerSettings", "xl/printerSettings/p1.bin", kind, b"MZ" + b"bait9" * 60)
    before(parts, SHEET, "<drawing", '<pageSetup orientation="portrait" r:id="rIdBait"/>')


def _relations_of_relations(parts: Parts) -> None:
    relate(parts, "_rels/_rels/.rels.rels", "attachedTemplate", "http://bait9", EXTERNAL)
    relate(parts, "xl/worksheets/_rels/_rels/sheet1.xml.rels.rels", "image", "http://bait9", EXTERNAL)


def _chart_book(parts: Parts) -> None:
    add(parts, "xl/charts/_rels/chart1.xml.rels", "package", "xl/embeddings/b.xlsx", "application/x-bait9", b"bait9")
    before(parts, CHART, "</c:chartSpace>", f'<c:externalData xmlns:r="{OFFICE}" r:id="rIdBait"/>')


def _base(parts: Parts) -> None:
    edit(parts, BOOK_RELS, '<Relationship Id="rId1"', '<Relationship xml:base="http://bait9/" Id="rId1"')


def _style_sheet(parts: Parts) -> None:
    parts[SHEET] = b'<?xml-stylesheet type="text/xsl" href="http://bait9"?>' + parts[SHEET]


def _web_value(parts: Parts) -> None:
    xml = f'<webImagesSrd xmlns="{MS}/spreadsheetml/2020/richdatawebimage"><bait9/></webImagesSrd>'
    kind = f"{MS}/2020/07/relationships/rdRichValueWebImage"
    add(parts, BOOK_RELS, kind, "xl/richData/w.xml", "application/vnd.ms-excel.rdrichvaluewebimage+xml", xml, "rIdW")
    meta = f'<metadata xmlns="{MAIN}"><bait9/></metadata>'
    add(parts, BOOK_RELS, "sheetMetadata", "xl/metadata.xml", f"{ML}.spreadsheetml.sheetMetadata+xml", meta, "rIdM")
    edit(parts, SHEET, '<c r="B1">', '<c r="B1" vm="1">')


def _threaded(parts: Parts) -> None:
    space = f"{MS}/spreadsheetml/2018/threadedcomments"
    ids = " ".join(f'{name}="{{00000000-0000-0000-0000-00000000000{n}}}"' for n, name in enumerate(("id", "personId")))
    link = f'<x:ext xmlns:x="{MAIN}" uri="{{00000000-0000-0000-0000-000000000003}}"><y:hyperlink xmlns:y="{space}2" url="http://bait9"/></x:ext>'
    comment = f'<threadedComment ref="A1" {ids}><text>x</text><extLst>{link}</extLst></threadedComment>'
    xml = f'<ThreadedComments xmlns="{space}">{comment}</ThreadedComments>'
    kind = f"{MS}/2017/10/relationships/threadedComment"
    add(parts, SHEET_RELS, kind, "xl/threadedComments/t1.xml", "application/vnd.ms-excel.threadedcomments+xml", xml)


def _map(parts: Parts) -> None:
    xml = f'<cx:chartSpace xmlns:cx="{MS}/drawing/2014/chartex"><cx:series layoutId="regionMap">bait9</cx:series></cx:chartSpace>'
    kind = f"{MS}/2014/relationships/chartEx"
    add(parts, DRAWING_RELS, kind, "xl/charts/x1.xml", "application/vnd.ms-office.chartex+xml", xml)
    drawn = f'<xdr:graphicFrame macro=""><a:graphic><a:graphicData><cx:chart xmlns:cx="{MS}/drawing/2014/chartex" r:id="rIdBait"/>'
    before(parts, DRAWING, "</xdr:wsDr>", anchor(drawn + "</a:graphicData></a:graphic></xdr:graphicFrame>"))


def _properties(parts: Parts) -> None:
    xml = (
        f'<Properties xmlns="{OFFICE.replace("relationships", "extended-properties")}"><HLinks>'
        "<x>http://bait9</x></HLinks><HyperlinkBase>http://bait9</HyperlinkBase></Properties>"
    )
    add(parts, ROOT, "extended-properties", "docProps/app.xml", f"{ML}.extended-properties+xml", xml)


def _data_reference(parts: Parts) -> None:
    relate(parts, SHEET_RELS, "externalLinkPath", "http://bait9/x.xlsx", EXTERNAL)
    xml = '<dataConsolidate><dataRefs count="1"><dataRef ref="A1" r:id="rIdBait"/></dataRefs></dataConsolidate>'
    before(parts, SHEET, "<conditionalFormatting", xml)


def _second_book(parts: Parts) -> None:
    parts["xl/book2.xml"] = parts[BOOK].replace(
        b"<definedNames>", b'<definedNames><definedName name="bait9">1</definedName>'
    )
    before(
        parts,
        TYPES,
        "</Types>",
        f'<Override PartName="/xl/book2.xml" ContentType="{ML}.spreadsheetml.sheet.main+xml"/>',
    )
    relate(parts, ROOT, "officeDocument", "xl/book2.xml")


def _other_root(parts: Parts) -> None:
    add(parts, SHEET_RELS, "comments", "xl/comments9.xml", f"{ML}.spreadsheetml.comments+xml", "<bait9/>")


def _entry_outside(parts: Parts) -> None:
    parts["../../bait9"] = b"bait9"


WAYS: dict[str, Way] = {
    **{f"formula: {key}": partial(_cell, formula=formula) for key, formula in FORMULAS.items()},
    "shared formula": _shared,
    "array formula": partial(_cell, formula="[1]bait9!A1", attributes=' t="array" ref="A1"'),
    "data table": partial(_cell, formula="", attributes=' t="dataTable" ref="A1" r1="[1]bait9!A1"'),
    "utf-16": _utf16,
    "prefixed sheet": _prefixed,
    "function as a name": _function_as_name,
    "name of another book": partial(name, formula="[1]S!$A$1"),
    "name with a comment": partial(name, formula="[1<!-- -->]S!$A$1"),
    "name that starts": partial(name, formula="1", called="AUTO_OPENbait9"),
    "macro sheet": _macro_sheet,
    "macro sheet as worksheet": _disguised_macro_sheet,
    "dialog sheet": _dialog_sheet,
    "validation": lambda parts: edit(parts, SHEET, '"1,3"', "[1]bait9!$A$1"),
    "later validation": _x14_validation,
    "format": lambda parts: edit(parts, SHEET, "A1&gt;1", "[1]bait9!A1"),
    "later format": _x14_format,
    "limit of a format": _limit,
    "sparkline": _sparkline,
    "column formula": partial(_table_formula, tag="calculatedColumnFormula"),
    "totals formula": partial(_table_formula, tag="totalsRowFormula"),
    "chart values": lambda parts: edit(parts, CHART, "表1!$A$1", "[1]bait9!$A$1"),
    "chart title": _chart_title,
    "chart's own workbook": _chart_book,
    "map": _map,
    "text of a shape": lambda parts: before(parts, DRAWING, "</xdr:wsDr>", shape('macro="" textlink="[1]bait9!A1"', 9)),
    "macro of a shape": lambda parts: before(parts, DRAWING, "</xdr:wsDr>", shape('macro="[0]!bait9" textlink=""', 9)),
    "macro of a note shape": partial(_vml, inside="<x:ClientData><x:FmlaMacro>[0]!bait9</x:FmlaMacro></x:ClientData>"),
    "script of a note shape": partial(_vml, inside="<x:ClientData><x:ScriptText>bait9</x:ScriptText></x:ClientData>"),
    "picture of a note shape": partial(_vml, inside='<v:imagedata src="http://bait9/x.png"/>'),
    "link of a note shape": partial(_vml, attributes=' href="http://bait9"'),
    "related picture of a note shape": _vml_picture,
    "link of a cell": _link,
    "link to a folder": partial(_link, target="\\\\bait9\\x", more=""),
    "link in small letters": partial(_link, more=' TargetMode="external"'),
    "link without a mode": partial(_link, more=""),
    "link with a place": partial(_link, attributes=' location="表1!A1"'),
    "place in a book": lambda parts: before(
        parts, SHEET, "</hyperlinks>", '<hyperlink ref="A2" location="[bait9.xlsx]S!A1"/>'
    ),
    "link in nested choices": _link_in_fallback,
    "linked picture": _picture,
    "linked and embedded picture": partial(_picture, blip='<a:blip r:embed="rId2" r:link="rIdBait"/>'),
    "link of a picture": partial(
        _picture, blip='<a:blip r:embed="rId2"/>', kind="hyperlink", inside='<a:hlinkClick r:id="rIdBait"/>'
    ),
    "background": _background,
    "no picture": _fake_picture,
    "svg": _svg,
    "vba": _vba,
    "vba as picture": partial(_vba, part="xl/media/image9.png"),
    "vba by extension": _vba_by_default,
    "vba in other case": _vba_other_case,
    "two types of a part": _two_types,
    "ribbon": partial(_unknown, rels=ROOT, kind=f"{MS}/2006/relationships/ui/extensibility"),
    "later ribbon": partial(_unknown, rels=ROOT, kind=f"{MS}/2007/relationships/ui/extensibility"),
    "web extension": partial(_unknown, rels=ROOT, kind=f"{MS}/2011/relationships/webextensiontaskpanes"),
    "object": _ole,
    "package": _package,
    "linked object": _linked_object,
    "activex": _activex,
    "form control": _form_control,
    "connection": _connection,
    "query": _query,
    "book": _external_book,
    "dde link": partial(_external_book, inside='<ddeLink ddeService="cmd" ddeTopic="/c bait9"/>'),
    "ole link": partial(_external_book, inside='<oleLink r:id="rId1" progId="bait9"/>'),
    "pivot of a server": partial(_pivot, source='<cacheSource type="external" connectionId="1"/><cacheFields/>'),
    "pivot of a book": partial(
        _pivot,
        source='<cacheSource type="worksheet"><worksheetSource ref="A1" r:id="rIdBait"/></cacheSource><cacheFields/>',
    ),
    "pivot of a name": partial(
        _pivot, source='<cacheSource type="worksheet"><worksheetSource name="[1]bait9"/></cacheSource><cacheFields/>'
    ),
    "slicer": _slicer,
    "custom xml": partial(_unknown, rels=BOOK_RELS, kind="customXml"),
    "xml maps": partial(_unknown, rels=BOOK_RELS, kind="xmlMaps"),
    "real-time data": partial(_unknown, rels=BOOK_RELS, kind="volatileDependencies"),
    "revisions": partial(_unknown, rels=BOOK_RELS, kind="revisionHeaders"),
    "wps script": partial(_unknown, rels=BOOK_RELS, kind="http://www.wps.cn/officeDocument/2018/jdeExtension"),
    "chunk": partial(_unknown, rels=SHEET_RELS, kind="aFChunk"),
    "font": partial(_unknown, rels="xl/_rels/styles.xml.rels", kind="font"),
    "kind and type differ": partial(_unknown, rels=SHEET_RELS, kind="comments", content_type="application/x-bait9"),
    "signature": partial(
        _unknown, rels=ROOT, kind=f"{PACKAGE}/relationships/digital-signature/origin"
    ),
    "printer": _printer,
    "relations of relations": _relations_of_relations,
    "part of its own": lambda parts: parts.update({"xl/odd.xml": b"<bait9/>"}),
    "base of a relation": _base,
    "style sheet": _style_sheet,
    "value from the web": _web_value,
    "link in a discussion": _threaded,
    "properties": _properties,
    "published range": lambda parts: before(
        parts, SHEET, "<tableParts", '<webPublishItems><webPublishItem destinationFile="http://bait9"/></webPublishItems>'
    ),
    "smart tag": lambda parts: before(
        parts, BOOK, "</workbook>", '<smartTagTypes><smartTagType url="http://bait9"/></smartTagTypes>'
    ),
    "consolidated": _data_reference,
    "second workbook": _second_book,
    "another part under a known type": _other_root,
    "outside of the folder": _entry_outside,
}  # fmt: skip


def baited(way: str) -> Parts:
    """Return the parts of a workbook in which something is hidden."""
    parts = plain()
    WAYS[way](parts)
    return parts


__all__ = ["BAIT", "FORMULAS", "PNG", "WAYS", "C", "baited"]
