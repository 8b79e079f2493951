"""Totals of one city: k of N with the list of 否, sums, and rates whose parts are summed."""

from typing import Any

from .judge import COUNTS, RATES, number
from .sites import Rows

YUAN = ["confiscated_yuan", "fines_yuan"]


def answers(forms: Rows, key: str) -> tuple[int, int, int, int]:
    """Return (是, 否, 不涉及, nothing said) of one question over the forms of one annex."""
    values = [form.get(key) for form in forms]
    return values.count("是"), values.count("否"), values.count("不涉及"), values.count(None)


def total(forms: Rows, key: str) -> tuple[Any, int]:
    """Return the sum of what is known, and over how many forms; what is not provided is not nought."""
    known = [form[key] for form in forms if isinstance(form.get(key), int | float)]
    return sum(known), len(known)


def rate(forms: Rows, part: str, whole: str) -> tuple[int, int]:
    """Return Σ part and Σ whole over the forms that give both."""
    both = [f for f in forms if number(f, part) is not None and number(f, whole) is not None]
    return sum(f[part] for f in both), sum(f[whole] for f in both)


def all_totals(forms: Rows) -> tuple[dict[str, tuple[Any, int]], dict[tuple[str, str], tuple[int, int]]]:
    """Return every sum and rate of Annex 1 over county forms."""
    sums = {key: total(forms, key) for key in COUNTS + YUAN}
    return sums, {pair: rate(forms, *pair) for pair in RATES}
