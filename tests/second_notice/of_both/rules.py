"""The rules of a made-up notice over a unit and over one site."""

from __future__ import annotations

from xhg_excel.notice.schema.condition import Compares, Filled, Is, all_of, any_of
from xhg_excel.notice.schema.form import NO, YES, Annex
from xhg_excel.notice.schema.rule import Rule

FORM_RULES = (
    Rule("R901", "annex1", Compares("places_screened", ">", "places_listed")),
    Rule("R902", "annex1", all_of(Is("team_formed", NO), Compares("penalty_yuan", ">", 0))),
    Rule("R911", "annex2", all_of(Is("extinguishers", YES), Compares("extinguishers_count", "==", 0))),
    Rule("R912", "annex2", all_of(Is("wires", NO), Is("fined", YES))),
)
JOINED_RULES = (
    Rule(
        "R914",
        "annex1",
        all_of(Is("problems_mended", NO), Compares("place.open_sites", "==", 0)),
        detail=("place.open_sites",),
    ),
    Rule(
        "R915",
        "annex2",
        all_of(Filled("problem_id"), any_of(Filled("list.unknown"), Filled("place.same_id"))),
        detail=("list.unknown", "place.same_id"),
    ),
)
COVERAGE_RULES: tuple[Rule, ...] = ()


def rules_of(annex: Annex) -> tuple[Rule, ...]:
    """Return the rules that stand over one form of this annex."""
    return tuple(rule for rule in FORM_RULES if rule.annex == annex.key)
