"""`xhg confirm`: records that somebody has checked how the forms of a file were read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import path_type, settings_option

if TYPE_CHECKING:
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.submission import Confirmation


@click.command("confirm")
@click.argument("paths", metavar="文件…", nargs=-1, required=True, type=path_type)
@click.option("--by", required=True, metavar="姓名", help="谁核对的。")
@settings_option
def command(paths: tuple[Path, ...], by: str, settings: Path | None) -> None:
    """确认按印刷文字读取的表读得对：核对过原表以后，由核对的人记下。

    不是下发模板的表（手工重打、改过表样的），读到的值先算“待确认”；确认以后，校验、汇总和报告不再这样列。
    记在文件旁边的“确认记录.xlsx”里，请和文件放在一起；文件改动过，要重新确认。

    例：xhg confirm "报送/如东县 附件2.xls" --by 张三
    """
    from xhg_excel.cli.inputs import read_inputs
    from xhg_excel.core.model.submission import Confirmation
    from xhg_excel.core.reading.confirmation import apply_confirmations
    from xhg_excel.errors.files import NothingToConfirmError
    from xhg_excel.files.read.file_dates import now_with_zone
    from xhg_excel.files.read.folder import find_files, read_context
    from xhg_excel.files.read.zip_folder import zip_of
    from xhg_excel.notice.words import confirmation as words

    context = read_context(settings)
    files = find_files(paths)
    submissions = read_inputs(files.books, context)
    apply_confirmations(submissions)
    by_folder: dict[Path, list[Confirmation]] = {}
    lines = []
    for submission, (path, _) in zip(submissions, files.books, strict=True):
        if submission.unconfirmed:
            source = submission.source
            folder = (zip_of(path) or path).parent
            by_folder.setdefault(folder, []).append(Confirmation(source.file, source.sha256, by, now_with_zone()))
            facts = {"file": source.file, "count": submission.unconfirmed, "record": folder / words.RECORD_FILE}
            lines.append(words.CONFIRMED.format(by=by, **facts))
    if not lines:
        raise NothingToConfirmError(paths[0])
    for folder, added in by_folder.items():
        _add_to_record(folder / words.RECORD_FILE, added, context)
    for line in lines:
        click.echo(line)


def _add_to_record(record: Path, added: Sequence[Confirmation], context: Context) -> None:
    """Write a record with some more confirmations.

    Raises:
        NotARecordError: the file is there, and is something else.
    """
    from xhg_excel.core.reading.confirmation import record_book
    from xhg_excel.errors.files import NotARecordError
    from xhg_excel.files.read.folder import read_submissions
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice.words.workbook import CONFIRM_KIND

    kept: list[Confirmation] = []
    if record.exists():
        (former,) = read_submissions([(record, record.name)], context)
        if former.kind != CONFIRM_KIND:
            raise NotARecordError(record)
        kept = [entry for entry in former.confirmations if entry.sha256 not in {new.sha256 for new in added}]
    write_book(record_book([*kept, *added], context.campaign), record)
