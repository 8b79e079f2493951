"""The single form: the official three columns, compound items sub-divided in 检查情况.

Room: core.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xhg_excel.core.entries import entry_style, entry_validation
from xhg_excel.core.grid import a1
from xhg_excel.core.layout import (
    Block,
    Formula,
    Page,
    SheetLayout,
    breaks_before,
    height_for,
    text_width,
)
from xhg_excel.core.normalize import Answer
from xhg_excel.spec.form import Annex, Field, Item, Kind
from xhg_excel.spec.workbook import COVER_FIELDS, EXTRAS_LABEL, FORM_SHEETS, PAGE_FOOTER, UNIT_BLOCK_LABEL

# A 序号 · B:C 检查内容 · D label · E entry · F gap · G:H beside the print area.
_WIDTHS = (6.5, 22.0, 22.0, 20.0, 22.0, 3.0, 20.0, 26.0)
_NUMBER, _ITEM, _ITEM_END, _LABEL, _ENTRY, _SIDE = 0, 1, 2, 3, 4, 6
_ROW_HEIGHT = 22.0
_LONG_LINE = 60

Answers = Mapping[str, Answer | None]


def form_sheet(annex: Annex, answers: Answers, *, alone: bool) -> SheetLayout:
    """Return one annex as an entry form, filled with `answers`.

    Standing alone, it asks for the unit beside the print area; inside a county
    workbook the cover does.
    """
    sheet = SheetLayout(FORM_SHEETS[annex.key], widths=_WIDTHS)
    heads_row = _put_header(sheet, annex, answers)
    row = _put_heads(sheet, annex, heads_row)
    starts = []
    for item in annex.items:
        starts.append(row)
        row = _put_item(sheet, annex, item, (row, answers))
    last = _put_footer(sheet, annex, (row, answers))
    _put_side(sheet, annex, answers, alone=alone)
    page = Page(
        area=Block(0, _NUMBER, last, _ENTRY),
        repeat=(heads_row, heads_row),
        footer=PAGE_FOOTER,
        tall=1 if annex.footer else 0,
    )
    breaks = () if page.tall else breaks_before(starts, sheet, page, pages=2)
    sheet.page = replace(page, breaks=breaks)
    return sheet


def _put_header(sheet: SheetLayout, annex: Annex, answers: Answers) -> int:
    sheet.span(Block(0, _NUMBER, 0, _ITEM_END), annex.label, "annex")
    sheet.span(Block(1, _NUMBER, 1, _ENTRY), annex.title, "title")
    sheet.heights.update({0: 26.0, 1: 44.0})
    row = 2
    for line, fields in _header_rows(annex):
        row = _put_header_row(sheet, annex, (line, fields), (row, answers))
    return row


def _put_header_row(
    sheet: SheetLayout, annex: Annex, printed: tuple[str, tuple[Field, ...]], at: tuple[int, Answers]
) -> int:
    (line, fields), (row, answers) = printed, at
    if text_width(line) > _LONG_LINE:
        sheet.span(Block(row, _NUMBER, row, _ENTRY), line, "form_line")
        sheet.heights[row] = height_for(line, sum(_WIDTHS[: _ENTRY + 1]))
        row, line = row + 1, fields[0].label
    sheet.span(Block(row, _NUMBER, row, _ITEM), line, "form_line")
    sheet.heights[row] = max(30.0, height_for(line, _WIDTHS[0] + _WIDTHS[1]))
    right = _ENTRY if len(fields) == 1 else _ITEM_END
    _put_entry(sheet, annex, fields[0], (Block(row, _ITEM_END, row, right), answers))
    if len(fields) > 1:
        sheet.put(row, _LABEL, _second_label(annex, fields[1]), "form_line")
        _put_entry(sheet, annex, fields[1], (Block(row, _ENTRY, row, _ENTRY), answers))
    return row + 1


def _second_label(annex: Annex, field: Field) -> str:
    return next((line for line in annex.header_lines if line.startswith(field.label)), field.label)


def _header_rows(annex: Annex) -> list[tuple[str, tuple[Field, ...]]]:
    """Pair each printed line with its fields; a second blank shares the row before it."""
    lines = {line: [f for f in annex.header if line.startswith(f.label)] for line in annex.header_lines}
    rows: list[tuple[str, tuple[Field, ...]]] = []
    printed = [f.key for fields in lines.values() for f in fields]
    loose = [f for f in annex.header if f.key not in printed]
    for line, fields in lines.items():
        if fields and fields[0].kind is Kind.ID:
            rows[-1] = (rows[-1][0], rows[-1][1] + tuple(fields))
        else:
            rows.append((line, tuple(fields)))
    if loose:
        rows[-1] = (rows[-1][0], rows[-1][1] + tuple(loose))
    return rows


def _put_heads(sheet: SheetLayout, annex: Annex, row: int) -> int:
    number, item, answer = annex.heads
    sheet.put(row, _NUMBER, number, "form_head")
    sheet.span(Block(row, _ITEM, row, _ITEM_END), item, "form_head")
    sheet.span(Block(row, _LABEL, row, _ENTRY), answer, "form_head")
    sheet.heights[row] = 26.0
    return row + 1


def _put_item(sheet: SheetLayout, annex: Annex, item: Item, at: tuple[int, Answers]) -> int:
    row, answers = at
    height = len(item.fields) + len(item.rates)
    last = row + height - 1
    sheet.span(Block(row, _NUMBER, last, _NUMBER), item.number, "number")
    sheet.span(Block(row, _ITEM, last, _ITEM_END), item.text, "item")
    each = max(_ROW_HEIGHT, height_for(item.text, _WIDTHS[_ITEM] + _WIDTHS[_ITEM_END]) / height)
    for offset, field in enumerate(item.fields):
        _put_answer(sheet, annex, field, (row + offset, answers))
        sheet.heights[row + offset] = max(each, 54.0 if field.kind is Kind.TEXT and not field.due else each)
    for offset, rate in enumerate(item.rates, start=len(item.fields)):
        refs = {f.key: row + n for n, f in enumerate(item.fields)}
        part, whole = (a1(refs[key], _ENTRY) for key in (rate.part, rate.whole))
        sheet.put(row + offset, _LABEL, rate.label, "label")
        formula = f'=IF(AND(ISNUMBER({part}),ISNUMBER({whole})),IF({whole}>0,{part}/{whole},""),"")'
        shown = share(answers.get(rate.part), answers.get(rate.whole))
        sheet.put(row + offset, _ENTRY, Formula(formula, "" if shown is None else shown), "cell_rate")
        sheet.heights[row + offset] = each
    return last + 1


def share(part: Answer | None, whole: Answer | None) -> float | None:
    """Return part/whole; None unless both are numbers and the whole is above 0.

    >>> share(3, 4), share(3, 0), share("未提供", 4)
    (0.75, None, None)
    """
    if isinstance(part, int) and isinstance(whole, int) and whole > 0:
        return part / whole
    return None


def _put_answer(sheet: SheetLayout, annex: Annex, field: Field, at: tuple[int, Answers]) -> None:
    row, answers = at
    item = annex.item_of(field.key)
    if item is not None and len(item.fields) == 1:
        block = Block(row, _LABEL, row, _ENTRY)
    else:
        sheet.put(row, _LABEL, field.shown, "label")
        block = Block(row, _ENTRY, row, _ENTRY)
    _put_entry(sheet, annex, field, (block, answers))


def _put_entry(sheet: SheetLayout, annex: Annex, field: Field, at: tuple[Block, Answers]) -> None:
    block, answers = at
    sheet.span(block, answers.get(field.key), entry_style(field))
    one = Block(block.top, block.left, block.top, block.left)
    sheet.validations.append(entry_validation(field, one, annex.clause_of(field.key)))


def _put_footer(sheet: SheetLayout, annex: Annex, at: tuple[int, Answers]) -> int:
    row, answers = at
    if not annex.footer:
        return row - 1
    signer, day = annex.footer
    signer_line, day_line = annex.footer_lines
    sheet.heights[row] = 12.0
    sheet.span(Block(row + 1, _NUMBER, row + 1, _ITEM), signer_line, "sign")
    sheet.put(row + 1, _ITEM_END, answers.get(signer.key), "entry_sign")
    cell = a1(row + 1, _ENTRY)
    short = day_line[: day_line.index("：") + 1]
    shown = short if answers.get(day.key) else day_line
    sheet.put(row + 1, _LABEL, Formula(f'=IF({cell}="","{day_line}","{short}")', shown), "sign")
    sheet.put(row + 1, _ENTRY, answers.get(day.key), "entry_day")
    sheet.validations.append(entry_validation(day, Block(row + 1, _ENTRY, row + 1, _ENTRY), annex.clause_of(day.key)))
    sheet.heights[row + 1] = 30.0
    return row + 1


def _put_side(sheet: SheetLayout, annex: Annex, answers: Answers, *, alone: bool) -> None:
    row = 2
    for title, fields in ((UNIT_BLOCK_LABEL, COVER_FIELDS if alone else ()), (EXTRAS_LABEL, annex.extras)):
        if fields:
            sheet.span(Block(row, _SIDE, row, _SIDE + 1), title, "head_small")
            for offset, field in enumerate(fields, start=1):
                sheet.put(row + offset, _SIDE, field.shown, "label")
                block = Block(row + offset, _SIDE + 1, row + offset, _SIDE + 1)
                _put_entry(sheet, annex, field, (block, answers))
            row += len(fields) + 2
