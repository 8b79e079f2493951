"""Texts that make a pattern slow if anything does, made of its own parts; and what it costs on them.

A text is a head, a unit many times, and a tail: what a repeat repeats behind what stands before it, so that each
repetition is a further place to begin at or to give up at; every character that the pattern knows, alone and in pairs.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from tests.patterns.find import Found, patterns

Text = tuple[str, str, str]
# Over no stranger's texts: worksheets that we wrote, what Excel's registry says of the add-ins of this computer.
OWN_TEXTS = ("xhg_excel.files.write.stamp", "xhg_excel.files.write.shared_formulas", "xhg_excel.setup.doctor")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_MANY, _MOST_TEXTS, _MOST_CHARACTERS, _MOST_WAYS = 30, 60, 6, 3
_STOP = "\x01"
SMALL, MEDIUM, LARGE = 12_500, 25_000, 100_000
# Below these seconds a cost says nothing: a quadratic pattern takes more on 25,000 characters.
_NOTHING, _MUCH = 0.01, 0.2
_OF_CATEGORY = {
    op.CATEGORY_DIGIT: "5", op.CATEGORY_NOT_DIGIT: "x", op.CATEGORY_SPACE: " ", op.CATEGORY_NOT_SPACE: "x",
    op.CATEGORY_WORD: "w", op.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def texts_for(pattern: re.Pattern[Any]) -> list[Text]:
    """Return adversaries of a pattern, the same ones each time."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(written, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    whole = _sample(tree)
    characters = sorted({char for _, unit, _ in _repeated(tree, "") for char in unit} | set(whole))
    chance = random.Random(0)
    some = characters if len(characters) <= _MOST_CHARACTERS else chance.sample(characters, _MOST_CHARACTERS)
    found = list(_repeated(tree, ""))
    found += [("", whole, _STOP), ("", whole[:-1], ""), ("", whole + _STOP, ""), ("", f" {whole}", "")]
    found += [("", one + other * (one != other), _STOP) for one in some for other in some]
    found = [text for text in dict.fromkeys(found) if text[1]]
    return found if len(found) <= _MOST_TEXTS else [*found[: _MOST_TEXTS // 2], *chance.sample(found, _MOST_TEXTS // 2)]


def _repeated(tree: Iterable[Any], before: str) -> Iterator[Text]:
    """Yield what each repeat of a pattern repeats, behind samples of what stands before it."""
    for kind, about in tree:
        if kind in _REPEATS:
            _, most, body = about
            if most is op.MAXREPEAT or most >= _MANY:
                for unit in _ways(body):
                    yield from ((before, unit, _STOP), (before, unit, ""), ("", before + unit, _STOP))
            yield from _repeated(body, before)
        elif kind is op.SUBPATTERN:
            yield from _repeated(about[3], before)
        elif kind is op.ATOMIC_GROUP:
            yield from _repeated(about, before)
        elif kind is op.BRANCH:
            for branch in about[1]:
                yield from _repeated(branch, before)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeated(about[1], before)
        before += _sample([(kind, about)])


def _ways(body: Iterable[Any]) -> list[str]:
    """Return some texts that the body of a repeat matches."""
    nodes = list(body)
    if len(nodes) == 1:
        kind, about = nodes[0]
        if kind is op.IN:
            single = [_of_class([part]) for part in about if part[0] is not op.NEGATE]
            return [*filter(None, single[:_MOST_WAYS]), _of_class(about)]
        if kind is op.BRANCH:
            return [_sample(branch) for branch in about[1]][: 2 * _MOST_WAYS]
        if kind is op.SUBPATTERN:
            return _ways(about[3])
    return [_sample(nodes)]


def _sample(tree: Iterable[Any]) -> str:
    """Return a text that a pattern matches, but for what it looks at before and behind."""
    said = ""
    for kind, about in tree:
        if kind is op.LITERAL:
            said += chr(about)
        elif kind is op.NOT_LITERAL:
            said += "x" if about != ord("x") else "y"
        elif kind is op.ANY:
            said += "x"
        elif kind is op.IN:
            said += _of_class(about)
        elif kind in _REPEATS:
            said += _sample(about[2]) * max(about[0], min(1, int(about[1])))
        elif kind is op.SUBPATTERN:
            said += _sample(about[3])
        elif kind is op.ATOMIC_GROUP:
            said += _sample(about)
        elif kind is op.BRANCH:
            said += _sample(about[1][0])
    return said


def _of_class(parts: Iterable[Any]) -> str:
    """Return a character of a class."""
    parts = list(parts)
    if parts and parts[0][0] is op.NEGATE:
        return next((char for char in "x5 甲-," if not any(_is_in(char, part) for part in parts[1:])), "\u0900")
    for kind, about in parts:
        if kind is op.LITERAL:
            return chr(about)
        if kind is op.RANGE:
            return chr(about[0])
        if kind is op.CATEGORY:
            return _OF_CATEGORY[about]
    return ""


def _is_in(char: str, part: Any) -> bool:
    kind, about = part
    if kind is op.LITERAL:
        return ord(char) == int(about)
    if kind is op.RANGE:
        return bool(about[0] <= ord(char) <= about[1])
    return kind is op.CATEGORY and re.match(_CLASS[about], char) is not None


_CLASS = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def slow_texts(found: Found) -> Iterator[tuple[Text, str]]:
    """Yield the adversaries on which a pattern costs more than in proportion to their length, with the figures."""
    for text in texts_for(found.pattern):
        for method in sorted(found.methods or {"search"}):
            medium = _cost(found.pattern, method, text, MEDIUM)
            if medium < _NOTHING:
                continue
            small = _cost(found.pattern, method, text, SMALL)
            large = medium * 16 if medium > _MUCH else _cost(found.pattern, method, text, LARGE)
            if (medium > _MUCH and medium > 3 * small) or (medium <= _MUCH and large > 9 * medium):
                yield text, f"{method}: {small:.3f} s, {medium:.3f} s, {large:.3f} s"
                break


def _cost(pattern: re.Pattern[Any], method: str, text: Text, length: int) -> float:
    """Return the seconds of the processor that a method takes on a text of this length, the least of some."""
    head, unit, tail = text
    made: Any = head + unit * (length // len(unit)) + tail
    if isinstance(pattern.pattern, bytes):
        made = made.encode("latin-1", "replace")
    best = float("inf")
    for _ in range(2):
        begun = time.process_time()
        _use(pattern, method, made)
        best = min(best, time.process_time() - begun)
        if best < _NOTHING or best > _MUCH:
            break
    return best


def _use(pattern: re.Pattern[Any], method: str, text: Any) -> None:
    if method in ("sub", "subn"):
        getattr(pattern, method)(b"" if isinstance(text, bytes) else "", text)
    elif method == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, method)(text)


def main() -> None:
    """Print each pattern before it is tried, and behind it what it is slow on; a parent limits the processor's time."""
    for found in patterns()[0].values():
        if all(place.startswith(OWN_TEXTS) for place in found.places):
            continue
        print(sorted(found.places)[0], flush=True)  # noqa: T201  # for the parent
        for text, figures in slow_texts(found):
            short = tuple(part[:40] for part in text)
            print(f"\t{figures} on {short!a}: {found.pattern.pattern!a:.200}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
