"""The three annexes together.

Room: spec.
"""

from xhg_excel.spec.annex1 import ANNEX1
from xhg_excel.spec.annex2 import ANNEX2
from xhg_excel.spec.annex3 import ANNEX3

ANNEXES = (ANNEX1, ANNEX2, ANNEX3)
__all__ = ["ANNEX1", "ANNEX2", "ANNEX3", "ANNEXES", "SITE_ANNEXES"]

SITE_ANNEXES = (ANNEX2, ANNEX3)
