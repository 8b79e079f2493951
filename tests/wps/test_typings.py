"""The add-in for WPS keeps to Kingsoft's typings (npm `et-jsapi-declare`): TypeScript checks it, strictly."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.wps.standin import ADDIN, NODE_FOLDER

pytestmark = pytest.mark.slow


def checked(folder: Path, modules: Path, config: Path) -> str:
    """Return what TypeScript says of the scripts in a folder; "" for nothing."""
    options = json.loads((NODE_FOLDER / "tsconfig.json").read_text("utf-8"))
    config.write_text(json.dumps({**options, "include": [f"{folder}/**/*.js"]}), "utf-8")
    compiler = modules / "typescript" / "bin" / "tsc"
    command = [str(shutil.which("node")), str(compiler), "-p", str(config), "--typeRoots", str(modules)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603  # the compiler


def test_the_add_in_keeps_to_the_typings(modules: Path, tmp_path: Path) -> None:
    assert checked(ADDIN, modules, tmp_path / "tsconfig.json") == ""


PLANTED = (
    (".AddComment(", ".AddNote("),
    (".SetFirstPriority(", ".SetTopPriority("),
    (".mkdirSync(", ".mkdirsSync("),
    (".ShellExecute(", ".ShellRun("),
    ("app.StatusBar =", "app.Statusbar ="),
    ("FreezePanes = true", "FreezePane = true"),
    (".DisplayGridlines", ".ShowGridlines"),
    ("FileDialog(4)", 'FileDialog("4")'),
    ("book.ProtectStructure", "book.ProtectedStructure"),
    ("Protection.AllowFormattingCells", "Protection.AllowFormats"),
)


def test_planted_members_that_do_not_exist_are_refused(modules: Path, tmp_path: Path) -> None:
    """All in one run: each is refused where it stands."""
    shutil.copytree(ADDIN, tmp_path / "folder")
    for script in (tmp_path / "folder").rglob("*.js"):
        text = script.read_text("utf-8")
        for right, wrong in PLANTED:
            text = text.replace(right, wrong)
        script.write_text(text, "utf-8")

    said = checked(tmp_path / "folder", modules, tmp_path / "tsconfig.json")

    names = [wrong.strip(".(= true").rpartition(".")[2] for _, wrong in PLANTED]
    assert [
        name
        for name in names
        if name.strip('"()4').replace('FileDialog("', "") not in said and "MsoFileDialogType" not in said
    ] == []
    assert said.count("error TS") >= len(PLANTED)
