"""Every answer as one row with its file and cell, and back again into forms.

Rows stand by field first, so that what a total adds up stands together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Form, Submission, Unit
from xhg_excel.notice.words import workbook as words
from xhg_excel.notice.words.check_columns import ROW_NOTE
from xhg_excel.notice.words.confirmation import UNCONFIRMED
from xhg_excel.notice.words.totals.detail_rows import COVER_KEYS, SAVED_ON, STATE, VALUE

Row = dict[str, Answer | None]
# (annex, field, whether the city's own, unit, form): the order of the rows.
Order = tuple[int, int, bool, str, int]


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
                order = (form.annex.number, at, unit.county is None, unit.code, number)
                label, answer = item_ref(form.annex, declared), form.get(declared.key)
                row = _row(unit, form, number, file=file, place=form.places[declared.key])
                yield order, row | _answer(declared.key, label, answer)
        for at_row, note in sorted(form.notes.items()):
            label = words.HEADER_REF.format(annex=form.annex.label, label=ROW_NOTE.label)
            order = (form.annex.number, len(form.annex.fields), unit.county is None, unit.code, number)
            place = form.note_places.get(at_row, Place("", at_row, 0))
            row = _row(unit, form, number, file=form.note_files.get(at_row, file), place=place)
            yield order, row | _answer(f"{ROW_NOTE.key}:{at_row}", label, note)


def _row(unit: Unit, form: Form, number: int, *, file: str, place: Place) -> Row:
    """Return a row of the detail sheet without its answer; `number` counts the unit's forms of the annex."""
    return {
        "unit_code": unit.code,
        "unit": unit.full_name,
        "annex": form.annex.label,
        "form_number": number,
        "form_row": form.row_number,
        "file": file,
        "sheet": place.sheet,
        "cell": place.a1,
        STATE.key: None if form.is_confirmed else UNCONFIRMED,
    }


def _answer(key: str, label: str, answer: Answer | None) -> Row:
    return {"field_key": key, "label": label, VALUE: None if answer is None else show(answer)}


def cover_rows(unit: Unit, part: Submission) -> Iterator[tuple[Order, Row]]:
    """Yield the rows of what a higher level needs of a cover: when it was filled in (else saved), by which group."""
    file = next((form.file for form in part.forms if form.file), part.source.file)
    carried = [f for f in words.COVER_FIELDS if f.key in COVER_KEYS]
    answers = {f: part.cover.get(f.key) for f in (*carried, SAVED_ON)}
    if answers[SAVED_ON] is None:
        answers[SAVED_ON] = saved_on(part)
    for at, (declared, answer) in enumerate(answers.items()):
        if answer is None:
            continue
        place = part.cover_places.get(declared.key, Place(words.COVER_SHEET, 0, 0))
        yield (
            (0, at, unit.county is None, unit.code, 0),
            {
                "unit_code": unit.code,
                "unit": unit.full_name,
                "annex": words.COVER_SHEET,
                "form_number": 0,
                "form_row": 0,
                "field_key": declared.key,
                "label": words.ROW_REF.format(sheet=words.COVER_SHEET, label=declared.label),
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
    if part.kind == words.TOTALS_KIND or part.cover.get("unit_filled_on") is not None or not part.source.saved_at:
        return None
    return date.fromisoformat(part.source.saved_at[:10])
