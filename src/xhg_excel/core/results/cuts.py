"""What was cut out of a copy so that it cannot act: macros, links, connections, objects; said in one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from xhg_excel.core.model.personal_numbers import hide_personal
from xhg_excel.notice.words import cuts as words
from xhg_excel.notice.words.cuts import CutKind


@dataclass(frozen=True)
class Cut:
    """One thing that was cut.

    Args:
        kind: what it was.
        where: the sheet, cell or part it stood in.
        what: the function, name or type, if that says more than the kind; never a stranger's address.
    """

    kind: CutKind
    where: str
    what: str = ""


def cuts_line(cuts: Sequence[Cut]) -> str:
    """Return what was cut, by kind with number and first place; '' if nothing was.

    >>> cuts_line([Cut(CutKind.LINK, "填报表!A1"), Cut(CutKind.LINK, "填报表!A2")])
    '已去掉：网址和文件链接 2 处（填报表!A1 等）'
    """
    by_kind: dict[CutKind, list[Cut]] = defaultdict(list)
    for cut in cuts:
        by_kind[cut.kind].append(cut)
    told = [_told(kind, by_kind[kind]) for kind in CutKind if kind in by_kind]
    return words.CUT.format(what=words.BETWEEN.join(told)) if told else ""


def _told(kind: CutKind, cuts: Sequence[Cut]) -> str:
    whats = list(dict.fromkeys(cut.what for cut in cuts if cut.what))
    more = words.MORE if len(cuts) > 1 else ""
    return words.CUT_KIND.format(
        kind=kind.value,
        count=len(cuts),
        first=hide_personal(cuts[0].where) + more,
        whats=words.WHATS.format(whats=words.WHAT_BETWEEN.join(whats[: words.MOST_WHATS])) if whats else "",
    )
