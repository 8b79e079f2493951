"""Reading and merging at the size of a province: `python benchmarks/run.py [--files N] [--rows N] [--pandas N]`.

Makes N county workbooks of the real template (the rehearsal of the whole province, copied
as often as needed), prints a table of ratios measured in this one run, with the versions of
everything that took part, and writes it to benchmarks/results.md. Times are the processor's
where one process works, the clock's where several do; each the median of three.
"""

from __future__ import annotations

import argparse
import csv
import importlib.metadata
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from xhg_excel.core.consolidation.consolidate import consolidate
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.rehearsal.made_up import rehearse_city
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.files.read.folder import read_submissions, submission_of
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.read.workers import Limits
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE, PLACES
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.workbook import REGISTER_SHEETS

ROUNDS = 3
RESULTS = Path(__file__).with_name("results.md")
MODULES = ("xhg-excel", "python-calamine", "openpyxl", "pandas", "xlsxwriter", "pydantic")
PEAK = """
import os, resource, sys
if os.fork() == 0:
    os.execv(sys.executable, [sys.executable, "-c", "from xhg_excel.cli.main import main; main()", *sys.argv[1:]])
os.wait()
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
CONTEXT = Context(NOTICE, Registry(NOTICE))


def corpus(folder: Path, count: int) -> list[Path]:
    """Write `count` county workbooks: those of every city's rehearsal, copied into further folders."""
    distinct: list[Path] = []
    for city in CONTEXT.registry.cities:
        made = rehearse_city(city, CONTEXT.registry, NOTICE, random.Random(city.code))
        for unit in made.units:
            path = folder / "1" / city.name / f"{unit.full_name}.xlsx"
            content = CountyContent(made.annex1[unit], made.sites[unit])
            write_book(county_book(NOTICE, unit, content, CONTEXT.registry), path)
            distinct.append(path)
    files = distinct[:count]
    for number in range(count - len(files)):
        source = distinct[number % len(distinct)]
        target = folder / str(2 + number // len(distinct)) / source.parent.name / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
        files.append(target)
    return files


def bare(files: Sequence[Path]) -> None:
    """Read every cell of every sheet with calamine, and nothing else."""
    for path in files:
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def ours(files: Sequence[Path]) -> None:
    """Read, validate, account for every cell, and add up."""
    made = [submission_of(read_file(path, f"{path.parent}/{path.name}"), CONTEXT) for path in files]
    consolidate(made, None, CONTEXT.registry)


def only_annex2(files: Sequence[Path]) -> None:
    """Do what a script of ten lines does: Annex 2 of every file below each other, nothing checked."""
    tables = [
        pd.read_excel(path, sheet_name=REGISTER_SHEETS[ANNEX2.key], header=2, engine="openpyxl") for path in files
    ]
    with tempfile.TemporaryDirectory() as folder:
        pd.concat(tables).to_excel(Path(folder) / "all.xlsx", engine="openpyxl")


def merge(folder: Path) -> int:
    """Run `xhg merge` as a user does; return the peak memory of its largest process, in bytes."""
    with tempfile.TemporaryDirectory() as target:
        said = subprocess.run(  # noqa: S603  # this interpreter, our own lines
            [sys.executable, "-c", PEAK, "merge", str(folder), "--level", "province", "--out", f"{target}/all.xlsx"],
            capture_output=True,
            text=True,
            check=True,
        )
        if not Path(target, "all.xlsx").exists():
            raise SystemExit(said.stdout + said.stderr)
    return int(said.stdout.split()[-1]) * 1024


def apart(files: Sequence[Path], workers: int) -> None:
    """Read and validate in so many worker processes."""
    for _ in read_submissions([(path, path.name) for path in files], CONTEXT, Limits(workers=workers)):
        pass


def ledger(path: Path, rows: int) -> Path:
    """Write a ledger with one row a place as csv."""
    counties = [
        (city.name, county.name) for city in CONTEXT.registry.cities for county in CONTEXT.registry.counties_of(city)
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(field.shown for field in PLACES.columns)
        keys = [field.key for field in PLACES.columns]
        for number in range(rows):
            city, county = counties[number % len(counties)]
            row = {
                "city": city,
                "county": county,
                "place_name": f"演练场所{number}",
                "place_address": f"演练路{number}号",
            }
            row["problem_found"] = "否是"[number % 50 == 0]
            lines.writerow(row.get(key, "") for key in keys)
    return path


def taken(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Return the seconds some work takes."""
    started = clock()
    work()
    return clock() - started


def turns(clock: Callable[[], float], *works: Callable[[], object]) -> list[float]:
    """Let works take turns, so that a busy machine slows all alike; return the median seconds of each."""
    rounds = [[taken(work, clock) for work in works] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def lines(files: list[Path], folder: Path, asked: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Yield what was measured, the figure, and what is aimed at."""
    count = len(files)
    bare(files[:20])
    ours(files[:20])
    alone, all_of_it = turns(time.process_time, lambda: bare(files), lambda: ours(files))
    yield f"bare calamine, {count:,} workbooks", f"{alone:.1f} s ({alone / count * 1000:.1f} ms each)", ""
    yield "read + validate + totals", f"{all_of_it:.1f} s, **{all_of_it / alone:.2f} ×** bare calamine", "≤ 1.35 ×"
    peaks: list[int] = []
    sample = files[:: max(1, count // asked.pandas)][: asked.pandas]
    whole, slow = turns(time.perf_counter, lambda: peaks.append(merge(folder)), lambda: only_annex2(sample))
    slow *= count / len(sample)
    yield "the whole `xhg merge`, workbook written", f"{whole:.1f} s", ""
    loop = f"{slow:.0f} s (from {len(sample)} files), **{slow / whole:.0f} ×** `xhg merge`"
    yield "pandas + openpyxl, Annex 2 only, nothing checked", loop, "≥ 25 ×"
    yield "peak memory of the largest process of `xhg merge`", f"{max(peaks) / 2**20:.0f} MiB", "≤ 128 MiB"
    one, two = turns(time.perf_counter, lambda: apart(files, 1), lambda: apart(files, 2))
    yield (
        f"two workers, {os.cpu_count()} cores",
        f"{two:.1f} s, **{one / two:.2f} ×** one worker ({one:.1f} s)",
        "≥ 1.5 ×",
    )
    places = ledger(folder.parent / f"{PLACES.title}.csv", asked.rows)
    (counted,) = turns(time.perf_counter, lambda: submission_of(read_file(places, places.name), CONTEXT))
    yield f"a ledger of {asked.rows:,} places (csv), counted", f"{counted:.1f} s", "≤ 60 s"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pandas", type=int, default=20, help="files the slow loop is measured on")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "submissions"
        files = corpus(folder, asked.files)
        distinct = len(list((folder / "1").rglob("*.xlsx")))
        load = os.getloadavg()[0]
        table = ["| measured | figure | aim |", "| --- | --- | --- |"]
        for line in lines(files, folder, asked):
            table.append("| " + " | ".join(line) + " |")
            print(table[-1], flush=True)
    versions = ", ".join(f"{module} {importlib.metadata.version(module)}" for module in MODULES)
    head = [
        "# What reading and merging costs",
        "",
        f"Written by `python benchmarks/run.py --files {asked.files} --rows {asked.rows}` on {date.today()};"
        f" medians of {ROUNDS}.",
        f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores, load {load:.1f} when it began.",
        f"The {asked.files:,} workbooks are the rehearsal of the province ({distinct} files), copied.",
        "",
    ]
    RESULTS.write_text("\n".join([*head, *table, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
