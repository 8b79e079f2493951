"""The shapes in which a form is declared: an Annex has Items, which are printed, with Fields, which are filled in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from xhg_excel.notice.schema.condition import Condition, keys_of

# 五(三): 填写附件表格; the clause of every field without a closer one.
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


# The code of the finding where a cell contains anything else.
WRONG = {
    Kind.YES_NO: "E02", Kind.YES_NO_NA: "E02", Kind.CHOICE: "E02", Kind.COUNT: "E03", Kind.YUAN: "E04",
    Kind.DATE: "E05", Kind.TEXT: "E07", Kind.ID: "E07",
}  # fmt: skip


class Merge(StrEnum):
    """How the answers of counties make the total of a field."""

    YES_COUNT = "yes_count"  # k of those due, with the list of 否
    SUM = "sum"  # Σ; 未提供 and blanks are counted beside it
    JOIN = "join"  # texts, one line a unit
    LIST = "list"  # stays in its row of the register


@dataclass(frozen=True)
class Field:
    """One cell that is filled in: one key, one typed answer, one column of the totals. A key never changes.

    Attributes:
        due: when an answer is required; None: always.
        allowed: when an answer is no surplus; None: when it is due.
        optional: a blank is no finding, even when the field is due.
        missing: code of the finding when the field is due and blank.
        surplus: code of the finding when the field is filled though not due.
        personal: informants' data, which is never copied out of its ledger.
        longest: number of characters that the printed cell of a text has room for.
        wrong: code of the finding for an unreadable answer; '' for the usual one of the kind.
        in_window: the date should be within the days of inspection (二).
        clearing: asks whether something was cleared away, so that 有 and 无 are ambiguous.
    """

    key: str
    label: str
    kind: Kind
    unit: str = ""
    choices: tuple[str, ...] = ()
    due: Condition | None = None
    allowed: Condition | None = None
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
        """The code of the finding for an answer of another kind."""
        return self.wrong or WRONG[self.kind]

    @property
    def shown(self) -> str:
        """The label with its unit, as printed beside a cell: `处罚金额（元）`."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    @property
    def answers(self) -> tuple[str, ...]:
        """The words accepted by this field, besides numbers, dates and free text."""
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
        """How the field is totalled; decided by its kind."""
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
        """Key of the text that is printed over the whole width of the answer; '' when the item has none."""
        first = self.fields[0]
        return first.key if first.kind is Kind.TEXT and first.due is None and len(self.fields) > 1 else ""

    @property
    def bare(self) -> tuple[str, ...]:
        """Keys printed without a label: the only field, or the first one when all others depend on it."""
        first, *rest = self.fields
        details = all(f.due is not None and first.key in keys_of(f.due) for f in rest)
        return (first.key,) if details else ()


@dataclass(frozen=True, eq=False)
class Annex:
    """One form of the notice: what it prints, and the fields under each item. Compared by identity."""

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
        """Return the clause of the notice that a field comes from; `FORMS_CLAUSE` where no item has one."""
        item = self.item_of(key)
        number = item.number if item else 0
        return next((clause for numbers, clause in self.clauses if number in numbers), FORMS_CLAUSE)

    @property
    def label(self) -> str:
        """The name by which the notice refers to the annex, `附件2`."""
        return f"附件{self.number}"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field in the order it is typed: header, items, footer, extras."""
        body = tuple(field for item in self.items for field in item.fields)
        return self.header + body + self.footer + self.extras

    def item_of(self, key: str) -> Item | None:
        """Return the item that a field belongs to; None for header, footer and extra fields."""
        return self._items_by_key.get(key)

    @cached_property
    def _items_by_key(self) -> dict[str, Item]:
        return {field.key: item for item in reversed(self.items) for field in item.fields}


# Short constructors, so that a declaration reads like the form.


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
