"""One script a button: read the workbook once, compute in the core, write once, end with a message.

Every script takes the workbook, and what the host asked the user for where its button asks. None
returns or raises anything: each ends in one message box, a fault of ours in a log besides.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlwings as xw

from xhg_excel.errors.base import XhgError
from xhg_excel.excel.host import end_progress, quiet, tell
from xhg_excel.files.places import log_fault
from xhg_excel.notice.words.shells.addin import OUR_FAULT

Script = Callable[..., str]


def ends_in_a_message(script: Script) -> Callable[..., None]:
    """Return a script that shows what it has to say; the one place where errors of a click are caught."""

    @functools.wraps(script)
    def run(book: Any, *asked: str) -> None:
        app = book.app
        try:
            with quiet(app):
                said, failed = script(book, *asked), False
        except XhgError as error:
            if error.__cause__ is not None:  # what the host said, for whoever is asked to help
                log_fault(error.__cause__, script.__name__)
            said, failed = str(error), True
        except Exception as error:  # noqa: BLE001  # our bug: the user keeps working, the log says where it is
            log = log_fault(error, script.__name__)
            said, failed = OUR_FAULT.format(error=type(error).__name__, log=log), True
        end_progress(app)
        tell(app, said, failed=failed)

    # Not the script's own: it returns what to say, a button returns nothing.
    run.__annotations__ = {**script.__annotations__, "return": None}
    return run


@xw.script
@ends_in_a_message
def check_book(book: xw.Book) -> str:
    """Check every form, register and ledger of a workbook and mark what is found."""
    from xhg_excel.excel.checking import check

    return check(book)


@xw.script
@ends_in_a_message
def check_sheet(book: xw.Book) -> str:
    """Check the active sheet alone."""
    from xhg_excel.excel.book import active_sheet
    from xhg_excel.excel.checking import check

    return check(book, only=active_sheet(book).name)


@xw.script
@ends_in_a_message
def clear_marks(book: xw.Book) -> str:
    """Take off what a check left."""
    from xhg_excel.excel.checking import clear

    return clear(book)


@xw.script
@ends_in_a_message
def add_site(book: xw.Book) -> str:
    """Go to the next empty row of a register; beside a single form, make a new blank one."""
    from xhg_excel.excel.filling import add_site as add

    return add(book)


@xw.script
@ends_in_a_message
def repair_template(book: xw.Book) -> str:
    """Lay the workbook out anew in a file of its own, every entry kept."""
    from xhg_excel.excel.filling import repair_book

    return repair_book(book)


@xw.script
@ends_in_a_message
def make_templates(book: xw.Book, asked: str = "") -> str:  # noqa: ARG001  # the signature every button calls
    """Write every blank workbook into a folder; nothing there is overwritten."""
    from xhg_excel.excel.filling import make_blanks

    return make_blanks(_folder(asked, "make_templates"))


@xw.script
@ends_in_a_message
def merge_folder(book: xw.Book, asked: str = "") -> str:
    """Merge the submissions of a folder into a new workbook and open it."""
    from xhg_excel.excel.merging import merge_files

    return merge_files(book.app, _folder(asked, "merge_folder"))


@xw.script
@ends_in_a_message
def write_report(book: xw.Book, asked: str = "") -> str:
    """Write the report on this totals workbook, with the ledgers in a folder."""
    from xhg_excel.excel.reporting import report_in

    return report_in(book, _folder(asked, "write_report"))


@xw.script
@ends_in_a_message
def compute_quotas(book: xw.Book) -> str:
    """Compute the quotas from the ledgers in this workbook, on sheets of it."""
    from xhg_excel.excel.merging import place_quotas

    return place_quotas(book)


@xw.script
@ends_in_a_message
def draw_sample(book: xw.Book, asked: str = "") -> str:
    """Freeze the lists in this workbook; with the public seed, draw the sample from them."""
    from xhg_excel.excel.drawing import draw_in

    return draw_in(book, asked)


@xw.script
@ends_in_a_message
def open_help(book: xw.Book) -> str:  # noqa: ARG001  # the signature every button calls
    """Open the guide; say the version and where the log is."""
    from xhg_excel.excel.help import open_guide

    return open_guide()


@xw.script
@ends_in_a_message
def self_test(book: xw.Book) -> str:
    """Compute what is known and put the outcome on a sheet of its own."""
    from xhg_excel.excel.self_test import run_self_test

    return run_self_test(book)


# These need no workbook: their buttons work in an empty window too.
WITHOUT_BOOK = frozenset({"make_templates", "merge_folder", "open_help"})


def _folder(asked: str, key: str) -> Path:
    """Return the folder the user chose.

    Raises:
        NothingAskedError: none was chosen.
        NothingToReadError: it does not exist.

    """
    from xhg_excel.errors.addin import NothingAskedError
    from xhg_excel.errors.files import NothingToReadError
    from xhg_excel.notice.words.shells.buttons import BUTTONS

    if not asked.strip():
        raise NothingAskedError(next(button.prompt for button in BUTTONS if button.key == key))
    folder = Path(asked.strip().strip('"'))
    if not folder.is_dir():
        raise NothingToReadError(folder, exists=False)
    return folder
