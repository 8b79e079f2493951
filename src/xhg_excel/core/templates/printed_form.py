"""The official form of one register row, filled in by native formulas, ready to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xhg_excel.core.answers.sentence import (
    answer_formula,
    answer_text,
    item_sentence,
    longest_answer,
    longest_sentence,
    sentence_formula,
)
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.grid import a1, column_letters
from xhg_excel.core.sheets.layout import Area, Formula, Page, SheetLayout, Validation, height_for
from xhg_excel.core.templates.register import FIRST_ROW
from xhg_excel.notice.schema.form import Annex, Field, Kind
from xhg_excel.notice.words import workbook as workbook_words

# A 序号 · B 检查内容 · C 检查情况 · D blank · E:F the choice of the row, outside the print area.
_WIDTHS = (7.0, 46.0, 44.0, 3.0, 18.0, 12.0)
_SELECTOR = (2, 5)
_ANSWER_SIZE = 11
_WHOLE_WIDTH = sum(_WIDTHS[:3])

Answers = Mapping[str, Answer | None]


def print_sheet(annex: Annex, rows: Sequence[Answers]) -> SheetLayout:
    """Return the official three-column form of the register row chosen on it, the first at present."""
    room = max(workbook_words.REGISTER_ROWS, len(rows))
    answers = rows[0] if rows else {}
    refs = row_refs(annex, room)
    sheet = SheetLayout(workbook_words.PRINT_SHEETS[annex.key], widths=_WIDTHS)
    sheet.span(Area(0, 0, 0, 2), annex.label, "annex")
    sheet.span(Area(1, 0, 1, 2), annex.title, "title")
    sheet.heights.update({0: 26.0, 1: 44.0})
    row = put_header(sheet, annex, refs, answers)
    sheet.put_row(row, annex.heads, "form_head")
    sheet.heights[row] = 28.0
    for offset, item in enumerate(annex.items, start=1):
        sheet.put_row(row + offset, (item.number,), "number")
        sheet.put(row + offset, 1, item.text, "item")
        formula = sentence_formula(item, lambda f: refs[f.key])
        sheet.put(row + offset, 2, Formula(formula, item_sentence(item, answers)), "answer")
        answer = height_for(longest_sentence(item), _WIDTHS[2], _ANSWER_SIZE)
        sheet.heights[row + offset] = max(36.0, height_for(item.text, _WIDTHS[1]), answer)
    last = _put_footer(sheet, annex, row + len(annex.items) + 1, refs, answers)
    _put_selector(sheet, room)
    sheet.page = Page(area=Area(0, 0, last, 2), tall=1)
    return sheet


def row_refs(annex: Annex, room: int) -> dict[str, str]:
    """Return the reference of each field of the chosen register row by key, for use in formulas."""
    first, last = FIRST_ROW + 1, FIRST_ROW + room
    register, chosen = workbook_words.REGISTER_SHEETS[annex.key], f"${column_letters(_SELECTOR[1])}${_SELECTOR[0] + 1}"
    columns = {c.field.key: column_letters(n) for n, c in enumerate(annex_columns(annex), start=1)}
    return {
        key: f"INDEX('{register}'!${letters}${first}:${letters}${last},{chosen})" for key, letters in columns.items()
    }


def _line(field: Field, refs: Mapping[str, str], answers: Answers) -> tuple[str, str]:
    """Return formula and present text of a field; both give "" for a blank field."""
    ref = refs[field.key]
    return f'IF({ref}="","",{answer_formula(field, ref)})', answer_text(field, answers.get(field.key))


def put_header(sheet: SheetLayout, annex: Annex, refs: Mapping[str, str], answers: Answers) -> int:
    """Put the header lines of one site; return the next row.

    Args:
        sheet: the sheet; changed.
        annex: the form of the site.
        refs: the reference of each field, by key (`row_refs`).
        answers: the present answers, by key.

    """
    row = 2
    by_label = {field.label: field for field in annex.header}
    for line in annex.header_lines:
        field = by_label[line.split("：")[0]]
        if field.kind is Kind.CHOICE:
            row = _put_type(sheet, annex, line, row, refs=refs, answers=answers)
            continue
        formula, text = _line(field, refs, answers)
        if field.kind is Kind.ID:
            sheet.put(row - 1, 2, Formula(f'="{line}"&{formula}', line + text), "form_line")
            continue
        shown = Formula(f'="{line}"&{formula}', line + text)
        shares = any(f.kind is Kind.ID for f in annex.header) and field is annex.header[0]
        sheet.span(Area(row, 0, row, 1 if shares else 2), shown, "form_line")
        room = _WHOLE_WIDTH - (_WIDTHS[2] if shares else 0.0)
        sheet.heights[row] = max(34.0, height_for(line + longest_answer(field), room))
        row += 1
    return row


def _put_type(
    sheet: SheetLayout, annex: Annex, line: str, row: int, *, refs: Mapping[str, str], answers: Answers
) -> int:
    sheet.span(Area(row, 0, row, 2), line, "form_line")
    sheet.heights[row] = height_for(line, _WHOLE_WIDTH)
    parts = [_line(f, refs, answers) for f in annex.header if f.key in ("site_type", "other_type")]
    formula = "=" + "&".join(("", *(formula for formula, _ in parts)))[1:]
    sheet.span(Area(row + 1, 0, row + 1, 2), Formula(formula, "".join(text for _, text in parts)), "form_line")
    sheet.heights[row + 1] = 28.0
    return row + 2


def _put_footer(sheet: SheetLayout, annex: Annex, row: int, refs: Mapping[str, str], answers: Answers) -> int:
    if not annex.footer:
        return row - 1
    signer, day = annex.footer
    signer_line, day_line = annex.footer_lines
    formula, text = _line(signer, refs, answers)
    sheet.heights.update({row: 10.0, row + 1: 32.0})
    sheet.span(Area(row + 1, 0, row + 1, 1), Formula(f'="{signer_line}"&{formula}', signer_line + text), "sign")
    short = day_line[: day_line.index("：") + 1]
    ref, shown = refs[day.key], answers.get(day.key)
    now = short + workbook_words.MONTH_DAY_TEXT.format(date=shown) if isinstance(shown, date) else day_line
    month_day = workbook_words.MONTH_DAY_FORMULA.format(ref=ref)
    whole = f'=IF({ref}="","{day_line}","{short}"&IF(ISNUMBER({ref}),{month_day},{ref}))'
    sheet.put(row + 1, 2, Formula(whole, now), "sign")
    return row + 1


def _put_selector(sheet: SheetLayout, room: int) -> None:
    row, col = _SELECTOR
    sheet.put(row, col - 1, workbook_words.PRINT_ROW_LABEL, "label")
    sheet.put(row, col, 1, "entry_count")
    sheet.span(Area(row + 1, col - 1, row + 3, col), workbook_words.PRINT_HINT, "note")
    cell = a1(row, col)
    block = Area(row, col, row, col)
    formula = f"=IF(ISNUMBER({cell}),AND({cell}>=1,{cell}<={room},{cell}=INT({cell})),FALSE)"
    sheet.validations.append(
        Validation(
            block,
            "custom",
            formula=formula,
            title=workbook_words.PRINT_ROW_LABEL,
            hint=workbook_words.PRINT_HINT,
            alert_title=workbook_words.ALERT_TITLE,
            alert=workbook_words.PRINT_HINT,
        )
    )
    sheet.protected = True
