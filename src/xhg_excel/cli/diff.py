"""`xhg diff`: two versions of a submission or ledger, cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import path_type, settings_option
from xhg_excel.cli.table import print_table

if TYPE_CHECKING:
    from xhg_excel.core.consolidation.compare import Comparison
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.submission import Submission


@click.command("diff")
@click.argument("old", metavar="旧表", type=path_type)
@click.argument("new", metavar="新表", type=path_type)
@click.option("--xlsx", "table", type=path_type, help="另把差别写成 Excel 表。")
@settings_option
def command(old: Path, new: Path, table: Path | None, settings: Path | None) -> int:
    """比较同一张表的两份：改了哪些格，哪些问题改好了，哪些是新的。

    一家企业按问题编号（附件3按名称和地址）对应，行的次序变了不算更改。退出码：0 相同，1 有差别，2 不能运行。

    例：xhg diff 如东0818.xlsx 如东0820.xlsx
    """
    from xhg_excel.core.consolidation.compare import compare
    from xhg_excel.core.reading.across_files import redact_and_crosscheck
    from xhg_excel.core.reading.personal_data import redact
    from xhg_excel.core.totals.changes_sheet import changes_book
    from xhg_excel.errors.files import NothingToCompareError
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice.words.totals import versions as words

    context = read_context(settings)
    before, after = _read(old, context), _read(new, context)
    if not _kinds(before) & _kinds(after):
        raise NothingToCompareError(new.name, words.NOT_THE_SAME_FORM.format(old=old.name))
    redact([before, after])
    for side in (before, after):
        redact_and_crosscheck([side], [side], context)
    found = compare(before, after)
    if table:
        write_book(changes_book(before, after, found), table)
    if found.is_same:
        click.echo(words.SAME_CONTENT.format(old=before.source.file, new=after.source.file))
        return 0
    _print_changes(before, after, found)
    counts = {
        "changed": found.count(words.CHANGED),
        "added": found.count(words.ADDED),
        "removed": found.count(words.REMOVED),
        "closed": len(found.closed),
        "opened": len(found.opened),
    }
    click.echo(words.DIFFERENT.format(old=before.source.file, new=after.source.file, **counts))
    return 1


def _read(path: Path, context: Context) -> Submission:
    """Return what a file holds.

    Raises:
        NothingToReadError: there is no such file.
        NothingToCompareError: it holds no form and no ledger.
    """
    from xhg_excel.errors.files import NothingToCompareError, NothingToReadError
    from xhg_excel.files.places import readable
    from xhg_excel.files.read.folder import read_submissions

    if not path.is_file():
        raise NothingToReadError(path, exists=path.exists())
    (submission,) = read_submissions([(path, readable(path.name))], context)
    if not (submission.forms or submission.ledgers):
        raise NothingToCompareError(path.name, next((f.what for f in submission.findings), ""))
    return submission


def _kinds(side: Submission) -> set[str]:
    """Return the keys of the forms and ledgers a file holds."""
    return {form.annex.key for form in side.forms} | {sheet.ledger.key for sheet in side.ledgers}


def _print_changes(before: Submission, after: Submission, found: Comparison) -> None:
    """Print the changes as the workbook lists them, without its first column."""
    from xhg_excel.core.totals.changes_sheet import change_rows
    from xhg_excel.notice.words.totals.versions import CHANGE_HEADS

    heads = {key: head for key, head in CHANGE_HEADS.items() if key != "unit"}
    rows = [[row[key] for key in heads] for row in change_rows(before, after, found)]
    print_table(list(heads.values()), rows, [2 if key in ("item", "old", "new") else None for key in heads])
