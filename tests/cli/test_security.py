"""What strangers type, attach and link does nothing: in every writer, on every road."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.books import run
from tests.conftest import CONTEXT
from tests.files.clean.base import zipped
from tests.files.clean.checker import survivors
from tests.files.clean.ways import WAYS
from tests.files.clean.ways import baited as baited_by
from tests.fuzz.mutate import packed, unpacked
from tests.records import CLEAN
from xhg_excel.core.rehearsal.made_up import CityRehearsal
from xhg_excel.core.templates.workbooks import form_book, ledger_book
from xhg_excel.errors.base import XhgError
from xhg_excel.errors.files import NotAReportError
from xhg_excel.files.read import worker
from xhg_excel.files.read.read_file import read_file
from xhg_excel.files.word.read import open_report, read_report
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice import LEDGERS, NOTICE, PROBLEMS
from xhg_excel.notice.small_chemical.annexes import ANNEX2
from xhg_excel.notice.words.report_document import FIGURE_PREFIX

# How a text begins that some program takes for a formula, a command or a link; `calc9` is looked for.
STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "=\u200b", "%", '"=')
BAITS = (
    *(f"{start}cmd|' /C calc9'!A{number}" for number, start in enumerate(STARTS)),
    '=HYPERLINK("http://calc9.example","x")',
    "=WEBSERVICE(\"http://calc9.example\")",
    "http://calc9.example/",
    "file:///calc9",
    "mailto:calc9@example.org",
    "internal:calc9!A1",
    "{=calc9()}",
    "</t><f>calc9()</f><t>",
    "<!ENTITY calc9>&calc9;",
    "{DDEAUTO c:\\\\calc9.exe}",
)  # fmt: skip
NAME = f"=cmd{'' if sys.platform == 'win32' else '|'}' C calc9'!A0 +@.xlsx"


@pytest.fixture(scope="module")
def baited(nantong: CityRehearsal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms and ledgers in which every bait is typed as a name, an address, a reason; one file is named so."""
    folder = tmp_path_factory.mktemp("baited")
    for number in range(0, len(BAITS), 6):
        some = BAITS[number : number + 6]
        texts = dict(
            zip(("site_name", "address", "inspectors", "reason_unfinished", "tracker_person"), some, strict=False)
        )
        answers = CLEAN["annex2"] | texts | {"unit_city": "南通市", "unit_county": "如东县", "problem_id": some[-1]}
        name = NAME if number == 0 else f"{number}.xlsx"
        write_book(form_book(NOTICE, ANNEX2, answers, CONTEXT.registry), folder / "报送" / name)
    for ledger in LEDGERS:
        rows = [dict(row) for row in nantong.ledgers[ledger.key]]
        if ledger is PROBLEMS:
            for row, bait in zip(rows, BAITS, strict=False):
                row |= {"site_name": bait, "address": f"演练镇{bait}"}
        write_book(ledger_book(NOTICE, ledger, rows), folder / "台账" / f"{ledger.title}.xlsx")
    return folder


def acting(path: Path) -> list[str]:
    """Return whatever in a written file a program would act on because of a bait."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    found = [f"{name}: external" for name, xml in parts.items() if 'TargetMode="External"' in xml]
    for name, xml in parts.items():
        acts = r"<(?:\w+:)?(f|formula\d?|definedName|instrText)\b[^>]*>([^<]*)<|<w:fldSimple[^>]*w:instr=\"([^\"]*)\""
        found += [f"{name}: {m[0][:80]}" for m in re.finditer(acts, xml) if "calc9" in m[0]]
        found += [
            f"{name}: {m[0][:80]}"
            for m in re.finditer(r"<(?:hyperlink|externalReference)[^>]*>", xml)
            if "calc9" in m[0]
        ]
        if "<!ENTITY" in xml:
            found.append(f"{name}: entity")
    return found


def test_no_writer_makes_a_formula_a_link_or_a_field_of_what_somebody_typed(baited: Path, tmp_path: Path) -> None:
    forms, lists, out = baited / "报送", baited / "台账", tmp_path / "out"
    seed = ("--seed", "20200810123456789012")
    commands: list[tuple[object, ...]] = [
        ("merge", forms, "--ledgers", lists, "--out", out / "汇总.xlsx"),
        ("merge", out / "汇总.xlsx", "--level", "province", "--out", out / "省.xlsx"),
        ("validate", forms, lists, "--notes", "--xlsx", out / "a.xlsx", "--json", out / "a.json", "--mark", out / "退回"),
        ("unmark", out / "退回", "--out", out / "去标记"),
        ("template", "--repair", forms / NAME, "--out", out / "修复"),
        ("diff", forms / NAME, forms / "6.xlsx", "--xlsx", out / "d.xlsx"),
        ("quota", "--ledgers", lists, "--out", out / "q.xlsx"),
        ("plan", "--ledgers", lists, "--out", out / "p.xlsx"),
        ("draw", "freeze", "--ledgers", lists, "--out", out / "f.xlsx"),
        ("draw", "run", "--ledgers", lists, "--freeze", out / "f.xlsx", *seed, "--out", out / "n.xlsx", "--forms", out / "表"),
        ("draw", "notice", out / "n.xlsx", "--out", out / "公示.xlsx"),
        ("progress", forms, "--ledgers", lists, "--drawn", out / "n.xlsx", "--out", out / "进度.xlsx"),
        ("report", out / "汇总.xlsx", "--ledgers", lists, "--draft", "--out", out / "报告.docx"),
    ]  # fmt: skip

    for command in commands:
        done = run(*command)
        assert done.exception is None, (command, done.exception)

    written = [path for path in out.rglob("*") if path.suffix in (".xlsx", ".docx")]
    assert {path.name: acting(path) for path in written if acting(path)} == {}
    holding = {path.name for path in written if any("calc9" in text for text in _texts(path))}
    assert {"汇总.xlsx", "a.xlsx", "f.xlsx", "n.xlsx", "公示.xlsx", "报告.docx", "q.xlsx"} - holding <= {
        "报告.docx",
        "q.xlsx",
    }
    assert "calc9" in json.dumps(json.loads((out / "a.json").read_text("utf-8")))


def _texts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return [package.read(name).decode("utf-8", "replace") for name in package.namelist()]


def test_typed_texts_come_back_letter_for_letter_as_texts(baited: Path, tmp_path: Path) -> None:
    """Nothing is put before them: a text stays what was typed, and is stored as a text."""
    run("merge", baited / "报送", "--out", tmp_path / "o.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["附件2登记"]
    found = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if "calc9" in str(cell.value)}
    kept = [bait for bait in BAITS if found.get(bait) in ("s", "inlineStr")]
    assert len(kept) >= len(BAITS) - 8  # what a reader trims of blanks and breaks aside
    assert set(found.values()) <= {"s", "inlineStr"}


@pytest.mark.parametrize("way", list(WAYS)[::12])
def test_reading_marking_and_merging_ask_no_server_and_start_no_program(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of this process: no connection, and no program but workers. Of what workers do: they read it here once, too."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.xlsx").write_bytes(zipped(baited_by(way)))
    monkeypatch.setattr(socket.socket, "connect", refuse)
    read_file(tmp_path / "in/a.xlsx", "a.xlsx")  # what a worker does, here, where a worker could not be started either
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **how: start(_worker(command), **how))

    validated = run("validate", tmp_path / "in", "--mark", tmp_path / "out")
    merged = run("merge", tmp_path / "in", "--out", tmp_path / "o.xlsx")

    assert validated.exception is None
    assert merged.exception is None or isinstance(merged.exception, XhgError)  # a workbook without a form
    for path in tmp_path.rglob("[!a]*.xlsx"):
        assert survivors(path.read_bytes()) == []
    assert {path.name for path in tmp_path.iterdir()} <= {"in", "o.xlsx", "out"}


def _worker(command: list[str]) -> list[str]:
    """Return a command, which must be letter for letter that of a worker: this Python, no current folder, our module."""
    served = worker._SERVE.format(path=ascii(vars(worker)["safe_path"]()), ahead=worker._AHEAD)
    assert command == [sys.executable, "-P", *(["-B"] if sys.dont_write_bytecode else []), "-c", served]
    return command


def test_an_entity_in_a_report_brings_in_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("calc9", "utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><w:document'
    mark = f'<w:bookmarkStart w:id="1" w:name="{FIGURE_PREFIX}a__1"/><w:r><w:t>&e;</w:t></w:r><w:bookmarkEnd w:id="1"/>'
    out = BytesIO()
    Document().save(out)
    parts = unpacked(out.getvalue())
    xml = parts["word/document.xml"].decode().replace("<w:document", entity, 1)
    parts["word/document.xml"] = xml.replace("<w:body>", f"<w:body><w:p>{mark}</w:p>").encode()
    (tmp_path / "r.docx").write_bytes(packed(parts))
    assert b"&e;" in parts["word/document.xml"]

    try:
        open_report(tmp_path / "r.docx")
    except NotAReportError:
        return
    assert "calc9" not in repr(read_report(tmp_path / "r.docx"))


def test_an_entry_that_points_outside_is_unpacked_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "in"
    answers = CLEAN["annex2"] | {"unit_city": "南通市", "unit_county": "如东县"}
    write_book(form_book(NOTICE, ANNEX2, answers, CONTEXT.registry), folder / "a.xlsx")
    with zipfile.ZipFile(folder / "a.xlsx", "a") as package:
        package.writestr("../../evil.txt", "calc9")
        package.writestr("/evil.txt", "calc9")
    shutil.copy(folder / "a.xlsx", folder / "b.xlsx")

    run("validate", folder, "--mark", tmp_path / "a" / "out")
    run("template", "--repair", folder / "a.xlsx", "--out", tmp_path / "a" / "out")

    assert list(tmp_path.rglob("evil*")) == []
    assert not Path("/evil.txt").exists()
