"""`xhg draw`: freeze the lists, draw by a public seed, verify, replace, top up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from xhg_excel.cli.console import city_named, is_earlier, ledgers_in, reading, watched
from xhg_excel.core.drawing.frame import frame_of
from xhg_excel.core.drawing.record import Record, UserEntries
from xhg_excel.core.drawing.sample import CitySample
from xhg_excel.core.drawing.steps import add_sites, changes, checked_record, draw, freeze, replace_site
from xhg_excel.core.drawing.verify import differences, read_record, read_typed
from xhg_excel.core.drawing.workbook import notice_book
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.grid import Grid
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.planning.plan_checks import check_plans
from xhg_excel.errors.draw import DrawDiffersError, NotDrawnYetError
from xhg_excel.errors.files import SameFileError
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.read.saved_when import now_with_zone
from xhg_excel.files.write.county_workbooks import write_forms
from xhg_excel.files.write.draw_files import JSON, TEXT, XLSX, read_drawn, read_frozen, write_drawn, write_frozen
from xhg_excel.files.write.workbook import write_book
from xhg_excel.notice.words.planning.draw import CHANGED_FILE, HASH_DIFFERENCE
from xhg_excel.notice.words.planning.plan import FINISHED_RULE, SMALL_TRADES_RULE, SUSPENDED_RULE, UNFINISHED_RULE


def _ledgers(folder: Path, out: Path, context: Context) -> list[Submission]:
    """Return the ledgers of a folder; what an earlier run wrote to `out` is passed over, an input never written over."""
    books = list_workbooks([folder])
    read = list(watched(read_submissions(books, context), len(books), "读取"))
    return [made for (path, _), made in zip(books, read, strict=True) if not is_earlier(path, made, out)]


def _ends(out: Path, *suffixes: str) -> None:
    """Refuse a file name that says another kind than what is written."""
    if out.suffix.lower() not in suffixes:
        raise click.UsageError(f"“{out.name}”的扩展名应为{'、'.join(suffixes)}")


def freeze_step(ledgers: Path, out: Path, despite: bool, settings: Path | None) -> int:
    """Write the frozen list, and say its hash."""
    _ends(out, XLSX, JSON, TEXT)
    context = reading(settings)
    handed = _ledgers(ledgers, out, context)
    record = freeze(handed, context, now_with_zone(), str(ledgers), despite=despite)
    write_frozen(record, out)
    click.echo(f"清单校验码（请公布）：{record.frame.sha256}")
    click.echo(f"共 {len(record.frame.rows)} 家；冻结记录：{out}")
    if record.facts.despite:
        click.echo(f"注意：台账有 {record.facts.findings} 处强制问题没有更正，已记入抽样底账。")
    click.echo("下一步：公布校验码，等到约定的公开种子（不少于20位数字）产生后，运行 xhg draw run。")
    return 0


def run_step(
    ledgers: Path, frozen: Path, seed: str, out: Path, forms: Path | None, despite: bool, settings: Path | None
) -> int:
    """Draw from the frozen list and write what was drawn."""
    _ends(out, XLSX)
    if out.resolve() == frozen.resolve():
        raise SameFileError(out)
    record = _frozen(frozen)
    record = replace(record, facts=replace(record.facts, despite=record.facts.despite or despite))
    context = _against(record, settings)
    handed = _ledgers(ledgers, out, context)
    drawn = draw(record, handed, context, seed, now_with_zone())
    write_drawn(drawn, out)
    _tell(drawn, handed, context)
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


def _against(record: Record, settings: Path | None) -> Context:
    """Return the settings given, or those of the record."""
    return reading(settings) if settings else Context(record.frame.campaign, Registry(record.frame.campaign))


def _tell(record: Record, ledgers: Sequence[Submission], context: Context) -> None:
    """Say in a line a city how many are inspected, and what its readers must know of the plan."""
    for sample in record.sample().values():
        click.echo(_city_line(sample))
        for finding in check_plans([sample.plan], ledgers, context):
            click.echo(f"  {finding.severity.value}：{finding.what}。{finding.remedy}")


def _city_line(sample: CitySample) -> str:
    by_rule = Counter(pick.rule for pick in sample.picks)
    return (
        f"{sample.city.name}：督导 {len(sample.picks)} 家（未完成 {by_rule[UNFINISHED_RULE]}，从已完成中抽 {by_rule[FINISHED_RULE]}，"
        f"“小字头” {by_rule[SMALL_TRADES_RULE]}，“停产停业” {by_rule[SUSPENDED_RULE]}），备选 {len(sample.spares)} 家；"
        f"督导{'、'.join(county.name for county in sample.visited)}。"
    )


def verify_step(file: Path, ledgers: Path | None, settings: Path | None) -> int:
    """Make everything again from the record; return 1 with the first difference."""
    if file.suffix.lower() in (JSON, TEXT):
        record, stated = read_frozen(file)
        found = [] if stated == record.frame.sha256 else [_hash_difference(record, stated)]
    else:
        grids = read_drawn(file)
        record = read_record(grids, file.name)
        found = list(differences(grids, record))
    if not found and ledgers is not None:
        context = _against(record, settings)
        before = record.frames()[-1]
        found = list(changes(before, frame_of(ledgers_in(ledgers, context), context, before.printed)))
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


def _changed(file: Path, out: Path | None, record: Record, typed: UserEntries) -> None:
    """Write a changed list beside the old one, which stays as it was."""
    target = out or file.with_name(CHANGED_FILE.format(stem=file.stem, number=len(record.events)))
    _ends(target, XLSX)
    if target.resolve() == file.resolve():
        raise SameFileError(target)
    write_drawn(record, target, typed)
    click.echo(f"新的抽取名单：{target}（原文件未动）")


def replace_step(
    file: Path, identifier: str, reason: str, city: str | None, out: Path | None, settings: Path | None
) -> int:
    """Write the list with one site replaced by the next spare."""
    record, grids = _drawn(file)
    registry = _against(record, settings).registry
    code = city_named(city, registry).code if city else ""
    changed = replace_site(record, identifier, reason, now_with_zone(), code)
    before = {(p.row.city, p.row.identifier) for s in record.sample().values() for p in s.picks}
    into = next(p for s in changed.sample().values() for p in s.picks if (p.row.city, p.row.identifier) not in before)
    _changed(file, out, changed, read_typed(grids, record))
    click.echo(f"{identifier} 换成 {into.row.identifier} {into.row.name}（{into.row.address}）。")
    return 0


def topup_step(file: Path, ledgers: Path, out: Path | None, despite: bool, settings: Path | None) -> int:
    """Write the list with what is due from sites that were added."""
    record, grids = _drawn(file)
    context = _against(record, settings)
    handed = _ledgers(ledgers, out or file, context)
    changed, others = add_sites(record, handed, context, now_with_zone(), despite=despite)
    _changed(file, out, changed, read_typed(grids, record))
    _tell(changed, handed, context)
    if others:
        click.echo(f"台账另有 {len(others)} 处与冻结的清单不同，不影响名单，例如：{others[0]}。")
    return 0


def notice_step(file: Path, out: Path) -> int:
    """Write the list that may be published."""
    _ends(out, XLSX)
    record, grids = _drawn(file)
    if out.resolve() == file.resolve():
        raise SameFileError(out)
    write_book(notice_book(record, read_typed(grids, record)), out)
    click.echo(f"公示名单：{out}")
    return 0


def forms_step(file: Path, out: Path) -> int:
    """Write the submissions to fill in, their sites entered."""
    _write_forms(_drawn(file)[0], out)
    return 0


def _write_forms(record: Record, out: Path) -> None:
    written = 0
    for _ in watched(write_forms(record, out), len(record.frame.plans()) * 12, "生成填报表"):
        written += 1
    click.echo(f"填报表 {written} 个，在“{out}”，企业已填进登记表。")
