"""Tickets: the number that decides whether a site is drawn, computed from the seed and its identifier as printed.

The same seed, rule, city and identifier give the same ticket on any machine, whatever else is on the list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

TICKET_TEXT = "{seed}|{rule}|{city}|{identifier}"


def ticket(seed: str, rule: str, city_code: str, identifier: str) -> str:
    """Return the ticket of a site: SHA-256 of `seed|rule|city code|identifier` in UTF-8, 64 hexadecimal digits.

    There is no line end: `printf '%s' '20200810|B2|320600|P001' | sha256sum` gives the same.

    Args:
        seed: the public number, plain digits.
        rule: B2, B3 or B4.
        city_code: six digits.
        identifier: in canonical form (`canonical_id`), with its printed zeros (`printed_ids`).

    >>> ticket("20200810", "B2", "320600", "P001")[:16]
    '7640d1b1a0936d9d'
    """
    text = TICKET_TEXT.format(seed=seed, rule=rule, city=city_code, identifier=identifier)
    return hashlib.sha256(text.encode()).hexdigest()


def in_ticket_order(seed: str, rule: str, city_code: str, identifiers: Sequence[str]) -> list[int]:
    """Return the positions of `identifiers` by ascending ticket; arguments as `ticket`.

    >>> in_ticket_order("20200810", "B2", "320600", ["P001", "P002", "P003"])
    [2, 0, 1]
    """
    sha256 = hashlib.sha256
    before = TICKET_TEXT.format(seed=seed, rule=rule, city=city_code, identifier="").encode()
    tickets = [sha256(before + identifier.encode()).digest() for identifier in identifiers]
    return sorted(range(len(tickets)), key=tickets.__getitem__)
