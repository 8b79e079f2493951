"""The workbooks to be filled in: single forms, county workbooks, ledgers, the quota workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.cover import cover_sheet, limit_counties, marker_sheet
from xhg_excel.core.templates.form import form_sheet
from xhg_excel.core.templates.hint_texts import hint_ranges, texts_sheet, units_sheet
from xhg_excel.core.templates.printed_form import print_sheet
from xhg_excel.core.templates.quota_template import quota_template
from xhg_excel.core.templates.register import ledger_sheet, limit_ids, problems_of, register_sheet
from xhg_excel.notice import ANNEXES, LEDGERS, PROBLEM_ANNEXES, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.planning.quota import QUOTA_FILE
from xhg_excel.notice.words.workbook import (
    CITY_LEVEL,
    COUNTY_FILE,
    COUNTY_FILE_NAMED,
    COUNTY_LEVEL,
    COVER_TITLE,
    FORM_FILES,
    LEDGER_FILE,
)

Answers = Mapping[str, Answer | None]


@dataclass(frozen=True)
class CountyContent:
    """The entries of a county workbook.

    Args:
        annex1: the answers of 附件1.
        sites: the rows of the registers, by annex key.
        cover: the answers of the cover other than the unit.
        problems: the unit's rows of the problem list; if there are any, 问题编号 is chosen from a list.

    """

    annex1: Answers = field(default_factory=dict)
    sites: Mapping[str, Sequence[Answers]] = field(default_factory=dict)
    cover: Answers = field(default_factory=dict)
    problems: Sequence[Answers] = ()


def county_book(campaign: Campaign, unit: Unit | None, content: CountyContent, registry: Registry) -> BookLayout:
    """Return the workbook that a county, or a city for itself, submits; None leaves the unit on the cover blank."""
    cover = {**cover_answers(unit), **content.cover}
    rows = {annex.key: list(content.sites.get(annex.key, ())) for annex in SITE_ANNEXES}
    texts = {annex.key: hint_ranges(position, annex, campaign) for position, annex in enumerate(ANNEXES)}
    forms = [form_sheet(a, content.annex1, campaign, texts[a.key], alone=False) for a in UNIT_ANNEXES]
    listed = [show(row.get("problem_id")) for row in content.problems if row.get("problem_id") is not None]
    registers = [register_sheet(a, rows[a.key], campaign, texts[a.key], listed) for a in SITE_ANNEXES]
    checked = (*forms, *registers)
    lists = [limit_ids(registers[0].sheet, content.problems)] if PROBLEM_ANNEXES and content.problems else []
    city, county = (unit.city.code, unit.county.code if unit.county else "") if unit else ("", "")
    return BookLayout(
        (
            cover_sheet(campaign, cover, registry, {part.sheet.name: part.counters for part in checked}),
            *(part.sheet for part in checked),
            *(print_sheet(annex, rows[annex.key]) for annex in SITE_ANNEXES),
            *lists,
            texts_sheet({a: part.letters for a, part in zip(ANNEXES, checked, strict=True)}, campaign),
            units_sheet(registry),
            marker_sheet(campaign, "county", city, county),
        ),
        COVER_TITLE,
    )


def cover_answers(unit: Unit | None) -> dict[str, Answer | None]:
    """Return the answers of the cover for a unit; {} for a blank cover."""
    if unit is None:
        return {}
    return {
        "unit_city": unit.city.name,
        "unit_county": unit.county.name if unit.county else None,
        "unit_level": COUNTY_LEVEL if unit.county else CITY_LEVEL,
    }


def form_book(campaign: Campaign, annex: Annex, answers: Answers, registry: Registry) -> BookLayout:
    """Return one annex alone in a workbook."""
    form = form_sheet(annex, answers, campaign, hint_ranges(0, annex, campaign), alone=True)
    limit_counties(form.sheet, form.unit_cells, registry)
    sheets = (
        form.sheet,
        texts_sheet({annex: form.letters}, campaign),
        units_sheet(registry),
        marker_sheet(campaign, annex.key),
    )
    return BookLayout(sheets, annex.title)


def ledger_book(campaign: Campaign, ledger: Ledger, rows: Sequence[Answers]) -> BookLayout:
    """Return one ledger in a workbook."""
    return BookLayout((ledger_sheet(ledger, rows, campaign), marker_sheet(campaign, ledger.key)), ledger.title)


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
