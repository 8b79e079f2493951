"""The formulas of the columns that read a row (`read_columns`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xhg_excel.core.model.answer import day_number
from xhg_excel.core.templates.read_columns import (
    ALL,
    BAR,
    BLANK,
    CENT_ERROR,
    FIGURES,
    NOTED,
    PAD,
    PLAIN,
    POINT,
    STATES,
    TIDY,
    UNCLEAR,
    UNREAD,
    Pairs,
    Row,
    code_of,
    plain_word,
    unit_end,
)
from xhg_excel.notice.schema.form import NOT_PROVIDED, Field, Kind
from xhg_excel.notice.words import read_columns as words
from xhg_excel.notice.words.as_written import FIRST_DAY, LAST_DAY


def replacing(formula: str, pairs: Pairs) -> str:
    """Return the formula that makes replacements one after the other.

    >>> replacing("A1", (("a", "b"), ("c", "")))
    'SUBSTITUTE(SUBSTITUTE(A1,"a","b"),"c","")'
    """
    for old, new in pairs:
        shown = "CHAR(10)" if old == "\n" else f'"{old}"'
        formula = f'SUBSTITUTE({formula},{shown},"{new}")'
    return formula


@dataclass(frozen=True)
class ReadCells:
    """The cells of the hidden columns of one row.

    Args:
        row: its fields.
        refs: the entry cell of each field, by key.
        columns: their cells in order.
        started: the formula that is TRUE once the row, or the form, has an entry.
        year: completes days without one.
    """

    row: Row
    refs: Mapping[str, str]
    columns: Sequence[str]
    started: str
    year: int

    @property
    def states(self) -> dict[str, tuple[str, int]]:
        """The cell of STATES and the position in it, by key of the fields with declared answers."""
        return {f.key: (self.columns[STATES], 2 * at + 1) for at, (_, f) in enumerate(self.row.worded)}

    @property
    def values(self) -> dict[str, str]:
        """The cell with the value of each figure, by key."""
        places = zip(self.row.figures, self.row.value_columns, strict=True)
        return {f.key: self.columns[at] for (_, f), at in places}

    @property
    def noted(self) -> dict[str, tuple[str, int]]:
        """The cell and the position of the point of a noted field, by key."""
        words_noted = {key: (cell, at + 1) for key, (cell, at) in self.states.items()}
        return words_noted | {f.key: (self.columns[NOTED], at) for at, (_, f) in enumerate(self.row.figures, start=1)}

    def formulas(self) -> list[str]:
        """Return the formulas of the columns in order."""
        whole, tidy, row = self.columns[ALL], self.columns[TIDY], self.row
        states = "&".join(self._state(n, f) for n, f in row.worded) or '""'
        points = "&".join(self._point(n, f) for n, f in row.figures) or '""'
        texts = [
            replacing("&".join(self._joined()), words.UNSEEN),
            f"LOWER({replacing(whole, words.TIDYING)})",
            replacing(tidy, row.spelling_pairs),
            states,
            replacing(whole, row.figure_pairs),
            points,
            *(text for n, f in row.figures for text in self._values(n, f)),
            *(text for n, f in row.ids for text in self._id_columns(n, f)),
        ]
        return [f'=IF({self.started},{text},"")' for text in texts]

    def id_cells(self, field: Field) -> Sequence[str]:
        """Return the cells with an identifier as it is compared, with blank digits, and whether it is doubtful."""
        at = self.row.first_id_column + 3 * [f for _, f in self.row.ids].index(field)
        return self.columns[at : at + 3]

    def _id_columns(self, number: int, field: Field) -> Iterator[str]:
        cell, typed = self.refs[field.key], _cutting(self.columns[ALL], self.row.mark(number))
        sound = f"AND({cell}>=0,{cell}<1E+15,{cell}=INT({cell}))"
        yield f'IF(ISNUMBER({cell}),IF({sound},TEXT({cell},"0"),"{UNREAD}"),{replacing(typed, words.NARROW_ID)})'
        one, blanked, _ = self.id_cells(field)
        yield replacing(one, words.BLANK_DIGITS)
        yield f'IF({one}="","",IF({_doubtful(one, blanked)},"{UNREAD}",""))'

    def respelled(self, number: int, field: Field) -> str:
        """Return the formula that is TRUE if an identifier is written another way than it is compared."""
        cell, typed = self.refs[field.key], _cutting(self.columns[ALL], self.row.mark(number))
        one = self.id_cells(field)[0]
        return f'IF(ISTEXT({cell}),AND({one}<>"",NOT(EXACT(TRIM({typed}),{one}))),FALSE)'

    def _joined(self) -> Iterator[str]:
        before = ""
        for mark, field in zip(self.row.marks, self.row.fields, strict=True):
            cell = self.refs[field.key]
            yield f'"{before}{mark}"&IF(ISTEXT({cell}),{cell},IF(ISBLANK({cell}),"","{words.NO_TEXT}"))'
            before = unit_end(field)
        yield f'"{before}{BAR}"'

    def unseen(self, number: int, field: Field) -> str:
        """Return the formula that is TRUE if a cell has characters that one does not see."""
        cell = self.refs[field.key]
        return f"IF(ISTEXT({cell}),LEN({_cutting(self.columns[ALL], self.row.mark(number))})<LEN({cell}),FALSE)"

    def _state(self, number: int, field: Field) -> str:
        whole, tidy, worded = self.columns[:STATES]
        mark = self.row.mark(number)

        def has(text: str, cell: str) -> str:
            return f'ISNUMBER(FIND("{mark}{text}{BAR}",{cell}))'

        left = f'IF(ISNUMBER(FIND("{words.TICK}",{_cutting(worded, mark)})),"{UNCLEAR}{POINT}","{UNREAD}{PLAIN}")'
        for answer in reversed(field.answers):
            found = f'"{code_of(field, answer)}"&IF({has(answer, whole)},"{PLAIN}","{POINT}")'
            left = f"IF({has(plain_word(answer), worded)},{found},{left})"
        return f'IF({has("", worded)},"{BLANK}"&IF({has("", tidy)},"{PLAIN}","{POINT}"),{left})'

    def _text(self, number: int) -> str:
        return f"TRIM({_cutting(self.columns[FIGURES], self.row.mark(number))})"

    def _values(self, number: int, field: Field) -> Iterator[str]:
        """Yield the formulas of the value of a figure, of a day first that of its parts."""
        cell, text = self.refs[field.key], self._text(number)
        if field.kind is Kind.DATE:
            first, after = day_number(FIRST_DAY), day_number(LAST_DAY) + 1
            plain, sound = f"INT({cell})", f"AND({cell}>={first},{cell}<{after})"
            yield self._spread(text)
            other = _day_formula(self.columns[self.row.value_columns[self.row.figures.index((number, field))] - 1])
        else:
            whole = f",{cell}=INT({cell})" if field.kind is Kind.COUNT else ""
            plain, sound = cell, f"AND({cell}>=0,{cell}<=1E+15{whole})"
            other = f'IF({text}="{NOT_PROVIDED}","{NOT_PROVIDED}",{_number_formula(text, field)})'
        is_blank = f'OR({text}="",ISNUMBER(FIND("{BAR}"&{text}&"{BAR}","{words.BLANK_FIGURES}")))'
        typed = f'IF({is_blank},"",IFERROR({other},"{UNREAD}"))'
        kept = f'IF(ISTEXT({cell}),{typed},IF(ISBLANK({cell}),"","{UNREAD}"))'
        yield f'IF(ISNUMBER({cell}),IF({sound},{plain},"{UNREAD}"),{kept})'

    def _spread(self, text: str) -> str:
        """Return the formula of year, month and day of a text 30 spaces apart."""
        day = f'IF(ISNUMBER(FIND(":",{text})),LEFT({text},FIND(" ",{text}&" ")-1),{text})'
        parted = replacing(day, ((" ", ""), (".", "-")))
        count = f'LEN({parted})-LEN(SUBSTITUTE({parted},"-",""))'
        return f'SUBSTITUTE(IF({count}=1,"{self.year}-","")&{parted},"-",REPT(" ",{PAD}))'

    def _point(self, number: int, field: Field) -> str:
        cell, text, value = self.refs[field.key], self._text(number), self.values[field.key]
        typed = _cutting(self.columns[ALL], self.row.mark(number))
        spaced = replacing(typed, words.WIDE_SPACES)
        changed = [
            f'{value}=""',
            f"NOT(EXACT(TRIM({spaced}),{text}))",
            f'AND({value}="{NOT_PROVIDED}",NOT(EXACT({typed},{text})))',
        ]
        noted = f'IF(OR({",".join(changed)}),"{POINT}","{PLAIN}")' if field.kind is not Kind.DATE else f'"{POINT}"'
        of_text = f'IF(OR({value}="{UNREAD}",{text}=""),"{PLAIN}",{noted})'
        of_number = f'"{PLAIN}"'
        if field.kind is Kind.YUAN:
            of_number = (
                f'IF(ISNUMBER({value}),IF(ABS(ROUND({value},2)-{value})>{CENT_ERROR},"{POINT}","{PLAIN}"),"{PLAIN}")'
            )
        return f"IF(ISTEXT({cell}),{of_text},{of_number})"


def _cutting(cell: str, mark: str) -> str:
    """Return the formula of what stands behind a mark in a joined text."""
    at = f'FIND("{mark}",{cell})'
    return f'MID({cell},{at}+{len(mark)},FIND("{BAR}",{cell},{at}+1)-{at}-{len(mark)})'


def _doubtful(one: str, blanked: str) -> str:
    """Return the formula that is TRUE if an identifier cannot be relied on (`read_columns.is_doubtful`)."""
    between = f'TRIM(MID({blanked},FIND(" ",{blanked}),99))'
    is_day = f'AND({between}="- -",LEN({one})<=10,FIND("-",{one}&"-")=5)'
    found = [is_day, *(f'ISNUMBER(FIND("{word}",{one}))' for word in words.NO_ID_WORDS)]
    found += [f'ISNUMBER(FIND("{sign}",{between}))' for sign in words.BETWEEN_NUMBERS]
    return f'IF(ISERROR(FIND(" ",{blanked})),TRUE,OR({",".join(found)}))'


def _day_formula(spread: str) -> str:
    """Return the formula of the serial number of the day in the cell `spread`."""
    year, month, last = (
        f"VALUE(TRIM({part}))"
        for part in (f"LEFT({spread},{PAD})", f"MID({spread},{PAD + 1},{PAD})", f"RIGHT({spread},{PAD})")
    )
    found = f"INT(DATE({year},{month},{last}))"  # LibreOffice shows a bare DATE as a day
    is_date = f'LEN({spread})-LEN(SUBSTITUTE({spread}," ",""))={2 * PAD}'
    in_range = f"{found}>={day_number(FIRST_DAY)},{found}<={day_number(LAST_DAY)}"
    # LibreOffice takes the VALUE of 12 with a sign behind it for 12.
    digits = f'{replacing(spread, (*words.DIGITS, (" ", "")))}=""'
    sound = f"{digits},{is_date},{year}>={FIRST_DAY.year},{month}>=1,{month}<=12,DAY({found})={last},{in_range}"
    return f'IF(AND({sound}),{found},"{UNREAD}")'


def _number_formula(text: str, field: Field) -> str:
    plain = f'VALUE(SUBSTITUTE({text},",",""))'
    rounded = f'LEFT({text},FIND(".",{text}&".")-1)=TEXT(INT({plain}),"#,##0")'
    sound = [
        f'{replacing(text, words.DIGITS)}=""',
        f'LEFT({text},1)<>"."',
        f'OR(ISERROR(FIND(",",{text})),{rounded})',
        f"{plain}>=0",
        f"{plain}<=1E+15",
    ]
    if field.kind is Kind.COUNT:
        sound.append(f"{plain}=INT({plain})")
    return f'IF(AND({",".join(sound)}),{plain},"{UNREAD}")'
