"""Every engine at hand does what xlwings documents, or what docs/hosts.md says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from tests.calc.conformance import BEHAVIOURS, CALC, MEMORY, OTHERWISE, RECORD, Behaviour, due, outcome
from tests.calc.hosts_page import hosts_page
from tests.excel.conftest import opened
from tests.excel.engine import HostModel, SheetModel, join
from xhg_excel.wps.engine import BookState, Record, SheetState, activate

PAGE = Path(__file__).parents[2] / "docs" / "hosts.md"
EACH = pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.says)


def same(one: object, other: object) -> bool:
    """Equal, and True is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@EACH
def test_the_engine_in_memory(behaviour: Behaviour) -> None:
    host = HostModel(hwnd=4711)
    join(host)

    assert same(outcome(behaviour, opened(host, SheetModel("Sheet1"))), due(behaviour, MEMORY))


@EACH
def test_the_recorded_engine(behaviour: Behaviour) -> None:
    app = activate(Record(), [BookState("演练.xlsx", [SheetState("Sheet1")])])

    assert same(outcome(behaviour, app.books.active), due(behaviour, RECORD))


@pytest.mark.slow
@EACH
def test_libreoffice_calc(behaviour: Behaviour, calc: xw.App) -> None:
    book = calc.books.add()
    try:
        assert same(outcome(behaviour, book), due(behaviour, CALC))
    finally:
        book.close()


@pytest.mark.parametrize("engine", OTHERWISE)
def test_a_listed_difference_is_one(engine: str) -> None:
    """A sentence that is listed exists, and what is listed is not what is documented anyway."""
    by_sentence = {behaviour.says: behaviour.expected for behaviour in BEHAVIOURS}

    assert [
        says for says, is_ in OTHERWISE[engine].items() if says not in by_sentence or same(is_, by_sentence[says])
    ] == []


def test_the_page_is_fresh() -> None:
    """Stale after a change of the table: run `python -m tests.calc.hosts_page`."""
    assert PAGE.read_text("utf-8") == hosts_page()
