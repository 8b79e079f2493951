"""Paths of this program's own files on a user's machine, free paths for new files, and the log of faults."""

from __future__ import annotations

import os
import re
import sys
import traceback
from datetime import datetime
from pathlib import Path

from xhg_excel.core.model.personal_numbers import hide_personal
from xhg_excel.errors.addin import ResourceMissingError
from xhg_excel.errors.files import NotOpenedError
from xhg_excel.files.resources import resource
from xhg_excel.notice.words.shells.install import GUIDE

_NAME = "xhg_excel"
# Only these are suffixes: the name of a folder may contain dots.
_ENDINGS = (".xlsx", ".docx")
_MOST_BYTES = 400_000
# Most systems take names of 255 bytes; the rest is for a number in brackets, and for lock files beside it.
_LONGEST_NAME = 240
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


def readable(path: str) -> str:
    r"""Return a name or path as its owner wrote it, all of it text that can be printed and stored.

    Where a zip from Windows was unpacked on Linux, the bytes of a name are GBK; Python keeps such bytes as single
    surrogates, which no writer takes.

    >>> readable("\udcc8\udce7\udcb6\udcab.xlsx"), readable("a\udcff\ud800")
    ('如东.xlsx', 'a??')
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        pass
    else:
        return path
    try:
        written = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, as Windows allows it
        return path.encode("utf-8", "replace").decode()
    for encoding in ("utf-8", "gb18030"):  # UTF-8 where the system is set to another encoding (LC_ALL=C)
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return written.decode("utf-8", "replace")


def refuse_device(path: Path) -> None:
    """Refuse to open a pipe or a device, which may keep a reader waiting for ever.

    Raises:
        NotOpenedError: the path is one.
    """
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise NotOpenedError(path, "DEVICE")


def fitting_name(pattern: str, stem: str) -> str:
    """Return the name that a pattern makes of a stem, which is cut where the name would be too long for a disk.

    >>> fitting_name("{stem}（退回）.xlsx", "如东"), len(fitting_name("{stem}（退回）.xlsx", "长" * 82).encode())
    ('如东（退回）.xlsx', 239)
    """
    while len((name := pattern.format(stem=stem)).encode("utf-8", "surrogatepass")) > _LONGEST_NAME and stem:
        stem = stem[:-1]
    return name


def free_path(target: Path) -> Path:
    """Return `target` (a file or folder), or the first of `name (2).xlsx`, `name (3).xlsx`… that does not exist."""
    *_, free = numbered(target)
    return free


def numbered(target: Path) -> list[Path]:
    """Return `target` and its numbered successors that exist, and last the first that does not."""
    stem, suffix = (target.stem, target.suffix) if target.suffix.lower() in _ENDINGS else (target.name, "")
    paths = [target]
    while os.path.exists(paths[-1]):  # a name that is too long is none (`Path.exists` raises)
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
    message = hide_personal(_LONG_NUMBER.sub("…", _HAN.sub("…", f"{type(error).__name__}: {error}")))
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
