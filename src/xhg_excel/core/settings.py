"""The campaign's facts, checked: a TOML table becomes a `Campaign` or a clear refusal.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

from xhg_excel.core.suggest import nearest
from xhg_excel.errors import SettingsError
from xhg_excel.spec.campaign import Campaign
from xhg_excel.spec.messages import UNKNOWN_SETTING
from xhg_excel.spec.regions import CITIES, ZONES

if TYPE_CHECKING:  # without a settings file nobody waits for pydantic
    from pydantic import TypeAdapter


@cache
def _adapter() -> TypeAdapter[Campaign]:
    from pydantic import TypeAdapter, with_config

    return TypeAdapter(with_config(extra="forbid")(Campaign))


def parse_settings(table: Mapping[str, object]) -> Campaign:
    """Return the campaign with the values of `table` over the notice's.

    Raises:
        SettingsError: an unknown name, a wrong type, dates in the wrong order, or an unknown zone.

    >>> parse_settings({"county_share": "2/3"}).county_share
    Fraction(2, 3)

    """
    from pydantic import ValidationError

    try:
        campaign = _adapter().validate_python(dict(table))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        unknown = first["type"] in ("unexpected_keyword_argument", "extra_forbidden")
        reason = UNKNOWN_SETTING if unknown else first["msg"]
        meant = nearest(name, [known.name for known in fields(Campaign)]) if unknown else ""
        raise SettingsError(name, reason, meant) from error
    for name, problem in _unfit(campaign):
        raise SettingsError(name, problem, _meant(problem))
    return campaign


def _meant(word: str) -> str:
    """Return the zone or city that a mistyped name may mean."""
    return nearest(word, [place.name for place in (*ZONES, *CITIES)])


def _unfit(campaign: Campaign) -> Iterator[tuple[str, str]]:
    """Yield what no type can tell: shares over 1, counts below 0, dates in disorder, unknown zones."""
    for name in ("county_share", "problem_share", "priority_share"):
        if not 0 <= getattr(campaign, name) <= 1:
            yield name, str(getattr(campaign, name))
    for name in ("small_trades_quota", "suspended_quota", "groups"):
        if getattr(campaign, name) < 0:
            yield name, str(getattr(campaign, name))
    if not campaign.window_start <= campaign.window_end <= campaign.report_due:
        yield "window_end", campaign.window_end.isoformat()
    known = {word for zone in ZONES for word in (zone.name, zone.code)}
    yield from (("zones_on", word) for word in campaign.zones_on if word not in known)
    cities = {city.name for city in CITIES}
    yield from (("zones_added", zone.city) for zone in campaign.zones_added if zone.city not in cities)
