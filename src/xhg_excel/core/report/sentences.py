"""Sentences of a report: templates and figures → pieces, right for none, one, some and all."""

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


def fill(template: str, figures: Known, names: Mapping[str, str] | None = None) -> Pieces | None:
    """Return a template with its slots filled; None when a figure is unknown.

    `names` gives slots other keys: `{v}` stands for the figure `names["v"]`.

    >>> fill("共{n}家", {"n": 3})
    ('共', Figure(key='n', shown='3'), '家')
    >>> fill("共{n}家", {"n": None}) is None
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


def say(line: Line, figures: Known) -> Pieces | None:
    """Return what a line says; None when it has nothing to say."""
    if isinstance(line, Plain):
        return None if line.when and not figures.get(line.when) else fill(line.text, figures)
    return _amount(line, figures) if isinstance(line, Amount) else _share(line, figures)


def _amount(line: Amount, figures: Known) -> Pieces | None:
    value = figures.get(line.key)
    if value is None:
        return None
    if not value:
        return fill(line.none, figures) or None
    said = fill(line.some, figures, {"v": line.key})
    if said is None or not figures.get(f"{line.key}_ng"):
        return said
    return (*said, *(fill(words.NOT_GIVEN, figures, {"ng": f"{line.key}_ng"}) or ()))


def case_of(yes: int, due: int) -> str:
    """Return which case a share is: nobody asked, one, all, none or some.

    >>> [case_of(*pair) for pair in ((0, 0), (1, 1), (0, 1), (4, 4), (0, 4), (1, 4))]
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
    if not isinstance(yes, int) or not isinstance(due, int) or not (case := case_of(yes, due)):
        return None
    template = words.SHARES["unit" if line.annex in UNIT_ANNEXES else "site", case]
    worded = template.replace("{did}", line.did).replace("{did_not}", line.did_not)
    return fill(worded, figures, {slot: f"{key}_{slot}" for slot in ("yes", "no", "due", "yn", "nn")})


def broken(title: str, longest: int) -> str:
    """Return a title with line breaks where a phrase ends, its lines as even as may be.

    `longest` is how many characters a line holds. A title without a fitting place stays whole.

    >>> broken("关于南通市违法违规“小化工”百日专项整治行动专题督导情况的报告", 20).splitlines()
    ['关于南通市违法违规“小化工”', '百日专项整治行动专题督导情况的报告']
    """
    places = sorted(at for word in report_text.TITLE_BREAKS if (at := title.find(word)) > 0)
    for breaks in range(len(places) + 1):
        cuts = [(0, *chosen, len(title)) for chosen in combinations(places, breaks)]
        fitting = [lines for cut in cuts if max(map(width_of, lines := _cut(title, cut))) <= longest]
        if fitting:
            return "\n".join(min(fitting, key=lambda lines: max(map(width_of, lines))))
    return title


def _cut(text: str, places: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise(places)]


def width_of(text: str) -> float:
    """Return how many characters wide a text is printed; a letter or digit is half of one.

    >>> width_of("2020年8月")
    4.5
    """
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def sentence(lines: Iterable[Line], figures: Known) -> Pieces:
    """Return what lines say as one sentence; nothing when none has anything to say."""
    return joined([said for line in lines if (said := say(line, figures))])


def joined(parts: Sequence[Pieces]) -> Pieces:
    """Return parts with semicolons between and a full stop behind; nothing for none.

    >>> joined([("甲",), ("乙",)])
    ('甲', '；', '乙', '。')
    """
    pieces: list[Piece] = []
    for part in parts:
        pieces += [words.JOINER, *part] if pieces else part
    return (*pieces, words.STOP) if pieces else ()
