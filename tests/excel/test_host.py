"""What one program can do and another cannot is left out, never an error."""

from __future__ import annotations

import pytest
import xlwings as xw

from tests.excel.conftest import opened, sheet_of
from tests.excel.engine import Engine, HostModel
from xhg_excel.core.sheets.layout import Area
from xhg_excel.excel.host import (
    end_progress,
    filter_table,
    freeze_rows,
    joined_ranges,
    quiet,
    show_message,
    show_progress,
    show_sheet,
)

BLOCKS = [Area(row, 0, row, 2) for row in range(0, 200, 2)]


def test_a_program_without_message_boxes_uses_its_status_bar(host: HostModel) -> None:
    host.lacks = {"alert"}

    show_message(xw.apps[4711], "校验完毕")

    assert (host.alerts, host.status) == ([], ["校验完毕"])


def test_without_either_it_is_printed(host: HostModel, capsys: pytest.CaptureFixture[str]) -> None:
    """Xlwings shows what a click prints to the standard error."""
    host.lacks = {"alert", "status_bar"}

    show_message(xw.apps[4711], "校验完毕", failed=True)

    assert capsys.readouterr().err == "校验完毕\n"


def test_a_program_that_shows_and_holds_nothing_still_runs(host: HostModel) -> None:
    host.lacks = {"status_bar", "screen_updating", "freeze", "filter"}
    sheet = opened(host, sheet_of("表", [["a"]])).sheets[0]
    app = xw.apps[4711]

    show_progress(app, "正在读取…")
    end_progress(app)
    freeze_rows(sheet, 3)
    filter_table(sheet, Area(0, 0, 3, 3))
    with quiet(app):
        during = (host.screen_updating, host.enable_events)
    show_sheet(sheet, "A1")

    assert during == (True, False)
    assert (host.screen_updating, host.enable_events, host.status) == (True, True, [])
    assert host.books[0].selected == ("表", 1, 1)


def test_the_screen_moves_on_after_a_fault(host: HostModel) -> None:
    with pytest.raises(RuntimeError, match="x"), quiet(xw.apps[4711]):
        raise RuntimeError("x")

    assert (host.screen_updating, host.enable_events) == (True, True)


def test_blocks_are_joined_where_the_program_can(host: HostModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address has at most 255 characters in Excel."""
    sheet = opened(host, sheet_of("表", [["a"]])).sheets[0]

    apart = [area.impl.areas for area in joined_ranges(sheet, BLOCKS)]
    monkeypatch.setattr(Engine, "joins_areas", True, raising=False)
    joined = [area.impl.areas for area in joined_ranges(sheet, BLOCKS)]

    assert (len(apart), len(joined)) == (100, 4)
    assert [one for some in joined for one in some] == [some[0] for some in apart]
    assert list(joined_ranges(sheet, [])) == []
