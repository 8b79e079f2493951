"""How large a piece may be and where Chinese may stand; which room may import what is in pyproject.toml (import-linter)."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "xhg_excel"
VAGUE = {"utils", "helpers", "manager", "process", "data", "info"}
LONGEST_MODULE, USUAL_MODULE = 400, 130
LONGEST_FUNCTION, USUAL_FUNCTION = 40, 20
MOST_POSITIONAL = 5


@cache
def trees() -> dict[str, tuple[str, ast.Module]]:
    """Return every module of ours by its path below the package: its text and its syntax tree."""
    texts = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py"))}
    return {name: (text, ast.parse(text)) for name, text in texts.items()}


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for name, (_, tree) in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield f"{name}:{node.name}", node


def body_lines(node: ast.FunctionDef) -> int:
    """Return the lines of a function without its signature and docstring."""
    first = node.body[1] if isinstance(node.body[0], ast.Expr) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 1


def chinese_strings(tree: ast.Module) -> list[str]:
    """Return string literals with Chinese in them, docstrings aside."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    )
    return [text for text in texts if any("一" <= char <= "鿿" for char in text)]


@pytest.mark.parametrize("room", ["core", "files"])
def test_core_and_files_hold_no_chinese_wording(room: str) -> None:
    """Wording stands in notice; punctuation that a layout needs is no wording."""
    found = {name: chinese_strings(tree) for name, (_, tree) in trees().items() if name.startswith(f"{room}/")}

    assert {name: texts for name, texts in found.items() if texts} == {}


def test_planted_wording_is_found() -> None:
    assert chinese_strings(ast.parse('def f():\n    """说明"""\n    return "请填写"')) == ["请填写"]


def test_modules_and_functions_stay_small() -> None:
    sizes = {name: len(text.splitlines()) for name, (text, _) in trees().items()}
    lengths = {name: body_lines(node) for name, node in functions()}

    assert statistics.median(sizes.values()) <= USUAL_MODULE
    assert {name: n for name, n in sizes.items() if n > LONGEST_MODULE} == {}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= USUAL_FUNCTION


def test_functions_take_few_positional_arguments() -> None:
    """What is more goes by keyword; commands take one argument an option."""

    def positional(node: ast.FunctionDef) -> int:
        return len([a for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in ("self", "cls")])

    found = [name for name, node in functions() if positional(node) > MOST_POSITIONAL and not name.startswith("cli/")]
    assert found == []


def test_no_module_has_a_vague_name() -> None:
    assert [name for name in trees() if Path(name).stem in VAGUE] == []


def test_sources_end_lines_the_same_way() -> None:
    assert [path.name for path in SOURCE.rglob("*.py") if b"\r" in path.read_bytes()] == []
