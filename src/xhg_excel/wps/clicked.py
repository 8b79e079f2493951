"""From a click in WPS to its script: the add-in starts `python -P -m xhg_excel.wps` with the folder of the click.

The folder's path is passed as UTF-16-BE in hexadecimal: no text of the user is part of a command line.
"""

from __future__ import annotations

from pathlib import Path

from xhg_excel.errors.addin import NoWorkbookError, UnknownScriptError
from xhg_excel.errors.base import XhgError
from xhg_excel.excel.click import NoBook, text_of
from xhg_excel.notice.words.shells.buttons import BUTTONS, Asks
from xhg_excel.wps.engine import Record, activate
from xhg_excel.wps.job import Job, beating, check_folder, read_job, remove_old, write_record, write_status


def click(folder_hex: str) -> None:
    """Run the script of a click and write its record.

    Raises:
        JobError: the folder is not one of a click; nothing is written.
        OSError: the record cannot be written.
    """
    folder = Path(text_of(folder_hex))
    check_folder(folder)
    with beating(folder):
        remove_old(folder.parent)
        record = Record(progress=lambda text: write_status(folder, text))
        run(read_job(folder), record)
        write_record(folder, record.operations)


def run(job: Job, record: Record) -> None:
    """Run the script of a job; everything it does, its message too, is added to the record."""
    app = activate(record, [] if job.book is None else [job.book], job.host_version)
    # Imported late, as in Excel: xlwings is loaded without the libraries that no script uses.
    from xhg_excel.excel import scripts
    from xhg_excel.excel.host import show_message

    try:
        button = next((button for button in BUTTONS if button.key == job.button), None)
        if button is None:
            raise UnknownScriptError(job.button)
        if job.book is None and button.key not in scripts.WITHOUT_BOOK:
            raise NoWorkbookError
    except XhgError as error:
        show_message(app, str(error), failed=True)
        return
    book = NoBook(app) if job.book is None else app.books.active
    getattr(scripts, button.key)(book, *(() if button.asks is Asks.NOTHING else (job.answer,)))
