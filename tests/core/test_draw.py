"""Tickets and identifiers: order-free, the same however they are typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xhg_excel.core.draw import canonical_id, ticket


def test_the_published_vector_is_met() -> None:
    """The ticket of the domain's vector, 64 hex digits."""
    wanted = "7640d1b1a0936d9d5e102435351c84fbd44c9887c35f17e8342824441aa66077"

    assert ticket("20200810", "B2", "320600", "P001") == wanted


@given(st.text())
def test_an_identifier_made_canonical_twice_is_the_same(text: str) -> None:
    """Canonical twice = canonical once, for any text at all."""
    once = canonical_id(text)

    assert canonical_id(once) == once
    assert once == "".join(once.split())
