"""Columns that compare the 问题编号 of a register with each other and with 本县问题清单 (R212).

The same numbers are the same as for the program (`identifiers.number_keys`): of C, the number as it is compared,
PLACE is where its last digits begin, KEY the number without leading zeros of those between two bars, COUNTED the
key as COUNTIF compares it (which takes small letters for capitals), WHY what is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xhg_excel.core.model.identifiers import canonical_id, loose_ids, number_keys, same_id
from xhg_excel.core.templates.read_columns import BAR, replaced
from xhg_excel.core.templates.read_formulas import replacing
from xhg_excel.notice.words import check_columns as words
from xhg_excel.notice.words.as_written import LOOSE_ID

COLUMNS = 4
_DIGITS = "0123456789"
_WILD = (("~", "-"), ("*", "×"), ("?", "-"))
_SMALL = "^"
# Excel keeps so many characters in a cell.
_MOST = 32_000


@dataclass(frozen=True)
class OwnNumbers:
    """The numbers of 本县问题清单 as texts to search: keys, keys told apart, printed numbers by loose key."""

    listed: str = ""
    apart: str = ""
    nearest: str = ""


def own_numbers(numbers: Iterable[str]) -> OwnNumbers:
    """Return the texts of a list; all empty without a list, or for one too long for a cell."""
    found = list(dict.fromkeys(map(canonical_id, numbers)))
    key = number_keys(found)
    apart = [one for one, count in Counter(map(same_id, found)).items() if count > 1]
    near = [f"{loose}={same[0]}" for loose, same in loose_ids(found).items() if len(same) == 1]
    texts = [BAR + "".join(f"{one}{BAR}" for one in part) if found else "" for part in (map(key, found), apart, near)]
    return OwnNumbers(*texts) if all(len(text) < _MOST for text in texts) else OwnNumbers()


# Present values.


def shown_columns(identifiers: Sequence[str], own: OwnNumbers) -> list[tuple[str | int, ...]]:
    """Return the present values of the columns of each row, from its number as it is compared; "" for none."""
    keys = [_key(one, own) if one else "" for one in identifiers]
    counted = [_counted(key) if key else "" for key in keys]
    times = Counter(one.upper() for one in counted)
    places = [len(one.rstrip(_DIGITS)) if one else "" for one in identifiers]
    whys = [_why(key, own, times[one.upper()] > 1) if key else "" for key, one in zip(keys, counted, strict=True)]
    return list(zip(places, keys, counted, whys, strict=True))


def _key(identifier: str, own: OwnNumbers) -> str:
    key = f"{BAR}{same_id(identifier)}{BAR}"
    return f"{BAR}{identifier}{BAR}" if key in own.apart else key


def _counted(key: str) -> str:
    return replaced(key, _WILD) + ("" if key == key.upper() else _SMALL)


def _why(key: str, own: OwnNumbers, is_twice: bool) -> str:
    unknown = ""
    if own.listed and key not in own.listed:
        loose = BAR + replaced(key.strip(BAR).upper(), LOOSE_ID) + "="
        _, _, rest = own.nearest.partition(loose)
        unknown = words.NOT_LISTED + (words.NEAREST.format(near=rest.partition(BAR)[0]) if rest else "")
    return unknown + (words.USED_TWICE if is_twice else "")


# Formulas.


@dataclass(frozen=True)
class OwnColumns:
    """The formulas of the columns of one row, and the cell of the last, which says what is wrong."""

    formulas: tuple[str, ...]
    why: str


def own_columns(
    cells: Sequence[str], id_cells: Sequence[str], listed_in: Sequence[str], counted_range: str
) -> OwnColumns:
    """Return the columns of one row.

    Args:
        cells: their own cells.
        id_cells: the number as it is compared, with blank digits, and whether it is doubtful (`read_formulas`).
        listed_in: the cells with the texts of `OwnNumbers`.
        counted_range: the cells of COUNTED of all rows.
    """
    place, key, counted, _ = cells
    one, blanked, doubtful = id_cells
    listed, apart, nearest = listed_in
    rest = f'SUBSTITUTE({blanked}," ","")'
    last = f"RIGHT({rest},1)"
    times = f'LEN({blanked})-LEN(SUBSTITUTE({blanked},{last},""))'
    end = f'IF({rest}="",0,FIND("{BAR}",SUBSTITUTE({blanked},{last},"{BAR}",{times})))'
    digits = f"MID({one},{place}+1,60)"
    begun = f'TRIM(SUBSTITUTE({digits},"0"," "))'
    tail = f'IF({digits}="","",IF({begun}="","0",MID({digits},FIND(LEFT({begun},1),{digits}),60)))'
    plain = f"LEFT({one},{place})&{tail}"
    kept = f'"{BAR}"&IF(ISNUMBER(FIND("{BAR}"&{plain}&"{BAR}",{apart})),{one},{plain})&"{BAR}"'
    small = f'IF(EXACT({key},UPPER({key})),"","{_SMALL}")'
    loose = f'"{BAR}"&{replacing(f"UPPER(SUBSTITUTE({key},{_quoted(BAR)},{_quoted()}))", LOOSE_ID)}&"="'
    start = f"(FIND({loose},{nearest})+LEN({loose}))"
    before, after = words.NEAREST.split("{near}")
    found = f'"{before}"&MID({nearest},{start},FIND("{BAR}",{nearest},{start})-{start})&"{after}"'
    unknown = f'"{words.NOT_LISTED}"&IF(ISNUMBER(FIND({loose},{nearest})),{found},"")'
    is_unknown = f'IF({listed}="",FALSE,ISERROR(FIND({key},{listed})))'
    twice = f'IF(COUNTIF({counted_range},{counted})>1,"{words.USED_TWICE}","")'
    texts = (
        f'=IF({one}="","",IF({doubtful}="",{end},""))',
        f'=IF({place}="","",{kept})',
        f'=IF({key}="","",{replacing(key, _WILD)}&{small})',
        f'=IF({key}="","",IF({is_unknown},{unknown},"")&{twice})',
    )
    return OwnColumns(texts, cells[-1])


def _quoted(text: str = "") -> str:
    return f'"{text}"'
