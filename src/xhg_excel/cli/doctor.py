"""`xhg doctor`: everything a click needs, as a table or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click

from xhg_excel.cli.table import print_table
from xhg_excel.notice.words.shells import doctor as words
from xhg_excel.notice.words.shells.calc import CALC_REMEDY
from xhg_excel.setup.calc_extension import examine_calc
from xhg_excel.setup.doctor import examine_here

_COLOURS = {
    words.State.FINE: "green",
    words.State.ADVICE: "yellow",
    words.State.FAULT: "red",
    words.State.NOT_HERE: "bright_black",
}


def command(as_json: bool, settings: Path | None) -> int:
    """Say what a click needs and whether it is there; return 1 when something is not."""
    by_key = {point["key"]: point for point in (*examine_here(settings), _calc())}
    points = [by_key[key] for key in words.TITLES]
    if as_json:
        click.echo(json.dumps(points, ensure_ascii=False, indent=2))
    else:
        print_table(words.HEADS, [_row(point) for point in points], (None, None, 3, 3))
        click.echo(_in_one_line(points))
    return int(any(point["state"] == words.State.FAULT for point in points))


def _calc() -> dict[str, str]:
    """Return the point about LibreOffice's toolbar."""
    state, found = examine_calc()
    remedy = CALC_REMEDY if state is words.State.FAULT else ""
    return {"key": "calc", "title": words.TITLES["calc"], "state": state.value, "found": found, "remedy": remedy}


def _row(point: dict[str, str]) -> tuple[object, ...]:
    state = words.State(point["state"])
    return point["title"], (state.value, _COLOURS[state]), point["found"], point["remedy"]


def _in_one_line(points: list[dict[str, str]]) -> str:
    faults, advised = (sum(p["state"] == state for p in points) for state in (words.State.FAULT, words.State.ADVICE))
    if faults:
        return words.SOME_FAULTS.format(count=faults)
    return words.SOME_ADVICE.format(count=advised) if advised else words.ALL_FINE
