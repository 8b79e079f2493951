"""The totals of each annex as a sheet: items down, units across, then the total and remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xhg_excel.core.consolidation.consolidate import Named, Totals, rate_of, total_of
from xhg_excel.core.model.submission import Form, Unit
from xhg_excel.core.rules.evaluate import Values, holds
from xhg_excel.core.sheets.layout import Area, Content, Page, SheetLayout, breaks_before, height_for
from xhg_excel.core.sheets.table import style_of
from xhg_excel.notice import FINISHED as FINISHED_CONDITION
from xhg_excel.notice import NOTICE, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice import UNFINISHED as UNFINISHED_CONDITION
from xhg_excel.notice.schema.form import Annex, Field, Item, Merge, Rate
from xhg_excel.notice.words.totals import totals as words
from xhg_excel.notice.words.workbook import PAGE_FOOTER

_ITEM_WIDTH, _LABEL_WIDTH, _UNIT_WIDTH, _NOTE_WIDTH = 34.0, 20.0, 12.0, 40.0
_DIGIT_WIDTH = 1.15  # of a bold digit
_TITLE_ROW, _NOTE_ROW, _HEADS_ROW, _CODES_ROW, _FIRST_ROW = 0, 1, 2, 3, 4
_FIRST_UNIT = 3


@dataclass(frozen=True)
class Group:
    """One column of a totals sheet: its head and the units it adds up."""

    head: str
    code: str
    units: tuple[Unit, ...]
    is_total: bool = False


def groups_of(totals: Totals) -> list[Group]:
    """Return the columns: each county (for the province, each city), 市本级, the total of the counties."""
    counties = tuple(totals.counties)
    if totals.region is not None:
        each = [Group(unit.name, unit.code, (unit,)) for unit in counties]
        head = words.CITY_TOTAL_HEAD
    else:
        cities = dict.fromkeys(unit.city for unit in counties)
        each = [Group(c.name, c.code, tuple(u for u in counties if u.city == c), True) for c in cities]
        head = words.PROVINCE_TOTAL_HEAD
    own = Group(words.OWN_HEAD, "", tuple(totals.own), totals.region is None)
    return [*each, *([own] if own.units else []), Group(head, "", counties, True)]


def finished_state(form: Form) -> str:
    """Return 完成, 未完成 or 填报不全 by the answers of a site; 不涉及 counts like 是."""
    facts = Values(form.answers, NOTICE)
    if holds(UNFINISHED_CONDITION, facts):
        return words.UNFINISHED
    return words.FINISHED if holds(FINISHED_CONDITION, facts) else words.UNCLEAR


@dataclass(frozen=True)
class TotalsFigure:
    """One figure of a totals sheet: the field or rate it adds up, over which units, and what is shown.

    `line` is None for a count of sites; `label` then tells which (检查家数, 已完成整治, 未完成整治).
    """

    annex: Annex
    label: str
    line: Field | Rate | None
    group: Group
    shown: Content


@dataclass(frozen=True)
class TotalsSheet:
    """A totals sheet and what each of its figures adds up, by cell (row, column from 0)."""

    sheet: SheetLayout
    figures: dict[tuple[int, int], TotalsFigure]


def annex_sheets(totals: Totals) -> dict[str, TotalsSheet]:
    """Return the totals sheet of every annex by its key."""
    made = {annex.key: unit_sheet(totals, annex) for annex in UNIT_ANNEXES}
    return made | {annex.key: sites_sheet(totals, annex) for annex in SITE_ANNEXES}


def unit_sheet(totals: Totals, annex: Annex) -> TotalsSheet:
    """Return the annex asked of every unit with a column a unit, the city's own answer and the total."""
    by_unit = {unit: form for unit, form, _ in totals.forms(annex)}
    groups = [Group(g.head, g.code, tuple(u for u in g.units if u in by_unit), g.is_total) for g in groups_of(totals)]

    def answers(group: Group, key: str) -> list[Named]:
        many = totals.region is None
        return [(u.full_name if many else u.name, by_unit[u].get(key)) for u in group.units]

    body = _SheetWriter(annex, [g for g in groups if g.units], answers)
    return body.sheet(words.TOTAL_NOTE, ())


def sites_sheet(totals: Totals, annex: Annex) -> TotalsSheet:
    """Return an annex asked of single sites, added up: places seen, finished, and every answer by county."""
    groups = [g for g in groups_of(totals) if g.head != words.OWN_HEAD or totals.forms(annex, g.units)]
    # A city's own inspectors may hand in sites too: here they are part of the whole.
    groups[-1] = Group(groups[-1].head, "", tuple(totals.units), True)
    forms = {group.head: [form for _, form, _ in totals.forms(annex, group.units)] for group in groups}

    def answers(group: Group, key: str) -> list[Named]:
        return [("", form.get(key)) for form in forms[group.head]]

    states = {g.head: [finished_state(form) for form in forms[g.head]] for g in groups}
    counts = [
        (words.SITES_ROW, [len(states[g.head]) for g in groups]),
        (words.FINISHED_ROW, [states[g.head].count(words.FINISHED) for g in groups]),
        (words.UNFINISHED_ROW, [states[g.head].count(words.UNFINISHED) for g in groups]),
    ]
    body = _SheetWriter(annex, [Group(g.head, g.code, g.units, True) for g in groups], answers)
    return body.sheet(words.SITE_NOTE, counts)


@dataclass(frozen=True)
class _SheetWriter:
    """Lays out a totals sheet: items down, `groups` across; `answers` returns (name, answer) of a group for a field."""

    annex: Annex
    groups: Sequence[Group]
    answers: Callable[[Group, str], list[Named]]
    figures: dict[tuple[int, int], TotalsFigure] = field(default_factory=dict)

    def sheet(self, note: str, counts: Iterable[tuple[str, Sequence[int]]]) -> TotalsSheet:
        """Return the whole sheet, `counts` as rows before the items."""
        with_note = self.annex in UNIT_ANNEXES
        widths = (6.0, _ITEM_WIDTH, _LABEL_WIDTH, *[_UNIT_WIDTH] * len(self.groups))
        widths += (_NOTE_WIDTH,) if with_note else ()
        sheet = SheetLayout(words.FORM_TOTALS[self.annex.key], widths=widths, freeze_rows=_FIRST_ROW)
        sheet.put(_TITLE_ROW, 0, words.TOTAL_TITLE.format(annex=self.annex.label, title=self.annex.title), "annex")
        sheet.put(_NOTE_ROW, 0, note, "plain_line")
        heads = (*self.annex.heads, *(group.head for group in self.groups))
        sheet.put_row(_HEADS_ROW, (*heads, *([words.NOTE_HEAD] if with_note else [])), "head_small")
        codes = ("", words.UNIT_CODE_HEAD, "", *(group.code for group in self.groups))
        sheet.put_row(_CODES_ROW, (*codes, *([""] if with_note else [])), "head_small")
        sheet.heights.update({_TITLE_ROW: 30.0, _NOTE_ROW: 18.0, _HEADS_ROW: 32.0, _CODES_ROW: 18.0})
        row = _FIRST_ROW
        for label, numbers in counts:
            sheet.span(Area(row, 0, row, 2), label, "total")
            sheet.put_row(row, numbers, "total_count", _FIRST_UNIT)
            for col, (group, number) in enumerate(zip(self.groups, numbers, strict=True), start=_FIRST_UNIT):
                self.figures[row, col] = TotalsFigure(self.annex, label, None, group, number)
            sheet.heights[row] = 22.0
            row += 1
        starts = []
        for item in self.annex.items:
            starts.append(row)
            row = self._put_item(sheet, item, row)
        sheet.widths = self._widened(sheet)
        page = Page(landscape=True, repeat=(_HEADS_ROW, _CODES_ROW), footer=PAGE_FOOTER)
        if self.annex in UNIT_ANNEXES:
            sheet.page = replace(page, breaks=breaks_before(starts, sheet, page))
        else:
            sheet.page = replace(page, tall=1)
        return TotalsSheet(sheet, self.figures)

    def _widened(self, sheet: SheetLayout) -> tuple[float, ...]:
        """Return widths in which every amount is shown whole: a narrow column would show ####."""
        widths = list(sheet.widths)
        for (_, col), figure in self.figures.items():
            if isinstance(figure.shown, (int, Decimal)):
                widths[col] = max(widths[col], len(f"{figure.shown:,}") * _DIGIT_WIDTH + 2.0)
        return tuple(widths)

    def _put_item(self, sheet: SheetLayout, item: Item, row: int) -> int:
        lines: list[Field | Rate] = [f for f in item.fields if self._adds_up(f)]
        lines += item.rates
        if not lines:
            return row
        last = row + len(lines) - 1
        sheet.span(Area(row, 0, last, 0), item.number, "number_small")
        sheet.span(Area(row, 1, last, 1), item.text, "cell")
        each = max(22.0, height_for(item.text, _ITEM_WIDTH, 10.5) / len(lines))
        for offset, line in enumerate(lines):
            sheet.heights[row + offset] = max(each, self._put_line(sheet, line, row + offset))
        return last + 1

    def _adds_up(self, declared: Field) -> bool:
        joined = declared.merge is Merge.JOIN and self.annex in UNIT_ANNEXES
        return joined or declared.merge in (Merge.SUM, Merge.YES_COUNT)

    def _put_line(self, sheet: SheetLayout, line: Field | Rate, row: int) -> float:
        label = line.label if isinstance(line, Rate) else line.shown
        sheet.put(row, 2, label, "cell")
        note, height = "", 22.0
        for col, group in enumerate(self.groups, start=_FIRST_UNIT):
            content, note = self._content(line, group)
            style = style_of(content, total=group.is_total)
            sheet.put(row, col, content, "cell_center" if style == "cell" else style)
            if content is not None:
                self.figures[row, col] = TotalsFigure(self.annex, label, line, group, content)
            if isinstance(content, str):
                height = max(height, height_for(content, _UNIT_WIDTH, 10.5))
        if self.annex in UNIT_ANNEXES:
            note = self._joined(line) if _is_text(line) else note
            sheet.put(row, _FIRST_UNIT + len(self.groups), note, "cell")
            height = max(height, height_for(note, _NOTE_WIDTH, 10.5))
        return min(height, 400.0)

    def _content(self, line: Field | Rate, group: Group) -> tuple[Content, str]:
        if isinstance(line, Rate):
            total = rate_of(self.answers(group, line.part), self.answers(group, line.whole))
            return total.shown, total.note if group.is_total else ""
        answers = self.answers(group, line.key)
        if _is_text(line):  # A narrow column would hide a text: all of them stand in the remarks.
            return None, ""
        if not group.is_total:
            return answers[0][1] if answers else None, ""
        total = total_of(line, answers)
        return total.shown, total.note if all(name for name, _ in answers) else ""

    def _joined(self, line: Field | Rate) -> str:
        named = {name: answer for g in self.groups for name, answer in self.answers(g, getattr(line, "key", ""))}
        return str(total_of(line, list(named.items())).shown or "") if isinstance(line, Field) else ""


def _is_text(line: Field | Rate) -> bool:
    return isinstance(line, Field) and line.merge is Merge.JOIN
