"""One workbook's grids → one submission: its unit, forms, ledgers and findings.

Room: core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xhg_excel.core.checks import check_form
from xhg_excel.core.details import parse_details
from xhg_excel.core.finding import Finding, at_sheet
from xhg_excel.core.grid import Grid
from xhg_excel.core.ledger_checks import check_ledger
from xhg_excel.core.parse import Parsed, parse_cover, parse_form, parse_rows
from xhg_excel.core.recognise import Sheet, recognise, tables
from xhg_excel.core.records import Form, LedgerRows, Source, Submission, Unit
from xhg_excel.core.regions import Registry
from xhg_excel.core.units import resolve_unit
from xhg_excel.spec.campaign import TEMPLATE_VERSION, Campaign
from xhg_excel.spec.details import DETAILS
from xhg_excel.spec.draw import DRAW_KIND
from xhg_excel.spec.form import Annex
from xhg_excel.spec.ledgers import Ledger
from xhg_excel.spec.workbook import MARKER_KEYS, PRODUCT, TOTALS_KIND


@dataclass(frozen=True)
class Reading:
    """What every file is read against."""

    campaign: Campaign
    registry: Registry

    @property
    def year(self) -> int:
        """The year of the inspection, for dates written without one."""
        return self.campaign.window_start.year


def parse_book(grids: Sequence[Grid], source: Source, against: Reading) -> Submission:
    """Return what one workbook hands in, checked form by form.

    Nothing raises: whatever is wrong is a finding with file, sheet and cell.
    """
    sheets = [(grid, recognise(grid)) for grid in grids]
    marker = next((_marker(grid) for grid, sheet in sheets if sheet.role == "marker"), {})
    submission = Submission(source, marker.get("kind", ""))
    if submission.kind == DRAW_KIND:
        submission.findings.append(at_sheet("F30", "").in_file(source.file))
        return submission
    if submission.kind != TOTALS_KIND:
        _parse_sheets(submission, sheets, marker, against)
    else:
        _take_details(submission, sheets, against)
    if whole := _whole_file(submission, sheets):
        submission.findings = [whole]
        submission.forms.clear()
    submission.findings = [f if f.file else f.in_file(source.file) for f in submission.findings]
    source.rows = len(submission.forms) + sum(len(ledger.rows) for ledger in submission.ledgers)
    return submission


def _parse_sheets(
    submission: Submission, sheets: Sequence[tuple[Grid, Sheet]], marker: dict[str, str], against: Reading
) -> None:
    cover = Parsed()
    for grid, sheet in sheets:
        match sheet.role:
            case "cover":
                cover = _merge_cover(cover, parse_cover(grid, against.year), submission)
            case "form" if sheet.annex:
                cover = _merge_cover(cover, parse_cover(grid, against.year), submission)
                _take_form(submission, grid, sheet, sheet.annex, against)
            case "register" if sheet.annex:
                _take_register(submission, grid, sheet, sheet.annex, against)
            case "ledger" if sheet.ledger:
                _take_ledger(submission, grid, sheet, sheet.ledger, against)
            case "other":
                submission.findings.append(at_sheet("F17", grid.sheet, value=grid.sheet))
    if submission.forms:
        submission.cover = cover.answers
        submission.unit, findings = resolve_unit(cover, marker, against.registry)
        submission.findings += findings
    if marker.get("product") == PRODUCT and marker.get("template_version") != TEMPLATE_VERSION:
        found = marker.get("template_version", "")
        submission.findings.append(at_sheet("F10", "", value=found, detail=TEMPLATE_VERSION))


def _merge_cover(cover: Parsed, found: Parsed, submission: Submission) -> Parsed:
    """Keep the first cover that says something; its own faults count."""
    if not found.places or (cover.places and not cover.is_blank):
        return cover
    submission.findings += found.findings
    return found


def _take_form(submission: Submission, grid: Grid, sheet: Sheet, annex: Annex, against: Reading) -> None:
    parsed = parse_form(grid, sheet, annex, against.year)
    form = Form(annex, parsed.answers, parsed.places, notes=parsed.notes, note_places=parsed.note_places)
    blank_site = parsed.is_blank and annex.number > 1
    submission.findings += parsed.findings
    if not blank_site:
        submission.forms.append(form)
        submission.findings += check_form(form, against.campaign)


def _take_register(submission: Submission, grid: Grid, sheet: Sheet, annex: Annex, against: Reading) -> None:
    columns = next(table.columns for table in tables() if table.lists is annex)
    rows, findings = parse_rows(grid, sheet, columns, against.year)
    submission.findings += findings
    for number, parsed in enumerate(rows, start=1):
        form = Form(annex, parsed.answers, parsed.places, number, notes=parsed.notes, note_places=parsed.note_places)
        submission.forms.append(form)
        submission.findings += [*parsed.findings, *check_form(form, against.campaign)]


def _take_ledger(submission: Submission, grid: Grid, sheet: Sheet, ledger: Ledger, against: Reading) -> None:
    columns = next(table.columns for table in tables() if table.lists is ledger)
    rows, findings = parse_rows(grid, sheet, columns, against.year)
    submission.ledgers.append(LedgerRows(ledger, tuple((row.answers, row.places) for row in rows)))
    submission.findings += [*findings, *(finding for row in rows for finding in row.findings)]
    submission.findings += check_ledger(ledger, rows, against.registry, against.campaign)


def _take_details(submission: Submission, sheets: Sequence[tuple[Grid, Sheet]], against: Reading) -> None:
    """Read a totals workbook back: one part a unit, from its detail sheet."""
    for grid, sheet in sheets:
        if sheet.ledger is DETAILS:
            columns = next(table.columns for table in tables() if table.lists is DETAILS)
            rows, findings = parse_rows(grid, sheet, columns, against.year)
            submission.findings += [f for f in findings if f.code != "N03"]
            forms = parse_details([row.answers for row in rows], against.year)
            for code, of_unit in forms.items():
                submission.parts.append(_part(submission, code, of_unit, against))


def _part(submission: Submission, code: str, forms: list[Form], against: Reading) -> Submission:
    region = against.registry.region(code)
    city = against.registry.city_of(region)
    part = Submission(submission.source, TOTALS_KIND, Unit(city, None if region is city else region), forms=forms)
    for form in forms:
        part.findings += [f.in_file(form.file) for f in check_form(form, against.campaign)]
    return part


def _whole_file(submission: Submission, sheets: Sequence[tuple[Grid, Sheet]]) -> Finding | None:
    """Return the one finding that makes all others pointless: nothing filled, nothing known."""
    if submission.parts:
        return None
    roles = {sheet.role for _, sheet in sheets}
    if roles <= {"empty", "other", "cover", "marker", "lists"}:
        return at_sheet("F03" if roles <= {"empty", "marker", "lists"} else "F05", "")
    blank = all(answer is None for form in submission.forms for answer in form.answers.values())
    unread = any(f.code.startswith("E0") and f.code != "E01" for f in submission.findings)
    filled = any(ledger.rows for ledger in submission.ledgers)
    return at_sheet("F03", "") if blank and not filled and not unread else None


def _marker(grid: Grid) -> dict[str, str]:
    return {key: grid.text(row, 1) for row, key in enumerate(MARKER_KEYS)}
