"""Who hands in: the cover, else the hidden marker, else a finding."""

from __future__ import annotations

import pytest

from xhg_excel.core.grid import Place
from xhg_excel.core.parse import Parsed
from xhg_excel.core.regions import Registry
from xhg_excel.core.units import resolve_unit


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
