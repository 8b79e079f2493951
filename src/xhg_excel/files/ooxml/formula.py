"""Formulas of spreadsheet programs as tokens, read once from left to right: the time grows with the length only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple


class TokenKind(Enum):
    """What a token of a formula is."""

    TEXT = "text"
    QUOTED = "quoted"
    BRACKET = "bracket"
    ERROR = "error"
    WORD = "word"
    MARK = "mark"


class Token(NamedTuple):
    """A token as written; `spaced` says whether white space stands before it."""

    kind: TokenKind
    text: str
    spaced: bool = False


_KINDS = {kind.value: kind for kind in TokenKind}
END = Token(TokenKind.MARK, "")
# Every repetition is possessive (`*+`): a match never goes back, so no input takes more than linear time.
_ITEM = r"(?:[^\[\]']|'.)*+"  # ECMA-376 part 1, 18.17.6.8: ' escapes the next character inside brackets
_GROUP = rf"\[{_ITEM}\]"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s++)
    | (?P<text>"(?:[^"]|"")*+")
    | (?P<quoted>'(?:[^']|'')*+')
    | (?P<bracket>\[(?:{_ITEM}|@?+\s*+{_GROUP}(?:\s*+[,:]\s*+{_GROUP})*+\s*+)\])
    | (?P<error>\#[A-Za-z_/0-9]++[!?]?+)
    | (?P<word>[^\s"'()\[\]{{}},;+\-*/^&=<>!:@\#%|]++)
    | (?P<mark>[(){{}},;+\-*/^&=<>!:@\#%|])
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens_of(formula: str) -> list[Token] | None:
    """Return the tokens of a formula without white space; None if a quote or bracket is not closed.

    >>> [token.text for token in tokens_of("SUM( 'a b'!$A1, T[[#This Row],[c]])*2")]
    ['SUM', '(', "'a b'", '!', '$A1', ',', 'T', '[[#This Row],[c]]', ')', '*', '2']
    >>> tokens_of('"open') is None
    True
    """
    tokens: list[Token] = []
    at, spaced = 0, False
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if found is None:
            return None
        at = found.end()
        kind = found.lastgroup or ""
        if kind != "space":
            tokens.append(Token(_KINDS[kind], found[0], spaced))
        spaced = kind == "space"
    return tokens


def token_at(tokens: Sequence[Token], number: int) -> Token:
    """Return a token; `END` before the first and after the last one."""
    return tokens[number] if 0 <= number < len(tokens) else END
