"""What was cut out of a copy is said in one line: kinds in a fixed order, how many, where the first one stood."""

from __future__ import annotations

from xhg_excel.core.results.cuts import Cut, cuts_line
from xhg_excel.notice.words.cuts import CutKind


def test_nothing_cut_says_nothing() -> None:
    assert cuts_line([]) == ""


def test_kinds_are_counted_and_what_they_were_is_named_once() -> None:
    cuts = [
        Cut(CutKind.LINK, "表1!B2"),
        Cut(CutKind.FUNCTION, "表1!A1", "RTD"),
        Cut(CutKind.FUNCTION, "表1!A2", "RTD"),
        Cut(CutKind.FUNCTION, "表1!A3", "INFO"),
    ]

    line = cuts_line(cuts)

    assert line.startswith("已去掉：会联网")
    assert "3 处（表1!A1 等：RTD、INFO）" in line
    assert line.endswith("网址和文件链接 1 处（表1!B2）")
