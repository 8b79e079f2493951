"""The session runs under another Python, which has `uno`."""

from __future__ import annotations

import os

import pytest

collect_ignore = ["session.py"]


@pytest.fixture
def make_images() -> bool:
    """Whether the pictures of the guide are made anew: `XHG_IMAGES=1 pytest -m slow tests/window`."""
    return os.environ.get("XHG_IMAGES") == "1"
