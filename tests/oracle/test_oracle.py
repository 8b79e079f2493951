"""The package against an oracle written from the notice alone: every answer of random cities, no difference.

The ordinary tests compare some cities; the slow test at least 20,000 findings, 10,000 totals and 60 draws.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import CONTEXT
from tests.oracle import cases, coverage, judge, plan, product, totals
from tests.oracle.sites import canonical
from xhg_excel.core.consolidation.consolidate import numbers_of_rate, total_of
from xhg_excel.notice import ANNEXES
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.region import Region

SEED = "20200810123456789012"
BATCHES = 8
CITIES_OF_A_BATCH = 40
ANNEX1: Annex = ANNEXES[0]


def rehearsed(number: int) -> tuple[dict[str, Any], Region, list[str]]:
    """Return a random case, its city, and the codes of the city's counties."""
    rng = random.Random(number)
    city = rng.choice(CONTEXT.registry.cities)
    counties = [county.code for county in CONTEXT.registry.counties_of(city)]
    return cases.city(rng, counties, complete=number % 3 == 0), city, counties


def of_findings(number: int) -> Iterator[tuple[str, object, object]]:
    """Yield each finding either side has, with both answers."""
    case, city, counties = rehearsed(number)
    mine, theirs = judge.judge(case), product.findings(case, city)
    for form, code in sorted(mine | theirs):
        yield f"{number} {form} {code}", (form, code) in mine, (form, code) in theirs
    wanting = set(coverage.coverage(case, counties, plan.choose(case, counties)))
    lacking = product.coverage(case, city)
    for code in sorted(wanting | lacking):
        yield f"{number} {code}", code in wanting, code in lacking


def of_totals(number: int) -> Iterator[tuple[str, object, object]]:
    """Yield each total of Annex 1 over the counties: sums, shares of 是, rates."""
    case, city, _ = rehearsed(number)
    filed = product.totals(case, city)
    forms = [form for unit in filed.counties for _, form, _ in filed.forms(ANNEX1, [unit])]
    typed = [f for f in case["forms"] if f["annex"] == "annex1" and f["county"]]
    # What cannot be read as a count is named, not added.
    typed = [{k: None if k in judge.COUNTS and _is_wrong(v) else v for k, v in f.items()} for f in typed]
    fields = {field.key: field for field in ANNEX1.fields}
    sums, rates = totals.all_totals(typed)
    for key, (total, known) in sums.items():
        shown = total_of(fields[key], [("", form.get(key)) for form in forms]).shown
        yield f"{number} {key}", Decimal(total) if known else None, shown
    for (part, whole), (parts, wholes) in rates.items():
        both = numbers_of_rate(*([("", form.get(key)) for form in forms] for key in (part, whole)))
        yield f"{number} {part}", (parts, wholes), (sum(p for p, _ in both), sum(w for _, w in both))
    for key in cases.YES_NO_1:
        yes, no, _, blank = totals.answers(typed, key)
        said = total_of(fields[key], [("", form.get(key)) for form in forms])
        k_of_n = f"{yes}/{yes + no}" if yes + no else None
        yield (
            f"{number} {key}",
            (k_of_n, no, blank),
            (said.shown, *(len(dict(said.named).get(w, ())) for w in ("否", "未填"))),
        )


def _is_wrong(value: object) -> bool:
    return not (value is None or value == "未提供" or (isinstance(value, int) and value >= 0))


def of_draws(number: int) -> Iterator[tuple[str, object, object]]:
    """Yield the plan and the draw of one city: counties, quotas, and who is drawn."""
    case, city, counties = rehearsed(number)
    chosen = plan.choose(case, counties)
    yield f"{number} counties", chosen, product.visited(case, city)
    drawn = product.drawn(case, city, SEED)
    due = plan.quotas(case)
    queue = plan.queue(case, chosen, SEED, "B2", city.code)
    yield f"{number} B1", due[0], len(drawn["B1"])
    yield f"{number} B2", sorted(queue[: due[1]]), sorted(drawn["B2"])
    yield f"{number} B3, B4", due[2:], (len(drawn["B3"]), len(drawn["B4"]))
    for rule in ("B3", "B4"):
        # Inside one county and type the lowest tickets are drawn, whatever the shares of the strata are.
        order = plan.queue(case, chosen, SEED, rule, city.code)
        stratum = {canonical(r["problem_id"]): (r["county"], r["site_type"]) for r in case["problems"]}
        taken = Counter(stratum[number] for number in drawn[rule])
        first = [n for s, count in taken.items() for n in [o for o in order if stratum[o] == s][:count]]
        yield f"{number} {rule}", sorted(first), sorted(drawn[rule])


def differences(answers: Sequence[tuple[str, object, object]]) -> list[tuple[str, object, object]]:
    """Return the answers on which the two differ: what, the oracle's, the package's."""
    return [answer for answer in answers if answer[1] != answer[2]]


@pytest.mark.parametrize("compared", [of_findings, of_totals, of_draws])
def test_some_cities_have_the_answers_of_the_oracle(compared: Any) -> None:
    answers = [answer for number in range(9) for answer in compared(number)]

    assert differences(answers) == []
    assert len(answers) > 50


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_many_cities_have_the_answers_of_the_oracle(batch: int) -> None:
    """Eight batches: 20,000 findings, 10,000 totals, 320 plans and draws."""
    numbers = range(1000 + batch * CITIES_OF_A_BATCH, 1000 + (batch + 1) * CITIES_OF_A_BATCH)
    found, added, drawn = ([a for n in numbers for a in of(n)] for of in (of_findings, of_totals, of_draws))

    assert differences([*found, *added, *drawn]) == []
    assert len(found) >= 20_000 / BATCHES
    assert len(added) >= 10_000 / BATCHES


def test_every_rule_of_the_forms_is_met_in_some_city() -> None:
    """The random cities break every rule of DOMAIN but those the draw alone can show (R116)."""
    met = {code for number in range(60) for _, code in judge.judge(rehearsed(number)[0])}
    wanted = {f"R{n}" for n in (*range(101, 118), *range(201, 216), *range(301, 311))}

    assert wanted - met == {"R116"}
