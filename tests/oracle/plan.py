"""Quotas, choice of counties by brute force, and the draw by tickets (SHA-256 of seed|rule|city|number)."""

import hashlib
import itertools
from typing import Any

from .sites import STOPPED, TRADES, Case, Rows, canonical, half, quarter


def priority(screening: Rows, counties: list[str]) -> list[str]:
    """Return the ceil(N/4) counties lowest by rank-sum of (screened total, problem total), ties by code."""
    totals = {row["county"]: row for row in screening}

    def rank(code: str, key: str) -> Any:
        return 1 + sum(totals[other][key] < totals[code][key] for other in counties)

    by_sum = sorted(counties, key=lambda c: (rank(c, "screened_total") + rank(c, "problem_total"), c))
    return sorted(by_sum[: quarter(len(counties))])


def choose(case: Case, counties: list[str]) -> list[str]:
    """Return the smallest choice of counties that holds enough, ties by code, by trying every one."""
    first = set(priority(case["screening"], counties))
    chem = [r for r in case["problems"] if r["site_type"] == "小化工"]
    need = half(len(chem))
    least = max(half(len(counties)), len(first))
    for size in range(least, len(counties) + 1):
        for some in itertools.combinations(sorted(counties), size):
            # All unfinished ones count wherever they lie; the others only inside.
            held = sum(r["status"] == "未完成" or r["county"] in some for r in chem)
            if first <= set(some) and held >= need:
                return list(some)
    return sorted(counties)


def ticket(seed: str, rule: str, city: str, number: Any) -> str:
    """Return the ticket of one site."""
    return hashlib.sha256(f"{seed}|{rule}|{city}|{canonical(number)}".encode()).hexdigest()


def quotas(case: Case) -> tuple[int, int, int, int]:
    """Return how many are due under B1, B2, B3 and B4."""
    chem = [r for r in case["problems"] if r["site_type"] == "小化工"]
    open_ = sum(r["status"] == "未完成" for r in chem)
    kinds = [sum(r["site_type"] in types for r in case["problems"]) for types in (TRADES, STOPPED)]
    return open_, max(0, half(len(chem)) - open_), min(10, kinds[0]), min(10, kinds[1])


def queue(case: Case, chosen: list[str], seed: str, rule: str, city: str) -> list[str]:
    """Return the numbers of one rule in the order of their tickets: B2 finished 小化工 inside S, B3, B4 all of a kind."""
    kinds = {"B2": ["小化工"], "B3": TRADES, "B4": STOPPED}[rule]
    rows = [r for r in case["problems"] if r["site_type"] in kinds]
    if rule == "B2":
        rows = [r for r in rows if r["status"] == "已完成" and r["county"] in chosen]
    return [canonical(r["problem_id"]) for r in sorted(rows, key=lambda r: ticket(seed, rule, city, r["problem_id"]))]
