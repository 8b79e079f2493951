"""The campaign's facts from a TOML table: taken, or refused with the entry's name."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Literal, get_origin, get_type_hints

import pytest

from xhg_excel.core.model.settings import parse_settings
from xhg_excel.errors.files import SettingsError
from xhg_excel.files.read.folder import read_settings
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.campaign import Campaign, Zone
from xhg_excel.notice.words.settings import EXPECTED


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


UNKNOWN = "没有这个名称"


@pytest.mark.parametrize(
    ("table", "named", "said"),
    [
        ({"window_ends": "2020-08-24"}, "window_ends", UNKNOWN),
        ({"name": 34}, "name", "应为加引号的文字，现为34"),
        ({"window_end": "八月"}, "window_end", '应为日期，如2020-08-24，现为"八月"'),
        ({"window_end": datetime(2020, 8, 24, 9)}, "window_end", "应为日期，如2020-08-24，现为2020-08-24 09:00:00"),
        ({"county_share": "一半"}, "county_share", '应为加引号的分数，如"1/3"，或0.5这样的小数，现为"一半"'),
        ({"county_share": "1/0"}, "county_share", '应为加引号的分数，如"1/3"，或0.5这样的小数，现为"1/0"'),
        ({"groups": "十三"}, "groups", '应为整数，现为"十三"'),
        ({"groups": 1.5}, "groups", "应为整数，现为1.5"),
        ({"unfinished_counts": "也许"}, "unfinished_counts", '应为true或false，现为"也许"'),
        ({"rounding": "向上"}, "rounding", '应为"up"、"half_up"、"down"之一，现为"向上"'),
        ({"zones_on": "园区"}, "zones_on", '应为方括号里加引号的文字，如["苏州工业园区"]，现为"园区"'),
        ({"zones_on": ["园区", 7]}, "zones_on.1", "应为加引号的文字，现为7"),
        ({"zones_added": True}, "zones_added", '应为方括号里的{name="…", city="…"}，现为true'),
        ({"zones_added": ["演练新区"]}, "zones_added.0", '应为{name="…", city="…"}，现为"演练新区"'),
        ({"zones_added": [{"name": "演练新区"}]}, "zones_added.0.city", "缺少这一项，应为加引号的文字"),
        ({"zones_added": [{"name": "演练新区", "city": [1]}]}, "zones_added.0.city", "应为加引号的文字，现为[1]"),
        ({"zones_added": [{"name": "演练新区", "city": "苏州市", "town": 1}]}, "zones_added.0.town", UNKNOWN),
        ({"window_end": date(2020, 8, 1)}, "window_end", "应不早于window_start、不晚于report_due，现为2020-08-01"),
        ({"county_share": "3/2"}, "county_share", "应在0到1之间，现为3/2"),
        ({"small_trades_quota": -1}, "small_trades_quota", "应为0或正整数，现为-1"),
        ({"zones_on": ["演练园区"]}, "zones_on", '应为已知功能区的名称或代码，现为"演练园区"'),
        (
            {"zones_added": [{"name": "演练新区", "city": "演练市"}]},
            "zones_added",
            'city应为本省的设区市，现为"演练市"',
        ),
    ],
)
def test_an_entry_that_does_not_fit_is_named_with_what_is_expected(
    table: dict[str, object], named: str, said: str
) -> None:
    """Key, what is expected, what stands there: no word of the library that checks."""
    with pytest.raises(SettingsError) as refused:
        parse_settings(table)

    assert str(refused.value).startswith(f"设置文件中“{named}”不对（{said}）；")


def test_every_type_of_setting_has_its_words() -> None:
    """A setting of a new type cannot be declared without them."""
    types = [*get_type_hints(Campaign).values(), *get_type_hints(Zone).values(), Zone]

    assert [kind for kind in types if kind not in EXPECTED and get_origin(kind) is not Literal] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe = [", "不是UTF-8编码的文字"),
        (b"groups = 13\nname = x", "第2行第8列不合TOML的写法，或同一名称写了两次"),
        (b"groups = 13\ngroups = 14\n", "第2行第12列不合TOML的写法，或同一名称写了两次"),
        (b"zones_on = [", "没有写完，不合TOML的写法"),
        (b"zones_on = " + b"[" * 5000, "没有写完，不合TOML的写法"),
        (None, "文件打不开"),  # a folder of that name
    ],
)
def test_a_file_that_is_no_toml_is_named(content: bytes | None, said: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "a.toml").write_bytes(content)
    else:
        (tmp_path / "a.toml").mkdir()

    with pytest.raises(SettingsError) as refused:
        read_settings(tmp_path / "a.toml")

    assert str(refused.value).startswith(f"设置文件中“a.toml”不对（{said}）；")


def test_the_settings_page_names_every_setting_with_the_notice_value() -> None:
    page = (Path(__file__).parents[3] / "docs" / "settings.md").read_text("utf-8")
    rows = {line.split("`")[1]: line.split("|")[3].strip() for line in page.splitlines() if line.startswith("| `")}

    assert list(rows) == [field.name for field in fields(NOTICE)]
    shown = {name: value.strip('"') for name, value in rows.items() if value != "无"}
    assert shown == {name: str(getattr(NOTICE, name)).replace("True", "true") for name in shown}  # as TOML has it
