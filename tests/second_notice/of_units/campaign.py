"""The facts of a made-up campaign."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from xhg_excel.notice.schema.campaign import Campaign

TEMPLATE_VERSION = "2021.03.1"

NOTICE = Campaign(
    name="充电场所排查整治专题督导（演练）",
    issuer="演练省安全生产委员会办公室",
    document_number="演练办电〔2021〕9号",
    basis="演练政传发〔2021〕9号",
    issued_on=date(2021, 3, 1),
    window_start=date(2021, 3, 8),
    window_end=date(2021, 3, 19),
    report_due=date(2021, 3, 26),
    county_share=Fraction(1, 3),
    problem_share=Fraction(1, 2),
    small_trades_quota=10,
    suspended_quota=10,
    priority_share=Fraction(1, 4),
    rounding="up",
    unfinished_counts=True,
    groups=13,
)
# A third of each city's counties, cities by code.
COUNTIES_DUE = (4, 3, 4, 2, 3, 3, 2, 3, 3, 2, 2, 2, 2)
