"""The findings of many files in short: one row a file, and one line for all files that were passed over."""

from __future__ import annotations

from dataclasses import replace

from xhg_excel.core.model.finding import Finding, at_sheet
from xhg_excel.core.model.submission import Source, Submission
from xhg_excel.core.results.json_report import validation_report
from xhg_excel.core.results.summary import counted_line, passed_over_line, summary_rows
from xhg_excel.notice.words import passed_over as words


def passed(name: str, kind: str) -> Finding:
    return at_sheet("F40", "", value=kind).in_file(name)


def test_files_that_are_passed_over_are_counted_by_kind_with_the_first_names() -> None:
    many = [passed(f"{name}.docx", words.WORD) for name in "abcd"]

    line = passed_over_line([*many, passed("a.pdf", words.PDF), at_sheet("F01", "").in_file("b.xlsx")])

    assert line.startswith("没有读取 5 个：Word 文档 4 个（a.docx、b.docx、c.docx……）；PDF 或版式文件 1 个（a.pdf）。")


def test_without_such_files_there_is_no_line() -> None:
    assert passed_over_line([at_sheet("F01", "")]) == ""


def test_the_row_of_such_a_file_says_what_it_is() -> None:
    other = Submission(Source("a.docx"), findings=[passed("a.docx", words.WORD)], is_read=False)
    broken = Submission(Source("b.xlsx"), findings=[at_sheet("F01", "").in_file("b.xlsx")], is_read=False)

    rows = summary_rows([other, broken])

    assert [(row["state"], row["worst"]) for row in rows] == [
        ("没有读取", "F40 Word 文档，没有读取"),
        ("须更正", "F01 文件打不开，可能已损坏（）"),
    ]


def test_gaps_of_the_task_are_counted_apart_from_faults_of_filling() -> None:
    """五(二), C1 to C10: no form can be sent back for them."""
    findings = [at_sheet("F01", ""), at_sheet("C1", ""), at_sheet("C6", "")]

    report = validation_report(findings, 1)

    assert counted_line(findings) == "填报问题：强制 1 处，核实 0 处，提示 0 处，发现 0 处；任务缺口：2 项"
    assert (report.counts["强制"], report.counts["核实"], report.gaps) == (1, 0, 2)
    assert {f.rule: f.kind for f in report.findings} == {"F01": "filling", "C1": "gap", "C6": "gap"}
    assert [f.shown_severity for f in findings] == ["强制", "任务缺口（强制）", "任务缺口（核实）"]
    assert replace(findings[0], explanation="厂房已拆除，无法核实").shown_severity == "已说明"
