"""The add-in's real VBA, run by an interpreter of another author over an Excel in memory.

What that Excel lacks is given to it as VBA of our own: the Windows functions of VBA, WScript.Shell, which notes the
command it is told to run instead of running it, xlwings' Python, which notes the call, and Excel's dialogs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import NOTHING

from addin.build import ADDIN, modules
from addin.vba_project import Kind
from xhg_excel.files.addin_file import with_interpreter

PYTHON = r"C:\Users\演练甲\R&D 2\.venv\Scripts\python.exe"
WINDOW = "4711"
# What the interpreter or its Excel does not have, and what stands there instead.
REPLACED = {
    "Private WithEvents ": "Public ",
    "Application.Hwnd": WINDOW,
    "Application.OperatingSystem": "System",
    "Application.Caller": "0",
    "Application.InputBox(": "Answer(",
    "Application.MacroOptions Macro:=": "Describe Macro:=",
    "    Set host = Application\r\n": "    Set host = New Picker\r\n",
    "        Kill LOG_FILE\r\n": "        Removed = LOG_FILE\r\n",
    "XLPyLoadDLL\r\n    If 0 <> XLPyDLLActivateAuto(XLPy, XLPyCommand, 1)": "Set XLPy = New Server\r\n    If 1 = 0",
}
WINDOWS = """Attribute VB_Name = "Windows"
Public Started, Removed, Absent, Result, Chosen, Typed, System, Called, Described
Public Function Environ(name)
    Environ = "C:\\<" & name & ">"
End Function
Public Function GetAttr(path)
    If path = Absent Or path = "" Or Right(path, 5) = ".conf" Then Err.Raise 53
    GetAttr = 0
End Function
Public Function CreateObject(name)
    If name = "WScript.Shell" Then Set CreateObject = New Shell Else Set CreateObject = New Dictionary
End Function
Public Function Answer(prompt, title, Optional Type)
    Described = Described & prompt & "|" & title
    Answer = Typed
End Function
Public Sub Describe(Optional Macro, Optional Description, Optional Category, Optional ArgumentDescriptions)
    Described = Described & Macro & "|" & Description & "|" & Category & "|" & Join(ArgumentDescriptions, "|") & vbLf
End Sub
"""
# Private in xlwings' module: the command that starts the Python of the worksheet functions.
INSIDE = """Public Function ServerCommand()
    ServerCommand = XLPyCommand()
End Function
"""
SHELL = """Attribute VB_Name = "Shell"
Public Function Run(command, style, wait)
    Started = command & vbLf & style & vbLf & wait
    Run = Result
End Function
Public Function ExpandEnvironmentStrings(text)
    ExpandEnvironmentStrings = text
End Function
"""
SERVER = """Attribute VB_Name = "Server"
Public Function CallUDF(module, name, arguments, book, caller)
    Called = module & "." & name & " " & book.Name & " " & UBound(arguments)
    CallUDF = arguments(0)
End Function
"""
PICKER = """Attribute VB_Name = "Picker"
Public Title, AllowMultiSelect
Public Function FileDialog(kind)
    If kind = 4 Then Set FileDialog = Me
End Function
Public Function Show()
    Described = Described & Title
    Show = 0
    If Chosen <> "" Then Show = -1
End Function
Public Function SelectedItems(at)
    SelectedItems = Chosen
End Function
"""


class Excel:
    """An Excel with the add-in in its start folder and workbooks of a sender open, the last one active."""

    def __init__(self, folder: Path, *books: Path, interpreter: str = PYTHON, published: str = "") -> None:
        """Open the add-in as installed for `interpreter`, then the workbooks; `published` replaces xlwings' module."""
        path = folder / ADDIN.name
        path.write_bytes(with_interpreter(ADDIN.read_bytes(), interpreter))
        self.app = ExcelApplication.open(path, with_vba=False)
        for book in books:
            self.app.activate_workbook(self.app.open_workbook(book))
        for name, source in {"Shell": SHELL, "Server": SERVER, "Picker": PICKER}.items():
            self.app.add_module(source, name=name, kind="class")
        self.app.add_module(WINDOWS, name="Windows")
        for module in modules():
            if module.name != "Dictionary":  # the interpreter has one
                own = published if published and module.name == "xlwings" else module.source
                source = _replaced(own) + (INSIDE if module.name == "xlwings" else "")
                self.app.add_module(source, name=module.name, kind=KINDS[module.kind])
        self["Result"] = 0
        self["System"] = "Windows (64-bit) NT 10.00"

    def __getitem__(self, name: str) -> object:
        return self.app.evaluate(name)

    def __setitem__(self, name: str, value: object) -> None:
        self.app.add_module(f"Public Sub Set{name}(given)\n    {name} = given\nEnd Sub\n", name=f"Set{name}Module")
        self.app.run(f"Set{name}", value)

    def run(self, macro: str, *arguments: object) -> object:
        """Run a macro as Application.Run does."""
        return self.app.run(macro, *arguments)

    def click(self, macro: str) -> None:
        """Run what a button of the ribbon calls."""
        self.app.run(macro, NOTHING)

    @property
    def command(self) -> str:
        """The last command line that was started; '' when there was none."""
        return str(self["Started"] or "").partition("\n")[0]

    @property
    def said(self) -> list[str]:
        """The texts of the message boxes shown."""
        return [dialog[1] for dialog in self.app.dialogs]


KINDS = {Kind.STANDARD: "standard", Kind.CLASS: "class", Kind.DOCUMENT: "document"}


def _replaced(source: str) -> str:
    for found, instead in REPLACED.items():
        source = source.replace(found, instead)
    return source


KEYS = (
    "INTERPRETER_WIN", "INTERPRETER", "PYTHONPATH", "ADD_WORKBOOK_TO_PYTHONPATH", "CONDA PATH", "CONDA ENV",
    "USE UDF SERVER", "TEMP DIR", "SHOW CONSOLE", "LICENSE_KEY", "UDF MODULES", "DEBUG UDFS",
)  # fmt: skip


def planted(path: Path, keys: Sequence[str] = KEYS) -> Path:
    """Write a workbook that tries to steer the add-in: sheets of configuration and of code, files beside it."""
    book = openpyxl.Workbook()
    for name in ("xlwings.conf", "xhg.conf"):
        sheet = book.create_sheet(name)
        for key in keys:
            sheet.append((key, r"\\planted\share"))
    book.create_sheet("x.py")["A1"] = "raise SystemExit('planted')"
    for name in ("xhg.texts", "xhg.functions"):
        sheet = book.create_sheet(name)
        sheet.append(("title", "planted", "planted"))
        sheet.append(("failed", "planted", "planted"))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    for name in ("xlwings.conf", "xhg.conf"):
        (path.parent / name).write_text('"INTERPRETER_WIN","planted.exe"\n"PYTHONPATH","planted"\n', "utf-8")
    (path.parent / "xlwings.py").write_text("raise SystemExit('planted')\n", "utf-8")
    (path.parent / "xhg_excel").mkdir(exist_ok=True)
    (path.parent / "xhg_excel" / "__init__.py").write_text("raise SystemExit('planted')\n", "utf-8")
    return path
