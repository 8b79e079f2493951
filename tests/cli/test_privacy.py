"""五(四): planted informants are found in no output of any command."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.books import demonstrated, run

NAME, PHONE = "演练举报甲乙", "13987654321"
SPACED = "139-8765 4321"


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rehearsal whose informant is planted in its column, beside it, and in texts of other files."""
    base = tmp_path_factory.mktemp("planted") / "demo"
    shutil.copytree(demonstrated(tmp_path_factory), base)
    petitions = next(base.rglob("信访举报清单.xlsx"))
    book = openpyxl.load_workbook(petitions)
    sheet = book["信访举报清单"]
    heads = {sheet.cell(3, col).value: col for col in range(1, 20)}
    sheet.cell(4, heads["举报人"]).value = f"{NAME}先生"
    sheet.cell(4, heads["联系电话"]).value = PHONE
    sheet.cell(4, heads["反映事项"]).value = f"{NAME}（{SPACED}）反映夜间排放"
    sheet.cell(4, 30).value = f"回访{NAME}"
    sheet.cell(1, 8).value = f"{NAME}已回访"
    sheet.cell(5, heads["举报人"]).value = NAME + "字" * 1001  # too long: a finding over the cell itself
    book.save(petitions)
    problems = next(base.rglob("问题清单.xlsx"))
    book = openpyxl.load_workbook(problems)
    book["问题清单"]["E4"] = f"演练作坊（{NAME}举报）"
    book["问题清单"]["T4"] = f"电话{SPACED}"
    book.save(problems)
    county = sorted((base / "报送").rglob("*.xlsx"))[0]
    book = openpyxl.load_workbook(county)
    site = book["附件2登记表"]
    site["R4"] = f"由{NAME}反映，尚未核实"  # 未完成原因
    site["S4"] = "两可"
    site["AF4"] = f"{NAME}、演练丙"  # 检查人
    site["AM9"] = PHONE
    site["A250"] = f"{NAME} {PHONE}"
    book["附件1"]["E8"] = f"见{NAME}来信"
    book.save(county)
    return base


def texts(path: Path) -> str:
    """Return all text in a file; of a workbook every part of the package."""
    if path.suffix not in (".xlsx", ".xlsm"):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def leaks(text: str) -> list[str]:
    plain = text.replace(" ", "").replace("-", "")
    return [secret for secret in (NAME, PHONE, SPACED) if secret in text or secret in plain]


def test_the_planted_ones_are_in_the_sources(planted: Path) -> None:
    assert sum(bool(leaks(texts(path))) for path in (planted / "报送").rglob("*.xlsx")) == 1
    assert sum(bool(leaks(texts(path))) for path in (planted / "台账").rglob("*.xlsx")) == 2


def test_no_output_of_any_command_holds_an_informant(planted: Path, tmp_path: Path) -> None:
    forms, lists, out = planted / "报送", planted / "台账", tmp_path / "out"
    totals = out / "汇总.xlsx"
    county = sorted(forms.rglob("*.xlsx"))[0]
    other = sorted(forms.rglob("*.xlsx"))[1]
    ledger = next(lists.rglob("信访举报清单.xlsx"))
    commands: list[tuple[object, ...]] = [
        ("validate", forms, lists, "--notes", "--json", out / "a.json", "--xlsx", out / "a.xlsx"),
        ("validate", forms, "--ledgers", lists, "--notes", "--json", out / "b.json", "--xlsx", out / "b.xlsx"),
        ("validate", lists, "--notes", "--json", out / "c.json", "--xlsx", out / "c.xlsx"),
        ("validate", other, "--ledgers", lists, "--mark", out / "退回"),
        ("merge", forms, "--ledgers", lists, "--out", totals),
        ("merge", forms, "--ledgers", lists, "--out", out / "试.xlsx", "--dry-run"),
        ("merge", planted, "--out", out / "全部.xlsx"),
        ("merge", forms, "--ledgers", lists, "--level", "province", "--out", out / "省.xlsx"),
        ("quota", "--ledgers", lists, "--out", out / "q.xlsx"),
        ("diff", ledger, ledger, "--xlsx", out / "d.xlsx"),
        ("diff", next(lists.rglob("问题清单.xlsx")), ledger, "--xlsx", out / "e.xlsx"),
    ]

    said = ""
    for command in commands:
        done = run(*command)
        said += done.output + str(done.exception or "")
        assert leaks(said) == [], command
    said += run("explain", totals, "附件1!H12").output

    assert leaks(said) == []
    written = [path for path in out.rglob("*") if path.is_file()]
    assert {path.name: leaks(texts(path)) for path in written if leaks(texts(path))} == {}
    assert len(written) >= 10
    assert "已隐去" in texts(out / "b.json")
    assert county.exists()
