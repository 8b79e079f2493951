"""A check and clear in WPS leave a workbook as it was, whatever it holds: values, formulas, looks, notes, rules."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tests.excel.conftest import opened_file
from tests.excel.engine import BookModel, HostModel, RuleModel, SheetModel
from tests.wps.standin import Standin, comparable, dumped

pytestmark = pytest.mark.slow

WORKBOOKS, AT_ONCE = 300, 100
_VALUES: Sequence[object] = (
    "是", "否", "不涉及", "约30", "附件2", "检查情况", "#N/A", "=1+1", "  ", "演练甲", 0.0, -1.5, 1e18, 44055.0, True, False, None,
    datetime(2020, 8, 12), datetime(2020, 8, 12, 10, 30), "𠮷\u200b", "xhg_mark",
)  # fmt: skip
_FORMATS = ("General", "@", "yyyy-m-d", "h:mm", '0"万"', "0.00%", "[Red]0.00")


def spoiled_at_random(model: BookModel, chance: random.Random) -> BookModel:
    """Return a copy of some sheets of a workbook with values, looks, notes and rules of nobody's choice."""
    sheets = copy.deepcopy(chance.sample(model.sheets, chance.randint(1, 3)))
    sheets[0].visible = True  # as in every workbook one is
    for sheet in sheets:
        _spoil(sheet, chance)
    made = BookModel(model.name, sheets, model.path, active=chance.randrange(len(sheets)))
    made.structure_locked = chance.random() < 0.05
    return made


def _spoil(sheet: SheetModel, chance: random.Random) -> None:
    rows, cols = min(sheet.extent[0], 40), min(sheet.extent[1], 30)
    for _ in range(chance.randint(0, 30)):
        at = chance.randint(1, rows), chance.randint(1, cols)
        sheet.put(at, chance.choice(_VALUES))
        sheet.cells[at].looks["number_format"] = chance.choice(_FORMATS)
        if chance.random() < 0.5:
            sheet.cells[at].looks["color"] = f"#{chance.randrange(1 << 24):06X}"
    for _ in range(chance.randint(0, 4)):
        sheet.notes[chance.randint(1, rows), chance.randint(1, cols)] = chance.choice(
            ("我的话", "核实\n第二行", "强制：不是")
        )
    for _ in range(chance.randint(0, 3)):
        area = (1, 1, chance.randint(1, rows), chance.randint(1, cols))
        sheet.rules.insert(0, RuleModel((area,), chance.choice(("=A1>1", '=$A1="x"', "=TRUE")), (1, 2, 3), None, True))
    if sheet.allowed is not None and chance.random() < 0.5:
        sheet.allowed = None if chance.random() < 0.8 else frozenset()


def restores(wps: Standin, model: BookModel) -> list[str]:
    """Check and clear a workbook; assert that it is as it was, and return what was said."""
    done = wps.run(model, {"key": "check_book"}, {"key": "clear_marks"}, served=True)

    assert comparable(done["book"]) == comparable(dumped(model))
    assert done["left"] == []
    return [click["said"][0] for click in done["clicks"]]


@pytest.mark.parametrize("first", range(0, WORKBOOKS, AT_ONCE))
def test_random_workbooks_are_as_they_were_after_a_check_and_clear(
    wps: Standin, host: HostModel, county: Path, first: int
) -> None:
    opened_file(host, county)
    host.books[0].sheets  # noqa: B018  # parsed once
    found = 0

    for number in range(first, first + AT_ONCE):
        said = restores(wps, spoiled_at_random(host.books[0], random.Random(number)))
        found += said[0].startswith("校验完毕：强制") or said[0].startswith("校验完毕：核实")

    assert found > AT_ONCE // 3  # else nothing was marked that could be cleared
