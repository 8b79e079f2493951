"""Kill merge, mark, draw and report at every file operation, and at random moments; look what is left.

python -m tests.faults.killing --times 300 --seed 1

Each run is forked from this process, which has everything loaded, so that hundreds take minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from tests.conftest import CONTEXT
from tests.records import CLEAN
from xhg_excel.cli.main import xhg
from xhg_excel.core.templates.workbooks import form_book
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2

_OPERATIONS = {"open", "os.rename", "os.chmod", "os.remove", "os.mkdir", "os.rmdir", "tempfile.mkstemp"}
_SEED = "20200810123456789012"
OLD = b"what stood there before"
# When a file was read and made differs from run to run.
_TIMES = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d|Z)?")


@dataclass
class Outcome:
    """What came of the killed runs: how many of each command, leftovers, and everything that was wrong."""

    killed: Counter[str] = field(default_factory=Counter)
    finished: int = 0
    leftovers: int = 0
    wrong: list[str] = field(default_factory=list)


def write_forms(folder: Path, sites: int) -> None:
    """Write the forms of one county: its Annex 1, and so many sites in a file each, all with a doubt."""
    county = {"unit_city": "南通市", "unit_county": "如东县"}
    for number in range(sites):
        site = {"problem_id": f"P{number:03}", "site_name": f"演练作坊{number}", "address": f"演练镇{number}号"}
        answers = CLEAN["annex2"] | county | site | {"reason_unfinished": "一切正常"}
        write_book(form_book(NOTICE, ANNEX2, answers, CONTEXT.registry), folder / f"{number}.xlsx")
    book = form_book(NOTICE, ANNEX1, CLEAN["annex1"] | county, CONTEXT.registry)
    write_book(book, folder / "附件1.xlsx")


def prepare(folder: Path) -> None:
    """Write what the commands read: forms, ledgers, a frozen list, a totals workbook."""
    write_forms(folder / "报送", 3)
    write_forms(folder / "多份", 7)
    _run("rehearse", "--out", folder / "演练", "--no-faults")
    (folder / "演练/台账/南通市").rename(folder / "台账")
    _run("draw", "freeze", "--ledgers", folder / "台账", "--out", folder / "冻结.json")
    _run("merge", folder / "报送", "--out", folder / "汇总.xlsx")


def commands(base: Path, out: Path) -> dict[str, tuple[object, ...]]:
    """Return the commands, all of whose results stand below `out`; few files are read without workers."""
    drawn = ("--ledgers", base / "台账", "--freeze", base / "冻结.json", "--seed", _SEED)
    return {
        "merge": ("merge", base / "报送", "--out", out / "市级汇总.xlsx"),
        "merge with workers": ("merge", base / "多份", "--out", out / "市级汇总.xlsx", "--workers", "2"),
        "mark": ("validate", base / "报送", "--mark", out, "--json", out / "结果.json", "--xlsx", out / "情况.xlsx"),
        "draw": ("draw", "run", *drawn, "--out", out / "名单.xlsx", "--forms", out / "填报表"),
        "report": ("report", base / "汇总.xlsx", "--out", out / "报告.docx", "--draft", "--on", "2020-08-15"),
    }


def _run(*arguments: object) -> None:
    """Run a command in this process, with nothing said."""
    said = os.dup(1), os.dup(2)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    try:
        xhg.main([str(argument) for argument in arguments], standalone_mode=False)
    finally:
        sys.stdout.flush()
        for number, saved in enumerate(said, start=1):
            os.dup2(saved, number)
            os.close(saved)
        os.close(null)


def _forked(arguments: tuple[object, ...], prelude: Callable[[], None]) -> int:
    """Start a command in a process group of its own; return its number."""
    child = os.fork()
    if child:
        return child
    status = 3
    try:
        os.setsid()
        prelude()
        _run(*arguments)
        status = 0
    finally:
        os._exit(status)


def _kill_at(count: int) -> None:
    """End this process by force just before its file operation of that number."""
    left = [count]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _OPERATIONS and (event != "open" or _writes(arguments)):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR)) and arguments[0] != os.devnull


def seen(folder: Path) -> dict[str, str]:
    """Return the content of every file below a folder, times aside; a damaged one shows as such."""
    return {path.relative_to(folder).as_posix(): _content(path) for path in folder.rglob("*") if path.is_file()}


def _content(path: Path) -> str:
    raw = path.read_bytes()
    if raw == OLD:
        return "old"
    if path.suffix not in (".xlsx", ".docx"):
        return _TIMES.sub("", raw.decode("utf-8", "replace"))
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                return "damaged: a part"
            told = _values(path) if path.suffix == ".xlsx" else archive.read("word/document.xml").decode()
    except (zipfile.BadZipFile, EOFError, OSError, KeyError, CalamineError) as error:
        return f"damaged: {error}"
    return hashlib.sha256(_TIMES.sub("", told).encode()).hexdigest()


def _values(path: Path) -> str:
    with CalamineWorkbook.from_path(path) as book:
        return repr([(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names])


def left_running(group: int) -> bool:
    """Tell whether processes of a killed run live on after some seconds."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if not count_running(group):
            return False
        time.sleep(0.05)
    return True


def count_running(group: int) -> int:
    """Return how many processes of a run there are."""
    return sum(_state(path, group) for path in Path("/proc").glob("[0-9]*/stat"))


def _state(path: Path, group: int) -> bool:
    try:
        state, _, of_group = path.read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return False
    return int(of_group) == group and state != "Z"


class Trial:
    """One command, what it gives when it is left alone, and the runs that are killed."""

    def __init__(self, name: str, base: Path, scratch: Path, outcome: Outcome) -> None:
        self.name, self.base, self.scratch, self.outcome = name, base, scratch, outcome
        self.sources = seen(base)
        started = time.monotonic()
        self.wanted = self._whole(f"reference {name}")
        self.seconds = time.monotonic() - started
        self.count = 0

    def _whole(self, name: str) -> dict[str, str]:
        out = self.scratch / name
        child = _forked(commands(self.base, out)[self.name], lambda: None)
        os.waitpid(child, 0)
        return seen(out)

    def kill(self, prelude: Callable[[], None], seconds: float | None, *, old: bool) -> bool:
        """Run once and kill it; look at what is left; tell whether it was killed before its end."""
        self.count += 1
        out = self.scratch / f"{self.name}{self.count}"
        if old and self.name != "report":
            self._put_old(out)
        before = seen(out)
        child = _forked(commands(self.base, out)[self.name], prelude)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        was_killed = os.WIFSIGNALED(status)
        self._look(child, before, seen(out), was_killed=was_killed)
        return was_killed

    def _put_old(self, out: Path) -> None:
        for name in self.wanted:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(OLD)

    def _look(self, child: int, before: dict[str, str], after: dict[str, str], *, was_killed: bool) -> None:
        where = f"{self.name} {self.count}"
        self.outcome.killed[self.name] += was_killed
        self.outcome.finished += not was_killed
        for name, content in after.items():
            if Path(name).name.startswith(".xhg-"):
                self.outcome.leftovers += 1
            elif content not in (before.get(name), self.wanted.get(name)):
                self.outcome.wrong.append(f"{where}: {name} is {content[:60]}")
        if gone := sorted(before.keys() - after.keys()):
            self.outcome.wrong.append(f"{where}: lost {gone}")
        if not was_killed and {k: v for k, v in after.items() if ".xhg-" not in k} != self.wanted:
            differing = sorted(k for k in after.keys() | self.wanted.keys() if after.get(k) != self.wanted.get(k))
            self.outcome.wrong.append(f"{where}: finished, and gave something else ({differing[:3]})")
        if left_running(child):
            self.outcome.wrong.append(f"{where}: processes live on")
        if seen(self.base) != self.sources:
            self.outcome.wrong.append(f"{where}: a source was changed")


def at_every_operation(trial: Trial, most: int) -> None:
    """Kill before the first file operation, the second, and so on to the end; `most` of them, evenly spread."""
    number, step = 0, 1
    while trial.kill(lambda: _kill_at(number), None, old=number % 2 == 1):  # noqa: B023  # it is forked at once
        number += step
        step = max(1, number // most)


def at_random(trial: Trial, times: int, chance: random.Random) -> None:
    """Kill so many runs at random moments."""
    for _ in range(times):
        trial.kill(lambda: None, chance.uniform(0, trial.seconds * 1.1), old=chance.random() < 0.5)


def kill_all(times: int, seed: str, most: int, folder: Path) -> Outcome:
    """Return what came of killing each command at its file operations, and of `times` kills at random."""
    outcome, chance = Outcome(), random.Random(seed)
    prepare(folder / "base")
    for warm in commands(folder / "base", folder / "warm").values():
        _run(*warm)
    names = list(commands(folder, folder))
    for name in names:
        trial = Trial(name, folder / "base", folder / "scratch", outcome)
        at_every_operation(trial, most)
        at_random(trial, times // len(names), chance)
        if trial._whole(f"{name}{trial.count}") != {
            **_leftovers(folder / "scratch" / f"{name}{trial.count}"),
            **trial.wanted,
        }:
            outcome.wrong.append(f"{name}: the next run after a killed one gave something else")
    return outcome


def _leftovers(folder: Path) -> dict[str, str]:
    return {name: content for name, content in seen(folder).items() if Path(name).name.startswith(".xhg-")}


def main() -> Iterator[str]:
    """Run from the command line, and say what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        outcome = kill_all(asked.times, asked.seed, asked.most, Path(temporary))
    yield f"killed {outcome.killed.total()} runs {dict(outcome.killed)}, {outcome.finished} finished before"
    yield f"{outcome.leftovers} hidden temporary files left, {len(outcome.wrong)} wrong"
    yield from outcome.wrong


if __name__ == "__main__":
    for line in main():
        sys.stdout.write(f"{line}\n")
