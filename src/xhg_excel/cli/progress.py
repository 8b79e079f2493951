"""`xhg progress`: forms handed in against the drawn list, day by day, and what the report still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from xhg_excel.cli.console import is_earlier, print_findings, reading, sound_ledgers, watched
from xhg_excel.cli.plan import drawn_list
from xhg_excel.core.model.context import Context
from xhg_excel.core.planning.coverage import check_coverage
from xhg_excel.core.planning.plan import ledger_plans
from xhg_excel.core.progress.itinerary import VisitSite
from xhg_excel.core.progress.progress import CityProgress, as_of, progress
from xhg_excel.core.progress.workbook import conclusion, progress_book, progress_note
from xhg_excel.errors.files import SameFileError
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import PROBLEMS, SCREENING
from xhg_excel.notice.schema.region import Region


def command(folder: Path, ledgers: Path, drawn: Path, out: Path, on: date, settings: Path | None) -> int:
    """Write how far the inspection is; return 1 while something is lacking."""
    context = reading(settings)
    handed = sound_ledgers(ledgers, out, (PROBLEMS, SCREENING), context)
    names = drawn_list(drawn, context)
    if out.resolve() == drawn.resolve():
        raise SameFileError(out)
    books = [(path, name) for path, name in list_workbooks([folder]) if path.resolve() != drawn.resolve()]
    read = list(watched(read_submissions(books, context), len(books), "读取"))
    kept = [made for (path, _), made in zip(books, read, strict=True) if not is_earlier(path, made, out)]
    submissions = as_of(kept, on)
    lacking = list(check_coverage(submissions, handed, context, on))
    plans = [names.plan_of(plan) for plan in ledger_plans(handed, context.campaign)]
    made = progress(plans, names.sites, submissions, lacking, on=on, context=context)
    _name_strangers(names.sites, [city.city for city in made])
    write_book(progress_book(made, on, context.campaign), out)
    _tell(made, on, context)
    if lacking:
        print_findings(lacking)
    click.echo(f"督导进度：{out}")
    return 1 if any(city.blocking for city in made) else 0


def _name_strangers(sites: Sequence[VisitSite], cities: Sequence[Region]) -> None:
    """Say how many sites of the list lie in no city of the ledgers."""
    apart = [site for site in sites if site.city not in cities]
    if apart:
        names = "、".join(dict.fromkeys(site.city.name for site in apart))
        click.echo(f"名单中有{len(apart)}家的设区市（{names}）不在台账里，没有计入。")


def _tell(made: Sequence[CityProgress], on: date, context: Context) -> None:
    click.echo(progress_note(made, on, context.campaign))
    for city in made:
        pace = city.pace
        said = f"{city.city.name}：{pace.done}/{pace.planned}家，按计划应{pace.due}家"
        if pace.short:
            needed = "" if pace.needed is None else f"，余下每天须{pace.needed}家"
            said += f"；照此速度缺{pace.short}家{needed}"
        if city.unlisted:
            said += f"；名单外的表{len(city.unlisted)}份"
        click.echo(f"{said}。{conclusion(city, context.campaign)}")
