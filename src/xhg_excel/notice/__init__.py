"""The notice in force: the names by which every room asks for its annexes, ledgers, rules, dates and regions.

This is the only module that names the folder of a notice. A further notice is a sibling of
`small_chemical` with the same file names; its name here puts it in force. A name is loaded
from its file when it is first asked for, so that `xhg --help` does not wait for the notice.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xhg_excel.notice.small_chemical import rehearsal, report, self_test
    from xhg_excel.notice.small_chemical.annexes import (
        ANNEXES,
        OTHER_ANNEXES,
        PROBLEM_ANNEXES,
        SITE_ANNEXES,
        UNIT_ANNEXES,
    )
    from xhg_excel.notice.small_chemical.campaign import NOTICE, TEMPLATE_VERSION
    from xhg_excel.notice.small_chemical.cover import COVER_HOWTO
    from xhg_excel.notice.small_chemical.ledgers import (
        DUTIES,
        LEDGERS,
        PETITIONS,
        PLACES,
        PREMISES,
        PROBLEMS,
        SCREENING,
        SMALL_CHEM,
        STATUS_DONE,
        STATUS_OPEN,
        VIOLATIONS,
        is_small_trade,
        is_suspended,
    )
    from xhg_excel.notice.small_chemical.regions import CITIES, COUNTIES, SUPERSEDED, ZONES
    from xhg_excel.notice.small_chemical.rule_messages import RULE_MESSAGES
    from xhg_excel.notice.small_chemical.rules import COVERAGE_RULES, FORM_RULES, JOINED_RULES, rules_of
    from xhg_excel.notice.small_chemical.site_types import OTHER, SMALL_TRADES, SUSPENDED
    from xhg_excel.notice.small_chemical.sites import DONE_KEYS, FINISHED, SITE_NAME, UNFINISHED, VISIT_METHODS

_FOLDER = f"{__name__}.small_chemical"
# File of the notice's folder → the names it gives; none for a file that is used as a module.
_NAMES: dict[str, tuple[str, ...]] = {
    "annexes": (
        "ANNEXES",
        "OTHER_ANNEXES",
        "PROBLEM_ANNEXES",
        "SITE_ANNEXES",
        "UNIT_ANNEXES",
    ),
    "campaign": (
        "NOTICE",
        "TEMPLATE_VERSION",
    ),
    "cover": ("COVER_HOWTO",),
    "ledgers": (
        "DUTIES",
        "LEDGERS",
        "PETITIONS",
        "PLACES",
        "PREMISES",
        "PROBLEMS",
        "SCREENING",
        "SMALL_CHEM",
        "STATUS_DONE",
        "STATUS_OPEN",
        "VIOLATIONS",
        "is_small_trade",
        "is_suspended",
    ),
    "regions": (
        "CITIES",
        "COUNTIES",
        "SUPERSEDED",
        "ZONES",
    ),
    "rule_messages": ("RULE_MESSAGES",),
    "rules": (
        "COVERAGE_RULES",
        "FORM_RULES",
        "JOINED_RULES",
        "rules_of",
    ),
    "site_types": (
        "OTHER",
        "SMALL_TRADES",
        "SUSPENDED",
    ),
    "sites": (
        "DONE_KEYS",
        "FINISHED",
        "SITE_NAME",
        "UNFINISHED",
        "VISIT_METHODS",
    ),
    "rehearsal": (),
    "report": (),
    "self_test": (),
}
_FILE_OF = {name: file for file, names in _NAMES.items() for name in names}
__all__ = [
    "ANNEXES",
    "CITIES",
    "COUNTIES",
    "COVERAGE_RULES",
    "COVER_HOWTO",
    "DONE_KEYS",
    "DUTIES",
    "FINISHED",
    "FORM_RULES",
    "JOINED_RULES",
    "LEDGERS",
    "NOTICE",
    "OTHER",
    "OTHER_ANNEXES",
    "PETITIONS",
    "PLACES",
    "PREMISES",
    "PROBLEMS",
    "PROBLEM_ANNEXES",
    "RULE_MESSAGES",
    "SCREENING",
    "SITE_ANNEXES",
    "SITE_NAME",
    "SMALL_CHEM",
    "SMALL_TRADES",
    "STATUS_DONE",
    "STATUS_OPEN",
    "SUPERSEDED",
    "SUSPENDED",
    "TEMPLATE_VERSION",
    "UNFINISHED",
    "UNIT_ANNEXES",
    "VIOLATIONS",
    "VISIT_METHODS",
    "ZONES",
    "is_small_trade",
    "is_suspended",
    "rehearsal",
    "report",
    "rules_of",
    "self_test",
]


def __getattr__(name: str) -> Any:
    """Load a name of the notice in force from its file, once."""
    if name in _FILE_OF:
        value = getattr(import_module(f"{_FOLDER}.{_FILE_OF[name]}"), name)
    elif name in _NAMES:
        value = import_module(f"{_FOLDER}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value
