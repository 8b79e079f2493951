"""`python -m xhg_excel.cli.window …`: `xhg` in a window of its own that stays until it was read.

Explorer's Send-to menu starts it so: Python gets the chosen paths as they are, no shell in between.
"""

from __future__ import annotations

import sys
from contextlib import suppress

from xhg_excel.__main__ import main
from xhg_excel.notice.words.shells.install import HOLD_WINDOW


def run() -> None:
    """Run `xhg`; a window that would close at the end waits for the Enter key."""
    try:
        main()
    finally:
        if sys.stdin is not None and sys.stdin.isatty():
            with suppress(EOFError):
                input(HOLD_WINDOW)


if __name__ == "__main__":
    run()
