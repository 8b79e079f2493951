"""`xhg` and `python -m xhg_excel`: the first lines of a run, before anything is loaded."""

from __future__ import annotations

import signal


def main() -> None:
    """Run `xhg`; until a command begins, Ctrl-C ends it at once and without a word."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # in the background of a script it is not
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from xhg_excel.cli.main import main as run  # only now: it loads what takes time

    run()


if __name__ == "__main__":
    main()
