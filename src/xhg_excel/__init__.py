"""The annex forms of the 小化工 inspection as workbooks: validated, merged, sampled, reported.

These names are the public interface; everything else may change without notice. Each is loaded
when it is first used, so that `import xhg_excel` costs nothing. `docs/api.md` shows their use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from xhg_excel.version import __version__

if TYPE_CHECKING:
    from xhg_excel.api.functions import draw, merge, plan, quotas, read, report, validate, write_templates
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.finding import Finding
    from xhg_excel.core.model.submission import Submission
    from xhg_excel.errors.base import XhgError

# The public names in the order of their use, each with the module it is loaded from.
NAMES = dict.fromkeys(
    ("read", "validate", "merge", "report", "quotas", "plan", "draw", "write_templates"), "api.functions"
) | {
    "Submission": "core.model.submission",
    "Finding": "core.model.finding",
    "Context": "core.model.context",
    "XhgError": "errors.base",
}
__all__ = [
    "Context", "Finding", "Submission", "XhgError", "__version__", "draw", "merge", "plan", "quotas", "read", "report",
    "validate", "write_templates",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name from its module, once."""
    if name not in NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{NAMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted({*globals(), *NAMES})
