"""Each worksheet function has a stub with its arguments, its order and its defaults, read from the Python text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

import addin.stubs
import xhg_excel
from addin.stubs import Argument, Function, functions, stubs
from addin.workbook import sheets
from xhg_excel.notice.words.shells.addin_sheets import FUNCTIONS_SHEET
from xhg_excel.notice.words.shells.functions import CATEGORY, FUNCTIONS

SOURCE = Path(xhg_excel.__file__).parent / "excel" / "functions.py"
STUB = re.compile(
    r"^Public Function (?P<name>\w+)\((?P<head>.*)\)\n(?:    Application.Volatile\n)?"
    r"    On Error GoTo failed\n"
    r'    (?P=name) = XLPy\.CallUDF\("xhg_excel\.excel\.functions", "(?P=name)", Array\((?P<passed>.*)\), _\n'
    r"        ThisWorkbook, Application\.Caller\)\n"
    r"    Exit Function\nfailed:\n"
    r'    (?P=name) = XhgText\("function_failed"\)\nEnd Function\n',
    re.MULTILINE,
)


def declared() -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield name, arguments and optional arguments of every worksheet function, read as text."""
    for node in ast.parse(SOURCE.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS:
            names = [argument.arg for argument in node.args.args]
            yield node.name, names, names[len(names) - len(node.args.defaults) :] if node.args.defaults else []


def test_each_stub_takes_and_passes_the_arguments_of_its_function() -> None:
    found = {m["name"]: (m["head"], m["passed"]) for m in STUB.finditer(stubs())}

    assert found == {
        name: (", ".join(f"Optional {n}" if n in optional else n for n in names), ", ".join(names))
        for name, names, optional in declared()
    }
    assert stubs().count("Public ") == len(found) == len(FUNCTIONS)


def test_the_sheet_of_help_has_a_row_for_each_function_and_a_text_for_each_argument() -> None:
    _, rows = sheets(functions())[FUNCTIONS_SHEET]

    assert [list(row) for row in rows] == [
        [name, FUNCTIONS[name].help, CATEGORY, *(FUNCTIONS[name].arguments[n] for n in names)]
        for name, names, _ in declared()
    ]
    assert all(text for row in rows for text in row)
    # Excel's limits: MacroOptions refuses more.
    assert [text for row in rows for text in row if len(text) > 255] == []


def test_xlwings_is_left_as_it_was() -> None:
    before = (xlwings.func, xlwings.arg, xlwings.ret)

    functions()

    assert (xlwings.func, xlwings.arg, xlwings.ret) == before


def written(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> list[Function]:
    (folder / "drawn_functions.py").write_text(f"import xlwings as xw\n{text}", "utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(addin.stubs, "SOURCE", "drawn_functions")
    return functions()


def test_every_way_to_decorate_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without brackets, documented arguments before and after, volatile ones, and plain functions left out."""
    text = (
        "@xw.func\n@xw.arg('a', doc='甲')\ndef ONE(a, b=1.0):\n    return a\n"
        "@xw.func(volatile=True)\n@xw.ret(expand='table')\ndef TWO():\n    return 1\n"
        "def other(x):\n    return x\n"
    )

    found = written(tmp_path, text, monkeypatch)

    assert found == [
        Function("ONE", (Argument("a", False, "甲"), Argument("b", True)), False),
        Function("TWO", (), True),
    ]


@pytest.mark.parametrize("head", ["*parts", "end", "Date", "*, n=1"])
def test_an_argument_that_vba_cannot_pass_stops_the_build(
    head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="VBA cannot pass"):
        written(tmp_path, f"@xw.func\ndef ONE({head}):\n    return 1\n", monkeypatch)
