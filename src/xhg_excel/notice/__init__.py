"""The notice in force: its annexes, ledgers, rules, dates, regions and texts, by name.

The only module that names the folder of a notice. A further notice is a folder beside `small_chemical`
with the same file names; `_IN_FORCE` chooses one. The folder's `__init__` lists what a notice declares.
The notice is loaded when the first of its names is used: `xhg --help` and the installer need none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xhg_excel.notice.small_chemical import *
    from xhg_excel.notice.small_chemical import rehearsal as rehearsal
    from xhg_excel.notice.small_chemical import report as report

_IN_FORCE = "small_chemical"
# Files that few commands need; they are used as modules and loaded one by one.
_MODULES = ("rehearsal", "report")


def __getattr__(name: str) -> Any:
    """Return a name of the notice in force."""
    folder = f"{__name__}.{_IN_FORCE}"
    return import_module(f"{folder}.{name}") if name in _MODULES else getattr(import_module(folder), name)
