"""`python -m xhg_excel.cli.window …`: `xhg` in a window of its own that stays open until it was read.

Explorer's Send-to menu starts it so: Python gets the chosen paths as they are, no shell in between. Shortcuts on
users' computers name this module (`notice.words.shells.install.WINDOW_MODULE`), so it keeps its name.
"""

from __future__ import annotations

from xhg_excel.safe_path import leave_current_folder

leave_current_folder()  # before anything else is imported

import sys
from contextlib import suppress

from xhg_excel.cli.start import main
from xhg_excel.notice.words.shells.install import HOLD_WINDOW


def run() -> None:
    """Run `xhg`; at the end wait for the Enter key, where there is a window that would close."""
    try:
        main()
    finally:
        if sys.stdin is not None and sys.stdin.isatty():
            with suppress(EOFError):
                input(HOLD_WINDOW)


if __name__ == "__main__":
    run()
