"""The campaign's facts from a TOML table: taken, or refused with the entry's name."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from xhg_excel.core.settings import parse_settings
from xhg_excel.errors import SettingsError
from xhg_excel.files.folder import read_settings
from xhg_excel.spec.campaign import NOTICE, Zone


def test_an_empty_table_is_the_notice() -> None:
    assert parse_settings({}) == NOTICE


def test_what_is_given_stands_over_the_notice(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        'window_end = 2020-08-24\npriority_share = "1/3"\nzones_added = [{name = "演练新区", city = "苏州市"}]\n',
        "utf-8",
    )

    campaign = read_settings(file)

    assert (campaign.window_end, campaign.priority_share) == (date(2020, 8, 24), Fraction(1, 3))
    assert campaign.zones_added == (Zone("演练新区", "苏州市"),)
    assert campaign.county_share == NOTICE.county_share


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"window_ends": "2020-08-24"}, "“window_ends”不对（没有这个名称）；您是不是要“window_end”？"),
        ({"window_end": "八月"}, "“window_end”不对（应为日期，写成 2020-08-24 的样式）；"),
        (
            {"window_end": date(2020, 8, 1)},
            "“window_end”不对（督导开始、督导结束、报告截止应依次不早于前一个，现为2020-08-10、2020-08-01、2020-08-28）；",
        ),
        ({"county_share": "一半"}, '“county_share”不对（应为比例，写成 "1/2" 的样式）；'),
        ({"county_share": "3/2"}, "“county_share”不对（应在0和1之间，现为3/2）；"),
        ({"small_trades_quota": -1}, "“small_trades_quota”不对（不能小于0，现为-1）；"),
        ({"groups": "十三"}, "“groups”不对（应为整数，不加引号）；"),
        ({"unfinished_counts": "计入"}, "“unfinished_counts”不对（应为 true 或 false，不加引号）；"),
        ({"rounding": "进一"}, '“rounding”不对（应为"up"、"half_up"、"down"之一）；'),
        ({"name": 34}, "“name”不对（应为文字，加引号）；"),
        ({"zones_on": "苏州工业园区"}, '“zones_on”不对（应为列表，写成 ["苏州工业园区"] 的样式；'),
        ({"zones_on": ["苏州工业园"]}, "“zones_on”不对（没有“苏州工业园”）；您是不是要“苏州工业园区”？"),
        ({"zones_added": [{"name": "演练新区", "city": "演练市"}]}, "“zones_added”不对（没有“演练市”）；"),
        ({"zones_added": [{"name": "演练新区"}]}, "“zones_added.0.city”不对（应为列表，"),
    ],
)
def test_an_entry_that_does_not_fit_is_named_with_what_it_should_look_like(table: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(said)):
        parse_settings(table)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe = [", "“a.toml”不对（不是 UTF-8 编码，请用记事本另存为 UTF-8）"),
        ("groups = 13\n组数：13\n".encode(), "“a.toml”不对（第2行不合写法：一行一项，写成 名称 = 值）"),
        (b"groups = 13\nzones_on = [", "“a.toml”不对（第2行不合写法：一行一项，写成 名称 = 值）"),
    ],
)
def test_a_file_that_is_no_toml_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.toml").write_bytes(content)

    with pytest.raises(SettingsError, match=re.escape(said)):
        read_settings(tmp_path / "a.toml")


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="文件打不开"):
        read_settings(tmp_path)


def test_the_settings_page_names_every_setting_with_the_notice_value() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    rows = {line.split("`")[1]: line.split("|")[3].strip() for line in page.splitlines() if line.startswith("| `")}

    assert list(rows) == [field.name for field in fields(NOTICE)]
    shown = {name: value.strip('"') for name, value in rows.items() if value != "无"}
    assert shown == {name: str(getattr(NOTICE, name)).replace("True", "true") for name in shown}
