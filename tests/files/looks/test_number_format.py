"""Number formats (ECMA-376 18.8.31): which show the value, which something else, which nothing."""

from __future__ import annotations

import pytest

from xhg_excel.files.looks.number_format import look_of
from xhg_excel.notice.words.looks import Look

SHOWN = [
    "General", "G/通用格式", "0", "0.00", "#,##0", "#,##0.00", "000000", "@", "?0", "0_);(0)", "0;-0", "0.00E+00",
    "# ?/?", "[Red]0", "[>=100]#,##0;0", "¥#,##0.00", "[$¥-804]#,##0", '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ', "+0",
    "[DBNum1]General", "0 ", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "yyyy-m-d", 'm"月"d"日"', "h:mm",
]  # fmt: skip
CHANGED = [
    "0%", "0.0%", "0,", "0.0,", "0.0,,", "#,##0,", "0,.0", '0"万"', "0万", "0\\万", '0!.0,"万"', "0!.0", '0"."0',
    '0","000', '"第"0', '0"份"', "General份", "G/通用格式万", "0-00", "0 0", '[>=10]0"千";0', '"1"0', "[$万]0",
]  # fmt: skip


@pytest.mark.parametrize("code", SHOWN)
def test_a_format_that_pads_groups_or_colours_shows_the_number(code: str) -> None:
    assert look_of(code, 3000.0) is None


@pytest.mark.parametrize("code", CHANGED)
def test_a_format_that_scales_or_adds_text_shows_another_number(code: str) -> None:
    assert look_of(code, 3000.0) is Look.SCALED_FORMAT


@pytest.mark.parametrize(("code", "value"), [(";;;", 3.0), (";;;", "是"), ("0;;", -1.0), ("0;-0;", 0.0), ("#", 0.0)])
def test_an_empty_section_shows_nothing(code: str, value: float | str) -> None:
    assert look_of(code, value) is Look.INVISIBLE_TEXT


def test_each_value_has_its_own_section() -> None:
    """Positive; negative; zero; text, or by a condition."""
    assert [look_of('0;0"万";0', value) for value in (3.0, -3.0, 0.0)] == [None, Look.SCALED_FORMAT, None]
    assert [look_of('[<10]0"万";[>=100]0%;0', value) for value in (3.0, 100.0, 50.0)] == [
        Look.SCALED_FORMAT,
        Look.SCALED_FORMAT,
        None,
    ]
    assert look_of('[<10]0;[<20]0"万"', 50.0) is Look.SCALED_FORMAT  # the last one, where no condition holds


def test_text_is_shown_as_it_is_unless_the_format_has_other_words_for_it() -> None:
    assert [look_of(code, "是") for code in ('0"万"', ";;", "@", "General;General;General")] == [None] * 4
    assert [look_of(code, "是") for code in ('@"元"', '0;0;0;"否"', '0;"否"@')] == [Look.SCALED_FORMAT] * 3


def test_a_format_that_no_program_accepts_is_not_trusted() -> None:
    assert look_of("0" * 256, 3.0) is Look.SCALED_FORMAT
