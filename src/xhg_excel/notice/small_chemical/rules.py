"""The rules of 34号: which answers contradict each other, a ledger, or the plan of a city.

Type, choices and due of one field are declared with the Field; severity and wording of a
rule in rule_messages.py. A rule with a dotted key runs only where that fact is known.
"""

from __future__ import annotations

from xhg_excel.notice.schema.condition import (
    Compares,
    Filled,
    Is,
    Meaningful,
    Not,
    Operator,
    Setting,
    Sum,
    all_of,
    any_is,
    any_of,
)
from xhg_excel.notice.schema.form import NO, NOT_APPLICABLE, YES, Annex
from xhg_excel.notice.schema.rule import Rule

from .annex1 import ANNEX1
from .ledgers import RENTED, STATUS_DONE
from .site_types import SUSPENDED
from .sites import DONE_KEYS, FINISHED, UNFINISHED


def _over_100(annex: Annex) -> tuple[Rule, ...]:
    rates = [rate for item in annex.items for rate in item.rates]
    return tuple(Rule("R104", annex.key, Compares(r.part, ">", r.whole)) for r in rates)


def _in_window(code: str, annex: str) -> Rule:
    # 二: 自8月10日至8月21日, both ends in.
    inside = all_of(
        Compares("visited_on", ">=", Setting("window_start")), Compares("visited_on", "<=", Setting("window_end"))
    )
    return Rule(code, annex, Filled("visited_on"), inside)


def _items_19_and_20(kind: str) -> tuple[Rule, ...]:
    """Return R113: found and completed against the list and against the 附件3 of the place.

    A site that was visited was found; one that is finished is completed, and one that is not is not.
    """
    found, completed = f"{kind}_problems", f"{kind}_completed"
    ledger, forms = f"ledger.{kind}", f"place.{kind}"
    left = all_of(Compares(Sum((completed, f"{forms}_open")), ">", found), Compares(completed, "<=", found))
    return tuple(
        Rule("R113", "annex1", when, detail=(fact,))
        for when, fact in (
            (Compares(found, "!=", ledger), ledger),
            (Compares(completed, "!=", f"{ledger}_completed"), f"{ledger}_completed"),
            (Compares(found, "<", f"{forms}_forms"), f"{forms}_forms"),
            (Compares(completed, "<", f"{forms}_done"), f"{forms}_done"),
            (left, f"{forms}_open"),
        )
    )


def _against_forms(key: str, fact: str) -> Rule:
    return Rule("R115", "annex1", Compares(key, "!=", fact), detail=(fact,))


def _against_draw(key: str, op: Operator, fact: str) -> Rule:
    return Rule("R116", "annex1", Compares(key, op, fact), detail=(fact,))


def _reason_says_something(code: str, annex: str) -> Rule:
    return Rule(code, annex, all_of(UNFINISHED, Filled("reason_unfinished")), Meaningful("reason_unfinished"))


def _tracked_though_finished(code: str, annex: str) -> tuple[Rule, ...]:
    return tuple(Rule(code, annex, all_of(Filled(key), FINISHED)) for key in ("tracker_person", "tracker_deadline"))


_CLEARED = DONE_KEYS[1:]
_CASEFILES = ("casefile_small_chem", "casefile_small_trades", "casefile_suspended")
_PRINTED = ("slogans_count", "posters_count", "bulletins_count")
_OTHER_KINDS = ("small_trades", "suspended")
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
    *(Rule("R117", "annex1", Compares(f"{kind}_completed", ">", f"{kind}_problems")) for kind in _OTHER_KINDS),
)
ANNEX2_RULES = (
    _reason_says_something("R201", "annex2"),
    *_tracked_though_finished("R203", "annex2"),
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
    *_tracked_though_finished("R303", "annex3"),
    Rule("R305", "annex3", all_of(Is("closed", NO), any_of(*(Is("site_type", t) for t in SUSPENDED)))),
    Rule("R306", "annex3", all_of(Is("confiscated", YES), Is("fined", NO))),
    Rule("R307", "annex3", all_of(Is("transferred", YES), Is("case_filed", NO))),
    _in_window("R310", "annex3"),
)
# fmt: on

# Rules with facts of ledgers (`list.`, `ledger.`, `petition.`) or of other forms of the same place (`place.`).
# fmt: off
JOINED_RULES = (
    Rule("R106", "annex1", any_of(Compares("problems_completed", "!=", "ledger.completed"), Compares("problems_listed", "!=", "ledger.listed")), detail=("ledger.completed", "ledger.listed")),
    Rule("R107", "annex1", all_of(Is("loop_closed", YES), Compares("place.open_sites", ">", 0)), detail=("place.open_sites",)),
    Rule("R108", "annex1", all_of(Compares("petitions_disposed", "==", "petitions_received"), Compares("petitions_verified", "==", "petitions_received"), Compares("ledger.open_petitions", ">", 0)), detail=("ledger.open_petitions",)),
    Rule("R111", "annex1", all_of(Is("unfinished_tracked", YES), Compares("place.untracked_sites", ">", 0)), detail=("place.untracked_sites",)),
    *(rule for kind in _OTHER_KINDS for rule in _items_19_and_20(kind)),
    # 三(一)4: item 17 against the answers and yuan of the place's own 附件2 and 附件3.
    _against_forms("cases_filed", "place.yes.case_filed"),
    _against_forms("cases_transferred", "place.yes.transferred"),
    _against_forms("confiscated_yuan", "place.sum.confiscated_yuan"),
    _against_forms("fines_count", "place.yes.fined"),
    _against_forms("fines_yuan", "place.sum.fine_yuan"),
    # The list as frozen at the draw: its length is the list's, and what was finished then stays finished.
    _against_draw("problems_listed", "!=", "drawn.listed"),
    _against_draw("problems_completed", "<", "drawn.completed"),
    _against_draw("small_trades_problems", "!=", "drawn.small_trades"),
    _against_draw("suspended_problems", "!=", "drawn.suspended"),
    Rule("R210", "annex2", all_of(Is("case_filed", NO), Is("fined", NO), Filled("list.violation")), detail=("list.violation",)),
    Rule("R211", "annex2", all_of(Is("landlord_liable", NOT_APPLICABLE), Is("list.premises", RENTED))),
    Rule("R212", "annex2", all_of(Filled("problem_id"), any_of(Filled("list.unknown"), Filled("place.same_id"))), detail=("list.unknown", "place.same_id")),
    Rule("R213", "annex2", any_of(all_of(Is("is_petition", YES), Is("petition.listed", NO)), all_of(Is("is_petition", NO), Is("petition.listed", YES)))),
    Rule("R215", "annex2", all_of(UNFINISHED, Is("list.status", STATUS_DONE))),
    Rule("R216", "annex2", all_of(Filled("site_name"), Filled("place.near_duplicate")), detail=("place.near_duplicate",)),
    Rule("R308", "annex3", all_of(Filled("site_name"), Filled("place.near_duplicate")), detail=("place.near_duplicate",)),
)

# What one city (C9: the province) still lacks, by facts of its plan, its ledgers and its forms.
COVERAGE_RULES = (
    Rule("C1", "city", Compares("counties_visited", "<", "counties_due"), detail=("counties_due",)),
    Rule("C2", "city", Filled("priority_unvisited"), detail=("priority_unvisited",)),
    Rule("C3", "city", Compares("problem_forms", "<", "problems_due"), detail=("problems_due",)),
    Rule("C4", "city", all_of(Compares("unfinished_count", ">", 0), Filled("unfinished_unvisited")), detail=("unfinished_unvisited",)),
    Rule("C5", "city", Compares("small_trades_forms", "<", "small_trades_due"), detail=("small_trades_said",)),
    Rule("C5", "city", Compares("suspended_forms", "<", "suspended_due"), detail=("suspended_said",)),
    Rule("C6", "city", any_of(Compares("petitions_open", ">", 0), Compares("rewards_open", ">", 0), Compares("rewards_late", ">", 0)), detail=("petitions_said",)),
    Rule("C7", "city", Compares("forms_outside_window", ">", 0), detail=("window",)),
    # 五(三): 于8月28日前; reported from the day before until the report is filed, which no form says.
    Rule("C8", "city", Compares("days_left", "<=", 1), detail=("days_said",)),
    Rule("C9", "province", Compares("cities_reported", "<", Setting("groups")), detail=("groups",)),
    Rule("C10", "city", Filled("without_annex1"), detail=("without_annex1",)),
)
# fmt: on

FORM_RULES = ANNEX1_RULES + ANNEX2_RULES + ANNEX3_RULES


def rules_of(annex: Annex) -> tuple[Rule, ...]:
    """Return the rules over one form of this annex."""
    return tuple(rule for rule in FORM_RULES if rule.annex == annex.key)
