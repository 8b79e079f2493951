"""A formula is kept if it is shown to compute within its workbook; how long that takes grows with its length only."""

from __future__ import annotations

import html
import re

import pytest

from tests.files.clean.ways import FORMULAS
from xhg_excel.files.clean.formulas import Act, Acting, Formulas, unusable_names
from xhg_excel.files.ooxml.formula import Token, TokenKind, tokens_of

HERE = Formulas(["表1", "甲|乙", "it's", "a:b", "[1]S", "C:\\x"])
INSIDE = (
    "SUM(A1:B2)*-1%^2&\"a\"\"b\"", "'甲|乙'!A1", "'it''s'!$A$1", "表1!A1+表1!名", "SUM('表1:甲|乙'!A1)", "[0]!名", "[0]表1!A1",
    "表[列]", "表[[#This Row],[列 1]:[列'[2']]]", "SUBTOTAL(109,[列])", "SUBTOTAL(109,[it''s])", "[@列]", "T[[#All],[a]]",
    "#REF!+表1!#REF!", "#REF!A1", "IF(ISNA(#N/A),1,)", "{1,2;\"x\",#N/A}", "A1#", "@A1", "A1:INDEX(B:B,3)", "A1 B2", "A1 (B2)",
    "_xlfn.CONCAT(A1)", "_xlfn._xlws.SORT(A1:A3)", "_xlfn.LET(_xlpm.x,1,_xlpm.x)", "_xlfn.BYROW(A1:B2,_xleta.SUM)",
    "_xlfn.LAMBDA(_xlpm.x,_xlpm.x)(3)", "sum ( A1 )", "LOG10(ATAN2(1,2))", "_xlfn.DISPIMG(\"ID_1\",1)",
    'HYPERLINK("#表1!A1","x")', "HYPERLINK(\"#'甲|乙'!\"&ADDRESS(1,2),\"x\")", 'HYPERLINK("#名")', 'HYPERLINK("#A1:B2",1)',
    'INDIRECT("表1!A"&ROW())', 'INDIRECT("表[列]")', "INDIRECT(\"'\"&A1&\"'!B\"&2)", "!A1", "", "0", "\"[1]S!A1|x\"", "$A$1:$B$2",
)  # fmt: skip
ACTING = {
    "'[1]S'!A1": Act.OTHER_BOOK, "'C:\\x'!A1": Act.OTHER_BOOK, "'a:b'!A1": Act.OTHER_BOOK, "别处!A1": Act.OTHER_BOOK,
    "[1]!名": Act.OTHER_BOOK, "[1] 表1!A1": Act.OTHER_BOOK, "表[1]表1!A1": Act.OTHER_BOOK, "'表1'": Act.OTHER_BOOK,
    "表1!'A1'": Act.OTHER_BOOK, "\"x\"!A1": Act.OTHER_BOOK, "a|b!c": Act.OTHER_BOOK, "x|'表1'!A1": Act.PROGRAM,
    "FOO(1)": Act.FUNCTION, "A1(2)": Act.FUNCTION, "_xleta.RTD": Act.FUNCTION, "_xlx.y": Act.FUNCTION, "坏": Act.NAME,
    "表1!坏+1": Act.NAME, "A1]": Act.UNREADABLE, "'a": Act.UNREADABLE, "HYPERLINK(A1)": Act.FUNCTION,
    'HYPERLINK("#别处!"&A1)': Act.FUNCTION, 'HYPERLINK("#mailto:a")': Act.FUNCTION, "HYPERLINK(": Act.FUNCTION,
}  # fmt: skip


@pytest.mark.parametrize("formula", INSIDE)
def test_what_computes_within_the_workbook_stays(formula: str) -> None:
    assert HERE.acting(formula) is None


@pytest.mark.parametrize("formula", ACTING)
def test_what_leads_out_is_told_by_its_kind(formula: str) -> None:
    found = Formulas(HERE.sheets, ["坏"]).acting(formula)

    assert found is not None
    assert found.act is ACTING[formula] or formula == "a|b!c"


@pytest.mark.parametrize("way", [way for way in FORMULAS if "inside" not in way])
def test_hidden_ways_act_whatever_stands_around_them(way: str) -> None:
    formula = html.unescape(re.sub(r"<!\[CDATA\[|\]\]>", "", FORMULAS[way]))

    assert HERE.acting(formula) is not None
    assert HERE.acting(f'IF(A1>0,SUM(B1,{formula}),"x")') is not None


def test_rows_of_one_formula_are_judged_alike_but_names_and_sheets_are_not() -> None:
    formulas = Formulas(["S1"], ["AB12"])

    assert formulas.acting("AB13+1") is None
    assert formulas.acting("AB12+1") == Acting(Act.NAME, "AB12")
    plain = Formulas(["S1", "a A1"])
    assert [plain.acting(f"{name}!A1") is None for name in ("S1", "S2", "'a A1'", "'a A2'")] == [
        True,
        False,
        True,
        False,
    ]
    assert [plain.acting(f"LOG{number}(A1)") is None for number in (10, 11)] == [True, False]


def test_a_name_that_uses_a_name_that_acts_is_unusable_too() -> None:
    names = {"a": ["b*2"], "b": ["SUM(c)"], "c": ["1", "RTD(1)"], "d": ["表1!$A$1"], "坏": ["1"]}

    found = unusable_names(names, ["表1"], {"坏": Acting(Act.MACRO)})

    assert {name: acting.act for name, acting in found.items()} == {
        "a": Act.NAME, "b": Act.NAME, "c": Act.FUNCTION, "坏": Act.MACRO
    }  # fmt: skip


def test_tokens_know_whether_a_blank_stands_before_them() -> None:
    assert tokens_of("A1 (") == [Token(TokenKind.WORD, "A1"), Token(TokenKind.MARK, "(", spaced=True)]


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "'",
        "[",
        "]",
        "[[",
        "a[",
        "'a'",
        '"a"',
        "[a]",
        "[[a],",
        "#",
        "$A1",
        "((",
        "!",
        "|",
        "_xlfn.",
        " ",
        "'['",
        "A1,",
    ],
)
def test_any_text_of_100_000_characters_is_judged(piece: str) -> None:
    """Patterns never go back, so the time is that of one pass; without that this test would not end."""
    text = piece * (100_000 // len(piece))

    assert HERE.acting(text) is None or isinstance(HERE.acting(text), Acting)
    assert HERE.is_inner_place(text) in (True, False)
