"""What the public functions return: values that become a pandas table, JSON or the official workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

from xhg_excel.api.result import CSV, DOCX, JSON, Result, Row
from xhg_excel.core.model.finding import Finding, in_order
from xhg_excel.core.model.submission import Answers, Submission
from xhg_excel.core.sheets.layout import BookLayout
from xhg_excel.notice import ANNEXES, LEDGERS
from xhg_excel.notice.schema.form import Annex
from xhg_excel.notice.schema.ledger import Ledger
from xhg_excel.notice.words import api as words
from xhg_excel.notice.words.findings import Severity

if TYPE_CHECKING:  # each result loads what it needs when it is used
    from xhg_excel.core.drawing.record import Record
    from xhg_excel.core.model.context import Context
    from xhg_excel.core.planning.plan import CityPlan
    from xhg_excel.core.planning.quota import CityQuota
    from xhg_excel.core.report.document import Report as ReportDocument
    from xhg_excel.core.totals.merge import MergeResult
    from xhg_excel.core.totals.unconfirmed import Unconfirmed


class Submissions(Result, Sequence[Submission]):
    """Workbooks that were read, each a `Submission`; a table has one row a workbook.

    `table` gives the rows of one annex or ledger. `where` is what messages call the source.
    """

    columns = words.SUBMISSION_COLUMNS
    kinds = (CSV, JSON)

    def __init__(self, submissions: Sequence[Submission], where: str) -> None:
        self._submissions, self.where = tuple(submissions), where

    @overload
    def __getitem__(self, index: int) -> Submission: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Submission]: ...
    def __getitem__(self, index: int | slice) -> Submission | Sequence[Submission]:
        """Return the workbook at a position."""
        return self._submissions[index]

    def __len__(self) -> int:
        """Return how many workbooks were read."""
        return len(self._submissions)

    def rows(self) -> Iterator[Row]:
        """Yield a row a workbook: its file, its unit, how many forms (not confirmed), ledger rows, findings it has."""
        for submission in self:
            ledger_rows = sum(len(ledger.rows) for ledger in submission.ledgers)
            counts = {"forms": len(submission.forms), "ledger_rows": ledger_rows}
            counts["unconfirmed"] = submission.unconfirmed + sum(part.unconfirmed for part in submission.parts)
            yield {**_origin(submission), **counts, "findings": len(submission.findings)}

    def table(self, name: str) -> Answered:
        """Return the rows of one annex or ledger over all workbooks.

        Args:
            name: as it is printed (附件2, 问题清单) or its key (annex2, problems).

        Raises:
            KeyError: there is no annex or ledger of that name.
        """
        annexes: dict[str, Annex | Ledger] = {n: annex for annex in ANNEXES for n in (annex.key, annex.label)}
        known = annexes | {n: ledger for ledger in LEDGERS for n in (ledger.key, ledger.title)}
        return Answered(self, known[name])


class Answered(Result):
    """The answers of one annex or ledger: one row a form or ledger row, one column a field."""

    kinds = (CSV, JSON)

    def __init__(self, submissions: Sequence[Submission], declared: Annex | Ledger) -> None:
        self._submissions, self._declared = submissions, declared

    @property
    def columns(self) -> Mapping[str, str]:
        """The file and the unit, then every field."""
        fields = self._declared.fields if isinstance(self._declared, Annex) else self._declared.columns
        return {**words.ORIGIN_COLUMNS, **{field.key: field.shown for field in fields}}

    def rows(self) -> Iterator[Row]:
        """Yield the answers; a blank and an unreadable cell are None."""
        for submission in self._submissions:
            for part in submission.parts or [submission]:
                for answers in self._answers(part):
                    yield {**dict.fromkeys(self.columns), **answers, **_origin(part)}

    def _answers(self, part: Submission) -> Iterator[Answers]:
        if isinstance(self._declared, Annex):
            yield from (form.answers for form in part.forms_of(self._declared) if not form.is_blank)
        else:
            yield from (row for ledger in part.ledgers if ledger.ledger is self._declared for row, _ in ledger.rows)


def _origin(submission: Submission) -> Row:
    """Return the file a row comes from and its unit; None where the unit is not clear."""
    unit = submission.unit
    return {"file": submission.source.file, "unit": unit and unit.full_name, "unit_code": unit and unit.code}


class Validation(Result):
    """What is wrong in some workbooks: one row a finding, 强制 first."""

    columns = words.FINDING_COLUMNS

    def __init__(self, submissions: Submissions) -> None:
        self.submissions = submissions

    @property
    def findings(self) -> list[Finding]:
        """Every finding of every workbook, 强制 first."""
        return in_order([finding for submission in self.submissions for finding in submission.findings])

    @property
    def ok(self) -> bool:
        """Whether nothing must be mended: no finding weighs 强制."""
        return all(finding.severity is not Severity.MUST for finding in self.findings)

    def rows(self) -> Iterator[Row]:
        """Yield a row a finding."""
        for finding in self.findings:
            yield finding_row(finding)

    def to_json(self) -> str:
        """Return the report that `xhg validate --json` writes; docs/validation-report.schema.json describes it."""
        from xhg_excel.core.results.json_report import validation_report

        return validation_report(self.findings, len(self.submissions)).model_dump_json(indent=2)

    def _layout(self) -> BookLayout:
        from xhg_excel.core.results.summary import summary_book

        return summary_book(self.submissions)


def finding_row(finding: Finding) -> Row:
    """Return a finding as a row of texts."""
    return {
        "severity": finding.shown_severity,
        "rule": finding.code,
        "file": finding.file,
        "sheet": finding.sheet,
        "cells": finding.shown_cells,
        "item": finding.item,
        "message": finding.what,
        "remedy": finding.remedy,
        "clause": finding.clause,
    }


class Merge(Result):
    """The totals of a city or of the province: one row a figure of the totals sheets."""

    columns = words.FIGURE_COLUMNS

    def __init__(self, merged: MergeResult) -> None:
        self._merged = merged

    @property
    def findings(self) -> list[Finding]:
        """What is wrong in the files, between them, and in what they cover of 五(二)."""
        return in_order(self._merged.totals.findings)

    @property
    def is_complete(self) -> bool:
        """Whether every cell that is not blank is accounted for and all sums agree."""
        return self._merged.audit.is_complete

    @property
    def unconfirmed(self) -> Unconfirmed:
        """What of it rests on forms that are not our template and that nobody has confirmed: files, forms, figures."""
        return self._merged.unconfirmed

    def rows(self) -> Iterator[Row]:
        """Yield a row a figure: its cell in the totals workbook, what it counts, for whom, and the figure."""
        from xhg_excel.core.consolidation.totals_sheets import annex_sheets
        from xhg_excel.core.model.grid import a1

        for made in annex_sheets(self._merged.totals).values():
            for at, figure in made.figures.items():
                item = figure.annex.item_of(getattr(figure.line, "key", "") or getattr(figure.line, "part", ""))
                yield {
                    "sheet": made.sheet.name,
                    "cell": a1(*at),
                    "item": None if item is None else item.number,
                    "label": figure.label,
                    "group": figure.group.head,
                    "figure": figure.shown,
                }

    def _layout(self) -> BookLayout:
        return self._merged.book


class Quotas(Result, Sequence["CityQuota"]):
    """The quotas of 五(二), one row a city; every number is a minimum."""

    columns = words.QUOTA_COLUMNS

    def __init__(self, quotas: Sequence[CityQuota], context: Context) -> None:
        self._quotas, self._context = tuple(quotas), context

    @overload
    def __getitem__(self, index: int) -> CityQuota: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[CityQuota]: ...
    def __getitem__(self, index: int | slice) -> CityQuota | Sequence[CityQuota]:
        """Return the quota at a position; cities stand by their code."""
        return self._quotas[index]

    def __len__(self) -> int:
        """Return how many cities there are."""
        return len(self._quotas)

    def rows(self) -> Iterator[Row]:
        """Yield a row a city."""
        for quota in self:
            named = {"city": quota.city.name, "code": quota.city.code}
            priority = words.LISTED.join(county.name for county in quota.priority)
            yield {**{key: getattr(quota, key, None) for key in self.columns}, **named, "priority": priority}

    def _layout(self) -> BookLayout:
        from xhg_excel.core.planning.quota_workbook import quota_book

        return quota_book(self, self._context.campaign)


class Plan(Result):
    """Which counties are visited and why, one row a county; `findings` is what must be known of the plan."""

    columns = words.PLAN_COLUMNS

    def __init__(
        self, cities: Sequence[CityPlan], findings: Sequence[Finding], layout: Callable[[], BookLayout]
    ) -> None:
        self.cities, self.findings, self._make_layout = tuple(cities), list(findings), layout

    def rows(self) -> Iterator[Row]:
        """Yield a row a county of every city."""
        for plan in self.cities:
            for held in plan.quota.by_county:
                yield {
                    "city": plan.quota.city.name,
                    "county": held.county.name,
                    "code": held.county.code,
                    "is_visited": held.county in plan.visited,
                    "reason": plan.reasons[held.county.code].value,
                    "finished": held.finished,
                    "unfinished": held.unfinished,
                }

    def _layout(self) -> BookLayout:
        return self._make_layout()


class Draw(Result):
    """A frozen list and, once it is drawn, the sample: one row a site, the spares in their order."""

    columns = words.DRAW_COLUMNS

    def __init__(self, record: Record) -> None:
        self.record = record

    @property
    def sha256(self) -> str:
        """The hash of the frozen list, which is published before the seed is known."""
        return self.record.frame.sha256

    @property
    def is_drawn(self) -> bool:
        """Whether a seed was given; before that there are no rows."""
        return bool(self.record.seed)

    def rows(self) -> Iterator[Row]:
        """Yield a row a site to inspect, then a row a spare, city by city."""
        if not self.is_drawn:
            return
        for sample in self.record.sample().values():
            for is_spare, picks in ((False, sample.picks), (True, sample.spares)):
                for order, pick in enumerate(picks, start=1):
                    site = pick.row
                    yield {
                        "city": sample.city.name,
                        "county_code": site.county or None,
                        "identifier": site.identifier,
                        "name": site.name,
                        "address": site.address,
                        "site_type": site.site_type,
                        "is_spare": is_spare,
                        "order": order,
                        "rule": pick.rule,
                        "ticket": pick.ticket or None,
                    }

    def _write_official(self, target: Path) -> None:
        from xhg_excel.files.write.draw_files import write_frozen

        write_frozen(self.record, target)


class Report(Result):
    """A report on a totals workbook: one row a figure that it states; `missing` is what it still lacks."""

    columns = words.REPORT_COLUMNS
    kinds = (DOCX, CSV, JSON)

    def __init__(self, document: ReportDocument, missing: Sequence[str]) -> None:
        self.document, self.missing = document, tuple(missing)

    def rows(self) -> Iterator[Row]:
        """Yield a row a figure: its key, the figure as it is printed, the paragraph or table it stands in."""
        from xhg_excel.core.report.verify import expected_figures

        for key, (figure, context) in expected_figures(self.document).items():
            yield {"key": key, "figure": figure, "context": context}

    def _write_official(self, target: Path) -> None:
        from xhg_excel.files.word.write import write_report

        write_report(self.document, target)
