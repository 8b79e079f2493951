"""The workbooks that are handed out: single forms, the county workbook, the ledgers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.cover import cover_sheet, limit_counties, marker_sheet
from xhg_excel.core.templates.form import form_sheet
from xhg_excel.core.templates.hint_texts import texts_at, texts_sheet, units_sheet
from xhg_excel.core.templates.id_choices import limit_ids
from xhg_excel.core.templates.printed_form import print_sheet
from xhg_excel.core.templates.register import ledger_sheet, register_sheet
from xhg_excel.notice import ANNEXES, PROBLEM_ANNEXES, SITE_ANNEXES, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words.workbook import CITY_LEVEL, COUNTY_LEVEL, COVER_TITLE

Answers = Mapping[str, Answer | None]


@dataclass(frozen=True)
class CountyContent:
    """What fills a county workbook: Annex 1, the rows of both registers, the cover beside its unit.

    `problems` are the unit's rows of the problem list, from which 问题编号 is then chosen.
    """

    annex1: Answers = field(default_factory=dict)
    sites: Mapping[str, Sequence[Answers]] = field(default_factory=dict)
    cover: Answers = field(default_factory=dict)
    problems: Sequence[Answers] = ()


def county_book(campaign: Campaign, unit: Unit | None, content: CountyContent, registry: Registry) -> BookLayout:
    """Return the workbook a county (or a city for itself) submits; unit None = blank cover."""
    cover = {**cover_answers(unit), **content.cover}
    rows = {annex.key: list(content.sites.get(annex.key, ())) for annex in SITE_ANNEXES}
    texts = {annex.key: texts_at(position, annex, campaign) for position, annex in enumerate(ANNEXES)}
    forms = [form_sheet(a, content.annex1, campaign, texts[a.key], alone=False) for a in UNIT_ANNEXES]
    registers = [register_sheet(a, rows[a.key], campaign, texts[a.key]) for a in SITE_ANNEXES]
    made = (*forms, *registers)
    lists = [limit_ids(registers[0].sheet, content.problems)] if PROBLEM_ANNEXES and content.problems else []
    city, county = (unit.city.code, unit.county.code if unit.county else "") if unit else ("", "")
    return BookLayout(
        (
            cover_sheet(campaign, cover, registry, [(part.sheet.name, part.counters) for part in made]),
            *(part.sheet for part in made),
            *(print_sheet(annex, rows[annex.key]) for annex in SITE_ANNEXES),
            *lists,
            texts_sheet([(a, part.letters) for a, part in zip(ANNEXES, made, strict=True)], campaign),
            units_sheet(registry),
            marker_sheet(campaign, "county", city, county),
        ),
        COVER_TITLE,
    )


def cover_answers(unit: Unit | None) -> dict[str, Answer | None]:
    """Return what the cover says of a unit; nothing for a blank cover."""
    if unit is None:
        return {}
    return {
        "unit_city": unit.city.name,
        "unit_county": unit.county.name if unit.county else None,
        "unit_level": COUNTY_LEVEL if unit.county else CITY_LEVEL,
    }


def form_book(campaign: Campaign, annex: Annex, answers: Answers, registry: Registry) -> BookLayout:
    """Return one annex alone in a workbook."""
    form = form_sheet(annex, answers, campaign, texts_at(0, annex, campaign), alone=True)
    limit_counties(form.sheet, form.unit_cells, registry)
    sheets = (
        form.sheet,
        texts_sheet([(annex, form.letters)], campaign),
        units_sheet(registry),
        marker_sheet(campaign, annex.key),
    )
    return BookLayout(sheets, annex.title)


def ledger_book(campaign: Campaign, ledger: Ledger, rows: Sequence[Answers]) -> BookLayout:
    """Return one ledger in a workbook."""
    return BookLayout((ledger_sheet(ledger, rows, campaign), marker_sheet(campaign, ledger.key)), ledger.title)
