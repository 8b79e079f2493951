"""The licence of everything that is installed with the program: all of them allow handing it on."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGE = "xhg-excel"
# Licences that ask for no more than their own notice, as SPDX names them.
FREE = {
    "MIT",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "PSF-2.0",
    "0BSD",
    "Zlib",
    "MIT-0",
    "ISC",
    "CNRI-Python",
    "CC0-1.0",
}
# As older packages write them: in their licence field, or in a classifier.
ALSO = {
    "mit": "MIT",
    "mit license": "MIT",
    "the mit license": "MIT",
    "mit/expat": "MIT",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "new bsd": "BSD-3-Clause",
    "dual license": "Apache-2.0",  # python-dateutil: Apache or BSD
    "apache software license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "python software foundation license": "PSF-2.0",
}
# Read one by one: what the metadata does not say plainly, and why it is well.
READ: dict[str, str] = {
    # xlwings' own code is BSD. `xlwings.pro` is not, and runs only with a key that nothing here has.
    "xlwings": "BSD-3-Clause",
}


def runtime() -> dict[str, importlib.metadata.Distribution]:
    """Return every distribution that installing the program installs here, by its canonical name."""
    found: dict[str, importlib.metadata.Distribution] = {}
    asked = [*_needs(importlib.metadata.distribution(PACKAGE), frozenset())]
    while asked:
        needed = asked.pop()
        name = canonicalize_name(needed.name)
        if name not in found:
            found[name] = importlib.metadata.distribution(name)
            asked += _needs(found[name], frozenset(needed.extras))
    return found


def _needs(of: importlib.metadata.Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for text in of.requires or ():
        needed = Requirement(text)
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield needed


def licences(of: importlib.metadata.Distribution) -> set[str]:
    """Return the licences a distribution names: its SPDX expression, else its classifiers, else its field."""
    metadata = of.metadata
    name = canonicalize_name(metadata["Name"])
    if name in READ:
        return {READ[name]}
    if expression := metadata["License-Expression"]:
        return _one_of(expression)
    said = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]
    said = [text for text in said if text != "OSI Approved"] or [(metadata["License"] or "").strip().split("\n")[0]]
    return {ALSO.get(text.lower(), text) for text in said}


def _one_of(expression: str) -> set[str]:
    """Return what an SPDX expression asks for; of alternatives, a free one."""
    asked = set()
    for part in re.split(r"\s+AND\s+", expression.replace("(", "").replace(")", "")):
        choices = re.split(r"\s+OR\s+", part)
        asked.add(next((choice for choice in choices if choice in FREE), choices[0]))
    return asked


@pytest.mark.parametrize("name", sorted(runtime()))
def test_every_runtime_dependency_has_a_licence_that_allows_handing_it_on(name: str) -> None:
    assert licences(runtime()[name]) - FREE == set()


def test_the_audit_reaches_dependencies_of_dependencies() -> None:
    assert {"click", "pydantic-core", "lxml", "numpy", "xlwings"} <= set(runtime())


@pytest.mark.parametrize(
    ("expression", "refused"),
    [("MIT OR GPL-3.0-only", set()), ("MIT AND GPL-3.0-only", {"GPL-3.0-only"}), ("AGPL-3.0-only", {"AGPL-3.0-only"})],
)
def test_a_licence_that_asks_for_more_would_be_seen(expression: str, refused: set[str]) -> None:
    assert _one_of(expression) - FREE == refused
