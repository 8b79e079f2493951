"""`xhg validate`: every finding of every file, as tables, as JSON, and as marked copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from xhg_excel.cli.console import counted_line, ledgers_in, print_findings, print_summary, reading, watched
from xhg_excel.core.model.finding import Finding, count_by_severity
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.reading.across_files import with_joined
from xhg_excel.core.results.summary import summary_book, summary_rows
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.write.workbook import write_beside, write_book
from xhg_excel.notice.words.findings import Severity

_MANY = 3


def command(paths: tuple[Path, ...], settings: Path | None, **outputs: object) -> int:
    """Check the files and write what was asked for; return the exit status."""
    context = reading(settings)
    _keep_apart(_path(outputs["marked"]), paths)
    books = list_workbooks(paths)
    submissions = list(watched(read_submissions(books, context), len(books), "校验"))
    with_joined(submissions, ledgers_in(_path(outputs["ledgers"]), context) + submissions, context)
    findings = [f for submission in submissions for f in submission.findings]
    # Written first: whoever stops reading a long table has the files all the same.
    written = list(_write(submissions, [path for path, _ in books], outputs))
    if weighty := [f for f in findings if outputs["notes"] or f.severity is not Severity.NOTE]:
        print_findings(weighty)
    if len(submissions) > _MANY:
        print_summary(summary_rows(submissions))
    for line in written:
        click.echo(line)
    return told_findings(submissions)


def told_findings(submissions: Sequence[Submission]) -> int:
    """Say how many findings there are; return the exit status."""
    findings = [f for submission in submissions for f in submission.findings]
    click.echo(f"共校验 {len(submissions)} 个文件：{counted_line(findings)}。")
    return 1 if count_by_severity(findings)[Severity.MUST] else 0


def _keep_apart(folder: Path | None, sources: Sequence[Path]) -> None:
    """Refuse to put marked copies among the files they are made from: the next run would read them too.

    Raises:
        TargetChangedError: the folder is one of the sources, or lies in one.

    """
    if folder is not None and any(folder.resolve().is_relative_to(source.resolve()) for source in sources):
        raise TargetChangedError(folder, "SOURCES")


def _path(given: object) -> Path | None:
    return given if isinstance(given, Path) else None


def _write(submissions: Sequence[Submission], paths: Sequence[Path], outputs: dict[str, object]) -> Iterator[str]:
    """Write what was asked for; yield what to say of each marked copy."""
    if target := _path(outputs["json_file"]):
        _write_json([f for submission in submissions for f in submission.findings], len(submissions), target)
    if target := _path(outputs["table"]):
        write_book(summary_book(submissions), target)
    if folder := _path(outputs["marked"]):
        from xhg_excel.files.marked.copy import write_marked_copy  # whoever only looks does not wait for it

        for submission, path in zip(submissions, paths, strict=True):
            if any(finding.severity is not Severity.NOTE for finding in submission.findings):
                yield write_marked_copy(path, submission, folder)


def _write_json(findings: list[Finding], files: int, target: Path) -> None:
    from xhg_excel.core.results.json_report import validation_report

    text = validation_report(findings, files).model_dump_json(indent=2)
    write_beside(target, lambda out: out.write(text.encode()))
