"""A sample of the planted faults is caught; the whole list by hand: `python -m tests.planted.run`."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.planted.faults import FAULTS
from tests.planted.run import ROOT, stale

SAMPLE = 12


@pytest.mark.slow
def test_each_of_a_sample_of_planted_faults_is_caught() -> None:
    command = [sys.executable, "-m", "tests.planted.run", "--sample", str(SAMPLE)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # ours

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_at_least_120_faults_still_apply() -> None:
    """Whoever changes a line that is named here names the new one."""
    assert len([fault for fault in FAULTS if not stale(fault)]) >= 120
