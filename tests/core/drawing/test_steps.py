"""The steps of a draw, each refusal with its reason; the same two steps inside a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.conftest import CONTEXT
from tests.core.drawing.test_verify import edited, grids
from tests.ledgers import AT, CITY, SEED, Row, figures, handed, listed, site
from xhg_excel.core.drawing.record import Record
from xhg_excel.core.drawing.steps import (
    add_sites,
    checked_record,
    draw,
    freeze,
    replace_site,
)
from xhg_excel.core.drawing.verify import stated_hash
from xhg_excel.core.drawing.workbook import draw_sheets
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.finding import at_sheet
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.settings import parse_settings
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.errors.draw import (
    AlreadyDrawnError,
    DrawDiffersError,
    ListChangedError,
    MayNotBeReplacedError,
    NotADrawError,
    NothingToAddError,
    NotOnListError,
    OpenFindingsError,
    ReasonTooShortError,
    SeedError,
)
from xhg_excel.errors.files import LedgerMissingError

REASON = "厂房已拆除，现场不存在"


def frozen(rows: list[Row] | None = None) -> Record:
    return freeze([handed(listed() if rows is None else rows)], CONTEXT, AT, "台账")


def drawn(rows: list[Row] | None = None) -> Record:
    return draw(frozen(rows), [handed(listed() if rows is None else rows)], CONTEXT, SEED, AT)


def picks(record: Record) -> list[str]:
    return [pick.row.identifier for pick in record.sample()[CITY.code].picks]


@pytest.mark.parametrize(
    "seed", ["1" * 19, "", "abc" * 10, "1.2345678901234567e19", "12345678901234567890x", "-12345678901234567890"]
)
def test_a_seed_must_have_twenty_digits(seed: str) -> None:
    with pytest.raises(SeedError, match="不少于 20 位的数字"):
        draw(frozen(), [handed(listed())], CONTEXT, seed, AT)


def test_a_seed_typed_in_full_width_with_blanks_is_its_digits() -> None:
    """What is recorded is what anyone types into sha256sum."""
    wide = "２０２００８１０ 12345678 9012"

    assert draw(frozen(), [handed(listed())], CONTEXT, wide, AT).seed == SEED


def test_a_list_is_drawn_once() -> None:
    with pytest.raises(AlreadyDrawnError, match=SEED):
        draw(drawn(), [handed(listed())], CONTEXT, "9" * 20, AT)


def test_a_changed_list_is_refused_and_the_changes_are_named() -> None:
    """Sites, figures and settings, each in words."""
    rows = listed()
    now = [rows[0] | {"status": "已完成"}, *rows[2:], site("Z1"), site("Z2", county=None)]
    now[3] = now[3] | {"county": "启东市", "site_name": None}
    screening = figures()
    screening[0] = screening[0] | {"screened_total": 5}
    other = parse_settings({"county_share": "2/3"})

    with pytest.raises(ListChangedError) as refused:
        draw(frozen(), [handed(now, screening)], Context(other, Registry(other)), SEED, AT)

    for said in (
        "设置县（市、区）比例由“1/2”变为“2/3”",
        "南通市通州区的排查底数由“1000 / 10”变为“5 / 10”",
        "南通市P000的状态由“未完成”变为“已完成”",
        "南通市P001不在现在的清单里",
        frozen().frame.sha256,
    ):
        assert said in str(refused.value)


def test_nothing_is_drawn_from_lists_with_open_faults_unless_one_says_so() -> None:
    """An unreadable file counts as a fault; the record keeps how many there were."""
    unread = Submission(Source("坏.xlsx"), findings=[at_sheet("F01", "").in_file("坏.xlsx")])
    ledgers = [handed(listed()), unread]

    with pytest.raises(OpenFindingsError, match=r"1 处强制问题.*坏\.xlsx.*--despite-findings"):
        freeze(ledgers, CONTEXT, AT, "台账")
    record = freeze(ledgers, CONTEXT, AT, "台账", despite=True)

    assert (record.facts.findings, record.facts.despite) == (1, True)
    assert record.frame.sha256 == frozen().frame.sha256
    assert (frozen().facts.findings, frozen().facts.despite) == (0, False)


def test_faults_of_other_ledgers_and_earlier_draws_are_no_hindrance() -> None:
    """A roster's faults change no draw."""
    from xhg_excel.core.model.submission import LedgerRows
    from xhg_excel.notice.small_chemical.ledgers import ROSTER

    roster = Submission(Source("名册.xlsx"), ledgers=[LedgerRows(ROSTER, ())], findings=[at_sheet("F01", "")])
    earlier = Submission(Source("冻结.xlsx"), kind="draw", findings=[at_sheet("F38", "")])

    assert freeze([handed(listed()), roster, earlier], CONTEXT, AT, "台账").facts.findings == 0


def test_figures_missing_for_a_county_are_a_fault() -> None:
    """Without them the priority counties are unknown, so the plan would be a wrong one."""
    with pytest.raises(OpenFindingsError, match=r"缺少.*排查底数"):
        freeze([handed(listed(), figures(range(3)))], CONTEXT, AT, "台账")


def test_a_second_copy_of_the_figures_is_a_fault() -> None:
    """They would add up to twice as much."""
    copy = handed([], figures(), "旧.xlsx")

    with pytest.raises(OpenFindingsError, match="重复计算"):
        freeze([handed(listed()), copy], CONTEXT, AT, "台账")


def test_a_missing_ledger_is_named() -> None:
    with pytest.raises(LedgerMissingError, match="问题清单"):
        freeze([handed([])], CONTEXT, AT, "台账")


def test_a_site_is_named_as_people_type_it() -> None:
    """Full width, blanks and lost zeros find the same site."""
    record = drawn()
    out = next(i for i in picks(record) if i.startswith("P0") and i > "P003")
    typed = f" Ｐ {int(out[1:])}"

    changed = replace_site(record, typed, REASON, AT)

    assert changed.events[0] == replace_site(record, out, REASON, AT, CITY.code).events[0]
    assert out not in picks(changed)


def test_what_may_not_be_replaced_is_refused_before_anything_is_written() -> None:
    record = drawn()

    with pytest.raises(ReasonTooShortError):
        replace_site(record, picks(record)[6], "无", AT)
    with pytest.raises(NotOnListError, match="“P999”不在抽取名单里"):
        replace_site(record, "P999", REASON, AT)
    with pytest.raises(MayNotBeReplacedError):
        replace_site(record, "P000", REASON, AT)


def test_an_identifier_of_two_cities_asks_for_the_city() -> None:
    rows = [*listed(), *(site(f"Q{n:03d}", city="徐州市", county="鼓楼区", site_type="小冶炼") for n in range(15))]
    made = freeze([handed(rows)], CONTEXT, AT, "台账", despite=True)
    record = draw(made, [handed(rows)], CONTEXT, SEED, AT)
    both = set(picks(record)) & {p.row.identifier for p in record.sample()["320300"].picks}
    twice = next(iter(sorted(i for i in both if i.startswith("Q"))))

    with pytest.raises(NotOnListError, match="徐州市、南通市"):
        replace_site(record, twice, REASON, AT)
    assert len(replace_site(record, twice, REASON, AT, "320300").events) == 1


def test_additions_are_topped_up_and_other_changes_only_told() -> None:
    record = drawn()
    rows = [row | {"site_name": "演练改名"} if row["problem_id"] == "P005" else row for row in listed()]

    changed, others = add_sites(record, [handed([*rows, site("Z1", status="未完成")])], CONTEXT, AT)

    assert picks(changed)[: len(picks(record))] == picks(record)
    assert "Z1" in picks(changed)
    assert others == ["南通市P005的企业名称由“演练作坊P005”变为“演练改名”"]
    with pytest.raises(NothingToAddError):
        add_sites(record, [handed(rows)], CONTEXT, AT)


# In an open workbook.


def draw_from(book: Sequence[Grid], ledgers: Sequence[Submission], seed: str = SEED) -> Record:
    return draw(checked_record(book, "抽样底账"), ledgers, CONTEXT, seed, AT)


def test_two_clicks_in_a_workbook_give_what_the_steps_give() -> None:
    """First the frozen list with its hash, then all six sheets in its place."""
    ledgers = [handed(listed())]

    first = draw_sheets(freeze(ledgers, CONTEXT, AT, "台账.xlsx"))
    second = draw_sheets(draw_from(grids(first), ledgers))

    assert [sheet.name for sheet in first] == ["抽样底账", "冻结清单"]
    assert stated_hash(grids(first)) == frozen().frame.sha256
    assert [sheet.name for sheet in second] == ["抽取名单", "备选", "路线清单", "公示名单", "抽样底账", "冻结清单"]
    shown = [cell.content for (row, col), cell in second[0].cells.items() if row > 2 and col == 3]
    assert shown == picks(drawn())


def test_clicks_in_the_wrong_order_or_after_an_edit_are_refused() -> None:
    ledgers = [handed(listed())]
    first = grids(draw_sheets(freeze(ledgers, CONTEXT, AT, "台账.xlsx")))

    with pytest.raises(NotADrawError):
        draw_from([], ledgers)
    with pytest.raises(DrawDiffersError, match="冻结清单"):
        draw_from(edited(first, "冻结清单", (20, 5), "换了名称"), ledgers)
    with pytest.raises(AlreadyDrawnError):
        draw_from(grids(draw_sheets(draw_from(first, ledgers))), ledgers, "9" * 20)
    assert stated_hash([]) == ""


def test_a_frozen_record_keeps_only_what_it_needs() -> None:
    """No petition, no person: 举报人 and phones of other ledgers never reach it."""
    record = replace(frozen())

    assert {field for row in record.frame.rows for field in vars(row)} == {
        "city", "county", "identifier", "site_type", "status", "name", "address",
    }  # fmt: skip
