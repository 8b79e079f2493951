"""The licence of everything that is installed with the program allows handing it on; the bill of materials names all."""

from __future__ import annotations

import pytest

from docs.make_sbom import FREE, PACKAGE, licences, licences_of_expression, licences_page, runtime, sbom


@pytest.mark.parametrize("name", sorted(runtime().keys() - {PACKAGE}))
def test_every_runtime_dependency_has_a_licence_that_allows_handing_it_on(name: str) -> None:
    assert licences(runtime()[name]) - FREE == set()


def test_the_audit_reaches_dependencies_of_dependencies() -> None:
    assert {"click", "pydantic-core", "lxml", "numpy", "xlwings"} <= set(runtime())


@pytest.mark.parametrize(
    ("expression", "refused"),
    [("MIT OR GPL-3.0-only", set()), ("MIT AND GPL-3.0-only", {"GPL-3.0-only"}), ("AGPL-3.0-only", {"AGPL-3.0-only"})],
)
def test_a_licence_that_asks_for_more_would_be_seen(expression: str, refused: set[str]) -> None:
    assert licences_of_expression(expression) - FREE == refused


def test_the_bill_of_materials_and_the_table_name_every_dependency_once() -> None:
    made = sbom()

    names = [component["name"] for component in made["components"]]
    refs = {component["bom-ref"] for component in (*made["components"], made["metadata"]["component"])}
    assert sorted(names) == sorted(runtime().keys() - {PACKAGE})
    assert {reference for entry in made["dependencies"] for reference in (entry["ref"], *entry["dependsOn"])} == refs
    assert all(f"| {name} | " in licences_page() for name in names)
