"""Who hands in: the cover, else the hidden marker, else a finding."""

from __future__ import annotations

import pytest

from xhg_excel.core.answers.cell_reader import Parsed
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Source
from xhg_excel.core.reading.units import resolve_unit


def cover(city: str | None, county: str | None, level: str | None = None) -> Parsed:
    answers = {"unit_city": city, "unit_county": county, "unit_level": level}
    return Parsed(dict(answers), {key: Place("封面", row, 2) for row, key in enumerate(answers, start=4)})


@pytest.mark.parametrize(
    ("filled", "marker", "code", "findings"),
    [
        (cover("南通市", "如东县"), {}, "320623", []),
        (cover(None, "南通市如东县"), {}, "320623", []),
        (cover(None, "如东县"), {}, "320623", []),
        (cover("南通市", None, "市本级"), {}, "320600", []),
        (cover("南通市", "港闸区"), {}, "320613", [("F14", ("C6",))]),
        (cover(None, None), {"city": "320600", "county": "320623"}, "320623", []),
        (cover(None, None), {"city": "320600", "county": ""}, "320600", []),
        (cover(None, None), {}, None, [("F12", ("C5",))]),
        (Parsed(), {}, None, [("F12", ())]),
        (cover("南通市", None, "县级"), {}, None, [("F12", ("C6",))]),
        (cover("演练市", "如东县"), {}, None, [("F18", ("C5",))]),
        (cover(None, "鼓楼区"), {}, None, [("F07", ("C6",))]),
        (cover("南通市", "江阴市"), {}, None, [("F08", ("C6",))]),
        (cover("南通市", "鼓楼区"), {}, None, [("F08", ("C6",))]),
        (cover("南通市", "演练县"), {}, None, [("F06", ("C6",))]),
    ],
)
def test_a_unit_is_taken_from_the_cover_or_named(
    filled: Parsed, marker: dict[str, str], code: str | None, findings: list[tuple[str, tuple[str, ...]]]
) -> None:
    unit, found = resolve_unit(filled, marker, Registry())

    assert (unit.code if unit else None) == code
    assert [(f.code, f.cells) for f in found] == findings


@pytest.mark.parametrize(
    ("filled", "file", "code", "findings"),
    [
        (Parsed(), "南通市/如东县 附件2.xlsx", "320623", ["N07"]),
        (Parsed(), "如东 附件2.xls", "320623", ["N07"]),
        (Parsed(), "徐州/鼓楼区.xlsx", "320302", ["N07"]),
        (Parsed(), "南通市市本级 附件1.xlsx", "320600", ["N07"]),
        (Parsed(), "南通市/港闸区.xlsx", "320613", ["N07"]),
        (cover(None, "鼓楼区"), "南通市/附件2.xlsx", None, ["F26"]),
        (cover(None, "鼓楼区"), "报送/附件2.xlsx", None, ["F07"]),
        (cover(None, "鼓楼区"), "徐州市/鼓楼.xlsx", "320302", ["N07"]),
        (cover("南通市", None), "无锡市/江阴市.xlsx", None, ["F26", "F26"]),
        (Parsed(), "鼓楼区.xlsx", None, ["F07"]),
        (Parsed(), "海安路小作坊.xlsx", None, ["F12"]),
        (Parsed(), "如东县/海安路小作坊.xlsx", "320623", ["N07"]),
        (Parsed(), "如皋县.xlsx", None, ["F06"]),
        (Parsed(), "如东县、海安市.xlsx", None, ["F60"]),
        (Parsed(), "南通市/江阴市.xlsx", None, ["F60"]),
        (Parsed(), "附件2.xlsx", None, ["F12"]),
        (cover("南通市", "如东县"), "南通市/海安市 附件2.xlsx", None, ["F26"]),
        (cover("南通市", "如东县"), "报送/附件2.xlsx", "320623", []),
    ],
)
def test_folder_and_file_name_tell_the_unit_only_where_they_leave_no_doubt(
    filled: Parsed, file: str, code: str | None, findings: list[str]
) -> None:
    unit, found = resolve_unit(filled, {}, Registry(), Source(file))

    assert (unit.code if unit else None) == code
    assert [f.code for f in found] == findings


def test_the_folders_above_take_part_too() -> None:
    """A file in a folder of another unit is named, not merged."""
    unit, _ = resolve_unit(Parsed(), {}, Registry(), Source("如东县.xlsx", folder="报送/南通市"))
    other, found = resolve_unit(cover("南通市", "如东县"), {}, Registry(), Source("a.xlsx", folder="无锡市/江阴市"))

    assert (unit and unit.code, other) == ("320623", None)
    assert [(f.code, f.facts["detail"]) for f in found] == [("F26", "无锡市"), ("F26", "江阴市")]
