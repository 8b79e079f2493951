"""Reports as other programs see them: Microsoft's SDK accepts each, LibreOffice keeps keys and own words."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.cli.test_report import write_own
from tests.conftest import CONTEXT, grid_of
from tests.core.reports import DAY, county, inputs, part
from tests.office import convert, sdk_errors
from tests.records import OPEN
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.reading.parse_workbook import parse_book
from xhg_excel.core.rehearsal.made_up import rehearse_city
from xhg_excel.core.rehearsal.planted_faults import plant
from xhg_excel.core.report.chapters import missing_parts, report_of
from xhg_excel.core.report.document import OwnWords, Report
from xhg_excel.core.report.inputs import report_inputs
from xhg_excel.core.report.verify import check_report
from xhg_excel.core.templates.workbooks import CountyContent, county_book, ledger_book
from xhg_excel.files.word.read import read_report
from xhg_excel.files.word.write import ReplacedReport, write_report
from xhg_excel.notice import LEDGERS, NOTICE
from xhg_excel.notice.schema.region import Region
from xhg_excel.notice.words.report_document import OWN_PROMPT

Read = tuple[list[Submission], list[Submission]]
CITIES = CONTEXT.registry.cities


def rehearsed(city: Region) -> Read:
    """Return a rehearsed city's parts of a totals workbook, and its ledgers; every other city with planted faults."""
    chance = random.Random(f"report|{city.code}")
    made = rehearse_city(city, CONTEXT.registry, NOTICE, chance)
    if int(city.code) % 200:
        plant(made, chance)
    books = [
        (f"{unit.full_name}.xlsx", CountyContent(made.annex1[unit], made.sites[unit]), unit) for unit in made.units
    ]
    parts = [
        parse_book(
            [grid_of(sheet) for sheet in county_book(NOTICE, unit, content, CONTEXT.registry).sheets],
            Source(name, sha256=name),
            CONTEXT,
        )
        for name, content, unit in books
    ]
    ledgers = [
        parse_book(
            [grid_of(sheet) for sheet in ledger_book(NOTICE, ledger, made.ledgers[ledger.key]).sheets],
            Source(f"{city.name}{ledger.title}.xlsx"),
            CONTEXT,
        )
        for ledger in LEDGERS
    ]
    return parts, ledgers


def report_on(read: list[Read]) -> Report:
    """Return the report on totals of what was read, a draft where something is missing."""
    book = Submission(Source("汇总.xlsx"), "totals")
    book.parts = [replace(part, kind="totals", source=book.source) for parts, _ in read for part in parts]
    made = report_inputs(book, [ledger for _, ledgers in read for ledger in ledgers], CONTEXT, DAY)
    return report_of(made, is_draft=bool(missing_parts(made)))


@pytest.fixture(scope="module")
def province() -> dict[str, Report]:
    """The reports of the rehearsal province: of each city, and of the whole."""
    read = {city.name: rehearsed(city) for city in CITIES}
    return {name: report_on([one]) for name, one in read.items()} | {"全省": report_on(list(read.values()))}


@pytest.fixture(scope="module")
def written(province: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("reports")
    for name, report in province.items():
        write_report(report, folder / f"{name}.docx", is_final=not report.is_draft)
    return sorted(folder.iterdir())


@pytest.mark.slow
def test_the_sdk_accepts_every_report_of_the_province(written: list[Path]) -> None:
    """13 cities and the province, drafts and final ones; Microsoft 365, one each with the rules of Office 2010."""
    jobs = [(file, "Microsoft365") for file in written] + [(written[0], "Office2010")]

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda job: sdk_errors([job[0]], job[1]), jobs))

    assert len(written) == 14
    assert found == [{}] * len(jobs)


@pytest.mark.slow
def test_saved_by_libreoffice_a_report_still_checks_and_keeps_own_words(
    province: dict[str, Report], tmp_path: Path
) -> None:
    """It drops the tags of the controls and renames drawings; the bookmarks carry the keys."""
    names = ("南通市", "全省")
    for name in names:
        write_report(province[name], tmp_path / f"{name}.docx")
        write_own(tmp_path / f"{name}.docx", "org", "演练：本组认为宣传还不够。")

    convert([tmp_path / f"{name}.docx" for name in names], "docx", tmp_path / "saved")

    for name in names:
        saved = tmp_path / "saved" / f"{name}.docx"
        again = read_report(saved)
        assert list(check_report(again, province[name])) == []
        assert again.own == {"org": "演练：本组认为宣传还不够。"}
        assert write_report(province[name], saved) == ReplacedReport()
        assert read_report(saved).own == again.own
        document = Document(str(saved))
        (figure,) = [s for s in document.element.body.iter(qn("w:sdt")) if tag_of(s) == "x_k_reported__1"]
        next(figure.iter(qn("w:t"))).text = "99"
        document.save(str(saved))
        assert len(list(check_report(read_report(saved), province[name]))) == 1


def tag_of(control: object) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")  # type: ignore[attr-defined]  # an lxml element
    return "" if tag is None else str(tag.get(qn("w:val")))


def small(tmp_path: Path) -> tuple[Report, Path]:
    """Write the report on a county with one site."""
    made = report_of(inputs(part(county(0), (1, {}), (2, OPEN))))
    write_report(made, tmp_path / "报告.docx")
    return made, tmp_path / "报告.docx"


PROMPT = OWN_PROMPT.format(title="组织推动")


@pytest.mark.parametrize("typed", [f"前面的话。{PROMPT}", f"{PROMPT}后面的话。", f"前面{PROMPT}后面。", "换掉了。"])
def test_words_typed_beside_the_prompt_are_kept_without_it(tmp_path: Path, typed: str) -> None:
    """Nobody must delete the prompt first; made again, what was typed over grey letters is black."""
    made, path = small(tmp_path)
    write_own(path, "org", typed)

    assert write_report(made, path) == ReplacedReport()
    assert write_report(made, path) == ReplacedReport()

    words = typed.replace(PROMPT, "")
    written = read_report(path)
    assert written.own == {"org": words}
    assert written.own_open == sum(isinstance(block, OwnWords) for block in made.elements) - 1
    (kept,) = [p for p in Document(str(path)).paragraphs if p.text == words]
    assert kept._p.find(f".//{qn('w:color')}") is None
    assert kept._p.style == "own"


def test_a_prompt_split_over_runs_is_still_a_prompt(tmp_path: Path) -> None:
    """Programs split runs where the script of the letters changes."""
    made, path = small(tmp_path)
    document = Document(str(path))
    (control,) = [s for s in document.element.body.iter(qn("w:sdt")) if tag_of(s) == "own_org"]
    (run,) = control.iter(qn("w:r"))
    (text,) = run.iter(qn("w:t"))
    for piece in (PROMPT[:5], PROMPT[5:9], f"{PROMPT[9:]}接着写。"):
        copy = deepcopy(run)
        next(copy.iter(qn("w:t"))).text = piece
        run.addprevious(copy)
    run.getparent().remove(run)
    document.save(str(path))

    write_report(made, path)

    assert text.text == PROMPT
    assert read_report(path).own == {"org": "接着写。"}


def test_several_paragraphs_and_a_table_are_kept_in_a_style_that_is_there(tmp_path: Path) -> None:
    """Typed below the prompt, in styles that another program named its own way."""
    made, path = small(tmp_path)
    write_own(path, "org", "演练第一段。")
    document = Document(str(path))
    (control,) = [s for s in document.element.body.iter(qn("w:sdt")) if tag_of(s) == "own_org"]
    first = next(control.iterancestors(qn("w:p")))
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "演练表格"
    second = document.add_paragraph("演练第二段。")
    second._p.style = "Style21"
    for element in (second._p, table._tbl):
        first.addnext(element)
    document.save(str(path))

    write_report(made, path)

    assert read_report(path).own == {"org": "演练第一段。\n演练表格\n演练第二段。"}
    styles = {p.text: p._p.style for p in Document(str(path)).paragraphs}
    assert (styles["演练第一段。"], styles["演练第二段。"]) == ("own", "own")
    kept = Document(str(path)).tables
    assert next(t for t in kept if t.cell(0, 0).text == "演练表格").cell(0, 0).paragraphs[0]._p.style == "cell_left"


def test_the_page_is_that_of_an_official_document(tmp_path: Path) -> None:
    """GB/T 9704: A4; 37, 35, 28 and 26 mm; the title in two whole lines; page numbers at the outer side."""
    write_report(report_of(inputs(part(county(0), (1, {}), (2, OPEN)))), tmp_path / "报告.docx")
    document = Document(str(tmp_path / "报告.docx"))
    section = document.sections[0]

    def mm(*lengths: object) -> list[int]:
        return [round(int(str(length)) / Mm(1)) for length in lengths]

    assert mm(section.page_width, section.page_height) == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert mm(*margins) == [37, 35, 28, 26]
    assert document.paragraphs[0].text.splitlines() == [
        "关于南通市违法违规“小化工”",
        "百日专项整治行动专题督导情况的报告",
    ]
    fonts = {
        name: (style.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")), style.rPr.find(qn("w:sz")).get(qn("w:val")))
        for name in ("title", "body", "level1", "level2")
        for style in document.styles.element
        if style.get(qn("w:styleId")) == name
    }
    assert fonts == {
        "title": ("方正小标宋简体", "44"),
        "body": ("仿宋_GB2312", "32"),
        "level1": ("黑体", "32"),
        "level2": ("楷体_GB2312", "32"),
    }
    sides = [foot.paragraphs[0].alignment for foot in (section.footer, section.even_page_footer)]
    assert [str(side).split(" ")[0] for side in sides] == ["RIGHT", "LEFT"]
    assert document.settings.odd_and_even_pages_header_footer is True


def test_bars_are_told_apart_without_colours(tmp_path: Path) -> None:
    """Black and white patterns with the numbers in them: what a printer and a copier leave."""
    from xhg_excel.files.word.charts import chart_values

    unclear = {"problem_id": "P3", "closed": None}
    write_report(report_of(inputs(part(county(0), (2, {}), (2, OPEN), (2, unclear)))), tmp_path / "报告.docx")
    document = Document(str(tmp_path / "报告.docx"))
    charts = [p.blob for p in document.part.package.iter_parts() if "charts/" in str(p.partname)]

    texts = [blob.decode() for blob in charts]
    patterns = [[piece.split('"')[0] for piece in text.split('pattFill prst="')[1:]] for text in texts]
    assert all(len(set(one)) == len(one) for one in patterns)
    assert max(len(one) for one in patterns) == 3
    colours = {piece[:6] for text in texts for piece in text.split('srgbClr val="')[1:]}
    assert colours == {"000000", "FFFFFF"}
    assert sorted(chart_values(blob) for blob in charts)[0] == [1, 1, 1]
