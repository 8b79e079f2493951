"""What may not come of a mutated workbook: a crash, a hang, or an answer nobody gave and nobody mentions."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO

import openpyxl

from tests.conftest import CONTEXT
from tests.fuzz.mutate import packed, unpacked
from xhg_excel.core.answers.normalize import normalize
from xhg_excel.core.model.answer import Answer
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Submission
from xhg_excel.notice.schema.form import Field

Said = dict[Place, tuple[Field, Answer | None]]


def said(submission: Submission) -> Said:
    """Return every answer of forms and ledgers by its cell, with the field that it answers."""
    found: Said = {}
    lists = [(form.annex.fields, form.answers, form.places) for form in submission.forms]
    lists += [(ledger.ledger.columns, *row) for ledger in submission.ledgers for row in ledger.rows]
    for fields, answers, places in lists:
        by_key = {declared.key: declared for declared in fields}
        for key in by_key.keys() & places.keys():
            if key in answers:
                found[places[key]] = (by_key[key], answers[key])
    return found


def faults(base: Submission, made: Submission, content: bytes) -> list[str]:
    """Return what is wrong with how a mutated workbook was read; `base` is the one it was made from."""
    wrong = []
    if made.source.account is not None and not made.source.account.is_balanced:
        wrong.append("unbalanced account")
    if "F30" in {finding.code for finding in made.findings}:
        wrong.append("hang")
    if not _is_mentioned(base, made) and (made.unit != base.unit or _plain(said(made)) != _plain(said(base))):
        wrong += _unlike(said(base), said(made), content)
    return wrong


def _plain(answers: Said) -> dict[Place, Answer | None]:
    return {at: answer for at, (_, answer) in answers.items() if answer is not None}


def _is_mentioned(base: Submission, made: Submission) -> bool:
    codes = [Counter(finding.code for finding in each.findings) for each in (base, made)]
    return bool(codes[1] - codes[0])


def _unlike(base: Said, made: Said, content: bytes) -> Iterator[str]:
    """Yield where an answer is not what another library reads in that cell, or is missing though it reads one."""
    if any(re.search(rb"</(?:\w+:)?v>\s*<(?:\w+:)?v[ >]", part) for part in unpacked(content).values()):
        return  # Two values in a cell: against the schema, and no two libraries agree.
    book = _opened(content)
    if book is None:
        yield "differs without a word, and no other library opens it"
        return
    tags = re.findall(rb'<(?:\w+:)?sheet [^>]*name="([^"]*)"', unpacked(content)["xl/workbook.xml"])
    declared_sheets = {html.unescape(name.decode("utf-8", "replace")) for name in tags}
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for at in sorted(base.keys() | made.keys(), key=lambda at: (at.sheet, at.row, at.col)):
        declared, answer = made.get(at) or (base[at][0], None)
        sheet = sheets.get(at.sheet)
        value = sheet.cell(at.row + 1, at.col + 1).value if sheet is not None else None
        other = normalize(value, declared, CONTEXT.year).answer
        if at not in made and (other != base[at][1] or at.sheet not in declared_sheets):
            continue  # What stood there is not there any more.
        if other is None and at in base and answer == base[at][1]:
            continue  # What stands there was read; the other library does not read a cell of a wrong type.
        if other != answer and answer != f"{other}{other}":  # A text element twice: no two libraries agree.
            yield f"{at.sheet}!{at.a1} {declared.key}: read {answer!r}, another library reads {value!r}"


def _opened(content: bytes) -> openpyxl.Workbook | None:
    """Return a workbook as another library sees it, its values only; None when it refuses."""
    parts = unpacked(content)
    for name in parts:
        if name.startswith("xl/worksheets/"):  # It blanks the cells of a merge.
            parts[name] = re.sub(rb"<((?:\w+:)?)mergeCells\b.*?</\1mergeCells>", b"", parts[name], flags=re.DOTALL)
    for kept in ((), _NO_VALUES):  # Parts that hold no values may be what it stumbles over.
        try:
            return openpyxl.load_workbook(BytesIO(packed(parts | {n: _plain_part(n) for n in kept})), data_only=True)
        except Exception:  # noqa: BLE001, S112  # openpyxl raises whatever it likes
            continue
    return None


_NO_VALUES = ("[Content_Types].xml", "docProps/core.xml", "docProps/app.xml", "xl/theme/theme1.xml")


def _plain_part(name: str) -> bytes:
    """Return a part as openpyxl itself writes it for a workbook of up to twenty sheets."""
    book = openpyxl.Workbook()
    for _ in range(19):
        book.create_sheet()
    book.active["A1"] = "x"
    out = BytesIO()
    book.save(out)
    return unpacked(out.getvalue())[name]


def tally(results: Mapping[str, Submission]) -> Counter[str]:
    """Return how often each outcome was met: read in full, with findings, refused by code."""
    return Counter(
        "read" if not made.findings else "refused " + made.findings[0].code if not made.is_read else "findings"
        for made in results.values()
    )
