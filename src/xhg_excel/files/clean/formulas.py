"""Decide whether a formula only computes within its workbook; anything that cannot be shown to counts as acting."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from xhg_excel.files.clean.functions import COMPUTING
from xhg_excel.files.ooxml.formula import END, Token, TokenKind, token_at, tokens_of


class Act(Enum):
    """Why a formula is not kept."""

    OTHER_BOOK = "other book"
    PROGRAM = "program"
    FUNCTION = "function"
    NAME = "name"
    MACRO = "macro"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Acting:
    """What a formula does beside computing; `word` is the function or name, '' where the kind says all."""

    act: Act
    word: str = ""


# No sheet can be called so: such a "sheet" of a hostile workbook would make a link look like one of its own sheets.
_NO_SHEET_NAME = re.compile(r"[\[\]:\\/?*]")
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}", re.IGNORECASE)
# Texts and quoted names; cells where no function, sheet or further word can be meant.
_QUOTES = re.compile(r"""("(?:[^"]|"")*+"|'(?:[^']|'')*+')""")
_CELLS = re.compile(r"(?<![\w.\\?$])\$?[A-Z]{1,3}\$?[0-9]{1,7}(?=[\s,):+\-*/^&=<>;%}]|$)")
_OWN_BOOK = "[0]"
# Prefixes under which a file writes functions that only compute (`_xlfn._xlws.SORT`), and those of parameters of
# LAMBDA and LET, of built-in names, and of names that look like a cell. `_xll.` and `_xldudf_` are add-ins' functions.
_FUNCTION_PREFIX = re.compile(r"(?:_xlfn\.)?(?:_xlws\.)?", re.IGNORECASE)
_HARMLESS_PREFIXES = ("_xlpm.", "_xlnm.", "_xlbgnm.")
_AS_VALUE = "_xleta."
# What a column of the table around the formula is not called: `[列]`, `[@列]`, `[it''s]`, but not `['file:///…']`.
_ODD_COLUMN = re.compile(r"""["!|]|'(?!['#\[\]@])""")
# What a place in a workbook never contains or begins with: another workbook, a path, DDE, a scheme such as mailto:.
_NO_INNER_PLACE = re.compile(r"[\[\]\\|]|//")
_SCHEME = re.compile(r"\s*[A-Za-z][\w+.-]*:")
_RANGE = re.compile(r"\s*\$?[A-Z]{0,3}\$?[0-9]*:\$?[A-Z]{0,3}\$?[0-9]*\s*", re.IGNORECASE)
# INDIRECT reads its texts as references. Where a text leads out, whatever is joined to it: a bracket that begins a
# workbook's name, a path, an address, DDE.
_TEXT_LEADS_OUT = re.compile(r"(?:^|[\s='(,;:+&])\[|//|\\|\||\.xl|file:", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Formulas:
    """What formulas of one workbook may refer to.

    Attributes:
        sheets: the names of all its sheets.
        unusable: its defined names whose own formula acts: nothing may use them.

    """

    sheets: Collection[str] = ()
    unusable: Collection[str] = ()
    _sheets: frozenset[str] = field(init=False, repr=False)
    _unusable: frozenset[str] = field(init=False, repr=False)
    _judged: dict[Hashable, Acting | None] = field(init=False, repr=False, default_factory=dict)
    _has_odd_names: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = frozenset(name.casefold() for name in self.sheets if not _NO_SHEET_NAME.search(name))
        object.__setattr__(self, "_sheets", known)
        object.__setattr__(self, "_unusable", frozenset(name.casefold() for name in self.unusable))
        # With a name that acts and looks like a cell, cells are not all alike.
        object.__setattr__(self, "_has_odd_names", any(map(_CELL.fullmatch, self._unusable)))

    def acting(self, formula: str) -> Acting | None:
        """Return what a formula does beside computing within the workbook; None if it only computes.

        >>> formulas = Formulas(["甲|乙", "a"])
        >>> [formulas.acting(f) for f in ("SUM(a!A1,表[列])", "[0]!name", "'甲|乙'!A1", 'HYPERLINK("#a!A1","x")')]
        [None, None, None, None]
        >>> [formulas.acting(f).act.value for f in ("[1]a!A1", "cmd|'/C calc'!A0", 'HYPERLINK("http://x")')]
        ['other book', 'program', 'function']
        """
        shape = self._shape(formula)
        if shape not in self._judged:
            tokens = tokens_of(formula)
            self._judged[shape] = Acting(Act.UNREADABLE) if tokens is None else next(self._acts(tokens), None)
        return self._judged[shape]

    def _shape(self, formula: str) -> Hashable:
        """Return what a formula has in common with those of other rows: they are judged once.

        Cells outside of quotes are all alike. With brackets, quotes are not found so simply.
        """
        if "[" in formula or self._has_odd_names:
            return formula
        pieces = _QUOTES.split(formula)
        return (_CELLS.sub("A1", "\0".join(pieces[::2])), *pieces[1::2])

    def is_inner_place(self, location: str) -> bool:
        """Return whether the place that a link jumps to lies in the workbook: a cell, a name; sheets need no quotes.

        >>> formulas = Formulas(["甲|乙"])
        >>> [formulas.is_inner_place(place) for place in ("填报表 1!A1:B2", "A1:B2", "'甲|乙'!A1")]
        [True, True, True]
        >>> [formulas.is_inner_place(place) for place in ("mailto:a", "[x.xlsx]a!A1", "//x/y", "cmd|x!A1")]
        [False, False, False, False]
        """
        sheet, mark, place = location.rpartition("!")
        inside = place if mark and self._is_sheet(_without_quotes(sheet)) else location
        if _NO_INNER_PLACE.search(inside):
            return False
        return _SCHEME.match(inside) is None or _RANGE.fullmatch(inside) is not None

    def _acts(self, tokens: Sequence[Token]) -> Iterator[Acting]:
        reads_texts = any("INDIRECT" in token.text.upper() for token in tokens if token.kind is TokenKind.WORD)
        for number, token in enumerate(tokens):
            before, after = token_at(tokens, number - 1), token_at(tokens, number + 1)
            if token.kind is TokenKind.WORD:
                yield from self._acts_of_word(tokens, number)
            elif token.kind is TokenKind.QUOTED:
                yield from self._acts_of_quoted(token, before, after)
            elif token.kind is TokenKind.BRACKET:
                yield from _acts_of_bracket(token, before, after)
            elif token.text == "|":
                yield Acting(Act.PROGRAM)
            elif token.text == "!" and before.kind not in (TokenKind.WORD, TokenKind.QUOTED):
                yield from _acts_of_call(before)
            elif token.kind is TokenKind.TEXT and reads_texts and _TEXT_LEADS_OUT.search(token.text[1:-1]):
                yield Acting(Act.OTHER_BOOK)

    def _acts_of_word(self, tokens: Sequence[Token], number: int) -> Iterator[Acting]:
        token, after = tokens[number], token_at(tokens, number + 1)
        if after.text == "!":
            if not self._is_sheet(token.text):
                yield Acting(Act.OTHER_BOOK)
        elif after.text == "(" and not (after.spaced and _CELL.fullmatch(token.text)):
            yield from self._acts_of_function(tokens, number)
        elif token.text.casefold() in self._unusable:
            yield Acting(Act.NAME, token.text)
        elif token.text.lower().startswith("_xl"):
            yield from _acts_of_prefixed(token.text)

    def _acts_of_function(self, tokens: Sequence[Token], number: int) -> Iterator[Acting]:
        name = _function_name(tokens[number].text)
        if name == "HYPERLINK" and self._stays_inside(tokens[number + 2 : number + 5]):
            return
        if name not in COMPUTING and not tokens[number].text.lower().startswith("_xlpm."):
            yield Acting(Act.FUNCTION, tokens[number].text)

    def _stays_inside(self, tokens: Sequence[Token]) -> bool:
        """Return whether the target of HYPERLINK, of which the first tokens are given, is a place in the workbook.

        It is a text `#…` of its own, or begins with a text `#sheet!` to which an address is joined.
        """
        first, second = token_at(tokens, 0), token_at(tokens, 1)
        target = first.text[1:-1].replace('""', '"')
        if first.kind is not TokenKind.TEXT or not target.startswith("#"):
            return False
        if second.text == "&":
            sheet, mark, rest = target[1:].rpartition("!")
            return mark == "!" and "[" not in rest and self._is_sheet(_without_quotes(sheet))
        return second.text in (",", ";", ")") and self.is_inner_place(target[1:])

    def _acts_of_quoted(self, token: Token, before: Token, after: Token) -> Iterator[Acting]:
        """Judge the quoted name of a sheet; in `'a:b'!A1` and `'a':'b'!A1` the names are those of two sheets."""
        name = _without_quotes(token.text)
        follows = after.text in ("!", ":") or after.text.startswith(".")
        if before.text == "!" or not follows or not (self._is_sheet(name) or all(map(self._is_sheet, name.split(":")))):
            yield Acting(Act.OTHER_BOOK)

    def _is_sheet(self, name: str) -> bool:
        return name.removeprefix(_OWN_BOOK).lstrip("$").casefold() in self._sheets


def _acts_of_bracket(token: Token, before: Token, after: Token) -> Iterator[Acting]:
    """Judge brackets: columns of a table, `[0]` for the workbook itself, else another workbook.

    ECMA-376 part 1, 18.17.2.3 and 18.14.5: `[1]Sheet!A1` and `[1]!name` refer to workbooks by their number.
    """
    names_sheet = after.kind in (TokenKind.WORD, TokenKind.QUOTED) or after.text == "!"
    of_table = before.kind is TokenKind.WORD and not token.spaced
    is_odd = _ODD_COLUMN.search(token.text.replace("''", "")) is not None or token.text.startswith("[.")
    if (names_sheet and (of_table or token.text != _OWN_BOOK)) or (not of_table and is_odd):
        yield Acting(Act.OTHER_BOOK)


def _acts_of_call(before: Token) -> Iterator[Acting]:
    """Judge a `!` without the name of a sheet: `[0]!name`, `#REF!`; alone it means the sheet itself."""
    alone = before is END or (before.kind is TokenKind.MARK and before.text not in ")}|")
    if not alone and before.text != _OWN_BOOK and before.kind is not TokenKind.ERROR:
        yield Acting(Act.OTHER_BOOK)


def _acts_of_prefixed(word: str) -> Iterator[Acting]:
    """Judge a bare word with a prefix of the file format: a function passed on as a value may act."""
    lower = word.lower()
    if lower.startswith(_AS_VALUE):
        if _function_name(word[len(_AS_VALUE) :]) not in COMPUTING:
            yield Acting(Act.FUNCTION, word)
    elif not lower.startswith(_HARMLESS_PREFIXES):
        yield Acting(Act.FUNCTION, word)


def _function_name(word: str) -> str:
    """Return the name of a function as Excel shows it.

    >>> _function_name("_xlfn._xlws.sort")
    'SORT'
    """
    prefix = _FUNCTION_PREFIX.match(word)
    return word[prefix.end() if prefix else 0 :].upper()


def _without_quotes(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") and name.endswith("'") else name


def unusable_names(
    names: Mapping[str, Sequence[str]], sheets: Collection[str], macros: Mapping[str, Acting]
) -> dict[str, Acting]:
    """Return the defined names that act, directly or through a name that they use.

    Args:
        names: by name in small letters (casefold) its formulas, one a scope.
        sheets: the names of all sheets of the workbook.
        macros: names that are known to act whatever their formula.

    """
    alone = Formulas(sheets)
    found = dict(macros)
    users: dict[str, list[str]] = {}
    for name, formulas in names.items():
        acting = next((act for formula in formulas if (act := alone.acting(formula)) is not None), None)
        if acting is not None:
            found.setdefault(name, acting)
        for formula in formulas:
            for token in tokens_of(formula) or ():
                users.setdefault(token.text.casefold(), []).append(name)
    pending = list(found)
    while pending:
        cut = pending.pop()
        for user in users.get(cut, ()):
            if user not in found:
                found[user] = Acting(Act.NAME, cut)
                pending.append(user)
    return found
