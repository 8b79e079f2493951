"""The value of one answer, and its text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeAlias

Answer: TypeAlias = str | int | Decimal | date

_EPOCH = date(1899, 12, 30)


def show(answer: Answer | None) -> str:
    """Return an answer as text; a blank one (None) is "".

    >>> show(date(2020, 8, 12)), show(Decimal("20000.00"))
    ('2020-08-12', '20000')
    """
    if answer is None:
        return ""
    if isinstance(answer, Decimal):
        return f"{answer:f}".rstrip("0").rstrip(".") if "." in f"{answer:f}" else f"{answer:f}"
    return answer.isoformat() if isinstance(answer, date) else str(answer)


def day_number(day: date) -> int:
    """Return the serial number of a day in Excel.

    >>> day_number(date(2020, 8, 12))
    44055
    """
    return (day - _EPOCH).days
