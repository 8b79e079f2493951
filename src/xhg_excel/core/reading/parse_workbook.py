"""One workbook's grids → one submission: its unit, forms, ledgers and findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Form, LedgerRows, Source, Submission, Unit
from xhg_excel.core.reading.cell_account import account_of, account_unread
from xhg_excel.core.reading.count_places import PlaceCounts, parse_tally, tally
from xhg_excel.core.reading.detail_rows import OfUnit, parse_details
from xhg_excel.core.reading.ledger_checks import check_ledger, check_sheets
from xhg_excel.core.reading.parse_sheet import parse_cover, parse_forms, parse_loose_cover, parse_rows
from xhg_excel.core.reading.personal_data import seal
from xhg_excel.core.reading.recognise import Sheet, heads_found, recognise, tables
from xhg_excel.core.reading.units import resolve_unit
from xhg_excel.core.rules.form_checks import check_form
from xhg_excel.notice import PLACES, TEMPLATE_VERSION, UNIT_ANNEXES
from xhg_excel.notice.schema.form import FORMS_CLAUSE, Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words import workbook as words
from xhg_excel.notice.words.totals.detail_rows import DETAILS

# What checks the figures of a totals workbook: its parts, its city (None: the province), its sheets, the regions.
CheckTotals = Callable[[Sequence[Submission], Region | None, Sequence[Grid], Registry], list[Finding]]


def no_check(*_: object) -> list[Finding]:
    """Find nothing in a totals workbook: whoever parses none needs no check of its figures."""
    return []


def parse_book(
    grids: Sequence[Grid], source: Source, context: Context, check_totals: CheckTotals = no_check
) -> Submission:
    """Return what one workbook hands in, checked form by form.

    Nothing raises: whatever is wrong is a finding with file, sheet and cell. Most callers want
    `consolidation.parse_submission.parse_submission`, which checks the figures of a totals workbook too.

    Args:
        grids: every sheet of the workbook, in its order.
        source: the file; its account, row count and time of saving are set here.
        context: the campaign and the regions to read against.
        check_totals: finds figures of a totals workbook that are not what its detail rows make.

    """
    sheets = [(grid, recognise(grid)) for grid in grids]
    marker = next((_marker(grid) for grid, sheet in sheets if sheet.role == "marker"), {})
    submission = Submission(source, marker.get("kind", ""))
    if submission.kind in words.RESULT_KINDS:
        submission.findings.append(at_sheet("F38", "").in_file(source.file))
        source.account = account_unread(grids)
        return submission
    source.saved_at = marker.get(words.MADE_AT_KEY, "") or source.saved_at
    if submission.kind != words.TOTALS_KIND:
        _parse_sheets(submission, sheets, marker, context)
    else:
        _take_details(submission, sheets, context)
        region = context.registry.match_code(marker.get("city", ""))
        submission.findings += check_totals(submission.parts, region, grids, context.registry)
    source.account, unclaimed = account_of(sheets, submission)
    submission.findings += unclaimed
    if whole := _whole_file(submission, sheets):
        submission.findings = [whole]
        submission.forms.clear()
    seal(submission)
    submission.findings = [f if f.file else f.in_file(source.file) for f in submission.findings]
    source.rows = len(submission.forms) + sum(len(ledger.rows) for ledger in submission.ledgers)
    return submission


def _parse_sheets(
    submission: Submission, sheets: Sequence[tuple[Grid, Sheet]], marker: dict[str, str], context: Context
) -> None:
    cover = Parsed()
    for grid, sheet in sheets:
        match sheet.role:
            case "cover":
                cover = _next_cover(cover, submission, (grid, sheet), context)
            case "form" if sheet.annex:
                cover = _next_cover(cover, submission, (grid, sheet), context)
                for annex, parsed in parse_forms(grid, sheet, context.year):
                    _take_form(submission, annex, parsed, context)
            case "register" if sheet.annex:
                _take_register(submission, grid, sheet, sheet.annex, context)
            case "ledger" if sheet.ledger:
                _take_ledger(submission, grid, sheet, sheet.ledger, context)
            case "other":
                submission.findings.append(at_sheet("F17", grid.sheet, value=grid.sheet))
    submission.findings += check_sheets(submission, context.registry)
    submission.cover, submission.cover_places = cover.answers, cover.places
    if submission.forms:
        submission.unit, findings = resolve_unit(cover, marker, context.registry, submission.source)
        submission.findings += findings
    if marker.get("product") == words.PRODUCT and marker.get("template_version") != TEMPLATE_VERSION:
        found = marker.get("template_version", "")
        submission.findings.append(at_sheet("F10", "", value=found, detail=TEMPLATE_VERSION))


def _cover_of(grid: Grid, sheet: Sheet, context: Context) -> Parsed:
    exact = Parsed() if sheet.spotted else parse_cover(grid, context.year)
    return parse_loose_cover(grid, sheet, context.year) if exact.is_blank else exact


def _next_cover(cover: Parsed, submission: Submission, at: tuple[Grid, Sheet], context: Context) -> Parsed:
    """Keep the first cover that says something; its own faults count. Another unit beside it is a conflict."""
    grid, sheet = at
    settled = bool(cover.places) and not cover.is_blank
    found = parse_cover(grid, context.year) if settled and not sheet.spotted else _cover_of(grid, sheet, context)
    if not found.places or settled:
        for key in ("unit_city", "unit_county"):
            mine, its = (squeeze(str(side.answers.get(key) or "")) for side in (cover, found))
            if mine and its and mine != its:
                places = [found.places[key], cover.places[key]]
                submission.findings.append(at_cells("M06", places, FORMS_CLAUSE, value=its, detail=mine))
        return cover
    submission.findings += found.findings
    return found


def _take_form(submission: Submission, annex: Annex, parsed: Parsed, context: Context) -> None:
    """Take one form; a second one of a site annex in the same file is numbered, so that none hides another."""
    held = submission.forms_of(annex)
    if held and parsed.places and annex in UNIT_ANNEXES and not _makes_room(submission, held[0], parsed, context):
        return
    submission.findings += parsed.findings
    if not parsed.places or (parsed.is_blank and annex.number > 1):
        return
    number = max((form.row_number for form in submission.forms_of(annex)), default=-1) + 1
    form = Form(annex, parsed.answers, parsed.places, number, notes=parsed.notes, note_places=parsed.note_places)
    submission.forms.append(form)
    submission.findings += check_form(form, context.campaign)


def _makes_room(submission: Submission, held: Form, parsed: Parsed, context: Context) -> bool:
    """Tell whether a unit's form gives way to a second one, which it does when it is blank; else the second is named.

    Excel copies a sheet in one move, and a draft stays behind.
    """
    if held.is_blank and not parsed.is_blank:
        said = list(check_form(held, context.campaign))
        submission.findings = [finding for finding in submission.findings if finding not in said]
        submission.forms.remove(held)
        return True
    submission.findings += [finding for finding in parsed.findings if finding.code == "N03"]
    filled = [at for key, at in parsed.places.items() if key not in parsed.answers or parsed.answers[key] is not None]
    filled += parsed.note_places.values()
    if filled:
        same = (parsed.answers, parsed.notes) == (held.answers, held.notes)
        first = next(iter(held.places.values())).sheet
        clause = held.annex.clause_of(held.annex.fields[0].key)
        code = "N09" if same else "F39"
        submission.findings.append(at_cells(code, filled, clause, item=held.annex.label, detail=first))
    return False


def _take_register(submission: Submission, grid: Grid, sheet: Sheet, annex: Annex, context: Context) -> None:
    columns = next(table.columns for table in tables() if table.lists is annex)
    rows, findings = parse_rows(grid, sheet, columns, context.year)
    submission.findings += findings
    before = max((form.row_number for form in submission.forms_of(annex)), default=0)
    for number, parsed in enumerate(rows, start=before + 1):
        form = Form(annex, parsed.answers, parsed.places, number, notes=parsed.notes, note_places=parsed.note_places)
        submission.forms.append(form)
        submission.findings += [*parsed.findings, *check_form(form, context.campaign)]


def counted_book(sheet: str, counted: PlaceCounts, source: Source, context: Context) -> Submission:
    """Return what a ledger of places hands in that was counted while it was read."""
    submission = Submission(source)
    _take_tally(submission, sheet, counted, context)
    submission.findings = [finding.in_file(source.file) for finding in submission.findings]
    source.rows = sum(rows for rows, _ in counted.counts.values())
    return submission


def _take_tally(submission: Submission, sheet: str, counted: PlaceCounts, context: Context) -> None:
    rows, findings = parse_tally(counted, sheet, context.registry)
    submission.ledgers.append(rows)
    submission.findings += findings


def _take_ledger(submission: Submission, grid: Grid, sheet: Sheet, ledger: Ledger, context: Context) -> None:
    columns = next(table.columns for table in tables() if table.lists is ledger)
    if ledger is PLACES:
        first = sheet.head[0] + 1
        counted = tally(grid.rows[first:], heads_found(grid, sheet, columns), first)
        _take_tally(submission, grid.sheet, counted, context)
        return
    rows, findings = parse_rows(grid, sheet, columns, context.year)
    submission.ledgers.append(LedgerRows(ledger, tuple((row.answers, row.places) for row in rows)))
    submission.findings += [*findings, *(finding for row in rows for finding in row.findings)]
    submission.findings += check_ledger(ledger, rows, context.registry, context.campaign)


def _take_details(submission: Submission, sheets: Sequence[tuple[Grid, Sheet]], context: Context) -> None:
    """Read a totals workbook back: one part a unit, from its detail sheet."""
    for grid, sheet in sheets:
        if sheet.ledger is DETAILS:
            columns = next(table.columns for table in tables() if table.lists is DETAILS)
            rows, findings = parse_rows(grid, sheet, columns, context.year)
            submission.findings += [f for f in findings if f.code != "N03"]
            submission.detail_places = [place for row in rows for place in row.places.values()]
            for code, of_unit in parse_details([row.answers for row in rows], context.year).items():
                if (part := _part(submission, code, of_unit, context)) is not None:
                    submission.parts.append(part)


def _part(submission: Submission, code: str, of_unit: OfUnit, context: Context) -> Submission | None:
    """Return what a totals workbook holds of one unit; None, with a finding, for a code that is none."""
    region = context.registry.match_code(code)
    if region is None:
        submission.findings.append(at_sheet("F06", DETAILS.title, value=code))
        return None
    city = context.registry.city_of(region)
    unit = Unit(city, None if region is city else region)
    part = Submission(submission.source, words.TOTALS_KIND, unit, of_unit.cover, of_unit.cover_places)
    part.forms = of_unit.forms
    for form in part.forms:
        part.findings += [f.in_file(form.file) for f in (*check_form(form, context.campaign), *_unread(form))]
    return part


def _unread(form: Form) -> list[Finding]:
    """Name the answers that the lower level could not read: no total has them."""
    return [
        at_cells("M08", [form.places[f.key]], form.annex.clause_of(f.key), item=item_ref(form.annex, f))
        for f in form.annex.fields
        if f.key in form.places and f.key not in form.answers
    ]


def _whole_file(submission: Submission, sheets: Sequence[tuple[Grid, Sheet]]) -> Finding | None:
    """Return the one finding that makes all others pointless: nothing filled, nothing known."""
    told = {"F23", "F06"} if submission.kind == words.TOTALS_KIND else {"F23"}
    if submission.parts or any(finding.code in told for finding in submission.findings):
        return None
    roles = {sheet.role for _, sheet in sheets}
    if roles <= {"empty", "other", "cover", "marker", "lists"}:
        return at_sheet("F03" if roles <= {"empty", "marker", "lists"} else "F05", "")
    blank = all(form.is_blank for form in submission.forms)
    filled = any(ledger.rows for ledger in submission.ledgers)
    return at_sheet("F03", "") if blank and not filled else None


def _marker(grid: Grid) -> dict[str, str]:
    found = {key: grid.text(row, 1) for row, key in enumerate(words.MARKER_KEYS)}
    below = len(words.MARKER_KEYS)
    if grid.text(below, 0) == words.MADE_AT_KEY:  # Its white space is part of it.
        found[words.MADE_AT_KEY] = str(grid.at(below, 1) or "")
    return found
