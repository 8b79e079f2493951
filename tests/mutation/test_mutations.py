"""Mutated copies of filled forms: at least 99 % of the answers read right, the rest named, nothing silently wrong."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import CONTEXT
from tests.mutation.copies import BASES, Copy, retyped_rows
from tests.mutation.judge import Verdict, judge, made_copies, report
from tests.mutation.kinds import slips
from tests.office import convert
from tests.xlsb import write_xlsb
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Submission
from xhg_excel.files.read.folder import read_submissions
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2

WHOLE, SLICE = 1400, 60


def judged(copies: Sequence[Copy], folder: Path, to: str = "xlsx") -> list[Verdict]:
    """Write every copy, in another format if asked, read them all, and judge each."""
    paths = []
    for number, copy in enumerate(copies):
        path = folder / str(number) / copy.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if to == "xlsb":
            path = path.with_suffix(".xlsb")
            write_xlsb([Grid(name, rows) for name, rows in copy.sheets.items()], path)
        else:
            copy.write(path)
        paths.append(path)
    if to not in ("xlsx", "xlsb"):
        paths = _converted(paths, folder, to)
    books = [(path, path.relative_to(folder).as_posix().split("/", 1)[1]) for path in paths]
    return [judge(c, s) for c, s in zip(copies, read_submissions(books, CONTEXT), strict=True)]


def _converted(paths: Sequence[Path], folder: Path, to: str) -> list[Path]:
    flat = folder / "flat"
    flat.mkdir()
    for number, path in enumerate(paths):
        path.rename(flat / f"{number}.xlsx")
    convert(sorted(flat.glob("*.xlsx")), to, folder / "converted")
    made = [path.with_suffix(f".{to}") for path in paths]
    for number, path in enumerate(made):
        (folder / "converted" / f"{number}.{to}").rename(path)
    return made


def stated(verdicts: Sequence[Verdict], name: str) -> None:
    """Hold the verdicts to the promise; the whole list goes where XHG_MUTATION_REPORT says."""
    text = report(verdicts)
    print(text)  # noqa: T201  # shown when the test fails
    if folder := os.environ.get("XHG_MUTATION_REPORT"):
        Path(folder, f"{name}.txt").write_text(text, "utf-8")
    assert [line for v in verdicts for line in v.silent] == []
    right = sum(v.right for v in verdicts)
    assert right >= 0.99 * (right + sum(len(v.named) for v in verdicts))


def test_a_slice_of_mutated_copies_is_read_right(tmp_path: Path) -> None:
    stated(judged(made_copies(SLICE, "slice"), tmp_path), "slice")


def test_slips_of_the_pen_are_named_not_read(tmp_path: Path) -> None:
    """One character that is not declared makes an item another question (`kinds.slips`)."""
    verdicts = judged(made_copies(20, "slips", (slips,)), tmp_path)

    assert [line for v in verdicts for line in v.silent] == []
    assert any("F51" in line for v in verdicts for line in v.named)


@pytest.mark.slow
def test_all_mutated_copies_are_read_right(tmp_path: Path) -> None:
    stated(judged(made_copies(WHOLE, "whole"), tmp_path), "whole")


@pytest.mark.slow
@pytest.mark.parametrize("to", ["xls", "ods", "xlsb"])
def test_mutated_copies_in_other_formats_are_read_right(to: str, tmp_path: Path) -> None:
    stated(judged(made_copies(100, f"as {to}"), tmp_path, to), to)


def test_the_copies_are_the_same_for_the_same_seed() -> None:
    one, two = made_copies(5, "x"), made_copies(5, "x")

    assert [(c.name, c.sheets, c.done) for c in one] == [(c.name, c.sheets, c.done) for c in two]


# Changes that alter what is asked: nothing may be read as if they had not been made.


def retyped(annex: Annex, change: dict[str, str], more: Sequence[Sequence[CellValue]] = ()) -> Copy:
    import random

    copy = BASES["retyped"](annex, random.Random("refused"))
    truth = copy.truth[0][1]
    truth |= {"closed": "是", "fined": "是", "equipment_removed": "是", "water_cut": "是", "power_cut": "否"}
    rows = [
        [next((v.replace(a, b) for a, b in change.items() if isinstance(v, str) and a in v), v) for v in row]
        for row in retyped_rows(annex, truth)
    ]
    copy.sheets = {"Sheet1": [*rows, *map(list, more)]}
    return copy


def read(copy: Copy, folder: Path) -> Submission:
    copy.write(folder / "a.xlsx")
    (submission,) = read_submissions([(folder / "a.xlsx", copy.name)], CONTEXT)
    return submission


@pytest.mark.parametrize(
    ("change", "key", "code"),
    [
        ({"是否已关闭取缔": "是否未关闭取缔"}, "closed", "F51"),
        ({"是否已关闭取缔": "是否尚未关闭取缔"}, "closed", "F51"),
        ({"是否已断水断电": "是否已断水断气"}, "water_cut", "F51"),
        ({"是否已断水断电": "是否恢复断水断电"}, "water_cut", "F51"),
        ({"是否已彻底拆除生产、储存设备设施": "有无生产、储存设备设施"}, "equipment_removed", "F51"),
        ({"是否已彻底拆除生产、储存设备设施": "是否待拆除生产、储存设备设施"}, "equipment_removed", "F51"),
        ({"是否已彻底清理原材料、产品及危险废物": "是否有原材料、产品及危险废物"}, "materials_cleared", "F51"),
        ({"是否进行行政处罚": "是否应进行行政处罚"}, "fined", "F51"),
        ({"是否已关闭取缔": "是否已登记造册"}, "closed", "F21"),
        ({"是否已彻底清理厂房、场地": "是否已彻底拆除生产、储存设备设施"}, "equipment_removed", "F24"),
        ({"断水：是；断电：否": "水电都断了"}, "water_cut", "E11"),
        ({"断水：是；断电：否": "断水：是；断网：否"}, "power_cut", "E11"),
    ],
)
def test_a_question_that_was_turned_into_another_is_not_answered(
    change: dict[str, str], key: str, code: str, tmp_path: Path
) -> None:
    submission = read(retyped(ANNEX2, change), tmp_path)

    assert submission.forms[0].answers.get(key) is None
    assert code in [finding.code for finding in submission.findings]


def test_money_in_another_unit_is_not_read_as_yuan(tmp_path: Path) -> None:
    import random

    copy = BASES["labelled"](ANNEX2, random.Random("money"))
    copy.sheets["表"] = [["处罚金额（万元）" if v == "处罚金额（元）" else v for v in row] for row in copy.sheets["表"]]

    submission = read(copy, tmp_path)

    assert "fine_yuan" not in submission.forms[0].answers
    assert ("F24", "附件2第10项") in [(f.code, f.item) for f in submission.findings]


def test_half_a_form_without_a_title_is_a_finding_not_data(tmp_path: Path) -> None:
    """Items that Annex 2 and Annex 3 share do not tell which of the two it is."""
    copy = retyped(ANNEX2, {})
    copy.sheets["Sheet1"] = [row for row in copy.sheets["Sheet1"] if row[0] in (3, 4, 5, 7)]

    submission = read(copy, tmp_path)

    assert (submission.forms, [f.code for f in submission.findings]) == ([], ["F23"])


def test_a_form_recognised_too_unsurely_is_named_beside_a_sure_one_too(tmp_path: Path) -> None:
    copy = retyped(ANNEX1, {})
    (sure,) = copy.sheets.values()
    copy.sheets["Sheet2"] = [row for row in sure if not isinstance(row[0], int) or row[0] in (1, 2, 6, 7, 8)]

    submission = read(copy, tmp_path)

    assert len(submission.forms) == 1
    assert [f.sheet for f in submission.findings if f.code == "F23"] == ["Sheet2"]


def test_a_third_of_a_titled_form_is_named_with_its_sureness(tmp_path: Path) -> None:
    copy = retyped(ANNEX2, {})
    copy.sheets["Sheet1"] = [
        row
        for row in copy.sheets["Sheet1"]
        if row[0] in ("序号", 2, 3, 4, 5, 9) or row[:1] == ["违法违规“小化工”现场督导检查表"]
    ]

    submission = read(copy, tmp_path)

    assert submission.forms == []
    assert [(f.code, f.facts["detail"]) for f in submission.findings if f.code == "F23"] == [("F23", "38%")]


def test_an_item_answered_twice_is_not_answered(tmp_path: Path) -> None:
    copy = retyped(ANNEX2, {})
    rows = copy.sheets["Sheet1"]
    at = next(n for n, row in enumerate(rows) if row[0] == 2)
    copy.sheets["Sheet1"] = [*rows[: at + 1], [*rows[at][:2], "否"], *rows[at + 1 :]]

    submission = read(copy, tmp_path)

    assert "closed" not in submission.forms[0].answers
    assert "F24" in [finding.code for finding in submission.findings]


def test_the_judge_sees_a_value_that_is_silently_wrong(tmp_path: Path) -> None:
    """The harness itself: a wrong truth is found out."""
    copy = retyped(ANNEX2, {})
    submission = read(copy, tmp_path)
    assert judge(copy, submission).silent == []

    copy.truth[0][1]["closed"] = "否"

    assert len(judge(copy, submission).silent) == 1
