"""Random cities whose answers contradict each other often, from a seed."""

import datetime as dt
from random import Random
from typing import Any

from .judge import COUNTS, THREE
from .sites import DONE, STOPPED, TRADES, Case, Form, Rows

YES_NO_1 = ["council_established", "member_duties_clear", "taskforce_colocated", "taskforce_performing",
            "meetings_in_time", "instructions_followed", "plan_made", "publicity_done", *THREE, "loop_closed",
            "records_archived", "inspections_organised", "punished_strictly", "gains_confiscated"]  # fmt: skip


def _pick(rng: Random, *pairs: tuple[Any, float]) -> Any:
    """Return one of the values by weight."""
    return rng.choices([v for v, _ in pairs], [w for _, w in pairs])[0]


def _yes(rng: Random, blank: float = 0.02) -> Any:
    return _pick(rng, ("是", 6), ("否", 3), (None, 9 * blank))


def _day(rng: Random, blank: float = 0.02) -> dt.date | None:
    if rng.random() < blank:
        return None
    return dt.date(2020, 8, 10) + dt.timedelta(days=_pick(rng, (rng.randint(0, 11), 9), (rng.randint(-20, 30), 1)))


def _reason(rng: Random) -> Any:
    return _pick(rng, (None, 3), ("无", 1), ("正在整改", 1), ("设备体积较大需要吊装拆除", 3))


def _site(rng: Random, county: str | None, n: int) -> Form:
    done = {key: _yes(rng, 0.003) if rng.random() < 0.25 else "是" for key in DONE}
    for key in ("equipment_removed", "premises_cleared"):
        if rng.random() < 0.1:
            done[key] = "不涉及"
            done[f"{key}_na_reason"] = _pick(rng, (None, 1), ("没有设备场地", 1))
    tracked = _pick(rng, (None, 3), ("是", 3), ("否", 1))
    person = _pick(rng, (None, 1), ("演练甲", 2)) if tracked == "是" or rng.random() < 0.05 else None
    deadline = _pick(rng, (None, 1), (dt.date(2020, 9, 30), 3)) if tracked == "是" or rng.random() < 0.05 else None
    fined, confiscated = _yes(rng), _yes(rng)
    return done | {
        "county": county, "site_name": f"演练厂{n}号", "address": f"演练村{n}组", "reason_unfinished": _reason(rng),
        "tracked": tracked, "tracker_person": person, "tracker_deadline": deadline, "case_filed": _yes(rng),
        "fined": fined, "fine_yuan": rng.choice([1000, 20000, 500]) if fined == "是" else None,
        "confiscated": confiscated, "confiscated_yuan": rng.choice([300, 8000]) if confiscated == "是" else None,
        "inspectors": "演练乙", "visited_on": _day(rng),
    }  # fmt: skip


def _annex2(rng: Random, row: Form, n: int, petitions: Rows | None) -> Form:
    number = row["problem_id"]
    if rng.random() < 0.2:
        # As people type it: zeros lost, full width, spaces; or a number that is not on the list.
        number = rng.choice([number.replace("P0", "P").replace("P0", "P"), number.replace("P", "Ｐ"), f" {number[:1]} {number[1:]} ",
                             f"Q{n}", number.lower(), None])  # fmt: skip
    petition = _yes(rng)
    known = [p["petition_number"] for p in petitions or ()] or ["X001"]
    named = _pick(rng, (None, 1), (rng.choice(known), 2), ("X999", 1)) if petition == "是" else None
    officials = _pick(rng, ("是", 1), ("否", 1), ("不涉及", 2))
    return _site(rng, row["county"], n) | {
        "annex": "annex2", "problem_id": number, "is_petition": petition, "petition_number": named,
        "case_number": None, "punished": _yes(rng), "transferred": _pick(rng, ("是", 1), ("否", 2), ("不涉及", 3)),
        "landlord_liable": _pick(rng, ("是", 1), ("否", 1), ("不涉及", 2)), "officials_liable": officials,
        "officials_count": 2 if officials == "是" else None,
    }  # fmt: skip


def _annex3(rng: Random, county: str | None, n: int) -> Form:
    kind = _pick(rng, (rng.choice(TRADES), 8), (rng.choice(STOPPED), 8), (None, 1))
    other = "小作坊" if (kind == "其它") != (rng.random() < 0.1) else None
    return _site(rng, county, n) | {
        "annex": "annex3", "site_type": kind, "other_type": other, "transferred": _yes(rng),
        "transferred_on": None, "transferred_to": None,
    }  # fmt: skip


def _count(rng: Random) -> Any:
    return _pick(rng, (rng.randint(0, 12), 30), (0, 4), ("未提供", 1), (None, 0.4))


def _annex1(rng: Random, county: str | None) -> Form:
    form: Form = {"annex": "annex1", "county": county}
    form |= {key: _yes(rng) for key in YES_NO_1} | {key: _count(rng) for key in COUNTS}
    form |= {key: rng.choice([0, 1000, 20000, 8300, None, "未提供"]) for key in ("confiscated_yuan", "fines_yuan")}
    for key in ("crimes_transferred", "landlords_liable", "unfinished_tracked"):
        form[key] = _pick(rng, ("是", 3), ("否", 1), ("不涉及", 3), (None, 0.2))
    for kind in ("small_trades", "suspended"):
        form[f"{kind}_situation"] = "已部署"
    if rng.random() < 0.1:
        form |= dict.fromkeys(("petitions_received", "petitions_verified", "petitions_disposed"), rng.randint(0, 9))
    if rng.random() < 0.05:
        form |= dict.fromkeys(("slogans_count", "posters_count", "bulletins_count"), 0)
    if rng.random() < 0.15:
        form[rng.choice(COUNTS)] = rng.choice([-5, 3.5, "约300"])
    return form


def _problems(rng: Random, counties: list[str]) -> Rows:
    rows = []
    for n in range(1, rng.randint(8, 40) + 1):
        status = _pick(rng, ("已完成", 4), ("未完成", 1))
        rows.append({
            "county": rng.choice(counties), "problem_id": f"P{n:03}", "site_name": f"演练厂{n}号",
            "address": f"演练村{n}组", "site_type": _pick(rng, ("小化工", 4), (rng.choice(TRADES), 2), (rng.choice(STOPPED), 2)),
            "violation": _pick(rng, (None, 2), ("无证无照", 1), ("证照不齐", 1), ("超经营范围", 1)),
            "premises": _pick(rng, (None, 1), ("自有", 1), ("租用", 2)), "status": status, "completed_on": None,
            "petition_number": None,
        })  # fmt: skip
    return rows


def _petitions(rng: Random, counties: list[str], problems: Rows) -> Rows:
    if rng.random() < 0.1:
        return []
    rows = []
    for n in range(1, rng.randint(1, 8) + 1):
        # A place that is honest ends in full; the others leave something open.
        disposed = _pick(rng, ("是", 8), ("否", 1))
        on = dt.date(2020, 7, 1) if disposed == "是" else None
        due = _pick(rng, ("是", 1), ("否", 2))
        paid = _pick(rng, (dt.date(2020, 7, 20), 6), (dt.date(2020, 7, 31), 2), (dt.date(2020, 8, 1), 1), (None, 1))
        rows.append({
            "county": rng.choice(counties), "petition_number": f"X{n:03}", "received_on": dt.date(2020, 6, 1),
            "summary": "气味扰民", "problem_id": rng.choice([None, rng.choice(problems)["problem_id"]]),
            "verified": _pick(rng, ("是", 9), ("否", 1)), "disposed": disposed, "disposed_on": on, "reward_due": due,
            "reward_yuan": 500 if due == "是" else None, "rewarded_on": paid if due == "是" else None,
        })  # fmt: skip
    return rows


def city(rng: Random, counties: list[str], complete: bool = False) -> Case:
    """Return one city: ledgers and forms.

    Args:
        rng: a seeded random.Random.
        counties: codes of its counties.
        complete: visit nearly everything, so that coverage is often reached.
    """
    problems = _problems(rng, counties)
    petitions = _petitions(rng, counties, problems)
    screening = [
        {"county": c, "screened_total": rng.randint(50, 99), "problem_total": rng.randint(0, 9)} for c in counties
    ]
    visit = 0.97 if complete else rng.random()
    forms = [_annex1(rng, c) for c in [None, *counties] if rng.random() < max(visit, 0.4)]
    for n, row in enumerate(problems, 1):
        if rng.random() > visit:
            continue
        if row["site_type"] == "小化工":
            forms.append(_annex2(rng, row, n, petitions))
            if rng.random() < 0.04:
                forms.append(_annex2(rng, row, 500 + n, petitions))
        else:
            forms.append(_annex3(rng, row["county"], n))
            if rng.random() < 0.05:
                forms.append(_annex3(rng, row["county"], n))
    return {"forms": forms, "problems": problems, "petitions": petitions, "screening": screening}
