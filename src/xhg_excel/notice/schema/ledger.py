"""A ledger: a list handed over, one row a thing, one field a column."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.notice.schema.form import Field


@dataclass(frozen=True, eq=False)
class Ledger:
    """One list: title, file name and columns; `identity` holds the columns that identify a row.

    A sheet without one of the `required` columns is not this list.
    """

    key: str
    title: str
    columns: tuple[Field, ...]
    identity: tuple[str, ...]
    note: str
    required: tuple[str, ...] = ()
