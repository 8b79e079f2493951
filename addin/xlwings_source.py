"""xlwings' own VBA, read from the installed wheel, with every way closed by which a workbook could steer it.

As published it asks the active workbook, and files beside it, which Python to start and what to put on its path, pastes
names of workbooks into the command line, and runs code that stands in sheets named `*.py`. A received workbook must
decide nothing: those branches are cut out here. Each cut says what it expects to find, so another text of xlwings stops
the build instead of opening a door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import xlwings

from addin.vba_project import Kind, Module

VERSION = "0.37.8"  # the DLL's name is in the VBA; pyproject.toml pins the same
NAME = "xlwings"
# What no line may hold when all is cut: the received workbook, files of settings, code in sheets, Python's path.
DOORS = ("activeworkbook", "fullname", '".py"', "pythonpath", "sys_path", "for input", "for output", "--wb", "legacy", " shell")

_CMD = 'Environ("SystemRoot") & "\\System32\\cmd.exe '
_CLASS = (
    'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"',
    "Attribute VB_GlobalNameSpace = False",
    "Attribute VB_Creatable = False",
    "Attribute VB_PredeclaredId = False",
    "Attribute VB_Exposed = True",
    "Attribute VB_TemplateDerived = False",
    "Attribute VB_Customizable = False",
)


class ChangedSourceError(Exception):
    """xlwings' text is not the one these cuts were made for."""


@dataclass(frozen=True)
class Cut:
    """From the line `first` up to the line `last` of a procedure (to its end when ''): `instead` stands there."""

    procedure: str
    why: str
    first: str
    last: str
    instead: tuple[str, ...] = ()


# What our own modules call.
PUBLIC = ("RunScript", "XLPy", "LastLog")

# Procedures that nothing calls once the doors are closed.
UNUSED = (
    "ExecuteMac", "RunFrozenPython", "CleanUp", "GetUdfModules", "ImportPythonUDFsBase", "ImportPythonUDFs",
    "ImportPythonUDFsToAddin", "ImportXlwingsUdfsModule", "GetDLLVersion", "GetDirectoryPath", "GetConfigFilePath",
    "GetDirectoryConfigFilePath", "SaveConfigToFile", "GetConfigFromFile", "GetDirectory", "KillFileOnMac", "ToMacPath",
    "GetMacDir", "ToPosixPath", "ShowError", "ExpandEnvironmentStrings", "ReadFile", "GetBaseName", "has_dynamic_array",
    "IsFullName", "GetFullName", "KillPy", "NDims",
)  # fmt: skip

CUTS = (
    Cut(
        "RunPython",
        "the active workbook's conf, its folder on the path, code in its sheets; any `python` of the current folder;"
        " any code at all, which a formula of a received workbook could pass",
        "Public Function RunPython(PythonCommand As String)",
        "",
        (
            "Public Function RunScript(ByVal script As String, ByVal window As String, ByVal book As String, _",
            "                          ByVal asked As String) As Integer",
            "    ' A name, a number and two texts in hexadecimal: nothing that comes from a workbook is ever code.",
            '    If script = "" Or script Like "*[!a-z_]*" Or window Like "*[!0-9]*" Or (book & asked) Like "*[!0-9A-F]*" Then',
            "        RunScript = -1",
            "        Exit Function",
            "    End If",
            '    RunScript = ExecuteWindows(False, "import xhg_excel.excel.click as c; c.click(\'" & script & "\', \'" & window & _',
            '                               "\', \'" & book & "\', \'" & asked & "\')", GetConfig("INTERPRETER_WIN", ""))',
        ),
    ),
    Cut(
        "ExecuteWindows",
        "the path of the active workbook as an argument",
        "Function ExecuteWindows(IsFrozen As Boolean, PythonCommand As String, PYTHON_WIN As String, _",
        "                        Optional PYTHONPATH As String, Optional FrozenArgs As String) As Integer",
        (
            "Function ExecuteWindows(IsFrozen As Boolean, PythonCommand As String, PYTHON_WIN As String, _",
            "                        Optional FrozenArgs As String) As Integer",
        ),
    ),
    Cut(
        "ExecuteWindows",
        "English where a user reads Chinese: the caller says it",
        '            MsgBox "Could not find Interpreter!", vbCritical',
        '            MsgBox "Could not find Interpreter!", vbCritical',
        ("            ExecuteWindows = -2",),
    ),
    Cut(
        "ExecuteWindows",
        "what is said of the arguments below is no longer so",
        '    \' Run Python with the "-c" command line switch: add the path of the python file and run the',
        "    ' Then redirect stderr to the LOG_FILE and wait for the call to return.",
        ("    ' Run Python with the command, redirect stderr to the LOG_FILE and wait for the call to return.",),
    ),
    Cut(
        "ExecuteWindows",
        "a python of the current folder",
        '    If PYTHON_WIN <> "python" And PYTHON_WIN <> "pythonw" Then',
        "    End If",
        ("    PythonInterpreter = Chr(34) & PYTHON_WIN & Chr(34)",),
    ),
    Cut(
        "ExecuteWindows",
        "the path of the active workbook in Python's path",
        "    ' Handle ampersands and backslashes in file paths",
        '    PYTHONPATH = Replace(PYTHONPATH, "\\", "\\\\")',
    ),
    Cut(
        "ExecuteWindows",
        "code pasted together with paths; -P keeps the current folder off Python's path",
        '        RunCommand = CondaCmd & PythonInterpreter & " -B -c ""import xlwings.utils;'
        'xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH & "\\""); " & PythonCommand & """ "',
        '        RunCommand = CondaCmd & PythonInterpreter & " -B -c ""import xlwings.utils;'
        'xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH & "\\""); " & PythonCommand & """ "',
        ('        RunCommand = CondaCmd & PythonInterpreter & " -B -P -c """ & PythonCommand & """ "',),
    ),
    Cut(
        "ExecuteWindows",
        "the active workbook's name on the command line; a cmd.exe of the current folder",
        '    ExitCode = WScript.Run("cmd.exe /C " & DriveCommand & _',
        "                       Application.Path & \"\\\" & Application.Name & Chr(34) & \" --hwnd=\" & Chr(34)"
        " & Application.Hwnd & Chr(34) & _",
        (f'    ExitCode = WScript.Run({_CMD}/C " & DriveCommand & _', "                       RunCommand & _"),
    ),
    Cut(
        "ExecuteWindows",
        "a traceback in the user's face: the log stays, the caller says where",
        "        Call ShowError(LOG_FILE)",
        "    On Error Resume Next",
        ("        LastLog = LOG_FILE", "        ExecuteWindows = -1", "        Exit Function", "    End If", "", "    On Error Resume Next"),
    ),
    Cut(
        "XLPyCommand",
        "what is needed no more",
        "    Dim PYTHON_WIN As String, PYTHONPATH As String, LOG_FILE As String, tail As String, licenseKey As String,"
        " LicenseKeyEnvString As String, AddExcelDir As String",
        "    Dim CondaCmd As String, CondaPath As String, CondaEnv As String, ConsoleSwitch As String, FName As String",
        ("    Dim PYTHON_WIN As String, tail As String, CondaCmd As String, CondaPath As String, CondaEnv As String, ConsoleSwitch As String",),
    ),
    Cut(
        "XLPyCommand",
        "the active workbook's path in Python's path",
        "    ' TODO: Doesn't automatically check if code is embedded",
        '    PYTHONPATH = Replace(PYTHONPATH, "&", "^&")',
    ),
    Cut(
        "XLPyCommand",
        "any pythonw of the current folder",
        '    If PYTHON_WIN = "" Then',
        "    End If",
    ),
    Cut(
        "XLPyCommand",
        "a cmd.exe of the current folder",
        '        PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & CondaCmd & "python"',
        '        PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & CondaCmd & "python"',
        (f'        PYTHON_WIN = {_CMD}" & ConsoleSwitch & " /K " & CondaCmd & "python"',),
    ),
    Cut(
        "XLPyCommand",
        "a cmd.exe of the current folder",
        '        PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34)',
        '        PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34)',
        (f'        PYTHON_WIN = {_CMD}" & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34)',),
    ),
    Cut(
        "XLPyCommand",
        "a licence key pasted into code",
        '    licenseKey = GetConfig("LICENSE_KEY", "")',
        "    End If",
    ),
    Cut(
        "XLPyCommand",
        "code pasted together with paths; -P keeps the current folder off Python's path",
        '        tail = " -B -c ""import sys, os;" & LicenseKeyEnvString & "import xlwings.utils;'
        "xlwings.utils.prepare_sys_path(\\\"\"\" & PYTHONPATH & \"\\\"\");import xlwings; xlwings.serve('$(CLSID)')\"\"\"",
        '        tail = " -B -c ""import sys, os;" & LicenseKeyEnvString & "import xlwings.utils;'
        "xlwings.utils.prepare_sys_path(\\\"\"\" & PYTHONPATH & \"\\\"\");import xlwings; xlwings.serve('$(CLSID)')\"\"\"",
        ("        tail = \" -B -P -c \"\"import xlwings; xlwings.serve('$(CLSID)')\"\"\"",),
    ),
    Cut(
        "XLPyLoadDLL",
        "any pythonw of the current folder",
        '    If PYTHON_WIN = "" Then',
        "    End If",
    ),
    Cut(
        "GetConfigFromSheet",
        "no workbook need be open",
        "    For Each cell In Range(sht.Range(\"A1\"), lastCell)",
        "    For Each cell In Range(sht.Range(\"A1\"), lastCell)",
        ("    For Each cell In sht.Range(sht.Range(\"A1\"), lastCell)",),
    ),
    Cut(
        "GetConfig",
        "the active workbook's conf, the conf beside it, the conf in the user's folder",
        "    ' If source is provided, returns the value from this source only, otherwise it goes through all layers until",
        "",
        (
            "    ' The add-in's own sheet decides; no other workbook and no file is asked.",
            '    If SheetExists(ThisWorkbook, PROJECT_NAME & ".conf") = True Then',
            "        If GetConfigFromSheet(ThisWorkbook).Exists(configKey) = True Then",
            "            GetConfig = GetConfigFromSheet(ThisWorkbook).Item(configKey)",
            "            Exit Function",
            "        End If",
            "    End If",
            "    GetConfig = default",
        ),
    ),
)


def xlwings_modules() -> tuple[Module, Module]:
    """Return xlwings' module with its doors closed, and the class it uses.

    Raises:
        ChangedSourceError: another version is installed, a cut found other text, or a door is still open.

    """
    if xlwings.__version__ != VERSION:
        raise ChangedSourceError(f"xlwings {xlwings.__version__} is installed; the cuts are made for {VERSION}")
    folder = Path(xlwings.__file__).parent
    text = (folder / "xlwings_custom_addin.bas").read_text("ascii")
    dictionary = (folder / "addin" / "Dictionary.cls").read_text("ascii")
    return Module(NAME, _crlf(closed(text))), Module("Dictionary", _crlf(_streamed(dictionary)), Kind.CLASS)


def closed(text: str) -> str:
    """Return xlwings' text with its doors closed.

    Raises:
        ChangedSourceError: a cut found other text, or a door is still open.

    """
    for procedure in UNUSED:
        head, _, tail = _procedure(text, procedure)
        text = head + tail
    for cut in CUTS:
        head, body, tail = _procedure(text, cut.procedure)
        text = head + _applied(cut, body) + tail
    text = _private(text)
    text = _replaced(text, 'PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{NAME}"\nPublic LastLog As String')
    text = _replaced(text, f'Attribute VB_Name = "{NAME}"\n', f'Attribute VB_Name = "{NAME}"\nOption Private Module\n')
    text = _replaced(text, f"'Version: {VERSION}\n", f"'Version: {VERSION}, cut down and changed for xhg_excel (addin/xlwings_source.py)\n")
    code = [line.partition("'")[0] if line.lstrip().startswith("'") else line for line in text.splitlines()]
    still = [line for line in code if any(door in line.lower() for door in DOORS)]
    if still:
        raise ChangedSourceError(f"still open: {still}")
    return text


def _private(text: str) -> str:
    """Hide everything but what our own modules call: a formula of a received workbook can call any public function."""
    heads = re.compile(r"^( *)(?:Public )?((?:Function|Sub|Declare|Const) (?:PtrSafe )?(?:(?:Function|Sub) )?(\w+))", re.MULTILINE)
    return heads.sub(lambda head: head[0] if head[3] in PUBLIC else f"{head[1]}Private {head[2]}", text)


def _procedure(text: str, name: str) -> tuple[str, str, str]:
    """Return what stands before a procedure, the procedure, and what follows; `#If App` around its head goes with it."""
    head = rf"(?:Public |Private )?(Function|Sub) {name}\("
    guarded = rf'(?:#If App = "Microsoft Excel" Then\n)?{head}.*\n(?:#Else\n{head}.*\n#End If\n)?'
    found = list(re.finditer(rf"^{guarded}(?s:.*?)^End (?:Function|Sub)\n(?:#End If\n)?", text, re.MULTILINE))
    if len(found) != 1:
        raise ChangedSourceError(f"{name} stands {len(found)} times")
    return text[: found[0].start()], found[0].group(), text[found[0].end() :]


def _applied(cut: Cut, body: str) -> str:
    lines = body.splitlines()
    if lines.count(cut.first) != 1:
        raise ChangedSourceError(f"{cut.procedure}: {cut.first!r} stands {lines.count(cut.first)} times")
    start = lines.index(cut.first)
    ends = [at for at, line in enumerate(lines) if at >= start and (line == cut.last if cut.last else line.startswith("End "))]
    if not ends:
        raise ChangedSourceError(f"{cut.procedure}: {cut.last!r} does not follow")
    stop = ends[0] + 1 if cut.last else ends[0]
    return "".join(f"{line}\n" for line in (*lines[:start], *cut.instead, *lines[stop:]))


def _replaced(text: str, found: str, instead: str) -> str:
    if text.count(found) != 1:
        raise ChangedSourceError(f"{found!r} stands {text.count(found)} times")
    return text.replace(found, instead)


def _streamed(exported: str) -> str:
    """Return a class as its stream holds it: no VERSION block, and the attributes Excel gives it."""
    first, _, rest = exported.partition("END\n")[2].partition("\n")
    kept = re.sub(r"^Attribute VB_(?:GlobalNameSpace|Creatable|PredeclaredId|Exposed|Description) .*\n", "", rest, flags=re.MULTILINE)
    return "\n".join((first, *_CLASS, kept))


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")
