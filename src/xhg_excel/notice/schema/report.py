"""The shapes in which the text of a report is declared: chapters, their parts, and sentences around figures.

A sentence is data: `{slots}` name figures (`core.report.figures`), and the core chooses the wording by their values.
"""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.notice.schema.form import Annex


@dataclass(frozen=True)
class Share:
    """How many of those asked did something: said by all, by none, or by some with the others named."""

    annex: Annex
    key: str
    did: str
    did_not: str


@dataclass(frozen=True)
class Amount:
    """A number with its words, other words when it is 0; nothing when nobody gave one."""

    key: str
    some: str
    none: str = ""


@dataclass(frozen=True)
class Plain:
    """A sentence whose slots must all be known; with `when`, only if that number is not 0."""

    text: str
    when: str = ""


Line = Share | Amount | Plain


@dataclass(frozen=True)
class Part:
    """One section under a chapter: its key, title, clause, and its paragraphs of lines."""

    key: str
    title: str
    clause: str
    paragraphs: tuple[tuple[Line, ...], ...]
    own_items: tuple[int, ...] = ()
    extra: str = ""


@dataclass(frozen=True)
class Chapter:
    """One chapter: key, title, its sections, or lines of its own; `extra` names what the core adds."""

    key: str
    title: str
    parts: tuple[Part, ...] = ()
    paragraphs: tuple[tuple[Line, ...], ...] = ()
    extra: str = ""
