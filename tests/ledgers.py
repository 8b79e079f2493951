"""Made-up ledgers of 南通市 as parsed, from which tests of the draw depart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.conftest import CONTEXT
from xhg_excel.core.drawing.frame import Frame, frame_of
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import LedgerRows, Source, Submission
from xhg_excel.notice import PROBLEMS, SCREENING

CITY = CONTEXT.registry.cities[5]
COUNTIES = CONTEXT.registry.counties_of(CITY)
SEED = "20200810123456789012"
AT = "2020-08-08 09:00:00+08:00"
Row = dict[str, Answer | None]


def site(identifier: str, at: int = 0, **changes: Answer | None) -> Row:
    """Return one finished 小化工 of the list, in the county of that position."""
    return {
        "city": CITY.name,
        "county": COUNTIES[at].name,
        "problem_id": identifier,
        "site_name": f"演练作坊{identifier}",
        "address": f"演练镇{len(identifier)}组",
        "site_type": "小化工",
        "status": "已完成",
        **changes,
    }


def figures(counties: Iterable[int] = range(len(COUNTIES))) -> list[Row]:
    """Return 排查底数 in which the first counties report the least."""
    return [
        {"city": CITY.name, "county": COUNTIES[n].name, "screened_total": 1000 * (n + 1), "problem_total": 10 * (n + 1)}
        for n in counties
    ]


def handed(problems: Sequence[Row], screening: Sequence[Row] | None = None, file: str = "台账.xlsx") -> Submission:
    """Return both lists as one parsed workbook, every answer in a cell of its own."""
    submission = Submission(Source(file, "0" * 64))
    for ledger, rows in ((PROBLEMS, problems), (SCREENING, figures() if screening is None else screening)):
        placed = [
            (row, {f.key: Place(ledger.title, number, col) for col, f in enumerate(ledger.columns, start=1)})
            for number, row in enumerate(rows, start=3)
        ]
        submission.ledgers.append(LedgerRows(ledger, tuple(placed)))
    return submission


def listed(count: int = 40, open_ones: int = 4) -> list[Row]:
    """Return a list with finished and unfinished 小化工 over all counties, 15 小字头 and 12 停产停业."""
    rows = [site(f"P{n:03d}", n % len(COUNTIES), status="未完成" if n < open_ones else "已完成") for n in range(count)]
    trades, suspended = ("小电镀", "小喷涂", "小印染"), ("停产停业(取缔)", "停产停业(关闭)")
    rows += [site(f"Q{n:03d}", n % 5, site_type=trades[n % 3]) for n in range(15)]
    return rows + [site(f"T{n:03d}", n % 4, site_type=suspended[n % 2]) for n in range(12)]


def frame(problems: Sequence[Row] | None = None) -> Frame:
    """Return the frame of a list."""
    return frame_of([handed(listed() if problems is None else problems)], CONTEXT)
