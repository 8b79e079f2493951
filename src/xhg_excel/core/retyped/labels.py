"""Find labels of fields, and labels that are not ours, as whole cells or within a line of several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from xhg_excel.core.model.grid import CellValue
from xhg_excel.core.retyped.printed_text import plain
from xhg_excel.notice.schema.form import Field, Kind
from xhg_excel.notice.words import as_written as as_written_words
from xhg_excel.notice.words.workbook import COVER_FIELDS

_FILLER = next(declared for declared in COVER_FIELDS if declared.key == "unit_filler")
_FILLED_ON = "unit_filled_on"
# Labels that people write `（签字）` behind.
_SIGNED_KEYS = ("inspectors", "unit_filler", "unit_county")
# A bracket of a label may be half a character wide.
_BRACKETS = dict.fromkeys("(（", "[(（]") | dict.fromkeys(")）", "[)）]")
_FOREIGN = frozenset(map(plain, (*as_written_words.FOREIGN_LABELS, *as_written_words.DAY_WORDS)))


@dataclass(frozen=True)
class FoundLabel:
    """A label within a line.

    Attributes:
        start, end: where the label begins, and where its value begins.
        field: None for a label that is not ours.
        is_listed: whether it is one of the declared labels (`FOREIGN_LABELS`) or ours.
    """

    start: int
    end: int
    words: str
    field: Field | None
    is_listed: bool = True


def words_of(declared: Field) -> tuple[str, ...]:
    """Return all labels of a field."""
    return (declared.label, declared.shown, *as_written_words.OTHER_LABELS.get(declared.key, ()))


@dataclass(frozen=True)
class Labels:
    """The labels of some fields, as whole cells and as beginnings of a line."""

    whole: dict[str, Field]
    pattern: re.Pattern[str]

    def field_of(self, value: CellValue) -> Field | None:
        """Return the field whose label a cell is or begins with; None for any other cell."""
        if not isinstance(value, str):
            return None
        match = self.pattern.match(value.strip())
        return self.whole.get(_unsigned(match["label"]) if match else plain(value))

    def stops(self, value: CellValue, declared: Field) -> bool:
        """Return whether a cell right of the label of a field is another label, so that the field is blank."""
        if not isinstance(value, str):
            return False
        if self.field_of(value) is not None or plain(value) in _FOREIGN or _listed().match(value):
            return True
        return not _is_free(declared) and re.match(as_written_words.LABEL_BEGINS, value.strip()) is not None

    def marks(self, text: str, declared: Field | None = None) -> list[FoundLabel]:
        """Return the labels within a text in order; the text before the first is the value of `declared`.

        Labels that are not ours do not count within brackets, undeclared ones not within free text either.
        """
        found = {
            m.end(): FoundLabel(m.start(), m.end(), m["label"], None, is_listed=False) for m in _any().finditer(text)
        }
        found |= {m.end(): FoundLabel(m.start(), m.end(), m["label"], None) for m in _listed().finditer(text)}
        found |= {m.end(): self._own(m) for m in self.pattern.finditer(text)}
        kept: list[FoundLabel] = []
        for mark in sorted(found.values(), key=lambda mark: mark.end):
            before = text[kept[-1].end if kept else 0 : mark.start]
            if mark.field is None and (_has_open_bracket(before) or (not mark.is_listed and _is_free(declared))):
                continue
            kept.append(mark)
            declared = mark.field
        return kept

    def _own(self, match: re.Match[str]) -> FoundLabel:
        return FoundLabel(match.start(), match.end(), match["label"], self.whole[_unsigned(match["label"])])

    def asked(self, words: str, declared: Field | None, before: str) -> Field | None:
        """Return the field of a label; 日期 or 时间 alone belongs to the last signature `before` it in the row."""
        if not plain(words).startswith(as_written_words.DAY_WORDS):
            return declared
        signed = list(_signers().finditer(before))
        if not signed or signed[-1]["inspectors"]:
            return declared
        return self.of_key(_FILLED_ON) if signed[-1]["filler"] else None

    def of_key(self, key: str) -> Field | None:
        """Return the field with a key, None when it is not wanted."""
        return next((declared for declared in self.whole.values() if declared.key == key), None)


@cache
def labels_of(fields: tuple[Field, ...], lines: tuple[str, ...]) -> Labels:
    """Return the labels of fields, and of printed lines that contain a label and its blank."""
    whole: dict[str, Field] = {}
    spelled: dict[str, Field] = {}
    for declared in fields:
        for word in words_of(declared):
            spelled.setdefault(word, declared)
            whole.setdefault(plain(word), declared)
        for line in lines:
            if plain(line).startswith(plain(declared.label)):
                whole.setdefault(plain(line), declared)
    signed = [rf"(?:{_either(words_of(f))}){as_written_words.SIGNED}" for f in fields if f.key in _SIGNED_KEYS]
    return Labels(whole, _labelled("|".join([*signed, _either(spelled)])))


def _is_free(declared: Field | None) -> bool:
    return declared is not None and (declared.kind is Kind.CHOICE or declared.key in as_written_words.FREE_TEXT_KEYS)


def _has_open_bracket(text: str) -> bool:
    """Return whether a bracket is open at the end."""
    return sum(text.count(char) for char in "(（") > sum(text.count(char) for char in ")）")


def _either(words: Iterable[str]) -> str:
    return "|".join(
        r"\s*".join(_BRACKETS.get(c, re.escape(c)) for c in word) for word in sorted(words, key=len, reverse=True)
    )


def _labelled(either: str) -> re.Pattern[str]:
    edge = rf"(?:^|(?<=[\s{re.escape(as_written_words.SEPARATORS)}]))(?:[（(]?\d{{1,2}}[)）.．、]\s?)?"
    return re.compile(rf"{edge}(?P<label>{either})\s*[:：]")


def _unsigned(label: str) -> str:
    """Return a label in plain letters, without `（签字）` behind it."""
    text = plain(label)
    return next((text.removesuffix(word) for word in as_written_words.SIGNED_WORDS if text.endswith(word)), text)


@cache
def _listed() -> re.Pattern[str]:
    return _labelled(f"(?:{_either(as_written_words.FOREIGN_LABELS)}){as_written_words.SIGNED}")


@cache
def _any() -> re.Pattern[str]:
    return _labelled(as_written_words.LABEL_WITHIN)


@cache
def _signers() -> re.Pattern[str]:
    """Match signatures: of inspectors (whose day is the day of the visit), of the filler, of others."""
    inspectors = rf"(?P<inspectors>(?:{_either(as_written_words.INSPECTED_BY)}){as_written_words.SIGNED})"
    return re.compile(
        rf"{inspectors}|(?P<filler>(?:{_either(words_of(_FILLER))}){as_written_words.SIGNED})|(?:{_either(as_written_words.SIGNERS)})"
    )
