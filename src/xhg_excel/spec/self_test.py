"""What the self-test knows beforehand: counts of the notice's own divisions, a ticket, one wrong answer.

Room: spec.
"""

from __future__ import annotations

# 五(二): at least half of each city's counties, cities by code; 51 in all.
COUNTIES_DUE = (6, 4, 5, 3, 5, 4, 3, 4, 5, 3, 3, 3, 3)
# Seed, rule, city, identifier, and the ticket that anyone can recompute.
TICKET_OF = ("20200810", "B2", "320600", "P001")
TICKET = "7640d1b1a0936d9d5e102435351c84fbd44c9887c35f17e8342824441aa66077"
# An answer nobody can read, the item of 附件2 it stands at, and the finding it must give.
WRONG_ITEM, WRONG_ANSWER, WRONG_FINDING = 2, "也许", "E02@C3"
TEXT = "=1+1"
NUMBER = 1234.5
