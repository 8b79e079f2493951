"""`xhg rehearse`: made-up ledgers and filled workbooks, with the list of planted faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import DEFAULT_CITY, cities_like, path_type, settings_option

if TYPE_CHECKING:
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.rehearsal.made_up import CityRehearsal
    from xhg_excel.core.rehearsal.planted_faults import PlantedFault
    from xhg_excel.core.sheets.layout import BookLayout
    from xhg_excel.notice.schema.region import Region


@click.command("rehearse")
@click.option("--out", required=True, type=path_type, help="写到哪个文件夹。")
@click.option("--seed", default=1, show_default=True, help="同一个种子生成同样的数据。")
@click.option("--city", shell_complete=cities_like, default=DEFAULT_CITY, show_default=True, help="哪个设区市。")
@click.option("--all", "all_cities", is_flag=True, help="生成全省13个设区市。")
@click.option("--faults/--no-faults", "with_faults", default=True, help="是否埋入错误（默认埋入，并列出清单）。")
@settings_option
def command(out: Path, seed: int, city: str, all_cities: bool, with_faults: bool, settings: Path | None) -> int:
    """生成演练数据：台账、已填的县级填报表，以及埋入的错误清单。所有名称都注明“演练”。

    例：xhg rehearse --out 演练 --city 南通市
    """
    from xhg_excel.core.model.nearest import city_named
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.notice.words.rehearsal import FAULT_LIST_FILE

    context = read_context(settings)
    cities = context.registry.cities if all_cities else (city_named(city, context.registry),)
    written = write_rehearsal(out, cities, context, seed=seed, with_faults=with_faults)
    click.echo(f"演练数据在“{out}”：工作簿 {written} 个；埋入的错误见“{FAULT_LIST_FILE}”。")
    return 0


def write_rehearsal(out: Path, cities: Sequence[Region], context: Context, *, seed: int, with_faults: bool) -> int:
    """Write the rehearsal of some cities and the list of planted faults; return how many workbooks the cities have."""
    import random

    from xhg_excel.cli.console import watched
    from xhg_excel.core.rehearsal.made_up import rehearse_city
    from xhg_excel.core.rehearsal.planted_faults import plant
    from xhg_excel.files.write.workbook import write_book
    from xhg_excel.notice.words.rehearsal import FAULT_LIST_FILE

    planted: list[tuple[str, PlantedFault]] = []
    written = 0
    for city in watched(cities, len(cities), "生成演练数据"):
        chance = random.Random(f"{seed}|{city.code}")  # noqa: S311  # repeatable, not secret
        made = rehearse_city(city, context.registry, context.campaign, chance)
        if with_faults:
            planted += [(_submission_name(made, fault), fault) for fault in plant(made, chance)]
        for name, book in _books(made, context):
            write_book(book, out / name)
            written += 1
    write_book(_fault_list(planted), out / FAULT_LIST_FILE)
    return written


def _submission_name(made: CityRehearsal, planted: PlantedFault) -> str:
    from xhg_excel.notice.words.workbook import COUNTY_FILE_NAMED

    return f"{made.city.name}/{COUNTY_FILE_NAMED.format(unit=planted.unit.full_name)}"


def _books(made: CityRehearsal, context: Context) -> Iterator[tuple[str, BookLayout]]:
    """Yield every ledger and submission of a city, with its path below the folder of the rehearsal."""
    from xhg_excel.core.templates.workbooks import CountyContent, county_book, ledger_book
    from xhg_excel.notice import LEDGERS
    from xhg_excel.notice.words.rehearsal import LEDGER_FOLDER, SUBMISSION_FOLDER
    from xhg_excel.notice.words.workbook import COUNTY_FILE_NAMED, LEDGER_FILE

    for ledger in LEDGERS:
        name = f"{LEDGER_FOLDER}/{made.city.name}/{LEDGER_FILE.format(title=ledger.title)}"
        yield name, ledger_book(context.campaign, ledger, made.ledgers[ledger.key])
    for unit in made.units:
        name = f"{SUBMISSION_FOLDER}/{made.city.name}/{COUNTY_FILE_NAMED.format(unit=unit.full_name)}"
        content = CountyContent(made.annex1[unit], made.sites[unit], {"unit_filled_on": context.campaign.window_end})
        yield name, county_book(context.campaign, unit, content, context.registry)


def _fault_list(planted: Sequence[tuple[str, PlantedFault]]) -> BookLayout:
    """Return the workbook that lists the planted faults; each comes with the name of its file."""
    from xhg_excel.core.sheets.layout import BookLayout
    from xhg_excel.core.sheets.table import Table
    from xhg_excel.notice.words.rehearsal import FAULT_LIST_FILE, FAULT_LIST_HEADS

    rows = [
        {"file": file, "sheet": at.sheet, "cell": at.cell, "code": at.fault.code, "why": at.fault.why}
        for file, at in planted
    ]
    title = FAULT_LIST_FILE.removesuffix(".xlsx")
    return BookLayout((Table[dict[str, str]](title, FAULT_LIST_HEADS).sheet(rows),), title)
