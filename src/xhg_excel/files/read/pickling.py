"""Pickle what workers send and receive: annexes and ledgers by key, so that unpickled ones are the declared objects.

The program compares them with `is`. A notice is not sent: a worker imports the same package as its parent.
"""

from __future__ import annotations

import copyreg
import pickle
from functools import partial
from io import BytesIO
from typing import Any

from xhg_excel.core.model.grid import Place, RowPlaces
from xhg_excel.core.model.submission import DROPPED, Form, Submission
from xhg_excel.notice import ANNEXES, LEDGERS, PLACES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.totals.detail_rows import DETAILS

_ANNEXES = {annex.key: annex for annex in ANNEXES}
_LEDGERS = {ledger.key: ledger for ledger in (*LEDGERS, DETAILS, PLACES)}


def _annex(key: str) -> Annex:
    return _ANNEXES[key]


def _ledger(key: str) -> Ledger:
    return _LEDGERS[key]


def _submission(attributes: dict[str, Any], dropped: bytes) -> Submission:
    submission = Submission(attributes["source"])
    submission.__dict__ |= attributes
    submission.drop(partial(unpack, dropped))
    return submission


def _reduced(submission: Submission) -> tuple[Any, tuple[dict[str, Any], bytes]]:
    """Pickle forms and findings apart: the parent unpickles them only where it uses them."""
    _ = submission.content, submission.unconfirmed  # computed here: the parent then needs no forms for them
    attributes = {key: value for key, value in vars(submission).items() if key not in DROPPED}
    return _submission, (attributes, pack({key: getattr(submission, key) for key in DROPPED}))


class _Pickler(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[Annex] = lambda annex: (_annex, (annex.key,))
    dispatch_table[Ledger] = lambda ledger: (_ledger, (ledger.key,))
    dispatch_table[Place] = lambda place: (Place, (place.sheet, place.row, place.col))
    dispatch_table[Submission] = _reduced
    dispatch_table[Form] = lambda form: (
        Form,
        (
            form.annex,
            dict(form.answers),
            form.places if isinstance(form.places, RowPlaces) else dict(form.places),
            form.row_number,
            form.file,
            dict(form.notes),
            dict(form.note_places),
            dict(form.note_files),
            form.is_confirmed,
        ),
    )


def pack(value: object) -> bytes:
    """Return a value pickled."""
    out = BytesIO()
    _Pickler(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


def unpack(pickled: bytes) -> Any:
    """Return the value that `pack` pickled in our own process or worker; unpickling other bytes may run any code.

    >>> unpack(pack(ANNEXES[1])) is ANNEXES[1]
    True
    """
    return pickle.loads(pickled)  # noqa: S301  # from our own worker process
