"""The house: which room may import what, where Chinese may stand, how large a piece may be."""

from __future__ import annotations

import ast
import io
import statistics
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "xhg_excel"
PACKAGE = "xhg_excel"
# Room → rooms it may import, and third-party libraries it is home of.
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "errors": (set(), set()),
    "spec": (set(), set()),
    "core": ({"spec"}, {"pydantic", "pandas"}),
    "files": (
        {"core", "spec"},
        {"deflate", "python_calamine", "openpyxl", "xlsxwriter", "distributed", "docx", "packaging"},
    ),
    "excel": ({"files", "core", "spec"}, {"xlwings", "packaging"}),
    "calc": ({"excel", "files", "core", "spec"}, {"uno", "unohelper", "com", "xlwings"}),
    "cli": ({"files", "core", "spec"}, {"click"}),
}
# What installs and examines the add-in and the toolbar stands with the matters of its program and is called by
# commands too; `xlwings` itself is loaded by none of these.
SHARED_WITH_CLI = {"excel.install", "excel.doctor", "calc.extension"}
FORBIDDEN_IN_CORE = {"os", "pathlib", "io", "time", "random", "secrets", "logging", "sys", "subprocess", "tempfile"}
STANDARD = {
    "__future__", "ast", "base64", "codecs", "collections", "concurrent", "contextlib", "copy", "copyreg", "csv", "dataclasses",
    "datetime", "decimal", "difflib", "email", "enum", "errno", "fcntl", "fractions", "functools", "gc", "hashlib", "importlib", "inspect", "io",
    "itertools", "json", "logging", "math", "multiprocessing", "operator", "os", "pathlib", "pickle", "platform",
    "random", "re", "resource", "shutil", "signal", "site", "socket", "stat", "string", "struct", "subprocess", "sys",
    "sysconfig", "tempfile", "threading", "time", "tomllib", "traceback", "types", "typing", "unicodedata", "urllib", "webbrowser",
    "xml", "zipfile", "zlib",
}  # fmt: skip
VAGUE = {"utils", "helpers", "manager", "process", "data", "info"}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else ""


def imports(source: str) -> Iterator[str]:
    """Yield every imported module, those inside functions and TYPE_CHECKING blocks too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == PACKAGE)


def trespasses(room: str, source: str) -> list[str]:
    """Return what a module of `room` imports though it must not, as `room: library`."""
    rooms, libraries = ROOMS[room]
    found = []
    for name in imports(source):
        top, *rest = name.split(".")
        shared = rest[:1] == ["errors"] or (room == "cli" and ".".join(rest[:2]) in SHARED_WITH_CLI)
        if top == PACKAGE and rest and rest[0] in ROOMS and rest[0] not in rooms | {room} and not shared:
            found.append(f"{room}: {name}")
        if (
            top != PACKAGE
            and top not in libraries
            and (top not in STANDARD or (room == "spec" and top in FORBIDDEN_IN_CORE))
        ):
            found.append(f"{room}: {name}")
        if room == "core" and top in FORBIDDEN_IN_CORE:
            found.append(f"{room}: {name}")
    return found


def chinese_strings(source: str) -> list[str]:
    """Return string literals with Chinese in them, docstrings aside."""
    tree = ast.parse(source)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]
    return [text for text in texts if any("一" <= char <= "鿿" for char in text)]


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p)], ids=lambda p: str(p.relative_to(SOURCE)))
def test_each_room_imports_only_what_it_may(path: Path) -> None:
    assert trespasses(room_of(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("room", "planted"),
    [
        ("core", "def f():\n    from pathlib import Path"),
        ("core", "import openpyxl"),
        ("core", "import random"),
        ("spec", "from xhg_excel.core import grid"),
        ("spec", "import pydantic"),
        ("files", "from xhg_excel.cli import main"),
        ("files", "import pandas"),
        ("cli", "import xlwings"),
        ("cli", "from xhg_excel.excel import scripts"),
        ("cli", "from xhg_excel.excel.functions import XHG_RATE"),
        ("excel", "import uno"),
    ],
)
def test_a_planted_import_is_named(room: str, planted: str) -> None:
    assert len(trespasses(room, planted)) == 1


def test_commands_load_no_xlwings() -> None:
    """What cli shares with excel is free of xlwings, with everything it imports in turn."""
    code = "import sys; " + "; ".join(f"import {PACKAGE}.{name}" for name in sorted(SHARED_WITH_CLI))
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", f"{code}; print('xlwings' in sys.modules)"], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"


def test_errors_import_nothing_but_each_other() -> None:
    """Every room may use them."""
    found = {name for path in (SOURCE / "errors").glob("*.py") for name in imports(path.read_text("utf-8"))}

    assert {name for name in found if not name.startswith(f"{PACKAGE}.errors.")} == {"__future__"}


@pytest.mark.parametrize(
    "path", [p for p in modules() if room_of(p) in ("core", "files")], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_core_and_files_hold_no_chinese_wording(path: Path) -> None:
    """Wording stands in spec; punctuation that a layout needs is no wording."""
    assert chinese_strings(path.read_text("utf-8")) == []


def test_planted_wording_is_found() -> None:
    assert chinese_strings('def f():\n    """说明"""\n    return "请填写"') == ["请填写"]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_each_module_names_its_room(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    room = room_of(path)
    assert not room or doc.splitlines()[-1] == f"Room: {room}."


def code_lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.relative_to(SOURCE)}:{node.name}", node


def body_lines(node: ast.FunctionDef) -> int:
    first = node.body[1] if isinstance(node.body[0], ast.Expr) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def test_modules_and_functions_stay_small() -> None:
    sizes = [code_lines(path) for path in modules()]
    lengths = {name: body_lines(node) for name, node in functions()}

    assert statistics.median(sizes) <= 130
    assert max(sizes) <= 400
    assert {name: n for name, n in lengths.items() if n > 40} == {}
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 20


def test_functions_take_at_most_five_arguments() -> None:
    def count(node: ast.FunctionDef) -> int:
        names = [a.arg for a in node.args.args + node.args.kwonlyargs]
        return len([name for name in names if name not in ("self", "cls")])

    # Commands of the command line take one argument an option.
    assert [n for n, node in functions() if count(node) > 5 and not n.startswith("cli/")] == []


def test_no_module_has_a_vague_name() -> None:
    assert [path.name for path in modules() if path.stem in VAGUE] == []


def test_no_import_cycles() -> None:
    graph = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts): {
            name for name in imports(path.read_text("utf-8")) if name.startswith(PACKAGE)
        }
        for path in modules()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for other in graph.get(name, ()):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_sources_end_lines_the_same_way() -> None:
    for path in modules():
        tokens = list(tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline))
        assert tokens
        assert b"\r" not in path.read_bytes()
