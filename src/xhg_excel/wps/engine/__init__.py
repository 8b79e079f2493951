"""An xlwings engine without a spreadsheet program: it answers from a workbook as data and records what is written.

Whoever has the workbook open reads it into a `BookState`, runs a script on `activate(record, books)`, and replays
`record.operations`: plain values that any program with cells can carry out (operations.py lists them). It knows no
program and calculates nothing:

- what a script reads are the values of the state and what it wrote itself; the result of a formula that it wrote is
  not known (None), but for the text of a link;
- looks, sizes and merged areas are known where the script set them and outside the cells of the state;
- every other member raises NotImplementedError with its name.

A sheet or workbook that refuses a change raises `RefusedError` while the script runs, as Excel would, so that the
script's message is right before anything is replayed.
"""

from xhg_excel.wps.engine.apps import activate
from xhg_excel.wps.engine.operations import Record
from xhg_excel.wps.engine.state import BookState, CellError, RefusedError, RuleState, SheetState

__all__ = ["BookState", "CellError", "Record", "RefusedError", "RuleState", "SheetState", "activate"]
