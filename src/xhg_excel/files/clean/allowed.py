"""What a form may consist of: relationship types with the content types they may lead to. All else is cut.

A part is kept if the package leads to it through listed relationships only. Anything no form needs is left out
on purpose, also where it would do nothing by itself:

- programs: vbaProject, customUI, macro and dialog sheets, ActiveX (control), WPS' script (jdeExtension), web add-ins;
- other files and servers: externalLink, connections, queryTable, volatileDependencies, xmlMaps, the data model;
- files in the file: oleObject, package, embedded fonts, audio, video, aFChunk;
- data that no cell shows: customXml (Power Query keeps its queries there), customProperty, revisions (they repeat
  formulas), signatures (marking breaks them).
"""

from __future__ import annotations

from collections.abc import Mapping

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HYPERLINK = "hyperlink"
_OPC = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
_OFFICE = "http://schemas.microsoft.com/office"
_ML = "application/vnd.openxmlformats-officedocument"
_SHEET = f"{_ML}.spreadsheetml"
_MS = "application/vnd.ms-excel"

SHEET_MAIN = f"{_SHEET}.sheet.main+xml"
WORKSHEET_TYPE = f"{_SHEET}.worksheet+xml"
# The copy is an .xlsx: a workbook with macros or a template becomes a plain workbook.
_MAIN_TYPES = {
    SHEET_MAIN,
    f"{_SHEET}.template.main+xml",
    f"{_MS}.sheet.macroenabled.main+xml",
    f"{_MS}.template.macroenabled.main+xml",
    f"{_MS}.addin.macroenabled.main+xml",
}
# Pictures that lie in the file. No SVG: it may contain scripts and links; every SVG has a PNG beside it.
_PICTURES = {
    *(f"image/{kind}" for kind in ("png", "jpeg", "jpg", "pjpeg", "gif", "bmp", "tiff", "tif", "emf", "wmf")),
    *(f"image/{kind}" for kind in ("x-png", "x-bmp", "x-emf", "x-wmf", "x-ms-bmp", "vnd.ms-photo", "webp")),
}
# The beginnings of those files: bytes of another kind are no picture, whatever their content type.
PICTURE_STARTS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"II\xbc", b"RIFF",
    b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00", b"\x01\x00\x00\x00",
)  # fmt: skip

# By the last word of a type whose beginning is TRANSITIONAL or STRICT.
_STANDARD: Mapping[str, set[str]] = {
    "officeDocument": _MAIN_TYPES,
    "extended-properties": {f"{_ML}.extended-properties+xml"},
    "extendedProperties": {f"{_ML}.extended-properties+xml"},
    "custom-properties": {f"{_ML}.custom-properties+xml"},
    "customProperties": {f"{_ML}.custom-properties+xml"},
    "metadata/core-properties": {"application/vnd.openxmlformats-package.core-properties+xml"},
    "metadata/thumbnail": _PICTURES,
    "worksheet": {WORKSHEET_TYPE},
    "chartsheet": {f"{_SHEET}.chartsheet+xml"},
    "styles": {f"{_SHEET}.styles+xml"},
    "sharedStrings": {f"{_SHEET}.sharedstrings+xml"},
    "theme": {f"{_ML}.theme+xml"},
    "themeOverride": {f"{_ML}.themeoverride+xml"},
    # The order in which cells are calculated; dropped by `clean` where a formula was cut.
    "calcChain": {f"{_SHEET}.calcchain+xml"},
    "sheetMetadata": {f"{_SHEET}.sheetmetadata+xml"},
    "table": {f"{_SHEET}.table+xml"},
    "comments": {f"{_SHEET}.comments+xml"},
    "drawing": {f"{_ML}.drawing+xml"},
    "vmlDrawing": {f"{_ML}.vmldrawing"},
    "image": _PICTURES,
    "chart": {f"{_ML}.drawingml.chart+xml"},
    "chartUserShapes": {f"{_ML}.drawingml.chartshapes+xml"},
    "diagramData": {f"{_ML}.drawingml.diagramdata+xml"},
    "diagramLayout": {f"{_ML}.drawingml.diagramlayout+xml"},
    "diagramQuickStyle": {f"{_ML}.drawingml.diagramstyle+xml"},
    "diagramColors": {f"{_ML}.drawingml.diagramcolors+xml"},
    # A pivot table over cells of the workbook. It may refresh when it is opened: that reads nothing but those cells.
    "pivotTable": {f"{_SHEET}.pivottable+xml"},
    "pivotCacheDefinition": {f"{_SHEET}.pivotcachedefinition+xml"},
    "pivotCacheRecords": {f"{_SHEET}.pivotcacherecords+xml"},
    # Tick boxes and lists of the forms toolbar, without the macro they may name; ActiveX has another type.
    "ctrlProp": {f"{_MS}.controlproperties+xml"},
    # The printer's settings (DEVMODE), for paper and trays; `clean` looks at the bytes.
    "printerSettings": {f"{_SHEET}.printersettings"},
}
# Later parts of Microsoft's and WPS' own, by their whole type.
_FURTHER: Mapping[str, set[str]] = {
    f"{_OPC}/core-properties": {"application/vnd.openxmlformats-package.core-properties+xml"},
    # As Apache POI wrote it for years.
    f"{TRANSITIONAL.replace('officeDocument', 'officedocument')}/metadata/core-properties": {
        "application/vnd.openxmlformats-package.core-properties+xml"
    },
    f"{_OPC}/thumbnail": _PICTURES,
    f"{_OFFICE}/2007/relationships/diagramDrawing": {"application/vnd.ms-office.drawingml.diagramdrawing+xml"},
    f"{_OFFICE}/2007/relationships/hdphoto": _PICTURES,
    f"{_OFFICE}/2007/relationships/slicer": {f"{_MS}.slicer+xml"},
    f"{_OFFICE}/2007/relationships/slicerCache": {f"{_MS}.slicercache+xml"},
    f"{_OFFICE}/2011/relationships/timeline": {f"{_MS}.timeline+xml"},
    f"{_OFFICE}/2011/relationships/timelineCache": {f"{_MS}.timelinecache+xml"},
    f"{_OFFICE}/2011/relationships/chartStyle": {"application/vnd.ms-office.chartstyle+xml"},
    f"{_OFFICE}/2011/relationships/chartColorStyle": {"application/vnd.ms-office.chartcolorstyle+xml"},
    f"{_OFFICE}/2014/relationships/chartEx": {"application/vnd.ms-office.chartex+xml"},
    f"{_OFFICE}/2017/10/relationships/threadedComment": {f"{_MS}.threadedcomments+xml"},
    f"{_OFFICE}/2017/10/relationships/person": {f"{_MS}.person+xml"},
    f"{_OFFICE}/2019/04/relationships/namedSheetView": {f"{_MS}.namedsheetviews+xml"},
    # Pictures placed in cells; data types from the internet need more parts than these.
    f"{_OFFICE}/2017/06/relationships/rdRichValue": {f"{_MS}.rdrichvalue+xml"},
    f"{_OFFICE}/2017/06/relationships/rdRichValueStructure": {f"{_MS}.rdrichvaluestructure+xml"},
    f"{_OFFICE}/2017/06/relationships/rdRichValueTypes": {f"{_MS}.rdrichvaluetypes+xml"},
    f"{_OFFICE}/2022/10/relationships/richValueRel": {f"{_MS}.richvaluerel+xml"},
    # Tick boxes in cells.
    f"{_OFFICE}/2022/11/relationships/FeaturePropertyBag": {f"{_MS}.featurepropertybag+xml"},
    "http://www.wps.cn/officeDocument/2020/cellImage": {"application/vnd.wps-officedocument.cellimage+xml"},
}
# The root that a part must have, by the last word of its type: a part is what its root says, too.
ROOTS = {
    "officeDocument": "workbook", "worksheet": "worksheet", "chartsheet": "chartsheet", "styles": "styleSheet",
    "sharedStrings": "sst", "theme": "theme", "themeOverride": "themeOverride", "calcChain": "calcChain",
    "sheetMetadata": "metadata", "table": "table", "comments": "comments", "drawing": "wsDr", "chart": "chartSpace",
    "chartUserShapes": "userShapes", "diagramData": "dataModel", "diagramLayout": "layoutDef",
    "diagramQuickStyle": "styleDef", "diagramColors": "colorsDef", "pivotTable": "pivotTableDefinition",
    "pivotCacheDefinition": "pivotCacheDefinition", "pivotCacheRecords": "pivotCacheRecords",
    "ctrlProp": "formControlPr", "core-properties": "coreProperties", "extended-properties": "Properties",
    "custom-properties": "Properties", "slicer": "slicers", "slicerCache": "slicerCacheDefinition",
    "timeline": "timelines", "timelineCache": "timelineCacheDefinition", "chartEx": "chartSpace",
    "threadedComment": "ThreadedComments", "person": "personList", "namedSheetView": "namedSheetViews",
    "rdRichValue": "rvData", "rdRichValueStructure": "rvStructures", "richValueRel": "richValueRels",
    "FeaturePropertyBag": "FeaturePropertyBags", "cellImage": "cellImages",
}  # fmt: skip


def content_types_for(kind: str) -> set[str]:
    """Return the content types, in small letters, that a relationship of a type may lead to; none: it is cut.

    >>> sorted(content_types_for(TRANSITIONAL + "/comments"))
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml']
    >>> content_types_for(TRANSITIONAL + "/oleObject")
    set()
    """
    for beginning in (TRANSITIONAL, STRICT):
        if kind.startswith(f"{beginning}/"):
            return _STANDARD.get(kind[len(beginning) + 1 :], set())
    return _FURTHER.get(kind, set())


def is_picture_kind(kind: str) -> bool:
    """Return whether a relationship of a type leads to a picture."""
    return content_types_for(kind) is _PICTURES
