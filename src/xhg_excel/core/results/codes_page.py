"""docs/findings.md: every finding code with severity, condition, example, clause and remedy."""

from __future__ import annotations

from collections.abc import Iterator

from xhg_excel.core.model.context import window_shown
from xhg_excel.core.model.field_names import accepted, item_ref
from xhg_excel.notice import ANNEXES, FORM_RULES, JOINED_RULES, NOTICE
from xhg_excel.notice.schema.form import FORMS_CLAUSE
from xhg_excel.notice.words import findings as words
from xhg_excel.notice.words.planning.quota import QUOTA_CLAUSE

_SLOTS = {"item": words.ANY_ITEM, "value": "…", "choices": "…", "detail": "…", "near": ""}


def findings_page() -> str:
    """Return the page as Markdown."""
    lines = [f"# {words.PAGE_TITLE}", "", words.PAGE_INTRO, ""]
    for prefix, group in words.PAGE_GROUPS.items():
        codes = [code for code in words.MESSAGES if code.startswith(prefix)]
        lines += [f"## {group}", "", words.PAGE_HEAD, "|---|---|---|---|---|---|"]
        lines += [_row(code, words.MESSAGES[code]) for code in codes] + [""]
    return "\n".join(lines)


def explained(code: str) -> tuple[str, str]:
    """Return what a code says of some item, and how to mend it.

    >>> explained("E05")[1]
    '请按“2020-8-12”的样式填写。'
    """
    message = words.MESSAGES[code]
    return _filled(message.what, _SLOTS), _filled(message.remedy, _SLOTS)


def _row(code: str, message: words.Message) -> str:
    what, remedy = explained(code)
    cells = (code, message.severity.value, what, example(code), "、".join(dict.fromkeys(_clauses(code))), remedy)
    return f"| {' | '.join(cells)} |"


def example(code: str) -> str:
    """Return the finding's sentence as a user may meet it, about the first field or rule that has it."""
    return _filled(words.MESSAGES[code].what, _facts(code) | words.EXAMPLES.get(code, {}))


def _facts(code: str) -> dict[str, str]:
    facts = _SLOTS | {"detail": window_shown(NOTICE)}
    for annex in ANNEXES:
        rule = next((r for r in (*FORM_RULES, *JOINED_RULES) if r.code == code and r.annex == annex.key), None)
        for field in annex.fields:
            surplus = [field.surplus] if field.due else []
            if code in (field.missing, field.fault, *surplus) or (rule and rule.key_to_mend == field.key):
                return facts | {"item": item_ref(annex, field), "choices": accepted(field) or str(field.longest)}
    return facts


def _clauses(code: str) -> Iterator[str]:
    if code.startswith(("C", "P")):
        yield QUOTA_CLAUSE
    for rule in (*FORM_RULES, *JOINED_RULES):
        if rule.code == code:
            annex = next(annex for annex in ANNEXES if annex.key == rule.annex)
            yield annex.clause_of(rule.key_to_mend)
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
