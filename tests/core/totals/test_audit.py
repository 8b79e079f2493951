"""Sums in are sums out, and a merge that is not whole does not call itself so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import CONTEXT
from tests.records import CLEAN, filled
from xhg_excel.core.consolidation.consolidate import Totals, consolidate
from xhg_excel.core.consolidation.contributions import all_details
from xhg_excel.core.consolidation.totals_sheets import TotalsSheet, annex_sheets
from xhg_excel.core.model.submission import Account, Answers, Source, Submission, Unit
from xhg_excel.core.sheets.layout import Cell
from xhg_excel.core.totals.audit import AUDIT_TABLE, SUMS_TABLE, ReadFile, audit, field_sums
from xhg_excel.core.totals.merge import MergeRequest, merge
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2
from xhg_excel.notice.words.totals.audit import Went

CITY = CONTEXT.registry.match_city("南通市")
assert CITY is not None
COUNTIES = CONTEXT.registry.counties_of(CITY)


def handed_in(county: int | None, name: str = "", slogans: int = 5) -> Submission:
    assert CITY is not None
    unit = Unit(CITY, None if county is None else COUNTIES[county])
    account = Account(3)
    account.went[Went.ANSWER] = 3
    source = Source(name or f"{county}.xlsx", sha256=name or str(county), account=account)
    forms = [filled(ANNEX1, {"slogans_count": slogans}), filled(ANNEX2, {"fined": "是", "fine_yuan": Decimal("0.10")})]
    return Submission(source, "county", unit, forms=forms)


def made_of(parts: list[Submission]) -> tuple[Totals, list[Answers], list[TotalsSheet]]:
    totals = consolidate(parts, CITY, CONTEXT.registry)
    sheets = list(annex_sheets(totals).values())
    return totals, [row for _, row in all_details(totals)], sheets


def test_all_sums_agree_and_each_is_what_was_typed() -> None:
    totals, details, sheets = made_of([handed_in(0), handed_in(1), handed_in(None)])

    sums = {one.field.key: one for one in field_sums(totals, details, sheets, 2020) if one.annex is ANNEX1}

    assert all(one.is_balanced for one in sums.values())
    slogans = sums["slogans_count"]
    assert (slogans.files.sum, slogans.details.sum, slogans.shown) == (15, 15, 15)
    assert sums["council_established"].shown == 3
    assert sums["small_trades_situation"].details.count == 3
    assert set(CLEAN["annex1"]) <= set(sums)


def test_what_was_not_merged_is_counted_beside() -> None:
    twice = [handed_in(0, "a.xlsx", 1), handed_in(0, "b.xlsx", 2), handed_in(1)]
    totals, details, sheets = made_of(twice)

    (slogans,) = [one for one in field_sums(totals, details, sheets, 2020) if one.field.key == "slogans_count"]

    assert (slogans.files.sum, slogans.left_out.sum, slogans.details.sum, slogans.shown) == (8, 3, 5, 5)
    assert slogans.is_balanced
    found = audit(totals, [slogans])
    assert not found.is_complete
    assert found.verdict == "汇总不完整（未完成）：2个文件没有并入"


@pytest.mark.parametrize("fault", ["detail lost", "detail changed", "figure changed"])
def test_a_lost_or_changed_number_is_found(fault: str) -> None:
    """M05, planted on each of the two ways out."""
    totals, details, sheets = made_of([handed_in(0), handed_in(1)])
    at = next(n for n, row in enumerate(details) if row["field_key"] == "slogans_count")
    if fault == "detail lost":
        del details[at]
    elif fault == "detail changed":
        details[at] = {**details[at], "value": "6"}
    else:
        where = next(
            at
            for at, figure in sheets[0].figures.items()
            if getattr(figure.line, "key", "") == "slogans_count" and not figure.group.code
        )
        sheets[0].sheet.cells[where] = Cell(11, "total_count")

    found = audit(totals, field_sums(totals, details, sheets, 2020))

    assert [(f.code, f.item) for f in found.findings] == [("M05", "附件1第6项")]
    assert found.verdict == "汇总不完整（未完成）：1栏的合计对不上"
    assert "不平" in [SUMS_TABLE.values(one)["balance"] for one in found.sums]


def test_a_lost_cell_is_found_and_the_merge_is_not_complete() -> None:
    """M04: one cell more in the file than went anywhere."""
    broken = handed_in(0)
    assert broken.source.account is not None
    broken.source = replace(broken.source, account=replace(broken.source.account, filled=4))
    asked = MergeRequest(date(2020, 8, 20), "报送", city=CITY)

    found, fine = merge([broken, handed_in(1)], [], asked, CONTEXT), merge([handed_in(1)], [], asked, CONTEXT)

    assert not found.audit.is_complete
    assert [(f.code, f.file) for f in found.totals.findings if f.code.startswith("M")] == [("M04", "0.xlsx")]
    assert "不完整" in str(found.book.sheets[0].merges.values())
    assert fine.audit.is_complete
    assert fine.audit.verdict == "汇总完整：1个文件、3个非空单元格都有去向，各栏合计相等"


def test_a_file_that_was_not_opened_says_so() -> None:
    totals = consolidate([Submission(Source("坏.xlsx")), handed_in(0)], CITY, CONTEXT.registry)

    rows = [AUDIT_TABLE.values(ReadFile(source, unit)) for source, unit in totals.sources]

    assert [row["balance"] for row in rows] == ["没有读取", "平"]
    assert [row["filled"] for row in rows] == [None, 3]


def test_an_amount_of_any_size_is_shown_whole() -> None:
    """A column of the usual width would show ####."""
    big = handed_in(0)
    big.forms[1] = filled(ANNEX2, {"fined": "是", "fine_yuan": Decimal("1234567890.00")})
    _, _, sheets = made_of([big, handed_in(1)])

    assert sheets[1].sheet.widths[3] >= len("1,234,567,890.00")
    assert sheets[1].sheet.widths[4] == 12.0
