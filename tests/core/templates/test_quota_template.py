"""抽样配额.xlsx as a template: its native formulas against Python, on random figures."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import CONTEXT
from tests.core.templates.test_one_rule_one_meaning import by_formualizer, by_libreoffice
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.planning.quota import CityQuota, quotas
from xhg_excel.core.templates.quota_template import quota_template
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.schema.campaign import Campaign

Row = dict[str, Answer | None]
REGISTRY = CONTEXT.registry


def random_figures(chance: random.Random) -> dict[str, list[Answer | None]]:
    """Return figures of every county: ties, zeros, 未提供 and blanks among them."""
    figures: dict[str, list[Answer | None]] = {}
    for city in REGISTRY.cities:
        gap = chance.random() < 0.2
        for county in REGISTRY.counties_of(city):
            listed = chance.choice((0, 1, 2, 3, 5, 8, 20, 40))
            screened: Answer | None = chance.choice((100, 100, 2000, 30000, 17))
            if gap and chance.random() < 0.3:
                screened = chance.choice(("未提供", None))
            others = [chance.choice((0, 1, 2, 6)) for _ in range(2)]
            figures[county.code] = [screened, chance.choice((0, 1, 1, 9)), listed, chance.randint(0, listed), *others]
    return figures


def ledgers(figures: dict[str, list[Answer | None]]) -> tuple[list[Row], list[Row]]:
    """Return problem list and 排查底数 with exactly these figures."""
    problems: list[Row] = []
    screening: list[Row] = []
    for code, (screened, found, listed, unfinished, trades, suspended) in figures.items():
        county = REGISTRY.region(code)
        where: Row = {"city": REGISTRY.city_of(county).name, "county": county.name}
        screening.append(where | {"screened_total": screened, "problem_total": found})
        for kind, count, open_ones in (
            ("小化工", listed, unfinished),
            ("小电镀", trades, 0),
            ("停产停业", suspended, 0),
        ):
            assert isinstance(count, int)
            assert isinstance(open_ones, int)
            problems += [
                where | {"site_type": kind, "status": "未完成" if n < open_ones else "已完成"} for n in range(count)
            ]
    return problems, screening


def shown(path: Path) -> list[tuple[object, ...]]:
    """Return the city rows of the template as calculated, remarks aside."""
    rows = openpyxl.load_workbook(path, data_only=True)["抽样配额"].iter_rows(min_row=4, max_row=16, values_only=True)
    return [(*row[:4], row[4] or "", *row[5:12]) for row in rows]


def expected(quota: CityQuota) -> tuple[object, ...]:
    return (
        quota.city.name,
        quota.counties,
        quota.counties_due,
        len(quota.priority),
        "、".join(county.name for county in quota.priority),
        quota.problems,
        quota.problems_due,
        quota.unfinished,
        quota.to_draw,
        quota.small_trades_due,
        quota.suspended_due,
        quota.counties_needed,
    )


def compare(seed: int, engine: Callable[[Path, Path], Path], folder: Path, campaign: Campaign = NOTICE) -> None:
    figures = random_figures(random.Random(seed))
    write_book(quota_template(campaign, REGISTRY, figures), folder / f"{seed}.xlsx")
    problems, screening = ledgers(figures)

    assert shown(engine(folder / f"{seed}.xlsx", folder)) == [
        expected(quota) for quota in quotas(problems, screening, REGISTRY, campaign)
    ]


@pytest.mark.parametrize("seed", range(8))
def test_the_template_says_what_python_says(seed: int, tmp_path: Path) -> None:
    compare(seed, by_formualizer, tmp_path)


@pytest.mark.parametrize(
    "campaign",
    [
        replace(NOTICE, rounding="half_up", priority_share=Fraction(1, 3), problem_share=Fraction(2, 3)),
        replace(NOTICE, rounding="down", county_share=Fraction(2, 3)),
        replace(NOTICE, unfinished_counts=False),
    ],
    ids=["half_up", "down", "unfinished apart"],
)
def test_the_template_says_so_under_other_settings_too(campaign: Campaign, tmp_path: Path) -> None:
    compare(3, by_formualizer, tmp_path, campaign)


@pytest.mark.slow
def test_libreoffice_says_so_too(tmp_path: Path) -> None:
    for seed in range(3):
        compare(seed, by_libreoffice, tmp_path)


def test_ranks_of_every_county_agree(tmp_path: Path) -> None:
    figures = random_figures(random.Random(99))
    write_book(quota_template(NOTICE, REGISTRY, figures), tmp_path / "q.xlsx")
    sheet = openpyxl.load_workbook(by_formualizer(tmp_path / "q.xlsx", tmp_path), data_only=True)["县级数据"]
    rows = {row[2]: row[9:13] for row in sheet.iter_rows(min_row=4, values_only=True)}

    for quota in quotas(*ledgers(figures), REGISTRY, NOTICE):
        complete = all(rank.rank_sum is not None for rank in quota.ranks)
        for rank in quota.ranks:
            total = rank.rank_sum if complete else None
            shown_row = tuple(value if value != "" else None for value in rows[rank.county.code])
            assert shown_row == (rank.screened_rank, rank.problems_rank, total, int(rank.priority))
