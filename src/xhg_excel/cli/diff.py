"""`xhg diff`: two versions of a submission or ledger, cell by cell."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.console import reading
from xhg_excel.cli.table import print_table
from xhg_excel.core.consolidation.compare import compare
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.reading.across_files import with_joined
from xhg_excel.core.reading.personal_data import hide
from xhg_excel.core.totals.changes_sheet import change_rows, changes_book
from xhg_excel.errors.files import NothingToCompareError, NothingToReadError
from xhg_excel.files.read.folder import read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice.words.totals import versions as words


def command(old: Path, new: Path, table: Path | None, settings: Path | None) -> int:
    """Compare two files; return 1 when they differ."""
    context = reading(settings)
    before, after = _read(old, context), _read(new, context)
    if not _kinds(before) & _kinds(after):
        raise NothingToCompareError(new.name, words.NOT_THE_SAME_FORM.format(old=old.name))
    hide([before, after])
    for side in (before, after):
        with_joined([side], [side], context)
    found = compare(before, after)
    if table:
        write_book(changes_book(before, after, found), table)
    if found.is_same:
        click.echo(words.SAME_CONTENT.format(old=old.name, new=new.name))
        return 0
    rows = [tuple(str(cell) for cell in row) for row in change_rows(before, after, found)]
    print_table(
        words.CHANGE_HEADS[1:],
        [row[1:] for row in rows],
        [2 if n in (1, 2, 3) else None for n in range(len(words.CHANGE_HEADS) - 1)],
    )
    counts = {
        "changed": found.count(words.CHANGED),
        "added": found.count(words.ADDED),
        "removed": found.count(words.REMOVED),
    }
    counts |= {"closed": len(found.closed), "opened": len(found.opened)}
    click.echo(words.DIFFERENT.format(old=old.name, new=new.name, **counts))
    return 1


def _kinds(side: Submission) -> set[str]:
    """Return the keys of the forms and ledgers a file holds."""
    return {form.annex.key for form in side.forms} | {sheet.ledger.key for sheet in side.ledgers}


def _read(path: Path, context: Context) -> Submission:
    if not path.is_file():
        raise NothingToReadError(path, exists=path.exists())
    (submission,) = read_submissions([(path, path.name)], context)
    if not (submission.forms or submission.ledgers):
        raise NothingToCompareError(path.name, next((f.what for f in submission.findings), ""))
    return submission
