"""Worksheet functions: the arithmetic and the texts of the notice in a cell. Templates do not use them.

A wrong argument returns a short Chinese text, never a number that could be believed. Type hints are only
`float`, `str`, `Any` and `Table`: xlwings chooses converters by them and has none for `object` or unions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import xlwings as xw

from xhg_excel.core.drawing.tickets import ticket
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.model.identifiers import canonical_id
from xhg_excel.core.model.registry import Match, Registry
from xhg_excel.core.model.shares import ceil_share
from xhg_excel.excel.other_excels import spare_other_excels
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.findings import MESSAGES
from xhg_excel.notice.words.planning.draw import FEWEST_DIGITS
from xhg_excel.notice.words.shells import functions as words

Table = list[list[Any]]
Function = TypeVar("Function", bound=Callable[..., Any])

# Excel calls these through a Python that ends with it.
spare_other_excels()


def _worksheet_function(function: Function) -> Function:
    """Return a function registered with xlwings, with the declared help of its arguments; ranges arrive as rows."""
    declared = words.FUNCTIONS[function.__name__]
    for name, doc in reversed(declared.arguments.items()):
        shape = {"ndim": 2} if function.__annotations__[name] == "Table" else {}
        function = xw.arg(name, doc=doc, **shape)(function)
    return xw.func(category=words.CATEGORY)(function)


@_worksheet_function
def XHG_QUOTA_COUNTIES(n: float) -> Any:  # noqa: N802  # the name a user types
    """Return how many of n counties must be inspected (五(二) 不少于50%).

    >>> XHG_QUOTA_COUNTIES(7.0), XHG_QUOTA_COUNTIES(7.5)
    (4, '应填0或正整数')
    """
    whole = _whole(n)
    return words.NOT_A_COUNT if whole is None else ceil_share(whole, NOTICE.county_share)


@_worksheet_function
def XHG_QUOTA_PROBLEMS(m: float, unfinished: float = 0.0) -> Any:  # noqa: N802  # the name a user types
    """Return how many problems must be inspected: half of m, and all unfinished ones (五(二)).

    >>> XHG_QUOTA_PROBLEMS(125.0, 11.0), XHG_QUOTA_PROBLEMS(10.0, 8.0)
    (63, 8)
    """
    whole, opened = _whole(m), _whole(unfinished)
    if whole is None or opened is None:
        return words.NOT_A_COUNT
    return words.MORE_THAN_ALL if opened > whole else max(ceil_share(whole, NOTICE.problem_share), opened)


@_worksheet_function
def XHG_QUOTA_OTHERS(available: float) -> Any:  # noqa: N802  # the name a user types
    """Return how many of the “小字头” (or of the “停产停业”) must be inspected (五(二) 各10家).

    >>> XHG_QUOTA_OTHERS(25.0), XHG_QUOTA_OTHERS(4.0), XHG_QUOTA_OTHERS("四")
    (10, 4, '应填0或正整数')
    """
    whole = _whole(available)
    return words.NOT_A_COUNT if whole is None else min(NOTICE.small_trades_quota, whole)


@_worksheet_function
def XHG_PRIORITY(city: str, counties: Table, screened: Table, problems: Table) -> Any:  # noqa: N802  # as above
    """Return the rank sum of each county and whether it is a priority (五(二) 排查企业、排查问题较少)."""
    registry = Registry()
    region = registry.match_city(_text(city))
    names = [_text(name) for row in counties for name in row]
    columns = [[cell for row in table for cell in row] for table in (screened, problems)]
    if region is None:
        return words.NOT_A_CITY
    if any(len(column) != len(names) for column in columns):
        return words.NOT_SAME_SHAPE
    matched = [registry.match_county(name, region).region for name in names]
    if fault := _fault_of_counties(names, matched, region, registry):
        return fault
    from xhg_excel.core.planning.quota import rank_counties, screening_frame

    figures = [[_whole(cell) for cell in column] for column in columns]
    if any(figure is None for column in figures for figure in column):
        return words.FIGURES_ABSENT
    rows = [
        {"city": region.code, "county": found.code, "screened_total": one, "problem_total": two}
        for found, one, two in zip(matched, *figures, strict=True)
        if found is not None
    ]
    ranks = rank_counties(registry.counties_of(region), screening_frame(rows, registry), NOTICE)
    by_county = {rank.county: [rank.rank_sum, words.PRIORITY_MARK if rank.priority else ""] for rank in ranks}
    return [by_county[found] for found in matched if found is not None]


def _fault_of_counties(names: list[str], matched: list[Region | None], city: Region, registry: Registry) -> str:
    """Return what is wrong with a list of a city's counties; '' when each is listed once."""
    for name, found in zip(names, matched, strict=True):
        if found is None:
            return words.NOT_A_COUNTY.format(name=name, city=city.name)
        if matched.count(found) > 1:
            return words.LISTED_TWICE.format(name=found.name)
    absent = [county.name for county in registry.counties_of(city) if county not in matched]
    return words.COUNTIES_ABSENT.format(names="、".join(absent)) if absent else ""


@_worksheet_function
def XHG_TICKET(seed: str, rule: str, city: str, identifier: str) -> Any:  # noqa: N802  # the name a user types
    """Return the ticket of one site: SHA-256 of seed|rule|city code|identifier, in hexadecimal.

    >>> XHG_TICKET("20200810", "B2", "南通市", " P001 ")[:8]
    '7640d1b1'
    """
    region = Registry().match_city(_text(city))
    if region is None:
        return words.NOT_A_CITY
    wanted = canonical_id(_text(identifier))
    if not (_text(seed) and _text(rule) and wanted):
        return words.NOTHING_GIVEN
    return ticket(_text(seed), _text(rule), region.code, wanted)


@_worksheet_function
def XHG_DRAW(seed: str, rule: str, city: str, identifiers: Table, size: float) -> Any:  # noqa: N802  # as above
    """Return order, identifier, 抽中 or 备选, and ticket of every identifier, in the order of tickets."""
    region, count = Registry().match_city(_text(city)), _whole(size)
    cells = [cell for row in identifiers for cell in row if squeeze(cell)]
    listed = [canonical_id(str(cell)) for cell in cells]
    if region is None:
        return words.NOT_A_CITY
    if not (isinstance(seed, str) and re.fullmatch(rf"[0-9]{{{FEWEST_DIGITS},}}", squeeze(seed))):
        return words.SHORT_SEED
    if number := next((cell for cell in cells if not isinstance(cell, str)), None):
        return words.NUMBER_AS_ID.format(identifier=_text(number))
    if twice := next((one for one in listed if listed.count(one) > 1), ""):
        return words.SAME_IDS.format(identifier=twice)
    if count is None or not listed or not _text(rule):
        return words.NOT_A_COUNT if count is None else words.NOTHING_GIVEN
    if count > len(listed):
        return words.MORE_THAN_LISTED.format(count=len(listed))
    drawn = sorted((ticket(squeeze(seed), _text(rule), region.code, one), one) for one in listed)
    return [[n, one, words.DRAWN if n <= count else words.SPARE, by] for n, (by, one) in enumerate(drawn, start=1)]


@_worksheet_function
def XHG_CHECK(cells: Table) -> Any:  # noqa: N802  # the name a user types
    """Return the findings of one sheet, 强制 first: severity, cells, what, remedy; the range must begin at A1."""
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.finding import in_order
    from xhg_excel.core.model.submission import Source
    from xhg_excel.core.reading.parse_workbook import parse_book

    submission = parse_book([Grid("", cells)], Source(""), Context(NOTICE, Registry()))
    # F12 is about the unit, which is named on another sheet.
    findings = [finding for finding in in_order(submission.findings) if finding.code != "F12"]
    rows = [[f.shown_severity, f.shown_cells, f.what, f.remedy] for f in findings]
    return rows or words.NO_FINDINGS


@_worksheet_function
def XHG_RATE(parts: Table, wholes: Table) -> Any:  # noqa: N802  # the name a user types
    """Return Σ parts / Σ wholes over the cells where both are numbers; '' when there is none.

    >>> XHG_RATE([[3.0, "未提供"]], [[4.0, 10.0]])
    0.75
    """
    if [len(row) for row in parts] != [len(row) for row in wholes]:
        return words.NOT_SAME_SHAPE
    cells = zip((c for row in parts for c in row), (c for row in wholes for c in row), strict=True)
    numbers = [(p, w) for p, w in cells if _is_number(p) and _is_number(w)]
    whole = sum(w for _, w in numbers)
    return sum(p for p, _ in numbers) / whole if whole else ""


@_worksheet_function
def XHG_REGION(region: str, city: str = "") -> Any:  # noqa: N802  # the name a user types
    """Return code and current name of a city, or of a county after its city.

    >>> XHG_REGION("港闸区"), XHG_REGION("鼓楼区")
    ([['320613', '南通市崇川区']], '南京市、徐州市都有“鼓楼区”，请给出设区市')
    """
    registry, word = Registry(), _text(region)
    within = registry.match_city(_text(city)) if _text(city) else None
    if not word:
        return words.NOTHING_GIVEN
    if _text(city) and within is None:
        return words.NOT_A_CITY
    whole = registry.match_city(word)
    if whole is not None:
        return [[whole.code, whole.name]]
    match: Match = registry.match_county(word, within)
    if match.region is not None:
        return [[match.region.code, registry.city_of(match.region).name + match.region.name]]
    cities = "、".join(registry.city_of(region).name for region in match.candidates)
    return words.SEVERAL_REGIONS.format(cities=cities, name=word) if cities else words.NOT_A_REGION


@_worksheet_function
def XHG_EXPLAIN(code: str) -> Any:  # noqa: N802  # the name a user types
    """Return severity, message and remedy of the code of a finding.

    >>> XHG_EXPLAIN("e05")[0][0], XHG_EXPLAIN("X1")
    ('强制', '没有这个代码')
    """
    from xhg_excel.core.results.codes_page import explained

    known = _text(code).upper()
    return [[MESSAGES[known].severity.value, *explained(known)]] if known in MESSAGES else words.NOT_A_CODE


def _text(cell: Any) -> str:
    """Return a cell as text; a code that is a number without its `.0`."""
    return squeeze(cell) if isinstance(cell, (str, float, int)) and not isinstance(cell, bool) else show(None)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _whole(number: Any) -> int | None:
    if _is_number(number) and number >= 0 and float(number).is_integer():
        return int(number)
    return None
