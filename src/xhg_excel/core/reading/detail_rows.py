"""Parse the detail rows of a totals workbook back into the forms of each unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.field_names import Column, ledger_columns
from xhg_excel.core.model.grid import Grid, Place, place_of, squeeze
from xhg_excel.core.model.submission import Answers, Form
from xhg_excel.core.reading.recognise import Sheet
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Annex, Field
from xhg_excel.notice.words import workbook as words
from xhg_excel.notice.words.check_columns import ROW_NOTE
from xhg_excel.notice.words.totals.detail_rows import DETAILS, SAVED_ON, STATE, VALUE


@dataclass
class UnitPart:
    """The forms of one unit in a totals workbook, and those answers of its cover that totals contain."""

    forms: list[Form] = field(default_factory=list)
    cover: dict[str, Answer | None] = field(default_factory=dict)
    cover_places: dict[str, Place] = field(default_factory=dict)


def detail_columns(grid: Grid, sheet: Sheet) -> Sequence[Column]:
    """Return the columns of the detail sheet: one more where some of its rows are 待确认."""
    is_marked = any(squeeze(value) == STATE.label for value in grid.rows[sheet.head[0]])
    return [*sheet.columns, *ledger_columns(replace(DETAILS, columns=(STATE,)))] if is_marked else sheet.columns


def parse_details(rows: Sequence[Answers], year: int) -> dict[str, UnitPart]:
    """Return the part of each unit by its code: the inverse of `ordered_rows` and `cover_rows` (consolidation)."""
    annexes = {annex.label: annex for annex in ANNEXES}
    grouped: dict[tuple[str, str, int], list[Answers]] = defaultdict(list)
    units: dict[str, UnitPart] = defaultdict(UnitPart)
    for row in rows:
        code, label, number = show(row.get("unit_code")), show(row.get("annex")), row.get("form_number")
        if label in annexes:
            grouped[code, label, number if isinstance(number, int) else 0].append(row)
        elif declared := next(
            (f for f in (*words.COVER_FIELDS, SAVED_ON) if f.key == show(row.get("field_key"))), None
        ):
            units[code].cover[declared.key] = normalize(show(row.get(VALUE)), declared, year).answer
            units[code].cover_places[declared.key] = _place(row)
    for (code, label, _), group in sorted(grouped.items()):
        units[code].forms.append(_form(annexes[label], group, year))
    return dict(units)


def _form(annex: Annex, rows: Sequence[Answers], year: int) -> Form:
    values = {show(row.get("field_key")): row for row in rows}
    answers: dict[str, Answer | None] = {}
    places: dict[str, Place] = {}
    for declared in annex.fields:
        found = values.get(declared.key)
        if found is None:
            answers[declared.key] = None
        else:
            places[declared.key] = _place(found)
            answers |= _answer(declared, found, year)
    notes = {int(key.partition(":")[2]): row for key, row in values.items() if key.startswith(f"{ROW_NOTE.key}:")}
    first = next((values[f.key] for f in annex.fields if f.key in values), rows[0])
    number, file = first.get("form_row"), show(first.get("file"))
    return Form(
        annex,
        answers,
        places,
        number if isinstance(number, int) else 0,
        file,
        notes={at: show(row.get(VALUE)) for at, row in notes.items()},
        note_places={at: _place(row) for at, row in notes.items()},
        note_files={at: show(row.get("file")) for at, row in notes.items() if show(row.get("file")) != file},
        is_confirmed=all(row.get(STATE.key) is None for row in rows),
    )


def _answer(declared: Field, row: Answers, year: int) -> dict[str, Answer | None]:
    """Return the answer of a row by its key; empty when the lower level could not read the cell."""
    if row.get(VALUE) is None:
        return {}
    return {declared.key: normalize(show(row.get(VALUE)), declared, year).answer}


def _place(row: Answers) -> Place:
    return place_of(show(row.get("sheet")), show(row.get("cell")))
