"""The branches of xlwings' VBA that are cut, and why: through most of them a received workbook could control it."""

from __future__ import annotations

from dataclasses import dataclass

TO_THE_END = ""


@dataclass(frozen=True)
class Cut:
    """Lines of a procedure, from `first` to the next line equal to `last`, that `instead` replaces.

    Without `last` one line is replaced, with TO_THE_END all lines up to the procedure's end.
    """

    procedure: str
    why: str
    first: str
    last: str | None = None
    instead: tuple[str, ...] = ()


NAME, VERSION = "xlwings", "0.37.8"  # the DLL's name is in the VBA; pyproject.toml pins the same version

# What our own modules call; everything else becomes private.
PUBLIC = ("RunScript", "XLPy", "LastLog")

# Words that no line may contain after the cuts: the received workbook, settings files, code in sheets, Python's path.
FORBIDDEN = (
    "activeworkbook", "fullname", '".py"', "pythonpath", "sys_path", "for input", "for output", "--wb", "legacy",
    "import_udfs", "license", "shell(",
)  # fmt: skip

# Procedures that nothing calls after the cuts.
UNUSED = (
    "ExecuteMac", "RunFrozenPython", "CleanUp", "GetUdfModules", "ImportPythonUDFsBase", "ImportPythonUDFs",
    "ImportPythonUDFsToAddin", "ImportXlwingsUdfsModule", "GetDLLVersion", "GetDirectoryPath", "GetConfigFilePath",
    "GetDirectoryConfigFilePath", "SaveConfigToFile", "GetConfigFromFile", "GetDirectory", "KillFileOnMac", "ToMacPath",
    "GetMacDir", "ToPosixPath", "ShowError", "ExpandEnvironmentStrings", "ReadFile", "GetBaseName", "has_dynamic_array",
    "IsFullName", "GetFullName", "KillPy", "NDims",
)  # fmt: skip

# fmt: off
CUTS = (
    Cut("RunPython", "the active workbook's conf, its folder on the path, code in its sheets; any `python` of the current folder; any code at all, which a formula of a received workbook could pass",
        "Public Function RunPython(PythonCommand As String)",
        TO_THE_END,
        (
            "Public Function RunScript(ByVal script As String, ByVal window As String, ByVal book As String, _",
            "                          ByVal asked As String) As Integer",
            "    ' A name, a number and two texts in hexadecimal: nothing that comes from a workbook is ever code.",
            '    If script = "" Or script Like "*[!a-z_]*" Or window Like "*[!0-9]*" Or (book & asked) Like "*[!0-9A-F]*" Then',
            "        RunScript = -1",
            "        Exit Function",
            "    End If",
            "    RunScript = ExecuteWindows(False, \"import xhg_excel.excel.click as c; c.click('\" & script & \"', '\" & window & _",
            "                               \"', '\" & book & \"', '\" & asked & \"')\", CStr(GetConfig(\"INTERPRETER_WIN\", \"\")))",
        ),
    ),
    Cut("ExecuteWindows", "the path of the active workbook as an argument",
        "Function ExecuteWindows(IsFrozen As Boolean, PythonCommand As String, PYTHON_WIN As String, _",
        "                        Optional PYTHONPATH As String, Optional FrozenArgs As String) As Integer",
        (
            "Function ExecuteWindows(IsFrozen As Boolean, PythonCommand As String, PYTHON_WIN As String, _",
            "                        Optional FrozenArgs As String) As Integer",
        ),
    ),
    Cut("ExecuteWindows", "a console window shown to the user",
        '    If GetConfig("SHOW CONSOLE", False) = True Then',
        "    End If",
        (
            "    ShowConsole = 0",
        ),
    ),
    Cut("ExecuteWindows", "an English message: the caller shows it in Chinese",
        '            MsgBox "Could not find Interpreter!", vbCritical',
        instead=(
            "            ExecuteWindows = -2",
        ),
    ),
    Cut("ExecuteWindows", "what is said of the arguments below is no longer so",
        "    ' Run Python with the \"-c\" command line switch: add the path of the python file and run the",
        "    ' Then redirect stderr to the LOG_FILE and wait for the call to return.",
        (
            "    ' Run Python with the command, redirect stderr to the LOG_FILE and wait for the call to return.",
        ),
    ),
    Cut("ExecuteWindows", "a python of the current folder",
        '    If PYTHON_WIN <> "python" And PYTHON_WIN <> "pythonw" Then',
        "    End If",
        (
            "    PythonInterpreter = Chr(34) & PYTHON_WIN & Chr(34)",
        ),
    ),
    Cut("ExecuteWindows", "the path of the active workbook in Python's path",
        "    ' Handle ampersands and backslashes in file paths",
        '    PYTHONPATH = Replace(PYTHONPATH, "\\", "\\\\")',
    ),
    Cut("ExecuteWindows", "code pasted together with paths; -P keeps the current folder off Python's path",
        '        RunCommand = CondaCmd & PythonInterpreter & " -B -c ""import xlwings.utils;xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH & "\\""); " & PythonCommand & """ "',
        instead=(
            '        RunCommand = CondaCmd & PythonInterpreter & " -B -P -c """ & PythonCommand & """ "',
        ),
    ),
    Cut("ExecuteWindows", "the active workbook's name on the command line; a cmd.exe of the current folder",
        '    ExitCode = WScript.Run("cmd.exe /C " & DriveCommand & _',
        '                       Application.Path & "\\" & Application.Name & Chr(34) & " --hwnd=" & Chr(34) & Application.Hwnd & Chr(34) & _',
        (
            '    ExitCode = WScript.Run(Environ("SystemRoot") & "\\System32\\cmd.exe /C " & DriveCommand & _',
            "                       RunCommand & _",
        ),
    ),
    Cut("ExecuteWindows", "a traceback shown to the user: the log is kept, the caller shows its path",
        "        Call ShowError(LOG_FILE)",
        "    On Error Resume Next",
        (
            "        LastLog = LOG_FILE",
            "        ExecuteWindows = -1",
            "        Exit Function",
            "    End If",
            "",
            "    On Error Resume Next",
        ),
    ),
    Cut("XLPyCommand", "what is needed no more",
        "    Dim PYTHON_WIN As String, PYTHONPATH As String, LOG_FILE As String, tail As String, licenseKey As String, LicenseKeyEnvString As String, AddExcelDir As String",
        "    Dim CondaCmd As String, CondaPath As String, CondaEnv As String, ConsoleSwitch As String, FName As String",
        (
            "    Dim PYTHON_WIN As String, tail As String, CondaCmd As String, CondaPath As String, CondaEnv As String, ConsoleSwitch As String",
        ),
    ),
    Cut("XLPyCommand", "the active workbook's path in Python's path",
        "    ' TODO: Doesn't automatically check if code is embedded",
        '    PYTHONPATH = Replace(PYTHONPATH, "&", "^&")',
    ),
    Cut("XLPyCommand", "any pythonw of the current folder",
        '    If PYTHON_WIN = "" Then',
        "    End If",
    ),
    Cut("XLPyCommand", "a console window shown to the user",
        "    ' /showconsole is a fictitious command line switch that's ignored by cmd.exe but used by CreateProcessA in the dll",
        "    End If",
    ),
    Cut("XLPyCommand", "a cmd.exe of the current folder",
        '        PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & CondaCmd & "python"',
        instead=(
            '        PYTHON_WIN = Environ("SystemRoot") & "\\System32\\cmd.exe " & ConsoleSwitch & " /K " & CondaCmd & "python"',
        ),
    ),
    Cut("XLPyCommand", "a cmd.exe of the current folder",
        '        PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34)',
        instead=(
            '        PYTHON_WIN = Environ("SystemRoot") & "\\System32\\cmd.exe " & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34)',
        ),
    ),
    Cut("XLPyCommand", "a licence key pasted into code",
        '    licenseKey = GetConfig("LICENSE_KEY", "")',
        "    End If",
    ),
    Cut("XLPyCommand", "code pasted together with paths; -P keeps the current folder off Python's path",
        "        tail = \" -B -c \"\"import sys, os;\" & LicenseKeyEnvString & \"import xlwings.utils;xlwings.utils.prepare_sys_path(\\\"\"\" & PYTHONPATH & \"\\\"\");import xlwings; xlwings.serve('$(CLSID)')\"\"\"",
        instead=(
            "        tail = \" -B -P -c \"\"import xlwings; xlwings.serve('$(CLSID)')\"\"\"",
        ),
    ),
    Cut("XLPyLoadDLL", "any pythonw of the current folder",
        '    If PYTHON_WIN = "" Then',
        "    End If",
    ),
    Cut("GetConfigFromSheet", "no workbook need be open",
        '    For Each cell In Range(sht.Range("A1"), lastCell)',
        instead=(
            '    For Each cell In sht.Range(sht.Range("A1"), lastCell)',
        ),
    ),
    Cut("GetConfig", "the active workbook's conf, the conf beside it, the conf in the user's folder",
        "    ' If source is provided, returns the value from this source only, otherwise it goes through all layers until",
        TO_THE_END,
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
# fmt: on

# Texts that occur once in the module, and their replacements: the name of our sheet, and the path of the last log.
EDITS = (
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{NAME}"\nPublic LastLog As String'),
    (f'Attribute VB_Name = "{NAME}"\n', f'Attribute VB_Name = "{NAME}"\nOption Private Module\n'),
    (" 'Adjust when using outside of Excel", ""),
    (f"'Version: {VERSION}\n", f"'Version: {VERSION}, cut down and changed for xhg_excel (addin/cuts.py)\n"),
)
