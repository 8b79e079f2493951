"""`xhg sendto`: what the Send-to menu does with the chosen files or folder; results in new files, then opened."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.merge import print_merged
from xhg_excel.cli.options import path_type, resolved
from xhg_excel.cli.validate import print_counts, print_unconfirmed, unconfirmed_books, write_marked, write_to_check

if TYPE_CHECKING:
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.submission import Submission
    from xhg_excel.files.read.find_files import FoundFiles

_paths_argument = click.argument("paths", metavar="文件或文件夹…", nargs=-1, required=True, type=path_type)
_open_option = click.option("--open/--no-open", "opens", default=True, help="做完后打开结果（默认打开）。")


@click.group("sendto")
def command() -> None:
    """右键菜单“发送到”用的命令：处理选中的文件或文件夹，结果写到旁边的新文件并打开。

    例：xhg sendto check 报送
        xhg sendto merge 报送
        xhg sendto return "如东县 填报表.xlsx"
    """


@command.command("check")
@_paths_argument
@_open_option
def sendto_check(paths: tuple[Path, ...], opens: bool) -> int:
    """校验选中的文件或文件夹，结果写成旁边的“… 校验结果.xlsx”，不覆盖已有文件。

    例：xhg sendto check 报送
    """
    from xhg_excel.cli.console import print_passed_over, print_summary
    from xhg_excel.core.results.summary import summary_book, summary_rows
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice.words.shells.install import CHECK_RESULT

    files = _files(paths)
    submissions = [*_validated(files, read_context(None)), *files.others]
    print_summary(summary_rows([made for made in submissions if not made.is_passed_over]))
    print_unconfirmed(submissions, is_offered=False)
    print_passed_over(files.others)
    target = path_beside(paths[0], CHECK_RESULT, ".xlsx")
    write_book(summary_book(submissions), target)
    _open(target, opens)
    return print_counts(submissions)


@command.command("merge")
@_paths_argument
@_open_option
def sendto_merge(paths: tuple[Path, ...], opens: bool) -> int:
    """把选中的文件夹或几个填报表汇总成旁边的“… 汇总.xlsx”，不覆盖已有文件。

    例：xhg sendto merge 报送
    """
    from xhg_excel.cli.inputs import read_inputs
    from xhg_excel.core.totals.merge import MergeRequest, merge
    from xhg_excel.files.places import readable
    from xhg_excel.files.read.file_dates import note_dates
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice.words.shells.install import MERGE_RESULT

    context = read_context(None)
    files = _files(paths)
    submissions = [*read_inputs(files.books, context), *files.others]
    note_dates(submissions, files.books, context.campaign.issued_on)
    merged = merge(submissions, [], MergeRequest(date.today(), readable(str(paths[0]))), context)
    target = path_beside(paths[0], MERGE_RESULT, ".xlsx")
    write_book(merged.book, target)
    status = print_merged(merged, target)
    _open(target, opens)
    return status


@command.command("return")
@_paths_argument
@_open_option
def sendto_return(paths: tuple[Path, ...], opens: bool) -> int:
    """把有问题的文件原样标注后写到旁边的新文件夹“… 退回单”，原文件不动；不是下发模板的另附填好的模板供核对。

    例：xhg sendto return 报送
    """
    from xhg_excel.cli.console import print_passed_over
    from xhg_excel.cli.outputs import Outputs
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.notice.words.shells.install import NOTHING_TO_RETURN, RETURN_FOLDER

    files, context = _files(paths), read_context(None)
    submissions = _validated(files, context)
    folder = path_beside(paths[0], RETURN_FOLDER)
    copies = Outputs()
    write_marked(submissions, files.books, copies, folder)
    write_to_check(unconfirmed_books(submissions, files.books), copies, folder, context)
    for line in copies.lines:
        click.echo(line)
    print_unconfirmed(submissions, is_offered=True)
    print_passed_over(files.others)
    if folder.exists():
        written = [path for path in folder.rglob("*") if path.is_file()]
        _open(written[0] if len(written) == 1 else folder, opens)
    else:
        click.echo(NOTHING_TO_RETURN)
    return max(print_counts([*submissions, *files.others]), 1 if copies.failed else 0)


@command.command("report")
@_paths_argument
@_open_option
def sendto_report(paths: tuple[Path, ...], opens: bool) -> int:
    """由选中的一个汇总表和台账（文件夹）生成旁边的督导专题报告，没有齐的出草稿，不覆盖已有文件。

    例：xhg sendto report 市级汇总.xlsx 台账
    """
    from xhg_excel.cli.inputs import read_inputs
    from xhg_excel.errors.files import OneTotalsError
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.files.word.next_report import WorkbooksBeside, next_report

    context = read_context(None)
    books = _files(paths).books
    submissions = read_inputs(books, context)
    totals = [(read, path) for read, (path, _) in zip(submissions, books, strict=True) if read.parts]
    if len(totals) != 1:
        raise OneTotalsError([read.source.file for read, _ in totals])
    [(chosen, path)] = totals
    report = next_report(
        chosen, WorkbooksBeside(books, submissions), [resolved(path).parent], context=context, today=date.today()
    )
    click.echo(report.message)
    _open(report.path, opens)
    return 0


def _files(paths: Sequence[Path]) -> FoundFiles:
    """Return the workbooks chosen, without results that this program wrote into a folder, and the files not read.

    Workbooks of one name from several folders are shown with their folder.

    Raises:
        NothingToReadError: nothing is left.
    """
    from xhg_excel.errors.files import NothingToReadError
    from xhg_excel.files.read.folder import find_files
    from xhg_excel.notice.words.shells.install import OWN_LEFT_OUT

    files = find_files(paths)
    chosen = [book for book in files.books if book[0] in paths or not is_own_result(book[1])]
    if len(chosen) < len(files.books):
        click.echo(OWN_LEFT_OUT.format(count=len(files.books) - len(chosen)))
    if not chosen and all(other.is_passed_over for other in files.others):
        raise NothingToReadError(paths[0], exists=True)
    names = [name for _, name in chosen]
    files.books = [(path, name if names.count(name) == 1 else f"{path.parent.name}/{name}") for path, name in chosen]
    return files


def is_own_result(name: str) -> bool:
    """Return whether a file below a chosen folder is a result of an earlier run, by its name.

    >>> [is_own_result(n) for n in ("报送 校验结果 (2).xlsx", "如东 退回单/如东（退回）.xlsx", "如东 填报表.xlsx")]
    [True, True, False]
    """
    from xhg_excel.notice.words.shells.install import OWN_RESULT

    path = Path(name)
    return any(re.search(OWN_RESULT, part) for part in (*path.parent.parts, path.stem))


def _validated(files: FoundFiles, context: Context) -> list[Submission]:
    """Return what the workbooks hold, checked against each other too."""
    from xhg_excel.cli.inputs import read_inputs
    from xhg_excel.core.reading.across_files import redact_and_crosscheck

    submissions = read_inputs(files.books, context, "校验")
    redact_and_crosscheck(submissions, [*submissions, *files.others], context)
    return submissions


def path_beside(chosen: Path, pattern: str, suffix: str = "") -> Path:
    """Return a path beside the chosen file or folder that does not exist yet; `{stem}` is the name of what was chosen."""
    from xhg_excel.core.model.personal_numbers import hide_personal
    from xhg_excel.files.places import fitting_name, free_path, readable

    chosen = resolved(chosen)
    stem = hide_personal(readable(chosen.name if chosen.is_dir() else chosen.stem))
    return free_path(chosen.parent / f"{fitting_name(pattern, stem).strip()}{suffix}")


def _open(path: Path, opens: bool) -> None:
    """Open a result in its program when that is wanted and possible, and print which of both."""
    from xhg_excel.notice.words.shells.install import NOT_OPENED, OPENED

    click.echo((OPENED if opens and _opened(path) else NOT_OPENED).format(path=path))


def _opened(path: Path) -> bool:
    """Pass a path to the desktop, never to a shell; return whether that could open it."""
    if hasattr(os, "startfile"):
        os.startfile(path)  # noqa: S606  # our own result
        return True
    program = shutil.which("xdg-open") or shutil.which("open")
    if program is None:
        return False
    try:
        return subprocess.run([program, str(path)], capture_output=True, timeout=10, check=False).returncode == 0  # noqa: S603
    except subprocess.TimeoutExpired:
        return True
