"""Every blank workbook that is handed out, by file name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xhg_excel.core.model.context import Context
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Answers, Unit
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.id_choices import problems_of
from xhg_excel.core.templates.quota_template import quota_template
from xhg_excel.core.templates.workbooks import CountyContent, county_book, form_book, ledger_book
from xhg_excel.notice import ANNEXES, LEDGERS
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning.quota import QUOTA_FILE
from xhg_excel.notice.words.workbook import COUNTY_FILE, COUNTY_FILE_NAMED, FORM_FILES, LEDGER_FILE


def blank_books(campaign: Campaign, registry: Registry) -> Iterator[tuple[str, BookLayout]]:
    """Yield file name and layout of every blank workbook."""
    for annex in ANNEXES:
        yield FORM_FILES[annex.key], form_book(campaign, annex, {}, registry)
    yield COUNTY_FILE, county_book(campaign, None, CountyContent(), registry)
    yield QUOTA_FILE, quota_template(campaign, registry, {})
    for ledger in LEDGERS:
        yield LEDGER_FILE.format(title=ledger.title), ledger_book(campaign, ledger, ())


def city_books(context: Context, city: Region, problems: Sequence[Answers]) -> Iterator[tuple[str, BookLayout]]:
    """Yield one county workbook for every county of a city and one for the city itself."""
    campaign, registry = context.campaign, context.registry
    for unit in (*(Unit(city, county) for county in registry.counties_of(city)), Unit(city)):
        content = CountyContent(problems=problems_of(unit, problems, registry))
        yield COUNTY_FILE_NAMED.format(unit=unit.full_name), county_book(campaign, unit, content, registry)
