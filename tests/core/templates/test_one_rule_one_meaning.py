"""The sheet's own formulas against Python, cell for cell, on well over a thousand random forms."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import formualizer
import pytest

from tests.conftest import grid_of
from tests.files.write.test_written_books import formula_values, shown_values
from tests.office import convert, recalculate_with_gnumeric
from tests.records import CLEAN, OPEN
from xhg_excel.core.model.grid import CellValue
from xhg_excel.core.model.submission import Form, note_key
from xhg_excel.core.reading.parse_sheet import parse_forms, parse_rows
from xhg_excel.core.reading.recognise import recognise, tables
from xhg_excel.core.reading.unseen_characters import without_unseen_characters
from xhg_excel.core.rules.form_checks import check_form
from xhg_excel.core.sheets.layout import BookLayout, SheetLayout
from xhg_excel.core.templates.check_codes import codes_of, numbers_of
from xhg_excel.core.templates.form import form_sheet
from xhg_excel.core.templates.hint_texts import hint_ranges, texts_sheet
from xhg_excel.core.templates.read_columns import FIGURE_KINDS, has_words
from xhg_excel.core.templates.register import register_sheet
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import ANNEXES, NOTICE, SITE_ANNEXES
from xhg_excel.notice.schema.form import Annex, Field, Kind
from xhg_excel.notice.small_chemical.annexes import ANNEX1, ANNEX2
from xhg_excel.notice.words.check_columns import ROW_NOTE

Record = dict[str, CellValue]
TEXTS = {annex.key: hint_ranges(position, annex, NOTICE) for position, annex in enumerate(ANNEXES)}
# What is typed or pasted over an entry cell, past the native limits. No TRUE: LibreOffice takes it for the number 1.
WORDS: tuple[CellValue, ...] = (
    "√", "✓", " 是", "是。", "有", "无", "没有", "已", "否。", "×", "x", "X", "N", "y", "YES", "不适用", "不 涉 及", "部分", "是的",
    "/", "—", "☑是□否", "□是 ☑否", "√是", "是√否", "□是□否", "是\u200b", "\u200b否", " ", "\u3000", "1", 1, "其他", "对。", "未",
    "300张", "8月12日",
)  # fmt: skip
NUMBERS: tuple[CellValue, ...] = (
    "\uff11\uff12", "12", "1,200", "12 ", "12家", "12人", "3次", "2万", "2万元", "1.5万", "5000元", "约12", "300张", -1, 2.5, 1e16,
    0.123, "12.", "1,2", "12\u200b", "未提供", "未提供。", " 未提供", "/", "—", "8月15日", "八", "1e3", "+5", ".5", "\u300012", "0.5元",
)  # fmt: skip
DAYS: tuple[CellValue, ...] = (
    "8月15日", "8月25日", "2020-8-12", "2020.8.12", "2020年8月12日", "8.12", "8-30", "2020/8/12", "2020/8/12 10:30", "8月32日",
    "2020年8月", "8月12号", "1999-1-1", "明天", "2020-2-30", "8月15日。", "8月\uff11\uff15日", "8月15日\u200b", "20-8-12", "/", -1,
)  # fmt: skip
PASTED: tuple[CellValue, ...] = ("演练甲", "/", " ", "\u3000", "P1\u200b", "是", 12, "√")
REASONS = (
    "无",
    "正在整改",
    "正在整改。",
    "整改 中",
    "等待危废鉴定",
    "abc123",
    "设备3台待拆",
    "核实无误",
    "字" * 121,
    "待 拆",
)
NOTES = ("核实无误", "无", "现场负责人确认已整改到位", "已核实。", "简易程序", "演练")


def value_for(field: Field, chance: random.Random) -> CellValue:
    """Return something to type into a field: mostly an answer, sometimes nothing, sometimes junk."""
    kind = chance.random()
    if kind < 0.12:
        return None
    if kind < 0.3:
        if has_words(field):
            return chance.choice(WORDS)
        return chance.choice(DAYS if field.kind is Kind.DATE else NUMBERS if field.kind in FIGURE_KINDS else PASTED)
    match field.kind:
        case Kind.YES_NO | Kind.YES_NO_NA | Kind.CHOICE:
            return chance.choice(field.answers)
        case Kind.COUNT:
            return chance.choice((0, 0, 1, 2, 3, 3, 50, "未提供"))
        case Kind.YUAN:
            return chance.choice((0, 0.5, 1999.99, 20000, "未提供"))
        case Kind.DATE:
            return date(2020, 8, chance.randrange(8, 25))
        case _:
            return chance.choice(REASONS)


def record_for(annex: Annex, chance: random.Random) -> Record:
    """Return a random record: a clean one with a few changes, or nothing but chance, or nothing."""
    kind = chance.random()
    if kind < 0.05:
        return {}
    if kind < 0.5:
        base = {**CLEAN[annex.key], **(OPEN if annex in SITE_ANNEXES and chance.random() < 0.5 else {})}
        record: Record = {k: float(v) if isinstance(v, Decimal) else v for k, v in base.items()}
        for field in chance.sample(annex.fields, chance.randrange(0, 5)):
            record[field.key] = value_for(field, chance)
    else:
        record = {field.key: value_for(field, chance) for field in annex.fields}
    notes = [ROW_NOTE.key] if annex in SITE_ANNEXES else [note_key(field.key) for field in annex.fields]
    return record | {key: chance.choice(NOTES) for key in notes if chance.random() < 0.3}


def form_of(annex: Annex, record: Mapping[str, CellValue], name: str) -> SheetLayout:
    made = form_sheet(annex, record, NOTICE, TEXTS[annex.key], alone=False)  # type: ignore[arg-type]  # junk on purpose
    return replace(made.sheet, name=name)


def random_book(seed: int, forms: int) -> tuple[BookLayout, dict[str, list[Record]]]:
    """Return a workbook of random sheets: both registers full, `forms` of each annex, the texts."""
    chance = random.Random(seed)
    records = {annex.key: [record_for(annex, chance) for _ in range(200)] for annex in SITE_ANNEXES}
    made = [register_sheet(a, records[a.key], NOTICE, TEXTS[a.key]) for a in SITE_ANNEXES]  # type: ignore[arg-type]
    singles = [form_of(a, record_for(a, chance), f"{a.key}-{n}") for a in ANNEXES for n in range(forms)]
    first = form_sheet(ANNEX1, {}, NOTICE, TEXTS[ANNEX1.key], alone=False)
    texts = texts_sheet({a: part.letters for a, part in zip(ANNEXES, (first, *made), strict=True)}, NOTICE)
    # A form's letters differ from its register's; only where a counter jumps to depends on them.
    return BookLayout((*(part.sheet for part in made), *singles, texts), "random"), records


def without_jumps(values: dict[str, object]) -> dict[str, object]:
    """Return values without the counters of single forms, whose columns the shared texts do not know."""
    return {k: v for k, v in values.items() if not re.match(r"annex[23]-\d+!\w+[12]$", k)}


def by_gnumeric(path: Path, folder: Path) -> Path:
    recalculate_with_gnumeric(path, folder / "gnumeric.xlsx")
    return folder / "gnumeric.xlsx"


def mismatches(path: Path, recalculated: Path) -> list[tuple[str, object, object]]:
    return differences(without_jumps(formula_values(path)), recalculated)


def differences(ours: Mapping[str, object], recalculated: Path) -> list[tuple[str, object, object]]:
    """Return the cells whose values differ. Gnumeric's export drops spaces at the end of a text."""
    theirs = shown_values(recalculated)
    assert len(ours) > 3000
    found = [(cell, value, theirs.get(cell)) for cell, value in ours.items()]
    return [(cell, one, other) for cell, one, other in found if _ended(one) != _ended(other)]


def _ended(value: object) -> object:
    if isinstance(value, (int, float)):  # LibreOffice writes fifteen digits
        return float(f"{value:.14g}")
    return value.rstrip() if isinstance(value, str) else value


def by_formualizer(path: Path, folder: Path) -> Path:
    out = folder / f"recalculated {path.name}"
    formualizer.recalculate_file(str(path), output=str(out))
    return out


def by_libreoffice(path: Path, folder: Path) -> Path:
    convert([path], "xlsx", folder / "office")
    return folder / "office" / path.name


@pytest.mark.parametrize("seed", range(2))
def test_a_sheet_says_of_random_forms_what_python_says(seed: int, tmp_path: Path) -> None:
    """Check code, counts, state and hint of every row: 400 register rows and 9 single forms a seed."""
    book, _ = random_book(seed, forms=3)
    write_book(book, tmp_path / "random.xlsx")

    assert mismatches(tmp_path / "random.xlsx", by_formualizer(tmp_path / "random.xlsx", tmp_path)) == []


@pytest.fixture(scope="module")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, dict[str, object]]:
    """Four workbooks of random forms, each with the value of every formula as written."""
    folder = tmp_path_factory.mktemp("thousands")
    made = {}
    for seed in range(100, 104):
        book, _ = random_book(seed, forms=20)
        write_book(book, folder / f"{seed}.xlsx")
        made[folder / f"{seed}.xlsx"] = without_jumps(formula_values(folder / f"{seed}.xlsx"))
    return made


@pytest.mark.slow
@pytest.mark.parametrize("engine", [by_formualizer, by_libreoffice, by_gnumeric])
def test_thousands_of_random_forms(
    engine: Callable[[Path, Path], Path], thousands: dict[Path, dict[str, object]], tmp_path: Path
) -> None:
    """1,600 register rows and 240 single forms, by each of three engines of other authors."""
    for path, ours in thousands.items():
        assert differences(ours, engine(path, tmp_path)) == []


def test_a_wrong_rule_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: formulas compiled from one rule less than Python knows do not agree."""
    from xhg_excel.core.templates import register as module
    from xhg_excel.notice import rules_of

    monkeypatch.setattr(module, "rules_of", lambda annex: tuple(r for r in rules_of(annex) if r.code != "R206"))
    module.register_checks.cache_clear()
    book, _ = random_book(1, forms=0)
    module.register_checks.cache_clear()
    write_book(book, tmp_path / "random.xlsx")

    wrong = mismatches(tmp_path / "random.xlsx", by_formualizer(tmp_path / "random.xlsx", tmp_path))
    assert any("R206" in str(ours) and "R206" not in str(theirs) for _, ours, theirs in wrong)


TOKEN = re.compile(r"[!+?.*](\d+):([A-Z]\d+)")
Found = set[tuple[str, int]]
# Which of several numbers, or none, a cell holds no formula tells.
UNKNOWN_TO_SHEETS = {"E13"}


def sheet_findings(annex: Annex, record: Record) -> Found:
    tokens = "".join(code.text for code in codes_of(annex, record, NOTICE))
    return {(code, int(number)) for number, code in TOKEN.findall(tokens)}


def reader_findings(annex: Annex, records: list[Record]) -> dict[int, Found]:
    """Return what the program finds in the rows of a register that it counts as sites, by their place."""
    grid = grid_of(register_sheet(annex, records, NOTICE, TEXTS[annex.key]).sheet)  # type: ignore[arg-type]
    grid, unseen = without_unseen_characters(grid)
    columns = next(table.columns for table in tables() if table.lists is annex)
    parsed, _ = parse_rows(grid, recognise(grid), columns, 2020)
    numbers = numbers_of(annex)
    found: dict[int, Found] = {}
    for row in parsed:
        place = next(iter(row.places.values())).row - 3
        keys = {cell: key for key, cell in row.places.items()}
        form = Form(annex, row.answers, row.places, place + 1, notes=row.notes, note_places=row.note_places)
        findings = [f for f in [*row.findings, *check_form(form, NOTICE)] if f.places[0] in keys]
        found[place] = {(f.code, numbers[keys[f.places[0]]]) for f in findings}
        found[place] |= {("N10", numbers[keys[cell]]) for cell in (unseen.places if unseen else ()) if cell in keys}
    return found


def assert_one_verdict(annex: Annex, seed: str, forms: int) -> int:
    """Assert that sheet and program find the same codes at the same cells; return in how many forms."""
    chance = random.Random(f"{annex.key} {seed}")
    records = [record_for(annex, chance) for _ in range(forms)]
    by_reader = reader_findings(annex, records)
    compared = 0
    for place, found in by_reader.items():
        if UNKNOWN_TO_SHEETS.isdisjoint(code for code, _ in found):
            assert sheet_findings(annex, records[place]) == found, records[place]
            compared += 1
    return compared


@pytest.mark.parametrize("annex", SITE_ANNEXES, ids=lambda annex: annex.key)
def test_the_reader_says_what_the_sheet_says(annex: Annex) -> None:
    """Same codes at the same cells, notes of what was read another way (N01, N02, N10) among them."""
    assert assert_one_verdict(annex, "few", 200) > 90


@pytest.mark.slow
@pytest.mark.parametrize("annex", SITE_ANNEXES, ids=lambda annex: annex.key)
def test_the_reader_says_what_the_sheet_says_of_ten_thousand_forms(annex: Annex) -> None:
    assert sum(assert_one_verdict(annex, str(seed), 500) for seed in range(20)) > 5000


def test_the_reader_reads_a_form_with_notes_beside_it() -> None:
    record = {**CLEAN["annex2"], "case_filed": "否", "fined": "是", "fine_yuan": 500}
    record[note_key("fined")] = "现场处罚适用简易程序"
    grid = grid_of(form_of(ANNEX2, {k: float(v) if isinstance(v, Decimal) else v for k, v in record.items()}, "附件2"))

    (found,) = parse_forms(grid, recognise(grid), 2020)
    parsed = found.parsed

    form = Form(ANNEX2, parsed.answers, parsed.places, 1, notes=parsed.notes, note_places=parsed.note_places)
    assert [(f.code, f.explanation) for f in check_form(form, NOTICE)] == [("R206", "现场处罚适用简易程序")]
    assert parsed.findings == []


def test_boilerplate_beside_a_finding_is_itself_one() -> None:
    record: Record = {**CLEAN["annex2"], "case_filed": "否", "fined": "是", "fine_yuan": 500.0}  # type: ignore[dict-item]
    record[note_key("fined")] = "核实无误"
    grid = grid_of(form_of(ANNEX2, {k: float(v) if isinstance(v, Decimal) else v for k, v in record.items()}, "附件2"))

    (found,) = parse_forms(grid, recognise(grid), 2020)
    parsed = found.parsed

    form = Form(ANNEX2, parsed.answers, parsed.places, 1, notes=parsed.notes, note_places=parsed.note_places)
    assert [f.code for f in check_form(form, NOTICE)] == ["R206", "E10"]
