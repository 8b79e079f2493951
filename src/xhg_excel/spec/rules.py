"""Rules over one filled form, as data: when this holds, that must hold too.

What a cell may hold (type, choices) and when it is due stands with its Field;
here stands what contradicts what. Severity and wording: messages.py, by code.
A rule that reads a dotted key runs only where ledgers supply that fact.

Room: spec.
"""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.spec.annex1 import ANNEX1
from xhg_excel.spec.annex3 import SUSPENDED
from xhg_excel.spec.condition import (
    Compares,
    Condition,
    Filled,
    Is,
    Meaningful,
    Not,
    Setting,
    Sum,
    all_of,
    any_is,
    any_of,
    keys_of,
)
from xhg_excel.spec.form import NO, NOT_APPLICABLE, YES, Annex
from xhg_excel.spec.sites import DONE_KEYS, UNFINISHED


@dataclass(frozen=True)
class Rule:
    """`when` ⇒ `then`; without `then`, `when` itself is the contradiction.

    The first key mentioned (in `then`, else in `when`) is the cell to mend.
    """

    code: str
    annex: str
    when: Condition
    then: Condition | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every field the rule reads."""
        then = keys_of(self.then) if self.then is not None else ()
        return tuple(dict.fromkeys(keys_of(self.when) + then))


def _over_100(annex: Annex) -> tuple[Rule, ...]:
    rates = [rate for item in annex.items for rate in item.rates]
    return tuple(Rule("R104", annex.key, Compares(r.part, ">", r.whole)) for r in rates)


def _in_window(code: str, annex: str) -> Rule:
    # 二: 自8月10日至8月21日, both ends in.
    inside = all_of(
        Compares("visited_on", ">=", Setting("window_start")),
        Compares("visited_on", "<=", Setting("window_end")),
    )
    return Rule(code, annex, Filled("visited_on"), inside)


def _reason_says_something(code: str, annex: str) -> Rule:
    return Rule(code, annex, all_of(UNFINISHED, Filled("reason_unfinished")), Meaningful("reason_unfinished"))


_CLEARED = DONE_KEYS[1:]
_CASEFILES = ("casefile_small_chem", "casefile_small_trades", "casefile_suspended")
_PRINTED = ("slogans_count", "posters_count", "bulletins_count")
_OPEN = Compares("problems_completed", "<", "problems_listed")
_ALL_DONE = Compares("problems_completed", "==", "problems_listed")

# fmt: off
ANNEX1_RULES = (
    Rule("R101", "annex1", all_of(any_is(YES, "taskforce_colocated", "taskforce_performing"), Is("council_established", NO))),
    Rule("R102", "annex1", all_of(Is("publicity_done", YES), Compares(Sum(_PRINTED), "==", 0))),
    *_over_100(ANNEX1),
    Rule("R105", "annex1", Compares("market_listed", "==", 0)),
    Rule("R105", "annex1", Compares("power_listed", "==", 0)),
    Rule("R109", "annex1", all_of(Compares("casefiles_count", "<", "casefile_problems"), any_is(YES, *_CASEFILES))),
    Rule("R110", "annex1", all_of(Is("unfinished_tracked", NOT_APPLICABLE), _OPEN)),
    Rule("R110", "annex1", all_of(any_of(Is("unfinished_tracked", YES), Is("unfinished_tracked", NO)), _ALL_DONE)),
)
ANNEX2_RULES = (
    _reason_says_something("R201", "annex2"),
    Rule("R204", "annex2", all_of(Is("closed", YES), any_is(NO, "water_cut", "power_cut"))),
    Rule("R205", "annex2", all_of(Is("closed", NO), *(Filled(k) for k in _CLEARED), Not(any_is(NO, *_CLEARED)))),
    Rule("R206", "annex2", all_of(Is("fined", YES), Is("case_filed", NO))),
    Rule("R207", "annex2", all_of(Is("case_filed", YES), Is("fined", NO))),
    Rule("R208", "annex2", all_of(Is("transferred", YES), Is("case_filed", NO))),
    Rule("R209", "annex2", all_of(Is("transferred", YES), Is("fined", YES))),
    _in_window("R214", "annex2"),
)
ANNEX3_RULES = (
    _reason_says_something("R301", "annex3"),
    Rule("R305", "annex3", all_of(Is("closed", NO), any_of(*(Is("site_type", t) for t in SUSPENDED)))),
    Rule("R306", "annex3", all_of(Is("confiscated", YES), Is("fined", NO))),
    Rule("R307", "annex3", all_of(Is("transferred", YES), Is("case_filed", NO))),
    _in_window("R310", "annex3"),
)
# fmt: on

FORM_RULES = ANNEX1_RULES + ANNEX2_RULES + ANNEX3_RULES


def rules_of(annex: Annex) -> tuple[Rule, ...]:
    """Return the rules that stand over one form of this annex."""
    return tuple(rule for rule in FORM_RULES if rule.annex == annex.key)
