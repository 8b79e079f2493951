"""Plant each fault in a copy of the sources and run the tests named for it.

python -m tests.planted.run                       all faults, as many at a time as there are cores
python -m tests.planted.run core/totals cli       only those in files whose path begins so
python -m tests.planted.run --sample 12           a fixed sample over all rooms

Each fault runs in a process forked from this one, which has the libraries loaded and nothing of ours. Exit
status 1 when a fault was not caught; faults that no longer apply are listed and change no status.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.planted.fault import Fault
from tests.planted.faults import FAULTS

ROOT = Path(__file__).parents[2]
_PACKAGE = "xhg_excel"
_LIBRARIES = (
    "click",
    "docx",
    "hypothesis",
    "lxml.etree",
    "openpyxl",
    "pandas",
    "pydantic",
    "python_calamine",
    "xlsxwriter",
)
_SECONDS = 600.0
_CAUGHT, _MISSED = 1, 0  # exit status of pytest: tests failed, all passed


@dataclass(frozen=True)
class Trial:
    """What came of one fault: the exit status of its tests, None when they did not end; and their output."""

    fault: Fault
    status: int | None
    output: str

    @property
    def is_caught(self) -> bool:
        """Tell whether a test failed, or hung."""
        return self.status in (_CAUGHT, None)


def stale(fault: Fault) -> str:
    """Return why a fault no longer applies; '' when it does."""
    source = ROOT / "src" / _PACKAGE / fault.file
    if not source.is_file():
        return "no such file"
    found = source.read_text("utf-8").count(fault.old)
    if found != 1:
        return f"its piece occurs {found} times"
    gone = [test for test in fault.tests.split() if not (ROOT / test.partition("::")[0]).exists()]
    return f"no test {gone[0]}" if gone else ""


def sample(count: int) -> list[Fault]:
    """Return so many faults, spread evenly over the list and so over the rooms."""
    return [FAULTS[number * len(FAULTS) // count] for number in range(count)]


def planted(fault: Fault, folder: Path) -> Path:
    """Copy the sources into a folder laid out like the repository, with the fault in them; return where."""
    for other in ("addin", "docs", "workbook_templates", "pyproject.toml"):
        (folder / other).symlink_to(ROOT / other)
    copied = folder / "src" / _PACKAGE
    shutil.copytree(ROOT / "src" / _PACKAGE, copied)
    source = copied / fault.file
    source.write_text(source.read_text("utf-8").replace(fault.old, fault.new), "utf-8")
    return copied.parent


def _try(fault: Fault, folder: Path) -> int:
    """Run the tests of a fault in this (forked) process; return their exit status."""
    os.setsid()
    output = os.open(folder / "output.txt", os.O_WRONLY | os.O_CREAT)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sources = planted(fault, folder)
    os.chdir(ROOT)
    os.environ |= {"PYTHONPATH": str(sources), "TMPDIR": str(folder), "HOME": str(folder)}
    tempfile.tempdir = str(folder)
    sys.path.insert(0, str(sources))
    status = pytest.main(
        [
            "-x",
            "-q",
            "--tb=line",
            "-p",
            "no:cacheprovider",
            "-W",
            "ignore:Module already imported",
            *fault.tests.split(),
        ]
    )
    assert Path(importlib.import_module(_PACKAGE).__file__ or "").is_relative_to(sources)
    return int(status)


def trials(faults: Sequence[Fault], jobs: int) -> Iterator[Trial]:
    """Try faults, some at a time; yield each as its tests end."""
    for library in _LIBRARIES:
        importlib.import_module(library)
    waiting, running = list(reversed(faults)), dict[int, tuple[Fault, Path, float]]()
    with tempfile.TemporaryDirectory(prefix="planted ") as scratch:
        while waiting or running:
            while waiting and len(running) < jobs:
                fault, folder = waiting.pop(), Path(tempfile.mkdtemp(dir=scratch))
                child = os.fork()
                if not child:
                    _end_as(fault, folder)
                running[child] = fault, folder, time.monotonic() + _SECONDS
            ended, status = os.waitpid(-1, os.WNOHANG)
            late = [child for child, (_, _, until) in running.items() if time.monotonic() > until]
            for child in late:
                with suppress(ProcessLookupError):
                    os.killpg(child, signal.SIGKILL)
            if ended:
                fault, folder, _ = running.pop(ended)
                code = os.waitstatus_to_exitcode(status)
                yield Trial(fault, None if code < 0 else code, (folder / "output.txt").read_text("utf-8", "replace"))
                shutil.rmtree(folder, ignore_errors=True)
            else:
                time.sleep(0.02)


def _end_as(fault: Fault, folder: Path) -> None:
    """End this process with the exit status of a fault's tests."""
    status = 70
    try:
        status = _try(fault, folder)
    except BaseException:  # noqa: BLE001  # nothing may leave a forked process but its status
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def report(faults: Sequence[Fault], jobs: int) -> Iterator[tuple[str, bool]]:
    """Yield a line for every fault that was not caught or no longer applies, and the sum; whether each is a failure."""
    apply = [fault for fault in faults if not stale(fault)]
    caught = 0
    for trial in trials(apply, jobs):
        caught += trial.is_caught
        if trial.status == _MISSED:
            yield f"NOT CAUGHT  {trial.fault.name}  ({trial.fault.tests})", True
        elif not trial.is_caught:
            said = [line for line in trial.output.splitlines() if line.strip()]
            yield f"NOT TRIED   {trial.fault.name}  (pytest ended with {trial.status}: {' | '.join(said[-3:])})", True
    for fault in faults:
        if why := stale(fault):
            yield f"NO LONGER APPLIES  {fault.name}  ({why})", False
    yield f"{caught} of {len(apply)} faults caught; {len(faults) - len(apply)} no longer apply", False


def main() -> int:
    """Run from the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", nargs="*", help="beginnings of paths below the package")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    faults = sample(asked.sample) if asked.sample else FAULTS
    chosen = [fault for fault in faults if not asked.places or fault.file.startswith(tuple(asked.places))]
    status = 0
    for line, is_failure in report(chosen, asked.jobs):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        status |= is_failure
    return status


if __name__ == "__main__":
    sys.exit(main())
