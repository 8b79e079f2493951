"""xlwings' `Range.conditional_formats`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.appearance import Rgb, calc_colour, rgb
from xhg_excel.calc.engine.blocks import inside
from xhg_excel.calc.engine.conditional.conditions import (
    CONDITION,
    EXPRESSION,
    OPERATORS,
    Condition,
    Entry,
    add_rule,
    blocks_of,
    conditions_of,
    formats_of,
    remove_everywhere,
    remove_rule,
)
from xhg_excel.calc.engine.conditional.styles import CELL_STYLES, Look
from xhg_excel.calc.engine.gaps import named_gaps

_BOLDER_THAN_NORMAL = 110
# xlwings' names → com.sun.star.sheet.ConditionFormatOperator
_COMPARED = {
    "equal_to": 0,
    "less_than": 1,
    "greater_than": 2,
    "less_than_or_equal": 3,
    "greater_than_or_equal": 4,
    "not_equal_to": 5,
    "between": 6,
    "not_between": 7,
}
_TYPES = {1: "color_scale", 2: "data_bar", 3: "icon_set"}


@named_gaps
class ConditionalFormat(base_classes.ConditionalFormat):
    """One condition of one conditional format of a sheet; `undo` removes one that was just added."""

    def __init__(self, sheet: Any, condition: Condition, undo: Callable[[], None] | None = None) -> None:
        self._sheet, self._condition, self._undo = sheet, condition, undo

    @property
    def api(self) -> Any:
        """The UNO entry."""
        return formats_of(self._sheet.api)[self._condition.number].getByIndex(self._condition.index)

    @property
    def type(self) -> str:
        if self._condition.kind != CONDITION:
            return _TYPES.get(self._condition.kind, "unknown")
        if self._condition.operator == EXPRESSION:
            return "custom"
        return "cell_value" if self._condition.operator in _COMPARED.values() else "unknown"

    @property
    def operator(self) -> str | None:
        if self.type != "cell_value":
            return None
        return next(name for name, number in _COMPARED.items() if number == self._condition.operator)

    def _formula(self, text: str, kind: str) -> str | None:
        if self.type != kind or not text:
            return None
        return self._sheet.shown_formula(text, self._condition.first)  # type: ignore[no-any-return]  # a sheet of ours

    @property
    def formula(self) -> str | None:
        """The formula of a custom rule, as its first cell has it."""
        return self._formula(self._condition.formula1, "custom")

    @property
    def formula1(self) -> str | None:
        return self._formula(self._condition.formula1, "cell_value")

    @property
    def formula2(self) -> str | None:
        return self._formula(self._condition.formula2, "cell_value")

    @property
    def stop_if_true(self) -> bool:
        """True: Calc applies only the first rule that holds."""
        return True

    def _style(self, name: str) -> Any:
        if not self._condition.style:
            return None
        styles = self._sheet.book.api.StyleFamilies.getByName(CELL_STYLES)
        return getattr(styles.getByName(self._condition.style), name)

    @property
    def fill_color(self) -> Rgb | None:
        number = self._style("CellBackColor")
        return None if number is None else rgb(number)

    @property
    def font_color(self) -> Rgb | None:
        number = self._style("CharColor")
        return None if number is None else rgb(number)

    @property
    def font_bold(self) -> bool | None:
        weight = self._style("CharWeight")
        return None if weight is None else bool(weight > _BOLDER_THAN_NORMAL)

    @property
    def font_italic(self) -> bool | None:
        posture = self._style("CharPosture")
        return None if posture is None else bool(posture.value != "NONE")

    def delete(self) -> None:
        """Remove the rule; the format is removed with its last rule."""
        self._sheet.check()
        if self._undo is not None:
            self._undo()
        else:
            remove_rule(self._sheet, self._condition.number, self._condition.index)


@named_gaps
class ConditionalFormats(base_classes.ConditionalFormats):
    """The rules of all formats that overlap a range."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    @property
    def api(self) -> Any:
        """The UNO formats of the whole sheet."""
        return self._owner.sheet.api.ConditionalFormats

    def _all(self) -> list[ConditionalFormat]:
        sheet = self._owner.sheet
        return [
            ConditionalFormat(sheet, condition)
            for number, found in formats_of(sheet.api).items()
            if inside(blocks_of(found), self._owner.blocks)
            for condition in conditions_of(number, found)
        ]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[ConditionalFormat]:
        return iter(self._all())

    def __call__(self, key: int) -> ConditionalFormat:
        return self._all()[key - 1]

    def _add(self, operator: int, formulas: tuple[str, ...], spec: dict[str, Any]) -> ConditionalFormat:
        owner, sheet = self._owner, self._owner.sheet
        sheet.check()
        first = owner.blocks[0]
        texts = [sheet.calc_formula(text, (first.top, first.left)) for text in formulas]
        look = Look(
            calc_colour(spec.get("fill_color")),
            calc_colour(spec.get("font_color")),
            bool(spec.get("font_bold")),
            bool(spec.get("font_italic")),
        )
        formula1, formula2 = (*texts, "")[:2]
        place = (first.top, first.left)
        entry = Entry(OPERATORS[operator], formula1, formula2, place, look.style)
        add_rule(sheet, owner.blocks, entry)
        condition = Condition(0, 0, place, CONDITION, operator, formula1, formula2, look.style)
        return ConditionalFormat(sheet, condition, lambda: remove_everywhere(sheet, owner.blocks, entry))

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        return self._add(EXPRESSION, (spec["formula"],), spec)

    def add_cell_value(self, spec: dict[str, Any]) -> ConditionalFormat:
        formulas = tuple(str(spec[name]) for name in ("formula1", "formula2") if spec[name] is not None)
        return self._add(_COMPARED[spec["operator"]], formulas, spec)

    def clear(self) -> None:
        for rule in reversed(self._all()):
            rule.delete()
