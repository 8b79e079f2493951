"""`xhg report`: a totals workbook → 督导专题报告.docx, and a written report checked against its totals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import path_type, settings_option
from xhg_excel.cli.progress import on_option

if TYPE_CHECKING:
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.submission import Submission
    from xhg_excel.core.report.figures import ReportInputs

_file_type = click.Path(path_type=Path, dir_okay=False)


def _docx(_: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Return the file to write; Word opens none by another ending."""
    if path is not None and (path.suffix.lower() != ".docx" or path.is_dir()):
        raise click.BadParameter("应是 .docx 文件，如“督导专题报告.docx”", param=param)
    return path


@click.command("report")
@click.argument("totals", metavar="汇总表", type=_file_type)
@click.option("--out", callback=_docx, type=path_type, help="报告写到哪个 .docx 文件。")
@click.option("--check", "written", type=_file_type, help="不写报告，核对这份报告里的数。")
@click.option("--ledgers", type=path_type, help="台账文件夹：督导任务、清单与现场、信访三章要用。")
@click.option("--drawn", type=path_type, help="抽取名单：抽查结论一章要用。")
@click.option("--level", type=click.Choice(["city", "province"]), help="市级或省级报告；不给则按汇总表判断。")
@click.option("--draft", "is_draft", is_flag=True, help="没有齐全时先出草稿，第一章列出还缺什么。")
@click.option("--final", "is_final", is_flag=True, help="定稿：没有填写的“本组补充”不再出现。")
@on_option
@settings_option
def command(
    totals: Path,
    out: Path | None,
    written: Path | None,
    ledgers: Path | None,
    drawn: Path | None,
    level: str | None,
    is_draft: bool,
    is_final: bool,
    on: date,
    settings: Path | None,
) -> int:
    """由汇总表生成督导专题报告（公文格式的 Word 文件），或核对报告里的数。

    报告里每个数都记着它在汇总表里的来历。各章末尾留有“本组补充”，在里面写的话再次生成时保留。
    退出码：0 已生成或全部一致，1 有不一致的数，2 不能运行。

    例：xhg report 市级汇总.xlsx --ledgers 台账 --out 督导专题报告.docx
        xhg report 市级汇总.xlsx --ledgers 台账 --check 督导专题报告.docx
    """
    from xhg_excel.cli.plan import drawn_list
    from xhg_excel.core.report.inputs import report_inputs
    from xhg_excel.files.read.folder import read_context

    if (out is None) == (written is None):
        raise click.UsageError("--out 和 --check 给一个，只给一个")
    if drawn is not None and ledgers is None:
        raise click.UsageError("--drawn 要和 --ledgers 一起给：抽查结论要按台账计算")
    context = read_context(settings)
    book = _totals(totals, context)
    lists = _ledgers(ledgers, context)
    names = None if drawn is None else drawn_list(drawn, context)
    is_province = None if level is None else level == "province"
    inputs = report_inputs(book, lists, context, on, drawn=names, province=is_province)
    if written is not None:
        return _check(written, inputs)
    assert out is not None  # noqa: S101  # one of the two is given
    return _write(inputs, out, is_draft=is_draft, is_final=is_final)


def _totals(path: Path, context: Context) -> Submission:
    """Return the totals workbook.

    Raises:
        NothingToReadError: there is no such file.
    """
    from xhg_excel.errors.files import NothingToReadError
    from xhg_excel.files.read.folder import list_workbooks, read_submissions

    if not path.is_file():
        raise NothingToReadError(path, exists=False)
    [book] = read_submissions(list_workbooks([path]), context)
    return book


def _ledgers(folder: Path | None, context: Context) -> list[Submission]:
    """Return the ledgers of a folder; none without a folder.

    Raises:
        LedgerMissingError: the folder holds no ledger.
    """
    from xhg_excel.cli.console import print_passed_over
    from xhg_excel.cli.inputs import read_ledgers
    from xhg_excel.errors.files import LedgerMissingError
    from xhg_excel.notice import PETITIONS, PROBLEMS, SCREENING

    read = read_ledgers(folder, context)
    print_passed_over(read)
    if folder is not None and not any(submission.ledgers for submission in read):
        raise LedgerMissingError(folder, "、".join(ledger.title for ledger in (PROBLEMS, SCREENING, PETITIONS)))
    return read


def _write(inputs: ReportInputs, out: Path, *, is_draft: bool, is_final: bool) -> int:
    """Write the report; an unfinished one only as a draft.

    Raises:
        ReportNotReadyError: something is missing, and no draft was asked for.
    """
    from xhg_excel.core.report.chapters import missing_parts, report_of
    from xhg_excel.core.report.verify import expected_figures
    from xhg_excel.core.results.cuts import cuts_line
    from xhg_excel.errors.files import ReportNotReadyError
    from xhg_excel.files.word.write import write_report
    from xhg_excel.notice.words.cuts import OWN_WORDS_CUT

    missing = missing_parts(inputs)
    if missing and not is_draft:
        raise ReportNotReadyError(missing)
    report = report_of(inputs, is_draft=is_draft)
    replaced = write_report(report, out, is_final=is_final)
    if replaced.aside is not None:
        click.echo(f"原报告的正文改动过，改动前的一份留在“{replaced.aside}”。")
    if replaced.cuts:
        click.echo(OWN_WORDS_CUT.format(cuts=cuts_line(replaced.cuts)))
    click.echo(f"报告：{out}（{len(expected_figures(report))}处数字都能核对）")
    if missing:
        click.echo(f"草稿，还缺 {len(missing)} 项，列在报告第一章。")
    return 0


def _check(path: Path, inputs: ReportInputs) -> int:
    """Print every figure of a written report that differs from the totals; return 1 when there is one."""
    from xhg_excel.core.report.chapters import report_of
    from xhg_excel.core.report.verify import check_report, expected_figures
    from xhg_excel.errors.files import NothingToReadError
    from xhg_excel.files.read.apart import call_apart
    from xhg_excel.files.word.read import read_report
    from xhg_excel.notice.words.report_document import CHECK_NOTHING, CHECK_OPEN_OWN

    if not path.is_file():
        raise NothingToReadError(path, exists=False)
    found = call_apart(read_report, path)
    expected = report_of(inputs, is_draft=found.is_draft)
    differences = list(check_report(found, expected))
    for line in differences:
        click.echo(line)
    if not differences:
        click.echo(CHECK_NOTHING.format(count=len(expected_figures(expected))))
    if found.own_open:
        click.echo(CHECK_OPEN_OWN.format(count=found.own_open))
    return 1 if differences else 0
