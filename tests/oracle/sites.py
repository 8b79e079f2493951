"""Sites: the same number, finished or not, by their printed questions."""

import unicodedata
from fractions import Fraction
from typing import Any

Form = dict[str, Any]
Rows = list[Form]
Case = dict[str, Any]

DONE = ["closed", "water_cut", "power_cut", "equipment_removed", "premises_cleared",
        "materials_cleared", "products_cleared", "hazwaste_cleared"]  # fmt: skip
TRADES = ["小冶炼", "小电镀", "小喷涂", "小印染", "小涉爆粉尘", "其它"]
STOPPED = ["停产停业", "停产停业(取缔)", "停产停业(关闭)", "停产停业(退出)"]


def canonical(number: Any) -> str:
    """Return a number as the draw writes it: half width, no spaces, nothing invisible."""
    folded = unicodedata.normalize("NFKC", str(number or ""))
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def _head_and_count(number: Any) -> tuple[str, str]:
    head = number.rstrip("0123456789")
    return head, number[len(head) :]


def find(number: Any, rows: Rows, key: str = "problem_id") -> Form | None:
    """Return the row of a list that has this number, lost zeros found again where only one fits, or None."""
    wanted = canonical(number)
    exact = [row for row in rows if canonical(row[key]) == wanted]
    if exact or not wanted:
        return exact[0] if exact else None
    head, count = _head_and_count(wanted)
    near = [r for r in rows if count and _head_and_count(canonical(r[key]))[0] == head
            and (_head_and_count(canonical(r[key]))[1] or "x").lstrip("0") == count.lstrip("0")]  # fmt: skip
    return near[0] if len({canonical(r[key]) for r in near}) == 1 else None


def unfinished(form: Form) -> bool:
    """Return whether any question of 两断三清 or closing is 否."""
    return any(form.get(key) == "否" for key in DONE)


def finished(form: Form) -> bool:
    """Return whether every applicable question is 是."""
    return all(form.get(key) in ("是", "不涉及") for key in DONE)


def half(n: int) -> int:
    """Return the smallest whole number that is at least half of n."""
    return (n + 1) // 2


def quarter(n: int) -> int:
    """Return the smallest whole number that is at least a quarter of n."""
    return (n + 3) // 4


def same(a: Any, b: Any) -> bool:
    """Return whether two amounts are equal to the cent."""
    return Fraction(str(a)) == Fraction(str(b))
