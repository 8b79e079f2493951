"""Trace a figure of the totals to the cells it adds up: as a link to their detail rows, as a list, as arithmetic.

The detail sheet is ordered by field first, so that the rows behind a figure are one block, which a link can select.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xhg_excel.core.consolidation.consolidate import FiledForm, Named, Totals, numbers_of_rate, rate_of, total_of
from xhg_excel.core.consolidation.detail_rows import Order, Row, cover_rows, ordered_rows
from xhg_excel.core.consolidation.totals_sheets import TotalsFigure, TotalsSheet, finished_state
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.grid import a1
from xhg_excel.core.model.submission import Form
from xhg_excel.core.sheets.layout import Cell, Link
from xhg_excel.core.sheets.table import FIRST_ROW
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import YES, Field, Merge, Rate
from xhg_excel.notice.words.confirmation import UNCONFIRMED_ITEM
from xhg_excel.notice.words.totals import explain as words
from xhg_excel.notice.words.totals import totals as totals_words
from xhg_excel.notice.words.totals.detail_rows import DETAILS

# As many columns as the detail sheet has.
_LAST_COLUMN = len(DETAILS.columns) - 1


def all_details(totals: Totals) -> list[tuple[Order, Row]]:
    """Return every row of the detail sheet in its order."""
    rows: list[tuple[Order, Row]] = []
    for unit in totals.units:
        for part in totals.by_unit[unit]:
            rows += cover_rows(unit, part)
        for annex in ANNEXES:
            rows += ordered_rows(unit, [(form, file) for _, form, file in totals.forms(annex, [unit])])
    return sorted(rows, key=lambda pair: pair[0])


@dataclass(frozen=True)
class Trail:
    """First and last row of the detail sheet, from 0, by annex label, field key and unit code."""

    rows: dict[tuple[str, str, str], tuple[int, int]]

    def target(self, figure: TotalsFigure) -> str:
        """Return the link to the detail rows behind a figure; "" when there are none.

        A rate links to its numerator; numerator and denominator are figures of the same sheet with links of their own.
        """
        spans = [
            self.rows[figure.annex.label, key, unit.code]
            for key in keys_of_line(figure.line)[:1]
            for unit in figure.group.units
            if (figure.annex.label, key, unit.code) in self.rows
        ]
        if not spans:
            return ""
        first, last = min(top for top, _ in spans), max(bottom for _, bottom in spans)
        return f"'{DETAILS.title}'!{a1(first, 0)}:{a1(last, _LAST_COLUMN)}"


def trail_of(rows: Sequence[tuple[Order, Row]]) -> Trail:
    """Return where the rows of the detail sheet stand."""
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for at, (_, row) in enumerate(rows, start=FIRST_ROW):
        key = (show(row["annex"]), show(row["field_key"]), show(row["unit_code"]))
        found[key] = (found[key][0] if key in found else at, at)
    return Trail(found)


def keys_of_line(line: Field | Rate | None) -> tuple[str, ...]:
    """Return the field keys behind a line of a totals sheet."""
    match line:
        case Rate():
            return (line.part, line.whole)
        case Field():
            return (line.key,)
        case _:
            return ()


def link_figures(made: TotalsSheet, trail: Trail, sites: str) -> None:
    """Make every figure of a totals sheet a link to its detail rows; a count of sites links to the sheet `sites`."""
    for at, figure in made.figures.items():
        goal = f"'{sites}'!A1" if figure.line is None else trail.target(figure)
        cell = made.sheet.cells[at]
        shown = cell.content
        if goal and isinstance(shown, (str, int, float, Decimal)):
            made.sheet.cells[at] = Cell(Link(goal, shown), cell.style)


@dataclass(frozen=True)
class Contribution:
    """One cell behind a figure: its unit, value, place and item."""

    unit: str
    value: str
    file: str
    sheet: str
    cell: str
    item: str


def contributions(totals: Totals, figure: TotalsFigure) -> list[Contribution]:
    """Return the cells a figure adds up, by unit; for a count of sites, the cell with the name of each."""
    found = []
    for filed in totals.forms(figure.annex, figure.group.units):
        for key in keys_of_line(figure.line) or _site_keys(figure, filed.form):
            if key in filed.form.places:
                found.append(_contribution(filed, key))
    return found


def _contribution(filed: FiledForm, key: str) -> Contribution:
    form, place = filed.form, filed.form.places[key]
    label = next(field.shown for field in form.annex.fields if field.key == key)
    label = label if form.is_confirmed else UNCONFIRMED_ITEM.format(item=label)
    return Contribution(filed.unit.full_name, show(form.get(key)), filed.file, place.sheet, place.a1, label)


def _site_keys(figure: TotalsFigure, form: Form) -> tuple[str, ...]:
    state = {
        totals_words.FINISHED_ROW: totals_words.FINISHED,
        totals_words.UNFINISHED_ROW: totals_words.UNFINISHED,
    }.get(figure.label)
    return ("site_name",) if state in (None, finished_state(form)) else ()


def arithmetic(totals: Totals, figure: TotalsFigure) -> str:
    """Return in words how a figure is computed from its contributions, such as `5 + 7 = 12；另有未填：海安市`."""
    forms = totals.forms(figure.annex, figure.group.units)
    named: dict[str, list[Named]] = {
        key: [(unit.full_name, form.get(key)) for unit, form, _ in forms] for key in keys_of_line(figure.line)
    }
    match figure.line:
        case None:
            return words.SITES_ARITHMETIC.format(label=figure.label, count=show(_countable(figure.shown)))
        case Rate(_, part, whole):
            return _rate_text(named[part], named[whole])
        case Field() if figure.line.merge is Merge.SUM:
            return _sum_text(figure.line, named[figure.line.key])
        case _:
            return _yes_text(figure.line, named[figure.line.key])


def _countable(content: object) -> Answer | None:
    return content if isinstance(content, (str, int)) else None


def _sum_text(line: Field, answers: Sequence[Named]) -> str:
    total = total_of(line, answers)
    terms = words.PLUS.join(show(value) for _, value in answers if value is not None and not isinstance(value, str))
    text = words.SUM_ARITHMETIC.format(terms=terms or "0", total=show(_number(total.shown)))
    return _with_exceptions(text, total.named)


def _yes_text(line: Field, answers: Sequence[Named]) -> str:
    total = total_of(line, answers)
    yes = sum(value == YES for _, value in answers)
    due = str(total.shown).partition("/")[2] or "0"
    return _with_exceptions(words.COUNT_ARITHMETIC.format(yes=yes, due=due), total.named)


def _rate_text(parts: Sequence[Named], wholes: Sequence[Named]) -> str:
    given, total = numbers_of_rate(parts, wholes), rate_of(parts, wholes)
    part, whole = sum(p for p, _ in given), sum(w for _, w in given)
    text = words.RATE_ARITHMETIC.format(
        parts=words.PLUS.join(str(p) for p, _ in given),
        wholes=words.PLUS.join(str(w) for _, w in given),
        part=part,
        whole=whole,
        rate=f"{total.shown:.1%}" if isinstance(total.shown, float) else "",
    )
    return _with_exceptions(text, total.named)


def _with_exceptions(text: str, named: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """Add what is not counted: the names, or their number where one unit has several (sites)."""
    parts = [
        totals_words.NAMED.format(what=what, names="、".join(names))
        if len(set(names)) == len(names)
        else totals_words.NAMED.format(what=what, names=words.COUNTED_NAMES.format(count=len(names)))
        for what, names in named
    ]
    return f"{text}；{words.NOT_COUNTED.format(named='；'.join(parts))}" if parts else text


def _number(shown: object) -> Answer | None:
    return shown if isinstance(shown, (int, Decimal)) else None
