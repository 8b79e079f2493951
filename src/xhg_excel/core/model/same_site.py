"""Which form belongs to which row of a list, and whether two names and addresses mean one site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.identifiers import canonical_id, number_keys
from xhg_excel.core.model.submission import Answers, Form
from xhg_excel.notice import PROBLEM_ANNEXES, SMALL_CHEM
from xhg_excel.notice.words.totals.crosschecks import NEAR_ENOUGH

_BETWEEN = "|"


@dataclass(frozen=True)
class ListedSite:
    """One site of a list, as typed; "" where the list does not say."""

    number: str
    site_type: str
    name: str
    address: str


def listed_site(row: Answers) -> ListedSite:
    """Return the site of one row of the problem list."""
    return ListedSite(*(show(row.get(key)) for key in ("problem_id", "site_type", "site_name", "address")))


def rows_of_forms(listed: Sequence[ListedSite], forms: Sequence[Form]) -> list[int | None]:
    """Return for each form of a city the index of the row it belongs to; None when it belongs to no row.

    附件2 belongs to the row with its 问题编号 (`number_keys`). 附件3 has no number: it belongs to the row of
    another type than 小化工 with the same name and address, blanks and width aside, and among several to one
    that has no form yet. A 附件3 that equals no row belongs to the first row without a form whose name and
    address are nearly the same (`is_near`). Several forms may belong to one row.
    """
    key = number_keys(site.number for site in listed)
    by_number = {key(site.number): row for row, site in reversed(list(enumerate(listed))) if site.number}
    found: dict[int, int | None] = {}
    spots: dict[int, str] = {}
    for number, form in enumerate(forms):
        if form.annex in PROBLEM_ANNEXES:
            found[number] = by_number.get(key(show(form.get("problem_id"))))
        else:
            spots[number] = spot_of(show(form.get("site_name")), show(form.get("address")))
    found |= _by_spot(listed, spots)
    return [found[number] for number in range(len(forms))]


def _by_spot(listed: Sequence[ListedSite], spots: Mapping[int, str]) -> dict[int, int | None]:
    """Return the row of each form without a number: first all that are equal, then those that are near."""
    free = {
        row: spot
        for row, site in enumerate(listed)
        if site.site_type != SMALL_CHEM and (spot := spot_of(site.name, site.address))
    }
    equal: dict[str, list[int]] = defaultdict(list)
    for row, spot in free.items():
        equal[spot].append(row)
    found: dict[int, int | None] = {}
    for number, spot in spots.items():
        if spot in equal:
            row = next((row for row in equal[spot] if row in free), equal[spot][0])
            free.pop(row, None)
            found[number] = row
    by_digits: dict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for row, spot in free.items():
        by_digits[digits_of(spot)][row] = spot
    for number in sorted(spots.keys() - found.keys()):
        rows = by_digits[digits_of(spots[number])]
        near = next((row for row, spot in rows.items() if is_near(spot, spots[number])), None)
        found[number] = near
        if near is not None:
            del rows[near]
    return found


def spot_of(name: str, address: str) -> str:
    """Return name and address of a site as one text, comparable but for a slip; "" when both are blank.

    >>> spot_of("演练 坊１", "演练镇")
    '演练坊1|演练镇'
    """
    spot = f"{canonical_id(name)}{_BETWEEN}{canonical_id(address)}"
    return spot if spot != _BETWEEN else ""


def digits_of(text: str) -> tuple[str, ...]:
    """Return the digits of a text: two texts are only near when these are the same."""
    return tuple(char for char in text if char.isdigit())


def is_near(one: str, other: str) -> bool:
    """Return whether two texts `name|address` hold the same digits and nearly the same letters.

    A text without a name or without an address is near to none.

    >>> is_near("演练电镀厂|演练村3组", "演练电镀 厂|演练村3组"), is_near("演练厂|3组", "演练厂|13组")
    (True, False)
    """
    one, other = ("".join(text.split()) for text in (one, other))
    if digits_of(one) != digits_of(other) or _BETWEEN in (one[:1], one[-1:], other[:1], other[-1:]):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= NEAR_ENOUGH and matcher.ratio() >= NEAR_ENOUGH
