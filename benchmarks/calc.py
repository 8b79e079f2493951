"""Measure a click on 校验本簿 in LibreOffice's window: a county workbook with 2 × 200 sites and faults in 40 rows.

Run `PYTHONPATH=. python benchmarks/calc.py` (Xvfb, xdotool and LibreOffice are needed); prints the seconds from
the click to the message, of the first click (which loads the program) and the median of those after it.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.calc.office import join_uno, profile, running, screen
from tests.calc.window import Person, seen_within
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.rehearsal.made_up import rehearse_city
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.setup.calc_extension import install_calc

_SITES, _FAULTS, _CLICKS = 200, 40, 5
_LIMIT = 2.0


def workbook(folder: Path) -> Path:
    """Write the workbook of a made-up county."""
    regions = Registry()
    city = regions.match_city("南通市")
    if city is None:
        raise LookupError
    rehearsed = rehearse_city(city, regions, NOTICE, random.Random("calc"))
    unit = rehearsed.units[0]
    sites = {
        key: [distinct(row, n) for n, row in enumerate(islice(cycle(rows), _SITES))]
        for key, rows in rehearsed.sites[unit].items()
    }
    for row in sites["annex2"][:_FAULTS]:
        row["hazwaste_cleared"] = "不知道"
    target = folder / "演练县.xlsx"
    write_book(county_book(NOTICE, unit, CountyContent(rehearsed.annex1[unit], sites), regions), target)
    return target


def distinct(row: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a copy of a site with a name, address and number of its own."""
    own = {"site_name": f"{row['site_name']}{number}", "address": f"{row['address']}{number}号"}
    return {**row, **own, **({"problem_id": f"P{number + 1:03}"} if "problem_id" in row else {})}


def process_of(profile: Path) -> int:
    """Return the process id of the LibreOffice that runs with a profile."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (folder / "cmdline").read_bytes()
            if b"soffice.bin" in command and os.fsencode(profile) in command:
                return int(folder.name)
    raise LookupError


def clicked(person: Person, document: Any, process: int) -> tuple[float, float]:
    """Return the seconds from a click on 校验本簿 to its message: elapsed, and processor time of LibreOffice."""
    button = person.button(document, "校验本簿")
    while True:  # a click on a window that still moves is lost
        started, worked = time.perf_counter(), work(process)
        person.press(button)
        if seen_within(8, person.asked):
            break
    taken, worked = time.perf_counter() - started, work(process) - worked
    print(f"{taken:5.2f} s, {worked:5.2f} s of work  {person.message().splitlines()[0]}")
    person.answer()
    return taken, worked


def work(process: int) -> float:
    """Return the processor time of a process in seconds, which does not depend on other load."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Click several times; return 1 when the median is above the limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        join_uno(folder)
        office = profile(folder)
        for step in install_calc(office):
            step.do()
        with screen() as display, running(office, "xhg-benchmark", display=display) as program:
            person = Person(program, display)
            process = process_of(office.profile)
            document = person.open(workbook(folder))
            first, *others = [clicked(person, document, process) for _ in range(_CLICKS + 1)]
            person.leave()
    median, worked = (statistics.median(column) for column in zip(*others, strict=True))
    print(f"{first[0]:5.2f} s  first click")
    print(f"{median:5.2f} s  median of {_CLICKS} after it ({worked:.2f} s of work), at most {_LIMIT:.0f} s")
    return int(min(median, worked) > _LIMIT)


if __name__ == "__main__":
    sys.exit(main())
