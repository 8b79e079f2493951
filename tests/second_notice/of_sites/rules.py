"""The rules of a made-up notice over one site."""

from __future__ import annotations

from xhg_excel.notice.schema.condition import Compares, Filled, Is, all_of
from xhg_excel.notice.schema.form import NO, YES, Annex
from xhg_excel.notice.schema.rule import Rule

FORM_RULES = (
    Rule("R901", "annex1", all_of(Is("extinguishers", YES), Compares("extinguishers_count", "==", 0))),
    Rule("R902", "annex1", all_of(Is("wires", NO), Is("fined", YES))),
)
JOINED_RULES = (
    Rule(
        "R903", "annex1", all_of(Filled("site_name"), Filled("place.near_duplicate")), detail=("place.near_duplicate",)
    ),
)
COVERAGE_RULES: tuple[Rule, ...] = ()


def rules_of(annex: Annex) -> tuple[Rule, ...]:
    """Return the rules that stand over one form of this annex."""
    return tuple(rule for rule in FORM_RULES if rule.annex == annex.key)
