"""`xhg demo`: rehearse, validate, merge, quota, in a fresh folder."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli.console import city_named, reading
from xhg_excel.cli.rehearse import rehearse
from xhg_excel.cli.words import merge, quota, validate
from xhg_excel.errors.files import TargetChangedError
from xhg_excel.notice.words import rehearsal as words


def command(out: Path | None, seed: int, city: str, settings: Path | None) -> int:
    """Rehearse, validate, merge and count quotas in a fresh folder."""
    folder, invoke = _fresh(out), click.get_current_context().invoke
    context = reading(settings)
    chosen = city_named(city, context.registry)
    click.echo(f"【1/4】生成{chosen.name}的演练数据（埋入了错误，看校验能否找到）")
    written = rehearse(folder, (chosen,), (seed, True), context)
    click.echo(f"  {written} 个工作簿，埋入的错误列在“{words.FAULT_LIST_FILE}”")
    click.echo("【2/4】校验报送表")
    submissions = folder / words.SUBMISSION_FOLDER
    invoke(validate.command, paths=(submissions,), json_file=folder / "校验结果.json", notes=False, settings=settings)
    click.echo("【3/4】汇总")
    totals = folder / "市级汇总.xlsx"
    asked = {"level": "city", "city": None, "dry_run": False, "ledgers": folder / words.LEDGER_FOLDER}
    invoke(merge.command, folder=submissions, out=totals, settings=settings, **asked)
    click.echo("【4/4】计算抽样配额")
    invoke(quota.command, ledgers=folder / words.LEDGER_FOLDER, out=folder / "抽样配额.xlsx", settings=settings)
    click.echo("")
    click.echo(f"演示完成，都在“{folder}”：")
    click.echo(f"  {words.SUBMISSION_FOLDER}/  各县报来的填报表      {words.LEDGER_FOLDER}/  省里移交的台账")
    click.echo("  市级汇总.xlsx  先看“总览”      抽样配额.xlsx  每个设区市查多少      校验结果.json  给程序用")
    return 0


def _fresh(out: Path | None) -> Path:
    """Return a folder that does not exist yet, or is empty."""
    if out is None:
        taken = (Path("xhg_demo" if n == 1 else f"xhg_demo_{n}") for n in range(1, 1000))
        return next(path for path in taken if not path.exists())
    if out.exists() and any(out.iterdir()):
        raise TargetChangedError(out, "NOTEMPTY")
    return out
