"""A finding: what is wrong in a file, in which cells, by which clause, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from xhg_excel.core.model.grid import Place
from xhg_excel.notice.words.check_columns import SETTLED
from xhg_excel.notice.words.findings import GAP_PREFIX, GAP_SHOWN, MESSAGES, Severity
from xhg_excel.notice.words.workbook import CELLS_SHOWN, LISTED, MANY_CELLS

# Fewer neighbouring cells are as short when listed one by one.
_FEWEST_IN_RANGE = 3
_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Finding:
    """One fault, doubt, note or result, as data.

    Attributes:
        code: the key of its severity and texts in `MESSAGES`.
        places: every cell involved, first the one to mend; empty for a whole sheet or file.
        facts: what the texts quote, by name.
        explanation: the 说明 that settles it; "" without one.
        raised: its severity where it weighs more than usual: on a form that nobody has confirmed.
    """

    code: str
    places: tuple[Place, ...] = ()
    file: str = ""
    sheet: str = ""
    clause: str = ""
    facts: dict[str, str] = field(default_factory=dict, hash=False)
    explanation: str = ""
    raised: Severity | None = None

    @property
    def severity(self) -> Severity:
        """Its severity."""
        return self.raised or MESSAGES[self.code].severity

    @property
    def is_settled(self) -> bool:
        """Whether it has the explanation (说明) that it needed."""
        return bool(self.explanation)

    @property
    def is_gap(self) -> bool:
        """Whether it is a 任务缺口: what a city lacks of its task (C1 to C10), no fault of filling in."""
        return self.code.startswith(GAP_PREFIX)

    @property
    def shown_severity(self) -> str:
        """The word for users: 强制, 核实, 提示, 发现, or 已说明; of a 任务缺口 with that name."""
        if self.is_settled:
            return SETTLED
        return GAP_SHOWN.format(severity=self.severity.value) if self.is_gap else self.severity.value

    @property
    def what(self) -> str:
        """What was found, as a Chinese sentence."""
        return MESSAGES[self.code].what.format_map(_Facts(self.facts))

    @property
    def remedy(self) -> str:
        """How to mend it, as a Chinese sentence, after what the cell almost says (`near`)."""
        remedy = self.facts.get("remedy") or MESSAGES[self.code].remedy
        return ("" if "{near}" in remedy else self.facts.get("near", "")) + remedy.format_map(_Facts(self.facts))

    @property
    def cells(self) -> tuple[str, ...]:
        """A1 addresses of all cells involved, each once, first the one to mend.

        >>> at_cells("E01", [Place("s", 0, 2), Place("s", 0, 2)]).cells
        ('C1',)
        """
        return tuple(dict.fromkeys(place.a1 for place in self.places))

    @property
    def shown_cells(self) -> str:
        """The cells as one text: first the one to mend; neighbours in one row are a range.

        >>> at_cells("E01", [Place("s", 3, col) for col in (16, 6, 7, 8, 10, 11)]).shown_cells
        'Q4、G4:I4、K4、L4'
        >>> at_cells("F39", [Place("s", row, 3) for row in range(61)]).shown_cells
        'D1、D2、D3等61格'
        """
        places = list(dict.fromkeys(self.places))
        runs = [[place] for place in places[:1]]
        for place in places[1:]:
            last = runs[-1][-1]
            if len(runs) > 1 and (place.row, place.col) == (last.row, last.col + 1):
                runs[-1].append(place)
            else:
                runs.append([place])
        shown = (
            [f"{run[0].a1}:{run[-1].a1}"] if len(run) >= _FEWEST_IN_RANGE else [place.a1 for place in run]
            for run in runs
        )
        texts = [text for run in shown for text in run]
        if len(texts) > CELLS_SHOWN:
            return MANY_CELLS.format(first=LISTED.join(texts[:3]), count=len(places))
        return LISTED.join(texts)

    @property
    def item(self) -> str:
        """The printed place, `附件2第4项`; '' for a whole file or sheet."""
        return self.facts.get("item", "")

    @property
    def where(self) -> str:
        """File, sheet and cells as one text, as far as they are known."""
        at = f"!{self.shown_cells}" if self.places else ""
        return f"{self.file} {self.sheet}{at}".strip()

    @property
    def rank(self) -> tuple[bool, int, str, str, int, int, str]:
        """The sorting key: 强制 first, then file, sheet, row, column; settled findings last."""
        row, col = (self.places[0].row, self.places[0].col) if self.places else (-1, -1)
        return self.is_settled, _ORDER[self.severity], self.file, self.sheet, row, col, self.code

    def in_file(self, file: str) -> Finding:
        """Return the same finding in a file."""
        return replace(self, file=file)

    def hiding(self, hide: Callable[[str], str]) -> Finding:
        """Return the same finding with `hide` over all that it quotes.

        Its cells keep the name of their sheet, by which they are marked.
        """
        facts = {key: hide(value) for key, value in self.facts.items()}
        return replace(self, facts=facts, explanation=hide(self.explanation), sheet=hide(self.sheet))


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def at_cells(code: str, places: Sequence[Place], clause: str = "", **facts: object) -> Finding:
    """Return a finding over one or more cells of one sheet."""
    sheet = places[0].sheet if places else ""
    return Finding(code, tuple(places), "", sheet, clause, {k: shown(v) for k, v in facts.items()})


def at_sheet(code: str, sheet: str, **facts: object) -> Finding:
    """Return a finding over a whole sheet; an empty name means the whole file."""
    return Finding(code, (), "", sheet, "", {k: shown(v) for k, v in facts.items()})


def shown(value: object) -> str:
    """Return a fact as users read it: whole numbers without a decimal point, days without midnight.

    >>> shown(44058.0), shown(-5.0), shown(2.5), shown(datetime(2020, 8, 12)), shown("300张")
    ('44058', '-5', '2.5', '2020-08-12', '300张')
    """
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def count_by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return the number of faults of filling by severity, also of severities without any.

    Settled ones do not count, nor does what a city lacks of its task (`count_gaps`).

    >>> count_by_severity([at_sheet("F03", ""), at_sheet("C1", "")])[Severity.MUST]
    1
    """
    counted = Counter(finding.severity for finding in findings if not (finding.is_settled or finding.is_gap))
    return {severity: counted[severity] for severity in Severity}


def count_gaps(findings: Iterable[Finding], *severities: Severity) -> int:
    """Return the number of 任务缺口 that are not settled, of these severities or of all.

    >>> count_gaps([at_sheet("F03", ""), at_sheet("C1", "")])
    1
    """
    return sum(f.is_gap and not f.is_settled and (not severities or f.severity in severities) for f in findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of reports (`Finding.rank`)."""
    return sorted(findings, key=lambda finding: finding.rank)
