"""The one annex of a made-up notice: a form a site; nothing is asked of a unit as a whole."""

from __future__ import annotations

from xhg_excel.notice.schema.form import Annex

from .annex1 import ANNEX1

UNIT_ANNEXES: tuple[Annex, ...] = ()
PROBLEM_ANNEXES: tuple[Annex, ...] = ()
OTHER_ANNEXES: tuple[Annex, ...] = (ANNEX1,)
SITE_ANNEXES = PROBLEM_ANNEXES + OTHER_ANNEXES
ANNEXES = UNIT_ANNEXES + SITE_ANNEXES
