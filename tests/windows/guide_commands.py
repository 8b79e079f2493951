"""Run commands one after the other in a folder, on whatever system this Python is, and keep what they answered.

usage: guide_commands.py FOLDER WHERE-TO, with the commands in FOLDER/commands.json as lists of words
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from click.testing import CliRunner

from xhg_excel.cli.main import xhg


def answers(folder: Path) -> list[list[str]]:
    """Return exit status, fault and output of each command."""
    found = []
    for words in json.loads((folder / "commands.json").read_text("utf-8")):
        done = CliRunner().invoke(xhg, words, standalone_mode=False)
        fault = "" if done.exception is None else f"{type(done.exception).__name__}: {done.exception}"
        found.append([str(done.return_value), fault, done.output])
    return found


if __name__ == "__main__":
    place, target = map(Path, sys.argv[1:])
    os.chdir(place)
    target.write_text(json.dumps(answers(Path()), ensure_ascii=False), "utf-8")
