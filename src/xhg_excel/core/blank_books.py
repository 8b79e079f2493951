"""Every blank workbook that is handed out, by file name.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xhg_excel.core.books import CountyContent, county_book, form_book, ledger_book
from xhg_excel.core.layout import BookLayout
from xhg_excel.core.problem_sheet import problems_of
from xhg_excel.core.quota_template import quota_template
from xhg_excel.core.records import Answers, Unit
from xhg_excel.core.regions import Registry
from xhg_excel.core.submission import Reading
from xhg_excel.spec.annexes import ANNEXES
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.ledgers import LEDGERS
from xhg_excel.spec.quota import QUOTA_FILE
from xhg_excel.spec.regions import Region
from xhg_excel.spec.workbook import COUNTY_FILE, COUNTY_FILE_NAMED, FORM_FILES, LEDGER_FILE


def blank_books(campaign: Campaign, registry: Registry) -> Iterator[tuple[str, BookLayout]]:
    """Yield file name and layout of every blank workbook."""
    for annex in ANNEXES:
        yield FORM_FILES[annex.key], form_book(campaign, annex, {}, registry)
    yield COUNTY_FILE, county_book(campaign, None, CountyContent(), registry)
    yield QUOTA_FILE, quota_template(campaign, registry, {})
    for ledger in LEDGERS:
        yield LEDGER_FILE.format(title=ledger.title), ledger_book(campaign, ledger, ())


def city_books(against: Reading, city: Region, problems: Sequence[Answers]) -> Iterator[tuple[str, BookLayout]]:
    """Yield one county workbook for every county of a city and one for the city itself."""
    campaign, registry = against.campaign, against.registry
    for unit in (*(Unit(city, county) for county in registry.counties_of(city)), Unit(city)):
        content = CountyContent(problems=problems_of(unit, problems, registry))
        yield COUNTY_FILE_NAMED.format(unit=unit.full_name), county_book(campaign, unit, content, registry)
