"""Conditional formats: each rule a format of its own, so that no rule of the user's is split or replaced.

Calc shows the first rule that holds, in the order they were made, where Excel shows the last one
added. So the others are made once more behind a new one, the same in all they say. Calc records
no undo for rules, so this module does.

Room: calc.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlwings import base_classes

from xhg_excel.calc.gaps import named_gaps
from xhg_excel.calc.looks import Rgb, calc_colour, rgb
from xhg_excel.calc.office import properties
from xhg_excel.calc.undo import do
from xhg_excel.core.layout import Block

# com.sun.star.sheet.ConditionFormatOperator and ConditionEntryType
_EXPRESSION = 24
_CONDITION = 0
_BOLDER_THAN_NORMAL = 110
_OPERATORS = {
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
_STYLE = "xlwings {fill} {font} {bold:d}{italic:d}"
_STYLE_NAME = re.compile(r"xlwings ([0-9a-f]{6}|-) ([0-9a-f]{6}|-) ([01])([01])")
_CELL_STYLES = "CellStyles"


@dataclass(frozen=True)
class Rule:
    """What a rule of one condition says and how it looks; formulas in Calc's grammar."""

    operator: int
    formula1: str
    formula2: str = ""
    fill: int = -1
    font: int = -1
    bold: bool = False
    italic: bool = False

    @property
    def style(self) -> str:
        """The name of the cell style that carries the look."""
        fill, font = (f"{colour:06x}" if colour >= 0 else "-" for colour in (self.fill, self.font))
        return _STYLE.format(fill=fill, font=font, bold=self.bold, italic=self.italic)


def formats_of(sheet: Any) -> dict[int, Any]:
    """Return the conditional formats of a UNO sheet by their ids."""
    return {found.ID: found for found in sheet.ConditionalFormats.getConditionalFormats()}


def add_rule(document: Any, sheet: Any, blocks: tuple[Block, ...], rule: Rule) -> int:
    """Put a rule over some blocks, as one change that can be undone; return its id."""
    ids: list[int] = []
    do(
        document,
        lambda: ids.append(_put(document, sheet, blocks, rule)),
        lambda: _take(document, sheet, ids.pop(), rule),
    )
    return ids[-1]


def remove_format(document: Any, sheet: Any, number: int) -> None:
    """Take a format off by its id; one of one condition can be undone."""
    found = formats_of(sheet)[number]
    rule = _rule_of(found) if found.getCount() == 1 else None
    if rule is None:
        sheet.ConditionalFormats.removeByID(number)
        return
    blocks, ids = tuple(_blocks(found)), [number]
    do(
        document,
        lambda: _take(document, sheet, ids.pop(), rule),
        lambda: ids.append(_put(document, sheet, blocks, rule)),
    )


def _put(document: Any, sheet: Any, blocks: tuple[Block, ...], rule: Rule) -> int:
    _make_style(document, rule)
    others = formats_of(sheet)
    number = _make(document, sheet, blocks, [(rule.operator, rule.formula1, rule.formula2, rule.style)])
    _move_behind(document, sheet, others)
    return number


def _make(document: Any, sheet: Any, blocks: Iterable[Block], entries: Sequence[tuple[int, str, str, str]]) -> int:
    """Make a format of conditions; return its id."""
    cells = document.createInstance("com.sun.star.sheet.SheetCellRanges")
    for block in blocks:
        part = sheet.getCellRangeByPosition(block.left, block.top, block.right, block.bottom)
        cells.addRangeAddress(part.RangeAddress, False)
    number = int(sheet.ConditionalFormats.createByRange(cells))
    made = formats_of(sheet)[number]
    for index, (operator, formula1, formula2, style) in enumerate(entries):
        made.createEntry(_CONDITION, index)
        entry = made.getByIndex(index)
        entry.Operator, entry.Formula1, entry.StyleName = operator, formula1, style
        if formula2:
            entry.Formula2 = formula2
    return number


def _move_behind(document: Any, sheet: Any, others: dict[int, Any]) -> None:
    """Make formats once more, so that they come after one made since; all or none, so that they keep their order.

    Colour scales and the like cannot be made again through Calc's interface: then all stay where they are.
    """
    conditions = {number: conditions_of(number, found) for number, found in sorted(others.items())}
    if any(condition.kind != _CONDITION for several in conditions.values() for condition in several):
        return
    for number, several in conditions.items():
        blocks = list(_blocks(others[number]))
        sheet.ConditionalFormats.removeByID(number)
        _make(document, sheet, blocks, [(one.operator, one.formula1, one.formula2, one.style) for one in several])


def _take(document: Any, sheet: Any, number: int, rule: Rule) -> None:
    sheet.ConditionalFormats.removeByID(number)
    _drop_style(document, rule.style)


def _rule_of(found: Any) -> Rule | None:
    """Return a format as a rule of ours; None when its style was made by somebody else."""
    entry = found.getByIndex(0)
    named = _STYLE_NAME.fullmatch(getattr(entry, "StyleName", ""))
    if named is None:
        return None
    fill, font = (-1 if colour == "-" else int(colour, 16) for colour in named.groups()[:2])
    bold, italic = (flag == "1" for flag in named.groups()[2:])
    return Rule(entry.Operator, entry.Formula1, entry.Formula2, fill, font, bold, italic)


def _blocks(found: Any) -> Iterator[Block]:
    for part in found.Range.getRangeAddresses():
        yield Block(part.StartRow, part.StartColumn, part.EndRow, part.EndColumn)


def _make_style(document: Any, rule: Rule) -> None:
    """Add the style of a rule, from a document of its own: Calc changes none while any sheet is protected."""
    if document.StyleFamilies.getByName(_CELL_STYLES).hasByName(rule.style):
        return
    options = properties(OverwriteStyles=False, LoadCellStyles=True, LoadPageStyles=False)
    with tempfile.TemporaryDirectory(prefix="xhg-") as folder:
        file = Path(folder) / "style.fods"
        file.write_text(_style_document(rule), "utf-8")
        document.StyleFamilies.loadStylesFromURL(file.as_uri(), options)


def _style_document(rule: Rule) -> str:
    """Return a flat OpenDocument spreadsheet that holds one style."""
    cells = f'fo:background-color="#{rule.fill:06x}"' if rule.fill >= 0 else ""
    texts = f'fo:color="#{rule.font:06x}"' if rule.font >= 0 else ""
    for script in ("fo:font-{0}", "style:font-{0}-asian", "style:font-{0}-complex"):
        texts += f' {script.format("weight")}="bold"' if rule.bold else ""
        texts += f' {script.format("style")}="italic"' if rule.italic else ""
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{part}="{name}{part}:1.0"' for part in ("office", "style", "table"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{spaces} xmlns:fo="{name}xsl-fo-compatible:1.0" '
        'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:styles>'
        f'<style:style style:name="rule" style:display-name="{rule.style}" style:family="table-cell" '
        f'style:parent-style-name="Default"><style:table-cell-properties {cells}/><style:text-properties {texts}/>'
        '</style:style></office:styles><office:body><office:spreadsheet><table:table table:name="1"><table:table-column/>'
        "<table:table-row><table:table-cell/></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document>"
    )


def _drop_style(document: Any, name: str) -> None:
    """Remove a style of ours that no rule wears any more."""
    for sheet in document.Sheets:
        for found in sheet.ConditionalFormats.getConditionalFormats():
            for index in range(found.getCount()):
                if getattr(found.getByIndex(index), "StyleName", "") == name:
                    return
    styles = document.StyleFamilies.getByName(_CELL_STYLES)
    if styles.hasByName(name):
        styles.removeByName(name)


@dataclass(frozen=True)
class Condition:
    """One condition as it was when it was looked at: Calc's own object does not outlive its format."""

    number: int
    index: int
    first: tuple[int, int]
    kind: int
    operator: int = -1
    formula1: str = ""
    formula2: str = ""
    style: str = ""


def conditions_of(number: int, found: Any) -> list[Condition]:
    """Return the conditions of a format in order."""
    first = found.Range.getRangeAddresses()[0]
    read = []
    for index in range(found.getCount()):
        entry = found.getByIndex(index)
        place = Condition(number, index, (first.StartRow, first.StartColumn), entry.getType())
        if place.kind == _CONDITION:
            said = (entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName)
            place = Condition(number, index, place.first, place.kind, *said)
        read.append(place)
    return read


@named_gaps
class ConditionalFormat(base_classes.ConditionalFormat):  # type: ignore[misc]  # xlwings has no types
    """One condition of one format of a sheet."""

    def __init__(self, sheet: Any, condition: Condition) -> None:
        """Take the sheet and what the condition says."""
        self._sheet, self._condition = sheet, condition

    @property
    def api(self) -> Any:
        """The UNO entry, while it is there."""
        return formats_of(self._sheet.api)[self._condition.number].getByIndex(self._condition.index)

    @property
    def type(self) -> str:
        """The kind of rule by xlwings' name."""
        if self._condition.kind != _CONDITION:
            return _TYPES.get(self._condition.kind, "unknown")
        if self._condition.operator == _EXPRESSION:
            return "custom"
        return "cell_value" if self._condition.operator in _OPERATORS.values() else "unknown"

    @property
    def operator(self) -> str | None:
        """The comparison of a cell-value rule."""
        if self.type != "cell_value":
            return None
        return next(name for name, number in _OPERATORS.items() if number == self._condition.operator)

    def _formula(self, text: str, kind: str) -> str | None:
        if self.type != kind or not text:
            return None
        return self._sheet.excel_formula(text, self._condition.first)  # type: ignore[no-any-return]  # a sheet of ours

    @property
    def formula(self) -> str | None:
        """The formula of a custom rule, as its first cell has it."""
        return self._formula(self._condition.formula1, "custom")

    @property
    def formula1(self) -> str | None:
        """The first value of a cell-value rule."""
        return self._formula(self._condition.formula1, "cell_value")

    @property
    def formula2(self) -> str | None:
        """The second value of a cell-value rule between two."""
        return self._formula(self._condition.formula2, "cell_value")

    @property
    def stop_if_true(self) -> bool:
        """True: Calc shows one rule a cell, the first that holds."""
        return True

    def _style(self, name: str) -> Any:
        if not self._condition.style:
            return None
        styles = self._sheet.book.api.StyleFamilies.getByName(_CELL_STYLES)
        return getattr(styles.getByName(self._condition.style), name)

    @property
    def fill_color(self) -> Rgb | None:
        """The fill."""
        number = self._style("CellBackColor")
        return None if number is None else rgb(number)

    @property
    def font_color(self) -> Rgb | None:
        """The colour of the letters."""
        number = self._style("CharColor")
        return None if number is None else rgb(number)

    @property
    def font_bold(self) -> bool | None:
        """Whether the letters are bold."""
        weight = self._style("CharWeight")
        return None if weight is None else bool(weight > _BOLDER_THAN_NORMAL)

    @property
    def font_italic(self) -> bool | None:
        """Whether the letters lean."""
        posture = self._style("CharPosture")
        return None if posture is None else bool(posture.value != "NONE")

    def delete(self) -> None:
        """Take the rule off; with the last one the format goes."""
        self._sheet.check()
        number = self._condition.number
        found = formats_of(self._sheet.api)[number]
        if found.getCount() > 1:
            found.removeByIndex(self._condition.index)
        else:
            remove_format(self._sheet.book.api, self._sheet.api, number)


@named_gaps
class ConditionalFormats(base_classes.ConditionalFormats):  # type: ignore[misc]  # xlwings has no types
    """The rules that touch a range."""

    def __init__(self, owner: Any) -> None:
        """Take the range."""
        self._owner = owner

    @property
    def api(self) -> Any:
        """The UNO formats of the whole sheet."""
        return self._owner.sheet.api.ConditionalFormats

    def _all(self) -> list[ConditionalFormat]:
        sheet = self._owner.sheet
        return [
            ConditionalFormat(sheet, condition)
            for number, found in sorted(formats_of(sheet.api).items())
            if any(_touch(block, mine) for block in _blocks(found) for mine in self._owner.blocks)
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
        look = {"fill": calc_colour(spec.get("fill_color")), "font": calc_colour(spec.get("font_color"))}
        rule = Rule(
            operator, *texts, **look, bold=bool(spec.get("font_bold")), italic=bool(spec.get("font_italic"))
        )  # fmt: skip
        number = add_rule(sheet.book.api, sheet.api, owner.blocks, rule)
        return ConditionalFormat(sheet, conditions_of(number, formats_of(sheet.api)[number])[0])

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Add a rule that holds while a formula does."""
        return self._add(_EXPRESSION, (spec["formula"],), spec)

    def add_cell_value(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Add a rule that compares the cell's value."""
        formulas = tuple(str(spec[name]) for name in ("formula1", "formula2") if spec[name] is not None)
        return self._add(_OPERATORS[spec["operator"]], formulas, spec)

    def clear(self) -> None:
        """Take off every rule that touches the range."""
        for rule in reversed(self._all()):
            rule.delete()


def _touch(one: Block, other: Block) -> bool:
    return (
        one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right
    )  # fmt: skip
