"""Paths of this program's own files on a user's machine, free paths for new files, and the log of faults."""

from __future__ import annotations

import os
import re
import sys
import traceback
from datetime import datetime
from pathlib import Path

from xhg_excel.errors.addin import ResourceMissingError
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells.install import GUIDE

_NAME = "xhg_excel"
# Only these are suffixes: the name of a folder may contain dots.
_ENDINGS = (".xlsx", ".docx")
_MOST_BYTES = 400_000
# Names and telephone numbers are left out of the log (五(四)).
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONG_NUMBER = re.compile(r"(?<![-\d])\d{7,}")


def own_folder() -> Path:
    """Return this program's folder of the user: local application data on Windows, else the XDG state folder."""
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / _NAME
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / _NAME


def log_file() -> Path:
    """Return the path of the log of faults; the log before it is kept as `.1`."""
    return own_folder() / f"{_NAME}.log"


def settings_file() -> Path:
    """Return the path of the add-in's settings file, which need not exist; settings beside a workbook are not read."""
    return own_folder() / "settings.toml"


def documents_folder() -> Path:
    """Return the folder for results of a workbook that was never saved."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def free_path(target: Path) -> Path:
    """Return `target` (a file or folder), or the first of `name (2).xlsx`, `name (3).xlsx`… that does not exist."""
    *_, free = numbered(target)
    return free


def numbered(target: Path) -> list[Path]:
    """Return `target` and its numbered successors that exist, and last the first that does not."""
    stem, suffix = (target.stem, target.suffix) if target.suffix.lower() in _ENDINGS else (target.name, "")
    paths = [target]
    while paths[-1].exists():
        paths.append(target.with_name(f"{stem} ({len(paths) + 1}){suffix}"))
    return paths


def guide_file() -> Path | None:
    """Return the guide shipped with the program or in a source checkout; None if there is none."""
    try:
        return resource(GUIDE)
    except ResourceMissingError:
        return None


def log_fault(error: BaseException, doing: str) -> Path:
    """Append a fault with its traceback to the log and return the path of the log.

    Chinese text and long numbers are replaced by `…`. If the log cannot be written, nothing is raised.
    """
    target = log_file()
    frames = "".join(traceback.format_tb(error.__traceback__))
    message = _LONG_NUMBER.sub("…", _HAN.sub("…", f"{type(error).__name__}: {error}"))
    entry = f"{datetime.now().isoformat(sep=' ', timespec='seconds')} {doing}\n{frames}{message}\n\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.stat().st_size > _MOST_BYTES:
            os.replace(target, target.with_name(f"{target.name}.1"))
        with target.open("a", encoding="utf-8") as log:
            log.write(entry)
    except OSError:
        pass
    return target
