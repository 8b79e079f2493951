"""How the hidden columns of a sheet read one cell, where chance seldom goes."""

from __future__ import annotations

import pytest

from xhg_excel.core.model.grid import CellValue
from xhg_excel.core.templates.check_codes import codes_of, whole_row
from xhg_excel.core.templates.check_formulas import Cells, condition_formula
from xhg_excel.core.templates.read_columns import UNREAD, read_row
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.condition import Is
from xhg_excel.notice.small_chemical.annexes import ANNEX2


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("officials_count", True, UNREAD),
        ("officials_count", "1.2.3", UNREAD),
        ("officials_count", "1,00", UNREAD),
        ("officials_count", "9" * 20, UNREAD),
        ("officials_count", "3人", 3.0),
        ("fine_yuan", "2万元", 20000.0),
        ("visited_on", "8月31日 9:30", 44074),
        ("visited_on", "1-2-3-4", UNREAD),
        ("visited_on", "2090-1-1", UNREAD),
    ],
)
def test_a_figure_has_one_value(key: str, typed: CellValue, value: str | float) -> None:
    assert read_row(whole_row(ANNEX2), {key: typed}, 2020).values[key] == value


def test_a_row_with_an_error_value_is_checked_too() -> None:
    codes = "".join(code.text for code in codes_of(ANNEX2, {"closed": "#REF!", "water_cut": "部分"}, NOTICE))

    assert "!6:E09;!7:E02;" in codes
    assert "+8:E01;" in codes


def test_a_number_that_was_rounded_is_noted() -> None:
    codes = "".join(code.text for code in codes_of(ANNEX2, {"fined": "是", "fine_yuan": 0.123}, NOTICE))

    assert ".23:N01;" in codes


def test_a_tick_of_unclear_meaning_is_no_answer_and_no_fault_of_its_own() -> None:
    codes = "".join(code.text for code in codes_of(ANNEX2, {"closed": "√待定", "water_cut": "是"}, NOTICE))

    assert "!6:" not in codes
    assert "6:N01" in codes


def test_a_text_may_be_asked_for_by_a_condition() -> None:
    """No rule of this notice does; one of another may."""
    cells = Cells(ANNEX2, {"site_name": "C5"}, {}, {}, {}, "_提示!A1:A9", NOTICE)

    assert condition_formula(Is("site_name", "演练厂"), cells) == 'C5="演练厂"'
