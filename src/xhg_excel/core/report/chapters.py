"""Facts → the whole report: opening, chapters by clause, signature, annexes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.finding import Finding, in_order
from xhg_excel.core.report.document import Figure, OwnWords, Paragraph, Pieces, Report, ReportElement, ReportTable
from xhg_excel.core.report.figures import ReportInputs, some
from xhg_excel.core.report.sentences import broken, joined, sentence, width_of
from xhg_excel.core.report.tables import (
    annex_tables,
    annex_titles,
    claims_table,
    clearing_chart,
    findings_chart,
    petitions_table,
    progress_chart,
    progress_table,
    quota_table,
)
from xhg_excel.core.templates.interpretations import interpretations
from xhg_excel.notice import ANNEXES, UNIT_ANNEXES
from xhg_excel.notice import report as report_text
from xhg_excel.notice.schema.form import NO
from xhg_excel.notice.schema.report import Chapter, Line, Part
from xhg_excel.notice.words import report_document as words
from xhg_excel.notice.words.findings import Severity
from xhg_excel.notice.words.official_document import SIGN_RIGHT, TITLE_LONGEST
from xhg_excel.notice.words.totals.overview import NAMES_SHOWN
from xhg_excel.notice.words.workbook import DATE_TEXT


def report_of(facts: ReportInputs, *, is_draft: bool = False) -> Report:
    """Return the report on a city's or the province's totals; a draft begins with what is missing."""
    title = report_text.TITLE.format(place=place_of(facts), campaign=facts.context.campaign.name)
    blocks: list[ReportElement] = [Paragraph((broken(title, TITLE_LONGEST),), "title")]
    if is_draft:
        blocks.append(Paragraph((words.DRAFT_MARK,), "draft"))
    if not facts.is_province:
        blocks.append(Paragraph((report_text.ADDRESSEE,), "addressee"))
    blocks += [_opening(facts), Paragraph((words.SOURCE_LINE, *_left_out(facts)))]
    chapters = [(c.title, c.key, made) for c in report_text.CHAPTERS if (made := list(_chapter(c, facts)))]
    if is_draft:
        chapters.insert(0, (words.GATE_TITLE, "gate", list(_gate(facts))))
    for number, (name, key, made) in enumerate(chapters, start=1):
        heading = words.LEVEL_1.format(number=_numeral(number), title=name)
        blocks += [Paragraph((heading,), "level1", key), *made]
    blocks += [*_ending(facts), *annex_tables(facts)]
    return Report(title, tuple(blocks), is_draft)


def _numeral(number: int) -> str:
    """Return a Chinese numeral up to 19.

    >>> _numeral(3), _numeral(10), _numeral(12)
    ('三', '十', '十二')
    """
    tens, ones = divmod(number, len(words.NUMERALS))
    return (words.NUMERALS[-1] if tens else "") + (words.NUMERALS[ones - 1] if ones else "")


def place_of(facts: ReportInputs) -> str:
    """Return what a report is on: the city, or the whole province."""
    region = facts.totals.region
    return region.name if region else words.PROVINCE_PLACE


def _opening(facts: ReportInputs) -> Paragraph:
    campaign = facts.context.campaign
    who = report_text.WHO_PROVINCE if facts.is_province else report_text.WHO_CITY
    said = report_text.OPENING.text.format(
        issuer=campaign.issuer,
        document_number=campaign.document_number,
        basis=campaign.basis,
        start=DATE_TEXT.format(date=campaign.window_start),
        end=DATE_TEXT.format(date=campaign.window_end),
        who=who.format(place=place_of(facts), groups=campaign.groups),
    )
    return Paragraph((said,))


def _left_out(facts: ReportInputs) -> Iterator[str]:
    """Say which chapters are not there for want of ledgers or of the drawn list."""
    wanting = [] if facts.has_ledgers else [(words.NO_LEDGERS, report_text.LEDGER_CHAPTERS)]
    wanting += [(words.NO_DRAWN, report_text.DRAWN_CHAPTERS)] if facts.conclusions is None else []
    for what, chapters in wanting:
        named = "、".join(f"“{chapter.title}”" for chapter in report_text.CHAPTERS if chapter.key in chapters)
        yield words.LEFT_OUT.format(what=what, chapters=named) + words.STOP


def _chapter(chapter: Chapter, facts: ReportInputs) -> Iterator[ReportElement]:
    """Yield what stands under a chapter's heading; nothing when there is nothing to say."""
    if chapter.parts:
        for number, part in enumerate(chapter.parts, start=1):
            named = words.CLAUSE_SHOWN.format(title=part.title, clause=part.clause)
            heading = words.LEVEL_2.format(number=_numeral(number), title=named)
            yield Paragraph((heading,), "level2", part.key)
            yield from _part(part, facts)
        return
    made = [*_paragraphs(chapter.paragraphs, facts), *_extra(chapter.extra, facts)]
    if made:
        yield from made
        yield _own(chapter.key, chapter.title)


def _part(part: Part, facts: ReportInputs) -> Iterator[ReportElement]:
    yield from _paragraphs(part.paragraphs, facts)
    if own := "、".join(_own_no(part, facts)):
        yield Paragraph((*words.OWN_NO.partition("{own}")[:1], Figure(f"own_no_{part.key}", own), words.STOP))
    yield from _extra(part.extra, facts)
    yield _own(part.key, part.title)


def _own(key: str, title: str) -> OwnWords:
    return OwnWords(key, words.OWN_PROMPT.format(title=title))


def _own_no(part: Part, facts: ReportInputs) -> Iterator[str]:
    """Yield what a city itself answers with 否, beside its counties, to which it is not added; and which cities do."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for annex in UNIT_ANNEXES:
        fields = [f for item in annex.items if item.number in part.own_items for f in item.fields]
        for unit, form, _ in facts.totals.forms(annex, facts.totals.own):
            for field in fields:
                if form.get(field.key) == NO:
                    by_label[field.label].append(unit.city.name)
    for label, cities in by_label.items():
        yield words.OWN_NO_OF.format(what=label, names=some(cities)) if facts.is_province else label


def _paragraphs(groups: Sequence[Sequence[Line]], facts: ReportInputs) -> Iterator[ReportElement]:
    for lines in groups:
        if said := sentence(lines, facts.figures):
            yield Paragraph(said)


def _extra(name: str, facts: ReportInputs) -> Iterator[ReportElement]:
    """Yield the table, chart or list a chapter ends with."""
    match name:
        case "progress":
            yield from (progress_chart(facts), _caption(report_text.PROGRESS_TABLE), progress_table(facts))
        case "clearing_chart" if facts.figures.get("a2_sites"):
            yield clearing_chart(facts)
        case "grey_chain":
            yield from _grey(facts)
        case "quota" if facts.covered:
            title = report_text.QUOTA_TABLE_PROVINCE if facts.is_province else report_text.QUOTA_TABLE
            yield from (_caption(title), quota_table(facts))
        case "claims":
            yield from _captioned(report_text.CLAIMS_TABLE, claims_table(facts))
        case "petitions":
            yield from _captioned(report_text.PETITIONS_TABLE, petitions_table(facts))
        case "typical":
            yield from _typical(facts)
        case "assurance":
            for key, said in facts.conclusions or ():
                yield Paragraph((Figure(f"as_{key}", said),))
        case "readings":
            yield from _readings(facts)


def _caption(text: str) -> Paragraph:
    return Paragraph((text,), "caption")


def _captioned(title: str, table: ReportTable | None) -> Iterator[ReportElement]:
    if table is not None:
        yield from (_caption(title), table)


def _grey(facts: ReportInputs) -> Iterator[ReportElement]:
    """Yield what was traced of hidden supply, the first ones at length."""
    told = [
        f"{facts.name(unit)}{show(form.get('site_name'))}：{show(said).rstrip(words.STOP)}{words.STOP}"
        for annex in ANNEXES
        for unit, form, _ in facts.totals.forms(annex)
        if (said := form.get("grey_chain")) is not None
    ]
    yield from (Paragraph((said,)) for said in told[:NAMES_SHOWN])
    if len(told) > NAMES_SHOWN:
        head, tail = words.GREY_MORE.split("{count}")
        yield Paragraph((head, Figure("grey_more", str(len(told) - NAMES_SHOWN)), tail))


def _typical(facts: ReportInputs) -> Iterator[ReportElement]:
    """Yield the results of the inspection by kind, most first, each with examples; then the chart."""
    known = _whose(facts)
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in in_order(facts.totals.findings):
        if finding.severity is Severity.RESULT:
            by_code[finding.code].append(finding)
    for code, found in sorted(by_code.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        head = words.TYPICAL_LINE.format(what=report_text.TYPICAL_NAMES[code], count="{count}").partition("{count}")
        pieces: Pieces = (head[0], Figure(f"typ_{code}", str(len(found))), head[2])
        cases = [_case(n, f, known) for n, f in enumerate(found[: words.TYPICAL_EXAMPLES], start=1)]
        yield Paragraph((*pieces, words.STOP, *joined([(case,) for case in cases])))
    chart = findings_chart(facts)
    if chart.names:
        yield chart


def _whose(facts: ReportInputs) -> dict[tuple[str, str, int], str]:
    """Return which unit and site each row of the submissions speaks of."""
    named = {}
    for annex in ANNEXES:
        for unit, form, file in facts.totals.forms(annex):
            for place in form.places.values():
                named[file, place.sheet, place.row] = facts.name(unit) + show(form.get("site_name"))
    return named


def _case(number: int, finding: Finding, known: Mapping[tuple[str, str, int], str]) -> Figure:
    """Return one example, bound as a whole: what it says may hold numbers too."""
    place = finding.places[0]
    where = known.get((finding.file, place.sheet, place.row), "")
    said = words.TYPICAL_EXAMPLE.format(n=number, where=where, what=finding.what)
    return Figure(f"typ_{finding.code}_{number}", said)


def _readings(facts: ReportInputs) -> Iterator[ReportElement]:
    for row in interpretations(facts.context.campaign):
        yield Paragraph((words.READING_LINE.format(name=row.point, reading=row.reading) + words.STOP,))


def missing_parts(facts: ReportInputs) -> list[str]:
    """Return what still stands in the way of the report, as sentences; nothing when all is in.

    Clause: 五(二), 五(三). What only needs a word (核实) and the calendar (C8) do not stand in the way.
    """
    must = [f for f in facts.totals.findings if f.severity is Severity.MUST and not f.is_settled]
    by_hand = sum(f.code == "M09" for f in must)
    said = [f.what for f in facts.lacking if f.severity is Severity.MUST]
    of_ledgers = sum(f.severity is Severity.MUST for f in facts.of_ledgers)
    others = len(must) - by_hand - of_ledgers - len(said)
    for count, what in ((others, words.GATE_MUST), (of_ledgers, words.GATE_LEDGERS), (by_hand, words.GATE_BY_HAND)):
        if count:
            said.append(what.format(count=count))
    said += _unreported(facts)
    if not facts.totals.counties:
        said.append(words.GATE_UNREPORTED)
    return said


def _unreported(facts: ReportInputs) -> Iterator[str]:
    """Say who is missing where no ledger says it (C1), and that no ledger was given."""
    totals = facts.totals
    if not facts.has_ledgers:
        yield words.GATE_NO_LEDGERS
        count, required = len(totals.counties), totals.counties_due(facts.context.campaign)
        if not facts.is_province and 0 < count < required:
            yield words.GATE_FEW.format(count=count, required=required)
    there = {unit.city for unit in totals.units}
    missing = [city.name for city in facts.context.registry.cities if city not in there]
    if facts.is_province and missing:
        yield words.GATE_CITIES.format(names="、".join(missing))


def _gate(facts: ReportInputs) -> Iterator[ReportElement]:
    missing = missing_parts(facts) or [words.GATE_NONE]
    for number, said in enumerate(missing, start=1):
        yield Paragraph((f"{number}．", Figure(f"{words.GATE_PREFIX}{number}", said), words.STOP))


def _ending(facts: ReportInputs) -> Iterator[ReportElement]:
    """Yield the list of annexes, who signs, and the date."""
    for number, title in enumerate(annex_titles(facts)):
        if number == 0:
            yield Paragraph((words.ANNEX_LIST, title), "annexes", "ending0")
        else:
            yield Paragraph(("　" * len(words.ANNEX_LIST), title), "annexes_next", f"ending{number}")
    signer, day = _signer(facts), words.SIGN_DATE.format(date=facts.on)
    wider = round(50 * (width_of(signer) - width_of(day)))  # hundredths of a character on either side of the date
    right = max(SIGN_RIGHT, wider)
    yield Paragraph((signer,), "signer", "signer", right - wider)
    yield Paragraph((day,), "sign_date", "signed_on", right)


def _signer(facts: ReportInputs) -> str:
    """Return who signs: the group the covers name when they agree, else the city's group."""
    region = facts.totals.region
    if region is None:
        return report_text.SIGNED_PROVINCE
    groups = {show(part.cover.get("unit_group")) for part in facts.totals.taken} - {""}
    return groups.pop() if len(groups) == 1 else report_text.SIGNED_CITY.format(city=region.name)
