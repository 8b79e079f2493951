"""Clean filled forms, from which tests depart by one change at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Form
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2, ANNEX3

_DONE: dict[str, Answer | None] = {
    "closed": "是",
    "water_cut": "是",
    "power_cut": "是",
    "equipment_removed": "是",
    "premises_cleared": "是",
    "materials_cleared": "是",
    "products_cleared": "是",
    "hazwaste_cleared": "是",
}
OPEN: dict[str, Answer | None] = {
    "premises_cleared": "否",
    "reason_unfinished": "厂房权属纠纷未决无法清理",
    "tracked": "是",
    "tracker_person": "演练甲",
    "tracker_deadline": date(2020, 9, 1),
}
_SITE: dict[str, Answer | None] = {
    "site_name": "演练作坊",
    "address": "演练镇演练村1号",
    **_DONE,
    "case_filed": "否",
    "fined": "否",
    "confiscated": "否",
    "inspectors": "演练甲、演练乙",
    "visited_on": date(2020, 8, 12),
}
CLEAN: dict[str, dict[str, Answer | None]] = {
    "annex1": {
        "council_established": "是",
        "member_duties_clear": "是",
        "taskforce_colocated": "是",
        "taskforce_performing": "是",
        "meetings_in_time": "是",
        "meetings_count": 4,
        "instructions_followed": "是",
        "plan_made": "是",
        "publicity_done": "是",
        "slogans_count": 120,
        "posters_count": 3000,
        "bulletins_count": 0,
        "market_listed": 900,
        "market_screened": 900,
        "power_listed": 800,
        "power_screened": 790,
        **dict.fromkeys(("ledger_small_chem", "ledger_small_trades", "ledger_suspended"), "是"),
        "problems_completed": 12,
        "problems_listed": 12,
        "loop_closed": "是",
        "records_archived": "是",
        "petitions_received": 3,
        "petitions_verified": 3,
        "petitions_disposed": 3,
        **dict.fromkeys(("casefile_small_chem", "casefile_small_trades", "casefile_suspended"), "是"),
        "casefiles_count": 12,
        "casefile_problems": 12,
        "unfinished_tracked": "不涉及",
        "inspections_organised": "是",
        "inspection_groups": 3,
        "inspection_visits": 20,
        "punished_strictly": "是",
        "gains_confiscated": "是",
        "crimes_transferred": "不涉及",
        "landlords_liable": "不涉及",
        "cases_filed": 2,
        "cases_transferred": 0,
        "detained_administrative": 0,
        "detained_criminal": 0,
        "confiscated_yuan": Decimal("1500.50"),
        "fines_count": 2,
        "fines_yuan": Decimal("30000"),
        "landlords_count": 0,
        **{f"{what}_{level}": 9 for what in ("signed", "listed") for level in ("village", "town", "county")},
        "small_trades_situation": "已拓展排查，边查边改",
        "small_trades_screened": 40,
        "small_trades_problems": 4,
        "small_trades_completed": 4,
        "suspended_situation": "逐家核查断水断电",
        "suspended_screened": 30,
        "suspended_problems": 2,
        "suspended_completed": 2,
    },
    "annex2": {
        **_SITE,
        "problem_id": "P001",
        "is_petition": "否",
        "punished": "是",
        "transferred": "不涉及",
        "landlord_liable": "不涉及",
        "officials_liable": "不涉及",
    },
    "annex3": {**_SITE, "site_type": "小电镀", "transferred": "否"},
}


def filled(annex: Annex, changes: Mapping[str, Answer | None] | None = None) -> Form:
    """Return a clean form with `changes`, each field in a column of its own on sheet 演练."""
    answers = {field.key: CLEAN[annex.key].get(field.key) for field in annex.fields} | dict(changes or {})
    places = {field.key: Place("演练", 3, col) for col, field in enumerate(annex.fields)}
    return Form(annex, answers, places, 1)


BY_KEY = {annex.key: annex for annex in (ANNEX1, ANNEX2, ANNEX3)}
