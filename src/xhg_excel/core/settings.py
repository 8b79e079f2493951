"""The campaign's facts, checked: a TOML table becomes a `Campaign` or a clear refusal.

Room: core.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints

from xhg_excel.core.suggest import nearest
from xhg_excel.errors import SettingsError
from xhg_excel.spec.campaign import NOTICE, Campaign
from xhg_excel.spec.messages import (
    NO_SUCH_PLACE,
    SETTING_DISORDER,
    SETTING_NEGATIVE,
    SETTING_TOO_LARGE,
    SETTING_WANTED,
    UNKNOWN_SETTING,
)
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
        reason = UNKNOWN_SETTING if unknown else _wanted(str(first["loc"][0]))
        meant = nearest(name, [known.name for known in fields(Campaign)]) if unknown else ""
        raise SettingsError(name, reason, meant) from error
    for name, reason, word in _unfit(campaign):
        raise SettingsError(name, reason, _meant(word))
    return campaign


def _wanted(name: str) -> str:
    """Return what a setting must look like.

    >>> _wanted("rounding"), _wanted("groups")
    ('应为"up"、"half_up"、"down"之一', '应为整数，不加引号')

    """
    hint = get_type_hints(Campaign)[name]
    if get_origin(hint) is Literal:
        return SETTING_WANTED["choice"].format(choices="、".join(f'"{choice}"' for choice in get_args(hint)))
    return SETTING_WANTED[type(getattr(NOTICE, name)).__name__]


def _meant(word: str) -> str:
    """Return the zone or city that a mistyped name may mean; '' when none is near."""
    return nearest(word, [place.name for place in (*ZONES, *CITIES)])


def _unfit(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    """Yield what no type can tell, with its reason and the word that may be mistyped ('' for none).

    Shares over 1, counts below 0, dates in disorder, unknown zones and cities.
    """
    for name in ("county_share", "problem_share", "priority_share"):
        if not 0 <= getattr(campaign, name) <= 1:
            yield name, SETTING_TOO_LARGE.format(value=getattr(campaign, name)), ""
    for name in ("small_trades_quota", "suspended_quota", "groups"):
        if getattr(campaign, name) < 0:
            yield name, SETTING_NEGATIVE.format(value=getattr(campaign, name)), ""
    dates = (campaign.window_start, campaign.window_end, campaign.report_due)
    if list(dates) != sorted(dates):
        yield "window_end", SETTING_DISORDER.format(value="、".join(day.isoformat() for day in dates)), ""
    known = {word for zone in ZONES for word in (zone.name, zone.code)}
    cities = {city.name for city in CITIES}
    missing = [("zones_on", word) for word in campaign.zones_on if word not in known]
    missing += [("zones_added", zone.city) for zone in campaign.zones_added if zone.city not in cities]
    yield from ((name, NO_SUCH_PLACE.format(value=word), word) for name, word in missing)
