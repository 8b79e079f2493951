"""A written report against what is due: every number that differs, is gone or is unknown is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from xhg_excel.core.report.document import BarChart, Figure, OwnWords, Paragraph, Report, ReportTable, text_of
from xhg_excel.core.report.verify import WrittenReport, check_report, expected_figures

CHART = BarChart("progress", "图1 进度", ("甲",), (("已完成", (3,)), ("未完成", (1,))))
DUE = Report(
    "题目",
    (
        Paragraph(("共", Figure("sites", "4"), "家。")),
        ReportTable(("单位", "家数"), ((("甲",), (Figure("sites", "4"),)),), (1, 1)),
        CHART,
        OwnWords("org", "〔〕"),
    ),
)
SAME: Mapping[str, str] = {"sites__1": "4", "sites__2": "4"}
CHARTS: Mapping[str, Sequence[int]] = {"progress": (3, 1)}


def told(figures: Mapping[str, str], charts: Mapping[str, Sequence[int]] = CHARTS) -> list[str]:
    return list(check_report(WrittenReport(figures, {"sites__1": "共五家。"}, charts), DUE))


def test_the_same_key_in_two_places_has_two_names() -> None:
    assert expected_figures(DUE) == {"sites__1": ("4", "共4家。"), "sites__2": ("4", "甲 4")}
    assert [text_of((figure,)) for figure, _ in DUE.figures()] == ["4", "4"]
    assert DUE.charts == (CHART,)


def test_a_report_on_another_place_is_said_to_be_one_and_no_more() -> None:
    other = WrittenReport({"sites__1": "9"}, {}, {}, title="关于演练市情况的报告")

    assert list(check_report(other, DUE)) == [
        "这份报告的题目是“关于演练市情况的报告”，汇总表对应的是“题目”，不是同一个地方的，没有逐个核对"
    ]
    assert list(check_report(replace(other, title="题目"), DUE)) != []


def test_a_draft_is_known_by_its_first_chapter() -> None:
    assert WrittenReport({"gate_1__1": "缺"}, {}, {}).is_draft
    assert not WrittenReport(SAME, {}, {}).is_draft


def test_an_agreeing_report_gives_nothing() -> None:
    assert told(SAME) == []
    assert told({**SAME, "sites__1": " 4 "}) == []


@pytest.mark.parametrize(
    ("figures", "charts", "said"),
    [
        ({**SAME, "sites__1": "5"}, CHARTS, "sites__1：报告里是“5”，按汇总表应为“4”（共五家。）"),
        ({**SAME, "sites__2": "5"}, CHARTS, "sites__2：报告里是“5”，按汇总表应为“4”（甲 4）"),
        ({"sites__1": "4"}, CHARTS, "sites__2：报告里没有这个数的绑定（4），内容被删去或改写，不能核对（甲 4）"),
        ({**SAME, "old__1": "9"}, CHARTS, "old__1：报告里写的“9”，汇总表里没有对应的数（）"),
        (SAME, {"progress": (3, 2)}, "图1 进度：图中的数与汇总表不一致"),
        (SAME, {}, "图1 进度：图中的数与汇总表不一致"),
    ],
)
def test_each_difference_is_named_once(
    figures: Mapping[str, str], charts: Mapping[str, Sequence[int]], said: str
) -> None:
    assert told(figures, charts) == [said]
