"""What the self-test knows beforehand: counts of the notice's own divisions, a ticket, one wrong answer."""

from __future__ import annotations

from xhg_excel.notice.schema.form import Kind
from xhg_excel.notice.small_chemical.annexes import SITE_ANNEXES, UNIT_ANNEXES

# 五(二): at least half of each city's counties, cities by code; 51 in all.
COUNTIES_DUE = (6, 4, 5, 3, 5, 4, 3, 4, 5, 3, 3, 3, 3)
# Seed, rule, city, identifier, and the ticket that anyone can recompute.
TICKET_OF = ("20200810", "B2", "320600", "P001")
TICKET = "7640d1b1a0936d9d5e102435351c84fbd44c9887c35f17e8342824441aa66077"
# The first question of a form that is answered by 是 or 否 alone, an answer to it nobody can read, what that must give.
WRONG_ANNEX, WRONG_ITEM = next(
    (annex, item.number)
    for annex in (*SITE_ANNEXES, *UNIT_ANNEXES)
    for item in annex.items
    if [field.kind for field in item.fields] == [Kind.YES_NO]
)
WRONG_ANSWER, WRONG_FINDING = "也许", f"E02@C{WRONG_ITEM + 1}"
TEXT = "=1+1"
NUMBER = 1234.5
