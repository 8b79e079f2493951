"""Every answer as one row with its file and cell, and back again into forms.

Room: core.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from xhg_excel.core.checks import item_ref
from xhg_excel.core.grid import Place
from xhg_excel.core.normalize import Answer, normalize, show
from xhg_excel.core.records import Form, Unit
from xhg_excel.spec.annexes import ANNEXES
from xhg_excel.spec.details import VALUE


def detail_rows(unit: Unit, forms: Iterable[Form], file: str) -> list[dict[str, Answer | None]]:
    """Return one row for every answer of a unit's forms that is not blank."""
    return [
        {
            "unit_code": unit.code,
            "unit": unit.full_name,
            "annex": form.annex.label,
            "form_row": form.row_number,
            "field_key": field.key,
            "label": item_ref(form.annex, field),
            VALUE: show(form.get(field.key)),
            "file": form.file or file,
            "sheet": form.places[field.key].sheet,
            "cell": form.places[field.key].a1,
        }
        for form in forms
        for field in form.annex.fields
        if form.get(field.key) is not None
    ]


def parse_details(rows: Sequence[Mapping[str, Answer | None]], year: int) -> dict[str, list[Form]]:
    """Return the forms of every unit code, as `detail_rows` wrote them."""
    grouped: dict[tuple[str, str, int, str], list[Mapping[str, Answer | None]]] = defaultdict(list)
    for row in rows:
        number = row.get("form_row")
        key = (show(row["unit_code"]), show(row["annex"]), number if isinstance(number, int) else 0)
        grouped[*key, show(row["file"])].append(row)
    forms: dict[str, list[Form]] = defaultdict(list)
    for (code, label, number, file), group in grouped.items():
        annex = next(annex for annex in ANNEXES if annex.label == label)
        values = {show(row["field_key"]): row for row in group}
        answers: dict[str, Answer | None] = {}
        places: dict[str, Place] = {}
        for field in annex.fields:
            found = values.get(field.key)
            answers[field.key] = normalize(show(found[VALUE]), field, year).answer if found else None
            if found:
                places[field.key] = place_of(show(found["sheet"]), show(found["cell"]))
        forms[code].append(Form(annex, answers, places, number, file))
    return dict(forms)


def place_of(sheet: str, address: str) -> Place:
    """Return the place of an A1 address; A1 itself when it is none.

    >>> place_of("附件1", "C5")
    Place(sheet='附件1', row=4, col=2)
    """
    found = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", address)
    if not found:
        return Place(sheet, 0, 0)
    col = 0
    for letter in found[1]:
        col = col * 26 + ord(letter) - 64
    return Place(sheet, int(found[2]) - 1, col - 1)
