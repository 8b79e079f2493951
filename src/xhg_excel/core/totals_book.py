"""The totals workbook: summary, annexes added up, site lists, findings, who reported, details.

Room: core.
"""

from __future__ import annotations

from collections.abc import Sequence

from xhg_excel.core.columns import annex_columns
from xhg_excel.core.consolidate import Totals
from xhg_excel.core.cover_sheet import basis, marker_sheet
from xhg_excel.core.details import detail_rows
from xhg_excel.core.finding import count_by_severity
from xhg_excel.core.layout import BookLayout, Content, Link, SheetLayout
from xhg_excel.core.records import Form, Unit
from xhg_excel.core.regions import Registry
from xhg_excel.core.summary import findings_sheet
from xhg_excel.core.table_sheet import table_sheet
from xhg_excel.core.total_sheets import annex1_sheet, finished_state, sites_sheet
from xhg_excel.spec.annex3 import SMALL_TRADES
from xhg_excel.spec.annexes import ANNEX1, ANNEX2, ANNEX3, SITE_ANNEXES
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.details import DETAILS
from xhg_excel.spec.form import Annex
from xhg_excel.spec.messages import Severity
from xhg_excel.spec.totals import (
    CITY_TITLE,
    FINDINGS_SHEET,
    FORM_TOTALS,
    GENERATED_ID,
    KIND_LETTERS,
    NO_MARK,
    NONE,
    NOT_MERGED,
    NOT_REPORTED,
    PROVINCE_TITLE,
    REPORTED,
    REPORTED_HEADS,
    REPORTED_SHEET,
    SITE_HEADS,
    SITE_LISTS,
    SITE_TAIL_HEADS,
    SOURCE_HEADS,
    SOURCES_SHEET,
    SUMMARY_HEADS,
    SUMMARY_LINES,
    SUMMARY_SHEET,
    UNFINISHED,
    YES_MARK,
)
from xhg_excel.spec.workbook import TOTALS_KIND


def totals_book(totals: Totals, campaign: Campaign, registry: Registry) -> BookLayout:
    """Return the whole workbook of a city's or the province's totals."""
    title = PROVINCE_TITLE if totals.region is None else CITY_TITLE.format(city=totals.region.name)
    city = totals.region.code if totals.region else ""
    sheets = [
        _summary(totals, title, campaign),
        annex1_sheet(totals),
        *(sheet for annex in SITE_ANNEXES for sheet in (sites_sheet(totals, annex), _site_list(totals, annex))),
        findings_sheet(totals.findings),
        _reported(totals, registry),
        _details(totals),
        _sources(totals),
        marker_sheet(campaign, TOTALS_KIND, city),
    ]
    return BookLayout(tuple(sheets), title)


def summary_figures(totals: Totals, campaign: Campaign) -> dict[str, tuple[Content, dict[str, object]]]:
    """Return the key figures by name, each with the facts its explanation quotes."""
    counted = count_by_severity(totals.findings)
    states = {a.key: [finished_state(form) for _, form, _ in totals.forms(a)] for a in SITE_ANNEXES}
    missing = "、".join(totals.missing_names) or NONE
    required = totals.counties_due(campaign)
    unmerged = [source for source, _ in totals.sources if source.outcome == NOT_MERGED]
    return {
        "reported": (len(totals.counties), {"required": required, "expected": len(totals.expected)}),
        "missing": (len(totals.missing), {"names": missing}),
        "annex1": (len(totals.forms(ANNEX1)), {"own": len(totals.forms(ANNEX1, totals.own))}),
        **{key: (len(found), {"open": found.count(UNFINISHED)}) for key, found in states.items()},
        "must": (counted[Severity.MUST], {}),
        "explain": (counted[Severity.EXPLAIN], {}),
        "result": (counted[Severity.RESULT], {}),
        "unmerged": (len(unmerged), {}),
    }


def _summary(totals: Totals, title: str, campaign: Campaign) -> SheetLayout:
    goals = {
        "missing": REPORTED_SHEET,
        "must": FINDINGS_SHEET,
        "explain": FINDINGS_SHEET,
        "result": FINDINGS_SHEET,
        "reported": REPORTED_SHEET,
        "unmerged": SOURCES_SHEET,
        **FORM_TOTALS,
    }
    rows: list[Sequence[Content]] = []
    for key, (value, facts) in summary_figures(totals, campaign).items():
        name, explained = SUMMARY_LINES[key]
        rows.append((Link(f"'{goals[key]}'!A1", name), value, explained.format(**facts)))
    sheet = table_sheet(SUMMARY_SHEET, title, SUMMARY_HEADS, rows, basis(campaign))
    sheet.widths, sheet.filter_block = (22.0, 12.0, 70.0), None
    return sheet


def _site_list(totals: Totals, annex: Annex) -> SheetLayout:
    columns = annex_columns(annex)
    heads = (*SITE_HEADS, *(column.head for column in columns), *SITE_TAIL_HEADS)
    sites = totals.forms(annex)
    ids = site_ids(sites)
    rows: list[Sequence[Content]] = []
    for number, (site, key) in enumerate(zip(sites, ids, strict=True), start=1):
        unit, form, file = site
        place = next(iter(form.places.values()))
        before = (number, unit.city.name, unit.name, key)
        rows.append((*before, *(form.get(c.field.key) for c in columns), finished_state(form), file, place.row + 1))
    return table_sheet(SITE_LISTS[annex.key], f"{annex.label} {annex.title}", heads, rows)


def site_ids(sites: Sequence[tuple[Unit, Form, str]]) -> list[str]:
    """Return the id of every site: Annex 2's 问题编号, for Annex 3 city, kind and sequence.

    The source form of Annex 3 has no number, so one is made: `320600-Z001`.
    """
    counted: dict[tuple[str, str], int] = {}
    ids = []
    for unit, form, _ in sites:
        if form.annex is ANNEX2:
            ids.append(str(form.get("problem_id") or ""))
            continue
        kind = KIND_LETTERS["small_trades" if form.get("site_type") in SMALL_TRADES else "suspended"]
        counted[unit.city.code, kind] = counted.get((unit.city.code, kind), 0) + 1
        ids.append(GENERATED_ID.format(city=unit.city.code, kind=kind, sequence=counted[unit.city.code, kind]))
    return ids


def _reported(totals: Totals, registry: Registry) -> SheetLayout:
    rows: list[Sequence[Content]] = []
    for unit in [*totals.own, *_expected_units(totals, registry)]:
        parts = totals.by_unit.get(unit, [])
        files = [part.source.file for part in parts]
        counted = count_by_severity(f for part in parts for f in part.findings)
        sites = {a.key: len(totals.forms(a, [unit])) if parts else 0 for a in (ANNEX1, ANNEX2, ANNEX3)}
        rows.append(
            (
                unit.city.name,
                unit.name,
                unit.code,
                REPORTED if parts else NOT_REPORTED,
                YES_MARK if sites["annex1"] else NO_MARK,
                sites["annex2"],
                sites["annex3"],
                counted[Severity.MUST],
                counted[Severity.EXPLAIN],
                "、".join(dict.fromkeys(files)),
            )
        )
    return table_sheet(REPORTED_SHEET, REPORTED_SHEET, REPORTED_HEADS, rows)


def _expected_units(totals: Totals, registry: Registry) -> list[Unit]:
    return [Unit(registry.city_of(region), region) for region in totals.expected]


def _details(totals: Totals) -> SheetLayout:
    rows: list[Sequence[Content]] = []
    for unit in totals.units:
        for part in totals.by_unit[unit]:
            for row in detail_rows(unit, part.forms, part.source.file):
                rows.append([row[column.key] for column in DETAILS.columns])
    heads = [column.shown for column in DETAILS.columns]
    return table_sheet(DETAILS.title, DETAILS.title, heads, rows, DETAILS.note)


def _sources(totals: Totals) -> SheetLayout:
    rows: list[Sequence[Content]] = [
        (s.file, unit.full_name if unit else "", s.outcome, s.sha256, s.size, s.read_at, s.rows)
        for s, unit in totals.sources
    ]
    return table_sheet(SOURCES_SHEET, SOURCES_SHEET, SOURCE_HEADS, rows)
