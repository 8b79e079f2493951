"""Mutated workbooks: no crash, no hang, no answer that nobody gave; thousands by hand, some here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import marking
from tests.fuzz.corpus import write_corpus
from tests.fuzz.judge import faults
from tests.fuzz.run import fuzz, read_all
from xhg_excel.core.model.submission import Form


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_mutated_workbooks_are_read_marked_and_merged_without_a_fault(tmp_path: Path) -> None:
    """200 executions; `python -m tests.fuzz.run --times 5000` for more."""
    outcome = fuzz(200, "ci", tmp_path)

    assert outcome.times == 200
    assert [(said, file) for said, file, _ in outcome.faults] == []
    assert outcome.ends["read"] > 20
    assert outcome.ends["findings"] > 20


def test_the_judge_sees_an_answer_that_was_changed_without_a_word(tmp_path: Path) -> None:
    """A planted reader's fault: one answer is another, one is gone."""
    content = write_corpus(tmp_path)["annex2"]
    for name in tmp_path.glob("*.xlsx"):
        if name.stem != "annex2":
            name.unlink()
    (base,) = read_all(tmp_path).values()
    (made,) = read_all(tmp_path).values()
    kept = made.forms[0]
    wrong = {**kept.answers, "fined": "是", "site_name": None}
    made.forms = [Form(kept.annex, wrong, kept.places, kept.row_number)]

    found = faults(base, made, content)

    assert faults(base, base, content) == []
    assert [said.split(":")[0].split()[-1] for said in found] == ["site_name", "fined"]


@pytest.mark.slow
def test_mutated_workbooks_are_marked_and_unmarked_without_a_silent_fault() -> None:
    """100 of them; `python -m tests.fuzz.marking --times 10000` for more."""
    ends, found = marking.fuzz(100, "ci")

    assert found == []
    assert ends["sound"] == 100
