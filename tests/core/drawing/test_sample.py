"""The draw's laws: order-free, stable under growth, replaced by the next spare only."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CONTEXT
from tests.ledgers import AT, CITY, COUNTIES, SEED, Row, frame, handed, listed, site
from xhg_excel.core.drawing.frame import Frame, frame_of
from xhg_excel.core.drawing.sample import CitySample, Event, Replacement, TopUp, check_reason, sample_of
from xhg_excel.core.drawing.tickets import ticket
from xhg_excel.core.model.settings import parse_settings
from xhg_excel.errors.draw import MayNotBeReplacedError, NoSpareError, NotOnListError, ReasonTooShortError
from xhg_excel.notice.words.findings import BOILERPLATE
from xhg_excel.notice.words.planning.draw import Way

CODE = CITY.code
REASON = "厂房已拆除，现场不存在"


def sample(of: Frame, events: list[Event] | None = None, seed: str = SEED) -> CitySample:
    return sample_of(of, seed, events or [])[CODE]


def ids(drawn: CitySample) -> list[str]:
    return [pick.row.identifier for pick in drawn.picks]


def by_rule(drawn: CitySample) -> Counter[str]:
    return Counter(pick.rule for pick in drawn.picks)


def added(before: Frame, rows: list[Row]) -> TopUp:
    """Return the top-up that later rows make."""
    after = frame_of([handed(rows)], CONTEXT, before.printed)
    return TopUp(AT, before.additions(after))


def test_all_unfinished_are_in_and_the_rest_by_lowest_ticket() -> None:
    """五(二): every unfinished one, then the quota of finished ones in visited counties by ticket."""
    frozen = frame()
    drawn = sample(frozen)
    inside = {county.code for county in drawn.visited}
    pool = [r for r in frozen.rows if r.is_chem and not r.is_open and r.county in inside]
    order = sorted(pool, key=lambda row: ticket(SEED, "B2", CODE, row.identifier))

    picked = [pick.row for pick in drawn.picks if pick.rule == "B2"]

    assert ids(drawn)[:4] == ["P000", "P001", "P002", "P003"]
    assert by_rule(drawn) == {"B1": 4, "B2": 16, "B3": 10, "B4": 10}
    assert picked == order[:16]
    assert [spare.row for spare in drawn.spares if spare.rule == "B2"] == order[16:]


def test_each_stratum_has_its_lowest_tickets() -> None:
    """小字头 and 停产停业 are drawn by county and type, as the plan spreads them."""
    drawn = sample(frame())

    for stratum in drawn.plan.strata:
        if stratum.county is not None:
            here = [
                sorted(
                    p.ticket
                    for p in some
                    if (p.row.county, p.row.site_type) == (stratum.county.code, stratum.site_type)
                )
                for some in (drawn.picks, drawn.spares)
            ]
            assert len(here[0]) == stratum.due
            assert all(one < other for one in here[0] for other in here[1])


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(chance: random.Random) -> None:
    rows = listed()
    chance.shuffle(rows)

    assert sample(frame(rows)) == sample(frame())


def test_another_seed_gives_another_sample() -> None:
    """Different picks, the same quotas."""
    one, other = sample(frame()), sample(frame(), seed="9" * 20)

    assert set(ids(one)) != set(ids(other))
    assert by_rule(one) == by_rule(other)


growth = st.lists(
    st.tuples(
        st.integers(0, len(COUNTIES) - 1),
        st.sampled_from(["已完成", "未完成"]),
        st.sampled_from(["小化工", "小化工", "小电镀", "停产停业"]),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(growth, st.integers(2, 40), st.data())
def test_old_picks_keep_their_places_when_the_list_grows(
    grown: list[tuple[int, str, str]], count: int, data: st.DataObject
) -> None:
    """Late entries and reopened sites are added at the end; every quota of the longer list is met."""
    before = frame(listed(count, min(3, count)))
    late = [site(f"Z{n:02d}", c, status=status, site_type=kind) for n, (c, status, kind) in enumerate(grown)]
    reopened = data.draw(st.sets(st.sampled_from(range(count)), max_size=3))
    rows = listed(count, min(3, count))
    for n in reopened:
        rows[n] = rows[n] | {"status": "未完成"}
    event = added(before, [*rows, *late])

    first, then = sample(before), sample(before, [event])

    assert then.picks[: len(first.picks)] == first.picks
    assert all(pick.way is Way.ADDED for pick in then.picks[len(first.picks) :])
    assert len(set(ids(then))) == len(then.picks)
    assert not {s.row.key for s in then.spares} & {p.row.key for p in then.picks}
    after = before.with_rows(event.rows)
    quota = after.plans()[0].quota
    chem = [pick for pick in then.picks if pick.row.is_chem]
    inside = sum(h.finished for h in quota.by_county if h.county in then.visited)
    assert {r.key for r in after.rows if r.is_open} <= {p.row.key for p in then.picks}
    assert len(chem) >= min(quota.problems_due, quota.unfinished + inside)
    assert by_rule(then)["B3"] == min(10, quota.small_trades)
    assert by_rule(then)["B4"] == min(10, quota.suspended)
    assert {county.code for county in first.visited} <= {county.code for county in then.visited}


def test_a_top_up_goes_on_by_ticket_through_old_and_new_alike() -> None:
    """Ten more finished sites in a visited county: five more are drawn, the lowest tickets not drawn yet."""
    before = frame()
    first = sample(before)
    county = first.visited[0]
    late = [site(f"Z{n}", county=county.name) for n in range(10)]

    then = sample(before, [added(before, [*listed(), *late])])

    new = then.picks[len(first.picks) :]
    rest = [p for p in (*new, *then.spares) if p.rule == "B2"]
    assert len(new) == 5
    assert [p.ticket for p in new] == sorted(p.ticket for p in rest)[:5]


def test_a_later_status_does_not_cancel_a_visit() -> None:
    """An unfinished site stated as finished later stays in its place (口径: 抽取后状态变化不取消督导)."""
    before = frame()
    rows = [row | {"status": "已完成"} for row in listed()]
    late = [site("Z1"), site("Z2")]

    event = added(before, [*rows, *late])

    assert [row.identifier for row in event.rows] == ["Z1", "Z2"]
    assert sample(before, [event]).picks[: len(sample(before).picks)] == sample(before).picks


def test_the_next_spare_takes_the_place_and_says_why() -> None:
    """The first spare of the same stratum; every other place stays."""
    first = sample(frame())
    at = next(n for n, pick in enumerate(first.picks) if pick.rule == "B2")
    out = first.picks[at].row.identifier
    spare = next(s for s in first.spares if s.rule == "B2")

    then = sample(frame(), [Replacement(AT, CODE, out, REASON)])

    assert (then.picks[at].row, then.picks[at].way) == (spare.row, Way.SPARE)
    assert then.picks[at].remark == f"替换{out}：{REASON}"
    assert then.picks[:at] + then.picks[at + 1 :] == first.picks[:at] + first.picks[at + 1 :]
    assert [p.row.identifier for p in then.dropped] == [out]
    assert out not in {s.row.identifier for s in then.spares}


def test_without_a_spare_of_its_stratum_the_lowest_ticket_of_the_rule_comes_in() -> None:
    """Counties that are visited go first."""
    first = sample(frame())
    cells = Counter((s.row.county, s.row.site_type) for s in first.spares if s.rule == "B3")
    out = next(p for p in first.picks if p.rule == "B3" and (p.row.county, p.row.site_type) not in cells)
    inside = {county.code for county in first.visited}
    wanted = min((s for s in first.spares if s.rule == "B3"), key=lambda s: (s.row.county not in inside, s.ticket))

    then = sample(frame(), [Replacement(AT, CODE, out.row.identifier, REASON)])

    assert wanted.row.identifier in ids(then)


def test_who_may_not_be_replaced() -> None:
    """An unfinished site, one not drawn, one already replaced, one whose rule has no spare left."""
    frozen = frame([site("P001", status="未完成"), site("P002"), site("P003")])
    assert ids(sample(frozen)) == ["P001", *ids(sample(frozen))[1:]]

    with pytest.raises(MayNotBeReplacedError, match="未完成整治"):
        sample(frozen, [Replacement(AT, CODE, "P001", REASON)])
    with pytest.raises(NotOnListError):
        sample(frozen, [Replacement(AT, CODE, "P009", REASON)])
    out, other = ids(sample(frozen))[1], next(s.row.identifier for s in sample(frozen).spares)
    once = Replacement(AT, CODE, out, REASON)
    with pytest.raises(NotOnListError):
        sample(frozen, [once, once])
    with pytest.raises(NoSpareError, match="没有备选"):
        sample(frozen, [once, Replacement(AT, CODE, other, REASON)])


def test_a_replaced_site_comes_back_once_when_it_is_unfinished_after_all() -> None:
    """All unfinished are visited, whatever was replaced before; a second top-up does not add it again."""
    before = frame()
    out = next(p.row for p in sample(before).picks if p.rule == "B2")
    reopened = TopUp(AT, (replace(out, status="未完成"),))
    late = TopUp(AT, added(before, [*listed(), site("Z1", status="未完成")]).rows)

    then = sample(before, [Replacement(AT, CODE, out.identifier, REASON), reopened, late])

    assert ids(then).count(out.identifier) == 1
    assert ids(then)[-1] == "Z1"


@pytest.mark.parametrize("reason", ["", "无", "其他原因", "拆了", "abc 123456", *BOILERPLATE])
def test_a_reason_that_says_nothing_is_refused(reason: str) -> None:
    with pytest.raises(ReasonTooShortError):
        check_reason(reason)


def test_no_problem_listed_and_all_unfinished_draw_nothing() -> None:
    """M = 0 and U = M: no finished one is drawn, others are."""
    none = sample(frame([row for row in listed() if row["site_type"] != "小化工"]))
    full = sample(frame([row | {"status": "未完成"} for row in listed(9)]))

    assert by_rule(none) == {"B3": 10, "B4": 10}
    assert by_rule(full)["B2"] == 0
    assert by_rule(full)["B1"] == 9


def test_fewer_than_ten_are_all_taken() -> None:
    few = sample(frame([*listed(4)[:4], site("Q1", site_type="小冶炼")]))

    assert by_rule(few) == {"B1": 4, "B3": 1}
    assert few.spares == ()


def test_sites_of_no_known_county_or_type_are_never_drawn_but_visited_when_unfinished() -> None:
    """A finished one lies in no visited county; an unfinished one is visited wherever it lies."""
    rows = [*listed(), site("X1", county=None), site("X2", county=None, status="未完成"), site("X3", site_type=None)]

    drawn = sample(frame(rows))

    assert "X2" in ids(drawn)
    assert not {"X1", "X3"} & set(ids(drawn))


def test_where_unfinished_ones_do_not_count_half_is_drawn_beside_them() -> None:
    """The reading 未完成的不计入50%: the draw and a top-up follow the plan's number."""
    campaign = parse_settings({"unfinished_counts": False})
    before = replace(frame(), campaign=campaign)
    event = added(frame(), [*listed(), site("Z1"), site("Z2"), site("Z3", status="未完成")])

    assert by_rule(sample(before))["B2"] == before.plans()[0].quota.to_draw
    assert by_rule(sample(before, [event]))["B2"] == before.with_rows(event.rows).plans()[0].quota.to_draw


def test_a_city_that_comes_with_the_additions_is_drawn_then() -> None:
    before = frame()
    late = [site(f"X{n}", city="徐州市", county="鼓楼区") for n in range(4)]
    event = added(before, [*listed(), *late])

    drawn = sample_of(before, SEED, [event])["320300"]

    assert (len(drawn.picks), len(drawn.spares)) == (2, 2)
    assert {pick.way for pick in drawn.picks} == {Way.ADDED}
