"""Write native bar charts into a .docx, with patterns and numbers that are readable in black and white."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xhg_excel.core.report.document import BarChart
from xhg_excel.notice.words import official_document as look
from xhg_excel.notice.words import report_document as words

_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MM = 36000  # EMU


def add_chart(document: Document, chart: BarChart, number: int) -> None:
    """Append a chart and its caption to a document.

    Its key is stored in a bookmark, because programs rename drawings but not bookmarks;
    `number` is the id of both, unused in the document so far.
    """
    package = document.part.package
    chart_number = sum(part.content_type == _TYPE for part in package.iter_parts()) + 1
    part = Part(PackURI(f"/word/charts/chart{chart_number}.xml"), _TYPE, _xml(chart).encode(), package)
    relation = document.part.relate_to(part, _RELATION)
    height = look.CHART_FRAME + look.CHART_BAR * len(chart.names)
    body = document.element.body
    namespaces = nsdecls("w", "wp", "a", "r", "c")
    drawing = (
        f'<w:p {namespaces}><w:pPr><w:pStyle w:val="chart"/></w:pPr>'
        f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(words.CHART_PREFIX + chart.key)}/>'
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{look.CHART_WIDTH * _MM}" cy="{height * _MM}"/>'
        f'<wp:docPr id="{number}" name={quoteattr(chart.key)} descr={quoteattr(chart.title)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        f'</wp:inline></w:drawing></w:r><w:bookmarkEnd w:id="{number}"/></w:p>'
    )
    caption = (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="chart_caption"/></w:pPr><w:r><w:t xml:space="preserve">'
        f"{escape(chart.title)}</w:t></w:r></w:p>"
    )
    for xml in (drawing, caption):
        body.insert(len(body) - 1, parse_xml(xml))


def _xml(chart: BarChart) -> str:
    series = "".join(_series(chart, number) for number in range(len(chart.series)))
    text = (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1050"><a:latin typeface="{look.SONG}"/>'
        f'<a:ea typeface="{look.SONG}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
    line = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr>'
    axes = (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}'
        '<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="1"/>'
        '<c:axPos val="t"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="max"/></c:valAx>'
    )
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="45"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>{axes}'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{text}</c:chartSpace>'
    )


def _series(chart: BarChart, number: int) -> str:
    name, values = chart.series[number]
    pattern = look.PATTERNS[number % len(look.PATTERNS)]
    names = "".join(f'<c:pt idx="{n}"><c:v>{escape(text)}</c:v></c:pt>' for n, text in enumerate(chart.names))
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    label = (  # the format `0;;` shows no number beside a bar of 0
        '<c:dLbls><c:numFmt formatCode="0;;" sourceLinked="0"/><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:v>{escape(name)}</c:v></c:tx>'
        f'<c:spPr><a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill><a:ln w="9525"><a:solidFill>'
        '<a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/>'
        f'{label}<c:cat><c:strLit><c:ptCount val="{len(chart.names)}"/>{names}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:formatCode>0</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit></c:val></c:ser>'
    )


def chart_values(xml: bytes) -> list[int]:
    """Return the values of a chart's part, series by series; [] if it has none or declares a document type."""
    if re.search(rb"<!DOCTYPE|<!ENTITY", xml):
        return []
    root = ElementTree.fromstring(xml)  # noqa: S314  # without a document type there are no entities
    return [int(float(v.text or 0)) for val in root.iter(f"{{{_C}}}val") for v in val.iter(f"{{{_C}}}v")]
