"""What was handed in: unit, forms and submissions, and the typed record of one form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated, Any, Literal

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Place
from xhg_excel.notice.schema.form import NOT_PROVIDED, Annex, Field, Kind
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.check_columns import ROW_NOTE
from xhg_excel.notice.words.totals.audit import Went
from xhg_excel.notice.words.workbook import CITY_OWN

if TYPE_CHECKING:  # a click that checks a workbook does not wait for pydantic
    from pydantic import BaseModel

Answers = Mapping[str, Answer | None]


@dataclass(frozen=True)
class Unit:
    """Who answers: a county of a city, or (county None) the city itself."""

    city: Region
    county: Region | None = None

    @property
    def code(self) -> str:
        """The six-digit code, the key of every merge."""
        return self.county.code if self.county else self.city.code

    @property
    def name(self) -> str:
        """The name within its city."""
        return self.county.name if self.county else CITY_OWN

    @property
    def full_name(self) -> str:
        """City and county, so that 鼓楼区 is one place."""
        return self.city.name + (self.county.name if self.county else CITY_OWN)


@dataclass(frozen=True)
class Form:
    """One filled form or one register row: answers, the cell of each, and 说明 by sheet row.

    `note_files` names the file of a 说明 that was taken over from an earlier submission.
    """

    annex: Annex
    answers: Answers
    places: Mapping[str, Place]
    row_number: int = 0
    file: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)
    note_places: Mapping[int, Place] = field(default_factory=dict)
    note_files: Mapping[int, str] = field(default_factory=dict)

    def get(self, key: str) -> Answer | None:
        """Return an answer; None when blank or unreadable."""
        return self.answers.get(key)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into it; an unreadable cell is something."""
        return all(answer is None for answer in self.answers.values()) and not self.places.keys() - self.answers.keys()


def note_key(key: str) -> str:
    """Return the key under which answers carry the 说明 of the row that holds a field."""
    return f"{key}:{ROW_NOTE.key}"


@dataclass(frozen=True)
class LedgerRows:
    """The rows of one ledger sheet, with the cell of each answer."""

    ledger: Ledger
    rows: tuple[tuple[Answers, Mapping[str, Place]], ...]


@dataclass
class Account:
    """The cells of one workbook: how many are not blank, and how many went where."""

    filled: int = 0
    went: Counter[Went] = field(default_factory=Counter)

    @property
    def is_balanced(self) -> bool:
        """Whether every cell that is not blank went somewhere, and none went twice."""
        return self.filled == self.went.total()


@dataclass
class Source:
    """The file a submission came from; `rows` counts the forms taken from it.

    `folder` names the folders above it that `file` leaves out; only a unit is looked for in it.
    `saved_at` is when a program last saved the workbook by its own properties, `changed_at`
    when the file was last written; both as ISO text, '' when not known.
    """

    file: str
    sha256: str = ""
    size: int = 0
    read_at: str = ""
    rows: int = 0
    outcome: str = ""
    folder: str = ""
    saved_at: str = ""
    changed_at: str = ""
    account: Account | None = None


# What of a submission may be folded, and under which name it waits.
HEAVY = ("forms", "findings")
_FOLDED = "_folded"


@dataclass
class Submission:
    """One workbook read: its unit (None when unclear), forms, ledgers and findings.

    `is_read` is False for a file that no program of ours could open.
    `secrets` are the names and numbers of informants its ledgers held; they are only hidden, never shown.
    """

    source: Source
    kind: str = ""
    unit: Unit | None = None
    cover: Answers = field(default_factory=dict)
    cover_places: Mapping[str, Place] = field(default_factory=dict)
    detail_places: Sequence[Place] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    forms: list[Form] = field(default_factory=list)
    ledgers: list[LedgerRows] = field(default_factory=list)
    parts: list[Submission] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_read: bool = True

    @cached_property
    def content(self) -> bytes:
        """What it says, whatever file it came in, as a digest: form by form its answers, unreadable cells and 说明.

        Asked for the first time it stays: what is hidden or taken over later changes nothing.
        """
        said = sorted(_said(form) for form in self.forms if not form.is_blank)
        return blake2b("\n".join(said).encode(), digest_size=16).digest()

    def fold(self, heavy: Callable[[], dict[str, Any]]) -> None:
        """Let go of forms and findings: `heavy` makes them again when they are asked for."""
        del self.forms, self.findings
        self.__dict__[_FOLDED] = heavy

    def __getattr__(self, name: str) -> Any:
        """Make forms and findings again that were folded; what was set since stays."""
        if name not in HEAVY or _FOLDED not in self.__dict__:
            raise AttributeError(name)
        for key, value in self.__dict__.pop(_FOLDED)().items():
            self.__dict__.setdefault(key, value)
        return self.__dict__[name]

    @property
    def passing_forms(self) -> list[Form]:
        """The forms for one look; folded ones stay folded."""
        heavy = None if "forms" in self.__dict__ else self.__dict__.get(_FOLDED)
        return heavy()["forms"] if heavy else self.forms

    def forms_of(self, annex: Annex) -> list[Form]:
        """Return the forms of one annex in their order."""
        return [form for form in self.forms if form.annex.key == annex.key]


def _said(form: Form) -> str:
    answers = [None if (a := form.answers.get(f.key)) is None else show(a) for f in form.annex.fields]
    unread = sorted(key for key in form.places if key not in form.answers)
    return repr((form.annex.key, form.row_number, answers, unread, sorted(form.notes.items())))


def _type_of(declared: Field) -> Any:
    from pydantic import Field as Typed

    match declared.kind:
        case Kind.YES_NO | Kind.YES_NO_NA | Kind.CHOICE:
            return Literal[declared.answers] | None
        case Kind.COUNT:
            return Annotated[int, Typed(ge=0)] | Literal[NOT_PROVIDED] | None
        case Kind.YUAN:
            return Annotated[Decimal, Typed(ge=0)] | Literal[NOT_PROVIDED] | None
        case Kind.DATE:
            return date | None
        case _:
            return str | None


def record_type(fields: tuple[Field, ...], name: str) -> type[BaseModel]:
    """Return the pydantic type of one record: a field's key, its type, None for blank.

    >>> from xhg_excel.notice.small_chemical.annex2 import ANNEX2
    >>> record_type(ANNEX2.fields, "annex2").model_validate({"closed": "是"}).closed
    '是'
    """
    return _record_type(fields, name)


@cache
def _record_type(fields: tuple[Field, ...], name: str) -> type[BaseModel]:
    from pydantic import ConfigDict, create_model

    members: dict[str, Any] = {f.key: (_type_of(f), None) for f in fields}
    return create_model(name, __config__=ConfigDict(extra="forbid", frozen=True), **members)
