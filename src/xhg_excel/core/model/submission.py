"""What a workbook contains once it is read: its unit, forms, rows of ledgers and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Place
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.check_columns import ROW_NOTE
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.totals.audit import Went
from xhg_excel.notice.words.workbook import CITY_OWN

Answers = Mapping[str, Answer | None]


@dataclass(frozen=True)
class Unit:
    """Who fills in a form: a county of a city, or the city itself (county None)."""

    city: Region
    county: Region | None = None

    @property
    def code(self) -> str:
        """The six-digit code; merging matches units by it."""
        return self.county.code if self.county else self.city.code

    @property
    def name(self) -> str:
        """The name within its city."""
        return self.county.name if self.county else CITY_OWN

    @property
    def full_name(self) -> str:
        """City and county: 鼓楼区 alone is in two cities."""
        return self.city.name + (self.county.name if self.county else CITY_OWN)


@dataclass(frozen=True)
class Form:
    """One filled form, or one row of a register.

    Attributes:
        answers: by field key; None is blank, and a cell that could not be read is left out.
        places: the cell of every field, also of unreadable ones.
        row_number: 1 for the first row of a register; 0 for a form of its own.
        file: where it was read, if not in the file of its submission (parts of a totals workbook).
        notes: the 说明 by sheet row (counted from 0), with its cell in `note_places`.
        note_files: the file of each 说明 that was taken over from an earlier submission.
        is_confirmed: False for a form that is not our template, until somebody has confirmed how it was read.
    """

    annex: Annex
    answers: Answers
    places: Mapping[str, Place]
    row_number: int = 0
    file: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)
    note_places: Mapping[int, Place] = field(default_factory=dict)
    note_files: Mapping[int, str] = field(default_factory=dict)
    is_confirmed: bool = True

    def get(self, key: str) -> Answer | None:
        """Return an answer; None when blank or unreadable."""
        return self.answers.get(key)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed; a cell that could not be read is not blank."""
        return all(answer is None for answer in self.answers.values()) and not self.places.keys() - self.answers.keys()


def note_key(key: str) -> str:
    """Return the key under which answers carry the 说明 of the row that holds a field."""
    return f"{key}:{ROW_NOTE.key}"


@dataclass(frozen=True)
class LedgerRows:
    """The rows of one ledger sheet, with the cell of each answer."""

    ledger: Ledger
    rows: tuple[tuple[Answers, Mapping[str, Place]], ...]


@dataclass(frozen=True)
class Confirmation:
    """Who has confirmed how the forms of a file were read, and when; a file that was changed is another file."""

    file: str
    sha256: str
    by: str
    at: str


@dataclass
class Account:
    """How many cells of one workbook are not blank, and how many were read as what."""

    filled: int = 0
    went: Counter[Went] = field(default_factory=Counter)

    @property
    def is_balanced(self) -> bool:
        """Whether each cell that is not blank was counted exactly once."""
        return self.filled == self.went.total()


@dataclass
class Source:
    """The file of a submission.

    Attributes:
        file: its path within the folder that was read.
        rows: how many forms and rows of ledgers were read from it.
        folder: the folders above `file`; only used to find the unit.
        saved_at: when a program last saved the workbook, by its own properties; ISO text, "" when not known.
        changed_at: when the file was last written; likewise.
        account: None until the cells are counted.
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


# The attributes that `Submission.drop` removes until they are needed, and where their loader is kept.
DROPPED = ("forms", "findings")
_LOAD = "_load"


@dataclass
class Submission:
    """One workbook after reading.

    Attributes:
        kind: which of our workbooks it is, from its marker sheet; "" for any other workbook.
        unit: None when the workbook does not say clearly whose it is.
        detail_places: the cells of the detail rows of a totals workbook.
        secrets: names and numbers of informants that its ledgers contained; used only to redact them elsewhere.
        parts: one submission a unit where the workbook is a totals workbook; else empty.
        is_read: False for a file that could not be opened.
        confirms: SHA-256 of the file of which this is the filled template that was checked and sent back; "" for none.
        own_numbers: the 问题编号 on its own 本县问题清单; () without that sheet.
        confirmations: what a record of confirmations holds; () for any other workbook.
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
    confirms: str = ""
    own_numbers: tuple[str, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()

    @property
    def is_passed_over(self) -> bool:
        """Whether it only names a file that is not read and that nobody need mend: a document, a picture, a link."""
        return not self.is_read and all(finding.severity is Severity.NOTE for finding in self.findings)

    @cached_property
    def content(self) -> bytes:
        """A digest of answers, unreadable cells and 说明, form by form: equal for copies under other file names.

        Computed once: redacting and taking over 说明 afterwards do not change it.
        """
        texts = sorted(_content_text(form) for form in self.forms if not form.is_blank)
        return blake2b("\n".join(texts).encode(), digest_size=16).digest()

    @cached_property
    def unconfirmed(self) -> int:
        """How many of its filled forms are not our template and not confirmed."""
        return sum(not (form.is_confirmed or form.is_blank) for form in self.forms)

    # A province's folder contains many versions and copies whose forms nobody needs: workers send forms and
    # findings pickled, and they are unpickled on first access.

    def drop(self, load: Callable[[], dict[str, Any]]) -> None:
        """Drop forms and findings; they are loaded again on first access.

        Args:
            load: returns the values of `DROPPED` by name; called at most once for the attributes, and once more
                for each access to `uncached_forms` before that.
        """
        del self.forms, self.findings
        self.__dict__[_LOAD] = load

    def __getattr__(self, name: str) -> Any:
        """Load dropped forms and findings; one that was assigned since keeps its new value."""
        if name not in DROPPED or _LOAD not in self.__dict__:
            raise AttributeError(name)
        for key, value in self.__dict__.pop(_LOAD)().items():
            self.__dict__.setdefault(key, value)
        return self.__dict__[name]

    @property
    def uncached_forms(self) -> list[Form]:
        """The forms; dropped ones are loaded without keeping them in memory."""
        load = None if "forms" in self.__dict__ else self.__dict__.get(_LOAD)
        return load()["forms"] if load else self.forms

    def forms_of(self, annex: Annex) -> list[Form]:
        """Return the forms of one annex in their order."""
        return [form for form in self.forms if form.annex.key == annex.key]


def _content_text(form: Form) -> str:
    answers = [None if (a := form.answers.get(f.key)) is None else show(a) for f in form.annex.fields]
    unread = sorted(key for key in form.places if key not in form.answers)
    return repr((form.annex.key, form.row_number, answers, unread, sorted(form.notes.items())))
