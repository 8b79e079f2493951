"""The ordinary tests of what differs by system, run by Windows' Python."""

from __future__ import annotations

import re

import pytest

from tests.windows.wine import Wine

# What reads and writes files, runs commands, touches the computer, and drives Excel's objects.
PARTS = {
    "excel": "tests/excel",
    "setup": "tests/setup",
    "files": "tests/files",
    "cli": "tests/cli",
}
LEAST = {"excel": 350, "setup": 120, "files": 700, "cli": 250}
# A module beside the workbooks breaks `python -m` there before any line of ours runs; `xhg` is tried.
NOT_THERE = "not test_as_a_module_it_leaves_the_current_folder_before_it_loads_anything"


@pytest.mark.parametrize("part", PARTS)
def test_the_tests_pass_on_windows_python(wine: Wine, part: str) -> None:
    done = wine.python("-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", NOT_THERE, PARTS[part])

    assert done.returncode == 0, done.stdout[-6000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) >= LEAST[part], done.stdout[-300:]
