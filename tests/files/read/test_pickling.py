"""A submission from a worker is complete, and its forms are unpickled on first access only."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import pytest

from tests.conftest import CONTEXT
from xhg_excel.core.model.submission import DROPPED, Submission
from xhg_excel.files.read.folder import submission_of
from xhg_excel.files.read.pickling import pack, unpack
from xhg_excel.files.read.read_file import read_file


@pytest.fixture
def read(nantong_folder: Path) -> Submission:
    path = sorted(nantong_folder.glob("*.xlsx"))[0]
    return submission_of(read_file(path, path.name), CONTEXT)


def is_loaded(submission: Submission) -> bool:
    return set(DROPPED) <= vars(submission).keys()


def test_a_submission_arrives_as_it_was_read(read: Submission) -> None:
    arrived = unpack(pack(read))

    assert not is_loaded(arrived)
    assert (arrived.unit, arrived.source, arrived.content) == (read.unit, read.source, read.content)
    assert not is_loaded(arrived)
    assert arrived == read
    assert is_loaded(arrived)
    assert unpack(pack(arrived)) == read


def test_uncached_forms_are_not_kept(read: Submission) -> None:
    arrived = unpack(pack(read))

    assert arrived.uncached_forms == read.forms == read.uncached_forms
    assert not is_loaded(arrived)
    assert copy(arrived).forms == read.forms
    assert not is_loaded(arrived)


def test_the_digest_of_the_content_stays_that_of_what_was_sent(read: Submission) -> None:
    """Redacting a name afterwards does not make it another submission."""
    arrived = unpack(pack(read))
    arrived.forms = []

    assert arrived.content == read.content != Submission(read.source).content
    assert (arrived.uncached_forms, arrived.findings, arrived.forms) == ([], read.findings, [])


def test_other_missing_attributes_raise(read: Submission) -> None:
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = unpack(pack(read)).nothing_of_this_name
