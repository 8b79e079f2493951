"""Seventy-five further ways to hide in a workbook what acts or leads out of it, beside those in `ways`."""

from __future__ import annotations

from functools import partial

from tests.files.clean import ways
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
    SHEET,
    SHEET_RELS,
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
)  # fmt: skip
from tests.files.clean.ways import EXTERNAL, MS, Way

C15 = f"{MS}/drawing/2012/chart"
X15 = f"{MS}/spreadsheetml/2010/11/main"

FORMULAS = {
    "intersected": '@_xlfn.SINGLE(WEBSERVICE("bait9"))',
    "after an empty argument": 'IF(1,,WEBSERVICE("bait9"))',
    "called at once": '_xlfn.LAMBDA(_xlpm.x,WEBSERVICE(_xlpm.x))("bait9")',
    "by row": '_xlfn.BYROW(A1:A2,_xleta.HYPERLINK)&amp;"bait9"',
    "stocks": '_xlfn.STOCKHISTORY("bait9",1)',
    "model": '_xlfn.COPILOT("bait9")',
    "hard blank": 'WEBSERVICE\u00a0("bait9")',
    "soft hyphen": 'WEB\u00adSERVICE("bait9")',
    "accent": 'WEBSERVICE\u0301("bait9")',
    "other i": 'WEBSERV\u0131CE("bait9")',
    "doubled brackets": '((((HYPERLINK("bait9")))))',
    "three-dimensional": "SUM('[bait9.xlsx]表1:甲|乙'!A1)",
    "book by address": "'file:///bait9/[x]S'!A1",
    "whole column of a book": "SUM([1]bait9!$A:$A)",
    "spilled from a book": "_xlfn.ANCHORARRAY([1]bait9!A1)",
    "pivot of a book": 'GETPIVOTDATA("x",[1]bait9!A1)',
    "dde with a path": "'C:\\bait9.exe'|'x'!'y'",
    "dde after an operator": "1+cmd|'/c bait9'!A0",
    "sql": 'SQL.REQUEST("bait9","",2)',
    "opens a file": 'FOPEN("bait9",1)',
    "field of a value": '_xlfn.FIELDVALUE("bait9","x")',
    "indirect by code": 'INDIRECT(CHAR(91)&amp;"bait9.xlsx]S!A1")',
    "references in decimals": "&#72;&#89;&#80;&#69;&#82;&#76;&#73;&#78;&#75;(&#34;bait9&#34;)",
    "cdata over the bracket": 'WEBSERVICE<![CDATA[(]]>"bait9"<![CDATA[)]]>',
}  # fmt: skip


def _in_choice(parts: Parts) -> None:
    cell = '<c r="E1"><f>WEBSERVICE("bait9")</f><v>1</v></c>'
    choice = f'<mc:Choice xmlns:x14="{X14}" Requires="x14">{cell}</mc:Choice><mc:Fallback>{cell}</mc:Fallback>'
    before(parts, SHEET, '</row><row r="2">', f'<mc:AlternateContent xmlns:mc="{MC}">{choice}</mc:AlternateContent>')


def _second_formula(parts: Parts) -> None:
    edit(parts, SHEET, "<f>SUM(B1:B2)</f>", '<f>SUM(B1:B2)</f><f>WEBSERVICE("bait9")</f>')


def _spread(parts: Parts) -> None:
    """Only the first cell of a formula that fills others carries it; a cell far away says that it shares it."""
    edit(parts, SHEET, "<f>SUM(B1:B2)</f>", '<f t="array" ref="A1:A2" aca="1">WEBSERVICE("bait9")</f>')


def _procedure(parts: Parts) -> None:
    ways.name(parts, "bait9!A1", "p", ' vbProcedure="1" function="1" hidden="1"')


def _local_name(parts: Parts) -> None:
    ways.name(parts, "'[bait9.xlsx]S'!$A$1", "_xlnm.Print_Area", ' localSheetId="0"')


def _second_limit(parts: Parts) -> None:
    rule = '<dataValidation type="whole" sqref="C1"><formula1>1</formula1><formula2>[1]bait9!A1</formula2></dataValidation>'
    before(parts, SHEET, "</dataValidations>", rule)


def _cdata_in_limit(parts: Parts) -> None:
    rule = (
        '<dataValidation type="custom" sqref="C1"><formula1>WEB<![CDATA[SERVICE("bait9")]]></formula1></dataValidation>'
    )
    before(parts, SHEET, "</dataValidations>", rule)


def _second_formula_of_a_rule(parts: Parts) -> None:
    rule = (
        '<conditionalFormatting sqref="A2"><cfRule type="cellIs" operator="between" priority="4"><formula>1</formula>'
        "<formula>[1]bait9!A1</formula></cfRule></conditionalFormatting>"
    )
    before(parts, SHEET, "<dataValidations", rule)


def _scale(parts: Parts) -> None:
    rule = (
        '<conditionalFormatting sqref="A2"><cfRule type="colorScale" priority="4"><colorScale><cfvo type="formula" '
        'val="WEBSERVICE(&quot;bait9&quot;)"/><cfvo type="max"/><color rgb="FF000000"/><color rgb="FFFFFFFF"/></colorScale>'
        "</cfRule></conditionalFormatting>"
    )
    before(parts, SHEET, "<dataValidations", rule)


def _later_bar(parts: Parts) -> None:
    xml = (
        f'<x14:conditionalFormattings xmlns:xm="{XM}"><x14:conditionalFormatting><x14:cfRule type="dataBar" id="{{0}}">'
        '<x14:dataBar><x14:cfvo type="formula"><xm:f>[1]bait9!A1</xm:f></x14:cfvo><x14:cfvo type="autoMax"/></x14:dataBar>'
        "</x14:cfRule><xm:sqref>A1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
    )
    ext = f'<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">{xml}</ext></extLst>'
    before(parts, SHEET, "</worksheet>", ext)


def _header_picture(parts: Parts) -> None:
    space = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    vml = f'<xml {space}><v:shape id="LH"><v:imagedata o:relid="rId1" o:title="x"/></v:shape></xml>'
    add(parts, SHEET_RELS, "vmlDrawing", "xl/drawings/vml2.vml", f"{ML}.vmlDrawing", vml)
    relate(parts, "xl/drawings/_rels/vml2.vml.rels", "image", "http://bait9/x.png", EXTERNAL, "rId1")
    before(parts, SHEET, "<tableParts", '<legacyDrawingHF r:id="rIdBait"/>')


def _chart_xml(parts: Parts, where: str, xml: str) -> None:
    before(parts, CHART, where, xml)


def _series_kept_back(parts: Parts) -> None:
    xml = (
        f'<c:extLst><c:ext uri="{{02D57815}}" xmlns:c15="{C15}"><c15:filteredBarSeries><c15:ser><c:val><c:numRef><c:extLst>'
        '<c:ext uri="{02D57815}"><c15:formulaRef><c15:sqref>[1]bait9!$A$1</c15:sqref></c15:formulaRef></c:ext></c:extLst>'
        "</c:numRef></c:val></c15:ser></c15:filteredBarSeries></c:ext></c:extLst>"
    )
    _chart_xml(parts, '<c:axId val="1"/><c:axId val="2"/></c:barChart>', xml)


def _label_range(parts: Parts) -> None:
    xml = f'<c:extLst><c:ext uri="{{02D57815}}" xmlns:c15="{C15}"><c15:datalabelsRange><c15:f>[1]bait9!A1</c15:f>'
    _chart_xml(parts, "</c:ser>", xml + "</c15:datalabelsRange></c:ext></c:extLst>")


def _levels(parts: Parts) -> None:
    _chart_xml(parts, "<c:val>", "<c:cat><c:multiLvlStrRef><c:f>[1]bait9!A1:B2</c:f></c:multiLvlStrRef></c:cat>")


def _pivot_source(parts: Parts) -> None:
    _chart_xml(parts, "<c:chart>", "<c:pivotSource><c:name>[bait9.xlsx]S!p</c:name><c:fmtId val='0'/></c:pivotSource>")


def _title_link(parts: Parts) -> None:
    relate(parts, "xl/charts/_rels/chart1.xml.rels", "hyperlink", "http://bait9", EXTERNAL)
    run = '<a:r><a:rPr><a:hlinkClick r:id="rIdBait"/></a:rPr><a:t>x</a:t></a:r>'
    xml = f"<c:title><c:tx><c:rich><a:bodyPr/><a:p>{run}</a:p></c:rich></c:tx></c:title>"
    _chart_xml(parts, "<c:plotArea>", xml)


def _shape_in_chart(parts: Parts) -> None:
    xml = (
        f'<c:userShapes xmlns:c="{C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{OFFICE}" '
        'xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"><cdr:relSizeAnchor><cdr:pic><cdr:blipFill>'
        '<a:blip r:link="rId1"/></cdr:blipFill></cdr:pic></cdr:relSizeAnchor></c:userShapes>'
    )
    kind = f"{ML}.drawingml.chartshapes+xml"
    add(parts, "xl/charts/_rels/chart1.xml.rels", "chartUserShapes", "xl/drawings/drawing9.xml", kind, xml)
    relate(parts, "xl/drawings/_rels/drawing9.xml.rels", "image", "http://bait9/x.png", EXTERNAL, "rId1")
    _chart_xml(parts, "</c:chartSpace>", '<c:userShapes r:id="rIdBait"/>')


def _drawn(
    parts: Parts, inside: str, kind: str = "hyperlink", target: str = "http://bait9", more: str = EXTERNAL
) -> None:
    """Add a shape in a group with something inside its properties."""
    relate(parts, DRAWING_RELS, kind, target, more)
    xml = (
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="7" name="g"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr/>'
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="8" name="s">{inside}</xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr>'
        "<xdr:spPr/></xdr:sp></xdr:grpSp>"
    )
    before(parts, DRAWING, "</xdr:wsDr>", anchor(xml))


def _line_macro(parts: Parts) -> None:
    line = '<xdr:cxnSp macro="[0]!bait9"><xdr:nvCxnSpPr><xdr:cNvPr id="9" name="l"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr/></xdr:cxnSp>'
    before(parts, DRAWING, "</xdr:wsDr>", anchor(line))


def _ink(parts: Parts) -> None:
    add(parts, DRAWING_RELS, "customXml", "xl/ink/ink1.xml", "application/inkml+xml", "<ink><bait9/></ink>")
    before(
        parts,
        DRAWING,
        "</xdr:wsDr>",
        anchor(f'<xdr14:contentPart xmlns:xdr14="{MS}/excel/2010/spreadsheetDrawing" r:id="rIdBait"/>'),
    )


def _film(parts: Parts) -> None:
    inside = f'<a:extLst><a:ext uri="{{DAA4B4D4}}"><p14:media xmlns:p14="{MS}/powerpoint/2010/main" r:link="rIdBait"/></a:ext></a:extLst>'
    relate(parts, DRAWING_RELS, f"{MS}/2007/relationships/media", "http://bait9/a.mp4", EXTERNAL)
    before(parts, DRAWING, "</xdr:wsDr>", picture('<a:blip r:embed="rId2"/>', inside, 9))


def _linked_svg(parts: Parts) -> None:
    relate(parts, DRAWING_RELS, "image", "http://bait9/a.svg", EXTERNAL)
    blip = (
        '<a:blip r:embed="rId2"><a:extLst><a:ext uri="{96DAC541}"><asvg:svgBlip '
        f'xmlns:asvg="{MS}/drawing/2016/SVG/main" r:link="rIdBait"/></a:ext></a:extLst></a:blip>'
    )
    before(parts, DRAWING, "</xdr:wsDr>", picture(blip, "", 9))


def _filled_shape(parts: Parts) -> None:
    relate(parts, DRAWING_RELS, "image", "http://bait9/a.png", EXTERNAL)
    edit(
        parts,
        DRAWING,
        "</xdr:spPr></xdr:sp>",
        '<a:blipFill><a:blip r:link="rIdBait"/></a:blipFill></xdr:spPr></xdr:sp>',
    )


def _layer(parts: Parts) -> None:
    add(parts, DRAWING_RELS, f"{MS}/2007/relationships/hdphoto", "xl/media/h.wdp", "image/vnd.ms-photo", b"MZ bait9")
    blip = (
        '<a:blip r:embed="rId2"><a:extLst><a:ext uri="{BEBA8EAE}"><a14:imgProps '
        f'xmlns:a14="{MS}/drawing/2010/main"><a14:imgLayer r:embed="rIdBait"/></a14:imgProps></a:ext></a:extLst></a:blip>'
    )
    before(parts, DRAWING, "</xdr:wsDr>", picture(blip, "", 9))


def _note_shape(parts: Parts, inside: str) -> None:
    before(
        parts,
        VML,
        "</xml>",
        f'<v:group id="g"><v:shape id="b">{inside}<x:ClientData ObjectType="Pict"/></v:shape></v:group>',
    )


def _table_of_xml(parts: Parts) -> None:
    edit(parts, TABLE, ' ref="D4:D5"', ' ref="D4:D5" tableType="xml" connectionId="9"')
    xml = '<tableColumn id="1" name="列"><xmlColumnPr mapId="1" xpath="/bait9" xmlDataType="string"/></tableColumn>'
    edit(parts, TABLE, '<tableColumn id="1" name="列"/>', xml)


def _pivot(parts: Parts, source: str, fields: str = "") -> None:
    ways._pivot(parts, f"{source}<cacheFields>{fields}</cacheFields>")


def _table_slicer(parts: Parts) -> None:
    cache = (
        f'<slicerCacheDefinition xmlns="{X14}" name="s" sourceName="x"><extLst><x:ext xmlns:x="{MAIN}" uri="{{2F2917AC}}">'
        f'<x15:tableSlicerCache xmlns:x15="{X15}" tableId="1" column="1"/><x15:connection xmlns:x15="{X15}" id="bait9"/></x:ext>'
        "</extLst></slicerCacheDefinition>"
    )
    kind = f"{MS}/2007/relationships/slicerCache"
    add(parts, BOOK_RELS, kind, "xl/slicerCaches/s1.xml", "application/vnd.ms-excel.slicerCache+xml", cache, "rIdS")


def _outside(parts: Parts, rels: str, kind: str, target: str, mode: str) -> None:
    relate(parts, rels, kind, target, mode)


def _types_with_more(parts: Parts) -> None:
    xml = f'<xm:macrosheet xmlns:xm="{XM}"><f>EXEC("bait9")</f></xm:macrosheet>'
    parts["xl/odd/m.xml"] = xml.encode()
    before(
        parts,
        TYPES,
        "</Types>",
        '<Override PartName="/xl/odd/m.xml" ContentType=" APPLICATION/vnd.ms-excel.macrosheet+xml ; a=b"/>',
    )
    relate(parts, BOOK_RELS, f"{MS}/2006/relationships/xlMacrosheet", "odd/m.xml")
    before(parts, BOOK, "</sheets>", '<sheet name="m" sheetId="9" state="veryHidden" r:id="rIdBait"/>')


def _of_the_book(parts: Parts, xml: str) -> None:
    before(parts, BOOK, "</workbook>", xml)


def _book_connection(parts: Parts) -> None:
    xml = f'<x15:connection xmlns:x15="{X15}" id="bait9" model="1"><x15:oledbPr connection="bait9"/></x15:connection>'
    _of_the_book(parts, f'<extLst><ext uri="{{FCE2AD5D}}">{xml}</ext></extLst>')


def _custom_property(parts: Parts) -> None:
    add(parts, SHEET_RELS, "customProperty", "xl/customProperty1.bin", f"{ML}.spreadsheetml.customProperty", b"bait9")
    before(parts, SHEET, "<tableParts", '<customProperties><customPr name="x" r:id="rIdBait"/></customProperties>')


def _place(parts: Parts, location: str) -> None:
    before(parts, SHEET, "</hyperlinks>", f'<hyperlink ref="A2" location="{location}"/>')


def _chart_sheet(parts: Parts) -> None:
    xml = (
        f'<chartsheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetViews/><webPublishItems count="1"><webPublishItem id="1" '
        'divId="b" sourceType="sheet" destinationFile="bait9"/></webPublishItems></chartsheet>'
    )
    add(parts, BOOK_RELS, "chartsheet", "xl/chartsheets/c1.xml", f"{ML}.spreadsheetml.chartsheet+xml", xml)
    before(parts, BOOK, "</sheets>", '<sheet name="图" sheetId="9" r:id="rIdBait"/>')


def _cell_image(parts: Parts) -> None:
    space = "http://www.wps.cn/officeDocument/2017/etCustomData"
    xml = (
        f'<etc:cellImages xmlns:etc="{space}" xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{OFFICE}"><etc:cellImage><xdr:pic>'
        '<xdr:blipFill><a:blip r:link="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>'
    )
    kind = "http://www.wps.cn/officeDocument/2020/cellImage"
    add(parts, BOOK_RELS, kind, "xl/cellimages.xml", "application/vnd.wps-officedocument.cellimage+xml", xml)
    relate(parts, "xl/_rels/cellimages.xml.rels", "image", "http://bait9/a.png", EXTERNAL, "rId1")


def _printer(parts: Parts) -> None:
    """The lengths are those of a printer's settings; what follows is a program."""
    content = bytes(68) + (220).to_bytes(2, "little") + (4).to_bytes(2, "little") + bytes(152) + b"MZ bait9" * 9
    add(
        parts,
        SHEET_RELS,
        "printerSettings",
        "xl/printerSettings/p1.bin",
        f"{ML}.spreadsheetml.printerSettings",
        content,
    )
    before(parts, SHEET, "<drawing", '<pageSetup orientation="portrait" r:id="rIdBait"/>')


def _pane(parts: Parts) -> None:
    kind = f"{MS}/2011/relationships/webextensiontaskpanes"
    xml = '<wetp:taskpanes xmlns:wetp="x"><bait9/></wetp:taskpanes>'
    add(
        parts, "_rels/.rels", kind, "xl/webextensions/t.xml", "application/vnd.ms-office.webextensiontaskpanes+xml", xml
    )


FURTHER: dict[str, Way] = {
    **{f"formula: {key}": partial(ways._cell, formula=text) for key, text in FORMULAS.items()},
    "cell in a choice": _in_choice,
    "second formula of a cell": _second_formula,
    "formula that fills": _spread,
    "procedure as a name": _procedure,
    "name of one sheet": _local_name,
    "second limit": _second_limit,
    "character data in a limit": _cdata_in_limit,
    "second formula of a rule": _second_formula_of_a_rule,
    "colour scale": _scale,
    "later data bar": _later_bar,
    "picture of a header": _header_picture,
    "series that is kept back": _series_kept_back,
    "range of labels": _label_range,
    "levels of a chart": _levels,
    "pivot of a chart": _pivot_source,
    "link of a chart's title": _title_link,
    "picture in a chart": _shape_in_chart,
    "link in a group": partial(_drawn, inside='<a:hlinkClick r:id="rIdBait"/>'),
    "link under the pointer": partial(_drawn, inside='<a:hlinkHover r:id="rIdBait" action="ppaction://program"/>'),
    "sound of a link": partial(_drawn, inside='<a:hlinkClick r:id=""><a:snd r:embed="rIdBait" name="x"/></a:hlinkClick>', kind="audio"),
    "macro of a line": _line_macro,
    "ink": _ink,
    "film": _film,
    "linked svg": _linked_svg,
    "picture that fills a shape": _filled_shape,
    "layer that is no picture": _layer,
    "fill of a note shape": partial(_note_shape, inside='<v:fill type="frame" src="http://bait9/x"/>'),
    "alternative of a note shape": partial(_note_shape, inside='<v:stroke o:althref="http://bait9/x"/>'),
    "text of a note shape": partial(_note_shape, inside='<v:textbox><a href="http://bait9">x</a></v:textbox>'),
    "address of a note picture": partial(_note_shape, inside='<v:imagedata o:href="http://bait9/x.png"/>'),
    "table of xml": _table_of_xml,
    "pivot of several books": partial(
        _pivot,
        source='<cacheSource type="consolidation"><consolidation><rangeSets count="1"><rangeSet ref="A1" sheet="bait9" r:id="rId1"/>'
        "</rangeSets></consolidation></cacheSource>",
    ),
    "computed field of a pivot": partial(
        _pivot,
        source='<cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="表1"/></cacheSource>',
        fields='<cacheField name="x" databaseField="0" formula="WEBSERVICE(&quot;bait9&quot;)"/>',
    ),
    "connection of a slicer": _table_slicer,
    "mode in small letters": partial(_outside, rels=SHEET_RELS, kind="image", target="http://bait9/x", mode=' TargetMode="external"'),
    "escaped way out": partial(_outside, rels=SHEET_RELS, kind="image", target="..%2f..%2f..%2fbait9", mode=""),
    "network path": partial(_outside, rels=BOOK_RELS, kind="theme", target="//bait9/x.xml", mode=""),
    "of the styles": partial(_outside, rels="xl/_rels/styles.xml.rels", kind="image", target="http://bait9", mode=EXTERNAL),
    "of the notes": partial(_outside, rels="xl/_rels/comments1.xml.rels", kind="hyperlink", target="http://bait9", mode=EXTERNAL),
    "of the table": partial(_outside, rels="xl/tables/_rels/table1.xml.rels", kind="queryTable", target="http://bait9", mode=EXTERNAL),
    "content type with more": _types_with_more,
    "published book": partial(_of_the_book, xml='<webPublishObjects count="1"><webPublishObject id="1" divId="b" destinationFile="bait9"/></webPublishObjects>'),
    "connection in the book": _book_connection,
    "property of a sheet": _custom_property,
    "script as a place": partial(_place, location="javascript:bait9"),
    "share as a place": partial(_place, location="\\\\bait9\\s"),
    "book as a place": partial(_place, location="[bait9.xlsx]S!A1"),
    "chart sheet that publishes": _chart_sheet,
    "picture of a cell": _cell_image,
    "program behind printer settings": _printer,
    "pane": _pane,
}  # fmt: skip


def baited(way: str) -> Parts:
    """Return the parts of a workbook in which something is hidden."""
    parts = plain()
    FURTHER[way](parts)
    return parts
