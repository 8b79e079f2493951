"""`xhg rehearse`: made-up ledgers and filled workbooks, with the list of planted faults."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from xhg_excel.cli.console import city_named, reading, watched
from xhg_excel.core.model.context import Context
from xhg_excel.core.rehearsal.made_up import CityRehearsal, rehearse_city
from xhg_excel.core.rehearsal.planted_faults import Planted, plant
from xhg_excel.core.sheets.layout import BookLayout, Content
from xhg_excel.core.sheets.table import table_sheet
from xhg_excel.core.templates.workbooks import CountyContent, county_book, ledger_book
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import LEDGERS
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words import rehearsal as words
from xhg_excel.notice.words.workbook import COUNTY_FILE_NAMED, LEDGER_FILE


def command(out: Path, seed: int, city: str, whole: bool, faults: bool, settings: Path | None) -> int:
    """Write made-up ledgers and submissions, and say where they are."""
    context = reading(settings)
    cities = context.registry.cities if whole else (city_named(city, context.registry),)
    written = rehearse(out, cities, (seed, faults), context)
    click.echo(f"演练数据在“{out}”：工作簿 {written} 个；埋入的错误见“{words.FAULT_LIST_FILE}”。")
    return 0


def rehearse(out: Path, cities: Sequence[Region], how: tuple[int, bool], context: Context) -> int:
    """Write the rehearsal of some cities; return how many workbooks were written."""
    seed, faults = how
    planted: list[tuple[str, Planted]] = []
    written = 0
    for city in watched(cities, len(cities), "生成演练数据"):
        chance = random.Random(f"{seed}|{city.code}")  # noqa: S311  # repeatable, not secret
        made = rehearse_city(city, context.registry, context.campaign, chance)
        if faults:
            planted += [(_submission_name(made, p), p) for p in plant(made, chance)]
        for name, book in _books(made, context):
            write_book(book, out / name)
            written += 1
    write_book(_fault_book(planted), out / words.FAULT_LIST_FILE)
    return written


def _submission_name(made: CityRehearsal, planted: Planted) -> str:
    return f"{made.city.name}/{COUNTY_FILE_NAMED.format(unit=planted.unit.full_name)}"


def _books(made: CityRehearsal, context: Context) -> Iterator[tuple[str, BookLayout]]:
    for ledger in LEDGERS:
        name = LEDGER_FILE.format(title=ledger.title)
        yield (
            f"{words.LEDGER_FOLDER}/{made.city.name}/{name}",
            ledger_book(context.campaign, ledger, made.ledgers[ledger.key]),
        )
    for unit in made.units:
        name = COUNTY_FILE_NAMED.format(unit=unit.full_name)
        content = CountyContent(made.annex1[unit], made.sites[unit], {"unit_filled_on": context.campaign.window_end})
        yield (
            f"{words.SUBMISSION_FOLDER}/{made.city.name}/{name}",
            county_book(context.campaign, unit, content, context.registry),
        )


def _fault_book(planted: Sequence[tuple[str, Planted]]) -> BookLayout:
    rows: list[Sequence[Content]] = [(file, at.sheet, at.cell, at.fault.code, at.fault.why) for file, at in planted]
    title = words.FAULT_LIST_FILE.removesuffix(".xlsx")
    return BookLayout((table_sheet(title, title, words.FAULT_LIST_HEADS, rows),), title)
