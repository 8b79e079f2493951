"""`xhg template`: the blank workbooks.

Room: cli.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xhg_excel.cli.console import city_named, reading, settings_option
from xhg_excel.core.books import CountyContent, county_book, form_book, ledger_book
from xhg_excel.core.layout import BookLayout
from xhg_excel.core.records import Unit
from xhg_excel.core.regions import Registry
from xhg_excel.files.write import write_book
from xhg_excel.spec.annexes import ANNEXES
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.ledgers import LEDGERS
from xhg_excel.spec.regions import Region
from xhg_excel.spec.workbook import COUNTY_FILE, COUNTY_FILE_NAMED, FORM_FILES, LEDGER_FILE


def blank_books(campaign: Campaign, registry: Registry) -> Iterator[tuple[str, BookLayout]]:
    """Yield file name and layout of every blank workbook."""
    for annex in ANNEXES:
        yield FORM_FILES[annex.key], form_book(campaign, annex, {}, registry)
    yield COUNTY_FILE, county_book(campaign, None, CountyContent(), registry)
    for ledger in LEDGERS:
        yield LEDGER_FILE.format(title=ledger.title), ledger_book(campaign, ledger, ())


def city_books(campaign: Campaign, city: Region, registry: Registry) -> Iterator[tuple[str, BookLayout]]:
    """Yield one county workbook for every county of a city and one for the city itself."""
    for unit in (*(Unit(city, county) for county in registry.counties_of(city)), Unit(city)):
        yield COUNTY_FILE_NAMED.format(unit=unit.full_name), county_book(campaign, unit, CountyContent(), registry)


@click.command("template")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="写到哪个文件夹。")
@click.option("--city", help="只生成这个设区市的县级填报表，每县一份，表头已填好。")
@settings_option
def command(out: Path, city: str | None, settings: Path | None) -> None:
    """生成空白表：三张单表、县级填报表、四种台账。

    例：xhg template --out 空表
        xhg template --city 南通市 --out 南通市空表
    """
    against = reading(settings)
    campaign, registry = against.campaign, against.registry
    books = city_books(campaign, city_named(city, registry), registry) if city else blank_books(campaign, registry)
    written = 0
    for name, book in books:
        write_book(book, out / name)
        written += 1
    click.echo(f"已生成 {written} 个工作簿，在“{out}”。")
