"""The shape of a ledger: a list that the joint office hands over."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.notice.schema.form import Field


@dataclass(frozen=True, eq=False)
class Ledger:
    """One list: its title, one field a column, and the note printed on its template.

    `identity` are the keys of the columns that identify a row; a sheet without one of the
    `required` columns is not recognised as this list. A list that `may_be_empty` says by
    being empty that there is nothing; an empty one of the others was not filled in.
    """

    key: str
    title: str
    columns: tuple[Field, ...]
    identity: tuple[str, ...]
    note: str
    required: tuple[str, ...] = ()
    may_be_empty: bool = False
