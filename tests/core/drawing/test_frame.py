"""The frozen frame: one hash for one list, however it is typed and ordered."""

from __future__ import annotations

import hashlib
import random
from dataclasses import fields, replace

import pytest

from tests.conftest import CONTEXT
from tests.ledgers import CITY, COUNTIES, Row, figures, frame, handed, listed, site
from xhg_excel.core.drawing.frame import Frame, frame_from, frame_of, settings_of
from xhg_excel.core.model.settings import parse_settings
from xhg_excel.errors.draw import IdentifiersUnclearError, NotADrawError
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words.planning.draw import FROZEN_SETTINGS

WIDE = str.maketrans("0123456789PQT", "０１２３４５６７８９ＰＱＴ")


def test_the_hash_is_over_the_lines_as_utf8_each_with_a_line_feed() -> None:
    """Anyone rebuilds it from the lines alone."""
    frozen = frame()
    told = "".join(line + "\n" for line in frozen.lines)

    assert hashlib.sha256(told.encode()).hexdigest() == frozen.sha256
    assert frozen.lines[0] == "xhg-draw 1"
    assert "问题｜320600｜320612｜P000｜小化工｜未完成｜演练作坊P000｜演练镇4组" in frozen.lines


def test_order_blanks_full_width_and_lost_zeros_change_no_hash() -> None:
    """Resorted and retyped, against the frozen list even with every zero lost."""
    rows = listed()
    retyped = [
        {
            **row,
            "problem_id": f" {str(row['problem_id']).translate(WIDE)}",
            "site_name": f"演练 作坊{row['problem_id']}",
        }
        for row in rows
    ]
    lost = [{**row, "problem_id": str(row["problem_id"])[0] + str(int(str(row["problem_id"])[1:]))} for row in rows]
    random.Random(1).shuffle(retyped)

    assert frame(retyped).sha256 == frame(rows).sha256
    assert frame(lost).sha256 != frame(rows).sha256
    assert frame_of([handed(lost)], CONTEXT, frame(rows).printed).sha256 == frame(rows).sha256


def test_old_and_new_county_names_are_one_and_two_files_are_one_list() -> None:
    """海门市 of May is 海门区 of August; where the rows stand does not matter."""
    old = [site("P001", 2) | {"county": "海门市"}, site("P002", 2)]
    new = [site("P001", 2) | {"county": "海门区"}, site("P002", 2)]
    halves = [handed(new[:1], figures([0, 1])), handed(new[1:], figures(range(2, len(COUNTIES))), "另一个.xlsx")]

    assert frame(old).sha256 == frame(new).sha256 == frame_of(halves, CONTEXT).sha256


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"site_name": "演练新名"}, True),
        ({"status": "未完成"}, True),
        ({"county": "启东市"}, True),
        ({"completed_on": None, "petition_number": "X1"}, False),
    ],
)
def test_what_a_draw_depends_on_changes_the_hash_and_nothing_else(changes: Row, said: bool) -> None:
    rows = [site("P001"), site("P002")]

    assert (frame([rows[0] | changes, rows[1]]).sha256 != frame(rows).sha256) is said


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([site("P001"), site("")], "台账.xlsx 问题清单!D5没有编号"),
        ([site("P001"), site("Ｐ １")], "台账.xlsx 问题清单!D5与台账.xlsx 问题清单!D4的编号相同（P001"),
        ([site("7"), site("007")], "编号相同（007"),
        ([site("01"), site("001")], "编号相同（001"),
        ([site("P001", city="演练市")], "D4的设区市不能识别"),
    ],
)
def test_sites_that_cannot_be_told_apart_are_named_with_their_cells(rows: list[Row], why: str) -> None:
    with pytest.raises(IdentifiersUnclearError, match="处编号问题，不能抽取") as refused:
        frame(rows)

    assert why in str(refused.value)


def test_the_same_identifier_in_two_cities_is_two_sites() -> None:
    rows = [site("P001"), site("P001", city="徐州市", county="鼓楼区")]

    assert [row.county for row in frame(rows).rows] == [COUNTIES[0].code, "320302"]


def test_lines_read_back_give_the_same_frame() -> None:
    """With zones, a county not known and a figure not provided; texts are then as in the lines."""
    campaign = parse_settings(
        {"county_share": "2/3", "zones_on": ["苏州工业园区"], "zones_added": [{"name": "演练园区", "city": "南通市"}]}
    )
    rows = [site("P001"), site("P002", county=None), site("P003", status=None)]
    screening: list[Row] = [
        *figures([0, 1]),
        {"city": CITY.name, "county": COUNTIES[2].name, "screened_total": "未提供"},
        {"city": CITY.name, "county": "演练县", "screened_total": 1},
    ]
    frozen = replace(frame_of([handed(rows, screening)], CONTEXT), campaign=campaign)

    again = frame_from(frozen.lines)

    assert again.sha256 == frozen.sha256
    assert again.campaign == campaign
    assert {row.identifier: row.county for row in again.rows}["P002"] == ""
    assert again.screening == frozen.screening


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["xhg-draw 0"],
        ["xhg-draw 1", "别的"],
        ["xhg-draw 1", "问题｜320600"],
        ["xhg-draw 1", "设置｜zones_added｜坏"],
    ],
)
def test_what_is_no_frozen_list_is_refused(lines: list[str]) -> None:
    with pytest.raises(NotADrawError):
        frame_from(lines)


def test_a_separator_typed_into_a_name_stays_inside_it() -> None:
    """The full-width bar becomes a half-width one, so it separates nothing."""
    rows = [site("P001", site_name="演练｜作坊", address="演练|镇")]

    assert frame_from(frame(rows).lines).rows[0].name == "演练|作坊"
    assert frame_from(frame(rows).lines).sha256 == frame(rows).sha256


def test_every_setting_that_a_plan_depends_on_is_frozen() -> None:
    """A new setting is either frozen or listed here as one that no plan reads."""
    elsewhere = {
        "name", "issuer", "document_number", "basis", "issued_on", "window_start", "window_end", "report_due", "groups",
        "reward_days",
    }  # fmt: skip

    assert set(FROZEN_SETTINGS) | elsewhere == {setting.name for setting in fields(Campaign)}
    assert list(settings_of(NOTICE)) == list(FROZEN_SETTINGS)


def test_figures_of_an_old_and_a_new_name_add_up() -> None:
    """海门市 and 海门区 are rows of one county."""
    screening: list[Row] = [
        {"city": CITY.name, "county": name, "screened_total": n, "problem_total": None}
        for name, n in (("海门市", 3), ("海门区", 4))
    ]

    frozen: Frame = frame_of([handed([site("P001")], screening)], CONTEXT)

    assert list(frozen.screening.values()) == [("7", "")]
