"""The annexes of the notice by role: one form a unit, or one form a site."""

from __future__ import annotations

from xhg_excel.notice.schema.form import Annex

from .annex1 import ANNEX1
from .annex2 import ANNEX2
from .annex3 import ANNEX3

# One form a unit (a county, or a city for itself): one annex, or none in a notice about sites alone.
UNIT_ANNEXES: tuple[Annex, ...] = (ANNEX1,)
# One form a site: sites of the problem list, identified by 问题编号, and others, by name and address.
PROBLEM_ANNEXES: tuple[Annex, ...] = (ANNEX2,)
OTHER_ANNEXES: tuple[Annex, ...] = (ANNEX3,)
SITE_ANNEXES = PROBLEM_ANNEXES + OTHER_ANNEXES
ANNEXES = UNIT_ANNEXES + SITE_ANNEXES
__all__ = ["ANNEX1", "ANNEX2", "ANNEX3", "ANNEXES", "OTHER_ANNEXES", "PROBLEM_ANNEXES", "SITE_ANNEXES", "UNIT_ANNEXES"]
