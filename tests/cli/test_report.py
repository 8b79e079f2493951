"""The report: every number is a total, is bound to it, and own words stay."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.books import run, submission
from tests.cli.test_merge import merged
from xhg_excel.errors.files import NotAReportError, NotTotalsError, ReportNotReadyError
from xhg_excel.files.word.read import read_report


@pytest.fixture
def totals(tmp_path: Path) -> Path:
    for county, slogans in (("如东县", 7), ("海安市", 5)):
        submission(tmp_path / "报送", county, slogans=slogans)
    return merged(tmp_path / "报送")


def report(totals: Path, out: Path, *more: object) -> Path:
    assert run("report", totals, "--out", out, "--on", "2020-08-25", "--draft", *more).return_value == 0
    return out


def write_own(path: Path, key: str, text: str) -> None:
    """Type into the place for own words, as a person does in Word."""
    document = Document(str(path))
    (control,) = [
        s
        for s in document.element.body.iter(qn("w:sdt"))
        if s.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == f"own_{key}"
    ]
    first, *others = control.iter(qn("w:t"))
    first.text = text
    for other in others:
        other.text = ""
    document.save(str(path))


def retype(path: Path, name: str, text: str | None) -> None:
    """Type over one figure, or with None delete its control and its bookmark."""
    document = Document(str(path))
    for control in list(document.element.body.iter(qn("w:sdt"))):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None and tag.get(qn("w:val")) == f"x_{name}":
            if text is None:
                control.getparent().remove(control)
            else:
                next(control.iter(qn("w:t"))).text = text
    document.save(str(path))


def test_a_fresh_report_agrees_with_its_totals(totals: Path, tmp_path: Path) -> None:
    made = report(totals, tmp_path / "报告.docx")

    assert read_report(made).figures["a1_slogans_count__1"] == "12"
    assert run("report", totals, "--check", made, "--on", "2020-08-25").return_value == 0


def test_one_changed_form_changes_exactly_its_numbers(totals: Path, tmp_path: Path) -> None:
    """An input that changes is seen in the figures it adds to, in text and annex, and nowhere else."""
    before = read_report(report(totals, tmp_path / "前.docx")).figures
    submission(tmp_path / "报送", "海安市", slogans=6)

    after = read_report(report(merged(tmp_path / "报送"), tmp_path / "后.docx")).figures

    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {
        "a1_slogans_count__1": ("12", "13"),
        "a1_slogans_count__2": ("12", "13"),
    }
    assert before.keys() == after.keys()


@pytest.mark.parametrize(
    ("typed", "said"), [("99", "报告里是“99”，按汇总表应为“12”"), (None, "没有这个数的绑定（12）")]
)
def test_a_number_changed_or_taken_out_by_hand_is_named(
    totals: Path, tmp_path: Path, typed: str | None, said: str
) -> None:
    made = report(totals, tmp_path / "报告.docx")
    retype(made, "a1_slogans_count__1", typed)

    done = run("report", totals, "--check", made, "--on", "2020-08-25")

    assert done.return_value == 1
    assert [line for line in done.output.splitlines() if "a1_" in line and said in line] == [
        line for line in done.output.splitlines() if line.startswith("a1_slogans_count__1")
    ]
    assert said in done.output


def test_a_number_typed_over_is_found_when_a_program_dropped_the_controls(totals: Path, tmp_path: Path) -> None:
    """Bookmarks carry the keys where controls are gone (LibreOffice 7.4 drops their tags)."""
    made = report(totals, tmp_path / "报告.docx")
    document = Document(str(made))
    for tag in list(document.element.body.iter(qn("w:tag"))):
        tag.getparent().remove(tag)
    document.save(str(made))

    assert run("report", totals, "--check", made, "--on", "2020-08-25").return_value == 0


def test_own_words_stay_when_the_report_is_made_again(totals: Path, tmp_path: Path) -> None:
    made = report(totals, tmp_path / "报告.docx")
    write_own(made, "org", "演练：本组认为宣传还不够。")

    report(totals, made)
    report(totals, made)

    assert read_report(made).own == {"org": "演练：本组认为宣传还不够。"}


def test_own_words_of_a_chapter_that_is_gone_move_to_the_end_and_back(totals: Path, tmp_path: Path) -> None:
    made = report(totals, tmp_path / "报告.docx")
    write_own(made, "org", "演练：移来的话。")
    document = Document(str(made))
    for element in document.element.body.iter(qn("w:tag"), qn("w:bookmarkStart")):
        name = qn("w:val") if element.tag == qn("w:tag") else qn("w:name")
        if element.get(name) == "own_org":
            element.set(name, "own_quota")
    document.save(str(made))

    report(totals, made)
    report(totals, made)

    assert read_report(made).own == {"quota": "演练：移来的话。"}
    assert "本组补充（原在“督导任务完成情况”）" in "".join(p.text for p in Document(str(made)).paragraphs)


def test_a_final_report_asks_for_no_more_words(totals: Path, tmp_path: Path) -> None:
    made = report(totals, tmp_path / "报告.docx")
    write_own(made, "org", "演练：保留。")

    report(totals, made, "--final")

    assert (read_report(made).own_open, read_report(made).own) == (0, {"org": "演练：保留。"})


def test_a_report_changed_outside_its_places_is_put_aside(totals: Path, tmp_path: Path) -> None:
    made = report(totals, tmp_path / "报告.docx")
    retype(made, "a1_slogans_count__1", "99")
    edited = made.read_bytes()

    report(totals, made)

    assert (tmp_path / "报告（改动前）.docx").read_bytes() == edited


def test_another_document_is_never_written_over(totals: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.docx"
    document = Document()
    document.add_paragraph("别人的文件")
    document.save(str(other))
    before = other.read_bytes()

    done = run("report", totals, "--out", other, "--draft")

    assert isinstance(done.exception, NotAReportError)
    assert other.read_bytes() == before


def test_without_all_in_there_is_only_a_draft(totals: Path, tmp_path: Path) -> None:
    done = run("report", totals, "--out", tmp_path / "报告.docx")

    assert isinstance(done.exception, ReportNotReadyError)
    assert not (tmp_path / "报告.docx").exists()


def test_a_submission_is_no_totals_workbook(tmp_path: Path) -> None:
    done = run("report", submission(tmp_path, "如东县"), "--out", tmp_path / "报告.docx")

    assert isinstance(done.exception, NotTotalsError)


def test_a_city_report_of_several_cities_and_a_folder_without_ledgers_are_refused(totals: Path, tmp_path: Path) -> None:
    """What was asked cannot be had: said in a sentence, nothing is written."""
    out = tmp_path / "报告.docx"
    (tmp_path / "空").mkdir()
    submission(tmp_path / "不是台账", "如东县")

    wrong = run("report", totals, "--out", out, "--draft", "--ledgers", tmp_path / "不是台账")
    alone = run("report", totals, "--out", out, "--draft", "--drawn", totals)
    both = run("report", totals, "--out", out, "--check", out)

    assert str(wrong.exception).startswith(f"“{tmp_path / '不是台账'}”里缺少台账：问题清单、排查底数、信访举报清单；")
    assert "--drawn 要和 --ledgers 一起给" in str(alone.exception or alone.output)
    assert "--out 和 --check 给一个，只给一个" in str(both.exception or both.output)
    assert not out.exists()


def test_a_report_is_written_to_a_docx_alone(totals: Path, tmp_path: Path) -> None:
    (tmp_path / "文件夹.docx").mkdir()

    for name in ("报告", "报告.doc", "文件夹.docx"):
        done = run("report", totals, "--out", tmp_path / name, "--draft")
        assert "应是 .docx 文件" in str(done.exception or done.output)
        assert not (tmp_path / name).is_file()


def test_the_province_may_be_asked_of_one_city_and_says_who_is_missing(totals: Path, tmp_path: Path) -> None:
    made = report(totals, tmp_path / "报告.docx", "--level", "province")

    figures = read_report(made).figures
    assert [shown for shown in figures.values() if shown.startswith("没有报来的设区市：南京市、无锡市、徐州市")]
    assert Document(str(made)).paragraphs[0].text.startswith("关于全省违法违规“小化工”")


def test_a_chart_keeps_with_its_caption_and_the_caption_with_nothing(totals: Path, tmp_path: Path) -> None:
    """Otherwise a page before a chart stays half empty."""
    document = Document(str(report(totals, tmp_path / "报告.docx")))
    looks = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    pairs = [(look, after) for look, after in itertools.pairwise(looks) if look == "图"]

    keeps = {style.name: style.paragraph_format.keep_with_next for style in document.styles if style.type == 1}
    assert {(keeps[chart], keeps[caption]) for chart, caption in pairs} == {(True, None)}
