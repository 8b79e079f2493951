"""The columns beside a form or register that check it by themselves: formulas and present values.

One row of a register, or one row of a form, has a check code (`core.codes`); from it
alone follow the row's state, its hint, the counters above and the colours of its cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xhg_excel.core.model.grid import column_letters
from xhg_excel.core.sheets.layout import Area, Fill, Formula, Highlight, SheetLayout, Validation
from xhg_excel.core.templates.check_codes import RowState, Typed, first_number, numbers_of, plain, token
from xhg_excel.core.templates.check_formulas import Cells, answered, condition_formula, readable, stripped
from xhg_excel.notice.schema.form import YES, Field
from xhg_excel.notice.schema.rule import Rule
from xhg_excel.notice.words import check_columns as words
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.workbook import ALERT_TITLE

_WIDTHS = (12.0, 30.0, 60.0)
_FEW = 4
_MUST, _EXPLAIN = words.MARKS[Severity.MUST], words.MARKS[Severity.EXPLAIN]


@dataclass(frozen=True)
class CheckColumns:
    """Where the columns stand: 状态, 说明, 怎样改, and well right of them the hidden ones.

    A long hint runs on over the empty columns between, so it is never cut.
    """

    state: int

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
        """Check code, three counts, and two texts without digits and punctuation."""
        return tuple(range(self.hidden, self.hidden + words.HIDDEN_COLUMNS))

    def letters(self, offset: int) -> str:
        """Return the letters of a hidden column."""
        return column_letters(self.hidden + offset)


# Offsets of the hidden columns.
CODES, MUST, EXPLAIN, MISSING, REASON, NOTE = range(6)


@dataclass(frozen=True)
class HintRanges:
    """Two ranges of the hidden sheet of texts: the hints by token, and the phrases that are no reason."""

    hints: str
    boilerplate: str


def put_heads(sheet: SheetLayout, at: CheckColumns, row: int, style: str) -> None:
    """Put the heads of all columns into a row and set their widths."""
    for offset, head in enumerate((words.STATE_HEAD, words.NOTE_HEAD, words.HINT_HEAD)):
        sheet.put(row, at.state + offset, head, style)
    sheet.put(row, at.hidden, words.CODES_HEAD, "hidden")
    widths = list(sheet.widths) + [8.43] * (at.hidden_columns[-1] + 1 - len(sheet.widths))
    widths[at.state : at.state + 3] = _WIDTHS
    sheet.widths = tuple(widths)
    sheet.hidden_columns = at.hidden_columns


def codes_formula(cells: Cells, fields: Sequence[Field], rules: Iterable[Rule], started: str) -> str:
    """Return the formula of the check code over `fields` and `rules` of one row."""
    numbers = numbers_of(cells.annex)
    errors = [f'IF(ISERROR({cells.refs[f.key]}),"{token("E09", numbers[f.key])}","")' for f in fields]
    tokens = [field_formula(field, numbers[field.key], cells) for field in fields]
    tokens += [rule_formula(rule, numbers[rule.key_to_mend], cells) for rule in rules]
    checked = f'IF({started},"{words.STARTED}"&{"&".join(tokens)},"")'
    any_error = _any_error([cells.refs[f.key] for f in fields])
    return f'=IFERROR(IF({any_error},"{words.STARTED}"&{"&".join(errors)},{checked}),"{words.STARTED}")'


def _any_error(refs: Sequence[str]) -> str:
    """Return whether a cell of a row is an error: few of a form's one by one, a register's as a range."""
    if len(refs) > _FEW:
        return f"SUMPRODUCT(--ISERROR({refs[0]}:{refs[-1]}))>0"
    return f"OR({','.join(f'ISERROR({ref})' for ref in refs)})"


def field_formula(field: Field, number: int, cells: Cells) -> str:
    """Return the formula of a field's own token: missing, not due, wrong or surplus."""
    cell = cells.refs[field.key]
    missing = "" if field.optional else token(field.missing, number, blank=True)
    blank, here = f'"{missing}"', '""'
    if field.due is not None:
        due, known = condition_formula(field.due, cells), answered(field.due, cells)
        not_due = words.NOT_DUE_PATTERN.format(number=number)
        blank = f'IF({due},"{missing}",IF({known},"{not_due}",""))'
        here = f'IF({due},"",IF({known},"{token(field.surplus, number)}",""))'
    wrong = token(field.fault, number)
    return f'IF(TRIM({cell})="",{blank},IF({readable(field, cell)},{here},"{wrong}"))'


def rule_formula(rule: Rule, number: int, cells: Cells) -> str:
    """Return the formula of a rule's token."""
    broken = condition_formula(rule.when, cells)
    if rule.then is not None:
        broken = f"AND({broken},NOT({condition_formula(rule.then, cells)}))"
    return f'IF({broken},"{token(rule.code, number)}","")'


@dataclass(frozen=True)
class RowFacts:
    """The present values of one row: its state, its 说明, and the answer that a rule weighs as a reason."""

    state: RowState
    note: Typed = None
    reason: Typed = None
    reason_ref: str = ""

    def shown(self, at: CheckColumns) -> dict[int, str | int]:
        """Return the present value of every computed column."""
        state = self.state
        hidden = (state.codes, state.must, state.explain, state.missing, plain(self.reason), plain(self.note))
        shown: dict[int, str | int] = {at.state: state.state, at.hint: state.hint}
        return shown | dict(zip(at.hidden_columns, hidden, strict=True))


def put_row(sheet: SheetLayout, at: CheckColumns, row: int, codes: str, facts: RowFacts) -> None:
    """Put the check code of one row of a form, and its reason as it is weighed."""
    shown = facts.shown(at)
    sheet.put(row, at.hidden, Formula(codes, shown[at.hidden]), "hidden")
    if facts.reason_ref:
        formula = _plain_formula(facts.reason_ref)
        sheet.put(row, at.hidden + REASON, Formula(formula, shown[at.hidden + REASON]), "hidden")


def put_derived(sheet: SheetLayout, at: CheckColumns, top: int, rows: Sequence[RowFacts], ranges: HintRanges) -> None:
    """Put all that follows from the check codes of neighbouring rows: each formula once, filled down."""
    shown = [facts.shown(at) for facts in rows]
    for col, formula, style in _derived(at, top, ranges):
        sheet.fills.append(Fill(top, col, formula, tuple(now[col] for now in shown), style))


def put_rows(
    sheet: SheetLayout, at: CheckColumns, top: int, codes: str, rows: Sequence[RowFacts], *, ranges: HintRanges
) -> None:
    """Put the check columns of all rows of a register; `codes` is the formula of the check code in its `top` row."""
    put_derived(sheet, at, top, rows, ranges)
    reason = rows[0].reason_ref
    weighed = [(REASON, _plain_formula(reason))] if reason else []
    for offset, formula in ((CODES, codes), *weighed):
        values = tuple(facts.shown(at)[at.hidden + offset] for facts in rows)
        sheet.fills.append(Fill(top, at.hidden + offset, formula, values, "hidden"))


def _derived(at: CheckColumns, row: int, ranges: HintRanges) -> Iterable[tuple[int, str, str]]:
    """Yield column, formula and look of everything that follows from a row's check code."""
    code, must, explain, missing, note = (f"{at.letters(n)}{row + 1}" for n in (CODES, MUST, EXPLAIN, MISSING, NOTE))
    state, typed = f"{column_letters(at.state)}{row + 1}", f"{column_letters(at.note)}{row + 1}"
    settled = f"AND(LEN({note})>={words.ENOUGH_HAN},COUNTIF({ranges.boilerplate},{note})=0)"
    yield at.hidden + MUST, f"={_count(code, _MUST)}+{_count(code, words.MISSING_MARK)}", "hidden"
    yield at.hidden + EXPLAIN, f"=IF({settled},0,{_count(code, _EXPLAIN)})", "hidden"
    yield at.hidden + MISSING, f"={_count(code, words.MISSING_MARK)}", "hidden"
    yield at.hidden + NOTE, _plain_formula(typed), "hidden"
    yield at.state, _state_formula(code, must, explain, missing), "state"
    yield (
        at.hint,
        _hint_formula(code=code, must=must, explain=explain, state=state, note=typed, hints=ranges.hints),
        "hint",
    )


def _plain_formula(cell: str) -> str:
    return f'=IF({cell}="","",{stripped(cell, words.NOT_HAN)})'


def _count(cell: str, mark: str) -> str:
    return f'LEN({cell})-LEN(SUBSTITUTE({cell},"{mark}",""))'


def _state_formula(code: str, must: str, explain: str, missing: str) -> str:
    def holds(severity: Severity, then: str, other: str) -> str:
        return f'IF(ISNUMBER(FIND("{words.MARKS[severity]}",{code})),"{then}",{other})'

    light = holds(Severity.NOTE, Severity.NOTE.value, f'"{words.FINE}"')
    light = holds(Severity.EXPLAIN, words.SETTLED, holds(Severity.RESULT, Severity.RESULT.value, light))
    worst = f'IF({must}={missing},"{words.PENDING}","{Severity.MUST.value}")'
    heavy = f'IF({must}>0,{worst},IF({explain}>0,"{Severity.EXPLAIN.value}",{light}))'
    return f'=IF({code}="","",{heavy})'


def _hint_formula(*, code: str, must: str, explain: str, state: str, note: str, hints: str) -> str:
    """Return the formula of 怎样改: the hint of the heaviest finding, and how many more there are.

    `hints` is the range of the hints; the other arguments are the cells of the row that hold what their names say.
    """

    def found(severity: Severity, other: str, more: str = "") -> str:
        looked = looked_up(code, words.MARKS[severity], hints, 2)
        return f'IF({state}="{severity.value}",{looked}{more},{other})'

    light = found(Severity.RESULT, found(Severity.NOTE, f'IF({state}="{words.SETTLED}","{words.SETTLED_HINT}","")'))
    refused = f'&IF({note}="","","{words.BOILERPLATE_HINT}")'
    pending = looked_up(code, words.MISSING_MARK, hints, 2)
    lighter = f'IF({state}="{words.PENDING}",{pending},{found(Severity.EXPLAIN, light, refused)})'
    heavy = found(Severity.MUST, lighter)
    before, after = words.MORE_HINT.split("{count}")
    total = f"{must}+{explain}"
    return f'={heavy}&IF({total}>1,"{before}"&({total})&"{after}","")'


def looked_up(code: str, mark: str, table: str, column: int) -> str:
    """Return the formula of what the table of texts says for the first token of a mark."""
    start = f'FIND("{mark}",{code})'
    first = f'MID({code},{start}+1,FIND(";",{code},{start})-{start}-1)'
    return f"VLOOKUP({first},{table},{column},FALSE)"


def put_notes(sheet: SheetLayout, at: CheckColumns, rows: Mapping[int, Typed]) -> None:
    """Put the open cells of 说明 with their limit and hint."""
    for row, note in rows.items():
        sheet.put(row, at.note, note, "entry_note")
    block = Area(min(rows), at.note, max(rows), at.note)
    limits = {
        "bounds": (0, words.ROW_NOTE.longest),
        "title": words.NOTE_HEAD,
        "hint": words.NOTE_HINT,
        "alert_title": ALERT_TITLE,
    }
    sheet.validations.append(Validation(block, "length", alert=words.NOTE_HINT, **limits))  # type: ignore[arg-type]


def highlights(block: Area, number: int, at: CheckColumns, switch: str) -> Iterable[Highlight]:
    """Yield the looks of one field's cells, by the check code of their row alone."""
    cell = f"{column_letters(block.left)}{block.top + 1}"
    code, state = f"${at.letters(CODES)}{block.top + 1}", f"${column_letters(at.state)}{block.top + 1}"

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
    """Yield the looks of the column 状态."""
    cell = f"{column_letters(block.left)}{block.top + 1}"
    yield Highlight(block, f'={cell}="{Severity.MUST.value}"', "state_must")
    yield Highlight(block, f'={cell}="{words.PENDING}"', "missing")
    yield Highlight(block, f'={cell}="{Severity.EXPLAIN.value}"', "state_explain")
    yield Highlight(block, f'=OR({cell}="{words.FINE}",{cell}="{words.SETTLED}")', "state_fine")


@dataclass(frozen=True)
class Counter:
    """One counter: the cell that holds its number, the cell of the address it jumps to, and both now."""

    label: str
    number_ref: str
    goal_ref: str
    number: int
    goal: str


@dataclass(frozen=True)
class Counters:
    """The counters of a sheet: filled of due, 强制 and 核实, each with the cell it jumps to."""

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
    """A form or register as a sheet, each field's column by its number, what it counts, the unit's cells."""

    sheet: SheetLayout
    letters: dict[int, str]
    counters: Counters
    unit_cells: Mapping[str, tuple[int, int]] = {}


@dataclass(frozen=True)
class CheckedRows:
    """The rows of a sheet that are checked.

    Args:
        top, bottom: the first and the last of them, from 0.
        entries: the ranges of their entry cells, as arguments of COUNTA.
        filled: how many entries are filled now.
        rows: the state of each row, by row number.
        letters: the column letters of each field, by field number.

    """

    top: int
    bottom: int
    entries: str
    filled: int
    rows: Mapping[int, RowState]
    letters: Mapping[int, str]


def put_counters(sheet: SheetLayout, at: CheckColumns, checked: CheckedRows, ranges: HintRanges) -> Counters:
    """Put the hidden cells that count a sheet's findings and find the first of each kind."""
    missing = sum(state.missing for state in checked.rows.values())
    filled_at, due_at = filled_ref(at), _hidden_cell(at, 0, REASON)
    sheet.put(0, at.hidden + MISSING, Formula(f"=COUNTA({checked.entries})", checked.filled), "hidden")
    column = _range(at, checked, MISSING)
    due = Formula(f"={filled_at}+SUM({column})", checked.filled + missing)
    sheet.put(0, at.hidden + REASON, due, "hidden")
    must = _put_counter(sheet, at, checked, ranges.hints, Severity.MUST)
    explain = _put_counter(sheet, at, checked, ranges.hints, Severity.EXPLAIN)
    return Counters(filled_at, due_at, checked.filled, checked.filled + missing, must, explain)


def _put_counter(sheet: SheetLayout, at: CheckColumns, checked: CheckedRows, hints: str, severity: Severity) -> Counter:
    """Put the hidden cells of one counter: 强制 in the first row of the sheet, 核实 in the second."""
    row, offset = (0, MUST) if severity is Severity.MUST else (1, EXPLAIN)
    counts = {r: (s.must if offset == MUST else s.explain) for r, s in checked.rows.items()}
    number, first = sum(counts.values()), next((r for r, n in sorted(counts.items()) if n), None)
    row_at, code_at, goal_at, number_at = (_hidden_cell(at, row, n) for n in (CODES, MUST, EXPLAIN, NOTE))
    column, codes = _range(at, checked, offset), _range(at, checked, CODES)
    sheet.put(row, at.hidden + NOTE, Formula(f"=SUM({column})", number), "hidden")
    found = f"MATCH(1,INDEX(--({column}>0),0),0)+{checked.top}"  # no text may stand in the column
    sheet.put(row, at.hidden, Formula(f"=IF({number_at}=0,0,{found})", 0 if first is None else first + 1), "hidden")
    code = checked.rows[first].codes if first is not None else ""
    inside = f'=IF({row_at}=0,"",INDEX({codes},{row_at}-{checked.top}))'
    sheet.put(row, at.hidden + MUST, Formula(inside, code), "hidden")
    letters = looked_up(code_at, words.MARKS[severity], hints, 3)
    if severity is Severity.MUST:
        wrong = f'ISNUMBER(FIND("{words.MARKS[severity]}",{code_at}))'
        letters = f"IF({wrong},{letters},{looked_up(code_at, words.MISSING_MARK, hints, 3)})"
    goal = f"{checked.letters[first_number(code, severity)]}{first + 1}" if first is not None else "A1"
    sheet.put(row, at.hidden + EXPLAIN, Formula(f'=IF({row_at}=0,"A1",{letters}&{row_at})', goal), "hidden")
    return Counter(severity.value, number_at, goal_at, number, goal)


def filled_ref(at: CheckColumns) -> str:
    """Return the address of the count of filled entries."""
    return _hidden_cell(at, 0, MISSING)


def _hidden_cell(at: CheckColumns, row: int, offset: int) -> str:
    return f"${at.letters(offset)}${row + 1}"


def _range(at: CheckColumns, checked: CheckedRows, offset: int) -> str:
    return Area(checked.top, at.hidden + offset, checked.bottom, at.hidden + offset).a1


def link_formula(counter: Counter, sheet: str, within: str = "") -> Formula:
    """Return the formula that shows a count and jumps to its first cell; `within` prefixes the cells."""
    before, after = words.COUNTED.format(what=counter.label, count="|").split("|")
    number, goal = within + counter.number_ref, within + counter.goal_ref
    shown = words.COUNTED.format(what=counter.label, count=counter.number)
    return Formula(f'=HYPERLINK("#\'{sheet}\'!"&{goal},"{before}"&{number}&"{after}")', shown)
