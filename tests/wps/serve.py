"""A Python that runs the clicks of many workbooks: a line of standard input is the folder of one, in hexadecimal."""

from __future__ import annotations

import sys

from xhg_excel.files.places import log_fault
from xhg_excel.wps.clicked import click


def serve() -> None:
    """Run a click for each line; one that fails leaves no record, as in the program's own entrance."""
    for line in sys.stdin:
        try:
            click(line.strip())
        except Exception as error:  # noqa: BLE001  # as there
            log_fault(error, "wps")


if __name__ == "__main__":
    serve()
