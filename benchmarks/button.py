"""Measure what a click costs before its script begins: the start of Python and the imports of the script.

Run `python benchmarks/button.py`; prints the median of each in milliseconds and its ratio to a bare start.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

_RUNS = 15
_CODES = {
    "bare Python": "pass",
    "xlwings as it comes": "import xlwings",
    "click, xlwings included": "import xhg_excel.excel.click",
    "click on 校验": "import xhg_excel.excel.click, xhg_excel.excel.scripts, xhg_excel.excel.checking",
    "click on 合并文件夹": "import xhg_excel.excel.click, xhg_excel.excel.scripts, xhg_excel.excel.merging",
    "everything at once": "import xlwings, pandas, openpyxl, pydantic, xhg_excel.excel.merging",
}


def milliseconds(code: str) -> float:
    """Return the milliseconds that a new interpreter needs to run a line."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # this interpreter, our own lines
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Measure the lines in turns, so that other load affects all of them, and print the medians."""
    taken: dict[str, list[float]] = {name: [] for name in _CODES}
    for _ in range(_RUNS):
        for name, code in _CODES.items():
            taken[name].append(milliseconds(code))
    bare = statistics.median(taken["bare Python"])
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{median:7.0f} ms  {median / bare:5.1f} ×  {name}")  # it is a report


if __name__ == "__main__":
    main()
