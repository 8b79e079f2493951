"""Parse all sheets of one workbook into one submission: its unit, forms, ledgers and findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from xhg_excel.core.answers.cell_notes import report_notes, without_own_notes
from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.field_names import item_ref
from xhg_excel.core.model.finding import Finding, at_cells, at_sheet
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.model.personal_numbers import hide_personal
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Form, LedgerRows, Source, Submission, Unit
from xhg_excel.core.reading.cell_account import account_cells, account_ignored
from xhg_excel.core.reading.confirmation import leave_out_blank_unit_forms, parse_record, raise_unconfirmed
from xhg_excel.core.reading.count_places import PlaceCounts, count_places, screening_rows, seen_rows
from xhg_excel.core.reading.detail_rows import UnitPart, detail_columns, parse_details
from xhg_excel.core.reading.ledger_checks import check_ledger, check_sheets
from xhg_excel.core.reading.parse_sheet import (
    has_printed_heads,
    parse_cover,
    parse_forms,
    parse_loose_cover,
    parse_rows,
)
from xhg_excel.core.reading.personal_data import redact, remove_personal_columns
from xhg_excel.core.reading.petitioners import hide_petitioners
from xhg_excel.core.reading.recognise import RecognisedSheet, heads_found
from xhg_excel.core.reading.unit_texts import said_on
from xhg_excel.core.reading.units import Evidence, on_cover, resolve_unit
from xhg_excel.core.reading.unseen_characters import without_unseen_characters
from xhg_excel.core.retyped.sheet_notes import void_sheet
from xhg_excel.core.retyped.unusable_answers import is_of_two
from xhg_excel.core.rules.form_checks import check_form
from xhg_excel.notice import PLACES, PROBLEMS, SITE_NAME, TEMPLATE_VERSION, UNIT_ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words import workbook as words
from xhg_excel.notice.words.confirmation import CONFIRM_SHEET
from xhg_excel.notice.words.totals.detail_rows import DETAILS

# Checks the figures of a totals workbook: its parts, its city (None: the province), its sheets, the regions.
CheckTotals = Callable[[Sequence[Submission], Region | None, Sequence[Grid], Registry], list[Finding]]

# Sheets that people fill in; of others nothing is read.
_WITH_ANSWERS = ("form", "register", "ledger")
_FILLED_IN = ("cover", *_WITH_ANSWERS)


def no_check(*_: object) -> list[Finding]:
    """Return no finding: for callers that parse no totals workbook."""
    return []


def parse_book(
    grids: Sequence[Grid], source: Source, context: Context, check_totals: CheckTotals = no_check
) -> Submission:
    """Return the submission of one workbook, checked form by form.

    Nothing raises: whatever is wrong is a finding with file, sheet and cell. Most callers want
    `consolidation.parse_submission.parse_submission`, which checks the figures of a totals workbook too.

    Args:
        grids: every sheet of the workbook, in its order.
        source: the file; its account, row count and time of saving are set here.
        context: the campaign and the regions to check with.
        check_totals: returns findings for figures of a totals workbook that differ from its detail rows.
    """
    seen = [without_unseen_characters(grid) for grid in grids]
    hidden = hide_petitioners([without_own_notes(grid) for grid, _ in seen])
    sheets, grids = hidden.sheets, [one.grid for one in hidden.sheets]
    marker = next((_parse_marker(one.grid) for one in sheets if one.sheet.role == "marker"), {})
    submission = Submission(source, marker.get("kind", ""), confirms=marker.get(words.CONFIRMS_KEY, ""))
    if submission.kind == words.CONFIRM_KIND:
        submission.confirmations = parse_record(grids)
    if submission.kind in words.RESULT_KINDS:
        if not submission.confirmations:
            submission.findings.append(at_sheet("F38", "").in_file(source.file))
        source.account = account_ignored(grids)
        return submission
    source.saved_at = marker.get(words.MADE_AT_KEY, "") or source.saved_at
    parser = _WorkbookParser(submission, context)
    if submission.kind == words.TOTALS_KIND:
        parser.parse_totals(sheets)
        region = context.registry.match_code(marker.get("city", ""))
        submission.findings += check_totals(submission.parts, region, grids, context.registry)
    else:
        parser.parse_sheets(sheets, marker)
    submission.findings += hidden.findings
    source.account, unread = account_cells([_as_read(one, parser.unread) for one in sheets], submission)
    submission.findings += unread
    submission.findings += [
        _of_shown(note, one.grid)
        for one, (_, note) in zip(sheets, seen, strict=True)
        if note and one.sheet.role in _FILLED_IN
    ]
    submission.findings += [found for one in sheets if one.sheet.role in _FILLED_IN for found in report_notes(one.grid)]
    if finding := _nothing_to_read(submission, sheets):
        submission.findings = [finding, *hidden.findings]
        submission.forms.clear()
    if submission.confirms:
        leave_out_blank_unit_forms(submission)
    raise_unconfirmed(submission)
    remove_personal_columns(submission, hidden.values)
    submission.findings = [(f if f.file else f.in_file(source.file)).hiding(hide_personal) for f in submission.findings]
    redact([submission])  # its own; those of other files are known once all are read
    source.rows = len(submission.forms) + sum(len(ledger.rows) for ledger in submission.ledgers)
    return submission


def _of_shown(note: Finding, grid: Grid) -> Finding:
    """Return a finding over cells of a sheet that quotes the first one as it is shown."""
    first = note.places[0]
    value = str(grid.at(first.row, first.col) or "")
    return replace(note, sheet=grid.sheet, facts={**note.facts, "value": value})


def _as_read(one: RecognisedSheet, unread: Collection[str]) -> RecognisedSheet:
    """Return a sheet as it was read: a hidden or void one as none of ours."""
    if one.grid.sheet not in unread:
        return one
    return RecognisedSheet(one.grid, replace(one.sheet, role="other"))


def _own_numbers(grid: Grid) -> list[str]:
    """Return the 问题编号 on 本县问题清单; none on any other sheet."""
    head = squeeze(next(column.shown for column in PROBLEMS.columns if column.key == "problem_id"))
    filled = list(grid.filled()) if grid.sheet == words.OWN_PROBLEMS_SHEET else []
    heads = [(row, col) for row, col, value in filled if squeeze(value) == head]
    return [squeeze(value) for row, col, value in filled for top, left in heads[:1] if col == left and row > top]


def _parse_marker(grid: Grid) -> dict[str, str]:
    found = {key: grid.text(row, 1) for row, key in enumerate(words.MARKER_KEYS)}
    below = len(words.MARKER_KEYS)
    if grid.text(below, 0) == words.CONFIRMS_KEY:
        found[words.CONFIRMS_KEY] = grid.text(below, 1)
    if grid.text(below, 0) == words.MADE_AT_KEY:  # `Grid.text` would take the blank out of a time
        found[words.MADE_AT_KEY] = str(grid.at(below, 1) or "")
    return found


def _nothing_to_read(submission: Submission, sheets: Sequence[RecognisedSheet]) -> Finding | None:
    """Return the finding for a workbook in which nothing is filled or nothing is ours; it replaces all others."""
    is_totals = submission.kind == words.TOTALS_KIND
    own_finding = {"F23", "F53"} | ({"F06"} if is_totals else {"F43", "E12", "L07", "L11"})
    if submission.parts or any(finding.code in own_finding for finding in submission.findings):
        return None
    roles = {one.sheet.role for one in sheets}
    if roles <= {"empty", "other", "cover", "marker", "lists"}:
        return at_sheet("F03" if roles <= {"empty", "marker", "lists"} else "F05", "")
    blank = all(form.is_blank for form in submission.forms)
    filled = any(sheet.rows or sheet.ledger.may_be_empty for sheet in submission.ledgers)
    return at_sheet("F03", "") if blank and not filled else None


def _void_sheet(one: RecognisedSheet) -> Finding | None:
    """Return the finding (F53) for a sheet whose name or title says that it is not handed in."""
    sheet = one.sheet
    if sheet.role not in _WITH_ANSWERS:
        return None
    is_form = sheet.role == "form"
    word = void_sheet(one.grid, 0 if is_form else sheet.head[0], lists_sites=sheet.ledger is None)
    if not word:
        return None
    first = sheet.spotted[0] if sheet.spotted else None
    at = (first.hits[0].row, first.item_col) if first else sheet.head
    annex = first.annex if first else sheet.annex
    item = annex.label if annex else sheet.ledger.title if sheet.ledger else ""
    return at_cells("F53", [one.grid.place(*at)], item=item, value=word)


class _WorkbookParser:
    """Adds what the sheets of one workbook contain to its submission."""

    def __init__(self, submission: Submission, context: Context) -> None:
        self._submission = submission
        self._context = context
        self._year = context.year
        self._cover = Parsed()
        self.unread: set[str] = set()  # sheets that are not read because they are hidden or void
        self._evidence: list[list[Evidence]] = []

    def parse_sheets(self, sheets: Sequence[RecognisedSheet], marker: dict[str, str]) -> None:
        """Parse a workbook that a county or city fills in, or one of ledgers."""
        submission = self._submission
        submission.own_numbers = tuple(number for one in sheets for number in _own_numbers(one.grid))
        for one in sheets:
            if one.grid.is_hidden and one.sheet.role in _WITH_ANSWERS:
                self._name_hidden(one)
            else:
                self._parse_sheet(one)
        submission.findings += check_sheets(submission, self._context.registry)
        submission.cover, submission.cover_places = self._cover.answers, self._cover.places
        if submission.forms:
            registry = self._context.registry
            on_sheets = [one for sheet in self._evidence for one in sheet]
            submission.unit, findings = resolve_unit(self._cover, marker, registry, submission.source, on_sheets)
            read = {place for one in on_sheets if one.is_told for place in one.places}
            submission.findings = [f for f in submission.findings if f.code != "N03" or read.isdisjoint(f.places)]
            submission.findings += findings
        if marker.get("product") == words.PRODUCT and marker.get("template_version") != TEMPLATE_VERSION:
            found = marker.get("template_version", "")
            submission.findings.append(at_sheet("F10", "", value=found, detail=TEMPLATE_VERSION))

    def _name_hidden(self, one: RecognisedSheet) -> None:
        """Report a hidden sheet that is filled in (F43): it is not read, and never beats one that is seen."""
        self.unread.add(one.grid.sheet)
        apart = _WorkbookParser(Submission(self._submission.source), self._context)
        apart._parse_sheet(one)
        found = apart._submission
        is_filled = any(not form.is_blank for form in found.forms) or any(ledger.rows for ledger in found.ledgers)
        if is_filled or any(finding.code == "F53" for finding in found.findings):
            self._submission.findings.append(at_sheet("F43", one.grid.sheet, value=one.grid.sheet))

    def _parse_sheet(self, one: RecognisedSheet) -> None:
        sheet = one.sheet
        if void := _void_sheet(one):
            self.unread.add(one.grid.sheet)
            self._submission.findings.append(void)
            return
        match sheet.role:
            case "cover":
                self._add_cover(one)
            case "form" if sheet.annex:
                self._add_cover(one)
                for found in parse_forms(one.grid, sheet, self._year):
                    self._add_form(found.annex, found.parsed, is_template=not sheet.spotted)
            case "register" if sheet.annex:
                self._add_register(one, sheet.annex)
            case "ledger" if sheet.ledger:
                self._add_ledger(one, sheet.ledger)
            case "other" if not (self._submission.confirms and one.grid.sheet == CONFIRM_SHEET):
                self._submission.findings.append(at_sheet("F17", one.grid.sheet, value=one.grid.sheet))

    def _add_cover(self, one: RecognisedSheet) -> None:
        """Use the first cover that is filled, with its own findings; what others say of the unit is compared."""
        cover = self._cover
        settled = bool(cover.places) and not cover.is_blank
        # A second cover that is our template is only compared, not searched for other words.
        found = parse_cover(one.grid, self._year) if settled and not one.sheet.spotted else self._parse_cover(one)
        if found.places and not settled:
            self._submission.findings += found.findings
            self._cover = found
        else:
            self._evidence.append(on_cover(found, self._context.registry))
        self._evidence.append(said_on(one, self._context.registry, found.places.values()))

    def _parse_cover(self, one: RecognisedSheet) -> Parsed:
        exact = Parsed() if one.sheet.spotted else parse_cover(one.grid, self._year)
        # Beside a form of our template a blank entry is blank: the words further right are ours, not the unit.
        is_ours = one.sheet.role == "form" and bool(exact.places)
        return exact if is_ours or not exact.is_blank else parse_loose_cover(one.grid, one.sheet, self._year)

    def _add_form(self, annex: Annex, parsed: Parsed, *, is_template: bool) -> None:
        """Add one form and its findings; several of a site annex in one file are numbered."""
        submission = self._submission
        forms = submission.forms_of(annex)
        if forms and parsed.places and annex in UNIT_ANNEXES and not self._replaces(forms[0], parsed):
            return
        submission.findings += parsed.findings
        if not parsed.places or (parsed.is_blank and annex.number > 1):
            return
        number = max((form.row_number for form in submission.forms_of(annex)), default=-1) + 1
        self._add_checked(_form_of(annex, parsed, number, is_template=is_template))

    def _replaces(self, first: Form, parsed: Parsed) -> bool:
        """Return whether a second form of a unit replaces the first, which is then removed; only a blank one is.

        Otherwise the second is a finding: N09 with the same answers, F39 with others. Excel copies a sheet with
        one drag, and drafts stay in the workbook.
        """
        submission = self._submission
        if first.is_blank and not parsed.is_blank:
            of_first = list(check_form(first, self._context.campaign))
            submission.findings = [finding for finding in submission.findings if finding not in of_first]
            submission.forms.remove(first)
            return True
        submission.findings += [finding for finding in parsed.findings if finding.code == "N03"]
        filled = [
            place
            for key, place in parsed.places.items()
            if key not in parsed.answers or parsed.answers[key] is not None
        ]
        filled += parsed.note_places.values()
        if filled:
            code = "N09" if (parsed.answers, parsed.notes) == (first.answers, first.notes) else "F39"
            facts = {"item": first.annex.label, "detail": next(iter(first.places.values())).sheet}
            clause = first.annex.clause_of(first.annex.fields[0].key)
            submission.findings.append(at_cells(code, filled, clause, **facts))
        return False

    def _add_register(self, one: RecognisedSheet, annex: Annex) -> None:
        self._evidence.append(said_on(one, self._context.registry, ()))
        last = max((form.row_number for form in self._submission.forms_of(annex)), default=0)
        is_template = has_printed_heads(one.grid, one.sheet)
        for number, parsed in enumerate(self._parse_rows(one), start=last + 1):
            if not is_template and is_of_two(SITE_NAME, name := parsed.answers.get(SITE_NAME.key)):
                del parsed.answers[SITE_NAME.key]
                facts = {"item": item_ref(annex, SITE_NAME), "value": str(name)}
                parsed.findings.append(at_cells("E21", [parsed.places[SITE_NAME.key]], **facts))
            self._submission.findings += parsed.findings
            self._add_checked(_form_of(annex, parsed, number, is_template=is_template))

    def _parse_rows(self, one: RecognisedSheet) -> list[Parsed]:
        rows, findings = parse_rows(one.grid, one.sheet, one.sheet.columns, self._year)
        self._submission.findings += findings
        return rows

    def _add_checked(self, form: Form) -> None:
        self._submission.forms.append(form)
        self._submission.findings += check_form(form, self._context.campaign)

    def _add_ledger(self, one: RecognisedSheet, ledger: Ledger) -> None:
        submission = self._submission
        if ledger is PLACES:
            first = one.sheet.head[0] + 1
            found = heads_found(one.grid, one.sheet, one.sheet.columns)
            seen, unseen = seen_rows(one.grid, first, found)
            submission.findings += unseen
            self.add_counts(one.grid.sheet, count_places(seen, found, first))
            return
        rows = self._parse_rows(one)
        submission.ledgers.append(LedgerRows(ledger, tuple((row.answers, row.places) for row in rows)))
        submission.findings += [finding for row in rows for finding in row.findings]
        submission.findings += check_ledger(ledger, rows, self._context.registry, self._context.campaign)

    def add_counts(self, sheet: str, counts: PlaceCounts) -> None:
        """Add 排查底数 as counted from a ledger with one row a place."""
        rows, findings = screening_rows(counts, sheet, self._context.registry)
        self._submission.ledgers.append(rows)
        self._submission.findings += findings

    def parse_totals(self, sheets: Sequence[RecognisedSheet]) -> None:
        """Parse the detail sheet of a totals workbook: one part of the submission for each unit."""
        submission = self._submission
        for one in sheets:
            if one.sheet.ledger is DETAILS:
                rows, findings = parse_rows(one.grid, one.sheet, detail_columns(one.grid, one.sheet), self._year)
                # Cells beside the rows are ours: the account counts them.
                submission.findings += [finding for finding in findings if finding.code != "N03"]
                submission.detail_places = [place for row in rows for place in row.places.values()]
                for code, part in parse_details([row.answers for row in rows], self._year).items():
                    self._add_part(code, part)

    def _add_part(self, code: str, found: UnitPart) -> None:
        region = self._context.registry.match_code(code)
        if region is None:
            self._submission.findings.append(at_sheet("F06", DETAILS.title, value=code))
            return
        city = self._context.registry.city_of(region)
        unit = Unit(city, None if region is city else region)
        part = Submission(self._submission.source, words.TOTALS_KIND, unit, found.cover, found.cover_places)
        part.forms = found.forms
        for form in part.forms:
            findings = (*check_form(form, self._context.campaign), *_unread_below(form))
            part.findings += [finding.in_file(form.file) for finding in findings]
        self._submission.parts.append(part)


def _form_of(annex: Annex, parsed: Parsed, number: int, *, is_template: bool) -> Form:
    form = Form(annex, parsed.answers, parsed.places, number, notes=parsed.notes, note_places=parsed.note_places)
    return form if is_template else replace(form, is_confirmed=False)


def _unread_below(form: Form) -> list[Finding]:
    """Return a finding (M08) for each answer that the lower level could not read: no total contains it."""
    return [
        at_cells("M08", [form.places[f.key]], form.annex.clause_of(f.key), item=item_ref(form.annex, f))
        for f in form.annex.fields
        if f.key in form.places and f.key not in form.answers
    ]


def submission_of_counts(sheet: str, counts: PlaceCounts, source: Source, context: Context) -> Submission:
    """Return the submission of a ledger with one row a place, whose rows were counted while the file was read."""
    submission = Submission(source)
    _WorkbookParser(submission, context).add_counts(sheet, counts)
    submission.findings = [finding.in_file(source.file).hiding(hide_personal) for finding in submission.findings]
    source.rows = sum(count.rows for count in counts.kinds.values())
    return submission
