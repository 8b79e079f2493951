"""Write the XML of the result sheet in a marked copy: a table with a filter and a link to the cell in each row."""

from __future__ import annotations

from xhg_excel.core.model.grid import a1, column_letters
from xhg_excel.core.results.marks import Marks, ResultRow
from xhg_excel.core.sheets.layout import lines_needed
from xhg_excel.files.marked.looks import Looks
from xhg_excel.files.ooxml.package import escaped, quoted
from xhg_excel.files.ooxml.xml_tree import cell_text, xml_text
from xhg_excel.notice.words import marks as words

_HEADS_ROW, _CELL_COLUMN = 4, 2
_LONGEST = 32_000
_LINE, _HIGHEST = 14.5, 409


def result_xml(marks: Marks, looks: Looks, namespace: str, more: str) -> bytes:
    """Return the XML of the result sheet, in the namespace of the workbook; a hidden cell says that it is ours.

    `more` is said below the table's purpose: what the copy could not show.
    """
    rows = [
        _text_row(1, [words.RESULT_TITLE], 0),
        _text_row(2, [marks.counts], 0),
        _text_row(3, [words.RESULT_HOWTO + more], 0),
    ]
    wrapped = looks.wrapped
    rows.append(_text_row(_HEADS_ROW, list(words.RESULT_HEADS.values()), wrapped))
    rows += [_text_row(n, list(row.cells.values()), wrapped) for n, row in enumerate(marks.rows, start=_HEADS_ROW + 1)]
    hidden = _text(0, words.OWN_COLUMN, words.OWN_TEXT.format(state="{}"), 0)
    rows[0] = rows[0].replace("</row>", f"{hidden}</row>")
    end = column_letters(len(words.RESULT_HEADS) - 1)
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(words.RESULT_WIDTHS, start=1)
    )
    columns += f'<col min="{words.OWN_COLUMN + 1}" max="{words.OWN_COLUMN + 1}" width="9" hidden="1" customWidth="1"/>'
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0" showGridLines="0">'
        f'<pane ySplit="{_HEADS_ROW}" topLeftCell="A{_HEADS_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
        f'<sheetData>{"".join(rows)}</sheetData><autoFilter ref="{filter_range(len(marks.rows)).replace("$", "")}"/>'
        f"{_looks(marks, looks, end)}{_links(marks)}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
    return xml_text(xml).encode()


def filter_range(rows: int) -> str:
    """Return the range of the table including the heads.

    >>> filter_range(5)
    '$A$4:$H$9'
    """
    return f"$A${_HEADS_ROW}:${column_letters(len(words.RESULT_HEADS) - 1)}${_HEADS_ROW + max(1, rows)}"


def _text_row(number: int, texts: tuple[str, ...] | list[str], style: int) -> str:
    cells = "".join(_text(number - 1, col, text, style) for col, text in enumerate(texts))
    return f'<row r="{number}"{_height(texts) if style else ""}>{cells}</row>'


def _height(texts: tuple[str, ...] | list[str]) -> str:
    """Return the height attributes of a row that shows its longest text completely."""
    lines = max(lines_needed(text, width) for text, width in zip(texts, words.RESULT_WIDTHS, strict=True))
    return f' ht="{min(_HIGHEST, lines * _LINE + 3)}" customHeight="1"'


def _text(row: int, col: int, text: str, style: int) -> str:
    clean = escaped(cell_text(text[:_LONGEST]))
    return f'<c r="{a1(row, col)}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'


def _looks(marks: Marks, looks: Looks, end: str) -> str:
    """Return the conditional formats of the heads and, by severity, of the first column."""
    by_look = {looks.head: ["A1", f"A{_HEADS_ROW}:{end}{_HEADS_ROW}"]}
    for number, row in enumerate(marks.rows, start=_HEADS_ROW + 1):
        if row.severity in looks.by_severity and row.cells["severity"] == row.severity.value:
            by_look.setdefault(looks.by_severity[row.severity], []).append(f"A{number}")
    test = escaped(words.MARK_TEST)
    return "".join(
        f'<conditionalFormatting sqref="{" ".join(places)}"><cfRule type="expression" dxfId="{look}" '
        f'priority="{n}"><formula>{test}</formula></cfRule></conditionalFormatting>'
        for n, (look, places) in enumerate(by_look.items(), start=1)
    )


def _links(marks: Marks) -> str:
    links = [_link(row, number) for number, row in enumerate(marks.rows, start=_HEADS_ROW) if row.goal is not None]
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _link(row: ResultRow, number: int) -> str:
    sheet = row.sheet.replace("'", "''")
    goal = quoted(f"'{sheet}'!{a1(*row.goal)}") if row.goal else ""
    return f'<hyperlink ref="{a1(number, _CELL_COLUMN)}" location="{goal}" display="{quoted(row.cells["cells"])}"/>'
