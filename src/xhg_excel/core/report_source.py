"""A totals workbook read back → the totals a report is made from.

Room: core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xhg_excel.core.consolidate import Totals, consolidate
from xhg_excel.core.joined import lists_of
from xhg_excel.core.merge import add_joined, city_of
from xhg_excel.core.privacy import hide
from xhg_excel.core.records import Submission
from xhg_excel.core.submission import Reading
from xhg_excel.errors import CityUnclearError, NotTotalsError


def totals_from(
    book: Submission, ledgers: Sequence[Submission], against: Reading, province: bool | None = None
) -> Totals:
    """Return the totals of what a totals workbook holds of each unit; None takes the level it has.

    Clause: 五(三); a report states what 数据明细 gives, never a figure someone typed over.

    Raises:
        NotTotalsError: the workbook holds no details.
        CityUnclearError: a city's report is asked of several cities' totals.

    """
    if not book.parts:
        raise NotTotalsError(book.source.file)
    hide([book, *ledgers])
    cities = {part.unit.city.name for part in book.parts if part.unit}
    if province is None:
        province = len(cities) > 1
    if not province and len(cities) > 1:
        raise CityUnclearError("、".join(sorted(cities)))
    region = None if province else city_of(book.parts)
    totals = consolidate([replace(part, parts=[]) for part in book.parts], region, against.registry)
    totals.findings += [finding for finding in book.findings if finding.code == "M09"]
    add_joined(totals, lists_of(ledgers, against.registry), against)
    return totals
