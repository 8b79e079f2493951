"""The cell of a form where a broken rule is mended."""

from __future__ import annotations

from xhg_excel.notice.schema.condition import keys_of
from xhg_excel.notice.schema.rule import Rule


def mended_at(rule: Rule) -> str:
    """Return the key of the cell that a rule asks to mend."""
    return keys_of(rule.then)[0] if rule.then is not None else keys_of(rule.when)[0]
