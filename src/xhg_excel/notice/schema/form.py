"""The shapes in which a form is declared: Annex, Item (printed), Field (typed)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from xhg_excel.notice.schema.condition import Condition, keys_of

# 五(三): 填写附件表格; the clause of everything no closer clause asks for.
FORMS_CLAUSE = "五(三)"

YES = "是"
NO = "否"
NOT_APPLICABLE = "不涉及"
NOT_PROVIDED = "未提供"


class Kind(StrEnum):
    """What may be typed into one cell."""

    YES_NO = "yes_no"
    YES_NO_NA = "yes_no_na"
    CHOICE = "choice"
    COUNT = "count"
    YUAN = "yuan"
    DATE = "date"
    TEXT = "text"
    ID = "id"


# What is found where a cell holds something else.
WRONG = {
    Kind.YES_NO: "E02",
    Kind.YES_NO_NA: "E02",
    Kind.CHOICE: "E02",
    Kind.COUNT: "E03",
    Kind.YUAN: "E04",
    Kind.DATE: "E05",
    Kind.TEXT: "E07",
    Kind.ID: "E07",
}


class Merge(StrEnum):
    """How one field travels from counties to a total."""

    YES_COUNT = "yes_count"  # k of those due, with the list of 否
    SUM = "sum"  # Σ; 未提供 and blanks are counted beside it
    JOIN = "join"  # texts, one line a unit
    LIST = "list"  # stays in its row of the register


@dataclass(frozen=True)
class Field:
    """One cell a clerk fills in: one key, one column, one typed value.

    `due` None means always due; `optional` means never missed. `missing` and
    `surplus` are the codes of the findings when it is due and blank, or filled
    though not due. `personal` data never leaves the ledger it stands in. `longest` is
    how many characters a text may have, so that its printed cell shows all of it;
    a date `in_window` should lie in the days of the inspection (二). `clearing` asks
    whether something was cleared away, so that 有 and 无 may mean either.
    """

    key: str
    label: str
    kind: Kind
    unit: str = ""
    choices: tuple[str, ...] = ()
    due: Condition | None = None
    optional: bool = False
    missing: str = "E01"
    surplus: str = "E06"
    personal: bool = False
    longest: int = 1000
    wrong: str = ""
    in_window: bool = False
    clearing: bool = False

    @property
    def fault(self) -> str:
        """The code of a cell that holds no such answer."""
        return self.wrong or WRONG[self.kind]

    @property
    def shown(self) -> str:
        """The label with its unit, as printed beside a cell: `处罚金额（元）`."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    @property
    def answers(self) -> tuple[str, ...]:
        """Words this cell may hold besides numbers, dates and free text."""
        match self.kind:
            case Kind.YES_NO:
                return (YES, NO)
            case Kind.YES_NO_NA:
                return (YES, NO, NOT_APPLICABLE)
            case Kind.CHOICE:
                return self.choices
            case Kind.COUNT | Kind.YUAN:
                return (NOT_PROVIDED,)
            case _:
                return ()

    @property
    def merge(self) -> Merge:
        """How the field merges; its kind decides."""
        match self.kind:
            case Kind.YES_NO | Kind.YES_NO_NA:
                return Merge.YES_COUNT
            case Kind.COUNT | Kind.YUAN:
                return Merge.SUM
            case Kind.TEXT:
                return Merge.JOIN
            case _:
                return Merge.LIST


@dataclass(frozen=True)
class Rate:
    """A share that is computed, never typed: numerator and denominator keys."""

    label: str
    part: str
    whole: str


@dataclass(frozen=True)
class Item:
    """One printed row of the official form, letter for letter."""

    number: int
    text: str
    fields: tuple[Field, ...]
    rates: tuple[Rate, ...] = ()

    @property
    def open_text(self) -> str:
        """Key of the text that takes the whole width of the answer; '' when the item has none."""
        first = self.fields[0]
        return first.key if first.kind is Kind.TEXT and first.due is None and len(self.fields) > 1 else ""

    @property
    def bare(self) -> tuple[str, ...]:
        """Keys printed without a label: a lone answer, or one that the rest details."""
        first, *rest = self.fields
        details = all(f.due is not None and first.key in keys_of(f.due) for f in rest)
        return (first.key,) if details else ()


@dataclass(frozen=True, eq=False)
class Annex:
    """One form of the notice: its print and the fields under each item; there is one of each."""

    key: str
    number: int
    title: str
    heads: tuple[str, str, str]
    items: tuple[Item, ...]
    header: tuple[Field, ...] = ()
    header_lines: tuple[str, ...] = ()
    footer: tuple[Field, ...] = ()
    footer_lines: tuple[str, ...] = ()
    extras: tuple[Field, ...] = ()
    other_titles: tuple[str, ...] = ()
    clauses: tuple[tuple[tuple[int, ...], str], ...] = ()

    def clause_of(self, key: str) -> str:
        """Return the clause of the notice behind a field; 五(三) asks for the form itself."""
        item = self.item_of(key)
        number = item.number if item else 0
        return next((clause for numbers, clause in self.clauses if number in numbers), FORMS_CLAUSE)

    @property
    def label(self) -> str:
        """Return the annex as the notice numbers it, `附件2`."""
        return f"附件{self.number}"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field in the order it is typed: header, items, footer, extras."""
        body = tuple(field for item in self.items for field in item.fields)
        return self.header + body + self.footer + self.extras

    def item_of(self, key: str) -> Item | None:
        """Return the item a field stands under; None for header and footer fields."""
        return self._items_by_key.get(key)

    @cached_property
    def _items_by_key(self) -> dict[str, Item]:
        return {field.key: item for item in reversed(self.items) for field in item.fields}


# Short constructors, so that a declaration reads like the form. -------------------


def yes_no(key: str, label: str, due: Condition | None = None) -> Field:
    """Return a cell that takes 是 or 否."""
    return Field(key, label, Kind.YES_NO, due=due)


def yes_no_na(key: str, label: str, due: Condition | None = None) -> Field:
    """Return a cell that takes 是, 否 or 不涉及."""
    return Field(key, label, Kind.YES_NO_NA, due=due)


def count(key: str, label: str, unit: str, due: Condition | None = None) -> Field:
    """Return a cell that takes a whole number of `unit`, 0 or more."""
    return Field(key, label, Kind.COUNT, unit=unit, due=due)


def yuan(key: str, label: str, due: Condition | None = None) -> Field:
    """Return a cell that takes an amount in yuan, 0 or more."""
    return Field(key, label, Kind.YUAN, unit="元", due=due)


def text(key: str, label: str, due: Condition | None = None, *, optional: bool = False, longest: int = 1000) -> Field:
    """Return a cell that takes free text of up to `longest` characters."""
    return Field(key, label, Kind.TEXT, due=due, optional=optional, longest=longest)
