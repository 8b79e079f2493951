"""Forms that are not our template are confirmed before they count as final: by a record, or by the template sent back.

A record is a workbook of ours (`xhg confirm` writes it); the template filled with what was read of a file carries
that file's SHA-256 in its marker. Both are read like any other workbook of a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Grid, squeeze
from xhg_excel.core.model.submission import Confirmation, Submission
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.sheets.table import Table
from xhg_excel.core.templates.cover import marker_sheet
from xhg_excel.notice import UNIT_ANNEXES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words import confirmation as words
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.workbook import CONFIRM_KIND

# What says how a form that is not our template was read: by which words, of which unit.
_HOW_READ = ("N01", "N04", "N05", "N06", "N07")

RECORD_TABLE = Table[Confirmation](
    words.RECORD_SHEET, words.RECORD_HEADS, title=words.RECORD_TITLE, note=words.RECORD_NOTE
)


def raise_unconfirmed(submission: Submission) -> None:
    """Raise to 核实, in place, what says how a form was read that nobody has confirmed."""
    if submission.unconfirmed:
        sheets = {place.sheet for form in submission.forms if not form.is_confirmed for place in form.places.values()}
        submission.findings = [_raised(finding, sheets) for finding in submission.findings]


def _raised(finding: Finding, sheets: set[str]) -> Finding:
    is_weighty = finding.code in _HOW_READ and (not finding.sheet or finding.sheet in sheets)
    return replace(finding, raised=Severity.EXPLAIN) if is_weighty else finding


def sent_back(submissions: Sequence[Submission]) -> dict[str, Submission]:
    """Return, by the SHA-256 of a file, the template filled with what was read of it that was checked and sent back."""
    checked = {submission.confirms: submission for submission in submissions if submission.confirms}
    return {
        submission.source.sha256: checked[submission.source.sha256]
        for submission in submissions
        if submission.source.sha256 in checked and _may_replace(checked[submission.source.sha256], submission)
    }


def _may_replace(checked: Submission, submission: Submission) -> bool:
    """Return whether a template may stand for a file: one read by its printed words, of the same unit or none sure."""
    codes = {finding.code for finding in submission.findings}
    is_own = submission.unit in (None, checked.unit) or "N07" in codes
    return checked.unit is not None and is_own and bool(codes & {"N04", "N06"})


def apply_confirmations(submissions: Sequence[Submission]) -> None:
    """Take as confirmed, in place, the forms of every file that a record or a template sent back confirms."""
    confirmed = {entry.sha256 for submission in submissions for entry in submission.confirmations}
    confirmed |= sent_back(submissions).keys()
    for submission in submissions:
        if submission.source.sha256 in confirmed and submission.unconfirmed:
            submission.forms = [replace(form, is_confirmed=True) for form in submission.forms]
            submission.findings = [replace(finding, raised=None) for finding in submission.findings]
            del submission.unconfirmed  # computed again


def leave_out_blank_unit_forms(submission: Submission) -> None:
    """Remove, in place, the blank form of a unit from a template that was filled with forms of sites only."""
    blank = [form for form in submission.forms if form.annex in UNIT_ANNEXES and form.is_blank]
    sheets = {place.sheet for form in blank for place in form.places.values()}
    submission.forms = [form for form in submission.forms if form not in blank]
    submission.findings = [finding for finding in submission.findings if finding.sheet not in sheets]


def parse_record(grids: Iterable[Grid]) -> tuple[Confirmation, ...]:
    """Return the confirmations in the sheets of a record; () when its table is not there."""
    heads = [squeeze(head) for head in words.RECORD_HEADS.values()]
    found: list[Confirmation] = []
    for grid in grids:
        rows = range(len(grid.rows))
        top = next((row for row in rows if [grid.text(row, col) for col in range(len(heads))] == heads), len(grid.rows))
        for row in rows[top + 1 :]:
            file, sha256, by, at = (str(grid.at(row, col) or "") for col in range(len(heads)))
            found.append(Confirmation(file, sha256, by, at))
    return tuple(entry for entry in found if entry.sha256 and entry.by)


def record_book(confirmations: Sequence[Confirmation], campaign: Campaign) -> BookLayout:
    """Return the workbook that records who confirmed which file."""
    sheets = (RECORD_TABLE.sheet(confirmations), marker_sheet(campaign, CONFIRM_KIND))
    return BookLayout(sheets, words.RECORD_SHEET)
