"""A county workbook checked by its button in an open workbook; run as `buttons.py FILE`.

Prints the codes on the result sheet and the message the click ends with.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.excel.conftest import opened_file
from tests.excel.engine import HostModel, join
from xhg_excel.excel import scripts
from xhg_excel.notice.words.findings import MESSAGES


def main(path: Path) -> None:
    """Click."""
    host = HostModel(hwnd=1)
    join(host)
    scripts.check_book(opened_file(host, path))
    written = [cell.value for sheet in host.books[0].sheets for cell in sheet.cells.values()]
    codes = sorted(str(value) for value in written if value in MESSAGES)
    print(json.dumps([codes, host.alerts]))  # noqa: T201  # what the test reads


if __name__ == "__main__":
    main(Path(sys.argv[1]))
