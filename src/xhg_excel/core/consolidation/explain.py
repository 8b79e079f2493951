"""Explain a figure of a totals workbook by its detail rows, and find figures that were changed by hand.

A totals workbook carries the detail rows it was made of. `rebuild` computes the totals sheets from them again;
a figure that differs from the rebuilt one was typed over (M09).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.consolidation.contributions import Contribution, arithmetic, contributions
from xhg_excel.core.consolidation.totals_sheets import TotalsFigure, TotalsSheet, annex_sheets
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.finding import Finding, at_cells
from xhg_excel.core.model.grid import CellValue, Grid, a1, place_of
from xhg_excel.core.model.nearest import nearest
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.sheets.layout import Content
from xhg_excel.errors.files import NoFigureError
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.totals.explain import ADDRESS, CHANGED_BY_HAND, EXPLAINED
from xhg_excel.notice.words.totals.totals import FORM_TOTALS

_CLOSE = 1e-9


@dataclass(frozen=True)
class Explanation:
    """A figure explained: title, arithmetic, the cells it adds up; `warning` if it was changed by hand, else ""."""

    title: str
    arithmetic: str
    contributions: tuple[Contribution, ...]
    warning: str = ""


@dataclass
class Rebuilt:
    """The totals that the detail rows of a workbook make, and their sheets by name."""

    totals: Totals
    sheets: dict[str, TotalsSheet] = field(default_factory=dict)


def rebuild(parts: Sequence[Submission], region: Region | None, registry: Registry) -> Rebuilt:
    """Return the totals sheets of the parts that were read from the detail rows of a totals workbook."""
    cities = registry.cities if region is None else (region,)
    expected = tuple(county for city in cities for county in registry.counties_of(city))
    totals = Totals(region, expected, {part.unit: [part] for part in parts if part.unit})
    made = annex_sheets(totals).values()
    return Rebuilt(totals, {one.sheet.name: one for one in made})


def explain(rebuilt: Rebuilt, grids: Sequence[Grid], address: str) -> Explanation:
    """Return the explanation of the figure at `address`, such as 附件1!D12 or 附件1汇总!D12.

    Raises:
        NoFigureError: the address is none, or no figure stands there.
    """
    sheet, at = locate(address)
    made = rebuilt.sheets.get(sheet)
    figure = made.figures.get(at) if made else None
    if figure is None:
        raise _no_figure(address)
    now = next((grid.at(*at) for grid in grids if grid.sheet == sheet), None)
    warning = "" if _agrees(now, figure.shown) else CHANGED_BY_HAND.format(shown=_text(now), due=_text(figure.shown))
    title = EXPLAINED.format(
        sheet=sheet, cell=a1(*at), item=_item(figure), column=figure.group.head, value=_text(figure.shown)
    )
    found = tuple(contributions(rebuilt.totals, figure))
    return Explanation(title, arithmetic(rebuilt.totals, figure), found, warning)


def locate(address: str) -> tuple[str, tuple[int, int]]:
    """Return the sheet and the cell (row, column from 0) of an address; 附件1 is short for 附件1汇总.

    >>> locate("附件1!d12")
    ('附件1汇总', (11, 3))

    Raises:
        NoFigureError: it is no address.
    """
    found = re.fullmatch(ADDRESS, address.strip().replace("'", "").replace("！", "!"))
    if found is None:
        raise _no_figure(address)
    short = {annex.label: FORM_TOTALS[annex.key] for annex in ANNEXES}
    place = place_of("", found["cell"].upper().replace("$", ""))
    return short.get(found["sheet"], found["sheet"]), (place.row, place.col)


def _no_figure(address: str) -> NoFigureError:
    """Return the error for an address, with the likely address when only the name of the sheet is mistyped."""
    sheet, _, cell = address.partition("!")
    known = (*FORM_TOTALS.values(), *(annex.label for annex in ANNEXES))
    meant = nearest(sheet, known) if cell and sheet not in known else ""
    return NoFigureError(address, "、".join(FORM_TOTALS.values()), f"{meant}!{cell}" if meant else "")


def _item(figure: TotalsFigure) -> str:
    item = figure.annex.item_of(getattr(figure.line, "key", "") or getattr(figure.line, "part", ""))
    return f"{item.number}.{item.text}（{figure.label}）" if item else figure.label


def _agrees(now: CellValue, due: Content) -> bool:
    if isinstance(now, (int, float)) and isinstance(due, (int, float, Decimal)):
        return abs(float(now) - float(due)) <= _CLOSE * max(1.0, abs(float(due)))
    return _text(now) == _text(due)


def _text(content: object) -> str:
    match content:
        case float():
            return f"{content:.1%}" if 0 <= content <= 1 and content != int(content) else f"{content:g}"
        case str() | int() | Decimal() | None:
            return show(content)
        case _:
            return str(content)


def changed_by_hand(rebuilt: Rebuilt, grids: Mapping[str, Grid]) -> list[Finding]:
    """Return a finding (M09) for each figure that differs from the one its detail rows make.

    A sheet that is missing, or whose labels were moved, is not compared.
    """
    found = []
    for name, made in rebuilt.sheets.items():
        grid = grids.get(name)
        if grid is None or not _is_in_place(grid, made):
            continue
        for at, figure in made.figures.items():
            now = grid.at(*at)
            if not _agrees(now, figure.shown):
                place = grid.place(*at)
                item, due = f"{name}!{place.a1}", _text(figure.shown)
                found.append(at_cells("M09", [place], FORMS_CLAUSE, item=item, value=_text(now), detail=due))
    return found


def _is_in_place(grid: Grid, made: TotalsSheet) -> bool:
    """Whether the labels beside and above the figures stand where they were written."""
    first = min(made.figures, default=(0, 0))
    return all(
        _text(grid.at(*at)) == _text(cell.content)
        for at, cell in made.sheet.cells.items()
        if (at[1] < first[1] or at[0] < first[0]) and isinstance(cell.content, (str, int)) and cell.content != ""
    )
