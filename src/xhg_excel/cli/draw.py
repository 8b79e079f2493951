"""`xhg draw`: freeze the lists, draw by a public seed, verify, replace, top up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xhg_excel.cli.options import cities_like, path_type, resolved, settings_option
from xhg_excel.notice.words.planning.draw import FROZEN_FILE, NOTICE_FILE, SAMPLE_FILE

if TYPE_CHECKING:
    from xhg_excel.core.drawing.record import Record, UserEntries
    from xhg_excel.core.drawing.sample import CitySample
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.submission import Submission

_ledgers_option = click.option(
    "--ledgers", required=True, type=path_type, help="台账所在文件夹（问题清单、排查底数）。"
)
_despite_option = click.option(
    "--despite-findings", "despite", is_flag=True, help="台账有强制问题没有更正也照做；记入抽样底账。"
)


class _Steps(click.Group):
    """The steps of a draw, listed in the order they are taken."""

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


@command.command("freeze")
@_ledgers_option
@click.option(
    "--out",
    type=path_type,
    default=Path(FROZEN_FILE),
    show_default=True,
    help="冻结记录：.xlsx、.json 或 .txt（就是被校验的文本）。",
)
@_despite_option
@settings_option
def draw_freeze(ledgers: Path, out: Path, despite: bool, settings: Path | None) -> int:
    """冻结清单，给出一个要公布的校验码。

    例：xhg draw freeze --ledgers 台账 --out 冻结.xlsx
    """
    from xhg_excel.cli.inputs import read_but_earlier_result
    from xhg_excel.core.drawing.steps import freeze
    from xhg_excel.files.places import readable
    from xhg_excel.files.read.drawn import JSON, TEXT, XLSX
    from xhg_excel.files.read.file_dates import now_with_zone
    from xhg_excel.files.read.folder import read_context
    from xhg_excel.files.write.draw_files import write_frozen

    _refuse_other_suffix(out, XLSX, JSON, TEXT)
    context = read_context(settings)
    lists = read_but_earlier_result(ledgers, out, context)
    record = freeze(lists, context, now_with_zone(), readable(str(ledgers)), despite=despite)
    write_frozen(record, out)
    click.echo(f"清单校验码（请公布）：{record.frame.sha256}")
    click.echo(f"共 {len(record.frame.rows)} 家；冻结记录：{out}")
    if record.facts.despite:
        click.echo(f"注意：台账有 {record.facts.findings} 处强制问题没有更正，已记入抽样底账。")
    click.echo("下一步：公布校验码，等到约定的公开种子（不少于20位数字）产生后，运行 xhg draw run。")
    return 0


def _refuse_other_suffix(out: Path, *suffixes: str) -> None:
    """Refuse a file name whose suffix is that of another kind than what is written."""
    if out.suffix.lower() not in suffixes:
        raise click.UsageError(f"“{out.name}”的扩展名应为{'、'.join(suffixes)}")


@command.command("run")
@_ledgers_option
@click.option("--freeze", "frozen", required=True, type=path_type, help="冻结记录。")
@click.option("--seed", required=True, help="公开的种子，不少于20位数字。")
@click.option(
    "--out", type=path_type, default=Path(SAMPLE_FILE), show_default=True, help="抽取名单写到哪个 .xlsx 文件。"
)
@click.option("--forms", type=path_type, help="另在这个文件夹里生成各县的填报表，企业已填好。")
@_despite_option
@settings_option
def draw_run(
    ledgers: Path, frozen: Path, seed: str, out: Path, forms: Path | None, despite: bool, settings: Path | None
) -> int:
    """按公开的种子抽取：名单、备选、路线清单、公示名单、抽样底账。

    种子不足20位、不是数字，或清单与冻结时不同的，不抽取。

    例：xhg draw run --ledgers 台账 --freeze 冻结.xlsx --seed 20200810123456789012 --out 抽取名单.xlsx
    """
    from xhg_excel.cli.inputs import read_but_earlier_result
    from xhg_excel.core.drawing.steps import draw
    from xhg_excel.errors.files import SameFileError
    from xhg_excel.files.read.drawn import XLSX, frozen_record
    from xhg_excel.files.read.file_dates import now_with_zone
    from xhg_excel.files.write.draw_files import write_drawn

    _refuse_other_suffix(out, XLSX)
    if resolved(out) == resolved(frozen):
        raise SameFileError(out)
    record = frozen_record(frozen)
    record = replace(record, facts=replace(record.facts, despite=record.facts.despite or despite))
    context = _context_of(record, settings)
    lists = read_but_earlier_result(ledgers, out, context)
    drawn = draw(record, lists, context, seed, now_with_zone())
    write_drawn(drawn, out)
    _print_cities(drawn, lists, context)
    click.echo(f"抽取名单：{out}")
    if forms is not None:
        _write_forms(drawn, forms)
    return 0


def _context_of(record: Record, settings: Path | None) -> Context:
    """Return the context of a settings file; without one, of the settings the record was made with."""
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.model.registry import Registry
    from xhg_excel.files.read.folder import read_context

    campaign = record.frame.campaign
    return read_context(settings) if settings else Context(campaign, Registry(campaign))


def _print_cities(record: Record, ledgers: Sequence[Submission], context: Context) -> None:
    """Print in a line a city how many sites are inspected, and the findings about its plan."""
    from xhg_excel.core.planning.plan_checks import check_plans

    for sample in record.sample().values():
        click.echo(_city_line(sample))
        for finding in check_plans([sample.plan], ledgers, context):
            click.echo(f"  {finding.severity.value}：{finding.what}。{finding.remedy}")


def _city_line(sample: CitySample) -> str:
    from xhg_excel.notice.words.planning import plan as words

    by_rule = Counter(pick.rule for pick in sample.picks)
    return (
        f"{sample.city.name}：督导 {len(sample.picks)} 家（未完成 {by_rule[words.UNFINISHED_RULE]}，"
        f"从已完成中抽 {by_rule[words.FINISHED_RULE]}，“小字头” {by_rule[words.SMALL_TRADES_RULE]}，"
        f"“停产停业” {by_rule[words.SUSPENDED_RULE]}），备选 {len(sample.spares)} 家；"
        f"督导{'、'.join(county.name for county in sample.visited)}。"
    )


@command.command("verify")
@click.argument("file", metavar="文件", type=path_type)
@click.option("--ledgers", type=path_type, help="台账文件夹：另核对冻结的清单是否就是这些台账。")
@settings_option
def draw_verify(file: Path, ledgers: Path | None, settings: Path | None) -> int:
    """由底账重算全部内容，指出第一处不同。

    退出码：0 完全一致，1 有不同，2 不能运行。

    例：xhg draw verify 抽取名单.xlsx --ledgers 台账
    """
    from xhg_excel.cli.inputs import read_ledgers
    from xhg_excel.core.drawing.frame import frame_of
    from xhg_excel.core.drawing.steps import changes
    from xhg_excel.files.read.drawn import verified

    record, found = verified(file)
    if not found and ledgers is not None:
        context = _context_of(record, settings)
        before = record.frames()[-1]
        found = list(changes(before, frame_of(read_ledgers(ledgers, context), context, before.printed)))
    if found:
        click.echo(f"不一致，第一处：{found[0]}。（共 {len(found)} 处）")
        return 1
    agreeing = f"名单、备选和底账都与重算一致，种子 {record.seed}" if record.seed else "清单与校验码一致，尚未抽取"
    click.echo(f"一致：{agreeing}；清单校验码 {record.frame.sha256}。")
    return 0


@command.command("replace")
@click.argument("file", metavar="文件", type=path_type)
@click.option("--id", "identifier", required=True, help="换下哪一家（编号）。")
@click.option("--reason", required=True, help="原因，至少4个汉字。")
@click.option("--city", shell_complete=cities_like, help="哪个设区市；编号在几个市都有时要写。")
@click.option("--out", type=path_type, help="写到哪个文件；不给则写在原文件旁边。")
@settings_option
def draw_replace(
    file: Path, identifier: str, reason: str, city: str | None, out: Path | None, settings: Path | None
) -> int:
    """用下一个备选替换一家，记下原因。

    例：xhg draw replace 抽取名单.xlsx --id P007 --reason "厂房已拆除，现场不存在"
    """
    from xhg_excel.core.drawing.steps import replace_site
    from xhg_excel.core.model.nearest import city_named
    from xhg_excel.files.read.drawn import drawn_record
    from xhg_excel.files.read.file_dates import now_with_zone

    record, typed = drawn_record(file)
    registry = _context_of(record, settings).registry
    code = city_named(city, registry).code if city else ""
    changed = replace_site(record, identifier, reason, now_with_zone(), code)
    before = {(p.row.city, p.row.identifier) for s in record.sample().values() for p in s.picks}
    new = next(p for s in changed.sample().values() for p in s.picks if (p.row.city, p.row.identifier) not in before)
    _write_changed(file, out, changed, typed)
    click.echo(f"{identifier} 换成 {new.row.identifier} {new.row.name}（{new.row.address}）。")
    return 0


def _write_changed(file: Path, out: Path | None, record: Record, typed: UserEntries) -> None:
    """Write a changed list to `out`, or beside the old one, which stays as it was.

    Raises:
        SameFileError: `out` is the old one.
    """
    from xhg_excel.errors.files import SameFileError
    from xhg_excel.files.places import fitting_name, readable
    from xhg_excel.files.read.drawn import XLSX
    from xhg_excel.files.write.draw_files import write_drawn
    from xhg_excel.notice.words.planning.draw import CHANGED_FILE

    pattern = CHANGED_FILE.replace("{number}", str(len(record.events)))
    target = out or file.with_name(fitting_name(pattern, readable(file.stem)))
    _refuse_other_suffix(target, XLSX)
    if resolved(target) == resolved(file):
        raise SameFileError(target)
    write_drawn(record, target, typed)
    click.echo(f"新的抽取名单：{target}（原文件未动）")


@command.command("topup")
@click.argument("file", metavar="文件", type=path_type)
@_ledgers_option
@click.option("--out", type=path_type, help="写到哪个文件；不给则写在原文件旁边。")
@_despite_option
@settings_option
def draw_topup(file: Path, ledgers: Path, out: Path | None, despite: bool, settings: Path | None) -> int:
    """清单有新增时，用同一个种子增补；原名单一家不变。

    例：xhg draw topup 抽取名单.xlsx --ledgers 新台账
    """
    from xhg_excel.cli.inputs import read_but_earlier_result
    from xhg_excel.core.drawing.steps import add_sites
    from xhg_excel.files.read.drawn import drawn_record
    from xhg_excel.files.read.file_dates import now_with_zone

    record, typed = drawn_record(file)
    context = _context_of(record, settings)
    lists = read_but_earlier_result(ledgers, out or file, context)
    changed, others = add_sites(record, lists, context, now_with_zone(), despite=despite)
    _write_changed(file, out, changed, typed)
    _print_cities(changed, lists, context)
    if others:
        click.echo(f"台账另有 {len(others)} 处与冻结的清单不同，不影响名单，例如：{others[0]}。")
    return 0


@command.command("notice")
@click.argument("file", metavar="文件", type=path_type)
@click.option(
    "--out", type=path_type, default=Path(NOTICE_FILE), show_default=True, help="公示名单写到哪个 .xlsx 文件。"
)
def draw_notice(file: Path, out: Path) -> int:
    """另存可以公示的名单：“督导方式”选了“明察暗访”的不在内。

    例：xhg draw notice 抽取名单.xlsx --out 公示名单.xlsx
    """
    from xhg_excel.core.drawing.workbook import notice_book
    from xhg_excel.errors.files import SameFileError
    from xhg_excel.files.read.drawn import XLSX, drawn_record
    from xhg_excel.files.write.workbook import write_book

    _refuse_other_suffix(out, XLSX)
    record, typed = drawn_record(file)
    if resolved(out) == resolved(file):
        raise SameFileError(out)
    write_book(notice_book(record, typed), out)
    click.echo(f"公示名单：{out}")
    return 0


@command.command("forms")
@click.argument("file", metavar="文件", type=path_type)
@click.option("--out", required=True, type=path_type, help="写到哪个文件夹。")
def draw_forms(file: Path, out: Path) -> int:
    """生成要去的各县和市本级的填报表，名单上的企业已填进登记表。

    例：xhg draw forms 抽取名单.xlsx --out 填报表
    """
    from xhg_excel.files.read.drawn import drawn_record

    _write_forms(drawn_record(file)[0], out)
    return 0


def _write_forms(record: Record, out: Path) -> None:
    """Write the submissions to fill in, their sites entered."""
    from xhg_excel.cli.console import watched
    from xhg_excel.files.write.draw_files import write_forms

    # At most a dozen counties a city; the bar need not be exact.
    written = sum(1 for _ in watched(write_forms(record, out), len(record.frame.plans()) * 12, "生成填报表"))
    click.echo(f"填报表 {written} 个，在“{out}”，企业已填进登记表。")
