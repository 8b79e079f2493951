"""An xlwings engine for LibreOffice Calc: scripts written for Excel run on an open Calc document.

It imports xlwings and `uno` (LibreOffice's own Python module, imported on use) and nothing else outside
the standard library, and needs no licence key: third parties may register engines with `xw.engines.add`.

    app = activate(here())            # in a macro or an extension, inside LibreOffice
    app = activate(connect("name"))   # from outside: soffice --accept="pipe,name=name;urp;"
    app.books.active.sheets[0]["A1"].value = 7

`activate` creates `xlwings.Engine(impl=Engine(...))`, adds it to `xw.engines` and makes it the active one.
Afterwards `xw.apps`, `xw.books` and `xw.Book("file.xlsx")` are LibreOffice's.

Supported members of xlwings:

- values and formulas in Excel's grammar, array formulas; written in blocks, pandas and numpy by xlwings' options;
- `Range`: addresses and places, find, sort, insert, delete, copy, move, merge, links, notes, names, several areas;
- looks: fonts, borders, fills, number formats by Excel's codes, alignment, widths in characters, heights, hidden rows;
- conditional formats (formula and cell value), data validation, print areas, frozen rows, grid lines, PDF;
- books and sheets: open, add, save, close, copy, move, hide, delete; `App.alert`, `status_bar`, `screen_updating`.

Every other member raises NotImplementedError with its name (gaps.py): starting and killing a program
(`Apps.add`, `App.kill`), macros (`App.run`), charts, pictures, shapes and comments; of a `Range` autofill,
autofilter, paste, copy_picture, to_png, replace_all, remove_duplicates, group, characters and special cells; colour
scales, data bars and icon sets; and the asynchronous `get_...` members.
What differs from Excel is in the conformance table of the tests.
Beyond xlwings there are `Sheet.freeze_rows`, `Sheet.filter_table`, `Note.resize`, `App.undo` (all changes
of a script as one undo step) and `App.before_alert`.

Where a document may not be changed (read-only, protected cells) or was closed, a `CalcError` is raised.

No generator-based context manager may surround calls of UNO: Python cannot pass UNO's exceptions into it.
"""

from xhg_excel.calc.engine.apps import Engine, activate, book_of
from xhg_excel.calc.engine.errors import CalcError, ClosedError, LockedError, ReadOnlyError, UnreachableError
from xhg_excel.calc.engine.office import Office, connect, here

__all__ = [
    "CalcError",
    "ClosedError",
    "Engine",
    "LockedError",
    "Office",
    "ReadOnlyError",
    "UnreachableError",
    "activate",
    "book_of",
    "connect",
    "here",
]
