"""Two annexes of a made-up notice: a form a unit, and a register of the sites that its problem list numbers."""

from __future__ import annotations

from xhg_excel.notice.schema.form import Annex

from ..of_units.annex1 import ANNEX1
from .annex2 import ANNEX2

UNIT_ANNEXES: tuple[Annex, ...] = (ANNEX1,)
PROBLEM_ANNEXES: tuple[Annex, ...] = (ANNEX2,)
OTHER_ANNEXES: tuple[Annex, ...] = ()
SITE_ANNEXES = PROBLEM_ANNEXES + OTHER_ANNEXES
ANNEXES = UNIT_ANNEXES + SITE_ANNEXES
