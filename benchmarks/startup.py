"""What a command costs before and while it does little: Python's start, the modules it loads, one small file.

Run `python benchmarks/startup.py`, with `--commands` for the help of every command; prints medians of wall-clock and
processor time in milliseconds, and what that is over a bare start of Python. On a busy machine the processor's time
is the one to compare.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from xhg_excel.cli.main import COMMANDS

_RUNS = 15
_MAIN = "from xhg_excel.__main__ import main; main()"


def _times(command: list[str]) -> tuple[float, float]:
    """Return wall-clock and processor time of a run, in milliseconds."""
    started, before = time.perf_counter(), _spent()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603  # our own lines
    return (time.perf_counter() - started) * 1000, (_spent() - before) * 1000


def _spent() -> float:
    """Return the processor time of ended children in seconds; 0 where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure one of each kind, or the help of every command."""
    blank = [sys.executable, "-c"]
    commands = {"bare Python": [*blank, "pass"], "xhg --help": [*blank, _MAIN, "--help"]}
    if "--commands" in sys.argv[1:]:
        _measure(commands | {f"xhg {name} --help": [*blank, _MAIN, name, "--help"] for name in COMMANDS})
        return
    with tempfile.TemporaryDirectory() as folder:
        _times([sys.executable, "-c", _MAIN, "rehearse", "--out", folder, "--city", "宿迁市"])
        submission = min(Path(folder).glob("报送/**/*.xlsx"))
        commands |= {
            "the command-line library alone": [*blank, "import click"],
            "xhg validate --help": [*blank, _MAIN, "validate", "--help"],
            "xhg draw freeze --help": [*blank, _MAIN, "draw", "freeze", "--help"],
            "xhg merge, an option mistyped": [*blank, _MAIN, "merge", "--oot"],
            "xhg validate, one county workbook": [*blank, _MAIN, "validate", str(submission)],
        }
        _measure(commands)


def _measure(commands: dict[str, list[str]]) -> None:
    """Take turns, so that a busy machine slows all alike, and print the medians."""
    for command in commands.values():
        _times(command)  # compiled once
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(_RUNS):
        for name, command in commands.items():
            taken[name].append(_times(command))
    _print(taken)


def _print(taken: dict[str, list[tuple[float, float]]]) -> None:
    medians = {
        name: [statistics.median(column) for column in zip(*times, strict=True)] for name, times in taken.items()
    }
    bare = medians["bare Python"]
    print("   wall  over bare       processor  over bare")
    for name, (wall, spent) in medians.items():
        print(f"{wall:5.0f} ms  {wall - bare[0]:+6.0f} ms     {spent:5.0f} ms  {spent - bare[1]:+6.0f} ms     {name}")


if __name__ == "__main__":
    main()
