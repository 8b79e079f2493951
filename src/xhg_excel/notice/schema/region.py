"""An administrative division with its code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A city or a county; for a city, `city_code` is its own code."""

    code: str
    name: str
    city_code: str
