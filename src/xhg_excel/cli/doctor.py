"""`xhg doctor`: everything a click needs, as a table or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from xhg_excel.cli.options import settings_option
from xhg_excel.cli.table import print_table


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="打印成 JSON，给程序用。")
@settings_option
def command(as_json: bool, settings: Path | None) -> int:
    """检查点按钮所需要的一切：Python、程序包、加载项、模板、宏的设置……并说明怎样改。

    退出码：0 没有“不行”的，1 有。

    例：xhg doctor
        xhg doctor --json
    """
    from xhg_excel.notice.words.shells.doctor import TITLES, State
    from xhg_excel.setup.doctor import examine_here

    by_key = {point["key"]: point for point in (*examine_here(settings), _calc_point(), _wps_point())}
    points = [by_key[key] for key in TITLES]
    if as_json:
        click.echo(json.dumps(points, ensure_ascii=False, indent=2))
    else:
        _print_points(points)
    return int(any(point["state"] == State.FAULT for point in points))


def _calc_point() -> dict[str, str]:
    """Return the point about LibreOffice's toolbar."""
    from xhg_excel.notice.words.shells.calc import CALC_REMEDY
    from xhg_excel.notice.words.shells.doctor import TITLES, State
    from xhg_excel.setup.calc_extension import examine_calc

    state, found = examine_calc()
    remedy = CALC_REMEDY if state is State.FAULT else ""
    return {"key": "calc", "title": TITLES["calc"], "state": state.value, "found": found, "remedy": remedy}


def _wps_point() -> dict[str, str]:
    """Return the point about the buttons in WPS."""
    from xhg_excel.notice.words.shells.doctor import TITLES
    from xhg_excel.setup.wps_addin import examine_wps

    state, found, remedy = examine_wps()
    return {"key": "wps", "title": TITLES["wps"], "state": state.value, "found": found, "remedy": remedy}


def _print_points(points: Sequence[dict[str, str]]) -> None:
    """Print a row a point, and in one line how many of them need something."""
    from xhg_excel.notice.words.shells import doctor as words

    colours = {
        words.State.FINE: "green",
        words.State.ADVICE: "yellow",
        words.State.FAULT: "red",
        words.State.NOT_HERE: "bright_black",
    }
    rows = [(p["title"], (p["state"], colours[words.State(p["state"])]), p["found"], p["remedy"]) for p in points]
    print_table(words.HEADS, rows, (None, None, 3, 3))
    counts = Counter(words.State(point["state"]) for point in points)
    if counts[words.State.FAULT]:
        click.echo(words.SOME_FAULTS.format(count=counts[words.State.FAULT]))
    elif counts[words.State.ADVICE]:
        click.echo(words.SOME_ADVICE.format(count=counts[words.State.ADVICE]))
    else:
        click.echo(words.ALL_FINE)
