"""`xhg validate`: every finding of every file, as a table and as JSON.

Room: cli.
"""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.console import counted_line, print_findings, reading, settings_option, watched
from xhg_excel.core.finding import Finding, count_by_severity
from xhg_excel.files.folder import list_workbooks, read_submissions
from xhg_excel.files.write import write_beside
from xhg_excel.spec.messages import Severity


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="另把结果写成 JSON 文件。")
@click.option("--notes", is_flag=True, help="表中也列出“提示”（默认只计数）。")
@settings_option
def command(paths: tuple[Path, ...], json_file: Path | None, notes: bool, settings: Path | None) -> int:
    """校验填报表和台账：逐格列出问题、依据和改法。

    退出码：0 没有强制问题，1 有强制问题，2 不能运行。

    例：xhg validate 报送 --json 校验结果.json
    """
    against = reading(settings)
    books = list_workbooks(paths)
    submissions = watched(read_submissions(books, against), len(books), "校验")
    findings = [f for submission in submissions for f in submission.findings]
    if weighty := [f for f in findings if notes or f.severity is not Severity.NOTE]:
        print_findings(weighty)
    if json_file:
        _write_json(findings, len(books), json_file)
    click.echo(f"共校验 {len(books)} 个文件：{counted_line(findings)}。")
    return 1 if count_by_severity(findings)[Severity.MUST] else 0


def _write_json(findings: list[Finding], files: int, target: Path) -> None:
    from xhg_excel.core.export import validation_report

    text = validation_report(findings, files).model_dump_json(indent=2)
    write_beside(target, lambda out: out.write(text.encode()))
