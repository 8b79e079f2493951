"""How long 1,000 county workbooks with their sites take: `python benchmarks/stamp.py [workbooks]`.

Prints seconds for stamping and writing them, the same per workbook, and the ratio to
laying each out and writing it anew.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Unit
from xhg_excel.core.templates.prefilled import blank_county
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.write.draw_files import write_county
from xhg_excel.files.write.stamp import Stamp
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE

CHEM, OTHERS = 9, 5


def main(count: int) -> None:
    """Measure and print, in the processor's seconds."""
    registry = Registry()
    units = [Unit(city, county) for city in registry.cities for county in registry.counties_of(city)]
    work = [(units[n % len(units)], sites(n)) for n in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        stamp = Stamp(blank_county(NOTICE, registry))
        ready = time.process_time()
        for number, (unit, rows) in enumerate(work):
            target = Path(folder) / f"{number}.xlsx"
            write_county(target, unit, rows, stamp=stamp, campaign=NOTICE, registry=registry)
        done = time.process_time()
        for unit, rows in work[:10]:
            write_book(county_book(NOTICE, unit, CountyContent(sites=rows), registry), Path(folder) / "anew.xlsx")
        anew = (time.process_time() - done) / len(work[:10])
    each = (done - ready) / count
    print(f"blank workbook {ready - started:.2f} s, then {count:,} workbooks {done - ready:.2f} s")
    print(f"each {each * 1000:.2f} ms, laid out anew {anew * 1000:.1f} ms, ratio {anew / each:.0f}")


def sites(number: int) -> dict[str, list[dict[str, str]]]:
    """Return the sites of a made-up county: 0 to 17 小化工, 0 to 9 others."""

    def site(n: int) -> dict[str, str]:
        return {"site_name": f"演练作坊{number}-{n}", "address": f"演练镇演练村{n}组"}

    chem = [site(n) | {"problem_id": f"P{number:03d}{n:02d}"} for n in range(number % (2 * CHEM))]
    others = [site(n) | {"site_type": ("小电镀", "停产停业(关闭)")[n % 2]} for n in range(number % (2 * OTHERS))]
    return {"annex2": chem, "annex3": others}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
