"""Build the sentences of a report from templates and figures, with the wording for none, one, some and all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from string import Formatter

from xhg_excel.core.model.answer import Answer, show
from xhg_excel.core.report.document import Figure, Piece, Pieces
from xhg_excel.notice import UNIT_ANNEXES
from xhg_excel.notice import report as report_text
from xhg_excel.notice.schema.report import Amount, Line, Plain, Share
from xhg_excel.notice.words import report_document as words

Known = Mapping[str, Answer | None]


def fill_slots(template: str, figures: Known, names: Mapping[str, str] | None = None) -> Pieces | None:
    """Return the pieces of a template with its slots filled; None when a figure is unknown.

    A slot is the key of a figure; `names` maps slots to other keys: `{v}` shows the figure `names["v"]`.

    >>> fill_slots("共{n}家", {"n": 3})
    ('共', Figure(key='n', shown='3'), '家')
    >>> fill_slots("共{n}家", {"n": None}) is None
    True
    """
    pieces: list[Piece] = []
    for literal, slot, _, _ in Formatter().parse(template):
        if literal:
            pieces.append(literal)
        if slot:
            key = (names or {}).get(slot, slot)
            if figures.get(key) is None:
                return None
            pieces.append(Figure(key, show(figures[key])))
    return tuple(pieces)


def line_pieces(line: Line, figures: Known) -> Pieces | None:
    """Return the pieces of a declared line; None when its figures are unknown or its condition is not met."""
    if isinstance(line, Plain):
        return None if line.when and not figures.get(line.when) else fill_slots(line.text, figures)
    return _amount(line, figures) if isinstance(line, Amount) else _share(line, figures)


def _amount(line: Amount, figures: Known) -> Pieces | None:
    value = figures.get(line.key)
    if value is None:
        return None
    if not value:
        return fill_slots(line.none, figures) or None
    pieces = fill_slots(line.some, figures, {"v": line.key})
    if pieces is None or not figures.get(f"{line.key}_ng"):
        return pieces
    return (*pieces, *(fill_slots(words.NOT_GIVEN, figures, {"ng": f"{line.key}_ng"}) or ()))


def share_case(yes: int, due: int) -> str:
    """Return the case that decides the wording of `yes` of `due`; "" when nobody had to answer.

    >>> [share_case(*pair) for pair in ((0, 0), (1, 1), (0, 1), (4, 4), (0, 4), (1, 4))]
    ['', 'one', 'one_not', 'all', 'none', 'some']
    """
    if due == 0:
        return ""
    if yes == due:
        return "one" if due == 1 else "all"
    if yes == 0:
        return "one_not" if due == 1 else "none"
    return "some"


def _share(line: Share, figures: Known) -> Pieces | None:
    key = f"a{line.annex.number}_{line.key}"
    yes, due = figures.get(f"{key}_yes"), figures.get(f"{key}_due")
    if not isinstance(yes, int) or not isinstance(due, int) or not (case := share_case(yes, due)):
        return None
    template = words.SHARES["unit" if line.annex in UNIT_ANNEXES else "site", case]
    worded = template.replace("{did}", line.did).replace("{did_not}", line.did_not)
    return fill_slots(worded, figures, {slot: f"{key}_{slot}" for slot in ("yes", "no", "due", "yn", "nn")})


def break_title(title: str, longest: int) -> str:
    """Return a title with as few line breaks as possible, between phrases, its lines of nearly equal length.

    `longest` is the characters that fit in a line. Without a suitable place the title stays in one line.

    >>> break_title("关于南通市违法违规“小化工”百日专项整治行动专题督导情况的报告", 20).splitlines()
    ['关于南通市违法违规“小化工”', '百日专项整治行动专题督导情况的报告']
    """
    places = sorted(at for word in report_text.TITLE_BREAKS if (at := title.find(word)) > 0)
    for breaks in range(len(places) + 1):
        cuts = [(0, *chosen, len(title)) for chosen in combinations(places, breaks)]
        fitting = [lines for cut in cuts if max(map(printed_width, lines := _cut(title, cut))) <= longest]
        if fitting:
            return "\n".join(min(fitting, key=lambda lines: max(map(printed_width, lines))))
    return title


def _cut(text: str, places: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise(places)]


def printed_width(text: str) -> float:
    """Return the width of a text in full-width characters; an ASCII character is half of one.

    >>> printed_width("2020年8月")
    4.5
    """
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def sentence_pieces(lines: Iterable[Line], figures: Known) -> Pieces:
    """Return lines joined to one sentence; nothing when no line has pieces."""
    return join_clauses([pieces for line in lines if (pieces := line_pieces(line, figures))])


def join_clauses(parts: Sequence[Pieces]) -> Pieces:
    """Return clauses with semicolons between them and a full stop at the end; nothing without clauses.

    >>> join_clauses([("甲",), ("乙",)])
    ('甲', '；', '乙', '。')
    """
    pieces: list[Piece] = []
    for part in parts:
        pieces += [words.JOINER, *part] if pieces else part
    return (*pieces, words.STOP) if pieces else ()
