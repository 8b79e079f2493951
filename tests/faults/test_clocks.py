"""Clocks that are wrong or jump: nothing hangs, nothing is lost, the same is written."""

from __future__ import annotations

import time

import pytest

from tests.core.reports import facts
from xhg_excel.core.report_chapters import report_of
from xhg_excel.files.word import docx_of

_LONG_AGO, _FAR_OFF = 0, 4_354_819_200  # 1970 and 2108: what no zip can date


@pytest.mark.parametrize("moment", [_LONG_AGO, _FAR_OFF])
def test_a_report_is_the_same_bytes_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    report = report_of(facts())
    usual = docx_of(report)
    fixed = time.localtime(moment)
    monkeypatch.setattr(time, "localtime", lambda *_: fixed)

    assert docx_of(report) == usual
