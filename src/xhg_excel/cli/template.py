"""`xhg template`: the blank workbooks, those of a city, or a damaged workbook restored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import cities_like, path_type, settings_option

if TYPE_CHECKING:
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.sheets.layout import BookLayout


@click.command("template")
@click.option("--out", required=True, type=path_type, help="写到哪个文件夹。")
@click.option("--city", shell_complete=cities_like, help="只生成这个设区市的县级填报表，每县一份，表头已填好。")
@click.option("--ledgers", type=path_type, help="台账文件夹：各县的问题清单放进填报表，问题编号从中选。")
@click.option("--repair", "broken", type=path_type, help="把粘贴坏了的已填工作簿恢复成模板，填报内容全部保留。")
@settings_option
def command(out: Path, city: str | None, ledgers: Path | None, broken: Path | None, settings: Path | None) -> None:
    """生成空白表：三张单表、县级填报表、抽样配额表、四种台账；或修复已填的表。

    例：xhg template --out 空表
        xhg template --city 南通市 --ledgers 台账 --out 南通市空表
        xhg template --repair "如东县 填报表.xlsx" --out 修复
    """
    from xhg_excel.core.answers.ledger_rows import ledger_rows
    from xhg_excel.core.model.nearest import city_named
    from xhg_excel.core.templates.workbooks import blank_books, city_books
    from xhg_excel.files.read.folder import find_files, read_context, read_submissions
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice import PROBLEMS

    context = read_context(settings)
    if broken is not None:
        name, book = _repaired(broken, context)
        write_book(book, out / name)
        click.echo(f"已修复，原文件未动：{out / name}")
        return
    submissions = list(read_submissions(find_files([ledgers]).books, context)) if ledgers else []
    problems = ledger_rows(submissions, PROBLEMS)
    named = city_named(city, context.registry) if city else None
    books = city_books(context, named, problems) if named else blank_books(context.campaign, context.registry)
    written = 0
    for name, book in books:
        write_book(book, out / name)
        written += 1
    click.echo(f"已生成 {written} 个工作簿，在“{out}”。")


def _repaired(path: Path, context: Context) -> tuple[str, BookLayout]:
    """Return file name and layout of our template, filled with what a workbook holds."""
    from xhg_excel.core.model.personal_numbers import hide_personal
    from xhg_excel.core.reading.repair import repair
    from xhg_excel.files.places import fitting_name, readable
    from xhg_excel.files.read.folder import list_workbooks, read_with_sheets
    from xhg_excel.notice.words.confirmation import CONFIRM_FILE
    from xhg_excel.notice.words.workbook import REPAIRED_FILE

    ((_, name),) = list_workbooks([path])
    read, submission = read_with_sheets(path, name, context)
    pattern = CONFIRM_FILE if submission.unconfirmed else REPAIRED_FILE
    return fitting_name(pattern, hide_personal(readable(path.stem))), repair(read.grids, submission, context)
