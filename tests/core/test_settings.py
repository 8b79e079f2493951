"""The campaign's facts from a TOML table: taken, or refused with the entry's name."""

from __future__ import annotations

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
    ("table", "named"),
    [
        ({"window_ends": "2020-08-24"}, "window_ends"),
        ({"window_end": "八月"}, "window_end"),
        ({"window_end": date(2020, 8, 1)}, "window_end"),
        ({"county_share": "3/2"}, "county_share"),
        ({"small_trades_quota": -1}, "small_trades_quota"),
        ({"groups": "十三"}, "groups"),
        ({"zones_on": ["演练园区"]}, "zones_on"),
        ({"zones_added": [{"name": "演练新区", "city": "演练市"}]}, "zones_added"),
        ({"zones_added": [{"name": "演练新区"}]}, "zones_added.0.city"),
    ],
)
def test_an_entry_that_does_not_fit_is_named(table: dict[str, object], named: str) -> None:
    with pytest.raises(SettingsError, match=f"“{named}”"):
        parse_settings(table)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe = [")

    with pytest.raises(SettingsError, match=r"“a\.toml”"):
        read_settings(tmp_path / "a.toml")


def test_the_settings_page_names_every_setting_with_the_notice_value() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    rows = {line.split("`")[1]: line.split("|")[3].strip() for line in page.splitlines() if line.startswith("| `")}

    assert list(rows) == [field.name for field in fields(NOTICE)]
    shown = {name: value.strip('"') for name, value in rows.items() if value != "无"}
    assert shown == {name: str(getattr(NOTICE, name)) for name in shown}
