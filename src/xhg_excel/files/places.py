"""Where this program keeps its own files on a user's machine, and where it may put a new one."""

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
# A folder may have dots in its name: only these are endings.
_ENDINGS = (".xlsx", ".docx")
_MOST_BYTES = 400_000
# A log holds no names and no telephone numbers: whose they are is nobody's business (五(四)).
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONG_NUMBER = re.compile(r"(?<![-\d])\d{7,}")


def own_folder() -> Path:
    """Return the user's own folder of this program: local application data on Windows, else the state folder."""
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / _NAME
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / _NAME


def log_file() -> Path:
    """Return the file that faults of this program are written to; an older half lies beside it as `.1`."""
    return own_folder() / f"{_NAME}.log"


def settings_file() -> Path:
    """Return the settings file that the add-in reads, where there is one; never one beside a workbook."""
    return own_folder() / "settings.toml"


def documents_folder() -> Path:
    """Return the folder for new workbooks of a workbook that was never saved."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def free_path(target: Path) -> Path:
    """Return `target`, or the first `name (2).xlsx`, `name (3).xlsx`… that does not exist yet; a folder likewise."""
    *_, free = numbered(target)
    return free


def numbered(target: Path) -> list[Path]:
    """Return `target` and its numbered successors as far as they exist, then the first that does not."""
    stem, suffix = (target.stem, target.suffix) if target.suffix.lower() in _ENDINGS else (target.name, "")
    row = [target]
    while row[-1].exists():
        row.append(target.with_name(f"{stem} ({len(row) + 1}){suffix}"))
    return row


def guide_file() -> Path | None:
    """Return the guide that came with the program, or that of a source checkout; None without one."""
    try:
        return resource(GUIDE)
    except ResourceMissingError:
        return None


def log_fault(error: BaseException, doing: str) -> Path:
    """Append a fault with its traceback to the log and return where that is; words of a form are left out.

    A log that cannot be written is no second fault.
    """
    target = log_file()
    frames = "".join(traceback.format_tb(error.__traceback__))
    said = _LONG_NUMBER.sub("…", _HAN.sub("…", f"{type(error).__name__}: {error}"))
    entry = f"{datetime.now().isoformat(sep=' ', timespec='seconds')} {doing}\n{frames}{said}\n\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.stat().st_size > _MOST_BYTES:
            os.replace(target, target.with_name(f"{target.name}.1"))
        with target.open("a", encoding="utf-8") as log:
            log.write(entry)
    except OSError:
        pass
    return target
