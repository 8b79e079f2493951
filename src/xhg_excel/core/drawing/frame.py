"""The sampling frame: the lists a draw depends on, as canonical lines that anyone can hash again.

A line is a keyword and its fields, separated by a full-width bar; docs/draw.md describes each kind.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.model.answer import show
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.identifiers import canonical_id, printed_ids, same_id
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.settings import parse_settings
from xhg_excel.core.model.submission import Answers, Submission
from xhg_excel.core.planning.plan import CityPlan, plans
from xhg_excel.errors.draw import IdentifiersUnclearError, NotADrawError
from xhg_excel.notice import PROBLEMS, SCREENING, SMALL_CHEM, STATUS_DONE
from xhg_excel.notice.schema.campaign import Campaign, Zone
from xhg_excel.notice.words.planning import draw as words

_ZONE_SEPARATOR, _LIST_SEPARATOR = "/", ","


class SiteKey(NamedTuple):
    """What identifies a site: the code of its city, its identifier without leading zeros (`same_id`)."""

    city: str
    identifier: str


class CountyKey(NamedTuple):
    """The codes of a county and its city."""

    city: str
    county: str


class CountyFigures(NamedTuple):
    """排查底数 of a county as texts of digits: companies screened, problems found; "" = no figure."""

    screened: str
    problems: str


@dataclass(frozen=True)
class FrameRow:
    """One site of the problem list: codes of city and county ("" = unknown), its identifier as printed.

    `name` and `address` are as typed; in the line they are half-width and without blanks.
    """

    city: str
    county: str
    identifier: str
    site_type: str
    status: str
    name: str
    address: str

    @property
    def key(self) -> SiteKey:
        """What identifies the site."""
        return SiteKey(self.city, same_id(self.identifier))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the canonical line, in its order."""
        texts = (self.site_type, self.status, self.name, self.address)
        return self.city, self.county, self.identifier, *map(canonical_id, texts)

    @property
    def line(self) -> str:
        """The canonical line."""
        return words.LINE_SEPARATOR.join((words.PROBLEM_LINE, *self.fields))

    @property
    def is_chem(self) -> bool:
        """Whether it is a 小化工: only those count for the quota of problems."""
        return self.site_type == SMALL_CHEM

    @property
    def is_open(self) -> bool:
        """Whether it is a 小化工 that the list does not call finished: all of those are visited."""
        return self.is_chem and self.status != STATUS_DONE


@dataclass(frozen=True)
class Frame:
    """All that a draw depends on, except its seed: settings, 排查底数 by county, the problem list."""

    campaign: Campaign
    screening: Mapping[CountyKey, CountyFigures]
    rows: tuple[FrameRow, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The lines before the sites: draw rules, each setting, the figures of each county."""
        settings = (
            words.SETTING_LINE + words.LINE_SEPARATOR + _joined(pair) for pair in settings_of(self.campaign).items()
        )
        figures = sorted(_joined((words.SCREENING_LINE, *key, *pair)) for key, pair in self.screening.items())
        return (words.DRAW_RULES, *settings, *figures)

    @property
    def lines(self) -> tuple[str, ...]:
        """All canonical lines; the sites come last, sorted."""
        return (*self.heads, *sorted(row.line for row in self.rows))

    @property
    def sha256(self) -> str:
        """The hash to publish: SHA-256 of all lines in UTF-8, each with one line feed at its end."""
        return hashlib.sha256(as_text(self.lines).encode()).hexdigest()

    @property
    def printed(self) -> dict[SiteKey, str]:
        """Every identifier as it is printed, by site."""
        return {row.key: row.identifier for row in self.rows}

    def plans(self) -> list[CityPlan]:
        """Return the plan of every city of the frame, by code."""
        registry = Registry(self.campaign)
        return plans([_answers(row) for row in self.rows], self._screening_rows(), None, registry, self.campaign)

    def _screening_rows(self) -> list[Answers]:
        keys = ("screened_total", "problem_total")
        return [
            {**key._asdict(), **{k: int(v) for k, v in zip(keys, figures, strict=True) if v.isdecimal()}}
            for key, figures in self.screening.items()
        ]

    def additions(self, now: Frame) -> tuple[FrameRow, ...]:
        """Return what a later list adds: new sites, and finished 小化工 that are unfinished after all.

        Other differences do not count: what was frozen stays as it is (interpretation 清单截止).
        """
        old = {row.key: row for row in self.rows}
        added = [row for row in now.rows if row.key not in old]
        both = [(old[row.key], row) for row in now.rows if row.key in old]
        opened = [
            replace(one, status=row.status) for one, row in both if one.is_chem and row.is_open and not one.is_open
        ]
        return (*added, *opened)

    def with_rows(self, rows: Iterable[FrameRow]) -> Frame:
        """Return the frame with more rows; a row of the same site is replaced."""
        merged = {row.key: row for row in self.rows} | {row.key: row for row in rows}
        return replace(self, rows=tuple(merged.values()))


def as_text(lines: Iterable[str]) -> str:
    """Return lines as the text that is hashed: each with one line feed at its end."""
    return "".join(f"{line}\n" for line in lines)


def _joined(parts: Iterable[str]) -> str:
    return words.LINE_SEPARATOR.join(parts)


def _answers(row: FrameRow) -> Answers:
    texts = {"city": row.city, "county": row.county, "problem_id": row.identifier}
    return {**texts, "site_type": row.site_type, "status": row.status or None}


def settings_of(campaign: Campaign) -> dict[str, str]:
    """Return the settings a plan depends on, by name, as texts.

    >>> from xhg_excel.notice import NOTICE
    >>> settings_of(NOTICE)["county_share"]
    '1/2'
    """
    return {name: _setting(getattr(campaign, name)) for name in words.FROZEN_SETTINGS}


def _setting(value: object) -> str:
    if isinstance(value, tuple):
        return _LIST_SEPARATOR.join(_setting(part) for part in value)
    if isinstance(value, Zone):
        return canonical_id(_ZONE_SEPARATOR.join((value.name, value.city, value.code)))
    return canonical_id(str(value))


# From the ledgers.


def frame_of(ledgers: Sequence[Submission], context: Context, known: Mapping[SiteKey, str] | None = None) -> Frame:
    """Return the frame of parsed ledgers.

    Args:
        ledgers: 问题清单 and 排查底数 among them.
        context: settings and regions.
        known: identifiers as an earlier frame printed them (`Frame.printed`); they come first.

    Raises:
        IdentifiersUnclearError: a site has no identifier or no city, or two sites have the same identifier.
    """
    placed = list(_placed(ledgers, context.registry))
    rows = _with_printed_ids(placed, known or {})
    if faults := list(_unclear(placed, rows)):
        raise IdentifiersUnclearError(len(faults), faults[:3])
    return Frame(context.campaign, _screening(ledgers, context.registry), tuple(rows))


def _placed(ledgers: Sequence[Submission], registry: Registry) -> Iterator[tuple[FrameRow, str]]:
    """Yield every row of the problem lists with the cell of its identifier."""
    for ledger in ledgers:
        for sheet in ledger.ledgers:
            if sheet.ledger is PROBLEMS:
                for answers, places in sheet.rows:
                    place = places.get("problem_id")
                    where = f"{ledger.source.file} {place.sheet}!{place.a1}" if place else ledger.source.file
                    yield _frame_row(answers, registry), where.strip() or words.NO_PLACE


def _frame_row(answers: Answers, registry: Registry) -> FrameRow:
    city = registry.match_city(show(answers.get("city")))
    county = registry.match_county(show(answers.get("county")), city).region if city else None
    texts = [show(answers.get(key)).strip() for key in ("site_type", "status", "site_name", "address")]
    identifier = canonical_id(show(answers.get("problem_id")))
    return FrameRow(city.code if city else "", county.code if county else "", identifier, *texts)


def _with_printed_ids(placed: Sequence[tuple[FrameRow, str]], known: Mapping[SiteKey, str]) -> list[FrameRow]:
    """Return the rows with the leading zeros that the list of their city prints."""
    rows = [row for row, _ in placed]
    for code in sorted({row.city for row in rows}):
        at = [number for number, row in enumerate(rows) if row.city == code]
        of_city = {same: printed for (city, same), printed in known.items() if city == code}
        for number, identifier in zip(at, printed_ids([rows[n].identifier for n in at], of_city), strict=True):
            rows[number] = replace(rows[number], identifier=identifier)
    return rows


def _unclear(placed: Sequence[tuple[FrameRow, str]], rows: Sequence[FrameRow]) -> Iterator[str]:
    """Yield, as a sentence, each row without identifier or city, or with the identifier of an earlier row."""
    seen: dict[SiteKey, str] = {}
    for row, (_, where) in zip(rows, placed, strict=True):
        if not row.identifier:
            yield words.EMPTY_ID.format(where=where)
        elif not row.city:
            yield words.NO_CITY.format(where=where)
        elif row.key in seen:
            yield words.TWICE.format(where=where, other=seen[row.key], identifier=row.identifier)
        else:
            seen[row.key] = where


def _screening(ledgers: Sequence[Submission], registry: Registry) -> dict[CountyKey, CountyFigures]:
    """Return 排查底数 of every known county; rows under its old and its new name are added."""
    found: dict[CountyKey, CountyFigures] = {}
    for answers in ledger_rows(ledgers, SCREENING):
        city = registry.match_city(show(answers.get("city")))
        county = registry.match_county(show(answers.get("county")), city).region if city else None
        if city and county:
            key = CountyKey(city.code, county.code)
            figures = (_figure(answers.get("screened_total")), _figure(answers.get("problem_total")))
            before = found.get(key, CountyFigures("", ""))
            found[key] = CountyFigures(*map(_sum, before, figures))
    return found


def _figure(answer: object) -> str:
    return str(answer) if isinstance(answer, int) else ""


def _sum(one: str, other: str) -> str:
    return str(int(one) + int(other)) if one and other else one or other


# From the lines.


def frame_from(lines: Sequence[str]) -> Frame:
    """Return the frame of canonical lines; names and addresses are then as in the lines.

    Raises:
        NotADrawError: they are no such lines, or are of another version of the draw rules.
    """
    if words.DRAW_RULES not in lines:
        raise NotADrawError
    settings: dict[str, str] = {}
    screening: dict[CountyKey, CountyFigures] = {}
    rows = []
    try:
        for line in lines:
            match line.split(words.LINE_SEPARATOR):
                case [rules] if rules == words.DRAW_RULES:
                    pass
                case [kind, name, value] if kind == words.SETTING_LINE:
                    settings[name] = value
                case [kind, city, county, screened, found] if kind == words.SCREENING_LINE:
                    screening[CountyKey(city, county)] = CountyFigures(screened, found)
                case [kind, *fields] if kind == words.PROBLEM_LINE:
                    rows.append(FrameRow(*fields))
                case _:
                    raise NotADrawError
        campaign = _campaign(settings)
        known = Registry(campaign)
        for code in {code for row in rows for code in (row.city, row.county or row.city)}:
            known.region(code)
        return Frame(campaign, screening, tuple(rows))
    except (TypeError, ValueError, KeyError) as error:
        raise NotADrawError from error


def _campaign(settings: Mapping[str, str]) -> Campaign:
    table: dict[str, object] = dict(settings)
    for name in ("zones_on", "zones_added"):
        parts = [part for part in settings[name].split(_LIST_SEPARATOR) if part] if settings.get(name) else []
        table[name] = [_zone(part) for part in parts] if name == "zones_added" else parts
    return parse_settings(table)


def _zone(text: str) -> dict[str, str]:
    name, city, code = text.split(_ZONE_SEPARATOR)
    return {"name": name, "city": city, "code": code}


def address_order(address: str) -> tuple[tuple[int, str], ...]:
    """Return the sort key of an address, numbers by their value.

    >>> sorted(["演练村13组", "演练村3组"], key=address_order)
    ['演练村3组', '演练村13组']
    """
    parts = re.split(r"(\d+)", address)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
