"""Filled forms as people really send them: a truth, and ways to write it down that keep its meaning."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from tests.conftest import CONTEXT, grid_of
from xhg_excel.core.answers.sentence import answer_text, item_sentence
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import CellValue
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.templates.workbooks import CountyContent, county_book, form_book
from xhg_excel.notice import NOTICE, OTHER
from xhg_excel.notice.schema.form import Annex, Field, Item, Kind
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2, ANNEX3

Rows = list[list[CellValue]]
Record = dict[str, Answer | None]

PHRASES = (
    "演练镇演练村3组",
    "厂房权属纠纷未决无法清理",
    "演练甲",
    "演练作坊",
    "村企联合排查，逐户登记",
    "由镇安监办督办",
    "设备已封存待拆",
)


@dataclass
class Copy:
    """One file: its sheets, what it truly says, and what was done to it."""

    name: str
    sheets: dict[str, Rows]
    truth: list[tuple[Annex, Record]]
    unit: Unit
    done: list[str] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write the sheets as a plain workbook."""
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
        day = book.add_format({"num_format": "yyyy-m-d"})
        for name, rows in self.sheets.items():
            sheet = book.add_worksheet(name)
            for row, values in enumerate(rows):
                for col, value in enumerate(values):
                    if isinstance(value, date):
                        sheet.write_datetime(row, col, value, day)
                    elif value is not None:
                        sheet.write(row, col, value)
        book.close()


def record(annex: Annex, chance: random.Random) -> Record:
    """Return answers of an annex, most of them filled, of every kind."""
    made: Record = {declared.key: _answer(declared, chance) for declared in annex.fields}
    if annex is ANNEX3 and made["site_type"] != OTHER:
        made["other_type"] = None
    return made


def _answer(declared: Field, chance: random.Random) -> Answer | None:
    if chance.random() < 0.08 and declared.key not in ("site_name", "site_type"):
        return None
    match declared.kind:
        case Kind.COUNT:
            return chance.choice((0, 1, 7, 12, 300, 4821))
        case Kind.YUAN:
            return Decimal(chance.choice(("0", "20000", "1999.9", "123456.78"))).quantize(Decimal("0.01"))
        case Kind.DATE:
            return date(2020, 8, 10) + timedelta(days=chance.randrange(12))
        case Kind.ID:
            return f"P{chance.randrange(1, 999):03}"
        case Kind.TEXT:
            return chance.choice(PHRASES)[: declared.longest]
        case _:
            return chance.choice(declared.answers)


def unit_of(chance: random.Random) -> Unit:
    """Return some county."""
    city = chance.choice(CONTEXT.registry.cities)
    return Unit(city, chance.choice(CONTEXT.registry.counties_of(city)))


def cell_of(value: Answer | None) -> CellValue:
    """Return an answer as a cell holds it."""
    return float(value) if isinstance(value, Decimal) else value


def as_template(annex: Annex, chance: random.Random) -> Copy:
    """Return the template of one form, filled in."""
    unit, truth = unit_of(chance), record(annex, chance)
    assert unit.county is not None
    cover = {"unit_city": unit.city.name, "unit_county": unit.county.name}
    book = form_book(NOTICE, annex, {**truth, **cover}, CONTEXT.registry)
    sheets = {s.name: [list(row) for row in grid_of(s).rows] for s in book.sheets}
    return Copy(f"{unit.full_name} {annex.label}.xlsx", sheets, [(annex, truth)], unit)


def as_county_book(chance: random.Random) -> Copy:
    """Return a county's workbook with both registers filled in."""
    unit = unit_of(chance)
    one, two, three = record(ANNEX1, chance), _records(ANNEX2, chance), _records(ANNEX3, chance)
    content = CountyContent(one, {"annex2": two, "annex3": three})
    book = county_book(NOTICE, unit, content, CONTEXT.registry)
    sheets = {s.name: [list(row) for row in grid_of(s).rows] for s in book.sheets}
    truth = [(ANNEX1, one), *((ANNEX2, r) for r in two), *((ANNEX3, r) for r in three)]
    return Copy(f"{unit.full_name}.xlsx", sheets, truth, unit)


def _records(annex: Annex, chance: random.Random) -> list[Record]:
    return [record(annex, chance) for _ in range(chance.randrange(1, 4))]


def as_retyped(annex: Annex, chance: random.Random) -> Copy:
    """Return a form typed anew from the notice: three columns, one row an item, no marker, no unit but the name."""
    unit, truth = unit_of(chance), record(annex, chance)
    for key in (f.key for f in annex.extras):
        truth[key] = None
    truth = _sayable(annex, truth)
    return Copy(f"{unit.full_name} {annex.label}.xlsx", {"Sheet1": retyped_rows(annex, truth)}, [(annex, truth)], unit)


def _sayable(annex: Annex, truth: Record) -> Record:
    """Leave out details whose answer is blank: one sentence cannot say them."""
    for item in annex.items:
        if item.bare and truth[item.bare[0]] is None:
            truth |= dict.fromkeys((f.key for f in item.fields), None)
    return truth


def retyped_rows(annex: Annex, truth: Record) -> Rows:
    """Return the rows of a retyped form."""
    rows: Rows = [[f"{annex.label}"], [annex.title]]
    rows += [[f"{f.label}：", cell_of(truth[f.key])] for f in annex.header]
    rows.append(list(annex.heads))
    rows += [[item.number, item.text, said(item, truth)] for item in annex.items]
    rows += [[f"{f.label}：", cell_of(truth[f.key])] for f in annex.footer]
    return rows


def said(item: Item, truth: Record) -> CellValue:
    """Return the answer of an item as one cell."""
    if len(item.fields) == 1:
        declared = item.fields[0]
        value = truth[declared.key]
        return answer_text(declared, value) if isinstance(value, date) else cell_of(value)
    return item_sentence(item, truth) or None


def as_labelled(annex: Annex, chance: random.Random) -> Copy:
    """Return a form drawn by hand with a label and a cell for every part of an item."""
    copy = as_retyped(annex, chance)
    truth = copy.truth[0][1]
    rows: Rows = [[annex.title]]
    rows += [[None, f"{f.label}：", cell_of(truth[f.key])] for f in annex.header]
    number, item_head, answer = annex.heads
    rows.append([number, item_head, answer])
    for item in annex.items:
        for at, declared in enumerate(item.fields):
            front: list[CellValue] = [item.number, item.text] if at == 0 else [None, None]
            whole = len(item.fields) == 1 or declared.key == item.open_text
            rows.append([*front, *([None] if whole else [declared.shown]), cell_of(truth[declared.key])])
    rows += [[None, f"{f.label}：", cell_of(truth[f.key])] for f in annex.footer]
    return Copy(copy.name, {"表": rows}, copy.truth, copy.unit)


BASES: dict[str, Callable[[Annex, random.Random], Copy]] = {
    "template": as_template,
    "retyped": as_retyped,
    "labelled": as_labelled,
}
