"""Faults planted into rehearsal data, each with the cell where it must be found."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.grid import a1
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.rehearsal.made_up import KINDS, Chance, CityRehearsal, Record, punishments
from xhg_excel.core.templates.form_map import template_of
from xhg_excel.core.templates.register import FIRST_ROW
from xhg_excel.notice import ANNEXES, DONE_KEYS, UNIT_ANNEXES, rehearsal
from xhg_excel.notice.schema.form import NO, Annex
from xhg_excel.notice.schema.rehearsal import Fault
from xhg_excel.notice.words.workbook import FORM_SHEETS, REGISTER_SHEETS


@dataclass(frozen=True)
class PlantedFault:
    """A fault, the unit whose workbook contains it, and the cell where it must be found."""

    unit: Unit
    sheet: str
    cell: str
    fault: Fault


@dataclass(frozen=True)
class _Form:
    """One form of a rehearsal: the form of a unit, or the row of its register, counted from 0."""

    unit: Unit
    annex: Annex
    row: int = 0


def plant(city: CityRehearsal, chance: Chance) -> list[PlantedFault]:
    """Plant every fault of the notice in a form of its own and return them; changes `city`.

    A fault for which the city has no form left is not planted.
    """
    planted: list[PlantedFault] = []
    used: set[_Form] = set()
    annexes = {annex.key: annex for annex in ANNEXES}
    for fault in rehearsal.FAULTS:
        if forms := [form for form in _forms(city, annexes[fault.annex]) if form not in used]:
            form = chance.choice(forms)
            used.add(form)
            # A fault contains what a clerk mistypes: answers of any type.
            _answers(city, form).update(dict(fault.changes))  # type: ignore[arg-type]
            planted.append(_planted(fault, form))
    _agree(city)
    return planted


def _agree(city: CityRehearsal) -> None:
    """Let 附件1 agree with the site forms again: a fault planted in one of them is to be found there alone."""
    for unit, form in city.annex1.items():
        own = city.sites if unit.county is None else {unit: city.sites[unit]}
        rows = [row for by_annex in own.values() for of_annex in by_annex.values() for row in of_annex]
        form |= punishments(rows)
        for kind, types in KINDS.items():
            still_open = sum(
                any(row.get(key) == NO for key in DONE_KEYS) for row in rows if row.get("site_type") in types
            )
            found, completed = (int(str(form[f"{kind}_{what}"])) for what in ("problems", "completed"))
            form[f"{kind}_completed"] = min(completed, found - still_open)


def _forms(city: CityRehearsal, annex: Annex) -> list[_Form]:
    if annex in UNIT_ANNEXES:
        return [_Form(unit, annex) for unit in city.units]
    return [_Form(unit, annex, row) for unit in city.units for row in range(len(city.sites[unit][annex.key]))]


def _answers(city: CityRehearsal, form: _Form) -> Record:
    if form.annex in UNIT_ANNEXES:
        return city.annex1[form.unit]
    return city.sites[form.unit][form.annex.key][form.row]


def _planted(fault: Fault, form: _Form) -> PlantedFault:
    """Return the fault with the sheet and cell in which a template holds the field it is found at."""
    annex = form.annex
    if annex in UNIT_ANNEXES:
        cell = a1(*template_of(annex, alone=False).entries[fault.key])
        return PlantedFault(form.unit, FORM_SHEETS[annex.key], cell, fault)
    column = next(n for n, column in enumerate(annex_columns(annex), start=1) if column.field.key == fault.key)
    return PlantedFault(form.unit, REGISTER_SHEETS[annex.key], a1(FIRST_ROW + form.row, column), fault)
