"""The facts of 苏安办电〔2020〕34号, each with its clause."""

from datetime import date
from fractions import Fraction

from xhg_excel.notice.schema.campaign import Campaign

TEMPLATE_VERSION = "2020.08.1"

NOTICE = Campaign(
    name="违法违规“小化工”百日专项整治行动专题督导",
    issuer="江苏省安全生产委员会办公室",
    document_number="苏安办电〔2020〕34号",
    basis="苏政传发〔2020〕106号",
    issued_on=date(2020, 8, 3),
    # 二: 8月10日至8月21日, 为期12天.
    window_start=date(2020, 8, 10),
    window_end=date(2020, 8, 21),
    # 五(三): 于8月28日前; the 28th itself is on time.
    report_due=date(2020, 8, 28),
    # 五(二): 不少于50%, 不低于问题清单总数的50%, 各10家.
    county_share=Fraction(1, 2),
    problem_share=Fraction(1, 2),
    small_trades_quota=10,
    suspended_quota=10,
    # 五(二): 排查企业总数较少、排查问题较少, interpreted as the lowest quarter by rank-sum.
    priority_share=Fraction(1, 4),
    # 不少于: a fraction of a unit counts as one; the other ways of rounding exist for comparison.
    rounding="up",
    unfinished_counts=True,
    groups=13,
    # 三(一)4: 兑现奖励是否及时; the notice names no number of days.
    reward_days=30,
)
# 五(二): at least half of each city's counties, cities by code; counted by hand for the self-test. 51 in all.
COUNTIES_DUE = (6, 4, 5, 3, 5, 4, 3, 4, 5, 3, 3, 3, 3)
