"""A stand-in for WPS in node: workbooks of the tests' engine go in as JSON, clicks are made, workbooks come out.

Kingsoft's typings and TypeScript are npm packages: `XHG_NODE_MODULES` names the folder they are installed in.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.excel.engine import BookModel, SheetModel
from xhg_excel.notice.words.shells.buttons import TAB_KEY
from xhg_excel.wps.engine.state import serial_of

ROOT = Path(__file__).parents[2]
NODE_FOLDER, ADDIN = Path(__file__).parent / "node", ROOT / "addin" / "wps" / "folder"
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


def node_modules() -> Path:
    """Return the folder of the npm packages; skip the test where they or node are missing."""
    modules = Path(os.environ.get("XHG_NODE_MODULES", ROOT / ".ci" / "tools" / "node_modules"))
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not (modules / "et-jsapi-declare").is_dir() or not (modules / "typescript" / "bin" / "tsc").exists():
        pytest.skip(f"npm packages et-jsapi-declare and typescript are not in {modules}")
    return modules


def dumped(model: BookModel) -> dict[str, Any]:
    """Return a workbook of the tests' engine as the stand-in has it."""
    return {
        "name": model.name,
        "fullname": model.fullname or str(model.path or model.name),
        "active": model.active,
        "structure_locked": model.structure_locked,
        "copy": None if model.copy is None else base64.b64encode(model.copy).decode(),
        "sheets": [_sheet(sheet) for sheet in model.sheets],
    }


def _sheet(sheet: SheetModel) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "visible": sheet.visible,
        "cells": {
            _key(at): {"value": _value(cell.value), "formula": cell.formula, "looks": _looks(cell.looks)}
            for at, cell in sorted(sheet.cells.items())
        },
        "notes": {_key(at): text for at, text in sorted(sheet.notes.items())},
        "rules": [
            {"areas": [list(area) for area in rule.areas], "formula": rule.formula, "fill": _hex(rule.fill),
             "ink": _hex(rule.ink), "stop": rule.stop}
            for rule in sheet.rules
        ],
        "merges": [list(area) for area in sheet.merges],
        "widths": {str(col): float(width) for col, width in sheet.widths.items()},
        "heights": {str(row): float(height) for row, height in sheet.heights.items()},
        "hidden_columns": sorted(sheet.hidden_columns),
        "gridlines": sheet.gridlines,
        "frozen": sheet.frozen,
        "filtered": sheet.filtered,
        "allowed": None if sheet.allowed is None else sorted(sheet.allowed),
    }  # fmt: skip


def _key(at: tuple[int, int]) -> str:
    return f"{at[0]},{at[1]}"


def _value(value: object) -> object:
    match value:
        case datetime():
            return serial_of(value)
        case time():
            return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
        case str() if value in _ERRORS:
            return {"error": value}
        case _:
            return value


def _looks(looks: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.upper() if isinstance(value, str) and value.startswith("#") else value
        for name, value in looks.items()
        if value is not None and isinstance(value, (str, int, float))
    }


def _hex(colour: tuple[int, int, int] | None) -> str | None:
    return None if colour is None else "#{:02X}{:02X}{:02X}".format(*colour)


def comparable(book: Mapping[str, Any]) -> dict[str, Any]:
    """Return what must be equal of two workbooks: dicts by cell, numbers as numbers, no cell that has nothing."""
    return {
        sheet["name"]: {
            **sheet,
            "cells": {at: cell for at, cell in sheet["cells"].items() if cell != {"value": None, "formula": "", "looks": {}}},
            "hidden_columns": sorted(sheet["hidden_columns"]),
        }
        for sheet in book["sheets"]
    }  # fmt: skip


@dataclass
class Standin:
    """A node process that clicks; `jobs` is the folder of the clicks' folders."""

    process: subprocess.Popen[str]
    jobs: Path

    def run(
        self, book: BookModel | Mapping[str, Any] | None, *clicks: Mapping[str, Any], **facts: Any
    ) -> dict[str, Any]:
        """Click in a workbook; return what was said and done, and the workbook afterwards.

        Args:
            book: the workbook in front; None for an empty window.
            clicks: `key`, and where the button asks `dialog` (a folder) or `input` (False for Cancel).
            facts: `python`, `env`, `wait`, `full`, `meanwhile`, `served` (standin.js, click.js).
        """
        python = facts.pop("python", sys.executable)
        scenario = {
            "book": dumped(book) if isinstance(book, BookModel) else book,
            "clicks": [{"id": f"{TAB_KEY}_{click['key']}", **click} for click in clicks],
            "where": {"python": str(python), "jobs": str(self.jobs)},
            **facts,
        }
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(scenario) + "\n")
        self.process.stdin.flush()
        outcome: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert "error" not in outcome, outcome["error"]
        return outcome


def started(jobs: Path, modules: Path) -> Standin:
    """Start node on the add-in."""
    jobs.mkdir(mode=0o700, parents=True)
    command = [str(shutil.which("node")), str(NODE_FOLDER / "click.js"), str(modules), str(ADDIN)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # for the Python that stays: tests.wps.serve
    process = subprocess.Popen(  # noqa: S603  # node on our own script
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment
    )
    return Standin(process, jobs)
