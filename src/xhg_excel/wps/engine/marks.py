"""xlwings' `Note` and `ConditionalFormats` of the recorded engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.appearance import Rgb
from xhg_excel.calc.engine.blocks import Block, address_of
from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.wps.engine.looks import colour_of, hexadecimal
from xhg_excel.wps.engine.state import RuleState

CUSTOM = "custom"


@named_gaps
class Note(base_classes.Note):
    """The note on the cell at a row and column, which count from 0."""

    def __init__(self, sheet: Any, place: tuple[int, int]) -> None:
        self._sheet, self._place = sheet, place

    @property
    def _cells(self) -> str:
        return address_of(Block(*self._place, *self._place), False, False)

    @property
    def text(self) -> str:
        return str(self._sheet.state.notes[self._place])

    @text.setter
    def text(self, value: str) -> None:
        self._sheet.state.must_accept("notes")
        self._sheet.record("change_note", cells=self._cells, text=value)
        self._sheet.state.notes[self._place] = value

    @property
    def location(self) -> Any:
        return self._sheet.at(Block(*self._place, *self._place))

    def resize(self, width: float, height: float) -> None:
        """Set the size of the note's box in points; no member of xlwings."""
        self._sheet.record("size_note", cells=self._cells, width=width, height=height)

    def delete(self) -> None:
        self._sheet.state.must_accept("notes")
        self._sheet.record("delete_note", cells=self._cells)
        del self._sheet.state.notes[self._place]


@named_gaps
class Rule(base_classes.ConditionalFormat):
    """One conditional format of a sheet."""

    def __init__(self, sheet: Any, state: RuleState) -> None:
        self._sheet, self._state = sheet, state

    @property
    def type(self) -> str:
        return self._state.type

    @property
    def formula(self) -> str | None:
        return self._state.formula if self._state.type == CUSTOM else None

    @property
    def fill_color(self) -> Rgb | None:
        return self._state.fill

    @property
    def font_color(self) -> Rgb | None:
        return self._state.font

    @property
    def stop_if_true(self) -> bool:
        return self._state.stop

    def delete(self) -> None:
        state = self._sheet.state
        state.must_accept("formats")
        number = next(number for number, rule in enumerate(state.rules, start=1) if rule is self._state)
        self._sheet.record("delete_rule", number=number, formula=self._state.formula)
        del state.rules[number - 1]


@named_gaps
class Rules(base_classes.ConditionalFormats):
    """The conditional formats of a sheet; all of them, whatever range they are asked of."""

    def __init__(self, cells: Any) -> None:
        self._range, self._sheet = cells, cells.sheet

    def _states(self) -> list[RuleState]:
        state = self._sheet.state
        if state.rules is None:
            message = f"Range.conditional_formats: not read of {state.name}"
            raise NotImplementedError(message)
        rules: list[RuleState] = state.rules
        return rules

    def __iter__(self) -> Iterator[Rule]:
        yield from (Rule(self._sheet, rule) for rule in list(self._states()))
        if self._sheet.state.has_more_rules:
            message = f"Range.conditional_formats: more of {self._sheet.name} than were read"
            raise NotImplementedError(message)

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __call__(self, number: int) -> Rule:
        return Rule(self._sheet, self._states()[number - 1])

    def add_custom(self, spec: dict[str, Any]) -> Rule:
        """Add a rule with a formula, before all others."""
        state, rules = self._sheet.state, self._states()
        state.must_accept("formats")
        fill, font = (colour_of(spec.get(key)) for key in ("fill_color", "font_color"))
        made = RuleState(CUSTOM, spec["formula"], fill, font, bool(spec.get("stop_if_true")))
        cells = [address_of(block, False, False) for block in self._range.blocks]
        looks = {"fill": hexadecimal(fill), "font": hexadecimal(font), "stop": made.stop}
        self._sheet.record("add_rule", cells=cells, formula=made.formula, **looks)
        rules.insert(0, made)
        return Rule(self._sheet, made)
