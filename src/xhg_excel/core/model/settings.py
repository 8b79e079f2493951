"""Parse a settings file (a TOML table) into a `Campaign`, or refuse it naming the wrong entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints

from xhg_excel.core.model.nearest import nearest
from xhg_excel.errors.files import SettingsError
from xhg_excel.notice import CITIES, NOTICE, ZONES
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.words import settings as words

if TYPE_CHECKING:  # pydantic is loaded only when there is a settings file
    from pydantic import TypeAdapter

_MISSING = ("missing", "missing_argument")


@cache
def _adapter() -> TypeAdapter[Campaign]:
    from pydantic import TypeAdapter, with_config

    return TypeAdapter(with_config(extra="forbid")(Campaign))


def parse_settings(table: Mapping[str, object]) -> Campaign:
    """Return the campaign of the notice with the values of `table` in place of its own.

    Raises:
        SettingsError: an unknown name, a wrong type, dates in the wrong order, or an unknown zone.

    >>> parse_settings({"county_share": "2/3"}).county_share
    Fraction(2, 3)
    """
    from pydantic import ValidationError

    try:
        campaign = _adapter().validate_python({**vars(NOTICE), **table})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        unknown = first["type"] in ("unexpected_keyword_argument", "extra_forbidden")
        wording = words.MISSING_SETTING if first["type"] in _MISSING else words.WRONG_SETTING
        facts = {"expected": _expected(first["loc"]), "value": _shown(first["input"])}
        meant = nearest(name, [known.name for known in fields(Campaign)]) if unknown else ""
        raise SettingsError(name, words.UNKNOWN_SETTING if unknown else wording.format(**facts), meant) from error
    for name, expected, value in _unfit(campaign):
        raise SettingsError(
            name, words.WRONG_SETTING.format(expected=expected, value=_shown(value)), _meant(str(value))
        )
    return campaign


def _expected(at: Sequence[str | int]) -> str:
    """Return what is expected of an entry, by the type of the setting or of the element inside it."""
    kind: object = Campaign
    for part in at:
        kind = get_args(kind)[0] if isinstance(part, int) else get_type_hints(kind).get(part, str)
    is_choice = get_origin(kind) is Literal
    return words.ONE_OF.format(choices="、".join(map(_shown, get_args(kind)))) if is_choice else words.EXPECTED[kind]


def _shown(value: object) -> str:
    """Return a value as written in a settings file, shortened when long.

    >>> _shown("八月"), _shown(True), _shown([1, "二"]), _shown({"a": 1.5}), len(_shown("长" * 99))
    ('"八月"', 'true', '[1, "二"]', '{a=1.5}', 41)
    """
    match value:
        case str():
            shown = f'"{value}"'
        case bool():
            shown = str(value).lower()
        case list() | tuple():
            shown = f"[{', '.join(map(_shown, value))}]"
        case dict():
            shown = f"{{{', '.join(f'{key}={_shown(one)}' for key, one in value.items())}}}"
        case _:
            shown = str(value)
    return shown if len(shown) <= words.SHOWN_LONGEST else f"{shown[: words.SHOWN_LONGEST]}…"


def _meant(word: str) -> str:
    """Return the zone or city nearest to a mistyped name; "" when none is near."""
    return nearest(word, [place.name for place in (*ZONES, *CITIES)])


def _unfit(campaign: Campaign) -> Iterator[tuple[str, str, object]]:
    """Yield name, what is expected and the value of settings that are wrong though of the right type."""
    for name in ("county_share", "problem_share", "priority_share"):
        if not 0 <= getattr(campaign, name) <= 1:
            yield name, words.NOT_A_SHARE, getattr(campaign, name)
    for name in ("small_trades_quota", "suspended_quota", "groups", "reward_days"):
        if getattr(campaign, name) < 0:
            yield name, words.BELOW_NONE, getattr(campaign, name)
    if not campaign.window_start <= campaign.window_end <= campaign.report_due:
        yield "window_end", words.WINDOW_ORDER, campaign.window_end
    known = {word for zone in ZONES for word in (zone.name, zone.code)}
    yield from (("zones_on", words.NO_SUCH_ZONE, word) for word in campaign.zones_on if word not in known)
    cities = {city.name for city in CITIES}
    yield from (
        ("zones_added", words.NO_SUCH_CITY, zone.city) for zone in campaign.zones_added if zone.city not in cities
    )
