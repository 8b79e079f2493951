"""What xlwings' Windows engine does that a click must not, and the one Excel that it does not find."""

from __future__ import annotations

import atexit
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import PurePath
from typing import Any

import xlwings as xw

_ENGINE = "xlwings._xlwindows"
# The moniker of Excel.Application among the running objects.
_EXCEL_CLASS = "!{00024500-0000-0000-C000-000000000046}"


def spare_other_excels() -> None:
    """Remove xlwings' exit hook, which ends every EXCEL.EXE that has no workbook window, with what is unsaved in it."""
    engine: Any = sys.modules.get(_ENGINE)
    if engine is not None:
        atexit.unregister(engine.cleanup)


def excel_without_workbook(hwnd: str) -> xw.App | None:
    """Return the Excel of a window in which no workbook is open; None when there is none, or no Windows.

    xlwings finds an Excel by the window of a workbook. One without is found among the running objects (COM's
    table of them): Excel registers itself and the files it has open, its add-ins too.

    Args:
        hwnd: the handle of the window, in decimal.
    """
    engine: Any = sys.modules.get(_ENGINE)
    if engine is None:
        return None
    com, client = import_module("pythoncom"), import_module("win32com.client")
    com.CoInitialize()
    table = com.GetRunningObjectTable()
    for moniker in table:
        with suppress(Exception):  # an object that has ended, or another program's of such a name
            name = moniker.GetDisplayName(com.CreateBindCtx(0), None)
            if name.upper() != _EXCEL_CLASS and not PurePath(name).suffix.lower().startswith(".xl"):
                continue
            running = client.Dispatch(table.GetObject(moniker).QueryInterface(com.IID_IDispatch)).Application
            if str(running.Hwnd) == hwnd:
                return xw.App(impl=engine.App(xl=running))
    return None
