"""Every command of the guide gives on Windows' Python what it gives here: answers, and files cell by cell."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.books import cells
from tests.docs.test_guide import COMMANDS_SHOWN, READ_ONLY, place, shown_commands, words_of
from tests.docs.test_pages import DOCS
from tests.windows.wine import ROOT, Wine

__all__ = ["place"]
SCRIPT = ROOT / "tests" / "windows" / "guide_commands.py"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\+00:00)?")
# What these say differs by system.
OF_THE_SYSTEM = re.compile("xhg (doctor|completion)")


def in_reading_order() -> list[str]:
    """Return the commands as a reader meets them: first the page for the groups."""
    first = list(shown_commands(DOCS / "city.md"))
    lines = [line for line in COMMANDS_SHOWN if not READ_ONLY.match(line)]
    return sorted(lines, key=lambda line: (line not in first, first.index(line) if line in first else 0))


def contents(folder: Path) -> dict[str, object]:
    """Return what every file below a folder holds, by its name; of workbooks the cells."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".xlsx":
            found[name] = plain(repr(cells(path)))
        elif path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                found[name] = {part: package.read(part) for part in package.namelist()}
        elif path.is_file():
            found[name] = plain(path.read_bytes().replace(b"\r\n", b"\n").decode("utf-8", "replace"))
    return found


def plain(text: str) -> str:
    """Return a text whose paths are written in one way, without the times of freezing, drawing and saving."""
    return TIME.sub("", text.replace("\\\\", "/").replace("\\", "/"))


def test_every_command_of_the_guide_answers_and_writes_the_same(wine: Wine, folder: Path, place: Path) -> None:
    commands = [words_of(line) for line in in_reading_order() if not OF_THE_SYSTEM.match(line)]
    (place / "commands.json").write_text(json.dumps(commands), "utf-8")
    (place / "市级汇总").mkdir(exist_ok=True)
    here, win = folder / "here", folder / "there"
    shutil.copytree(place, here)
    shutil.copytree(place, win)

    command: list[str | Path] = [sys.executable, SCRIPT, here, folder / "here.json"]
    ours = subprocess.run(command, check=False, cwd=ROOT, capture_output=True)  # noqa: S603  # our own script
    theirs = wine.python(SCRIPT, win, folder / "there.json")

    assert ours.returncode == 0, ours.stderr
    assert theirs.returncode == 0, theirs.stderr
    said_here, said_there = (json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("here", "there"))
    assert len(said_there) == len(commands) > 30
    differing = {
        " ".join(command): (a, b)
        for command, a, b in zip(commands, said_here, said_there, strict=True)
        if [plain(text) for text in a] != [plain(text) for text in b]
    }
    assert differing == {}, json.dumps(differing, ensure_ascii=False)[:3000]
    written_here, written_there = contents(here), contents(win)
    assert list(written_there) == list(written_here)
    assert len(written_here) > 60
    assert [name for name, content in written_here.items() if written_there[name] != content] == []
