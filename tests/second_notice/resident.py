"""The program that knows a made-up notice, loaded once; every command runs in a process forked from it.

Run as `resident.py FOLDER`: a line of JSON in is `xhg`'s arguments, or a script and its own; the line out is its exit
status. What it printed is then in FOLDER/stdout and FOLDER/stderr.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import sys
import traceback
from pathlib import Path

# What the commands of the tests load, but for what some notices lack.
LOADED = (
    "openpyxl",
    "pandas",
    "xlsxwriter",
    "xlwings",
    "xhg_excel.cli.explain",
    "xhg_excel.cli.main",
    "xhg_excel.cli.merge",
    "xhg_excel.cli.template",
    "xhg_excel.cli.validate",
    "xhg_excel.core.templates.workbooks",
    "xhg_excel.core.totals.merge",
    "xhg_excel.files.read.folder",
    "xhg_excel.files.write.workbook",
)


def main(folder: Path) -> None:
    """Run what each line asks for."""
    for module in LOADED:
        importlib.import_module(module)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _end_as(json.loads(line), folder)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201  # what the test reads


def _end_as(arguments: list[str], folder: Path) -> None:
    """Run a command in this (forked) process, and end it with its exit status."""
    status = 70
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    try:
        status = _run(arguments)
    except BaseException:  # noqa: BLE001  # nothing may leave a forked process but its status
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _run(arguments: list[str]) -> int:
    first = arguments[0]
    sys.argv = arguments if first.endswith(".py") else ["xhg", *arguments]
    try:
        if first.endswith(".py"):
            runpy.run_path(first, run_name="__main__")
        else:
            from xhg_excel.cli.main import main as xhg

            xhg()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
