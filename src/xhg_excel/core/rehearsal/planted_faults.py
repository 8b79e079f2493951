"""Faults planted into rehearsal data, each with the cell where it must be found."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.grid import a1
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.rehearsal.made_up import Chance, CityRehearsal, Record
from xhg_excel.core.templates.form_map import template_of
from xhg_excel.core.templates.register import FIRST_ROW
from xhg_excel.notice import ANNEXES, UNIT_ANNEXES
from xhg_excel.notice import rehearsal as words
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.workbook import FORM_SHEETS, REGISTER_SHEETS


@dataclass(frozen=True)
class Planted:
    """One planted fault and where it stands."""

    unit: Unit
    sheet: str
    cell: str
    fault: words.PlantedFault


def plant(made: CityRehearsal, chance: Chance) -> list[Planted]:
    """Change forms of a rehearsal in place, one fault a form; return what was planted.

    A fault for which the city has no form left is not planted.
    """
    done: list[Planted] = []
    used: set[tuple[Unit, str, int]] = set()
    for fault in words.FAULTS:
        forms = [spot for spot in _forms(made, fault) if spot not in used]
        if forms:
            spot = chance.choice(forms)
            used.add(spot)
            done.append(_plant(made, fault, spot))
    return done


def _forms(made: CityRehearsal, fault: words.PlantedFault) -> list[tuple[Unit, str, int]]:
    if fault.annex in {annex.key for annex in UNIT_ANNEXES}:
        return [(unit, fault.annex, 0) for unit in made.units]
    return [(unit, fault.annex, row) for unit in made.units for row in range(len(made.sites[unit][fault.annex]))]


def _plant(made: CityRehearsal, fault: words.PlantedFault, spot: tuple[Unit, str, int]) -> Planted:
    unit, key, row = spot
    annex = next(annex for annex in ANNEXES if annex.key == key)
    form: Record = made.annex1[unit] if annex in UNIT_ANNEXES else made.sites[unit][key][row]
    form.update(dict(fault.changes))  # type: ignore[arg-type]  # a fault holds what a clerk mistypes
    return Planted(unit, _sheet(annex), _cell(annex, fault.at, row), fault)


def _sheet(annex: Annex) -> str:
    return FORM_SHEETS[annex.key] if annex in UNIT_ANNEXES else REGISTER_SHEETS[annex.key]


def _cell(annex: Annex, key: str, row: int) -> str:
    if annex in UNIT_ANNEXES:
        return a1(*template_of(annex, alone=False).entries[key])
    col = next(n for n, column in enumerate(annex_columns(annex), start=1) if column.field.key == key)
    return a1(FIRST_ROW + row, col)
