"""Formulas between Excel's grammar, which scripts write, and Calc's own."""

from __future__ import annotations

import re
from typing import Any

from xhg_excel.calc.office import struct

# com.sun.star.sheet.AddressConvention
_CALC, _EXCEL = 0, 3
# Excel's name of each error, and the code Calc keeps it under.
ERRORS = {32767: "#N/A", 532: "#DIV/0!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 503: "#NUM!", 521: "#NULL!"}
# Whatever else goes wrong in a formula of Calc's.
OTHER_ERROR = "#VALUE!"

# Outside texts, only these characters are written differently, or mean another thing, in the two grammars.
_DIFFERS = re.compile(r"[;.!~|{]")
_TEXT = re.compile(r'"[^"]*"')


class Grammar:
    """The two parsers of one document."""

    def __init__(self, document: Any) -> None:
        """Make both; each keeps the document's names and sheets."""
        self._excel, self._calc = (self._parser(document, convention) for convention in (_EXCEL, _CALC))
        self._shown = document.createInstance("com.sun.star.sheet.FormulaParser")

    @staticmethod
    def _parser(document: Any, convention: int) -> Any:
        parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish, parser.FormulaConvention = True, convention
        return parser

    def seen_from(self, formula: str, at: Any, other: Any) -> str:
        """Return a formula of Calc's, as seen from one cell, as it is seen from another."""
        return str(self._calc.printFormula(self._calc.parseFormula(formula, at), other)) if formula else ""

    def shown_to_excel(self, formula: str, at: Any) -> str:
        """Return a formula as Calc shows it to this user, in the user's language, in Excel's grammar."""
        if not _DIFFERS.search(_TEXT.sub("", formula)):
            return formula
        return str(self._excel.printFormula(self._shown.parseFormula(formula, at), at))

    def tokens(self, formula: str, at: Any) -> Any:
        """Return the tokens of a formula in Excel's grammar, `=` or not, as seen from a cell address."""
        return self._excel.parseFormula(formula.removeprefix("="), at)

    def to_calc(self, formula: str, at: Any) -> str:
        """Return a formula of Excel's in Calc's grammar, without `=`."""
        return str(self._calc.printFormula(self.tokens(formula, at), at))

    def to_excel(self, formula: str, at: Any) -> str:
        """Return a formula of Calc's in Excel's grammar, without `=`."""
        if not _DIFFERS.search(_TEXT.sub("", formula)):
            return formula.removeprefix("=")
        tokens = self._calc.parseFormula(formula.removeprefix("="), at)
        return str(self._excel.printFormula(tokens, at))

    def shown(self, tokens: Any, at: Any) -> str:
        """Return tokens in Excel's grammar, without `=`."""
        return str(self._excel.printFormula(tokens, at))


def address(sheet: int, row: int, col: int) -> Any:
    """Return a cell's address as UNO wants it; all count from 0."""
    return struct("table.CellAddress", Sheet=sheet, Row=row, Column=col)
