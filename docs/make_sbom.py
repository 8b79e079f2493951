"""What is installed with the program, and under which licences: `python docs/make_sbom.py FOLDER`.

Writes `sbom.cdx.json`, a software bill of materials (CycloneDX 1.6) for whoever keeps a register of software, and
`licences.md`, the same as a table. Both describe the environment this is run in, so they are made, not committed.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
# As older packages write them, in their licence field or in a classifier.
_OLDER_NAMES = {
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
# Read in the package itself: its metadata does not state it plainly.
_READ_IN_PACKAGE = {
    # xlwings' own code is BSD. `xlwings.pro` is not, and runs only with a key that nothing here has.
    "xlwings": "BSD-3-Clause",
}


def runtime() -> dict[str, importlib.metadata.Distribution]:
    """Return every distribution that installing the program installs here, by its canonical name; ours first."""
    found = {PACKAGE: importlib.metadata.distribution(PACKAGE)}
    open_requirements = [*_requirements(found[PACKAGE], frozenset())]
    while open_requirements:
        requirement = open_requirements.pop()
        name = canonicalize_name(requirement.name)
        if name not in found:
            found[name] = importlib.metadata.distribution(name)
            open_requirements += _requirements(found[name], frozenset(requirement.extras))
    return found


def _requirements(distribution: importlib.metadata.Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    """Yield what a distribution requires on this computer."""
    for text in distribution.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": e}) for e in ("", *extras)):
            yield requirement


def licences(distribution: importlib.metadata.Distribution) -> set[str]:
    """Return the licences a distribution states: its SPDX expression, else its classifiers, else its field."""
    metadata = distribution.metadata
    name = canonicalize_name(metadata["Name"])
    if name in _READ_IN_PACKAGE:
        return {_READ_IN_PACKAGE[name]}
    for expression in metadata.get_all("License-Expression", []):
        return licences_of_expression(expression)
    stated = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]
    stated = [text for text in stated if text != "OSI Approved"] or [
        text.strip().split("\n")[0] for text in metadata.get_all("License", ["-"])
    ]
    return {_OLDER_NAMES.get(text.lower(), text) for text in stated}


def licences_of_expression(expression: str) -> set[str]:
    """Return the licences of an SPDX expression; of alternatives, a free one.

    >>> sorted(licences_of_expression("(MIT OR GPL-3.0-only) AND BSD-3-Clause"))
    ['BSD-3-Clause', 'MIT']
    """
    found = set()
    for part in re.split(r"\s+AND\s+", expression.replace("(", "").replace(")", "")):
        choices = re.split(r"\s+OR\s+", part)
        found.add(next((choice for choice in choices if choice in FREE), choices[0]))
    return found


def sbom() -> dict[str, Any]:
    """Return the bill of materials: a component a distribution, and which of them needs which."""
    distributions = runtime()
    components = {name: _component(name, distribution) for name, distribution in sorted(distributions.items())}
    dependencies = []
    for name, distribution in sorted(distributions.items()):
        needed = {canonicalize_name(requirement.name) for requirement in _requirements(distribution, frozenset())}
        refs = sorted(components[other]["bom-ref"] for other in needed)
        dependencies.append({"ref": components[name]["bom-ref"], "dependsOn": refs})
    own = components.pop(PACKAGE) | {"type": "application"}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": [*components.values()],
        "dependencies": dependencies,
    }


def _component(name: str, distribution: importlib.metadata.Distribution) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{distribution.version}"
    stated = [{"license": {"id" if n in FREE else "name": n}} for n in sorted(licences(distribution)) if n != "-"]
    component = {"type": "library", "bom-ref": purl, "name": name, "version": distribution.version, "purl": purl}
    return component | ({"licenses": stated} if stated else {})


def licences_page() -> str:
    """Return the table of licences as Markdown, without our own line."""
    rows = [
        f"| {name} | {distribution.version} | {', '.join(sorted(licences(distribution)))} |"
        for name, distribution in sorted(runtime().items())
        if name != PACKAGE
    ]
    return "\n".join(["| package | version | licence |", "| --- | --- | --- |", *rows, ""])


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sbom.cdx.json").write_text(json.dumps(sbom(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "licences.md").write_text(licences_page(), "utf-8")
