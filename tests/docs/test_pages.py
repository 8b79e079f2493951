"""Generated pages are fresh, and every finding code is tried in both directions."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.conftest import CONTEXT, grid_of
from tests.core.reading import test_across_files
from tests.core.rules import test_form_checks
from xhg_excel.core.model.grid import CellValue, Grid
from xhg_excel.core.model.submission import Source, Unit
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import CountyContent, county_book
from xhg_excel.notice import NOTICE
from xhg_excel.notice.words.findings import MESSAGES

DOCS = Path(__file__).parents[2] / "docs"


def generated() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("make_pages", DOCS / "make_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, str] = module.pages()
    return pages


@pytest.mark.parametrize(
    "name", ["buttons.md", "cli.md", "findings.md", "guide.html", "messages.md", "validation-report.schema.json"]
)
def test_a_generated_page_is_fresh(name: str) -> None:
    """Stale after a change of the notice: run `python docs/make_pages.py`."""
    assert (DOCS / name).read_text("utf-8") == generated()[name]


def test_the_page_has_a_row_for_every_code() -> None:
    rows = [
        line.split("|")[1].strip() for line in (DOCS / "findings.md").read_text("utf-8").splitlines() if "|" in line
    ]

    assert [row for row in rows if row in MESSAGES] == sorted(MESSAGES, key=list(MESSAGES).index)


# A clean county workbook, one cell changed: the code that is found then, and only then.
# fmt: off
CELLS: list[tuple[str, str, str, CellValue]] = [
    ("E02", "附件2登记表", "R4", "罚了"),
    ("E04", "附件1", "E53", "两万"),
    ("E05", "附件2登记表", "AG4", "八月中旬"),
    ("E07", "附件2登记表", "B4", "字" * 51),
    ("E09", "附件1", "D13", "#REF!"),
    ("N01", "附件1", "D4", "√"),
    ("N02", "附件1", "D13", "未提供"),
    ("N03", "附件1", "C90", "联系电话另报"),
    ("R103", "附件1", "D13", "约30"),
    ("F10", "_xhg", "B2", "2019.1"),
    ("F14", "封面", "C6", "港闸区"),
    ("F17", "随手记", "A1", "周三再核"),
    ("F19", "附件2登记表", "T3", None),
    ("F24", "附件1", "D7", "改了字"),
]
# fmt: on
# Codes over a whole file or unit, tried in both directions where the file is made.
ELSEWHERE = {
    "E03": "tests/core/answers/test_normalize.py",
    "E10": "tests/core/templates/test_one_rule_one_meaning.py",
    "E11": "tests/core/retyped/test_read_form.py",
    "E12": "tests/core/answers/test_looks.py",
    "E13": "tests/core/answers/test_normalize.py",
    "N10": "tests/core/reading/test_unseen_characters.py",
    "N11": "tests/core/answers/test_cell_notes.py",
    "E21": "tests/core/retyped/test_unusable_answers.py",
    "E22": "tests/core/retyped/test_read_form.py",
    "F21": "tests/mutation/test_mutations.py",
    "F51": "tests/core/retyped/test_read_form.py",
    "F52": "tests/core/retyped/test_answer_columns.py",
    "F53": "tests/core/retyped/test_unusable_answers.py",
    "F43": "tests/core/retyped/test_read_form.py",
    "L07": "tests/core/answers/test_looks.py",
    "N04": "tests/core/retyped/test_read_form.py",
    "N05": "tests/core/retyped/test_read_form.py",
    "N06": "tests/core/retyped/test_read_form.py",
    "N07": "tests/core/reading/test_units.py",
    "N08": "tests/files/read/test_csv_file.py",
    "F23": "tests/mutation/test_mutations.py",
    "F24": "tests/mutation/test_mutations.py",
    "F25": "tests/core/retyped/test_read_form.py",
    "F26": "tests/core/reading/test_units.py",
    "F61": "tests/files/read/test_csv_records.py",
    "L10": "tests/core/reading/test_row_kinds.py",
    "L11": "tests/core/reading/test_row_kinds.py",
    "F60": "tests/core/reading/test_units.py",
    "N20": "tests/core/reading/test_unit_texts.py",
    "F27": "tests/files/read/hostile.py",
    "F28": "tests/files/read/test_hostile.py",
    "F29": "tests/files/read/test_hostile.py",
    "F30": "tests/files/read/test_hostile.py",
    "F31": "tests/files/read/hostile.py",
    "F32": "tests/files/read/hostile.py",
    "F33": "tests/files/read/hostile.py",
    "F34": "tests/files/read/test_csv_file.py",
    "F35": "tests/files/read/test_csv_file.py",
    "F37": "tests/files/read/test_csv_file.py",
    "F36": "tests/files/read/test_csv_file.py",
    "F01": "tests/cli/test_merge.py",
    "F02": "tests/cli/test_merge.py",
    "F03": "tests/cli/test_merge.py",
    "F04": "tests/cli/test_merge.py",
    "F05": "tests/cli/test_merge.py",
    "F06": "tests/core/reading/test_units.py",
    "F07": "tests/core/reading/test_units.py",
    "F08": "tests/core/reading/test_units.py",
    "F09": "tests/cli/test_merge.py",
    "F11": "tests/files/read/test_read_file.py",
    "F12": "tests/core/reading/test_units.py",
    "F13": "tests/core/rules/test_form_checks.py",
    "F16": "tests/files/read/test_read_file.py",
    "F18": "tests/core/reading/test_units.py",
    "F20": "tests/core/reading/test_ledger_checks.py",
    "F22": "tests/cli/test_merge.py",
    "F38": "tests/cli/test_draw.py",
    "F40": "tests/files/read/test_find_files.py",
    "F41": "tests/files/read/test_find_files.py",
    "F39": "tests/core/reading/test_cell_account.py",
    "F42": "tests/files/read/test_read_file.py",
    "N09": "tests/core/reading/test_cell_account.py",
    "L01": "tests/core/reading/test_ledger_checks.py",
    "L02": "tests/core/reading/test_ledger_checks.py",
    "L03": "tests/core/reading/test_ledger_checks.py",
    "L04": "tests/core/reading/test_ledger_checks.py",
    "L05": "tests/core/reading/test_ledger_checks.py",
    "L06": "tests/core/reading/test_ledger_checks.py",
    "P01": "tests/core/planning/test_plan_checks.py",
    "P02": "tests/core/planning/test_plan_checks.py",
    "P03": "tests/core/planning/test_plan_checks.py",
    "P04": "tests/core/planning/test_plan_checks.py",
    "P05": "tests/core/planning/test_plan_checks.py",
    "P06": "tests/core/planning/test_plan_checks.py",
    "P07": "tests/core/planning/test_plan_checks.py",
    "M01": "tests/core/consolidation/test_versions.py",
    "M02": "tests/core/consolidation/test_versions.py",
    "M03": "tests/core/consolidation/test_versions.py",
    "M04": "tests/core/totals/test_audit.py",
    "M05": "tests/core/totals/test_audit.py",
    "M06": "tests/core/reading/test_cell_account.py",
    "M07": "tests/core/reading/test_personal_data.py",
    "M08": "tests/cli/test_versions.py",
    "M09": "tests/core/consolidation/test_explain.py",
}  # fmt: skip


@pytest.fixture(scope="module")
def clean(nantong: CityRehearsal) -> dict[str, list[list[CellValue]]]:
    unit = nantong.units[0]
    book = county_book(NOTICE, unit, CountyContent(nantong.annex1[unit], nantong.sites[unit]), CONTEXT.registry)
    return {sheet.name: [list(row) for row in grid_of(sheet).rows] for sheet in book.sheets}


def found(sheets: dict[str, list[list[CellValue]]]) -> list[str]:
    grids = [Grid(name, rows) for name, rows in sheets.items()]
    return [finding.code for finding in parse_book(grids, Source("x.xlsx"), CONTEXT).findings]


@pytest.mark.parametrize(("code", "sheet", "address", "value"), CELLS)
def test_one_changed_cell_makes_its_finding_and_a_clean_workbook_none(
    clean: dict[str, list[list[CellValue]]], code: str, sheet: str, address: str, value: CellValue
) -> None:
    from xhg_excel.core.model.grid import place_of

    place = place_of(sheet, address)
    changed = {name: [list(row) for row in rows] for name, rows in clean.items()}
    rows = changed.setdefault(sheet, [])
    rows += [[] for _ in range(place.row + 1 - len(rows))]
    rows[place.row] += [None] * (place.col + 1 - len(rows[place.row]))
    rows[place.row][place.col] = value

    assert found(clean) == []
    assert code in found(changed)


def test_every_code_is_tried_in_both_directions() -> None:
    tried = {code for _, code, *_ in test_form_checks.BOTH_WAYS} | {code for code, *_ in test_across_files.BOTH_WAYS}
    tried |= (
        {code for code, *_ in test_across_files.LACKS}
        | {"R216", "R308", "C6", "C8", "C9"}
        | {code for code, *_ in CELLS}
    )
    for code, path in ELSEWHERE.items():
        assert f'"{code}"' in (DOCS.parent / path).read_text("utf-8"), code

    assert set(MESSAGES) - tried - set(ELSEWHERE) == set()


def test_sixty_faults_are_sixty_findings_and_mended_none(nantong: CityRehearsal) -> None:
    """Everything in one pass: no fault hides another, none is said twice."""
    unit: Unit = nantong.units[0]
    wrong = CountyContent(dict(nantong.annex1[unit]), {k: [dict(r) for r in v] for k, v in nantong.sites[unit].items()})
    planted = 0
    for key in [k for k, v in nantong.annex1[unit].items() if isinstance(v, int)][:28]:
        wrong.annex1[key] = "约30"  # type: ignore[index]
        planted += 1
    for row in wrong.sites["annex2"]:
        for key in ("address", "inspectors", "problem_id", "visited_on"):
            if planted < 60:
                row[key] = None  # type: ignore[index]
                planted += 1

    def codes(content: CountyContent) -> list[tuple[str, tuple[str, ...]]]:
        book = county_book(NOTICE, unit, content, CONTEXT.registry)
        findings = parse_book([grid_of(sheet) for sheet in book.sheets], Source("x.xlsx"), CONTEXT).findings
        return [(f.sheet, f.cells[:1]) for f in findings]

    reported = codes(wrong)
    assert planted == 60
    assert len(reported) == len(set(reported)) == 60
    assert codes(CountyContent(nantong.annex1[unit], nantong.sites[unit])) == []
