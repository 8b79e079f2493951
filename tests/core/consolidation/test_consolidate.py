"""Merging: each field by its rule, in any order, each unit once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from tests.core.consolidation.test_detail_rows import detail_rows
from tests.records import BY_KEY, filled
from xhg_excel.core.consolidation.consolidate import Totals, consolidate, rate_of, total_of
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.model.submission import Form, LedgerRows, Source, Submission, Unit
from xhg_excel.core.reading.detail_rows import parse_details
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.notice import ANNEXES, NOTICE, PROBLEMS
from xhg_excel.notice.schema.form import Field, Kind
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None
COUNTIES = CONTEXT.registry.counties_of(CITY)


def unit(number: int | None) -> Unit:
    assert CITY is not None
    return Unit(CITY, None if number is None else COUNTIES[number])


def handed_in(who: Unit | None, name: str, *forms: Form, kind: str = "county") -> Submission:
    return Submission(Source(name, sha256=f"sha of {name}"), kind, who, forms=list(forms))


def summed(totals: Totals) -> list[object]:
    """Return every total of Annex 1 over the counties."""
    forms = [(u.name, form) for u, form, _ in totals.forms(ANNEX1, totals.counties)]
    return [total_of(f, [(name, form.get(f.key)) for name, form in forms]) for f in ANNEX1.fields]


# fmt: off
@pytest.mark.parametrize(("kind", "answers", "shown", "note"), [
    (Kind.YES_NO, ["是", "否", None], "1/2", "否：b；未填：c"),
    (Kind.YES_NO_NA, ["不涉及", "不涉及", None], None, "不涉及：a、b；未填：c"),
    (Kind.COUNT, [3, 0, "未提供"], 3, "未提供：c"),
    (Kind.COUNT, ["未提供", None, "未提供"], None, "未提供：a、c；未填：b"),
    (Kind.COUNT, [0, 0, 0], 0, ""),
    (Kind.YUAN, [Decimal("0.10"), Decimal("0.20"), None], Decimal("0.30"), "未填：c"),
    (Kind.TEXT, ["甲", None, "乙"], "a：甲\nc：乙", ""),
    (Kind.TEXT, [None, None, None], None, ""),
    (Kind.DATE, [None, None, None], None, ""),
])
def test_each_kind_merges_by_its_rule_and_names_the_exceptions(kind: Kind, answers: list[Answer | None], shown: object, note: str) -> None:
    total = total_of(Field("k", "", kind), list(zip("abc", answers, strict=True)))
    assert (total.shown, total.note) == (shown, note)
# fmt: on


def test_a_rate_is_a_sum_over_a_sum_never_a_mean_of_rates() -> None:
    total = rate_of([("a", 1), ("b", 0), ("c", "未提供")], [("a", 1), ("b", 9), ("c", 5)])

    assert (total.shown, total.note) == (0.1, "未提供：c")
    assert rate_of([("a", 1), ("b", 1)], [("a", 4), ("b", "未提供")]).note == "未提供：b"
    assert rate_of([("a", 0)], [("a", 0)]).shown is None
    assert rate_of([], []).named == ()


@given(st.permutations(range(len(COUNTIES))), st.lists(st.integers(0, 10**6), min_size=7, max_size=7))
def test_a_merge_does_not_depend_on_the_order_of_files(order: Sequence[int], slogans: list[int]) -> None:
    parts = [handed_in(unit(n), f"{n}.xlsx", filled(ANNEX1, {"slogans_count": slogans[n]})) for n in range(7)]

    straight = consolidate(parts, CITY, CONTEXT.registry)
    turned = consolidate([parts[n] for n in order], CITY, CONTEXT.registry)

    assert summed(straight) == summed(turned)
    assert straight.units == turned.units
    assert straight.missing == ()


@given(st.lists(st.booleans(), min_size=7, max_size=7))
def test_totals_of_parts_add_up_to_the_total_of_all(side: list[bool]) -> None:
    values = [("a" if left else "b", n) for n, left in enumerate(side)]
    field = ANNEX1.items[5].fields[0]

    whole = total_of(field, values)
    parts = [total_of(field, [v for v in values if v[0] == name]).shown for name in "ab"]

    assert whole.shown == sum(part for part in parts if isinstance(part, int))


def test_a_city_is_shown_beside_its_counties_and_not_added() -> None:
    totals = consolidate(
        [handed_in(unit(None), "市.xlsx", filled(ANNEX1)), handed_in(unit(0), "县.xlsx", filled(ANNEX1))],
        CITY,
        CONTEXT.registry,
    )

    assert [u.name for u in totals.counties] == ["通州区"]
    assert [u.name for u in totals.own] == ["市本级"]
    assert totals.counties_due(NOTICE) == 4


def test_who_may_not_be_merged_is_named_with_the_file() -> None:
    wuxi = CONTEXT.registry.match_city("无锡")
    assert wuxi is not None
    ledger = handed_in(None, "清单.xlsx")
    ledger.ledgers.append(LedgerRows(PROBLEMS, ()))
    broken = handed_in(None, "坏.xlsx")
    broken.findings.append(at_sheet("F01", "").in_file("坏.xlsx"))
    parts = [
        handed_in(Unit(wuxi), "外市.xlsx", filled(ANNEX1)),
        handed_in(unit(1), "一.xlsx", filled(ANNEX1)),
        handed_in(unit(1), "二.xlsx", filled(ANNEX1, {"slogans_count": 1})),
        handed_in(unit(2), "三.xlsx", filled(ANNEX2), kind="annex2"),
        ledger,
        broken,
    ]

    totals = consolidate(parts, CITY, CONTEXT.registry)

    assert sorted((f.code, f.file) for f in totals.findings) == [
        ("F01", "坏.xlsx"),
        ("F08", "外市.xlsx"),
        ("F09", "一.xlsx"),
        ("F09", "二.xlsx"),
    ]
    assert [source.outcome for source, _ in totals.sources] == [
        "未并入",
        "未并入",
        "未并入",
        "已并入",
        "台账，不并入",
        "未并入",
    ]
    assert totals.units == [unit(2)]


def test_single_site_forms_join_the_whole_workbook_of_their_county() -> None:
    whole = handed_in(unit(0), "全.xlsx", filled(ANNEX1), filled(ANNEX2))
    single = handed_in(unit(0), "单.xlsx", filled(ANNEX2), kind="annex2")

    totals = consolidate([whole, single, single], CITY, CONTEXT.registry)

    assert sorted(file for _, _, file in totals.forms(ANNEX2)) == ["全.xlsx", "单.xlsx"]


def test_answers_survive_the_detail_sheet(nantong: CityRehearsal) -> None:
    """Answers → rows → forms: what a higher level reads is what was typed, file and cell with it."""
    who = nantong.units[0]
    forms = [filled(BY_KEY[key], row) for key, rows in nantong.sites[who].items() for row in rows]
    forms = [Form(f.annex, f.answers, f.places, n, "") for n, f in enumerate(forms, start=1)]
    forms.append(filled(ANNEX1, nantong.annex1[who]))
    rows = detail_rows(who, forms, "县.xlsx")
    random.Random(1).shuffle(rows)

    back = parse_details(rows, 2020)[who.code].forms

    assert sorted((f.annex.key, f.row_number) for f in back) == sorted((f.annex.key, f.row_number) for f in forms)
    for form in forms:
        (same,) = [b for b in back if (b.annex.key, b.row_number) == (form.annex.key, form.row_number)]
        assert same.answers == form.answers
        assert same.places == {k: p for k, p in form.places.items() if form.get(k) is not None}
        assert same.file == "县.xlsx"


def test_every_field_of_every_annex_has_a_merge() -> None:
    assert all(field.merge for annex in ANNEXES for field in annex.fields)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_totals_workbook_counts_as_merged_when_one_of_its_units_is(order: tuple[int, int]) -> None:
    """What it holds of another unit may be a copy of what came by itself, whichever of them is taken first."""
    single, other = order
    alone = handed_in(unit(single), "a县.xlsx", filled(ANNEX1))
    whole = Submission(Source("b市.xlsx", sha256="b"), "totals")
    whole.parts = [Submission(whole.source, "totals", unit(n), forms=[filled(ANNEX1)]) for n in (single, other)]

    totals = consolidate([alone, whole], None, CONTEXT.registry)

    assert [(source.file, source.outcome) for source, _ in totals.sources] == [
        ("a县.xlsx", "已并入"),
        ("b市.xlsx", "已并入"),
    ]
    assert {u: [part.source.file for part in parts] for u, parts in totals.by_unit.items()} == {
        unit(single): ["a县.xlsx"],
        unit(other): ["b市.xlsx"],
    }
