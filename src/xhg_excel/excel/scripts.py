"""One script for each button: read the workbook once, compute in the core, write once, show one message.

The name of a script is the key of its button. Its arguments are the workbook and, where the button needs
one, the folder or digits that the user gave. No script returns or raises anything: `ends_in_a_message` shows
what it returns, an `XhgError` and any bug in one message box, and writes bugs to a log.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlwings as xw

from xhg_excel.errors.base import XhgError
from xhg_excel.excel.host import end_progress, quiet, show_message
from xhg_excel.files.places import log_fault
from xhg_excel.notice.words.shells.addin import OUR_FAULT

Script = Callable[..., str]


def ends_in_a_message(script: Script) -> Callable[..., None]:
    """Return a script that shows its message or its error: the only place where errors of a click are caught."""

    @functools.wraps(script)
    def run(book: Any, *answer: str) -> None:
        app = book.app
        try:
            with quiet(app):
                message, failed = script(book, *answer), False
        except XhgError as error:
            if error.__cause__ is not None:  # Excel's own error, for the support
                log_fault(error.__cause__, script.__name__)
            message, failed = str(error), True
        except Exception as error:  # noqa: BLE001  # our bug: the user goes on working, the log has the traceback
            log = log_fault(error, script.__name__)
            message, failed = OUR_FAULT.format(error=type(error).__name__, log=log), True
        end_progress(app)
        show_message(app, message, failed=failed)

    # xlwings reads annotations: the script returns its message, the button's function nothing.
    run.__annotations__ = {**script.__annotations__, "return": None}
    return xw.script(run)


@ends_in_a_message
def check_book(book: xw.Book) -> str:
    """Check every form, register and ledger of a workbook and mark what is found."""
    from xhg_excel.excel.checking import check

    return check(book)


@ends_in_a_message
def check_sheet(book: xw.Book) -> str:
    """Check the active sheet only."""
    from xhg_excel.excel.book import active_sheet
    from xhg_excel.excel.checking import check

    return check(book, only=active_sheet(book).name)


@ends_in_a_message
def clear_marks(book: xw.Book) -> str:
    """Remove the marks of a check."""
    from xhg_excel.excel.checking import clear

    return clear(book)


@ends_in_a_message
def add_site(book: xw.Book) -> str:
    """Go to the next empty row of a register; with single forms only, write a blank one."""
    from xhg_excel.excel.filling import add_site as add

    return add(book)


@ends_in_a_message
def repair_template(book: xw.Book) -> str:
    """Write the workbook anew to another file, with every entry."""
    from xhg_excel.excel.filling import repair_book

    return repair_book(book)


@ends_in_a_message
def make_templates(book: xw.Book, answer: str = "") -> str:  # noqa: ARG001  # the signature every button calls
    """Write every blank workbook to a folder; none is overwritten."""
    from xhg_excel.excel.filling import write_blanks

    return write_blanks(_folder(answer, "make_templates"))


@ends_in_a_message
def merge_folder(book: xw.Book, answer: str = "") -> str:
    """Merge the submissions of a folder into a new workbook and open it."""
    from xhg_excel.excel.merging import merge_files

    return merge_files(book.app, _folder(answer, "merge_folder"))


@ends_in_a_message
def write_report(book: xw.Book, answer: str = "") -> str:
    """Write the report on this totals workbook, with the ledgers in a folder."""
    from xhg_excel.excel.reporting import report_on_open_book

    return report_on_open_book(book, _folder(answer, "write_report"))


@ends_in_a_message
def compute_quotas(book: xw.Book) -> str:
    """Compute the quotas from the ledgers in this workbook, on sheets of it."""
    from xhg_excel.excel.merging import write_quotas

    return write_quotas(book)


@ends_in_a_message
def draw_sample(book: xw.Book, answer: str = "") -> str:
    """Freeze the lists in this workbook; with the public seed, draw the sample from them."""
    from xhg_excel.excel.drawing import draw_in_open_book

    return draw_in_open_book(book, answer)


@ends_in_a_message
def open_help(book: xw.Book) -> str:  # noqa: ARG001  # the signature every button calls
    """Open the guide; show version and log."""
    from xhg_excel.excel.help import open_guide

    return open_guide()


@ends_in_a_message
def self_test(book: xw.Book) -> str:
    """Compute known results in this program and show them on a sheet."""
    from xhg_excel.excel.self_test import run_self_test

    return run_self_test(book)


# Scripts that need no workbook: their buttons work in an empty window too.
WITHOUT_BOOK = frozenset({"make_templates", "merge_folder", "open_help"})


def _folder(answer: str, key: str) -> Path:
    """Return the folder the user chose.

    Raises:
        NothingAskedError: the user chose none.
        NothingToReadError: it does not exist.
    """
    from xhg_excel.errors.addin import NothingAskedError
    from xhg_excel.errors.files import NothingToReadError
    from xhg_excel.notice.words.shells.buttons import BUTTONS

    if not answer.strip():
        raise NothingAskedError(next(button.prompt for button in BUTTONS if button.key == key))
    folder = Path(answer.strip().strip('"'))
    if not folder.is_dir():
        raise NothingToReadError(folder, exists=False)
    return folder
