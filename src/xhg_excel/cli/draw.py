"""`xhg draw`: freeze the lists, draw by a public seed, verify, replace, top up.

Room: cli.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from xhg_excel.cli.console import cities_like, city_named, is_earlier, ledgers_in, reading, settings_option, watched
from xhg_excel.core.draw_book import notice_book
from xhg_excel.core.draw_reading import differences, read_record, read_typed
from xhg_excel.core.draw_record import Record, Typed
from xhg_excel.core.draw_steps import changes, checked_record, draw, freeze, substituted, topped_up
from xhg_excel.core.frame import frame_of
from xhg_excel.core.grid import Grid
from xhg_excel.core.plan_checks import check_plans
from xhg_excel.core.records import Submission
from xhg_excel.core.regions import Registry
from xhg_excel.core.sample import CitySample
from xhg_excel.core.submission import Reading
from xhg_excel.errors import DrawDiffersError, NotDrawnYetError, SameFileError
from xhg_excel.files.dates import now_with_zone
from xhg_excel.files.draw_files import JSON, TEXT, XLSX, read_drawn, read_frozen, write_drawn, write_frozen
from xhg_excel.files.folder import list_workbooks, read_submissions
from xhg_excel.files.forms import write_forms
from xhg_excel.files.write import write_book
from xhg_excel.spec.draw import CHANGED_FILE, FROZEN_FILE, HASH_DIFFERENCE, NOTICE_FILE, SAMPLE_FILE
from xhg_excel.spec.plan import FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE, UNFINISHED_RULE

_path = click.Path(path_type=Path)
ledgers_option = click.option("--ledgers", required=True, type=_path, help="台账所在文件夹（问题清单、排查底数）。")
despite_option = click.option(
    "--despite-findings", "despite", is_flag=True, help="台账有强制问题没有更正也照做；记入抽样底账。"
)


class _Steps(click.Group):
    """The steps in the order they are taken."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click gives it
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        with formatter.section("步骤"):
            formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in self.commands.items()])


@click.group("draw", cls=_Steps)
def command() -> None:
    """先冻结清单、公布校验码，再用公开的种子抽取；谁都可以重算核对。

    怎样手工重算：docs/draw.md

    例：xhg draw freeze --ledgers 台账 --out 冻结.xlsx
    """


def _ledgers(folder: Path, out: Path, against: Reading) -> list[Submission]:
    """Return the ledgers of a folder; what an earlier run wrote to `out` is passed over, an input never written over."""
    books = list_workbooks([folder])
    read = list(watched(read_submissions(books, against), len(books), "读取"))
    return [made for (path, _), made in zip(books, read, strict=True) if not is_earlier(path, made, out)]


def _ends(out: Path, *suffixes: str) -> None:
    """Refuse a file name that says another kind than what is written."""
    if out.suffix.lower() not in suffixes:
        raise click.UsageError(f"“{out.name}”的扩展名应为{'、'.join(suffixes)}")


@command.command("freeze")
@ledgers_option
@click.option(
    "--out",
    type=_path,
    default=Path(FROZEN_FILE),
    show_default=True,
    help="冻结记录：.xlsx、.json 或 .txt（就是被校验的文本）。",
)
@despite_option
@settings_option
def freeze_step(ledgers: Path, out: Path, despite: bool, settings: Path | None) -> int:
    """冻结清单，给出一个要公布的校验码。

    例：xhg draw freeze --ledgers 台账 --out 冻结.xlsx
    """
    _ends(out, XLSX, JSON, TEXT)
    against = reading(settings)
    handed = _ledgers(ledgers, out, against)
    record = freeze(handed, against, now_with_zone(), str(ledgers), despite=despite)
    write_frozen(record, out)
    click.echo(f"清单校验码（请公布）：{record.frame.sha256}")
    click.echo(f"共 {len(record.frame.rows)} 家；冻结记录：{out}")
    if record.facts.despite:
        click.echo(f"注意：台账有 {record.facts.findings} 处强制问题没有更正，已记入抽样底账。")
    click.echo("下一步：公布校验码，等到约定的公开种子（不少于20位数字）产生后，运行 xhg draw run。")
    return 0


@command.command("run")
@ledgers_option
@click.option("--freeze", "frozen", required=True, type=_path, help="冻结记录。")
@click.option("--seed", required=True, help="公开的种子，不少于20位数字。")
@click.option("--out", type=_path, default=Path(SAMPLE_FILE), show_default=True, help="抽取名单写到哪个 .xlsx 文件。")
@click.option("--forms", type=_path, help="另在这个文件夹里生成各县的填报表，企业已填好。")
@despite_option
@settings_option
def run_step(
    ledgers: Path, frozen: Path, seed: str, out: Path, forms: Path | None, despite: bool, settings: Path | None
) -> int:
    """按公开的种子抽取：名单、备选、路线清单、公示名单、抽样底账。

    种子不足20位、不是数字，或清单与冻结时不同的，不抽取。

    例：xhg draw run --ledgers 台账 --freeze 冻结.xlsx --seed 20200810123456789012 --out 抽取名单.xlsx
    """
    _ends(out, XLSX)
    if out.resolve() == frozen.resolve():
        raise SameFileError(out)
    record = _frozen(frozen)
    record = replace(record, facts=replace(record.facts, despite=record.facts.despite or despite))
    against = _against(record, settings)
    handed = _ledgers(ledgers, out, against)
    drawn = draw(record, handed, against, seed, now_with_zone())
    write_drawn(drawn, out)
    _tell(drawn, handed, against)
    click.echo(f"抽取名单：{out}")
    if forms is not None:
        _write_forms(drawn, forms)
    return 0


def _frozen(path: Path) -> Record:
    """Return a frozen list whose hash is what it says."""
    record, stated = read_frozen(path)
    if not stated:
        return checked_record(read_drawn(path), path.name)
    if stated != record.frame.sha256:
        raise DrawDiffersError(path.name, _hash_difference(record, stated))
    return record


def _hash_difference(record: Record, stated: str) -> str:
    return HASH_DIFFERENCE.format(wanted=record.frame.sha256, found=stated)


def _against(record: Record, settings: Path | None) -> Reading:
    """Return the settings given, or those of the record."""
    return reading(settings) if settings else Reading(record.frame.campaign, Registry(record.frame.campaign))


def _tell(record: Record, ledgers: Sequence[Submission], against: Reading) -> None:
    """Say in a line a city how many are inspected, and what its readers must know of the plan."""
    for sample in record.sample().values():
        click.echo(_city_line(sample))
        for finding in check_plans([sample.plan], ledgers, against):
            click.echo(f"  {finding.severity.value}：{finding.what}。{finding.remedy}")


def _city_line(sample: CitySample) -> str:
    by_rule = Counter(pick.rule for pick in sample.picks)
    return (
        f"{sample.city.name}：督导 {len(sample.picks)} 家（未完成 {by_rule[UNFINISHED_RULE]}，从已完成中抽 {by_rule[FINISHED_RULE]}，"
        f"“小字头” {by_rule[SMALL_TRADES_RULE]}，“停产停业” {by_rule[SUSPENDED_RULE]}），备选 {len(sample.spares)} 家；"
        f"督导{'、'.join(county.name for county in sample.visited)}。"
    )


@command.command("verify")
@click.argument("file", metavar="文件", type=_path)
@click.option("--ledgers", type=_path, help="台账文件夹：另核对冻结的清单是否就是这些台账。")
@settings_option
def verify_step(file: Path, ledgers: Path | None, settings: Path | None) -> int:
    """由底账重算全部内容，指出第一处不同。

    退出码：0 完全一致，1 有不同，2 不能运行。

    例：xhg draw verify 抽取名单.xlsx --ledgers 台账
    """
    if file.suffix.lower() in (JSON, TEXT):
        record, stated = read_frozen(file)
        found = [] if stated == record.frame.sha256 else [_hash_difference(record, stated)]
    else:
        grids = read_drawn(file)
        record = read_record(grids, file.name)
        found = list(differences(grids, record))
    if not found and ledgers is not None:
        against = _against(record, settings)
        before = record.frames()[-1]
        found = list(changes(before, frame_of(ledgers_in(ledgers, against), against, before.printed)))
    if found:
        click.echo(f"不一致，第一处：{found[0]}。（共 {len(found)} 处）")
        return 1
    what = f"名单、备选和底账都与重算一致，种子 {record.seed}" if record.seed else "清单与校验码一致，尚未抽取"
    click.echo(f"一致：{what}；清单校验码 {record.frame.sha256}。")
    return 0


def _drawn(file: Path) -> tuple[Record, Sequence[Grid]]:
    """Return a drawn list that agrees with its record, and its sheets."""
    grids = read_drawn(file)
    record = checked_record(grids, file.name)
    if not record.seed:
        raise NotDrawnYetError(file.name)
    return record, grids


def _changed(file: Path, out: Path | None, record: Record, typed: Typed) -> None:
    """Write a changed list beside the old one, which stays as it was."""
    target = out or file.with_name(CHANGED_FILE.format(stem=file.stem, number=len(record.events)))
    _ends(target, XLSX)
    if target.resolve() == file.resolve():
        raise SameFileError(target)
    write_drawn(record, target, typed)
    click.echo(f"新的抽取名单：{target}（原文件未动）")


@command.command("replace")
@click.argument("file", metavar="文件", type=_path)
@click.option("--id", "identifier", required=True, help="换下哪一家（编号）。")
@click.option("--reason", required=True, help="原因，至少4个汉字。")
@click.option("--city", shell_complete=cities_like, help="哪个设区市；编号在几个市都有时要写。")
@click.option("--out", type=_path, help="写到哪个文件；不给则写在原文件旁边。")
@settings_option
def replace_step(
    file: Path, identifier: str, reason: str, city: str | None, out: Path | None, settings: Path | None
) -> int:
    """用下一个备选替换一家，记下原因。

    例：xhg draw replace 抽取名单.xlsx --id P007 --reason "厂房已拆除，现场不存在"
    """
    record, grids = _drawn(file)
    registry = _against(record, settings).registry
    code = city_named(city, registry).code if city else ""
    changed = substituted(record, identifier, reason, now_with_zone(), code)
    before = {(p.row.city, p.row.identifier) for s in record.sample().values() for p in s.picks}
    into = next(p for s in changed.sample().values() for p in s.picks if (p.row.city, p.row.identifier) not in before)
    _changed(file, out, changed, read_typed(grids, record))
    click.echo(f"{identifier} 换成 {into.row.identifier} {into.row.name}（{into.row.address}）。")
    return 0


@command.command("topup")
@click.argument("file", metavar="文件", type=_path)
@ledgers_option
@click.option("--out", type=_path, help="写到哪个文件；不给则写在原文件旁边。")
@despite_option
@settings_option
def topup_step(file: Path, ledgers: Path, out: Path | None, despite: bool, settings: Path | None) -> int:
    """清单有新增时，用同一个种子增补；原名单一家不变。

    例：xhg draw topup 抽取名单.xlsx --ledgers 新台账
    """
    record, grids = _drawn(file)
    against = _against(record, settings)
    handed = _ledgers(ledgers, out or file, against)
    changed, others = topped_up(record, handed, against, now_with_zone(), despite=despite)
    _changed(file, out, changed, read_typed(grids, record))
    _tell(changed, handed, against)
    if others:
        click.echo(f"台账另有 {len(others)} 处与冻结的清单不同，不影响名单，例如：{others[0]}。")
    return 0


@command.command("notice")
@click.argument("file", metavar="文件", type=_path)
@click.option("--out", type=_path, default=Path(NOTICE_FILE), show_default=True, help="公示名单写到哪个 .xlsx 文件。")
def notice_step(file: Path, out: Path) -> int:
    """另存可以公示的名单：“督导方式”选了“明察暗访”的不在内。

    例：xhg draw notice 抽取名单.xlsx --out 公示名单.xlsx
    """
    _ends(out, XLSX)
    record, grids = _drawn(file)
    if out.resolve() == file.resolve():
        raise SameFileError(out)
    write_book(notice_book(record, read_typed(grids, record)), out)
    click.echo(f"公示名单：{out}")
    return 0


@command.command("forms")
@click.argument("file", metavar="文件", type=_path)
@click.option("--out", required=True, type=_path, help="写到哪个文件夹。")
def forms_step(file: Path, out: Path) -> int:
    """生成要去的各县和市本级的填报表，名单上的企业已填进登记表。

    例：xhg draw forms 抽取名单.xlsx --out 填报表
    """
    _write_forms(_drawn(file)[0], out)
    return 0


def _write_forms(record: Record, out: Path) -> None:
    written = 0
    for _ in watched(write_forms(record, out), len(record.frame.plans()) * 12, "生成填报表"):
        written += 1
    click.echo(f"填报表 {written} 个，在“{out}”，企业已填进登记表。")
