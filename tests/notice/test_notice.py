"""The declarations of 34号 compared with its own text, letter for letter."""

from __future__ import annotations

import csv

import pytest

from tests.conftest import FACTS
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.shares import ceil_share
from xhg_excel.notice import ANNEXES, CITIES, COUNTIES, COUNTIES_DUE, NOTICE, SUPERSEDED, ZONES
from xhg_excel.notice.schema.form import Annex

TEXT = (FACTS / "notice.txt").read_text("utf-8")


def section(annex: Annex) -> list[str]:
    """Return the lines of one annex as the notice prints them."""
    start = TEXT.index(f"\n{annex.label}\n")
    following = TEXT.find(f"\n附件{annex.number + 1}\n", start)
    return [line for line in TEXT[start : following if following > 0 else None].splitlines() if line.strip()]


@pytest.mark.parametrize("annex", ANNEXES, ids=lambda a: a.label)
def test_title_heads_and_items_equal_the_notice(annex: Annex) -> None:
    lines = section(annex)
    table = [tuple(line.split("\t")[:2]) for line in lines if line[0].isdigit()]

    assert lines[1] == annex.title
    assert tuple(next(line for line in lines if line.startswith("序号")).split("\t")) == annex.heads
    assert [(str(item.number), item.text) for item in annex.items] == table


@pytest.mark.parametrize("annex", ANNEXES, ids=lambda a: a.label)
def test_header_blanks_and_signature_lines_equal_the_notice(annex: Annex) -> None:
    lines = section(annex)
    head = next(n for n, line in enumerate(lines) if line.startswith("序号"))
    blanks = [part for line in lines[2:head] for part in line.split("\t") if part]
    after = [line for line in lines[head + 1 :] if not line[0].isdigit()]

    assert list(annex.header_lines) == blanks
    assert list(annex.footer_lines) == after


def test_the_notice_has_44_items() -> None:
    assert [len(annex.items) for annex in ANNEXES] == [20, 13, 11]


def test_both_titles_of_annex_2_are_known() -> None:
    names = [name for annex in ANNEXES for name in (annex.title, *annex.other_titles)]
    listed = [
        line.split(".", 1)[1]
        for line in TEXT.splitlines()
        if line.lstrip("- 附件：")[:2] in ("1.", "2.", "3.") and "督导表" in line
    ]

    assert len(listed) == 3
    assert set(listed) <= set(names)


@pytest.mark.parametrize(
    "fact",
    [
        NOTICE.document_number,
        NOTICE.basis,
        NOTICE.issuer,
        "自8月10日至8月21日，为期12天",
        "于8月28日前反馈",
        "各10家",
        "13个省安全生产督导组",
    ],
)
def test_campaign_facts_stand_in_the_notice(fact: str) -> None:
    assert fact in TEXT


def test_every_item_has_fields_with_unique_keys() -> None:
    for annex in ANNEXES:
        keys = [field.key for field in annex.fields]
        assert len(keys) == len(set(keys))
        for item in annex.items:
            assert item.fields
            shown = [field.shown for field in item.fields]
            assert len(shown) == len(set(shown))


def test_divisions_equal_the_list_of_august_2020() -> None:
    rows = list(csv.DictReader((FACTS / "divisions_2020-08.csv").read_text("utf-8").splitlines()))
    kinds = {
        ("city", "official"): CITIES,
        ("county", "official"): COUNTIES,
        ("county", "zone"): ZONES,
        ("county", "superseded"): tuple(old for old, _ in SUPERSEDED),
    }

    for (level, kind), regions in kinds.items():
        listed = {(r["code"], r["name"], r["city_code"]) for r in rows if (r["level"], r["kind"]) == (level, kind)}
        assert {(r.code, r.name, r.city_code) for r in regions} == listed
    assert {(old.code, new) for old, new in SUPERSEDED} == {
        (r["code"], r["successor_code"]) for r in rows if r["successor_code"]
    }


def test_half_the_counties_of_each_city_rounded_up_sum_to_51() -> None:
    """五(二): 不少于50%; Python's round would give 48 and floor 44."""
    registry = Registry()
    due = [ceil_share(len(registry.counties_of(city)), NOTICE.county_share) for city in CITIES]

    assert tuple(due) == COUNTIES_DUE
    assert sum(due) == 51
