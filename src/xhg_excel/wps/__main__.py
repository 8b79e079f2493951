"""`python -P -m xhg_excel.wps …`: what the add-in in WPS starts for a click."""

from xhg_excel.safe_path import leave_current_folder

leave_current_folder()  # before anything else is imported

import sys

from xhg_excel.files.places import log_fault

# Loaded first: it loads xlwings without the libraries that no script uses.
from xhg_excel.wps.clicked import click


def main() -> int:
    """Run a click; the add-in notices a missing record, the log has the reason."""
    try:
        click(sys.argv[1])
    except Exception as error:  # noqa: BLE001  # there is no window to say it in
        log_fault(error, "wps")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
