"""The functions of the public interface: each does what the command of the same name does, and returns a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from xhg_excel.api.results import Draw, Merge, Plan, Quotas, Report, Submissions, Validation
from xhg_excel.api.sources import (
    FilePath,
    Given,
    context_of,
    frozen_record,
    ledgers_of,
    sound_ledgers_of,
    submissions_of,
)
from xhg_excel.core.answers.ledger_rows import ledger_rows
from xhg_excel.core.model.context import Context
from xhg_excel.core.model.nearest import city_named
from xhg_excel.core.model.registry import Registry
from xhg_excel.core.reading.across_files import redact_and_crosscheck
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.errors.draw import SeedBeforeFreezeError
from xhg_excel.errors.files import ReportNotReadyError
from xhg_excel.notice import PROBLEMS

Settings = Context | FilePath | None


def read(source: Given, *, context: Settings = None) -> Submissions:
    """Return every workbook of a source: its unit, forms and ledgers, each checked by itself.

    A file that cannot be read is a submission with a finding; so is, last, any other file in a folder
    (`is_passed_over`). Names and numbers of petitioners are hidden (五(四)): what a ledger or a
    label says is one, and every telephone and identity number.

    Args:
        source: a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods, .csv), a folder or a .zip of them, a list of paths, or
            an open `xlwings.Book`, which is read as it stands. No source is changed.
        context: settings and regions: a settings file (TOML) or a `Context`; None: the notice's.

    Raises:
        NothingToReadError: a path is missing, or a folder holds no workbook.

    >>> import xhg_excel
    >>> [made] = xhg_excel.read("演练/报送/南通市/南通市如东县 填报表.xlsx")
    >>> made.unit.full_name
    '南通市如东县'
    >>> problems = xhg_excel.read("演练/台账").table("问题清单").to_frame()
    >>> len(problems), int((problems["status"] == "未完成").sum())
    (156, 14)
    """
    return submissions_of(source, context_of(context))


def validate(source: Given, *, ledgers: Given | None = None, context: Settings = None) -> Validation:
    """Return what is wrong in workbooks: each by itself, between them, and by the ledgers where given.

    Args:
        source: as for `read`. A result of `read` stays as it is.
        ledgers: 问题清单, 信访举报清单 and others to compare with; given as `source` is.
        context: as for `read`.

    Raises:
        NothingToReadError: a path is missing, or a folder holds no workbook.

    >>> import xhg_excel
    >>> found = xhg_excel.validate("演练/报送", ledgers="演练/台账")
    >>> found.ok
    False
    >>> found.to_frame(labels=True).columns.to_list()
    ['级别', '代码', '文件', '工作表', '单元格', '项目', '发现的问题', '怎样改', '依据']
    """
    settings = context_of(context)
    submissions = submissions_of(source, settings)
    redact_and_crosscheck(submissions, [*ledgers_of(ledgers, settings), *submissions], settings)
    return Validation(submissions)


def merge(
    source: Given,
    *,
    level: Literal["city", "province"] = "city",
    city: str | None = None,
    ledgers: Given | None = None,
    today: date | None = None,
    context: Settings = None,
) -> Merge:
    """Return the totals of county workbooks for their city, or of cities' totals for the province.

    Of several workbooks of one unit the newest counts; what cannot be merged is a finding.

    Args:
        source: as for `read`.
        level: what is added up: a city, or the province.
        city: the city, by its name; None: the one most workbooks come from. Not used for the province.
        ledgers: compare with them, and find what 五(二) still lacks.
        today: the day that dates are compared with; None: today.
        context: as for `read`.

    Raises:
        NoSubmissionError: not one workbook could be merged.
        CityUnclearError: no city was named and the workbooks do not agree on one.
        UnknownCityError: there is no city of that name.

    >>> import xhg_excel
    >>> from datetime import date
    >>> merged = xhg_excel.merge("演练/报送", ledgers="演练/台账", today=date(2020, 8, 22))
    >>> merged.is_complete
    True
    >>> figures = merged.to_frame()
    >>> figures[(figures["label"] == "工作简报（期）") & (figures["group"] == "县（市、区）合计")]["figure"].to_list()
    [53]
    """
    from xhg_excel.core.totals.merge import MergeRequest  # loads the whole totals workbook
    from xhg_excel.core.totals.merge import merge as merged

    settings = context_of(context)
    named = None if city is None else city_named(city, settings.registry)
    submissions = submissions_of(source, settings)
    request = MergeRequest(today or date.today(), submissions.where, level == "province", named)
    return Merge(merged(submissions, ledgers_of(ledgers, settings), request, settings))


def write_templates(
    folder: FilePath, *, city: str | None = None, ledgers: Given | None = None, context: Settings = None
) -> list[Path]:
    """Write the blank workbooks into a folder and return their paths.

    Args:
        folder: made where it does not exist; workbooks of the same names are replaced.
        city: write that city's county workbooks, one a county, the cover filled in; None: the three
            annexes, the county workbook and the ledgers.
        ledgers: the problem list; its numbers are offered in the county workbooks of `city`.
        context: as for `read`.

    Raises:
        UnknownCityError: there is no city of that name.
        TargetChangedError: the folder cannot be written.

    >>> import xhg_excel
    >>> sorted(path.name for path in xhg_excel.write_templates("空表", city="南通市"))[:2]
    ['南通市启东市 填报表.xlsx', '南通市如东县 填报表.xlsx']
    """
    from xhg_excel.core.templates.workbooks import blank_books, city_books
    from xhg_excel.files.write.workbook import write_book

    settings = context_of(context)
    if city is None:
        books = blank_books(settings.campaign, settings.registry)
    else:
        problems = ledger_rows(ledgers_of(ledgers, settings), PROBLEMS)
        books = city_books(settings, city_named(city, settings.registry), problems)
    written = []
    for name, book in books:
        written.append(Path(folder) / name)
        write_book(book, written[-1])
    return written


def quotas(ledgers: Given, *, context: Settings = None) -> Quotas:
    """Return how many counties, problems and other sites of each city must be inspected.

    Clause: 五(二), “不少于50%”, “不低于问题清单总数的50%”, “各10家”.

    Args:
        ledgers: 问题清单 and 排查底数; given as the source of `read` is.
        context: as for `read`.

    Raises:
        LedgerMissingError: one of the two ledgers is not there.
        LedgerFaultError: a ledger has a finding that must be mended first.

    >>> import xhg_excel
    >>> quotas = xhg_excel.quotas("演练/台账")
    >>> quotas[0].city.name, quotas[0].counties, quotas[0].counties_due
    ('南通市', 7, 4)
    """
    from xhg_excel.core.planning.quota import ledger_quotas

    settings = context_of(context)
    handed = sound_ledgers_of(ledgers, settings)
    return Quotas(ledger_quotas(handed, handed.where, settings), settings)


def plan(ledgers: Given, *, context: Settings = None) -> Plan:
    """Return which counties of each city are visited and why, and how many sites each part of the lists gives.

    Clause: 五(二). The smallest set of counties that holds every priority county, half of all
    counties, and enough finished problems.

    Args:
        ledgers: 问题清单 and 排查底数, 信访举报清单 where there is one; given as the source of `read` is.
        context: as for `read`.

    Raises:
        LedgerMissingError: 问题清单 or 排查底数 is not there.
        LedgerFaultError: a ledger has a finding that must be mended first.

    >>> import xhg_excel
    >>> plan = xhg_excel.plan("演练/台账")
    >>> table = plan.to_frame()
    >>> len(table), int(table["is_visited"].sum())
    (7, 4)
    """
    from xhg_excel.core.planning.other_settings import compare_settings
    from xhg_excel.core.planning.plan import ledger_plans
    from xhg_excel.core.planning.plan_checks import check_plans
    from xhg_excel.core.planning.plan_workbook import PlanBook, plan_book
    from xhg_excel.core.planning.quota import ledger_quotas

    settings = context_of(context)
    handed = sound_ledgers_of(ledgers, settings)
    ledger_quotas(handed, handed.where, settings)  # refuses ledgers that are missing or at fault
    cities = ledger_plans(handed, settings.campaign)
    findings = list(check_plans(cities, handed, settings))

    def layout() -> BookLayout:
        others = compare_settings(lambda campaign: ledger_plans(handed, campaign), settings.campaign)
        return plan_book(PlanBook(cities, findings, others), settings.campaign)

    return Plan(cities, findings, layout)


def draw(
    ledgers: Given,
    *,
    seed: str | None = None,
    frozen: Draw | FilePath | None = None,
    despite_findings: bool = False,
    context: Settings = None,
) -> Draw:
    """Return the frozen lists or, with a seed, the sites drawn from them.

    First freeze (no `seed`), write the result and publish its `sha256`; when the public seed is
    there, draw with it from what was frozen. The same lists and seed give the same sites on
    any machine.

    Clause: 五(二). docs/draw.md shows how to check a draw by hand.

    Args:
        ledgers: 问题清单 and 排查底数; given as the source of `read` is.
        seed: the public seed, at least 20 digits, as text; None: only freeze.
        frozen: what was frozen: the value, or the file it was written to; needed with `seed`.
        despite_findings: go on though the ledgers have findings that must be mended; the record says so.
        context: as for `read`; None with `frozen`: the settings that were frozen.

    Raises:
        SeedBeforeFreezeError: a seed was given, but nothing frozen.
        SeedError: the seed has fewer than 20 digits, or is none.
        ListChangedError: the ledgers are not those that were frozen; it says what changed.
        OpenFindingsError: the ledgers have findings that must be mended, and not `despite_findings`.

    >>> import xhg_excel
    >>> frozen = xhg_excel.draw("演练/台账")
    >>> len(frozen.sha256), frozen.is_drawn
    (64, False)
    >>> drawn = xhg_excel.draw("演练/台账", seed="20200810123456789012", frozen=frozen)
    >>> table = drawn.to_frame()
    >>> bool((table["ticket"].str.len() == 64).any())
    True
    """
    from xhg_excel.core.drawing.steps import draw as drawn
    from xhg_excel.core.drawing.steps import freeze
    from xhg_excel.files.read.file_dates import now_with_zone

    if seed is None:
        settings = context_of(context)
        handed = ledgers_of(ledgers, settings)
        return Draw(freeze(handed, settings, now_with_zone(), handed.where, despite=despite_findings))
    if frozen is None:
        raise SeedBeforeFreezeError
    record = frozen_record(frozen)
    record = replace(record, facts=replace(record.facts, despite=record.facts.despite or despite_findings))
    campaign = record.frame.campaign
    settings = Context(campaign, Registry(campaign)) if context is None else context_of(context)
    return Draw(drawn(record, ledgers_of(ledgers, settings), settings, seed, now_with_zone()))


def report(
    totals: Given,
    *,
    ledgers: Given | None = None,
    is_draft: bool = False,
    today: date | None = None,
    context: Settings = None,
) -> Report:
    """Return the report (督导专题报告) that a totals workbook gives.

    Args:
        totals: the workbook that `merge` wrote; given as the source of `read` is.
        ledgers: the chapters on tasks, on lists and sites, and on petitions need them.
        is_draft: make it though something is missing; its first chapter then lists what.
        today: the day of the report; None: today.
        context: as for `read`.

    Raises:
        NotTotalsError: the workbook is no totals workbook.
        ReportNotReadyError: something is missing, and it is no draft.

    >>> import xhg_excel
    >>> made = xhg_excel.merge("演练/报送").write("市级汇总.xlsx")
    >>> report = xhg_excel.report(made, ledgers="演练/台账", is_draft=True)
    >>> len(report.to_frame()) > 100
    True
    """
    from xhg_excel.core.report.chapters import missing_parts, report_of
    from xhg_excel.core.report.inputs import report_inputs

    settings = context_of(context)
    book, *_ = submissions_of(totals, settings)
    inputs = report_inputs(book, ledgers_of(ledgers, settings), settings, today or date.today())
    missing = missing_parts(inputs)
    if missing and not is_draft:
        raise ReportNotReadyError(missing)
    return Report(report_of(inputs, is_draft=is_draft), missing)
