"""`xhg validate`: every finding of every file, as tables, as JSON, and as marked copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import path_type, resolved, settings_option

if TYPE_CHECKING:
    from xhg_excel.cli.outputs import Outputs
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.finding import Finding
    from xhg_excel.core.model.submission import Submission

_FEW_FILES = 3


@click.command("validate")
@click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True, type=path_type)
@click.option("--json", "json_file", type=path_type, help="另把结果写成 JSON 文件。")
@click.option("--notes", "with_notes", is_flag=True, help="表中也列出“提示”（默认只计数）。")
@click.option("--ledgers", type=path_type, help="台账文件夹：另与问题清单、信访举报清单核对。")
@click.option("--mark", "marked", type=path_type, help="把有问题的文件原样标注后写到这个文件夹（退回单）。")
@click.option(
    "--confirm",
    "checked",
    type=path_type,
    help="不是下发模板的表：把按读到的内容填好的模板写到这个文件夹，请报送单位核对。",
)
@click.option("--xlsx", "table", type=path_type, help="另把各文件的情况写成 Excel 表。")
@settings_option
def command(
    paths: tuple[Path, ...],
    json_file: Path | None,
    with_notes: bool,
    ledgers: Path | None,
    marked: Path | None,
    checked: Path | None,
    table: Path | None,
    settings: Path | None,
) -> int:
    """校验填报表和台账：逐格列出问题、依据和改法。

    退出码：0 没有强制的填报问题，1 有强制的填报问题或有没写出的退回单，2 不能运行。覆盖面（任务缺口）由 xhg merge 核对。

    例：xhg validate 报送 --ledgers 台账 --mark 退回 --confirm 请核对
        xhg validate 如东.xlsx --json 校验结果.json
    """
    from xhg_excel.cli.console import print_findings, print_passed_over, print_summary
    from xhg_excel.cli.inputs import read_inputs, read_ledgers
    from xhg_excel.cli.outputs import Outputs
    from xhg_excel.core.reading.across_files import redact_and_crosscheck
    from xhg_excel.core.results.summary import summary_book, summary_rows
    from xhg_excel.files.read.folder import find_files, read_context
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice.words.findings import Severity

    context = read_context(settings)
    _refuse_source(marked, paths)
    _refuse_source(checked, paths)
    files = find_files(paths)
    read = read_inputs(files.books, context, "校验")
    lists = read_ledgers(ledgers, context)
    redact_and_crosscheck(read, [*lists, *read, *files.others], context)
    submissions = [*read, *files.others]
    findings = [finding for submission in submissions for finding in submission.findings]
    # Files first: whoever stops reading a long table (`| head`) has them all the same.
    if json_file is not None:
        _write_json(findings, files_read(submissions), json_file)
    if table is not None:
        write_book(summary_book(submissions), table)
    copies = Outputs()
    if marked is not None:
        write_marked(read, files.books, copies, marked)
    if checked is not None:
        write_to_check(unconfirmed_books(read, files.books), copies, checked, context)
    if shown := [finding for finding in findings if with_notes or finding.severity is not Severity.NOTE]:
        print_findings(shown)
    if files_read(submissions) > _FEW_FILES:
        print_summary(summary_rows([made for made in submissions if not made.is_passed_over]))
    for line in copies.lines:
        click.echo(line)
    print_unconfirmed(read, is_offered=checked is not None)
    print_passed_over([*submissions, *lists])
    return max(print_counts(submissions), 1 if copies.failed else 0)


def _refuse_source(folder: Path | None, sources: Sequence[Path]) -> None:
    """Refuse to put marked copies among the files they are made from: the next run would read them too.

    Raises:
        TargetChangedError: the folder is one of the sources, or lies in one.
    """
    from xhg_excel.errors.files import TargetChangedError

    if folder is not None and any(resolved(folder).is_relative_to(resolved(source)) for source in sources):
        raise TargetChangedError(folder, "SOURCES")


def _write_json(findings: list[Finding], files: int, target: Path) -> None:
    from xhg_excel.core.results.json_report import validation_report
    from xhg_excel.files.write.workbook import write_beside

    text = validation_report(findings, files).model_dump_json(indent=2)
    write_beside(target, lambda out: out.write(text.encode()))


def write_marked(
    submissions: Sequence[Submission], books: Sequence[tuple[Path, str]], copies: Outputs, folder: Path
) -> None:
    """Write a marked copy of each file with more than notes; add a line about each to `copies`."""
    from functools import partial

    from xhg_excel.cli.outputs import write_each
    from xhg_excel.files.marked.copy import write_marked_copy
    from xhg_excel.notice.words.findings import Severity
    from xhg_excel.notice.words.marks import NOT_COPIED

    tasks = [
        (submission.source.file, partial(write_marked_copy, path, submission, folder, copies.free))
        for submission, (path, _) in zip(submissions, books, strict=True)
        if any(finding.severity is not Severity.NOTE for finding in submission.findings)
    ]
    write_each(copies, tasks, NOT_COPIED)


def write_to_check(books: Sequence[tuple[Path, Submission]], copies: Outputs, folder: Path, context: Context) -> None:
    """Write the filled template of each of these files; add a line about each to `copies`."""
    from functools import partial

    from xhg_excel.cli.outputs import write_each
    from xhg_excel.notice.words.confirmation import NOT_WRITTEN

    tasks = [
        (submission.source.file, partial(_write_filled, path, submission, folder, copies, context))
        for path, submission in books
    ]
    write_each(copies, tasks, NOT_WRITTEN)


def _write_filled(path: Path, submission: Submission, folder: Path, copies: Outputs, context: Context) -> str:
    """Write the template filled with what a file holds; return the line about it. Folders in its name are kept.

    `submission` is the file as it was read and redacted: its name and what it knows of petitioners are used.
    """
    from xhg_excel.core.reading.personal_data import redact
    from xhg_excel.core.reading.repair import repair
    from xhg_excel.files.places import fitting_name
    from xhg_excel.files.read.folder import read_with_sheets
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice.words import confirmation as words

    name = submission.source.file
    read, again = read_with_sheets(path, name, context)
    again.secrets |= submission.secrets
    redact([again])
    if not again.unconfirmed:  # changed since
        return words.NOT_WRITTEN.format(file=name, why=again.findings[0].what if again.findings else "")
    target = copies.free(folder / Path(name).parent / fitting_name(words.CONFIRM_FILE, Path(name).stem))
    write_book(repair(read.grids, again, context), target)
    return words.WRITTEN.format(target=target, count=again.unconfirmed)


def unconfirmed_books(
    submissions: Sequence[Submission], books: Sequence[tuple[Path, str]]
) -> list[tuple[Path, Submission]]:
    """Return the files with forms that are not confirmed, with what was read from them."""
    return [(path, made) for made, (path, _) in zip(submissions, books, strict=True) if made.unconfirmed]


def print_unconfirmed(submissions: Sequence[Submission], *, is_offered: bool) -> None:
    """Print how many forms are not confirmed, and what to do unless the filled templates were written."""
    from xhg_excel.core.totals.reported import shortened
    from xhg_excel.notice.words import confirmation as words
    from xhg_excel.notice.words.totals.totals import SUMMARY_BY_FILE

    waiting = {made.source.file: made.unconfirmed for made in submissions if made.unconfirmed}
    if waiting:
        names = shortened(list(waiting), SUMMARY_BY_FILE)
        click.echo(words.VALIDATE_LINE.format(forms=sum(waiting.values()), files=names))
        if not is_offered:
            click.echo(words.HOW_TO)


def files_read(submissions: Sequence[Submission]) -> int:
    """Return how many files were read, or should have been."""
    return sum(not submission.is_passed_over for submission in submissions)


def print_counts(submissions: Sequence[Submission]) -> int:
    """Print how many findings there are; return 1 when one of them is 强制."""
    from xhg_excel.core.model.finding import count_by_severity
    from xhg_excel.core.results.summary import counted_line
    from xhg_excel.notice.words.findings import Severity

    findings = [finding for submission in submissions for finding in submission.findings]
    click.echo(f"共校验 {files_read(submissions)} 个文件，{counted_line(findings)}。")
    return 1 if count_by_severity(findings)[Severity.MUST] else 0
