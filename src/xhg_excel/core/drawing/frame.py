"""The sampling frame: the lists a draw depends on, as lines anyone can hash again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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

Key = tuple[str, str]
_ZONE_SEPARATOR, _LIST_SEPARATOR = "/", ","


@dataclass(frozen=True)
class FrameRow:
    """One site of the problem list: codes of city and county ("" unknown), its identifier as printed.

    `name` and `address` are as typed; the line holds them half-width and without blanks.
    """

    city: str
    county: str
    identifier: str
    site_type: str
    status: str
    name: str
    address: str

    @property
    def key(self) -> Key:
        """What is one site: its city and its identifier but for leading zeros."""
        return self.city, same_id(self.identifier)

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
        """Whether it is one of the 小化工, which the quota of problems counts."""
        return self.site_type == SMALL_CHEM

    @property
    def is_open(self) -> bool:
        """Whether it is a 小化工 not stated as finished: all of those are visited."""
        return self.is_chem and self.status != STATUS_DONE


@dataclass(frozen=True)
class Frame:
    """All that a draw depends on beside its seed: settings, 排查底数 by county code, the problem list."""

    campaign: Campaign
    screening: Mapping[Key, tuple[str, str]]
    rows: tuple[FrameRow, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The lines before the sites: the rules, each setting, each county's figures."""
        settings = (
            words.SETTING_LINE + words.LINE_SEPARATOR + _joined(pair) for pair in settings_of(self.campaign).items()
        )
        figures = sorted(_joined((words.SCREENING_LINE, *key, *pair)) for key, pair in self.screening.items())
        return (words.DRAW_RULES, *settings, *figures)

    @property
    def lines(self) -> tuple[str, ...]:
        """All canonical lines: the sites last, in the order of their bytes."""
        return (*self.heads, *sorted(row.line for row in self.rows))

    @property
    def sha256(self) -> str:
        """The hash to publish: over all lines as UTF-8, each ended by one line feed."""
        return hashlib.sha256(as_text(self.lines).encode()).hexdigest()

    @property
    def printed(self) -> dict[Key, str]:
        """Every identifier as it is printed, by city and what it shares with its retyped forms."""
        return {row.key: row.identifier for row in self.rows}

    def plans(self) -> list[CityPlan]:
        """Return the plan of every city of the frame, by code."""
        registry = Registry(self.campaign)
        return plans([_answers(row) for row in self.rows], self._screening_rows(), None, registry, self.campaign)

    def _screening_rows(self) -> list[Answers]:
        keys = ("screened_total", "problem_total")
        return [
            {"city": city, "county": county, **{k: int(v) for k, v in zip(keys, pair, strict=True) if v.isdecimal()}}
            for (city, county), pair in self.screening.items()
        ]

    def additions(self, now: Frame) -> tuple[FrameRow, ...]:
        """Return what a later list adds: new sites, and listed 小化工 that are unfinished after all.

        Nothing else of a later list counts: what was frozen stays (口径: 抽取时冻结).
        """
        old = {row.key: row for row in self.rows}
        added = [row for row in now.rows if row.key not in old]
        both = [(old[row.key], row) for row in now.rows if row.key in old]
        opened = [
            replace(one, status=row.status) for one, row in both if one.is_chem and row.is_open and not one.is_open
        ]
        return (*added, *opened)

    def with_rows(self, rows: Iterable[FrameRow]) -> Frame:
        """Return the frame with more rows; one that is there already is overwritten."""
        merged = {row.key: row for row in self.rows} | {row.key: row for row in rows}
        return replace(self, rows=tuple(merged.values()))


def as_text(lines: Iterable[str]) -> str:
    """Return lines as the text that is hashed: each ended by one line feed."""
    return "".join(f"{line}\n" for line in lines)


def _joined(parts: Iterable[str]) -> str:
    return words.LINE_SEPARATOR.join(parts)


def _answers(row: FrameRow) -> Answers:
    texts = {"city": row.city, "county": row.county, "problem_id": row.identifier}
    return {**texts, "site_type": row.site_type, "status": row.status or None}


def settings_of(campaign: Campaign) -> dict[str, str]:
    """Return the settings a plan depends on, as texts.

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


def frame_of(ledgers: Sequence[Submission], context: Context, known: Mapping[Key, str] | None = None) -> Frame:
    """Return the frame that ledgers give; `known` says how a frozen list printed its identifiers.

    Raises:
        IdentifiersUnclearError: a site without identifier or city, or two with one identifier.

    """
    placed = list(_placed(ledgers, context.registry))
    rows = _with_printed_ids(placed, known or {})
    if faults := list(_unclear(placed, rows)):
        raise IdentifiersUnclearError(len(faults), faults[:3])
    return Frame(context.campaign, _screening(ledgers, context.registry), tuple(rows))


def _placed(ledgers: Sequence[Submission], registry: Registry) -> Iterator[tuple[FrameRow, str]]:
    """Yield every row of the problem lists with the cell of its identifier."""
    for handed in ledgers:
        for sheet in handed.ledgers:
            if sheet.ledger is PROBLEMS:
                for answers, places in sheet.rows:
                    place = places.get("problem_id")
                    where = f"{handed.source.file} {place.sheet}!{place.a1}" if place else handed.source.file
                    yield _row(answers, registry), where.strip() or words.NO_PLACE


def _row(answers: Answers, registry: Registry) -> FrameRow:
    city = registry.match_city(show(answers.get("city")))
    county = registry.match_county(show(answers.get("county")), city).region if city else None
    texts = [show(answers.get(key)).strip() for key in ("site_type", "status", "site_name", "address")]
    identifier = canonical_id(show(answers.get("problem_id")))
    return FrameRow(city.code if city else "", county.code if county else "", identifier, *texts)


def _with_printed_ids(placed: Sequence[tuple[FrameRow, str]], known: Mapping[Key, str]) -> list[FrameRow]:
    """Restore leading zeros within each city's list."""
    rows = [row for row, _ in placed]
    for code in sorted({row.city for row in rows}):
        at = [number for number, row in enumerate(rows) if row.city == code]
        of_city = {same: printed for (city, same), printed in known.items() if city == code}
        for number, identifier in zip(at, printed_ids([rows[n].identifier for n in at], of_city), strict=True):
            rows[number] = replace(rows[number], identifier=identifier)
    return rows


def _unclear(placed: Sequence[tuple[FrameRow, str]], rows: Sequence[FrameRow]) -> Iterator[str]:
    seen: dict[Key, str] = {}
    for row, (_, where) in zip(rows, placed, strict=True):
        if not row.identifier:
            yield words.EMPTY_ID.format(where=where)
        elif not row.city:
            yield words.NO_CITY.format(where=where)
        elif row.key in seen:
            yield words.TWICE.format(where=where, other=seen[row.key], identifier=row.identifier)
        else:
            seen[row.key] = where


def _screening(ledgers: Sequence[Submission], registry: Registry) -> dict[Key, tuple[str, str]]:
    """Return 排查底数 by codes of city and county; what is no number is ''. An old and a new name add up."""
    found: dict[Key, tuple[str, str]] = {}
    for answers in (a for s in ledgers for sheet in s.ledgers if sheet.ledger is SCREENING for a, _ in sheet.rows):
        city = registry.match_city(show(answers.get("city")))
        county = registry.match_county(show(answers.get("county")), city).region if city else None
        if city and county:
            figures = (_figure(answers.get("screened_total")), _figure(answers.get("problem_total")))
            before = found.get((city.code, county.code), ("", ""))
            found[city.code, county.code] = (_sum(before[0], figures[0]), _sum(before[1], figures[1]))
    return found


def _figure(answer: object) -> str:
    return str(answer) if isinstance(answer, int) else ""


def _sum(one: str, other: str) -> str:
    return str(int(one) + int(other)) if one and other else one or other


# From the lines.


def frame_from(lines: Sequence[str]) -> Frame:
    """Return the frame that canonical lines tell; names are then as in the lines.

    Raises:
        NotADrawError: they are no such lines, or were written by other rules.

    """
    if words.DRAW_RULES not in lines:
        raise NotADrawError
    settings: dict[str, str] = {}
    screening: dict[Key, tuple[str, str]] = {}
    rows = []
    try:
        for line in lines:
            match line.split(words.LINE_SEPARATOR):
                case [rules] if rules == words.DRAW_RULES:
                    pass
                case [kind, name, value] if kind == words.SETTING_LINE:
                    settings[name] = value
                case [kind, city, county, screened, found] if kind == words.SCREENING_LINE:
                    screening[city, county] = screened, found
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
