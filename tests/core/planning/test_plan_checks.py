"""What a plan's reader must mend or know, in both directions."""

from __future__ import annotations

import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.finding import Finding
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import LedgerRows, Source, Submission
from xhg_excel.core.planning.plan import plans
from xhg_excel.core.planning.plan_checks import check_plans
from xhg_excel.notice import NOTICE, PROBLEMS

Row = dict[str, Answer | None]
COUNTIES = ("通州区", "崇川区", "海门区", "如东县", "启东市", "如皋市", "海安市")


def problem(county: str, kind: str = "小化工", status: str = "已完成") -> Row:
    return {"city": "南通市", "county": county, "site_type": kind, "status": status}


SCREENING: list[Row] = [
    {"city": "南通市", "county": name, "screened_total": 10 + n, "problem_total": n} for n, name in enumerate(COUNTIES)
]
# By code 通州, 崇川, 海门, 如东 are visited; enough of everything lies there.
ENOUGH = [problem(name) for name in COUNTIES[:4]] * 3 + [problem("通州区", status="未完成")]
ENOUGH += [problem("通州区", kind) for kind in ("小电镀", "停产停业")] * 10
OUTSIDE = "启东市"


def found(problems: list[Row], screening: list[Row] = SCREENING) -> list[Finding]:
    made = plans(problems, screening, None, CONTEXT.registry, NOTICE)
    rows = tuple((row, {"city": Place("问题清单", 3 + n, 1)}) for n, row in enumerate(problems))
    ledgers = [Submission(Source("台账.xlsx"), ledgers=[LedgerRows(PROBLEMS, rows)])]
    return list(check_plans(made, ledgers, CONTEXT))


def test_a_plan_that_meets_everything_has_nothing_to_say() -> None:
    assert found(ENOUGH) == []


# fmt: off
LACKS: list[tuple[str, list[Row], list[Row], str]] = [
    ("P01", ENOUGH, SCREENING[:5], "南通市缺少如皋市、海安市的排查底数，重点督查县（市、区）未计"),
    ("P01", ENOUGH, [*SCREENING[:6], SCREENING[6] | {"problem_total": "未提供"}], "南通市缺少海安市的排查底数，重点督查县（市、区）未计"),
    ("P02", [*ENOUGH, *[problem("演练县")] * 40], SCREENING, "南通市应再抽26个已完成的“小化工”，各县（市、区）内一共只有12个"),
    ("P03", [*ENOUGH[:-2], ENOUGH[-1]], SCREENING, "南通市的“小字头”清单只有9家，全部督导"),
    ("P03", ENOUGH[:-1], SCREENING, "南通市的“停产停业”清单只有9家，全部督导"),
    ("P04", [*ENOUGH[:-2], problem(OUTSIDE, "小喷涂"), ENOUGH[-1]], SCREENING, "南通市督导县内的“小字头”不够，另从其他县抽启东市1家"),
    ("P05", [*ENOUGH, problem(OUTSIDE, status="未完成")], SCREENING, "南通市有1个未完成的不在督导县内（启东市1家）"),
    ("P06", ENOUGH[13:], SCREENING, "南通市的问题清单没有“小化工”"),
    ("P07", [*ENOUGH[12:], *[problem("通州区", status="未完成")] * 3], SCREENING, "南通市未完成的有4个，已够应督导的2个，不再从已完成中抽"),
]
# fmt: on


@pytest.mark.parametrize(("code", "problems", "screening", "said"), LACKS)
def test_each_lack_is_said_by_its_code_with_the_cell_of_the_city(
    code: str, problems: list[Row], screening: list[Row], said: str
) -> None:
    named = [f for f in found(problems, screening) if f.code == code]

    assert [f.what for f in named] == [said]
    assert [(f.file, f.cells) for f in named] == [("台账.xlsx", ("B4",))]
    assert all(f.remedy and f.clause == "五(二)" for f in named)
