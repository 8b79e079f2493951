"""What a worker read reaches the parent whole, and stays folded until it is asked for."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.model.submission import DROPPED, Submission
from xhg_excel.files.read.folder import submission_of
from xhg_excel.files.read.parcel import pack, unpack
from xhg_excel.files.read.read_file import read_file


@pytest.fixture
def read(nantong_folder: Path) -> Submission:
    path = sorted(nantong_folder.glob("*.xlsx"))[0]
    return submission_of(read_file(path, path.name), CONTEXT)


def unfolded(submission: Submission) -> bool:
    return set(DROPPED) <= vars(submission).keys()


def test_a_submission_arrives_as_it_was_read(read: Submission) -> None:
    arrived = unpack(pack(read))

    assert not unfolded(arrived)
    assert (arrived.unit, arrived.source, arrived.content) == (read.unit, read.source, read.content)
    assert not unfolded(arrived)
    assert arrived == read
    assert unfolded(arrived)
    assert unpack(pack(arrived)) == read


def test_a_passing_look_keeps_nothing(read: Submission) -> None:
    arrived = unpack(pack(read))

    assert arrived.uncached_forms == read.forms == read.uncached_forms
    assert not unfolded(arrived)
    assert copy(arrived).forms == read.forms
    assert not unfolded(arrived)


def test_what_it_says_stays_what_was_sent(read: Submission) -> None:
    """Hiding a name afterwards makes no other submission of it."""
    arrived = unpack(pack(read))
    arrived.forms = []

    assert arrived.content == read.content != Submission(read.source).content
    assert (arrived.uncached_forms, arrived.findings, arrived.forms) == ([], read.findings, [])


def test_nothing_else_is_made_up(read: Submission) -> None:
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = unpack(pack(read)).nothing_of_this_name
