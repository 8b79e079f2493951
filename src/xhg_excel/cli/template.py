"""`xhg template`: the blank workbooks."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.console import city_named, reading
from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.model.context import Context
from xhg_excel.core.reading.repair import repair
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.core.templates.blank_workbooks import blank_books, city_books
from xhg_excel.files.read.folder import list_workbooks, read_safely, read_submissions, submission_of
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import PROBLEMS
from xhg_excel.notice.words.workbook import REPAIRED_FILE


def command(out: Path, city: str | None, ledgers: Path | None, broken: Path | None, settings: Path | None) -> None:
    """Write the blank workbooks, those of a city, or a repaired one."""
    context = reading(settings)
    campaign, registry = context.campaign, context.registry
    if broken is not None:
        name, book = repaired_book(broken, context)
        write_book(book, out / name)
        click.echo(f"已修复，原文件未动：{out / name}")
        return
    handed = list(read_submissions(list_workbooks([ledgers]), context)) if ledgers else []
    problems = ledger_rows(handed, PROBLEMS)
    named = city_named(city, registry) if city else None
    books = city_books(context, named, problems) if named else blank_books(campaign, registry)
    written = 0
    for name, book in books:
        write_book(book, out / name)
        written += 1
    click.echo(f"已生成 {written} 个工作簿，在“{out}”。")


def repaired_book(path: Path, context: Context) -> tuple[str, BookLayout]:
    """Return name and layout of a filled workbook, its guards put back."""
    ((_, name),) = list_workbooks([path])
    read = read_safely(path, name)
    submission = submission_of(read, context)
    return REPAIRED_FILE.format(stem=path.stem), repair(read.grids, submission, context)
