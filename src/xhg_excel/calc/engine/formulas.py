"""Formulas translated between Excel's grammar, which scripts write, and Calc's own."""

from __future__ import annotations

import re
from typing import Any

from xhg_excel.calc.engine.office import struct

# com.sun.star.sheet.AddressConvention
_CALC, _EXCEL = 0, 3
# Calc's code of each error, and Excel's name of it.
ERRORS = {32767: "#N/A", 532: "#DIV/0!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 503: "#NUM!", 521: "#NULL!"}
# For every other error of a formula in Calc.
OTHER_ERROR = "#VALUE!"

# Outside texts, only these characters are written differently, or mean another thing, in the two grammars.
_DIFFERS = re.compile(r"[;.!~|{]")
_TEXT = re.compile(r'"[^"]*"')


class Grammar:
    """The formula parsers of one document.

    A formula's relative references are read from the cell it is in: every method takes a UNO cell address.
    """

    def __init__(self, document: Any) -> None:
        self._excel, self._calc = (self._parser(document, convention) for convention in (_EXCEL, _CALC))
        self._shown = document.createInstance("com.sun.star.sheet.FormulaParser")

    @staticmethod
    def _parser(document: Any, convention: int) -> Any:
        parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish, parser.FormulaConvention = True, convention
        return parser

    def moved(self, formula: str, cell: Any, other: Any) -> str:
        """Return a formula of Calc's in one cell as it reads when copied to another."""
        return str(self._calc.printFormula(self._calc.parseFormula(formula, cell), other)) if formula else ""

    def shown_to_excel(self, formula: str, cell: Any) -> str:
        """Return a formula in the grammar and language that Calc shows to this user, in Excel's grammar."""
        if not _DIFFERS.search(_TEXT.sub("", formula)):
            return formula
        return str(self._excel.printFormula(self._shown.parseFormula(formula, cell), cell))

    def tokens(self, formula: str, cell: Any) -> Any:
        """Return the UNO tokens of a formula in Excel's grammar, with `=` or without."""
        return self._excel.parseFormula(formula.removeprefix("="), cell)

    def to_calc(self, formula: str, cell: Any) -> str:
        """Return a formula of Excel's in Calc's grammar, without `=`."""
        return str(self._calc.printFormula(self.tokens(formula, cell), cell))

    def to_excel(self, formula: str, cell: Any) -> str:
        """Return a formula of Calc's in Excel's grammar, without `=`."""
        if not _DIFFERS.search(_TEXT.sub("", formula)):
            return formula.removeprefix("=")
        tokens = self._calc.parseFormula(formula.removeprefix("="), cell)
        return str(self._excel.printFormula(tokens, cell))


def cell_address(sheet: int, row: int, col: int) -> Any:
    """Return a cell's UNO address; sheet, row and column count from 0."""
    return struct("table.CellAddress", Sheet=sheet, Row=row, Column=col)
