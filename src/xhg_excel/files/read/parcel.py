"""What was read, as bytes from a worker: declarations travel by name, so that they stay the same objects."""

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


def _folded(light: dict[str, Any], heavy: bytes) -> Submission:
    made = Submission(light["source"])
    made.__dict__ |= light
    made.drop(partial(unpack, heavy))
    return made


def _fold(submission: Submission) -> tuple[Any, tuple[dict[str, Any], bytes]]:
    """Pack what a parent may never look at apart: most files of a province are versions and copies of others."""
    _ = submission.content  # it travels in front
    heavy = {key: getattr(submission, key) for key in DROPPED}
    return _folded, ({key: value for key, value in vars(submission).items() if key not in DROPPED}, pack(heavy))


class _Packer(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[Annex] = lambda annex: (_annex, (annex.key,))
    dispatch_table[Ledger] = lambda ledger: (_ledger, (ledger.key,))
    dispatch_table[Place] = lambda place: (Place, (place.sheet, place.row, place.col))
    dispatch_table[Submission] = _fold
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
        ),
    )


def pack(thing: object) -> bytes:
    """Return a thing as bytes, to be sent from a worker."""
    out = BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(thing)
    return out.getvalue()


def unpack(parcel: bytes) -> Any:
    """Return what our own worker packed; never for bytes from elsewhere.

    >>> unpack(pack(ANNEXES[1])) is ANNEXES[1]
    True
    """
    return pickle.loads(parcel)  # noqa: S301  # from our own worker process
