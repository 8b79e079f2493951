"""五(四): forty ways to write a number, and a name, planted everywhere, are in no byte of any output."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.books import demonstrated, run
from tests.personal import SPELLINGS, held
from xhg_excel.core.model.personal_numbers import hide_personal
from xhg_excel.core.reading.personal_data import Secrets
from xhg_excel.notice.small_chemical.annexes import ANNEX2

NAME, WRITTEN = "演练张龙", ("演练张龙", "演練張龍", "演练 张龙", "演練·張龍")
_OWN = ("xhg_result", "xhg_notes")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rehearsal with a number in cells, in names of sheets, files and members of a zip, in notes and properties."""
    base = tmp_path_factory.mktemp("planted")
    for part in ("报送", "台账"):
        for path in sorted((demonstrated(tmp_path_factory) / part).rglob("*.xlsx"))[:4]:
            target = base / part / path.name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
    _plant_ledgers(base / "台账")
    county = sorted((base / "报送").glob("*.xlsx"))[0]
    _plant_county(county)
    county.rename(county.with_name(f"举报13900001234 {county.name}"))
    other = sorted((base / "报送").glob("*.xlsx"))[-1]
    with zipfile.ZipFile(base / "报送" / "139-0000-1234.zip", "w") as package:
        package.write(other, "演練張龍/0513-85001234.xlsx")
    other.unlink()
    (base / "报送" / "演练张龙 139 0000 1234.docx").write_bytes(b"")
    (base / "报送" / "演練張龍来信.et").write_bytes(b"no workbook")
    _retyped(base / "报送" / "附件2 1-3-9-0-0-0-0-1-2-3-4.xlsx")
    return base


def _plant_ledgers(folder: Path) -> None:
    path = folder / "信访举报清单.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["信访举报清单"]
    heads = {sheet.cell(3, col).value: col for col in range(1, 20)}
    sheet.cell(3, heads["举报人"]).value = "投诉人"
    sheet.cell(3, 22).value, sheet.cell(3, 23).value = "手机号码", "身份证号"
    for row, spelling in enumerate(SPELLINGS, start=4):
        sheet.cell(row, heads["投诉人" if "投诉人" in heads else "举报人"]).value = NAME
        sheet.cell(row, heads["反映事项"]).value = f"夜间排放，见{spelling}"
        sheet.cell(row, 22).value = spelling
        sheet.cell(row, 30).value = f"回访{WRITTEN[row % 4]}{spelling}"
    book.save(path)


def _plant_county(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    site = book["附件2登记表"]
    for row, spelling in enumerate(SPELLINGS, start=4):
        site.cell(row, 18).value = f"由{WRITTEN[row % 4]}反映，电话{spelling}，尚未核实"
        site.cell(row, 19).value = spelling
        site.cell(row, 60).value = f"{WRITTEN[row % 4]} {spelling}"
    site["B4"].comment = Comment(f"{NAME} 13900001234", NAME)
    form = book["附件1"]
    form["E8"], form["E9"] = f"见{WRITTEN[1]}来信", 13900001234
    form["H30"], form["I30"] = "联系人电话", "85001234"
    strange = book.create_sheet("举报 139-0000-1234")
    strange["A1"], strange["B1"] = "投诉人", NAME
    named = book.create_sheet(WRITTEN[1])
    named["A1"] = "内容"
    book.properties.creator, book.properties.title = NAME, "13900001234"
    book.save(path)


def _retyped(path: Path) -> None:
    """Write a form that is not our template, with what is to be hidden beside and in its answers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "0513-85001234"
    rows = [
        ("违法违规“小化工”现场督导检查表",), ("企业（小作坊、黑窝点）名称", "演练作坊13900001234"), ("问题编号", "P001"), ("详细地址", "演练村"),
        ("举报人", NAME), ("联系电话", "85001234"), ("序号", "检查内容", "检查情况"),
        *((item.number, item.text, f"是，{WRITTEN[item.number % 4]} 13900001234") for item in ANNEX2.items),
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    book.save(path)


def outputs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of every file below a folder, and of every part of a package, with its text.

    Of a marked copy only what this program adds: the rest is the sender's own file, which goes back to it.
    """
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        yield str(path.relative_to(folder)), path.name
        if not content.startswith(b"PK"):
            yield path.name, content.decode("utf-8", "replace")
            continue
        with zipfile.ZipFile(BytesIO(content)) as package:
            for name in package.namelist():
                if "（退回）" not in path.name or any(own in name for own in _OWN):
                    yield f"{path.name} {name}", package.read(name).decode("utf-8", "replace")


def leaks(text: str) -> list[str]:
    return held(text) + ([NAME] if Secrets({NAME}).hide(text) != text else [])


def test_no_output_of_any_command_holds_a_petitioner(planted: Path, tmp_path: Path) -> None:
    forms, lists, out = planted / "报送", planted / "台账", tmp_path / "out"
    county = next(path for path in forms.glob("举报*"))
    retyped = next(path for path in forms.glob("附件2*"))
    ledger, problems = lists / "信访举报清单.xlsx", lists / "问题清单.xlsx"
    commands: list[tuple[object, ...]] = [
        ("validate", forms, lists, "--notes", "--json", out / "a.json", "--xlsx", out / "a.xlsx"),
        ("validate", forms, "--ledgers", lists, "--notes", "--json", out / "b.json", "--mark", out / "退", "--confirm", out / "核"),
        ("validate", county, "--notes", "--json", out / "c.json", "--xlsx", out / "c.xlsx"),
        ("merge", forms, "--ledgers", lists, "--out", out / "汇总.xlsx", "--level", "city"),
        ("merge", planted, "--out", out / "全部.xlsx"),
        ("explain", out / "汇总.xlsx", "附件1!D12"),
        ("report", out / "汇总.xlsx", "--ledgers", lists, "--out", out / "报告.docx", "--draft"),
        ("quota", "--ledgers", lists, "--out", out / "q.xlsx"),
        ("diff", ledger, ledger, "--xlsx", out / "d.xlsx"),
        ("diff", county, retyped, "--xlsx", out / "e.xlsx"),
        ("template", "--repair", county, "--out", out / "修"),
        ("template", "--repair", retyped, "--out", out / "修"),
        ("diff", problems, county),
    ]  # fmt: skip
    ended = []
    for command in commands:
        done = run(*command)
        said = done.output + hide_personal(str(done.exception or ""))  # as `main` prints it
        assert leaks(said) == [], (command, said)
        ended.append(type(done.exception).__name__)

    written = list(outputs(out))
    assert {name: found for name, text in written if (found := leaks(text))} == {}
    assert (len(written) > 60, ended) == (
        True,
        [*["NoneType"] * 7, "LedgerFaultError", *["NoneType"] * 4, "NothingToCompareError"],
    )
