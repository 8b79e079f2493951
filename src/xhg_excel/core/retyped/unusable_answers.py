"""Remove answers that cannot be used: print of the form instead of a text, figures in an unknown unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.answers.sentence import parse_sentence
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.retyped.sheet_notes import SheetNotes
from xhg_excel.notice import SITE_NAME
from xhg_excel.notice.schema.form import Annex, Field, Item, Kind
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words import retyped_forms as words

_LONGEST_PRINT = 40
_NO_TEXT = re.compile(words.NO_TEXT)
_NO_NAME = re.compile(words.NO_NAME)


def remove_unusable(
    grid: Grid, annex: Annex, parsed: Parsed, notes: SheetNotes, blocks: Mapping[int, int]
) -> Iterator[Finding]:
    """Remove the answers of a form that cannot be used, and yield a finding for each.

    Args:
        grid: the sheet.
        annex: the form.
        parsed: what was read of the form; its answers are changed.
        notes: the units that are written on the sheet.
        blocks: the first row of the item that a row belongs to; a unit there concerns only the figures of that item.
    """
    for declared in annex.fields:
        answer, place = parsed.answers.get(declared.key), parsed.places.get(declared.key)
        if answer is None or place is None:
            continue
        value = grid.at(place.row, place.col)
        facts = {"item": item_ref(annex, declared), "value": str(value)}
        clause = annex.clause_of(declared.key)
        if declared.kind in (Kind.TEXT, Kind.ID):
            item = annex.item_of(declared.key)
            in_item = item is not None
            if item is not None and len(item.fields) == 1 and squeeze(str(answer)) in words.NO_REASON:
                parsed.answers[declared.key] = None
                yield at_cells("N01", [place], clause, **facts, detail=as_written.BLANK_SHOWN)
            elif (in_item and (not isinstance(value, str) or _is_of_other_item(annex, item, value))) or (
                is_no_text(str(answer), in_item=in_item)
                or (not in_item and _is_day(declared, str(answer)))
                or is_of_two(declared, answer)
            ):
                del parsed.answers[declared.key]
                yield at_cells("E21", [place], clause, **facts)
        elif declared.kind in (Kind.COUNT, Kind.YUAN) and not (isinstance(value, str) and as_written.MYRIAD in value):
            scale = _scale(notes, declared, place.row, blocks)
            if scale:
                del parsed.answers[declared.key]
                yield at_cells("E22", [place], clause, **facts, detail=scale, choices=declared.unit)


def _scale(notes: SheetNotes, declared: Field, row: int, blocks: Mapping[int, int]) -> str:
    """Return the unit that multiplies a figure: beside it, or outside all items; "" without one."""
    found = (
        scale
        for (at, _), (scale, kinds) in notes.scales.items()
        if declared.kind in kinds and (at not in blocks or blocks[at] == blocks.get(row))
    )
    return next(found, "")


def is_no_text(text: str, *, in_item: bool) -> bool:
    """Return whether a text is print of the form, marks without a word, or a stand-in for a name.

    >>> [is_no_text(text, in_item=False) for text in ("XX厂", "（签名）", "请选择", "演练甲厂", "同上")]
    [True, True, True, False, True]
    """
    said = unicodedata.normalize("NFKC", squeeze(text))
    if not any(char.isalnum() for char in said):
        return True
    if len(said) > _LONGEST_PRINT:
        return False
    return _NO_TEXT.fullmatch(said) is not None or (not in_item and _NO_NAME.search(said) is not None)


def is_of_two(declared: Field, answer: Answer | None) -> bool:
    """Return whether a name of a site names two of them.

    >>> [is_of_two(SITE_NAME, name) for name in ("演练甲厂 / 演练丙厂", "演练甲厂（原演练丙厂、丁厂）", "演练甲/乙")]
    [True, False, False]
    """
    return declared.key == SITE_NAME.key and re.search(words.TWO_NAMES, str(answer)) is not None


def _is_of_other_item(annex: Annex, own: Item | None, text: str) -> bool:
    """Return whether a text says only what another item asks for, by its labels: the answers may have slid a row."""
    others = (parse_sentence(item, text) for item in annex.items if item is not own and len(item.fields) > 1)
    return any(len(said.fields) > 1 and not said.rest for said in others)


def _is_day(declared: Field, text: str) -> bool:
    """Return whether a name is a date, or only digits; a number of a problem or a case may be such."""
    said = unicodedata.normalize("NFKC", squeeze(text))
    return declared.kind is Kind.TEXT and re.fullmatch(words.DAY_OR_DIGITS, said) is not None
