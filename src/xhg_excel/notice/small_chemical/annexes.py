"""The annexes of the notice, and what each of them is asked of."""

from __future__ import annotations

from xhg_excel.notice.schema.form import Annex

from .annex1 import ANNEX1
from .annex2 import ANNEX2
from .annex3 import ANNEX3

# One of these a unit (a county, or a city for itself): one annex, or none in a notice that asks of sites alone.
UNIT_ANNEXES: tuple[Annex, ...] = (ANNEX1,)
# One a site: those of the problem list, known by their 问题编号, and those that no list numbers.
PROBLEM_ANNEXES: tuple[Annex, ...] = (ANNEX2,)
OTHER_ANNEXES: tuple[Annex, ...] = (ANNEX3,)
SITE_ANNEXES = PROBLEM_ANNEXES + OTHER_ANNEXES
ANNEXES = UNIT_ANNEXES + SITE_ANNEXES
__all__ = ["ANNEX1", "ANNEX2", "ANNEX3", "ANNEXES", "OTHER_ANNEXES", "PROBLEM_ANNEXES", "SITE_ANNEXES", "UNIT_ANNEXES"]
