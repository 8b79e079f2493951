"""Tickets: the public number by which a site is drawn, from a seed and its identifier as printed.

The same seed, rule, city and identifier give the same ticket on any machine; neither the
order of the list nor a later addition has any part in it.

Room: core.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Marks without width that a copied text carries along: soft hyphen, zero-width blanks, directions, byte order.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
TICKET_TEXT = "{seed}|{rule}|{city}|{identifier}"


def canonical_id(text: str) -> str:
    """Return an identifier as it is drawn by: half-width, without blanks and unseen marks.

    Capitals and leading zeros stay as they are written; what a list says of its zeros is
    for `printed_ids` to restore, one identifier alone cannot tell. Twice is the same as once.

    >>> canonical_id(" \uff30\uff10\uff10\uff11 "), canonical_id("化工\u3000〔12〕"), canonical_id("001")
    ('P001', '化工〔12〕', '001')
    """
    plain = _seen(text)
    # What is left may compose anew where a blank stood between.
    while not plain.isascii() and (again := _seen(plain)) != plain:
        plain = again
    return plain


def _seen(text: str) -> str:
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return "".join(text.split())


def ticket(seed: str, rule: str, city_code: str, identifier: str) -> str:
    """Return the ticket of a site: SHA-256 over `seed|rule|city code|identifier`, 64 hex digits.

    The identifier is taken as given: `canonical_id` comes first. The bytes are UTF-8,
    without a line end; `printf '%s' '20200810|B2|320600|P001' | sha256sum` gives the same.

    >>> ticket("20200810", "B2", "320600", "P001")[:16]
    '7640d1b1a0936d9d'
    """
    text = TICKET_TEXT.format(seed=seed, rule=rule, city=city_code, identifier=identifier)
    return hashlib.sha256(text.encode()).hexdigest()
