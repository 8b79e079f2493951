"""xlwings' `DataValidation`: what may be typed into a cell."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.blocks import quoted
from xhg_excel.calc.engine.formulas import cell_address
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.calc.engine.office import enum

_TYPES = {
    "none": "ANY",
    "whole_number": "WHOLE",
    "decimal": "DECIMAL",
    "date": "DATE",
    "time": "TIME",
    "text_length": "TEXT_LEN",
    "list": "LIST",
    "custom": "CUSTOM",
}
_OPERATORS = {
    "equal_to": "EQUAL",
    "not_equal_to": "NOT_EQUAL",
    "greater_than": "GREATER",
    "less_than": "LESS",
    "greater_than_or_equal": "GREATER_EQUAL",
    "less_than_or_equal": "LESS_EQUAL",
    "between": "BETWEEN",
    "not_between": "NOT_BETWEEN",
}
_ALERTS = {"stop": "STOP", "warning": "WARNING", "information": "INFO"}
_COMPARED = ("whole_number", "decimal", "date", "time", "text_length")


def _named(table: dict[str, str], value: Any) -> str | None:
    return next((name for name, calc in table.items() if calc == value.value), None)


def _same_as(name: str, kind: type) -> property:
    """Return a member with the value of a UNO property."""
    return property(lambda validation: kind(getattr(validation.api, name)))


@named_gaps
class DataValidation(base_classes.DataValidation):
    """The data validation of a range; it is read from the first cell."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    @property
    def api(self) -> Any:
        """The UNO validation of the first cell."""
        block = self._owner.blocks[0]
        return self._owner.sheet.api.getCellByPosition(block.left, block.top).Validation

    @property
    def _at(self) -> tuple[int, int]:
        block = self._owner.blocks[0]
        return block.top, block.left

    @property
    def type(self) -> str:
        return _named(_TYPES, self.api.Type) or "unknown"

    @property
    def operator(self) -> str | None:
        """The comparison; None for kinds without one."""
        return _named(_OPERATORS, self.api.getOperator()) if self.type in _COMPARED else None

    def _formula(self, second: bool, kinds: tuple[str, ...]) -> str | None:
        text = self.api.getFormula2() if second else self.api.getFormula1()
        return self._owner.sheet.excel_formula(text, self._at) if text and self.type in kinds else None

    @property
    def formula1(self) -> str | None:
        return self._formula(False, _COMPARED)

    @property
    def formula2(self) -> str | None:
        return self._formula(True, _COMPARED)

    @property
    def formula(self) -> str | None:
        return self._formula(False, ("custom",))

    @property
    def source(self) -> str | None:
        """The entries of a list as `a,b`, or the formula of their cells."""
        text = self.api.getFormula1() if self.type == "list" else ""
        if text.startswith('"'):
            parts = text.replace('";"', "\0").replace('","', "\0").strip('"').split("\0")
            return ",".join(parts)
        return self._formula(False, ("list",))

    @property
    def in_cell_dropdown(self) -> bool | None:
        return bool(self.api.ShowList) if self.type == "list" else None

    ignore_blank = _same_as("IgnoreBlankCells", bool)
    input_title = _same_as("InputTitle", str)
    input_message = _same_as("InputMessage", str)
    show_input = _same_as("ShowInputMessage", bool)
    error_title = _same_as("ErrorTitle", str)
    error_message = _same_as("ErrorMessage", str)
    show_error = _same_as("ShowErrorMessage", bool)

    @property
    def alert_style(self) -> str | None:
        return _named(_ALERTS, self.api.ErrorAlertStyle)

    def _set(self, kind: str, formulas: tuple[str, ...], operator: str | None = None, **members: Any) -> None:
        cells, limits = self._owner.changing(), self.api
        sheet = self._owner.sheet
        limits.Type = enum("sheet.ValidationType", _TYPES[kind])
        if operator:
            limits.setOperator(enum("sheet.ConditionOperator", _OPERATORS[operator]))
        elif kind == "custom":
            limits.setOperator(enum("sheet.ConditionOperator", "FORMULA"))
        limits.setSourcePosition(cell_address(sheet.api.RangeAddress.Sheet, *self._at))
        limits.setFormula1(formulas[0] if formulas else "")
        limits.setFormula2(formulas[1] if len(formulas) > 1 else "")
        for name, value in members.items():
            setattr(limits, name, value)
        cells.Validation = limits

    def set_rule(self, rule_type: str, operator: str | None, formula1: str, formula2: str | None) -> None:
        sheet = self._owner.sheet
        texts = tuple(sheet.calc_formula(text, self._at) for text in (formula1, formula2) if text is not None)
        self._set(rule_type, texts, operator)

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        sheet = self._owner.sheet
        if isinstance(source, list):
            text = ";".join('"{}"'.format(value.replace('"', '""')) for value in source)
        elif hasattr(source, "refers_to"):
            text = sheet.calc_formula(f"={source.name}", self._at)
        else:
            text = sheet.calc_formula(f"={quoted(source.sheet.name)}!{source.address}", self._at)
        self._set("list", (text,), ShowList=int(in_cell_dropdown))

    def delete(self) -> None:
        self._set("none", ())
