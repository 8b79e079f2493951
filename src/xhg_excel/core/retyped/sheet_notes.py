"""What is written beside the forms of a sheet and changes them: void marks, legends of ticks, units of figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from xhg_excel.core.answers.cell_reader import At
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.retyped.find_forms import annex_titled, titles_of, width_of
from xhg_excel.core.retyped.printed_text import plain
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Kind
from xhg_excel.notice.words import as_written
from xhg_excel.notice.words import retyped_forms as words

_TICKS = re.compile(words.TICK_WORDS)
_SCALE = re.compile(words.SCALE)
# Longer notes about ticks are not understood; a shorter text is a tick, or a mark beside something.
_LONGEST_LEGEND, _SHORTEST_LEGEND = 80, 3
_LEGEND = re.compile(rf"(?:{words.LEGEND_BEGINS})(?:(?:{words.LEGEND})[,;、。./]?)+|{words.OPTIONS}")


@dataclass(frozen=True)
class SheetNotes:
    """What texts outside the answers of a sheet say.

    Attributes:
        void: the cells that say that a form is not handed in, with the words that say so.
        ticks_are_clear: whether no text gives ticks another meaning than 是.
        scales: the units that multiply figures, by cell, with the kinds of fields that they concern.
    """

    void: dict[At, str]
    ticks_are_clear: bool
    scales: dict[At, tuple[str, tuple[Kind, ...]]]


def read_notes(grid: Grid, answers: Collection[At], printed: Collection[At]) -> SheetNotes:
    """Return what the texts of a sheet say about its forms.

    Args:
        grid: the sheet.
        answers: the cells in which answers are read, and declared heads: they contain ticks of their own.
        printed: the cells of item texts, which may name units.
    """
    void, scales = {}, {}
    clear = True
    last = (len(grid.rows) - 1, width_of(grid) - 1)
    notes = [((min(row, last[0]), min(col, last[1])), squeeze(text)) for (row, col), text in grid.notes.items()]
    texts = [((row, col), text) for row, col, text in grid.worded() if (row, col) not in printed]
    for at, text in (*notes, *texts):
        if (scale := scale_of(text)) is not None:
            scales[at] = scale
    for at, text in (*notes, *((at, text) for at, text in texts if at not in answers)):
        if word := _void_word(text):
            void[at] = word
        clear = clear and _explains_plainly(text)
    return SheetNotes(void, clear, scales)


def void_sheet(grid: Grid, head_row: int = 0, *, lists_sites: bool = True) -> str:
    """Return the word in the name of a sheet, or above the heads of a table, that says that it is not handed in.

    Notes and text boxes on blank cells count too; one on an answer concerns that answer.

    Args:
        grid: the sheet.
        head_row: the row of the heads of a table; 0 for forms, whose texts `read_notes` reads.
        lists_sites: whether it is a form or a register: words like 自查 make it one of another subject.
    """
    above = [squeeze(text) for row in grid.rows[:head_row] for text in row if isinstance(text, str)]
    titles = [text for text in above if text.endswith(words.TABLE_WORD) or words.TITLE_WORD in text]
    notes = [squeeze(note) for at, note in grid.notes.items() if at[0] < head_row or grid.at(*at) is None]
    name = squeeze(grid.sheet)
    said = [(name, words.VOID_SHEETS), *((text, words.VOID_WORDS) for text in (*above, *notes))]
    if lists_sites:
        said += [(text, words.OTHER_TABLES) for text in (name, *titles)]
    return next((word for text, void in said for word in void if word in text), "")


def _void_word(text: str) -> str:
    wanted = (*words.VOID_WORDS, *(words.OTHER_SUBJECTS if words.TITLE_WORD in text else ()))
    found = next((word for word in wanted if word in text), "")
    begins = (word for word in words.VOID_BEGINS if text == word or text.startswith((f"{word}:", f"{word}：")))
    return found or next(begins, "") or _beside_title(text)


def _beside_title(text: str) -> str:
    """Return the words beside the title of an annex that are not declared to change nothing; "" without any.

    >>> [_beside_title(f"{text}违法违规“小化工”现场督导检查表") for text in ("附件2 如东县", "2019年度")]
    ['', '2019年度']
    """
    if len(text) > words.LONGEST_TITLE or re.search(words.NO_TITLE, text.strip()):
        return ""
    return next((part for part in beside_title(text) if not re.fullmatch(words.TITLE_ADDITIONS, part)), "")


def beside_title(text: str) -> tuple[str, ...]:
    """Return what stands before and behind the title of an annex, in plain letters; () for a text without one."""
    said = plain(text[: words.LONGEST_TITLE])
    title = next((title for annex in ANNEXES for title in titles_of(annex) if title in said), "")
    return said.partition(title)[::2] if title else ()


def _explains_plainly(text: str) -> bool:
    """Return whether a text says nothing about ticks, or that √ is 是 and × is 否.

    >>> [_explains_plainly(text) for text in ("注：√表示是，×表示否", "√=否", "存在问题请打“√”", "一式两份")]
    [True, False, False, True]
    """
    if len(text) < _SHORTEST_LEGEND or not _TICKS.search(text) or annex_titled(text) is not None:
        return True
    said = unicodedata.normalize("NFKC", text).rstrip(")")
    return len(said) <= _LONGEST_LEGEND and _LEGEND.fullmatch(said) is not None


def scale_of(text: str) -> tuple[str, tuple[Kind, ...]] | None:
    """Return a unit that multiplies figures, and the kinds of fields it concerns; None without one.

    >>> scale_of("单位：万元"), scale_of("罚款2万元"), scale_of("印发数（百）")
    (('万元', (<Kind.YUAN: 'yuan'>,)), None, ('（百）', (<Kind.COUNT: 'count'>, <Kind.YUAN: 'yuan'>)))
    """
    found = list(_SCALE.finditer(text))
    if not found:
        return None
    units = {match["unit"] for match in found}
    counts = (Kind.COUNT,) if units != {as_written.YUAN_WORD} else ()
    amounts = (Kind.YUAN,) if units & {as_written.YUAN_WORD, None} else ()
    return found[0][0], counts + amounts
