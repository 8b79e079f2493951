"""The rules of a made-up notice."""

from __future__ import annotations

from xhg_excel.notice.schema.condition import Compares, Is, all_of
from xhg_excel.notice.schema.form import NO, Annex
from xhg_excel.notice.schema.rule import Rule

FORM_RULES = (
    Rule("R901", "annex1", Compares("places_screened", ">", "places_listed")),
    Rule("R902", "annex1", all_of(Is("team_formed", NO), Compares("penalty_yuan", ">", 0))),
)
JOINED_RULES: tuple[Rule, ...] = ()
COVERAGE_RULES: tuple[Rule, ...] = ()


def rules_of(annex: Annex) -> tuple[Rule, ...]:
    """Return the rules that stand over one form of this annex."""
    return tuple(rule for rule in FORM_RULES if rule.annex == annex.key)
