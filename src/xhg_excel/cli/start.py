"""The first lines of every run of `xhg`, before anything that takes time is loaded."""

from __future__ import annotations

import signal
import sys

# Commands that read workbooks; the others, and a look at the help, start no worker.
_READING = {
    "validate", "confirm", "unmark", "merge", "explain", "diff", "quota", "plan", "draw", "progress", "report", "sendto",
}  # fmt: skip
_HELP = {"--help", "-h"}


def main() -> None:
    """Run `xhg`; while it loads, Ctrl-C ends it at once and prints nothing."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # in the background of a script it is ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if len(sys.argv) > 2 and sys.argv[1] in _READING and not _HELP.intersection(sys.argv):
        from xhg_excel.files.read.worker import start_ahead

        start_ahead()
    from xhg_excel.cli.main import main as run

    run()
