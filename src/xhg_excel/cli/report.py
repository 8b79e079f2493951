"""`xhg report`: a totals workbook → 督导专题报告.docx, and a written report checked against its totals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from xhg_excel.cli.console import ledgers_in, reading
from xhg_excel.cli.plan import drawn_list
from xhg_excel.core.model.context import Context
from xhg_excel.core.report.chapters import missing_parts, report_of
from xhg_excel.core.report.figures import ReportInputs
from xhg_excel.core.report.inputs import report_inputs
from xhg_excel.core.report.verify import check_report, expected_figures
from xhg_excel.errors.files import LedgerMissingError, NothingToReadError, ReportNotReadyError
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.word.read import read_report
from xhg_excel.files.word.write import write_report
from xhg_excel.notice import PETITIONS, PROBLEMS, SCREENING
from xhg_excel.notice import report as report_text
from xhg_excel.notice.words import report_document as words


def command(totals: Path, out: Path | None, written: Path | None, settings: Path | None, **options: object) -> int:
    """Write the report, or check a written one; return 1 when a figure differs."""
    if (out is None) == (written is None):
        raise click.UsageError("--out 和 --check 给一个，只给一个")
    facts = _facts(totals, reading(settings), options)
    if written is not None:
        return _check(written, facts)
    return _write(out or Path(report_text.REPORT_FILE), facts, options)


def _write(out: Path, facts: ReportInputs, options: dict[str, object]) -> int:
    missing = missing_parts(facts)
    if missing and not options["draft"]:
        raise ReportNotReadyError(missing)
    report = report_of(facts, is_draft=bool(options["draft"]))
    saved = write_report(report, out, is_final=bool(options["is_final"]))
    if saved is not None:
        click.echo(f"原报告的正文改动过，改动前的一份留在“{saved}”。")
    click.echo(f"报告：{out}（{len(expected_figures(report))}处数字都能核对）")
    if missing:
        click.echo(f"草稿，还缺 {len(missing)} 项，列在报告第一章。")
    return 0


def _facts(totals: Path, context: Context, options: dict[str, object]) -> ReportInputs:
    ledgers, drawn, level = (options[key] for key in ("ledgers", "drawn", "level"))
    on = options["on"] if isinstance(options["on"], date) else date.today()
    if not totals.is_file():
        raise NothingToReadError(totals, exists=False)
    if drawn is not None and ledgers is None:
        raise click.UsageError("--drawn 要和 --ledgers 一起给：抽查结论要按台账计算")
    [book] = read_submissions(list_workbooks([totals]), context)
    handed = ledgers_in(ledgers if isinstance(ledgers, Path) else None, context)
    if ledgers is not None and not any(submission.ledgers for submission in handed):
        raise LedgerMissingError(ledgers, "、".join(ledger.title for ledger in (PROBLEMS, SCREENING, PETITIONS)))
    names = drawn_list(drawn, context) if isinstance(drawn, Path) else None
    return report_inputs(
        book, handed, context, on, drawn=names, province=None if level is None else level == "province"
    )


def _check(path: Path, facts: ReportInputs) -> int:
    if not path.is_file():
        raise NothingToReadError(path, exists=False)
    found = read_report(path)
    due = report_of(facts, is_draft=found.is_draft)
    said = list(check_report(found, due))
    for line in said:
        click.echo(line)
    if not said:
        click.echo(words.CHECK_NOTHING.format(count=len(expected_figures(due))))
    if found.own_open:
        click.echo(words.CHECK_OPEN_OWN.format(count=found.own_open))
    return 1 if said else 0
