"""The campaign's facts, checked: a TOML table becomes a `Campaign` or a clear refusal.

Room: core.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter, ValidationError, with_config

from xhg_excel.errors import SettingsError
from xhg_excel.spec.campaign import Campaign


@cache
def _adapter() -> TypeAdapter[Campaign]:
    return TypeAdapter(with_config(extra="forbid")(Campaign))


def parse_settings(table: Mapping[str, object]) -> Campaign:
    """Return the campaign with the values of `table` over the notice's.

    Raises:
        SettingsError: an unknown name, a wrong type, or dates in the wrong order.

    >>> parse_settings({"county_share": "2/3"}).county_share
    Fraction(2, 3)

    """
    try:
        campaign = _adapter().validate_python(dict(table))
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(".".join(str(part) for part in first["loc"]), first["msg"]) from error
    for name in ("county_share", "problem_share", "priority_share"):
        if not 0 <= getattr(campaign, name) <= 1:
            raise SettingsError(name, str(getattr(campaign, name)))
    if not campaign.window_start <= campaign.window_end <= campaign.report_due:
        raise SettingsError("window_end", campaign.window_end.isoformat())
    return campaign
