"""`xhg diff`: two versions of a submission or ledger, cell by cell.

Room: cli.
"""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.console import reading
from xhg_excel.cli.table import print_table
from xhg_excel.core.changes_sheet import change_rows, changes_book
from xhg_excel.core.compare import compare
from xhg_excel.core.joined import with_joined
from xhg_excel.core.privacy import hide
from xhg_excel.core.records import Submission
from xhg_excel.core.submission import Reading
from xhg_excel.errors import NothingToCompareError, NothingToReadError
from xhg_excel.files.folder import read_submissions
from xhg_excel.files.write import write_book
from xhg_excel.spec.versions import ADDED, CHANGE_HEADS, CHANGED, DIFFERENT, NOT_THE_SAME_FORM, REMOVED, SAME_CONTENT


def command(old: Path, new: Path, table: Path | None, settings: Path | None) -> int:
    """Compare two files; return 1 when they differ."""
    against = reading(settings)
    before, after = _read(old, against), _read(new, against)
    if not _kinds(before) & _kinds(after):
        raise NothingToCompareError(new.name, NOT_THE_SAME_FORM.format(old=old.name))
    hide([before, after])
    for side in (before, after):
        with_joined([side], [side], against)
    found = compare(before, after)
    if table:
        write_book(changes_book(before, after, found), table)
    if found.is_same:
        click.echo(SAME_CONTENT.format(old=old.name, new=new.name))
        return 0
    rows = [tuple(str(cell) for cell in row) for row in change_rows(before, after, found)]
    print_table(
        CHANGE_HEADS[1:],
        [row[1:] for row in rows],
        [2 if n in (1, 2, 3) else None for n in range(len(CHANGE_HEADS) - 1)],
    )
    counts = {"changed": found.count(CHANGED), "added": found.count(ADDED), "removed": found.count(REMOVED)}
    counts |= {"closed": len(found.closed), "opened": len(found.opened)}
    click.echo(DIFFERENT.format(old=old.name, new=new.name, **counts))
    return 1


def _kinds(side: Submission) -> set[str]:
    """Return the keys of the forms and ledgers a file holds."""
    return {form.annex.key for form in side.forms} | {sheet.ledger.key for sheet in side.ledgers}


def _read(path: Path, against: Reading) -> Submission:
    if not path.is_file():
        raise NothingToReadError(path, exists=path.exists())
    (submission,) = read_submissions([(path, path.name)], against)
    if not (submission.forms or submission.ledgers):
        raise NothingToCompareError(path.name, next((f.what for f in submission.findings), ""))
    return submission
