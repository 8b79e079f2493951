"""Programs by other authors that the slow tests use: LibreOffice, Gnumeric, the Open XML SDK validator; ImageMagick for the guide."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path


def convert(files: Sequence[Path], to: str, out: Path) -> None:
    """Let LibreOffice open workbooks, recalculate, and save them in another format."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "LibreOffice is needed for slow tests"
    profile = _profile(out / ".profile")
    command = [office, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", to]
    done = subprocess.run(  # noqa: S603  # the program and our own files
        [*command, "--outdir", str(out), *map(str, files)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr


def recalculate_with_gnumeric(file: Path, out: Path) -> None:
    """Let Gnumeric recalculate a workbook."""
    program = shutil.which("ssconvert")
    assert program, "Gnumeric is needed for slow tests"
    command = [program, "--recalc", str(file), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603  # our own files
    assert done.returncode == 0, done.stderr


def _profile(folder: Path) -> Path:
    """Return a fresh profile that recalculates on load, where the default trusts cached values."""
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
        '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>',
        "utf-8",
    )
    return folder


def sdk_errors(files: Sequence[Path], version: str) -> dict[str, list[object]]:
    """Return what Microsoft's Open XML SDK says against each file, nothing when it accepts all."""
    validator = os.environ.get("XHG_OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    assert validator, "the Open XML SDK validator is needed for slow tests: set XHG_OOXML_VALIDATOR"
    found = {}
    for file in files:
        done = subprocess.run(  # noqa: S603  # the program and our own files
            [validator, str(file), "--officeVersion", version],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        )
        report = json.loads(done.stdout)
        if not report["ok"]:
            found[file.name] = report["errors"]
    return found


def shrink(source: Path, target: Path, size: str, part: Sequence[str] = ()) -> None:
    """Write a smaller picture (of a part) with few colours."""
    subprocess.run(["convert", source, *part, "-resize", size, "-strip", "-colors", "64", f"PNG8:{target}"], check=True)  # noqa: S603, S607
