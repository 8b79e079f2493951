"""The first lines of every run of `xhg`, before anything that takes time is loaded."""

from __future__ import annotations

import signal


def main() -> None:
    """Run `xhg`; while it loads, Ctrl-C ends it at once and prints nothing."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # in the background of a script it is ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from xhg_excel.cli.main import main as run

    run()
