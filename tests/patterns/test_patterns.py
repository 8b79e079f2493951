"""No pattern of the package costs more than in proportion to the length of a text, whatever the text."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.patterns.adversaries import slow_texts
from tests.patterns.find import Found, patterns

_SECONDS = 300  # of the processor, for all patterns; an exponential one takes for ever


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def test_every_pattern_of_the_package_is_found() -> None:
    """A pattern made of local names needs a line in `find.LOCALS` that says what these may be."""
    found, unknown = patterns()

    assert unknown == []
    assert len(found) > 120
    places = {place for one in found.values() for place in one.places}
    assert "xhg_excel.files.looks.sheet._CELL" in places  # compiled in a module
    assert "xhg_excel.core.reading.unit_texts._labels" in places  # returned by a function
    assert "xhg_excel.core.answers.normalize: words.ERROR_NUMBERS" in places  # a text in the words


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the processor's time")
def test_no_pattern_costs_more_than_in_proportion_to_the_text() -> None:
    command = [sys.executable, "-m", "tests.patterns.adversaries"]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=_limit, check=False)  # noqa: S603  # our own

    assert [line for line in done.stdout.splitlines() if line.startswith("\t")] == []
    assert (done.returncode, done.stderr) == (0, ""), f"ended at {done.stdout.splitlines()[-1:]}"


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\d+x", "search"),
        (r"\[[^\]]*\]", "finditer"),
        (r".*甲.*乙", "fullmatch"),
        (r"\s*$", "sub"),
        (r"(?:a|b)*c", "search"),
    ],
)
def test_a_pattern_that_costs_more_is_found_out(pattern: str, method: str) -> None:
    assert any(slow_texts(Found(re.compile(pattern), methods={method})))


@pytest.mark.parametrize(
    ("pattern", "method"), [(r"\d+x", "match"), (r"\[[^\[\]]*\]", "finditer"), (r"[^甲]*+甲", "fullmatch")]
)
def test_a_linear_pattern_is_not(pattern: str, method: str) -> None:
    assert not any(slow_texts(Found(re.compile(pattern), methods={method})))
