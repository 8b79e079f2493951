"""Every answer as one row with its file and cell, and back again into forms.

Rows stand by field first, so that what a total adds up stands together.

Room: core.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from xhg_excel.core.checks import item_ref
from xhg_excel.core.grid import Place, column_number
from xhg_excel.core.normalize import Answer, normalize, show
from xhg_excel.core.records import Answers, Form, Submission, Unit
from xhg_excel.spec.annexes import ANNEXES
from xhg_excel.spec.details import COVER_KEYS, SAVED_ON, VALUE
from xhg_excel.spec.form import Annex, Field
from xhg_excel.spec.states import ROW_NOTE
from xhg_excel.spec.workbook import COVER_FIELDS, COVER_SHEET, HEADER_REF, ROW_REF, TOTALS_KIND

Row = dict[str, Answer | None]
# (annex, field, whether the city's own, unit, form): the order of the rows.
Order = tuple[int, int, bool, str, int]


@dataclass
class OfUnit:
    """What the rows of one unit say: its forms, and its cover as far as it travels."""

    forms: list[Form] = field(default_factory=list)
    cover: dict[str, Answer | None] = field(default_factory=dict)
    cover_places: dict[str, Place] = field(default_factory=dict)


def detail_rows(unit: Unit, forms: Iterable[Form], file: str) -> list[Row]:
    """Return one row for every answer of a unit's forms of one file; blank ones have none."""
    return [row for _, row in ordered_rows(unit, [(form, form.file or file) for form in forms])]


def ordered_rows(unit: Unit, filed: Sequence[tuple[Form, str]]) -> Iterator[tuple[Order, Row]]:
    """Yield rows with the place each takes among all units' rows.

    An unreadable cell has a row without a value; a 说明 has one of its own.
    """
    numbers: dict[str, int] = defaultdict(int)
    for form, file in filed:
        numbers[form.annex.key] += 1
        number = numbers[form.annex.key]
        for at, declared in enumerate(form.annex.fields):
            if form.get(declared.key) is not None or (declared.key in form.places and declared.key not in form.answers):
                said = (item_ref(form.annex, declared), form.get(declared.key))
                order = (form.annex.number, at, unit.county is None, unit.code, number)
                yield order, _row(unit, form, (declared.key, *said), (file, number), form.places[declared.key])
        for row, note in sorted(form.notes.items()):
            label = HEADER_REF.format(annex=form.annex.label, label=ROW_NOTE.label)
            order = (form.annex.number, len(form.annex.fields), unit.county is None, unit.code, number)
            of = (form.note_files.get(row, file), number)
            note_at = form.note_places.get(row, Place("", row, 0))
            yield order, _row(unit, form, (f"{ROW_NOTE.key}:{row}", label, note), of, note_at)


def _row(unit: Unit, form: Form, said: tuple[str, str, Answer | None], of: tuple[str, int], place: Place) -> Row:
    key, label, value = said
    file, number = of
    return {
        "unit_code": unit.code,
        "unit": unit.full_name,
        "annex": form.annex.label,
        "form_number": number,
        "form_row": form.row_number,
        "field_key": key,
        "label": label,
        VALUE: None if value is None else show(value),
        "file": file,
        "sheet": place.sheet,
        "cell": place.a1,
    }


def cover_rows(unit: Unit, part: Submission) -> Iterator[tuple[Order, Row]]:
    """Yield the rows of what a higher level needs of a cover: when it was filled in (else saved), by which group."""
    file = next((form.file for form in part.forms if form.file), part.source.file)
    said = {f: part.cover.get(f.key) for f in (*COVER_FIELDS, SAVED_ON) if f.key in (*COVER_KEYS, SAVED_ON.key)}
    if said[SAVED_ON] is None:
        said[SAVED_ON] = saved_on(part)
    for at, (declared, answer) in enumerate(said.items()):
        if answer is None:
            continue
        place = part.cover_places.get(declared.key, Place(COVER_SHEET, 0, 0))
        yield (
            (0, at, unit.county is None, unit.code, 0),
            {
                "unit_code": unit.code,
                "unit": unit.full_name,
                "annex": COVER_SHEET,
                "form_number": 0,
                "form_row": 0,
                "field_key": declared.key,
                "label": ROW_REF.format(sheet=COVER_SHEET, label=declared.label),
                VALUE: show(answer),
                "file": file,
                "sheet": place.sheet,
                "cell": place.a1,
            },
        )


def saved_on(part: Submission) -> date | None:
    """Return the day a submission's file was saved, where its cover does not say when it was filled in."""
    if isinstance(known := part.cover.get(SAVED_ON.key), date):
        return known
    if part.kind == TOTALS_KIND or part.cover.get("unit_filled_on") is not None or not part.source.saved_at:
        return None
    return date.fromisoformat(part.source.saved_at[:10])


def parse_details(rows: Sequence[Answers], year: int) -> dict[str, OfUnit]:
    """Return what each unit code handed in, as `ordered_rows` and `cover_rows` wrote it."""
    annexes = {annex.label: annex for annex in ANNEXES}
    grouped: dict[tuple[str, str, int], list[Answers]] = defaultdict(list)
    units: dict[str, OfUnit] = defaultdict(OfUnit)
    for row in rows:
        code, label, number = show(row.get("unit_code")), show(row.get("annex")), row.get("form_number")
        if label in annexes:
            grouped[code, label, number if isinstance(number, int) else 0].append(row)
        elif declared := next((f for f in (*COVER_FIELDS, SAVED_ON) if f.key == show(row.get("field_key"))), None):
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
    )


def _answer(declared: Field, row: Answers, year: int) -> dict[str, Answer | None]:
    """Return the answer of a row by its key; nothing when the lower level could not read it."""
    if row.get(VALUE) is None:
        return {}
    return {declared.key: normalize(show(row.get(VALUE)), declared, year).answer}


def _place(row: Answers) -> Place:
    return place_of(show(row.get("sheet")), show(row.get("cell")))


def place_of(sheet: str, address: str) -> Place:
    """Return the place of an A1 address; A1 itself when it is none.

    >>> place_of("附件1", "C5")
    Place(sheet='附件1', row=4, col=2)
    """
    found = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", address)
    if not found:
        return Place(sheet, 0, 0)
    return Place(sheet, int(found[2]) - 1, column_number(found[1]))
