"""Submissions, ledgers and settings → the totals and their workbook: what every shell calls to merge.

Room: core.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xhg_excel.core.consolidate import Totals, consolidate
from xhg_excel.core.coverage import check_coverage
from xhg_excel.core.joined import with_joined
from xhg_excel.core.layout import BookLayout
from xhg_excel.core.records import Submission
from xhg_excel.core.submission import Reading
from xhg_excel.core.totals_book import totals_book
from xhg_excel.errors import CityUnclearError, NoSubmissionError
from xhg_excel.spec.regions import Region


@dataclass(frozen=True)
class Asked:
    """What is asked of a merge: the province's totals, or those of `city` (None: the city most forms come from).

    `today` is the day dates are held against; `where` is what the submissions are called
    when there is nothing to merge.
    """

    today: date
    where: str
    province: bool = False
    city: Region | None = None


@dataclass(frozen=True)
class Merged:
    """A merge: its totals, and what they were made against."""

    totals: Totals
    against: Reading

    @property
    def book(self) -> BookLayout:
        """The totals workbook."""
        return totals_book(self.totals, self.against.campaign, self.against.registry)


def merge(submissions: Sequence[Submission], ledgers: Sequence[Submission], asked: Asked, against: Reading) -> Merged:
    """Return the totals of everything that was read; findings between files are added to the submissions.

    Raises:
        CityUnclearError: no city was named and the submissions do not agree on one.
        NoSubmissionError: not one submission could be merged.

    """
    region = None if asked.province else asked.city or city_of(submissions)
    with_joined(submissions, ledgers, against)
    totals = consolidate(submissions, region, against.registry)
    totals.findings += check_coverage(submissions, ledgers, against, asked.today)
    if not totals.by_unit:
        raise NoSubmissionError(asked.where)
    return Merged(totals, against)


def city_of(submissions: Sequence[Submission]) -> Region:
    """Return the city most submissions come from.

    Raises:
        CityUnclearError: there is none, or two cities have as many.

    """
    counted = Counter(s.unit.city for s in submissions if s.unit).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        raise CityUnclearError("、".join(city.name for city, _ in counted))
    return counted[0][0]
