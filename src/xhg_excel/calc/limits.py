"""What cells accept: data validation."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xhg_excel.calc.addresses import quoted
from xhg_excel.calc.formulas import address
from xhg_excel.calc.gaps import named_gaps
from xhg_excel.calc.office import enum

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


@named_gaps
class DataValidation(base_classes.DataValidation):
    """The limits of a range; read from its first cell."""

    def __init__(self, owner: Any) -> None:
        """Take the range."""
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
        """The kind of limit by xlwings' name."""
        return _named(_TYPES, self.api.Type) or "unknown"

    @property
    def operator(self) -> str | None:
        """How values are compared; None where they are not."""
        return _named(_OPERATORS, self.api.getOperator()) if self.type in _COMPARED else None

    def _formula(self, second: bool, kinds: tuple[str, ...]) -> str | None:
        text = self.api.getFormula2() if second else self.api.getFormula1()
        return self._owner.sheet.excel_formula(text, self._at) if text and self.type in kinds else None

    @property
    def formula1(self) -> str | None:
        """The first value compared with."""
        return self._formula(False, _COMPARED)

    @property
    def formula2(self) -> str | None:
        """The second value compared with."""
        return self._formula(True, _COMPARED)

    @property
    def formula(self) -> str | None:
        """The formula of a custom limit."""
        return self._formula(False, ("custom",))

    @property
    def source(self) -> str | None:
        """What a list offers: `a,b`, or a formula that gives its cells."""
        text = self.api.getFormula1() if self.type == "list" else ""
        if text.startswith('"'):
            parts = text.replace('";"', "\0").replace('","', "\0").strip('"').split("\0")
            return ",".join(parts)
        return self._formula(False, ("list",))

    @property
    def in_cell_dropdown(self) -> bool | None:
        """Whether a list shows an arrow."""
        return bool(self.api.ShowList) if self.type == "list" else None

    @property
    def ignore_blank(self) -> bool:
        """Whether an empty cell is fine."""
        return bool(self.api.IgnoreBlankCells)

    @property
    def input_title(self) -> str:
        """The title of what is shown while typing."""
        return str(self.api.InputTitle)

    @property
    def input_message(self) -> str:
        """What is shown while typing."""
        return str(self.api.InputMessage)

    @property
    def show_input(self) -> bool:
        """Whether it is shown."""
        return bool(self.api.ShowInputMessage)

    @property
    def error_title(self) -> str:
        """The title of the refusal."""
        return str(self.api.ErrorTitle)

    @property
    def error_message(self) -> str:
        """What the refusal says."""
        return str(self.api.ErrorMessage)

    @property
    def show_error(self) -> bool:
        """Whether a wrong value is refused."""
        return bool(self.api.ShowErrorMessage)

    @property
    def alert_style(self) -> str | None:
        """How hard a wrong value is refused."""
        return _named(_ALERTS, self.api.ErrorAlertStyle)

    def _set(self, kind: str, formulas: tuple[str, ...], operator: str | None = None, **members: Any) -> None:
        cells, limits = self._owner.changing(), self.api
        sheet = self._owner.sheet
        limits.Type = enum("sheet.ValidationType", _TYPES[kind])
        if operator:
            limits.setOperator(enum("sheet.ConditionOperator", _OPERATORS[operator]))
        elif kind == "custom":
            limits.setOperator(enum("sheet.ConditionOperator", "FORMULA"))
        limits.setSourcePosition(address(sheet.api.RangeAddress.Sheet, *self._at))
        limits.setFormula1(formulas[0] if formulas else "")
        limits.setFormula2(formulas[1] if len(formulas) > 1 else "")
        for name, value in members.items():
            setattr(limits, name, value)
        cells.Validation = limits

    def set_rule(self, rule_type: str, operator: str | None, formula1: str, formula2: str | None) -> None:
        """Compare what is typed."""
        sheet = self._owner.sheet
        texts = tuple(sheet.calc_formula(text, self._at) for text in (formula1, formula2) if text is not None)
        self._set(rule_type, texts, operator)

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        """Offer a list: texts, or the cells of a range or name."""
        sheet = self._owner.sheet
        if isinstance(source, list):
            text = ";".join('"{}"'.format(value.replace('"', '""')) for value in source)
        elif hasattr(source, "refers_to"):
            text = sheet.calc_formula(f"={source.name}", self._at)
        else:
            text = sheet.calc_formula(f"={quoted(source.sheet.name)}!{source.address}", self._at)
        self._set("list", (text,), ShowList=int(in_cell_dropdown))

    def delete(self) -> None:
        """Accept everything."""
        self._set("none", ())
