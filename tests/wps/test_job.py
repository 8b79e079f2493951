"""The files of a click in WPS: what is read of a job, what is refused, what appears when."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from xhg_excel.errors.wps import JobError
from xhg_excel.notice.words.shells.buttons import BUTTONS
from xhg_excel.wps import __main__ as entrance
from xhg_excel.wps.clicked import click, run
from xhg_excel.wps.engine import BookState, CellError, Record
from xhg_excel.wps.job import Job, beating, check_folder, read_job, remove_old, write_record, write_status

BOOK = {"name": "演练.xlsx", "fullname": "/演练/演练.xlsx", "active": "表", "locked": False, "date1904": False}


def sheet(rows: list[list[Any]], **facts: Any) -> dict[str, Any]:
    return {
        "name": "表", "extent": [len(rows), max(map(len, rows), default=1)], "rows": rows, "visible": True, "formats": {},
        "notes": [], "rules": [], "more_rules": False, "refused": [], **facts,
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "wps" / f"job-{'0' * 32}"
    made.mkdir(parents=True, mode=0o700)
    return made


def put(folder: Path, *sheets: dict[str, Any], button: str = "check_book", book: Any = BOOK, **facts: Any) -> Path:
    job = {
        "version": 1,
        "button": button,
        "answer": "",
        "host": "WPS 12.1",
        "book": book,
        "sheets": list(sheets),
        **facts,
    }
    (folder / "job.json").write_text(json.dumps(job), "ascii")
    return folder


def read(folder: Path) -> BookState:
    book = read_job(folder).book
    assert book is not None
    return book


def in_hex(folder: Path) -> str:
    return str(folder).encode("utf-16-be").hex()


def test_numbers_under_a_format_of_days_are_moments(folder: Path) -> None:
    formats = {"yyyy-m-d": ["A1:A2"], "h:mm": ["C1"], "0.00": ["B1"]}

    book = read(put(folder, sheet([[44055, 7, 0.25], ["文字", True, None]], formats=formats)))

    assert book.sheets[0].rows == [
        [datetime(2020, 8, 12), 7.0, datetime(1899, 12, 30, 6)],
        ["文字", True, None],
    ]


def test_workbooks_that_count_from_1904_give_the_same_day(folder: Path) -> None:
    book = read(put(folder, sheet([[42593]], formats={"yyyy-m-d": ["A1"]}), book={**BOOK, "date1904": True}))

    assert book.sheets[0].rows == [[datetime(2020, 8, 12)]]


def test_a_number_that_is_no_day_stays_one(folder: Path) -> None:
    assert read(put(folder, sheet([[1e18]], formats={"yyyy-m-d": ["A1"]}))).sheets[0].rows == [[1e18]]


def test_errors_notes_rules_and_refusals_are_kept(folder: Path) -> None:
    made = sheet([[{"error": "#N/A"}]], notes=[[2, 3, "原有"]], rules=["=A1>1", ""], more_rules=True, refused=["notes"])

    found = read(put(folder, made)).sheets[0]

    assert found.rows == [[CellError("#N/A")]]
    assert found.notes == {(1, 2): "原有"}
    assert [rule.type for rule in found.rules or []] == ["custom", "other"]
    assert (found.has_more_rules, found.refused) == (True, frozenset(["notes"]))


def test_notes_that_were_not_read_are_no_empty_list(folder: Path) -> None:
    found = read(put(folder, sheet([], notes=None, rules=None))).sheets[0]

    assert (found.notes, found.rules) == (None, None)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 2}', '{"version": 1, "book": null}', '{"version": 1, "book": {}, "sheets": 7}']
)
def test_a_job_that_is_not_one_is_refused(folder: Path, text: str) -> None:
    (folder / "job.json").write_text(text, "ascii")

    with pytest.raises(JobError):
        read_job(folder)


@pytest.mark.parametrize("name", ["job-../../etc", "job-0", "work", "job-" + "0" * 32 + "x"])
def test_only_a_folder_named_as_a_click_s_is_used(tmp_path: Path, name: str) -> None:
    with pytest.raises(JobError, match="name"):
        check_folder(tmp_path / name.replace("/", ""))


def test_a_folder_that_others_may_open_or_a_link_is_refused(folder: Path) -> None:
    check_folder(folder)
    other = folder.with_name(f"job-{'1' * 32}")
    other.symlink_to(folder)

    with pytest.raises(JobError, match="kind"):
        check_folder(other)
    with pytest.raises(JobError):
        check_folder(folder.with_name(f"job-{'2' * 32}"))
    folder.chmod(0o755)
    with pytest.raises(JobError, match="mode"):
        check_folder(folder)


def test_the_record_and_the_status_are_ascii_and_the_record_is_whole(folder: Path) -> None:
    write_status(folder, "正在校验…")
    write_record(folder, [{"do": "message", "text": "校验完毕", "failed": False}])

    assert json.loads((folder / "status.txt").read_text("ascii")) == "正在校验…"
    assert json.loads((folder / "record.json").read_text("ascii"))["operations"][0]["text"] == "校验完毕"
    assert sorted(path.name for path in folder.iterdir()) == ["record.json", "status.txt"]


def test_a_click_beats_at_once(folder: Path) -> None:
    with beating(folder):
        while not (folder / "alive.txt").exists():
            time.sleep(0.001)

    assert (folder / "alive.txt").read_text("ascii") == "1"


def test_folders_that_a_dead_wps_left_are_removed_and_nothing_else(folder: Path) -> None:
    for name in (f"job-{'1' * 32}", "其它"):
        folder.with_name(name).mkdir()
        os.utime(folder.with_name(name), (0, 0))

    remove_old(folder.parent)

    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name, "其它"]


def test_a_click_writes_what_the_script_did(folder: Path) -> None:
    click(in_hex(put(folder, sheet([["督导"]]))))

    operations = json.loads((folder / "record.json").read_text("ascii"))["operations"]
    assert operations[-1]["do"] == "message"
    assert {operation["do"] for operation in operations} >= {"add_sheet", "values", "message"}


@pytest.mark.parametrize(
    ("button", "expected"), [("no_such", "这个版本的程序里没有“no_such”"), ("check_book", "没有打开的工作簿")]
)
def test_a_click_that_cannot_run_says_why(button: str, expected: str) -> None:
    record = Record()

    run(Job(button, "", None, "WPS 12.1"), record)

    assert [operation["failed"] for operation in record.operations] == [True]
    assert record.operations[0]["text"].startswith(expected)


def test_the_answer_reaches_the_script(tmp_path: Path) -> None:
    record = Record()

    run(Job("make_templates", str(tmp_path), None, "WPS 12.1"), record)

    assert str(tmp_path) in record.operations[0]["text"]
    assert list(tmp_path.glob("*.xlsx"))


def test_a_fault_leaves_no_record_and_is_logged(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["wps", in_hex(tmp_path / "elsewhere")])

    assert entrance.main() == 1
    assert "JobError" in (own_folder / "xhg_excel.log").read_text("utf-8")


def test_a_click_from_the_entrance_ends_well(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["wps", in_hex(put(folder, sheet([["督导"]]), button="add_site"))])

    assert entrance.main() == 0
    assert BUTTONS[0].key == "check_book"
    xw.engines.active = None
