"""Tickets and identifiers: order-free, the same however they are typed."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import FACTS
from xhg_excel.core.drawing.tickets import in_ticket_order, ticket
from xhg_excel.core.model.identifiers import canonical_id, printed_ids, same_id

with (FACTS / "tickets.tsv").open(encoding="utf-8", newline="") as opened:
    VECTORS = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))

stems = st.sampled_from(["", "P", "化", "通化〔2020〕", "a-"])
identifiers = st.builds(lambda stem, number: f"{stem}{number:03d}", stems, st.integers(0, 1500))
WIDE = str.maketrans("0123456789P-", "０１２３４５６７８９Ｐ－")


def test_the_published_vector_is_met() -> None:
    """The ticket of the domain's vector, 64 hex digits."""
    wanted = "7640d1b1a0936d9d5e102435351c84fbd44c9887c35f17e8342824441aa66077"

    assert ticket("20200810", "B2", "320600", "P001") == wanted


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["ticket"][:8])
def test_golden_vectors_with_chinese_identifiers(vector: dict[str, str]) -> None:
    """Tickets made by sha256sum, identifiers as people retype them."""
    canonical = canonical_id(vector["typed"])

    assert canonical == vector["canonical"]
    assert ticket(vector["seed"], vector["rule"], vector["city"], canonical) == vector["ticket"]


@given(st.text())
def test_an_identifier_made_canonical_twice_is_the_same(text: str) -> None:
    """Canonical twice = canonical once, for any text at all."""
    once = canonical_id(text)

    assert canonical_id(once) == once
    assert once == "".join(once.split())


@given(identifiers, st.data())
def test_full_width_and_blanks_change_no_identifier(identifier: str, data: st.DataObject) -> None:
    """Retyped in full width with blanks anywhere, it is the same."""
    at = data.draw(st.integers(0, len(identifier)))
    retyped = f" {identifier[:at]}\u3000{identifier[at:].translate(WIDE)}\u200b"

    assert canonical_id(retyped) == canonical_id(identifier)


@given(st.lists(identifiers, unique=True, min_size=2), st.data())
def test_zeros_a_spreadsheet_took_come_back_as_the_list_prints_them(printed: list[str], data: st.DataObject) -> None:
    """As long as one number behind the stem still shows its zeros, the others get theirs back."""
    witness = next((text for text in printed if text != same_id(text)), None)
    lost = [text if text == witness or data.draw(st.booleans()) else same_id(text) for text in printed]
    shows = {text.rstrip("0123456789") for text in lost if text != same_id(text)}

    restored = printed_ids(lost)

    assert restored == [
        text if text.rstrip("0123456789") in shows else typed for text, typed in zip(printed, lost, strict=True)
    ]


@given(st.lists(identifiers, unique=True))
def test_what_is_printed_stays_and_known_identifiers_are_as_they_were(printed: list[str]) -> None:
    """A list that lost nothing is unchanged; against a known list, all zeros may be lost."""
    known = {same_id(text): text for text in printed}

    assert printed_ids(printed) == printed
    assert printed_ids([same_id(text) for text in printed], known) == printed


def test_zeros_are_not_guessed_where_the_list_does_not_tell() -> None:
    """No leading zero, or zeros of two lengths: everything stays as it is."""
    assert printed_ids(["1", "2", "10"]) == ["1", "2", "10"]
    assert printed_ids(["01", "002", "3"]) == ["01", "002", "3"]
    assert printed_ids(["0", "5"]) == ["0", "5"]


def test_a_later_list_changes_no_known_identifier() -> None:
    """A late entry with zeros does not give zeros to those frozen without."""
    assert printed_ids(["1", "2", "003"], {"1": "1", "2": "2"}) == ["1", "2", "003"]


@given(st.lists(identifiers, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(listed: list[str], chance: object) -> None:
    """Shuffled, the same identifiers come in the same order."""
    shuffled = list(listed)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random

    drawn, again = (
        [names[n] for n in in_ticket_order("1" * 20, "B2", "320600", names)] for names in (listed, shuffled)
    )

    assert drawn == again == sorted(listed, key=lambda name: ticket("1" * 20, "B2", "320600", name))


@given(st.lists(identifiers, unique=True, min_size=1), st.data())
def test_a_late_entry_does_not_reorder_the_others(listed: list[str], data: st.DataObject) -> None:
    """Without the late ones, the order is what it was."""
    cut = data.draw(st.integers(0, len(listed)))
    before, late = listed[:cut], set(listed[cut:])

    whole = [listed[n] for n in in_ticket_order("1" * 20, "B2", "320600", listed)]
    first = [before[n] for n in in_ticket_order("1" * 20, "B2", "320600", before)]

    assert [name for name in whole if name not in late] == first


def chi_square(counts: list[int], expected: float) -> float:
    return sum((count - expected) ** 2 / expected for count in counts)


def test_every_site_is_drawn_equally_often() -> None:
    """Chi-square over 4,000 seeds: 50 sites, 20 drawn. Deterministic seeds, so the verdict never changes.

    A sample without replacement makes the counts less varied by (N - n) / (N - 1); that
    is taken out before comparing with the 0.1 % and 99.9 % points for 49 degrees of freedom.
    """
    names = [f"化{n:03d}" for n in range(50)]
    drawn: Counter[int] = Counter()
    first: Counter[int] = Counter()
    for seed in range(4000):
        order = in_ticket_order(f"{seed:020d}", "B2", "320600", names)
        drawn.update(order[:20])
        first.update(order[:1])

    included = chi_square([drawn[n] for n in range(50)], 4000 * 20 / 50) * 49 / 50 / (30 / 50)
    leading = chi_square([first[n] for n in range(50)], 4000 / 50)

    assert 23.9 < included < 85.4
    assert 23.9 < leading < 85.4
