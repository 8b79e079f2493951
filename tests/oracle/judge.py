"""Rules R101 to R117, R201 to R215, R301 to R310 over the forms of one city.

`judge(case)` returns a set of (index of the form, code). A blank is no 否: it is reported as missing,
and what depends on it is not judged.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from .sites import DONE, STOPPED, TRADES, Case, Form, Rows, canonical, find, finished, same, unfinished

FIRST, LAST = dt.date(2020, 8, 10), dt.date(2020, 8, 21)
COUNTS = [
    "meetings_count", "slogans_count", "posters_count", "bulletins_count", "market_listed", "market_screened",
    "power_listed", "power_screened", "problems_completed", "problems_listed", "petitions_received",
    "petitions_verified", "petitions_disposed", "casefiles_count", "casefile_problems", "inspection_groups",
    "inspection_visits", "cases_filed", "cases_transferred", "detained_administrative", "detained_criminal",
    "fines_count", "landlords_count", "signed_village", "listed_village", "signed_town", "listed_town",
    "signed_county", "listed_county", "small_trades_screened", "small_trades_problems", "small_trades_completed",
    "suspended_screened", "suspended_problems", "suspended_completed",
]  # fmt: skip
RATES = [
    ("market_screened", "market_listed"), ("power_screened", "power_listed"),
    ("problems_completed", "problems_listed"), ("petitions_verified", "petitions_received"),
    ("petitions_disposed", "petitions_received"), ("casefiles_count", "casefile_problems"),
    ("signed_village", "listed_village"), ("signed_town", "listed_town"), ("signed_county", "listed_county"),
]  # fmt: skip
SIGNED = ["signed_village", "listed_village", "signed_town", "listed_town", "signed_county", "listed_county"]
THREE = [f"{stem}_{kind}" for stem in ("ledger", "casefile") for kind in ("small_chem", "small_trades", "suspended")]
BOILERPLATE = {"无", "核实无误", "正在整改"}


def number(form: Form, key: str) -> int | None:
    """Return the number of an answer, None where there is none."""
    value = form.get(key)
    return value if isinstance(value, int) and value >= 0 else None


def _answered(form: Form, answer: str) -> Callable[[str], bool]:
    return lambda key: form.get(key) == answer


def _below(form: Form, a: str, b: str) -> bool:
    x, y = number(form, a), number(form, b)
    return x is not None and y is not None and x < y


def _equal(form: Form, a: str, b: str) -> bool:
    x, y = number(form, a), number(form, b)
    return x is not None and x == y


def judge(case: Case) -> set[tuple[int, str]]:
    """Return the findings of all forms, as (index, code)."""
    found = set()
    for index, form in enumerate(case["forms"]):
        codes = JUDGES[form["annex"]](form, case)
        found |= {(index, code) for code in codes}
    return found


def of_unit(form: Form, case: Case, *annexes: str) -> Rows:
    """Return the site forms of the unit of an Annex 1: its county's, or for the city all."""
    rows = [f for f in case["forms"] if f["annex"] in annexes]
    return rows if form["county"] is None else [f for f in rows if f["county"] == form["county"]]


def _listed(form: Form, case: Case, kinds: list[str]) -> Rows:
    rows = [r for r in case["problems"] if r["site_type"] in kinds]
    return rows if form["county"] is None else [r for r in rows if r["county"] == form["county"]]


def _annex1(form: Form, case: Case) -> Iterator[str]:
    yes, no = _answered(form, "是"), _answered(form, "否")
    # 2 is asked only where 1 is 是; an answer there is R101 as 3=是 is.
    if no("council_established") and (
        form.get("member_duties_clear") or yes("taskforce_colocated") or yes("taskforce_performing")
    ):
        yield "R101"
    printed = [number(form, key) for key in ("slogans_count", "posters_count", "bulletins_count")]
    if yes("publicity_done") and printed == [0, 0, 0]:
        yield "R102"
    if any(form.get(k) not in (None, "未提供") and number(form, k) is None for k in COUNTS):
        yield "R103"
    if any(_below(form, whole, part) for part, whole in RATES):
        yield "R104"
    if number(form, "market_listed") == 0 or number(form, "power_listed") == 0:
        yield "R105"
    if any(yes(k) for k in THREE[3:]) and _below(form, "casefiles_count", "casefile_problems"):
        yield "R109"
    tracked = form.get("unfinished_tracked")
    open_, closed = (f(form, "problems_completed", "problems_listed") for f in (_below, _equal))
    if tracked is None or (open_ and tracked == "不涉及") or (closed and tracked in ("是", "否")):
        yield "R110"
    if any(form.get(k) is None for k in SIGNED):
        yield "R112"
    if any(form.get(k) is None for k in THREE):
        yield "R114"
    if any(_below(form, f"{k}_problems", f"{k}_completed") for k in ("small_trades", "suspended")):
        yield "R117"
    yield from _annex1_with_ledgers(form, case)
    yield from _annex1_with_forms(form, case)


def _annex1_with_ledgers(form: Form, case: Case) -> Iterator[str]:
    if case["problems"] is not None:
        chem = _listed(form, case, ["小化工"])
        done = sum(r["status"] == "已完成" for r in chem)
        both = number(form, "problems_completed"), number(form, "problems_listed")
        if any(mine is not None and mine != theirs for mine, theirs in zip(both, (done, len(chem)), strict=True)):
            yield "R106"
        for kind, types in (("small_trades", TRADES), ("suspended", STOPPED)):
            rows = _listed(form, case, types)
            done = sum(r["status"] == "已完成" for r in rows)
            claims = number(form, f"{kind}_problems"), number(form, f"{kind}_completed")
            if any(m is not None and m != t for m, t in zip(claims, (len(rows), done), strict=True)):
                yield "R113"
    if case["petitions"] is not None:
        mine = [p for p in case["petitions"] if form["county"] in (None, p["county"])]
        open_ = sum(p["verified"] == "否" or p["disposed"] == "否" for p in mine)
        full = all(_equal(form, k, "petitions_received") for k in ("petitions_verified", "petitions_disposed"))
        if full and open_:
            yield "R108"


def _annex1_with_forms(form: Form, case: Case) -> Iterator[str]:
    chem = of_unit(form, case, "annex2")
    if form.get("loop_closed") == "是" and any(unfinished(f) for f in chem):
        yield "R107"
    # Item 15 asks of unfinished sites; a 否 at a finished one is R203.
    if form.get("unfinished_tracked") == "是" and any(unfinished(f) and f.get("tracked") == "否" for f in chem):
        yield "R111"
    sites = of_unit(form, case, "annex2", "annex3")
    for kind, types in (("small_trades", TRADES), ("suspended", STOPPED)):
        seen = [f for f in sites if f["annex"] == "annex3" and f.get("site_type") in types]
        problems, completed = number(form, f"{kind}_problems"), number(form, f"{kind}_completed")
        if problems is not None and problems < len(seen):
            yield "R113"
        if completed is not None and completed < sum(finished(f) for f in seen):
            yield "R113"
        if (
            problems is not None
            and completed is not None
            and 0 <= problems - completed < sum(unfinished(f) for f in seen)
        ):
            yield "R113"
    if sites and any(_differs(form, sites, *pair) for pair in SUMS):
        yield "R115"


# Item 17 of Annex 1, the question of the site forms, and the yuan behind it.
SUMS = [("cases_filed", "case_filed", None), ("cases_transferred", "transferred", None), ("fines_count", "fined", None),
        ("confiscated_yuan", "confiscated", "confiscated_yuan"), ("fines_yuan", "fined", "fine_yuan")]  # fmt: skip


def _differs(form: Form, sites: Rows, mine: str, question: str, yuan: str | None) -> bool:
    claimed = form.get(mine)
    if claimed is None or isinstance(claimed, str):
        return False
    those = [f for f in sites if f.get(question) == "是"]
    if yuan is None:
        return number(form, mine) is not None and claimed != len(those)
    amounts = [f.get(yuan) for f in those]
    # A site whose amount is not known leaves the sum unknown.
    return None not in amounts and "未提供" not in amounts and not same(claimed, sum(amounts))


def _reason_and_tracking(form: Form, missing: str, untracked: str, surplus: str) -> Iterator[str]:
    reason, tracked = form.get("reason_unfinished"), form.get("tracked")
    rest = [form.get("tracker_person"), form.get("tracker_deadline")]
    if unfinished(form):
        han = sum("一" <= c <= "鿿" for c in reason or "")
        if han < 4 or reason in BOILERPLATE:
            yield missing
        if tracked is None or (tracked == "是" and None in rest):
            yield untracked
    elif finished(form) and (reason or tracked or any(rest)):
        yield surplus


def _outside(form: Form) -> bool:
    return form.get("visited_on") is not None and not FIRST <= form["visited_on"] <= LAST


def _annex2(form: Form, case: Case) -> Iterator[str]:
    yes, no = _answered(form, "是"), _answered(form, "否")
    yield from _reason_and_tracking(form, "R201", "R202", "R203")
    if yes("closed") and (no("water_cut") or no("power_cut")):
        yield "R204"
    if no("closed") and all(form.get(k) in ("是", "不涉及") for k in DONE[1:]):
        yield "R205"
    pairs = [("R206", yes("fined") and no("case_filed")), ("R207", yes("case_filed") and no("fined")),
             ("R208", yes("transferred") and no("case_filed")), ("R209", yes("transferred") and yes("fined")),
             ("R214", _outside(form))]  # fmt: skip
    yield from (code for code, holds in pairs if holds)
    if case["problems"] is not None and form.get("problem_id"):
        yield from _annex2_with_list(form, case)
    if case["petitions"] is not None:
        listed = _on_petition_list(form, case)
        if (yes("is_petition") and not listed) or (no("is_petition") and listed):
            yield "R213"


def _annex2_with_list(form: Form, case: Case) -> Iterator[str]:
    row = find(form["problem_id"], case["problems"])
    others = [f for f in case["forms"] if f["annex"] == "annex2" and f is not form and f.get("problem_id")]
    if row is None or any(_same_site(form, other, case) for other in others):
        yield "R212"
    if row is None:
        return
    if row["violation"] and form.get("case_filed") == "否" and form.get("fined") == "否":
        yield "R210"
    if form.get("landlord_liable") == "不涉及" and row["premises"] == "租用":
        yield "R211"
    if row["status"] == "已完成" and unfinished(form):
        yield "R215"


def _same_site(a: Form, b: Form, case: Case) -> bool:
    rows = [find(f["problem_id"], case["problems"]) for f in (a, b)]
    if None not in rows:
        return rows[0] is rows[1]
    return canonical(a["problem_id"]) == canonical(b["problem_id"])


def _on_petition_list(form: Form, case: Case) -> bool:
    if form.get("petition_number") and find(form["petition_number"], case["petitions"], "petition_number"):
        return True
    rows = case["problems"] or []
    mine = find(form.get("problem_id"), rows)
    if mine is None:
        return False
    named = [find(p["problem_id"], rows) for p in case["petitions"] if p["problem_id"]]
    own = mine["petition_number"] and find(mine["petition_number"], case["petitions"], "petition_number")
    return any(row is mine for row in named) or bool(own)


def _annex3(form: Form, case: Case) -> Iterator[str]:
    yes, no = _answered(form, "是"), _answered(form, "否")
    yield from _reason_and_tracking(form, "R301", "R302", "R303")
    kind = form.get("site_type")
    if kind is None or (kind == "其它") != bool(form.get("other_type")):
        yield "R304"
    if kind in STOPPED and no("closed"):
        yield "R305"
    if yes("confiscated") and no("fined"):
        yield "R306"
    if yes("transferred") and no("case_filed"):
        yield "R307"
    who = form.get("site_name"), form.get("address")
    others = [f for f in case["forms"] if f["annex"] == "annex3" and f is not form]
    if None not in who and any((f.get("site_name"), f.get("address")) == who for f in others):
        yield "R308"
    if any(
        form.get(k) == "不涉及" and not form.get(f"{k}_na_reason") for k in ("equipment_removed", "premises_cleared")
    ):
        yield "R309"
    if _outside(form):
        yield "R310"


JUDGES = {"annex1": _annex1, "annex2": _annex2, "annex3": _annex3}
