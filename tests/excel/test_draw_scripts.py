"""The buttons for quotas and the draw: in place, what the command line writes into files."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from tests.books import cells, run, typed
from tests.excel.conftest import ledgers_folder, opened, opened_file, refused, said, values
from tests.excel.engine import HostModel, SheetModel
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.excel import scripts


def quota_ledgers(host: HostModel, made: CityRehearsal, folder: Path) -> xw.Book:
    """Open a workbook that holds both ledgers, as one who copied their sheets together."""
    ledgers_folder(made, folder)
    book = opened_file(host, folder / "问题清单.xlsx")
    opened_file(host, folder / "排查底数.xlsx")
    host.books[0].sheets.insert(1, host.books.pop().sheets[0])
    return book


def test_quotas_in_place_are_those_of_the_command_line(host: HostModel, nantong: CityRehearsal, tmp_path: Path) -> None:
    """Cell for cell, on sheets behind the ledgers; computed again they are replaced."""
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    result = run("quota", "--ledgers", tmp_path / "台账", "--out", tmp_path / "cli.xlsx")
    expected = cells(tmp_path / "cli.xlsx")

    scripts.compute_quotas(book)
    host.alerts.clear()
    scripts.compute_quotas(book)

    names = [sheet.name for sheet in host.books[0].sheets]
    assert names[-3:] == ["抽样配额", "重点县（市、区）", "口径说明"]
    assert len(names) == len(set(names)) == 6
    for name in names[-3:]:
        live = next(sheet for sheet in host.books[0].sheets if sheet.name == name)
        wide = len(expected[name][0])
        found = {at: v for at, v in values(live).items() if at[1] <= wide}
        wanted = {(r, c): v for r, row in enumerate(expected[name], 1) for c, v in enumerate(row, 1) if v is not None}
        assert found == wanted
    text = said(host)
    assert text.startswith("已计算 1 个设区市的配额，在“抽样配额”表。\n\n南通市：7个县（市、区）至少督导4个；")
    assert text.splitlines()[2] in result.output
    assert host.books[0].sheets[host.books[0].active].name == "抽样配额"


def test_quotas_need_both_ledgers_and_no_fault_in_them(host: HostModel, nantong: CityRehearsal, tmp_path: Path) -> None:
    scripts.compute_quotas(opened(host, SheetModel("Sheet1")))
    assert refused(host).startswith("“演练.xlsx”里缺少台账：问题清单、排查底数；")
    host.books.clear()
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    host.books[0].sheets[0].put((4, 2), "没有市")

    scripts.compute_quotas(book)

    assert refused(host).startswith("台账有 ")
    assert "抽样配额" not in [sheet.name for sheet in host.books[0].sheets]


SEED = "20200810123456789012"
DRAWN = ("抽取名单", "备选", "路线清单", "公示名单")


def live_values(host: HostModel, sheet: str, wide: int) -> dict[tuple[int, int], object]:
    model = next(one for one in host.books[0].sheets if one.name == sheet)
    shown = {at: cell.formula or cell.value for at, cell in model.cells.items() if at[1] <= wide}
    return {at: value for at, value in shown.items() if value is not None}


def recalculated(host: HostModel, from_file: Path) -> None:
    """Give formula cells the values that a spreadsheet program would: those of the same sheets in a file."""
    saved = cells(from_file)
    for sheet in host.books[0].sheets:
        for (row, col), cell in sheet.cells.items():
            if cell.formula and sheet.name in DRAWN:
                cell.value = saved[sheet.name][row - 1][col - 1]


def test_the_list_drawn_in_place_is_that_of_the_command_line(
    host: HostModel, nantong: CityRehearsal, tmp_path: Path
) -> None:
    """First click: frozen, one hash to publish. Second click, with the seed: the same sample and spares, cell for cell."""
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    folder, frozen, drawn = tmp_path / "台账", tmp_path / "冻结.xlsx", tmp_path / "抽取名单.xlsx"
    published = run("draw", "freeze", "--ledgers", folder, "--out", frozen).output.splitlines()[0].split("：")[1]
    run("draw", "run", "--ledgers", folder, "--freeze", frozen, "--seed", SEED, "--out", drawn)
    expected = typed(drawn)

    scripts.draw_sample(book, "")
    first = said(host)
    names = [sheet.name for sheet in host.books[0].sheets]
    host.alerts.clear()
    scripts.draw_sample(book, SEED)

    assert first.startswith(f"清单已冻结，请公布校验码：\n\n{published}\n")
    assert names[-2:] == ["抽样底账", "冻结清单"]
    assert said(host).startswith("已抽取：1 个设区市，名单 ")
    for name in DRAWN:
        rows = enumerate(expected[name], 1)
        wanted = {(r, c): v for r, row in rows for c, v in enumerate(row, 1) if v is not None}
        assert live_values(host, name, len(expected[name][0])) == wanted
    recalculated(host, drawn)
    host.alerts.clear()
    scripts.draw_sample(book, SEED[::-1])
    assert refused(host).startswith(f"这份清单已用种子 {SEED} 抽取，不能再抽")
    assert host.books[0].sheets[host.books[0].active].name == "抽取名单"


def test_a_list_is_frozen_once_and_drawn_by_a_seed_of_20_digits(
    host: HostModel, nantong: CityRehearsal, tmp_path: Path
) -> None:
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    scripts.draw_sample(book, "")
    host.alerts.clear()

    scripts.draw_sample(book, "")
    again = said(host)
    host.alerts.clear()
    scripts.draw_sample(book, "12345")
    short = refused(host)

    assert again.startswith("清单早已冻结（“抽样底账”表），校验码：")
    assert short.startswith("种子须是不少于 20 位的数字（现有 5 位）")


def test_a_list_that_changed_after_freezing_is_not_drawn(
    host: HostModel, nantong: CityRehearsal, tmp_path: Path
) -> None:
    book = quota_ledgers(host, nantong, tmp_path / "台账")
    scripts.draw_sample(book, "")
    host.alerts.clear()
    host.books[0].sheets[0].put((4, 5), "演练改名作坊")

    scripts.draw_sample(book, SEED)

    assert refused(host).startswith("台账与冻结时不同，不能抽取：")
    assert "抽取名单" not in [sheet.name for sheet in host.books[0].sheets]
