"""docs/architecture.md names modules, functions and rooms that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "xhg_excel"
PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("architecture.md", "contributing.md")}
MODULE = re.compile(r"`((?:\w+/)+\w+\.py)(?::\s+(\w+))?`")


@pytest.mark.parametrize("page", PAGES)
def test_every_module_and_function_named_there_exists(page: str) -> None:
    named = MODULE.findall(PAGES[page])

    assert len(named) > 10
    wrong = []
    for path, name in named:
        file = next((root / path for root in (SOURCE, ROOT) if (root / path).exists()), None)
        names = set() if file is None else _defined(file)
        if file is None or (name and name not in names):
            wrong.append(f"{path}: {name}")
    assert wrong == []


def _defined(path: Path) -> set[str]:
    """Return the functions, classes and constants at the top of a module."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def test_every_room_has_its_line() -> None:
    rooms = {path.parent.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("__init__.py")} - {
        ".",
        "core",
        "files",
    }

    page = PAGES["architecture.md"]
    missing = [
        room
        for room in sorted(rooms)
        if f"`{room}`" not in page and not room.startswith(("notice/words/", "calc/engine/"))
    ]
    assert missing == []
