"""Find the names of cities and counties in a text; a name counts only where nothing undeclared touches it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from xhg_excel.core.model.grid import squeeze
from xhg_excel.core.model.registry import Registry, stem
from xhg_excel.notice import COUNTIES, SUPERSEDED, ZONES
from xhg_excel.notice.words import units as words

_HAN = r"\u4e00-\u9fff"
# Longer texts are no name and no title.
_LONGEST = 200


@dataclass(frozen=True)
class Named:
    """One name in a text.

    Attributes:
        start, end: where it stands in the plain text.
        codes: the codes of the units that it may mean; empty for one that is none of this campaign.
        was: the old name, where it was replaced in July 2020; "" otherwise.
    """

    start: int
    end: int
    codes: frozenset[str]
    was: str = ""


@dataclass(frozen=True)
class _Meaning:
    codes: frozenset[str]
    was: str = ""


class UnitNames:
    """The names of the units of one campaign, as people write them."""

    def __init__(self, registry: Registry) -> None:
        """Collect the spellings of every city and county: name, stem, code, old name and code."""
        self._registry = registry
        cities = {
            city.code: frozenset({city.code, *(c.code for c in registry.counties_of(city))}) for city in registry.cities
        }
        self.counties = frozenset().union(*cities.values()) - cities.keys()
        self._meanings: dict[str, _Meaning] = {words.OWN_LEVEL: _Meaning(frozenset(cities))}
        for city in registry.cities:
            for name in (city.name, stem(city.name), city.code):
                self._meanings[name] = _Meaning(cities[city.code])
            for name in (city.name, stem(city.name)):
                self._meanings[name + words.OWN_LEVEL_SHORT] = _Meaning(frozenset({city.code}))
        self._add_counties()
        self._add_unknown()
        self._longest = max(map(len, self._meanings))

    def _add_counties(self) -> None:
        """Add each county; a stem that is the name of a city too (淮安) stays that of the city."""
        known = [county for code in sorted(self.counties) if (county := self._registry.match_code(code))]
        found: dict[str, frozenset[str]] = {}
        for county in known:
            for name in {county.name, stem(county.name), county.code}:
                found[name] = found.get(name, frozenset()) | {county.code}
        for name, codes in found.items():
            self._meanings.setdefault(name, _Meaning(codes))
        for old, successor in SUPERSEDED:
            for name in (old.name, stem(old.name), old.code):
                self._meanings.setdefault(name, _Meaning(frozenset({successor}), old.name))

    def _add_unknown(self) -> None:
        """Add names that look like units but are none: zones that are turned off, stems with another suffix."""
        stems = {stem(county.name) for county in COUNTIES if len(county.name) > len(stem(county.name))}
        other = (name + suffix for name in stems for suffix in words.SUFFIXES)
        for name in (*(zone.name for zone in ZONES), *other):
            self._meanings.setdefault(name, _Meaning(frozenset()))

    def find(self, text: str) -> tuple[Named, ...]:
        """Return the names in a text, in order.

        >>> names = UnitNames(Registry())
        >>> [sorted(one.codes) for one in names.find("如东县 报送")], names.find("海安路小作坊")
        ([['320623']], ())
        """
        return self._found(plain_text(text))

    @lru_cache(maxsize=4096)  # noqa: B019  # one registry a run
    def _found(self, text: str) -> tuple[Named, ...]:
        found: list[Named] = []
        ends: dict[int, bool] = {}
        at, is_clean = 0, True
        while at < len(text):
            length = self._length_at(text, at, ends) if is_clean else 0
            if length:
                meaning = self._meanings[text[at : at + length]]
                found.append(Named(at, at + length, meaning.codes, meaning.was))
            else:
                match = self._between.match(text, at)
                is_clean, length = match is not None, len(match[0]) if match else 1
            at += length
        return tuple(found)

    def _length_at(self, text: str, at: int, ends: dict[int, bool]) -> int:
        """Return the length of the name at a position, the longest that ends where a name may end; 0 without one."""
        for length in range(min(self._longest, len(text) - at), 1, -1):
            end = at + length
            is_cut = text[end - 1].isdigit() and text[end : end + 1].isdigit()  # 320623001 is no code
            if text[at:end] in self._meanings and not is_cut and self._ends_at(text, end, ends):
                return length
        return 0

    def _ends_at(self, text: str, at: int, ends: dict[int, bool]) -> bool:
        """Return whether a name may end at a position: nothing, a separator, a declared word or a name follows."""
        if at not in ends:
            ends[at] = self._after.match(text, at) is not None or self._length_at(text, at, ends) > 0
        return ends[at]

    @cached_property
    def _after(self) -> re.Pattern[str]:
        joint = rf"(?:{_either(words.JOINTS)})(?={_either(self._meanings)})"
        return re.compile(rf"$|[^\d{_HAN}]|\d+(?:[{words.COUNTED}]|$|[^\d{_HAN}])|{_declared()}|{joint}")

    @cached_property
    def _between(self) -> re.Pattern[str]:
        joint = rf"(?:{_either(words.JOINTS)})(?={_either(self._meanings)})"
        return re.compile(rf"\d+[{words.COUNTED}]|[^{_HAN}]+|{_declared()}|{joint}")

    def find_loosely(self, text: str) -> tuple[Named, ...]:
        """Return the full names of counties in a text, whatever touches them.

        >>> [sorted(one.codes) for one in UnitNames(Registry()).find_loosely("海安市和平化工厂现场督导检查表")]
        [['320685']]
        """
        found = self._full.finditer(plain_text(text))
        return tuple(Named(m.start(), m.end(), self._meanings[m[0]].codes, self._meanings[m[0]].was) for m in found)

    @cached_property
    def _full(self) -> re.Pattern[str]:
        return re.compile(_either(name for name, meaning in self._meanings.items() if self._is_full(name, meaning)))

    def _is_full(self, name: str, meaning: _Meaning) -> bool:
        return bool(meaning.codes) and meaning.codes <= self.counties and name.endswith(words.SUFFIXES)

    def read(self, text: str) -> tuple[Named, ...] | None:
        """Return the names in the value behind a label; None when something in it is not understood.

        >>> names = UnitNames(Registry())
        >>> [sorted(one.codes & names.counties) for one in names.read("如东县应急管理局（盖章）")], names.read("加东县")
        ([['320623']], None)
        """
        plain = plain_text(text)
        found = self._found(plain)
        rest, at = "", 0
        for one in found:
            rest, at = f"{rest}{plain[at : one.start]}|", one.end
        return found if found and _is_plain_rest(rest + plain[at:]) else None


@lru_cache(maxsize=8)
def unit_names(registry: Registry) -> UnitNames:
    """Return the names of the units of a registry."""
    return UnitNames(registry)


@lru_cache(maxsize=4096)
def plain_text(text: str) -> str:
    """Return the beginning of a text as it is searched: one form of each character, no blanks, no marks of format."""
    text = unicodedata.normalize("NFKC", text[: 2 * _LONGEST])
    return squeeze("".join(char for char in text if unicodedata.category(char) != "Cf"))[:_LONGEST]


def _either(texts: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted({plain_text(text) for text in texts}, key=len, reverse=True)))


@lru_cache(maxsize=1)
def _declared() -> str:
    plainly = _either(words.NEIGHBOURS)
    return rf"(?:{plainly}|(?:{_either(words.WHOLE_NEIGHBOURS)})(?=$|[^{_HAN}]|{plainly}))"


def _is_plain_rest(rest: str) -> bool:
    known = _either((*words.PROVINCES, *words.OFFICES, *words.STAMPS))
    return re.fullmatch(rf"(?:{known}|[^\w]|\|)*", rest) is not None
