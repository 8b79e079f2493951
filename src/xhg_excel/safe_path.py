"""Keep the current folder off Python's path: a `struct.py` among received workbooks must never run.

Only what the interpreter has built in or has loaded already may be imported here (`xhg_excel` itself, for
one, may be imported from the current folder): `cli.start` calls this before anything else.
"""

from __future__ import annotations

import os
import sys

# What another program's Python may be called that runs this package inside itself: it starts no other Python.
_PROGRAM = "python"


def leave_current_folder() -> None:
    """Take the current folder off `sys.path`, in this process and in all Pythons that it starts.

    Where the program itself is run from a source folder that is the current one, that folder is kept, last:
    the standard library and what is installed go before it.
    """
    sys.path[:] = safe_path()
    os.environ["PYTHONSAFEPATH"] = "1"
    if "PYTHONPATH" in os.environ:
        kept = [path for path in os.environ["PYTHONPATH"].split(os.pathsep) if not _is_current(path)]
        os.environ["PYTHONPATH"] = os.pathsep.join(kept)


def safe_path() -> list[str]:
    """Return `sys.path` without the current folder; the folder of this package is always on it."""
    kept = [path for path in sys.path if not _is_current(path)]
    ours = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return kept if ours in kept else [*kept, ours]


def _is_current(path: str) -> bool:
    try:
        return path in ("", os.curdir) or os.path.samefile(path, os.curdir)
    except OSError:  # an archive's inside, or nothing
        return False


def python_command(*arguments: str) -> list[str]:
    """Return the command that starts this Python anew, without the current folder on its path."""
    flags = ["-P", *(["-I"] if sys.flags.isolated else []), *(["-B"] if sys.dont_write_bytecode else [])]
    return [sys.executable or _PROGRAM, *flags, *arguments]
