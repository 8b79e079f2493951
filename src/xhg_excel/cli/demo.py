"""`xhg demo`: rehearse, validate, merge, quota, in a fresh folder."""

from __future__ import annotations

from pathlib import Path

import click

from xhg_excel.cli import merge, quota, validate
from xhg_excel.cli.options import DEFAULT_CITY, cities_like, path_type, settings_option
from xhg_excel.cli.rehearse import write_rehearsal


@click.command("demo")
@click.option("--out", type=path_type, help="用哪个新文件夹（默认 xhg_demo）。")
@click.option("--seed", default=1, show_default=True, help="同一个种子得到同样的结果。")
@click.option("--city", shell_complete=cities_like, default=DEFAULT_CITY, show_default=True, help="演示哪个设区市。")
@settings_option
@click.pass_context
def command(call: click.Context, out: Path | None, seed: int, city: str, settings: Path | None) -> int:
    """在一个新文件夹里从头到尾走一遍：生成演练数据、校验、汇总、计算配额。

    例：xhg demo
    """
    from xhg_excel.core.model.nearest import city_named
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.notice.words.rehearsal import FAULT_LIST_FILE, LEDGER_FOLDER, SUBMISSION_FOLDER

    folder = _fresh(out)
    submissions, ledgers = folder / SUBMISSION_FOLDER, folder / LEDGER_FOLDER
    context = read_context(settings)
    chosen = city_named(city, context.registry)
    click.echo(f"【1/4】生成{chosen.name}的演练数据（埋入了错误，看校验能否找到）")
    written = write_rehearsal(folder, (chosen,), context, seed=seed, with_faults=True)
    click.echo(f"  {written} 个工作簿，埋入的错误列在“{FAULT_LIST_FILE}”")
    click.echo("【2/4】校验报送表")
    call.invoke(validate.command, paths=(submissions,), json_file=folder / "校验结果.json", settings=settings)
    click.echo("【3/4】汇总")
    totals = folder / "市级汇总.xlsx"
    call.invoke(merge.command, folder=submissions, out=totals, ledgers=ledgers, settings=settings)
    click.echo("【4/4】计算抽样配额")
    call.invoke(quota.command, ledgers=ledgers, out=folder / "抽样配额.xlsx", settings=settings)
    click.echo("")
    click.echo(f"演示完成，都在“{folder}”：")
    click.echo(f"  {SUBMISSION_FOLDER}/  各县报来的填报表      {LEDGER_FOLDER}/  省里移交的台账")
    click.echo("  市级汇总.xlsx  先看“总览”      抽样配额.xlsx  每个设区市查多少      校验结果.json  给程序用")
    return 0


def _fresh(out: Path | None) -> Path:
    """Return a folder that does not exist yet, or is empty.

    Raises:
        TargetChangedError: `out` holds something.
    """
    from xhg_excel.errors.files import TargetChangedError

    if out is None:
        names = (Path("xhg_demo" if n == 1 else f"xhg_demo_{n}") for n in range(1, 1000))
        return next(path for path in names if not path.exists())
    if out.exists() and any(out.iterdir()):
        raise TargetChangedError(out, "NOTEMPTY")
    return out
