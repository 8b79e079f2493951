"""The frozen text and the draw, written from docs/draw.md alone by somebody who has none of our programs."""

import csv
import hashlib
import math
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

_TABLE = (Path(__file__).parents[1] / "facts" / "divisions_2020-08.csv").read_text("utf-8")
DIVISIONS = [row for row in csv.DictReader(_TABLE.splitlines()) if row["kind"] == "official"]
SETTINGS = [("county_share", "1/2"), ("problem_share", "1/2"), ("small_trades_quota", "10"), ("suspended_quota", "10"),
            ("priority_share", "1/4"), ("rounding", "up"), ("unfinished_counts", "True"), ("zones_on", ""),
            ("zones_added", "")]  # fmt: skip
TYPES = {
    "B3": ["小冶炼", "小电镀", "小喷涂", "小印染", "小涉爆粉尘", "其它"],
    "B4": ["停产停业", "停产停业(取缔)", "停产停业(关闭)", "停产停业(退出)"],
}


def plain(text: object) -> str:
    kept = unicodedata.normalize("NFKC", str(text if text is not None else ""))
    return "".join(c for c in kept if not c.isspace() and unicodedata.category(c) != "Cf")


def frozen_text(problems: Sequence[Mapping[str, object]], screening: Sequence[Mapping[str, object]]) -> str:
    codes = {(d["city"], d["name"]): d["code"] for d in DIVISIONS}

    def place(row: Mapping[str, object]) -> list[str]:
        city = str(row["city"])
        return [codes[city, city], codes[city, str(row["county"])]]

    heads = ["xhg-draw 1"] + [f"设置｜{name}｜{value}" for name, value in SETTINGS]
    figures = [["底数", *place(r), plain(r["screened_total"]), plain(r["problem_total"])] for r in screening]
    keys = ("problem_id", "site_type", "status", "site_name", "address")
    sites = [["问题", *place(r), *(plain(r.get(key)) for key in keys)] for r in problems]
    return "".join(f"{line}\n" for line in [*heads, *sorted(map("｜".join, figures)), *sorted(map("｜".join, sites))])


def draw(text: str, seed: str, city: str) -> dict[str, set[str]]:
    lines = [line.split("｜") for line in text.splitlines()]
    figures = {line[2]: (int(line[3]), int(line[4])) for line in lines if line[0] == "底数" and line[1] == city}
    sites = [line[2:] for line in lines if line[0] == "问题" and line[1] == city]  # county, number, type, status, …
    counties = sorted(d["code"] for d in DIVISIONS if d["city_code"] == city and d["level"] == "county")
    rank = {c: sum(1 + sum(f[k] < figures[c][k] for f in figures.values()) for k in (0, 1)) for c in counties}
    first = sorted(counties, key=lambda c: (rank[c], c))[: math.ceil(len(counties) / 4)]
    chem = [s for s in sites if s[2] == "小化工"]
    open_ = [s for s in chem if s[3] != "已完成"]
    need = max(0, math.ceil(len(chem) / 2) - len(open_))
    done = Counter(s[0] for s in chem if s[3] == "已完成")
    inside = next((set(s) for size in range(math.ceil(len(counties) / 2), len(counties) + 1) for s in combinations(counties, size)
                   if set(first) <= set(s) and sum(done[c] for c in s) >= need), set(counties))  # fmt: skip

    def lowest(rule: str, some: list[list[str]], count: int) -> set[str]:
        ticket = {s[1]: hashlib.sha256(f"{seed}|{rule}|{city}|{s[1]}".encode()).hexdigest() for s in some}
        return set(sorted(ticket, key=lambda number: ticket[number])[:count])

    drawn = {"B1": {s[1] for s in open_}, "B3": set[str](), "B4": set[str]()}
    drawn["B2"] = lowest("B2", [s for s in chem if s[3] == "已完成" and s[0] in inside], need)
    for rule, types in TYPES.items():
        due = 10
        for part in (inside, set(counties) - inside):
            those = [s for s in sites if s[2] in types and s[0] in part]
            shares = divide(min(due, len(those)), Counter((s[2], s[0]) for s in those), types, sorted(part))
            for (kind, county), count in shares.items():
                drawn[rule] |= lowest(rule, [s for s in those if (s[2], s[0]) == (kind, county)], count)
            due -= sum(shares.values())
    return drawn


def divide(
    due: int, there: Counter[tuple[str, str]], types: list[str], counties: list[str]
) -> Counter[tuple[str, str]]:
    whole = there.total() or 1
    of_type = {t: sum(there[t, c] for c in counties) for t in types}
    share = {t: due * n // whole for t, n in of_type.items()}
    by_rest = sorted(types, key=lambda t: (-(due * of_type[t] % whole), -of_type[t], types.index(t)))
    for t in by_rest[: due - sum(share.values())]:
        share[t] += 1
    given: Counter[tuple[str, str]] = Counter()
    wanting = {c: due * sum(there[t, c] for t in types) for c in counties}  # in parts of `whole`
    for t in sorted(types, key=lambda t: (sum(there[t, c] > 0 for c in counties), types.index(t))):
        for _ in range(share[t]):
            c = max((c for c in counties if given[t, c] < there[t, c]), key=lambda c: (wanting[c], -counties.index(c)))
            given[t, c] += 1
            wanting[c] -= whole
    return given
