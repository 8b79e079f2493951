"""The check columns beside a form or register: formulas and their present values.

Each row of a register or form has a check code (`check_codes`). The state of the row, its hint, the
counters above and the colours of its cells are all computed from this code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.sheets.layout import Area, Fill, Formula, Highlight, SheetLayout, Validation
from xhg_excel.core.templates.check_codes import RowState, Typed, first_number, plain
from xhg_excel.core.templates.check_formulas import (
    stripped,
)
from xhg_excel.core.templates.row_checks import RowChecks
from xhg_excel.notice.schema.form import YES
from xhg_excel.notice.words import check_columns as words
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.read_columns import READ_HEAD
from xhg_excel.notice.words.workbook import ALERT_TITLE

# Excel takes 8,192 characters in a formula.
_LONGEST = 7500
_WIDTHS = (12.0, 30.0, 60.0)
_MUST, _EXPLAIN = words.MARKS[Severity.MUST], words.MARKS[Severity.EXPLAIN]


@dataclass(frozen=True)
class CheckColumns:
    """The numbers of the check columns: 状态, 说明, 怎样改, and 12 columns further right the hidden ones.

    The empty columns between let Excel show a long hint in full.
    """

    state: int
    extra: int = 0

    @property
    def note(self) -> int:
        """The column of 说明."""
        return self.state + 1

    @property
    def hint(self) -> int:
        """The column of 怎样改."""
        return self.state + 2

    @property
    def hidden(self) -> int:
        """The first hidden column."""
        return self.hint + 12

    @property
    def hidden_columns(self) -> tuple[int, ...]:
        """The check code, counts, plain texts, whether findings count; `extra` read cells or are parts of the code."""
        return tuple(range(self.hidden, self.reads + self.extra))

    @property
    def reads(self) -> int:
        """The first column that reads the cells."""
        return self.hidden + HAS_EXPLAIN + 1

    def letters(self, offset: int) -> str:
        """Return the letters of a hidden column."""
        return column_letters(self.hidden + offset)


# Offsets of the hidden columns.
CODES, MUST, EXPLAIN, MISSING, REASON, NOTE, HAS_MUST, HAS_EXPLAIN = range(8)


@dataclass(frozen=True)
class HintRanges:
    """Ranges of the hidden sheet of texts: the hints by token, and the phrases that are no reason."""

    hints: str
    boilerplate: str


def put_heads(sheet: SheetLayout, columns: CheckColumns, row: int, style: str) -> None:
    """Put the heads of all columns into a row and set their widths."""
    for offset, head in enumerate((words.STATE_HEAD, words.NOTE_HEAD, words.HINT_HEAD)):
        sheet.put(row, columns.state + offset, head, style)
    sheet.put(row, columns.hidden, words.CODES_HEAD, "hidden")
    for col in columns.hidden_columns[words.HIDDEN_COLUMNS :]:
        sheet.put(row, col, READ_HEAD, "hidden")
    widths = list(sheet.widths) + [8.43] * (columns.hidden_columns[-1] + 1 - len(sheet.widths))
    widths[columns.state : columns.state + 3] = _WIDTHS
    sheet.widths = tuple(widths)
    sheet.hidden_columns = columns.hidden_columns


# Present values by column.
Shown: TypeAlias = dict[int, str | int | float]


@dataclass(frozen=True)
class RowFacts:
    """The present values of one row.

    Attributes:
        state: of its check code.
        note: its 说明.
        reason: the answer that must give a reason, with its cell in `reason_ref`.
        extra: those of the columns that read its cells, and of the parts of its check code.
    """

    state: RowState
    note: Typed = None
    reason: Typed = None
    reason_ref: str = ""
    extra: tuple[str | int | float, ...] = ()

    def shown(self, columns: CheckColumns) -> Shown:
        """Return the present value of every computed column."""
        now = self.state
        counts = (now.must, now.explain, now.missing)
        texts = (plain(self.reason), plain(self.note))
        hidden = (now.codes, *counts, *texts, int(now.must > 0), int(now.explain > 0), *self.extra)
        shown: Shown = {columns.state: now.state, columns.hint: now.hint}
        return shown | dict(zip(columns.hidden_columns, hidden, strict=False))


def put_row(sheet: SheetLayout, columns: CheckColumns, row: int, checks: RowChecks, facts: RowFacts) -> None:
    """Put the check code of one row of a form with what it rests on, and its reason without punctuation."""
    shown = facts.shown(columns)
    sheet.put(row, columns.hidden, Formula(checks.code, shown[columns.hidden]), "hidden")
    formulas = zip((*checks.reads, *checks.parts), facts.extra, strict=True)
    for col, (formula, value) in enumerate(formulas, start=columns.reads):
        sheet.put(row, col, Formula(formula, value), "hidden")
    if facts.reason_ref:
        formula = _plain_formula(facts.reason_ref)
        sheet.put(row, columns.hidden + REASON, Formula(formula, shown[columns.hidden + REASON]), "hidden")


def put_derived(
    sheet: SheetLayout, columns: CheckColumns, top: int, shown: Sequence[Shown], ranges: HintRanges, *, why: str = ""
) -> None:
    """Put the columns computed from the check codes of the rows from `top` on, each formula filled down."""
    for col, formula, style in _derived(columns, top, ranges, why):
        sheet.fills.append(Fill(top, col, formula, tuple(now[col] for now in shown), style))


def put_rows(
    sheet: SheetLayout,
    columns: CheckColumns,
    top: int,
    checks: RowChecks,
    rows: Sequence[RowFacts],
    *,
    ranges: HintRanges,
) -> None:
    """Put the check columns of all rows of a register; `checks` are the formulas of its `top` row."""
    shown = [facts.shown(columns) for facts in rows]
    put_derived(sheet, columns, top, shown, ranges, why=checks.why)
    reason = rows[0].reason_ref
    plain_reason = [(REASON, _plain_formula(reason))] if reason else []
    extra = enumerate((*checks.reads, *checks.parts), start=HAS_EXPLAIN + 1)
    for offset, formula in ((CODES, checks.code), *plain_reason, *extra):
        values = tuple(now[columns.hidden + offset] for now in shown)
        sheet.fills.append(Fill(top, columns.hidden + offset, formula, values, "hidden"))


def _derived(columns: CheckColumns, row: int, ranges: HintRanges, why: str) -> Iterable[tuple[int, str, str]]:
    """Yield column, formula and style of every cell computed from a row's check code."""
    code, must, explain, missing, plain_note = (
        f"{columns.letters(n)}{row + 1}" for n in (CODES, MUST, EXPLAIN, MISSING, NOTE)
    )
    state, note = f"{column_letters(columns.state)}{row + 1}", f"{column_letters(columns.note)}{row + 1}"
    settled = f"AND(LEN({plain_note})>={words.ENOUGH_HAN},COUNTIF({ranges.boilerplate},{plain_note})=0)"
    yield columns.hidden + MUST, f"={_count(code, _MUST)}+{_count(code, words.MISSING_MARK)}", "hidden"
    yield columns.hidden + EXPLAIN, f"=IF({settled},0,{_count(code, _EXPLAIN)})", "hidden"
    yield columns.hidden + MISSING, f"={_count(code, words.MISSING_MARK)}", "hidden"
    yield columns.hidden + NOTE, _plain_formula(note), "hidden"
    # For the first such row: MATCH over a condition is an array formula, which Gnumeric does not evaluate here.
    yield columns.hidden + HAS_MUST, f"=IF({must}>0,1,0)", "hidden"
    yield columns.hidden + HAS_EXPLAIN, f"=IF({explain}>0,1,0)", "hidden"
    yield columns.state, _state_formula(code, must, explain, missing), "state"
    yield (
        columns.hint,
        _hint_formula(code=code, explain=explain, state=state, note=note, hints=ranges.hints, why=why),
        "hint",
    )


def _plain_formula(cell: str) -> str:
    return f'=IF({cell}="","",{stripped(cell, words.NOT_HAN)})'


def _count(cell: str, mark: str) -> str:
    return f'LEN({cell})-LEN(SUBSTITUTE({cell},"{mark}",""))'


def _state_formula(code: str, must: str, explain: str, missing: str) -> str:
    def has(severity: Severity, then: str, other: str) -> str:
        return f'IF(ISNUMBER(FIND("{words.MARKS[severity]}",{code})),"{then}",{other})'

    light = has(Severity.NOTE, Severity.NOTE.value, f'"{words.FINE}"')
    light = has(Severity.EXPLAIN, words.SETTLED, has(Severity.RESULT, Severity.RESULT.value, light))
    worst = f'IF({must}={missing},"{words.PENDING}","{Severity.MUST.value}")'
    heavy = f'IF({must}>0,{worst},IF({explain}>0,"{Severity.EXPLAIN.value}",{light}))'
    return f'=IF({code}="","",{heavy})'


def _hint_formula(*, code: str, explain: str, state: str, note: str, hints: str, why: str) -> str:
    """Return the formula of 怎样改: the hint of the heaviest finding, and how many more there are.

    `hints` is the range of the hints; the other arguments are cells of the row.
    """

    def found(severity: Severity, other: str, more: str = "") -> str:
        looked = looked_up(code, words.MARKS[severity], hints, 2)
        return f'IF({state}="{severity.value}",{looked}{more},{other})'

    light = found(Severity.RESULT, found(Severity.NOTE, f'IF({state}="{words.SETTLED}","{words.SETTLED_HINT}","")'))
    rejected = f'&IF({note}="","","{words.BOILERPLATE_HINT}")'
    pending = looked_up(code, words.MISSING_MARK, hints, 2)
    lighter = f'IF({state}="{words.PENDING}",{pending},{found(Severity.EXPLAIN, light, rejected)})'
    heavy = found(Severity.MUST, lighter)
    before, after = words.MORE_HINT.split("{count}")
    tokens = f"{_count(code, ';')}-({_count(code, '-')})"
    settled = f"({_count(code, _EXPLAIN)}-{explain})"
    is_shown = f'({state}<>"{words.SETTLED}")*({state}<>"{words.FINE}")*({state}<>"")'
    others = f"{tokens}-{settled}-{is_shown}"
    return f'={heavy}{f"&{why}" if why else ""}&IF({others}>0,"{before}"&({others})&"{after}","")'


def looked_up(code: str, mark: str, table: str, column: int) -> str:
    """Return the formula that looks up the first token of a mark in the table of texts; `column` counts from 1."""
    start = f'FIND("{mark}",{code})'
    first = f'MID({code},{start}+1,FIND(";",{code},{start})-{start}-1)'
    return f"VLOOKUP({first},{table},{column},FALSE)"


def put_notes(sheet: SheetLayout, columns: CheckColumns, rows: Mapping[int, Typed]) -> None:
    """Put the unlocked cells of 说明 by row, with their limit and hint."""
    for row, note in rows.items():
        sheet.put(row, columns.note, note, "entry_note")
    block = Area(min(rows), columns.note, max(rows), columns.note)
    bounds, hint = (0, words.ROW_NOTE.longest), words.NOTE_HINT
    limit = Validation(
        block, "length", bounds=bounds, title=words.NOTE_HEAD, hint=hint, alert_title=ALERT_TITLE, alert=hint
    )
    sheet.validations.append(limit)


def highlights(block: Area, number: int, columns: CheckColumns, switch: str) -> Iterable[Highlight]:
    """Yield the conditional formats of one field's cells, computed from the check code of their row."""
    cell = f"{column_letters(block.left)}{block.top + 1}"
    code, state = f"${columns.letters(CODES)}{block.top + 1}", f"${column_letters(columns.state)}{block.top + 1}"

    def has(mark: str) -> str:
        return f'ISNUMBER(FIND("{mark}{number}:",{code}))'

    yield Highlight(block, f'={switch}="{YES}"', "filled")
    yield Highlight(block, f"={has(words.MARKS[Severity.MUST])}", "wrong")
    yield Highlight(block, f"={has(words.MISSING_MARK)}", "missing")
    yield Highlight(block, f'=AND({has(words.MARKS[Severity.EXPLAIN])},{state}<>"{words.SETTLED}")', "doubt")
    yield Highlight(block, f"={has(words.MARKS[Severity.RESULT])}", "result")
    yield Highlight(block, f'=ISNUMBER(FIND("{words.NOT_DUE_PATTERN.format(number=number)}",{code}))', "not_due")
    yield Highlight(block, f'=TRIM({cell})<>""', "filled")


def state_highlights(block: Area) -> Iterable[Highlight]:
    """Yield the conditional formats of the column 状态."""
    cell = f"{column_letters(block.left)}{block.top + 1}"
    yield Highlight(block, f'={cell}="{Severity.MUST.value}"', "state_must")
    yield Highlight(block, f'={cell}="{words.PENDING}"', "missing")
    yield Highlight(block, f'={cell}="{Severity.EXPLAIN.value}"', "state_explain")
    yield Highlight(block, f'=OR({cell}="{words.FINE}",{cell}="{words.SETTLED}")', "state_fine")


@dataclass(frozen=True)
class Counter:
    """One counter: the cell of its number, the cell with the address it links to, and the present values of both."""

    label: str
    number_ref: str
    goal_ref: str
    number: int
    goal: str


@dataclass(frozen=True)
class Counters:
    """The counters of a sheet: filled of due, 强制 and 核实; the latter two link to their first cell."""

    filled_ref: str
    due_ref: str
    filled: int
    due: int
    must: Counter
    explain: Counter

    @property
    def filled_formula(self) -> Formula:
        """The formula of `已填 12/60`."""
        shown = words.FILLED_OF.format(filled=self.filled, due=self.due)
        return Formula(
            f'="{words.COUNTER_FILLED} "&{self.filled_ref}&"/"&{self.due_ref}', f"{words.COUNTER_FILLED} {shown}"
        )


class CheckedSheet(NamedTuple):
    """A form or register: its sheet, column letters by field number, counters, the unit's cells by field key."""

    sheet: SheetLayout
    letters: dict[int, str]
    counters: Counters
    unit_cells: Mapping[str, tuple[int, int]] = {}


@dataclass(frozen=True)
class CheckedRows:
    """The rows of a sheet that are checked.

    Args:
        top, bottom: the first and last row, from 0.
        entries: the entry cells, as arguments of COUNTA.
        filled: the number of entries filled in now.
        rows: the state of each row, by row number.
        letters: the column letters of each field, by field number.

    """

    top: int
    bottom: int
    entries: str
    filled: int
    rows: Mapping[int, RowState]
    letters: Mapping[int, str]


def put_counters(sheet: SheetLayout, columns: CheckColumns, checked: CheckedRows, ranges: HintRanges) -> Counters:
    """Put the hidden cells that count a sheet's findings and find the first of each kind."""
    missing = sum(state.missing for state in checked.rows.values())
    filled_at, due_at = filled_ref(columns), _hidden_cell(columns, 0, REASON)
    sheet.put(0, columns.hidden + MISSING, Formula(f"=COUNTA({checked.entries})", checked.filled), "hidden")
    column = _range(columns, checked, MISSING)
    due = Formula(f"={filled_at}+SUM({column})", checked.filled + missing)
    sheet.put(0, columns.hidden + REASON, due, "hidden")
    must = _put_counter(sheet, columns, checked, ranges.hints, Severity.MUST)
    explain = _put_counter(sheet, columns, checked, ranges.hints, Severity.EXPLAIN)
    return Counters(filled_at, due_at, checked.filled, checked.filled + missing, must, explain)


def _put_counter(
    sheet: SheetLayout, columns: CheckColumns, checked: CheckedRows, hints: str, severity: Severity
) -> Counter:
    """Put the hidden cells of one counter: 强制 in the first row of the sheet, 核实 in the second."""
    row, offset = (0, MUST) if severity is Severity.MUST else (1, EXPLAIN)
    counts = {r: (s.must if offset == MUST else s.explain) for r, s in checked.rows.items()}
    number, first = sum(counts.values()), next((r for r, n in sorted(counts.items()) if n), None)
    row_at, code_at, goal_at, number_at = (_hidden_cell(columns, row, n) for n in (CODES, MUST, EXPLAIN, NOTE))
    column, codes = _range(columns, checked, offset), _range(columns, checked, CODES)
    sheet.put(row, columns.hidden + NOTE, Formula(f"=SUM({column})", number), "hidden")
    flags = _range(columns, checked, HAS_MUST if offset == MUST else HAS_EXPLAIN)
    found = f"MATCH(1,{flags},0)+{checked.top}"
    sheet.put(
        row, columns.hidden, Formula(f"=IF({number_at}=0,0,{found})", 0 if first is None else first + 1), "hidden"
    )
    code = checked.rows[first].codes if first is not None else ""
    inside = f'=IF({row_at}=0,"",INDEX({codes},{row_at}-{checked.top}))'
    sheet.put(row, columns.hidden + MUST, Formula(inside, code), "hidden")
    letters = looked_up(code_at, words.MARKS[severity], hints, 3)
    if severity is Severity.MUST:
        wrong = f'ISNUMBER(FIND("{words.MARKS[severity]}",{code_at}))'
        letters = f"IF({wrong},{letters},{looked_up(code_at, words.MISSING_MARK, hints, 3)})"
    goal = f"{checked.letters[first_number(code, severity)]}{first + 1}" if first is not None else "A1"
    sheet.put(row, columns.hidden + EXPLAIN, Formula(f'=IF({row_at}=0,"A1",{letters}&{row_at})', goal), "hidden")
    return Counter(severity.value, number_at, goal_at, number, goal)


def filled_ref(columns: CheckColumns) -> str:
    """Return the address of the count of filled entries."""
    return _hidden_cell(columns, 0, MISSING)


def _hidden_cell(columns: CheckColumns, row: int, offset: int) -> str:
    return f"${columns.letters(offset)}${row + 1}"


def _range(columns: CheckColumns, checked: CheckedRows, offset: int) -> str:
    return Area(checked.top, columns.hidden + offset, checked.bottom, columns.hidden + offset).a1


def link_formula(counter: Counter, sheet: str, within: str = "") -> Formula:
    """Return the formula that shows a count and links to its first cell; `within` prefixes cells, `'sheet'!`."""
    before, after = words.COUNTED.format(what=counter.label, count="|").split("|")
    number, goal = within + counter.number_ref, within + counter.goal_ref
    shown = words.COUNTED.format(what=counter.label, count=counter.number)
    return Formula(f'=HYPERLINK("#\'{sheet}\'!"&{goal},"{before}"&{number}&"{after}")', shown)
