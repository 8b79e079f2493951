"""The one annex of a made-up notice; it asks nothing of single sites."""

from __future__ import annotations

from xhg_excel.notice.schema.form import Annex

from .annex1 import ANNEX1

UNIT_ANNEXES: tuple[Annex, ...] = (ANNEX1,)
PROBLEM_ANNEXES: tuple[Annex, ...] = ()
OTHER_ANNEXES: tuple[Annex, ...] = ()
SITE_ANNEXES = PROBLEM_ANNEXES + OTHER_ANNEXES
ANNEXES = UNIT_ANNEXES + SITE_ANNEXES
