"""The cell styles in which conditional formats store fill, colour, bold and italic."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xhg_excel.calc.engine.office import properties

CELL_STYLES = "CellStyles"
_STYLE = "xlwings {fill} {font} {bold:d}{italic:d}"
OWN_STYLES = _STYLE.partition("{")[0]
_DEFAULT, _IMPORTED = "Default", "ConditionalStyle_"
_BARE = {"VertJustify": 0, "CharHeight": 10.0, "CharWeight": 100.0, "IsTextWrapped": False}
_STYLE_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document{spaces} office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:styles>'
    '<style:style style:name="parent" style:display-name="{parent}" style:family="table-cell"/>'
    '<style:style style:name="rule" style:display-name="{style}" style:family="table-cell" '
    'style:parent-style-name="parent"><style:table-cell-properties {cells}/><style:text-properties {texts}/>'
    '</style:style></office:styles><office:body><office:spreadsheet><table:table table:name="1"><table:table-column/>'
    "<table:table-row><table:table-cell/></table:table-row></table:table></office:spreadsheet></office:body>"
    "</office:document>"
)


@dataclass(frozen=True)
class Look:
    """How cells look while a rule holds; colours are Calc's numbers, -1 for none."""

    fill: int = -1
    font: int = -1
    bold: bool = False
    italic: bool = False

    @property
    def style(self) -> str:
        """The name of the cell style with this look.

        >>> Look(0xFFC7CE, bold=True).style
        'xlwings ffc7ce - 10'
        """
        fill, font = (f"{colour:06x}" if colour >= 0 else "-" for colour in (self.fill, self.font))
        return _STYLE.format(fill=fill, font=font, bold=self.bold, italic=self.italic)


def look_of(style: str) -> Look:
    """Return the look of a style of this module by its name.

    >>> look_of("xlwings ffc7ce - 10") == Look(0xFFC7CE, bold=True)
    True
    """
    fill, font, flags = style.removeprefix(OWN_STYLES).split(" ")
    back, front = (-1 if colour == "-" else int(colour, 16) for colour in (fill, font))
    return Look(back, front, flags[0] == "1", flags[1] == "1")


def make_style(document: Any, look: Look) -> None:
    """Add the style of a look, loaded from a file: Calc changes no style while any sheet is protected."""
    if document.StyleFamilies.getByName(CELL_STYLES).hasByName(look.style):
        return
    options = properties(OverwriteStyles=False, LoadCellStyles=True, LoadPageStyles=False)
    with tempfile.TemporaryDirectory(prefix="calc-") as folder:
        file = Path(folder) / "style.fods"
        file.write_text(_style_document(look, _bare_parent(document)), "utf-8")
        document.StyleFamilies.loadStylesFromURL(file.as_uri(), options)


def _bare_parent(document: Any) -> str:
    """Return the name of a style to inherit from that sets no alignment and no size.

    What a rule's style leaves open it inherits, and `Default` may set alignment and size. The styles of
    rules that came with an .xlsx do not inherit from `Default`.
    """
    styles = document.StyleFamilies.getByName(CELL_STYLES)
    for name in styles.getElementNames():
        style = styles.getByName(name)
        if name.startswith(_IMPORTED) and all(style.getPropertyValue(p) == value for p, value in _BARE.items()):
            return str(name)
    return _DEFAULT


def _style_document(look: Look, parent: str) -> str:
    """Return a flat OpenDocument spreadsheet with one style, and an empty one with its parent's name."""
    cells = f'fo:background-color="#{look.fill:06x}"' if look.fill >= 0 else ""
    texts = f'fo:color="#{look.font:06x}"' if look.font >= 0 else ""
    for script in ("fo:font-{0}", "style:font-{0}-asian", "style:font-{0}-complex"):
        texts += f' {script.format("weight")}="bold"' if look.bold else ""
        texts += f' {script.format("style")}="italic"' if look.italic else ""
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{part}="{name}{part}:1.0"' for part in ("office", "style", "table"))
    return _STYLE_DOCUMENT.format(
        spaces=f'{spaces} xmlns:fo="{name}xsl-fo-compatible:1.0"',
        parent=parent,
        style=look.style,
        cells=cells,
        texts=texts,
    )


def drop_style(document: Any, name: str) -> None:
    """Remove a style of this module that no conditional format uses any more."""
    for sheet in document.Sheets:
        for found in sheet.ConditionalFormats.getConditionalFormats():
            for index in range(found.getCount()):
                if getattr(found.getByIndex(index), "StyleName", "") == name:
                    return
    styles = document.StyleFamilies.getByName(CELL_STYLES)
    if styles.hasByName(name):
        styles.removeByName(name)
