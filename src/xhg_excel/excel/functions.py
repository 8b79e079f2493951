"""Worksheet functions: the notice's arithmetic in a cell. Templates do not depend on them.

A wrong argument gives a short Chinese text, never a number that could be believed.

Room: excel.
"""

from __future__ import annotations

import xlwings as xw

from xhg_excel.core.shares import ceil_share
from xhg_excel.spec.campaign import NOTICE
from xhg_excel.spec.totals import NOT_A_COUNT, NOT_SAME_SHAPE


@xw.func
@xw.arg("n", doc="该设区市县（市、区）总数")
def XHG_QUOTA_COUNTIES(n: float) -> object:  # noqa: N802  # the name a user types
    """Return how many of n counties must be inspected (五(二) 不少于50%).

    >>> XHG_QUOTA_COUNTIES(7.0), XHG_QUOTA_COUNTIES(7.5)
    (4, '应填0或正整数')
    """
    whole = _whole(n)
    return NOT_A_COUNT if whole is None else ceil_share(whole, NOTICE.county_share)


@xw.func
@xw.arg("m", doc="问题清单总数")
@xw.arg("unfinished", doc="其中未完成整治的个数")
def XHG_QUOTA_PROBLEMS(m: float, unfinished: float = 0.0) -> object:  # noqa: N802  # the name a user types
    """Return how many problems must be inspected: half of m, and all unfinished ones (五(二)).

    >>> XHG_QUOTA_PROBLEMS(125.0, 11.0), XHG_QUOTA_PROBLEMS(10.0, 8.0)
    (63, 8)
    """
    whole, opened = _whole(m), _whole(unfinished)
    if whole is None or opened is None or opened > whole:
        return NOT_A_COUNT
    return max(ceil_share(whole, NOTICE.problem_share), opened)


@xw.func
@xw.arg("parts", ndim=2, doc="分子所在区域")
@xw.arg("wholes", ndim=2, doc="分母所在区域，大小相同")
def XHG_RATE(parts: list[list[object]], wholes: list[list[object]]) -> object:  # noqa: N802  # the name a user types
    """Return Σ parts / Σ wholes over the cells where both are numbers; '' when there is none.

    >>> XHG_RATE([[3.0, "未提供"]], [[4.0, 10.0]])
    0.75
    """
    if [len(row) for row in parts] != [len(row) for row in wholes]:
        return NOT_SAME_SHAPE
    cells = zip((c for row in parts for c in row), (c for row in wholes for c in row), strict=True)
    given = [(p, w) for p, w in cells if isinstance(p, float | int) and isinstance(w, float | int)]
    whole = sum(w for _, w in given)
    return sum(p for p, _ in given) / whole if whole else ""


def _whole(number: object) -> int | None:
    if isinstance(number, float | int) and number >= 0 and float(number).is_integer():
        return int(number)
    return None
