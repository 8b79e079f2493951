"""Made-up ledgers and filled forms of 34号 at real scale; the same seed gives the same data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Protocol, TypeVar

from xhg_excel import notice
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.shares import ceil_share
from xhg_excel.core.model.submission import Unit
from xhg_excel.notice import rehearsal as words
from xhg_excel.notice.schema.campaign import Campaign
from xhg_excel.notice.schema.form import NO, NOT_APPLICABLE, YES
from xhg_excel.notice.schema.region import Region

T = TypeVar("T")
Record = dict[str, Answer | None]
KINDS: dict[str, tuple[str, ...]] = {"small_trades": notice.SMALL_TRADES, "suspended": notice.SUSPENDED}


class Chance(Protocol):
    """A source of random choices, such as `random.Random`; core itself has none."""

    def randrange(self, start: int, stop: int) -> int:
        """Return a whole number ≥ `start` and < `stop`."""

    def random(self) -> float:
        """Return a number ≥ 0 and < 1."""

    def choice(self, seq: Sequence[T]) -> T:
        """Return one item of `seq`."""


@dataclass
class CityRehearsal:
    """One city's ledgers by key, the form of each unit, and the rows of each unit's registers by annex key."""

    city: Region
    ledgers: dict[str, list[Record]]
    annex1: dict[Unit, Record] = field(default_factory=dict)
    sites: dict[Unit, dict[str, list[Record]]] = field(default_factory=dict)

    @property
    def units(self) -> list[Unit]:
        """The units that submit a workbook: visited counties by code, then the city itself."""
        return sorted(self.annex1, key=lambda unit: (unit.county is None, unit.code))


def rehearse_city(city: Region, registry: Registry, campaign: Campaign, chance: Chance) -> CityRehearsal:
    """Return a city's rehearsal, in which no form has a finding.

    All that is made up depends on the choices of `chance`, which the caller seeds, and on their order.
    """
    return _City(city, registry, campaign, chance).build()


class _City:
    def __init__(self, city: Region, registry: Registry, campaign: Campaign, chance: Chance) -> None:
        self.city, self.campaign, self.chance = city, campaign, chance
        self.counties = registry.counties_of(city)
        due = ceil_share(len(self.counties), campaign.county_share)
        order = sorted(self.counties, key=lambda county: (chance.random(), county.code))
        self.visited = sorted(order[:due], key=lambda county: county.code)

    def build(self) -> CityRehearsal:
        problems = self._problems()
        petitions = self._petitions([row for row in problems if row["petition_number"]])
        ledgers = {
            "problems": problems,
            "petitions": petitions,
            "screening": self._screening(problems),
            "roster": self._roster(),
        }
        made = CityRehearsal(self.city, ledgers)
        inspected = self._inspected(problems)
        for county in self.visited:
            unit = Unit(self.city, county)
            rows = [row for row in inspected if row["county"] == county.name]
            made.sites[unit] = {
                "annex2": [self._annex2(row) for row in rows if row["site_type"] == notice.SMALL_CHEM],
                "annex3": [self._annex3(row) for row in rows if row["site_type"] != notice.SMALL_CHEM],
            }
            own = [row for row in problems if row["county"] == county.name]
            made.annex1[unit] = self._annex1(own, [*made.sites[unit]["annex2"], *made.sites[unit]["annex3"]])
        sites = [site for unit in made.sites.values() for rows in unit.values() for site in rows]
        made.annex1[Unit(self.city)] = self._annex1(problems, sites)
        made.sites[Unit(self.city)] = {"annex2": [], "annex3": []}
        return made

    # Ledgers.

    def _problems(self) -> list[Record]:
        total = words.PROBLEMS_BY_CITY[self.city.code]
        rows = [self._problem(number, notice.SMALL_CHEM) for number in range(1, total + 1)]
        others = [*list(words.TRADE_NAMES) * 3, *notice.SUSPENDED * 4]
        extra = self.chance.randrange(0, 8)
        kinds = others[: len(others) - extra]
        rows += [self._problem(number, kind) for number, kind in enumerate(kinds, start=1)]
        return rows

    def _problem(self, number: int, kind: str) -> Record:
        # Visited counties are twice as likely, so that half of the list can be inspected within them (五(二)).
        # Small trades and suspended enterprises are all in visited counties, so that 10 of each can be inspected.
        chem = kind == notice.SMALL_CHEM
        county = self.chance.choice((*self.counties, *self.visited) if chem else self.visited)
        # Every unfinished site must be inspected, so all of them are in visited counties.
        unfinished = county in self.visited and self.chance.random() < 0.12
        done_on = self.campaign.window_start - timedelta(days=self.chance.randrange(5, 60))
        petition = chem and self.chance.random() < 0.15
        return {
            "city": self.city.name,
            "county": county.name,
            "problem_id": (words.PROBLEM_ID if chem else words.OTHER_ID).format(number=number),
            "site_name": self._site_name(kind),
            "address": self._address(county),
            "site_type": kind,
            "violation": self.chance.choice(notice.VIOLATIONS) if self.chance.random() < 0.45 else None,
            "premises": self.chance.choice(notice.PREMISES),
            "status": notice.STATUS_OPEN if unfinished else notice.STATUS_DONE,
            "completed_on": None if unfinished else done_on,
            "petition_number": words.PETITION_ID.format(number=number) if petition else None,
        }

    def _petitions(self, problems: Sequence[Record]) -> list[Record]:
        rows: list[Record] = []
        for row in problems:
            rewarded = self.chance.random() < 0.5
            received = self.campaign.window_start - timedelta(days=self.chance.randrange(30, 90))
            town, village = self.chance.choice(words.TOWNS), self.chance.choice(words.VILLAGES)
            rows.append(
                {
                    "city": row["city"],
                    "county": row["county"],
                    "petition_number": row["petition_number"],
                    "received_on": received,
                    "summary": words.SUMMARY.format(town=town, village=village),
                    "problem_id": row["problem_id"],
                    "verified": YES,
                    "disposed": YES,
                    "disposed_on": received + timedelta(days=20),
                    "reward_due": YES if rewarded else NO,
                    "reward_yuan": Decimal(self.chance.randrange(1, 11) * 1000) if rewarded else None,
                    "rewarded_on": received + timedelta(days=30) if rewarded else None,
                    "informant": words.INFORMANT.format(person=self._person()),
                    "informant_phone": words.PHONE.format(number=self.chance.randrange(0, 10000)),
                }
            )
        return rows

    def _screening(self, problems: Sequence[Record]) -> list[Record]:
        average = words.SCREENED_TOTAL // len(notice.COUNTIES)
        # The counties with the fewest sites and problems are priority counties, so they are visited ones.
        fewest = self.visited[: ceil_share(len(self.counties), self.campaign.priority_share)]
        return [
            {
                "city": self.city.name,
                "county": county.name,
                "screened_total": average // 4 + (0 if county in fewest else self.chance.randrange(1, average)),
                "problem_total": (0 if county in fewest else len(problems))
                + sum(row["county"] == county.name and row["site_type"] == notice.SMALL_CHEM for row in problems),
            }
            for county in self.counties
        ]

    def _roster(self) -> list[Record]:
        number = int(self.city.code[2:4])
        people = dict.fromkeys(self._person() for _ in range(60))
        return [
            {
                "city": self.city.name,
                "group": words.GROUP.format(number=number),
                "person": person,
                "employer": words.EMPLOYER.format(number=seat),
                "duty": duty,
                "phone": None,
            }
            for seat, (person, duty) in enumerate(zip(people, notice.DUTIES, strict=False), start=1)
        ]

    # Sites.

    def _inspected(self, problems: Sequence[Record]) -> list[Record]:
        """Return the problems to inspect: all unfinished, half of the list, 10 small trades and 10 suspended."""
        names = {county.name for county in self.visited}
        chem = [row for row in problems if row["site_type"] == notice.SMALL_CHEM]
        reachable = sorted((r for r in chem if r["county"] in names), key=lambda r: r["status"] == notice.STATUS_DONE)
        chosen = reachable[: max(ceil_share(len(chem), self.campaign.problem_share), _unfinished_count(reachable))]
        for kinds, quota in (
            (tuple(words.TRADE_NAMES), self.campaign.small_trades_quota),
            (notice.SUSPENDED, self.campaign.suspended_quota),
        ):
            chosen += [r for r in problems if r["site_type"] in kinds and r["county"] in names][:quota]
        return chosen

    def _site(self, row: Record) -> Record:
        """Return the answers that 附件2 and 附件3 have in common."""
        keys = ("water_cut", "power_cut", "materials_cleared", "products_cleared", "hazwaste_cleared")
        site: Record = {"site_name": row["site_name"], "address": row["address"], "closed": YES}
        site |= dict.fromkeys((*keys, "equipment_removed", "premises_cleared"), YES)
        if row["status"] == notice.STATUS_OPEN:
            site[self.chance.choice(("equipment_removed", "premises_cleared", "hazwaste_cleared"))] = NO
            day = self.campaign.report_due + timedelta(days=self.chance.randrange(1, 30))
            site |= {"reason_unfinished": self.chance.choice(words.REASONS), "tracked": YES}
            site |= {"tracker_person": self._person(), "tracker_deadline": day}
        elif self.chance.random() < 0.06:
            site |= {"equipment_removed": NOT_APPLICABLE, "equipment_removed_na_reason": words.NA_REASON}
        filed = row["violation"] is not None
        site |= {"case_filed": YES if filed else NO, "fined": YES if filed else NO}
        site["fine_yuan"] = Decimal(self.chance.randrange(2, 40) * 500) if filed else None
        site["inspectors"] = words.TWO_PEOPLE.format(one=self._person(), other=self._person())
        days = (self.campaign.window_end - self.campaign.window_start).days
        site["visited_on"] = self.campaign.window_start + timedelta(days=self.chance.randrange(0, days + 1))
        site["visit_method"] = self.chance.choice(notice.VISIT_METHODS[2:])
        return site

    def _annex2(self, row: Record) -> Record:
        site = self._site(row)
        filed = site["case_filed"] == YES
        confiscated = filed and self.chance.random() < 0.3
        return site | {
            "problem_id": row["problem_id"],
            "is_petition": YES if row["petition_number"] else NO,
            "petition_number": row["petition_number"],
            "case_number": words.CASE_NUMBER.format(number=str(row["problem_id"])[1:]) if filed else None,
            "punished": YES if filed else NO,
            "confiscated": YES if confiscated else NO,
            "confiscated_yuan": Decimal(self.chance.randrange(1, 60) * 1000) if confiscated else None,
            "transferred": NOT_APPLICABLE,
            "landlord_liable": NOT_APPLICABLE if row["premises"] == notice.PREMISES[0] else YES,
            "officials_liable": NOT_APPLICABLE,
            "grey_chain": words.GREY_CHAIN if self.chance.random() < 0.1 else None,
        }

    def _annex3(self, row: Record) -> Record:
        site = self._site(row)
        confiscated = site["fined"] == YES and self.chance.random() < 0.3
        return site | {
            "site_type": row["site_type"],
            "other_type": words.OTHER_TYPE if row["site_type"] == notice.OTHER else None,
            "confiscated": YES if confiscated else NO,
            "confiscated_yuan": Decimal(self.chance.randrange(1, 60) * 1000) if confiscated else None,
            "transferred": NO,
        }

    # Annex 1.

    def _annex1(self, problems: Sequence[Record], sites: Sequence[Record]) -> Record:
        """Return 附件1 of a place, which agrees with its rows of the problem list and with its site forms."""
        chem = [row for row in problems if row["site_type"] == notice.SMALL_CHEM]
        petitions = sum(1 for row in chem if row["petition_number"])
        listed = self.chance.randrange(4000, 30000)
        unfinished = _unfinished_count(chem)
        form: Record = dict.fromkeys(words.YES_KEYS, YES)
        form |= {key: self.chance.randrange(low, high) for key, (low, high) in words.COUNT_RANGES.items()}
        form |= {"market_listed": listed, "market_screened": listed - self.chance.randrange(0, 200)}
        form |= {"power_listed": listed // 2, "power_screened": listed // 2}
        form |= {"problems_listed": len(chem), "problems_completed": len(chem) - unfinished}
        form |= dict.fromkeys(("petitions_received", "petitions_verified", "petitions_disposed"), petitions)
        form |= dict.fromkeys(("casefiles_count", "casefile_problems"), len(problems))
        form["loop_closed"] = NO if unfinished else YES
        form["unfinished_tracked"] = YES if unfinished else NOT_APPLICABLE
        form |= {"crimes_transferred": NOT_APPLICABLE, "cases_transferred": 0, "detained_criminal": 0}
        form |= punishments(sites)
        for level in ("village", "town", "county"):
            form |= dict.fromkeys((f"signed_{level}", f"listed_{level}"), self.chance.randrange(1, 40))
        for what in ("small_trades", "suspended"):
            screened = self.chance.randrange(50, 400)
            found = [row for row in problems if row["site_type"] in KINDS[what]]
            form |= {f"{what}_situation": words.SITUATIONS, f"{what}_screened": screened + len(found)}
            form |= {f"{what}_problems": len(found), f"{what}_completed": len(found) - _unfinished_count(found)}
        return form

    # Names.

    def _person(self) -> str:
        surname = self.chance.choice(words.SURNAMES)
        return words.PERSON.format(surname=surname, given=self.chance.choice(words.GIVEN))

    def _site_name(self, kind: str) -> str:
        trade = words.TRADE_NAMES.get(kind) or (
            self.chance.choice(words.CHEM_TRADES) if kind == notice.SMALL_CHEM else words.SUSPENDED_NAME
        )
        return words.SITE.format(stem=self.chance.choice(words.SITE_STEMS), trade=trade, mark=words.MARK)

    def _address(self, county: Region) -> str:
        return words.ADDRESS.format(
            county=county.name,
            town=self.chance.choice(words.TOWNS),
            village=self.chance.choice(words.VILLAGES),
            group=self.chance.randrange(1, 20),
            mark=words.MARK,
        )


def _unfinished_count(rows: Sequence[Record]) -> int:
    return sum(1 for row in rows if row["status"] == notice.STATUS_OPEN)


def punishments(sites: Sequence[Record]) -> Record:
    """Return the figures of item 17 that the site forms of a place add up to (R115)."""
    return {
        "cases_filed": _yes(sites, "case_filed"),
        "cases_transferred": _yes(sites, "transferred"),
        "fines_count": _yes(sites, "fined"),
        "fines_yuan": _yuan(sites, "fine_yuan"),
        "confiscated_yuan": _yuan(sites, "confiscated_yuan"),
    }


def _yes(sites: Sequence[Record], key: str) -> int:
    return sum(1 for site in sites if site.get(key) == YES)


def _yuan(sites: Sequence[Record], key: str) -> Decimal:
    return sum((Decimal(amount) for site in sites if isinstance(amount := site.get(key), (int, Decimal))), Decimal(0))
