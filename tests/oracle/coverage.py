"""Coverage C1 to C7, C9 and C10 of one city, as codes."""

from collections.abc import Iterator

from .judge import FIRST, LAST
from .plan import priority
from .sites import STOPPED, TRADES, Case, Form, find, half

REWARD_DAYS = 30


def coverage(case: Case, counties: list[str], chosen: list[str]) -> Iterator[str]:
    """Return the codes of what a city lacks.

    Args:
        case: forms and ledgers.
        counties: codes of the city's counties.
        chosen: codes of the counties of the plan (S).
    """
    forms = case["forms"]
    with_first = {f["county"] for f in forms if f["annex"] == "annex1"}
    sites = [f for f in forms if f["annex"] != "annex1"]
    if len(with_first - {None}) < half(len(counties)):
        yield "C1"
    if set(priority(case["screening"], counties)) - with_first:
        yield "C2"
    chem = [r for r in case["problems"] if r["site_type"] == "小化工"]
    visited = [find(f.get("problem_id"), chem) for f in sites if f["annex"] == "annex2"]
    seen = {id(row) for row in visited if row is not None}
    if len(seen) < half(len(chem)):
        yield "C3"
    if any(r["status"] == "未完成" and id(r) not in seen for r in chem):
        yield "C4"
    for types in (TRADES, STOPPED):
        available = sum(r["site_type"] in types for r in case["problems"])
        if sum(f.get("site_type") in types for f in sites) < min(10, available):
            yield "C5"
    if case["petitions"] is not None and any(_petition_open(p) for p in case["petitions"]):
        yield "C6"
    if any(f.get("visited_on") and not FIRST <= f["visited_on"] <= LAST for f in sites):
        yield "C7"
    visited_in_plan = {f["county"] for f in sites} & set(chosen)
    if visited_in_plan - with_first or None not in with_first:
        yield "C10"


def _petition_open(p: Form) -> bool:
    if p["verified"] == "否" or p["disposed"] == "否":
        return True
    if p["reward_due"] != "是":
        return False
    if p["rewarded_on"] is None:
        return True
    return p["disposed_on"] is not None and (p["rewarded_on"] - p["disposed_on"]).days > REWARD_DAYS
