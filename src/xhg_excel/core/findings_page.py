"""docs/findings.md: every finding code with severity, condition, example, clause and remedy.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterator

from xhg_excel.core.checks import accepted, item_ref, window_shown
from xhg_excel.core.codes import mended_at
from xhg_excel.spec.annexes import ANNEXES
from xhg_excel.spec.campaign import NOTICE
from xhg_excel.spec.form import FORMS_CLAUSE
from xhg_excel.spec.messages import (
    ANY_ITEM,
    EXAMPLES,
    MESSAGES,
    PAGE_GROUPS,
    PAGE_HEAD,
    PAGE_INTRO,
    PAGE_TITLE,
    Message,
)
from xhg_excel.spec.quota import QUOTA_CLAUSE
from xhg_excel.spec.rules import FORM_RULES, JOINED_RULES

_SLOTS = {"item": ANY_ITEM, "value": "…", "choices": "…", "detail": "…", "near": ""}


def findings_page() -> str:
    """Return the page as Markdown."""
    lines = [f"# {PAGE_TITLE}", "", PAGE_INTRO, ""]
    for prefix, group in PAGE_GROUPS.items():
        codes = [code for code in MESSAGES if code.startswith(prefix)]
        lines += [f"## {group}", "", PAGE_HEAD, "|---|---|---|---|---|---|"]
        lines += [_row(code, MESSAGES[code]) for code in codes] + [""]
    return "\n".join(lines)


def explained(code: str) -> tuple[str, str]:
    """Return what a code says of some item, and how to mend it.

    >>> explained("E05")[1]
    '请按“2020-8-12”的样式填写。'
    """
    message = MESSAGES[code]
    return _filled(message.what, _SLOTS), _filled(message.remedy, _SLOTS)


def _row(code: str, message: Message) -> str:
    what, remedy = explained(code)
    cells = (code, message.severity.value, what, example(code), "、".join(dict.fromkeys(_clauses(code))), remedy)
    return f"| {' | '.join(cells)} |"


def example(code: str) -> str:
    """Return the finding's sentence as a user may meet it, about the first field or rule that has it."""
    return _filled(MESSAGES[code].what, _facts(code) | EXAMPLES.get(code, {}))


def _facts(code: str) -> dict[str, str]:
    facts = _SLOTS | {"detail": window_shown(NOTICE)}
    for annex in ANNEXES:
        rule = next((r for r in (*FORM_RULES, *JOINED_RULES) if r.code == code and r.annex == annex.key), None)
        for field in annex.fields:
            surplus = [field.surplus] if field.due else []
            if code in (field.missing, field.fault, *surplus) or (rule and mended_at(rule) == field.key):
                return facts | {"item": item_ref(annex, field), "choices": accepted(field) or str(field.longest)}
    return facts


def _clauses(code: str) -> Iterator[str]:
    if code.startswith(("C", "P")):
        yield QUOTA_CLAUSE
    for rule in (*FORM_RULES, *JOINED_RULES):
        if rule.code == code:
            annex = next(annex for annex in ANNEXES if annex.key == rule.annex)
            yield annex.clause_of(mended_at(rule))
    if code.startswith("R"):
        for annex in ANNEXES:
            for field in annex.fields:
                if code in (field.missing, field.fault) or (field.due and code == field.surplus):
                    yield annex.clause_of(field.key)
    if code.startswith(("E", "N", "F", "L", "M")):
        yield FORMS_CLAUSE


def _filled(text: str, facts: dict[str, str]) -> str:
    for slot, value in facts.items():
        text = text.replace("{" + slot + "}", value)
    return text
