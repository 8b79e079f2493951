"""The workbook of a merge: overview, comparisons, totals and sites of each annex, findings, audit, detail rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xhg_excel.core.consolidation.consolidate import FiledForm, Totals
from xhg_excel.core.consolidation.contributions import all_details, link_figures, trail_of
from xhg_excel.core.consolidation.detail_rows import Row
from xhg_excel.core.consolidation.totals_sheets import annex_sheets, finished_state
from xhg_excel.core.model.field_names import annex_columns
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.planning.coverage import CityCoverage
from xhg_excel.core.results.summary import findings_sheet
from xhg_excel.core.sheets.layout import BookLayout, SheetLayout
from xhg_excel.core.sheets.table import Column, Table
from xhg_excel.core.templates.cover import marker_sheet
from xhg_excel.core.totals.audit import Audit, audit, audit_sheet, field_sums, sums_sheet
from xhg_excel.core.totals.changes_sheet import changes_sheet
from xhg_excel.core.totals.coverage_sheet import COVERAGE_TABLE, demands
from xhg_excel.core.totals.list_and_site import CLAIMS_TABLE, claims_of
from xhg_excel.core.totals.overview import OverviewInputs, overview_sheets
from xhg_excel.core.totals.petitions import PETITIONS_TABLE, petitions_of
from xhg_excel.core.totals.reported import cities_sheet, city_statuses, reported_sheet, unit_statuses
from xhg_excel.core.totals.unconfirmed import Unconfirmed, unconfirmed_of
from xhg_excel.notice import ANNEXES, PROBLEM_ANNEXES, SITE_ANNEXES, SMALL_TRADES, UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.words.totals import totals as words
from xhg_excel.notice.words.totals.detail_rows import DETAILS, STATE
from xhg_excel.notice.words.workbook import MADE_AT_KEY, MARKER_KEYS, TOTALS_KIND

# Percent: a site list is too wide to be printed on one page.
_SCALE = 65


@dataclass(frozen=True)
class Basis:
    """What a totals workbook compares the totals with: settings, regions, ledgers, and the coverage of each city."""

    campaign: Campaign
    registry: Registry
    ledgers: Sequence[Submission] = ()
    covered: Sequence[CityCoverage] = ()


@dataclass
class TotalsBook:
    """A totals workbook and its audit."""

    layout: BookLayout
    audit: Audit
    unconfirmed: Unconfirmed


def totals_book(totals: Totals, basis: Basis) -> TotalsBook:
    """Return the workbook of a city's or the province's totals.

    The findings of the audit (M04, M05) are added to `totals.findings` before these are laid out.
    """
    campaign = basis.campaign
    title = words.PROVINCE_TITLE if totals.region is None else words.CITY_TITLE.format(city=totals.region.name)
    details = all_details(totals)
    rows = [row for _, row in details]
    made = annex_sheets(totals)
    sums = field_sums(totals, rows, list(made.values()), campaign.window_start.year)
    found = OverviewInputs(
        unit_statuses(totals, [city.quota for city in basis.covered], basis.registry),
        claims_of(totals, basis.ledgers, basis.registry),
        petitions_of(totals, basis.ledgers, basis.registry),
        audit(totals, sums),
    )
    totals.findings += found.audit.findings
    trail = trail_of(details)
    for annex in ANNEXES:
        link_figures(made[annex.key], trail, words.SITE_LISTS.get(annex.key, words.FORM_TOTALS[annex.key]))
    overview, chart_numbers = overview_sheets(title, totals, found, campaign)
    sheets = [
        overview,
        *([CLAIMS_TABLE.sheet(found.claims)] if found.claims else []),
        reported_sheet(found.statuses, campaign),
        cities_sheet(city_statuses(found.statuses, campaign)),
        *([COVERAGE_TABLE.sheet(list(demands(basis.covered, campaign)))] if basis.covered else []),
        *(made[annex.key].sheet for annex in UNIT_ANNEXES),
        *(sheet for annex in SITE_ANNEXES for sheet in (made[annex.key].sheet, _site_list(totals, annex))),
        findings_sheet(totals.findings),
        *([PETITIONS_TABLE.sheet(found.petitions)] if found.petitions else []),
        *([changes_sheet(totals.replaced)] if totals.replaced else []),
        audit_sheet(totals),
        sums_sheet(sums),
        details_table(rows).sheet(rows),
        _sources(totals),
        chart_numbers,
        _marker(totals, campaign),
    ]
    unconfirmed = unconfirmed_of(totals, list(made.values()))
    return TotalsBook(BookLayout(tuple(sheets), title), found.audit, unconfirmed)


def _marker(totals: Totals, campaign: Campaign) -> SheetLayout:
    """Return the marker sheet with the time the newest file was read: it tells which totals workbook is newer."""
    sheet = marker_sheet(campaign, TOTALS_KIND, totals.region.code if totals.region else "")
    made_at = max((source.read_at for source, _ in totals.sources), default="")
    sheet.put_row(len(MARKER_KEYS), (MADE_AT_KEY, made_at), "plain")
    return sheet


def _site_list(totals: Totals, annex: Annex) -> SheetLayout:
    """Return the sites of an annex with their answers, one row each."""
    sites = totals.forms(annex)
    fields = {column.field.key: column.head for column in annex_columns(annex)}
    rows = [
        {
            "number": number,
            "city": site.unit.city.name,
            "county": site.unit.name,
            "id": identifier,
            **{key: site.form.get(key) for key in fields},
            "state": finished_state(site.form),
            "file": site.file,
            "row": next(iter(site.form.places.values())).row + 1,
        }
        for number, (site, identifier) in enumerate(zip(sites, site_ids(sites), strict=True), start=1)
    ]
    heads = words.SITE_HEADS | fields | words.SITE_TAIL_HEADS
    table = Table[Row](words.SITE_LISTS[annex.key], heads, title=f"{annex.label} {annex.title}")
    sheet = table.sheet(rows)
    # Too wide for one page: number, place and id repeat on each.
    sheet.page = replace(sheet.page, scale=_SCALE, repeat_columns=(0, len(words.SITE_HEADS) - 1))
    return sheet


def site_ids(sites: Sequence[FiledForm]) -> list[str]:
    """Return the id of every site: Annex 2's 问题编号, for Annex 3 city, kind and sequence.

    The source form of Annex 3 has no number, so one is made: `320600-Z001`.
    """
    counted: Counter[tuple[str, str]] = Counter()
    ids = []
    for site in sites:
        if site.form.annex in PROBLEM_ANNEXES:
            ids.append(str(site.form.get("problem_id") or ""))
            continue
        city = site.unit.city.code
        kind = words.KIND_LETTERS["small_trades" if site.form.get("site_type") in SMALL_TRADES else "suspended"]
        counted[city, kind] += 1
        ids.append(words.GENERATED_ID.format(city=city, kind=kind, sequence=counted[city, kind]))
    return ids


def details_table(rows: Sequence[Row]) -> Table[Row]:
    """Return the table of the detail rows: with a further column where some of them are 待确认."""
    is_marked = any(row.get(STATE.key) for row in rows)
    heads = {column.key: column.shown for column in (*DETAILS.columns, *((STATE,) if is_marked else ()))}
    columns = [Column[Row](STATE.key, lambda row: row.get(STATE.key), "explain")] if is_marked else []
    return Table(DETAILS.title, heads, columns, note=DETAILS.note)


def _sources(totals: Totals) -> SheetLayout:
    unit = {id(source): unit.full_name if unit else "" for source, unit in totals.sources}
    column = Column[Source]("unit", lambda source: unit[id(source)])
    return Table(words.SOURCES_SHEET, words.SOURCE_HEADS, [column]).sheet([source for source, _ in totals.sources])
