"""The totals workbook: summary, annexes added up, site lists, findings, who reported, details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xhg_excel.core.consolidation.consolidate import Totals
from xhg_excel.core.consolidation.contributions import all_details, link_figures, trail_of
from xhg_excel.core.consolidation.detail_rows import Row
from xhg_excel.core.consolidation.totals_sheets import annex_sheets, finished_state
from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Form, Submission, Unit
from xhg_excel.core.planning.coverage import CityCoverage
from xhg_excel.core.results.summary import findings_sheet
from xhg_excel.core.sheets.layout import BookLayout, Content, SheetLayout
from xhg_excel.core.sheets.table import table_sheet
from xhg_excel.core.templates.cover import marker_sheet
from xhg_excel.core.totals.audit import Audit, audit, audit_sheet, field_sums, sums_sheet
from xhg_excel.core.totals.changes_sheet import changes_sheet
from xhg_excel.core.totals.coverage_sheet import coverage_sheet
from xhg_excel.core.totals.list_and_site import claims_of, claims_sheet
from xhg_excel.core.totals.overview import OverviewInputs, overview_sheets
from xhg_excel.core.totals.petitions import petitions_of, rewards_sheet
from xhg_excel.core.totals.reported import cities_sheet, city_statuses, reported_sheet, unit_statuses
from xhg_excel.notice import ANNEXES, PROBLEM_ANNEXES, SITE_ANNEXES, SMALL_TRADES, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.totals import totals as words
from xhg_excel.notice.words.totals.detail_rows import DETAILS
from xhg_excel.notice.words.workbook import MADE_AT_KEY, MARKER_KEYS, TOTALS_KIND

_SCALE = 65


@dataclass(frozen=True)
class Basis:
    """What a totals workbook is made against: the ledgers, settings and regions, and what the plan asks."""

    campaign: Campaign
    registry: Registry
    ledgers: Sequence[Submission] = ()
    covered: Sequence[CityCoverage] = ()


@dataclass
class TotalsBook:
    """A totals workbook ready to be placed, and the audit that says whether it is complete."""

    layout: BookLayout
    audit: Audit


def totals_book(totals: Totals, by: Basis) -> TotalsBook:
    """Return the whole workbook of a city's or the province's totals.

    What the audit finds (M04, M05) is added to the findings before they are laid out.
    """
    title = words.PROVINCE_TITLE if totals.region is None else words.CITY_TITLE.format(city=totals.region.name)
    details = all_details(totals)
    made = annex_sheets(totals)
    year = by.campaign.window_start.year
    sums = field_sums(totals, [row for _, row in details], list(made.values()), year)
    found = _found(totals, by, audit(totals, sums))
    totals.findings += found.audit.findings
    trail = trail_of(details)
    for annex in ANNEXES:
        link_figures(made[annex.key], trail, words.SITE_LISTS.get(annex.key, words.FORM_TOTALS[annex.key]))
    first, numbers = overview_sheets(title, totals, found, by.campaign)
    forms = [_site_pair(totals, annex, made[annex.key].sheet) for annex in SITE_ANNEXES]
    sheets = [
        first,
        *([claims_sheet(found.claims)] if found.claims else []),
        reported_sheet(found.standings, by.campaign),
        cities_sheet(city_statuses(found.standings, by.campaign)),
        *([coverage_sheet(by.covered, by.campaign)] if by.covered else []),
        *(made[annex.key].sheet for annex in UNIT_ANNEXES),
        *(sheet for pair in forms for sheet in pair),
        findings_sheet(totals.findings),
        *([rewards_sheet(found.petitions)] if found.petitions else []),
        *([changes_sheet(totals.replaced)] if totals.replaced else []),
        audit_sheet(totals),
        sums_sheet(sums),
        _details([row for _, row in details]),
        _sources(totals),
        numbers,
        _marker(totals, by.campaign),
    ]
    return TotalsBook(BookLayout(tuple(sheets), title), found.audit)


def _found(totals: Totals, by: Basis, audited: Audit) -> OverviewInputs:
    return OverviewInputs(
        unit_statuses(totals, [city.quota for city in by.covered], by.registry),
        claims_of(totals, by.ledgers, by.registry),
        petitions_of(totals, by.ledgers, by.registry),
        audited,
    )


def _marker(totals: Totals, campaign: Campaign) -> SheetLayout:
    """Return the marker, with the moment the newest file was read: by it a newer totals workbook is known."""
    sheet = marker_sheet(campaign, TOTALS_KIND, totals.region.code if totals.region else "")
    made_at = max((source.read_at for source, _ in totals.sources), default="")
    sheet.put_row(len(MARKER_KEYS), (MADE_AT_KEY, made_at), "plain")
    return sheet


def _site_pair(totals: Totals, annex: Annex, sheet: SheetLayout) -> tuple[SheetLayout, SheetLayout]:
    return sheet, _site_list(totals, annex)


def _site_list(totals: Totals, annex: Annex) -> SheetLayout:
    columns = annex_columns(annex)
    heads = (*words.SITE_HEADS, *(column.head for column in columns), *words.SITE_TAIL_HEADS)
    sites = totals.forms(annex)
    ids = site_ids(sites)
    rows: list[Sequence[Content]] = []
    for number, (site, key) in enumerate(zip(sites, ids, strict=True), start=1):
        unit, form, file = site
        place = next(iter(form.places.values()))
        before = (number, unit.city.name, unit.name, key)
        rows.append((*before, *(form.get(c.field.key) for c in columns), finished_state(form), file, place.row + 1))
    sheet = table_sheet(words.SITE_LISTS[annex.key], f"{annex.label} {annex.title}", heads, rows)
    # Too wide for one page: number, place and id repeat on each.
    sheet.page = replace(sheet.page, scale=_SCALE, repeat_columns=(0, len(words.SITE_HEADS) - 1))
    return sheet


def site_ids(sites: Sequence[tuple[Unit, Form, str]]) -> list[str]:
    """Return the id of every site: Annex 2's 问题编号, for Annex 3 city, kind and sequence.

    The source form of Annex 3 has no number, so one is made: `320600-Z001`.
    """
    counted: dict[tuple[str, str], int] = {}
    ids = []
    for unit, form, _ in sites:
        if form.annex in PROBLEM_ANNEXES:
            ids.append(str(form.get("problem_id") or ""))
            continue
        kind = words.KIND_LETTERS["small_trades" if form.get("site_type") in SMALL_TRADES else "suspended"]
        counted[unit.city.code, kind] = counted.get((unit.city.code, kind), 0) + 1
        ids.append(words.GENERATED_ID.format(city=unit.city.code, kind=kind, sequence=counted[unit.city.code, kind]))
    return ids


def _details(rows: Sequence[Row]) -> SheetLayout:
    shown = [[row[column.key] for column in DETAILS.columns] for row in rows]
    heads = [column.shown for column in DETAILS.columns]
    return table_sheet(DETAILS.title, DETAILS.title, heads, shown, DETAILS.note)


def _sources(totals: Totals) -> SheetLayout:
    rows: list[Sequence[Content]] = [
        (s.file, unit.full_name if unit else "", s.outcome, s.sha256, s.size, s.read_at, s.rows)
        for s, unit in totals.sources
    ]
    return table_sheet(words.SOURCES_SHEET, words.SOURCES_SHEET, words.SOURCE_HEADS, rows)
