"""The lock file: everything pyproject.toml asks for, at one allowed version, with hashes, from no place by name."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def pins() -> dict[str, list[str]]:
    """Return the locked versions by package; a package may have one for older and one for newer Pythons."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def test_every_requirement_is_locked_at_a_version_it_allows() -> None:
    """Stale after a change of pyproject.toml: run `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    asked = [Requirement(text) for group in groups for text in group]

    locked = pins()

    assert len(asked) > 20
    assert [str(r) for r in asked if not locked.get(canonicalize_name(r.name))] == []
    assert [str(r) for r in asked for version in locked[canonicalize_name(r.name)] if version not in r.specifier] == []


def test_every_locked_version_has_hashes_and_no_file_or_address_is_named() -> None:
    """With a hash, it does not matter which index or disk a file comes from."""
    entries = re.split(r"\n(?=[^\s#])", LOCK.split("\n", 2)[2])

    assert [entry.split()[0] for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []
    assert re.findall(r"\S*://\S*|file:\S*|--index\S*|--find-links\S*", LOCK) == []
