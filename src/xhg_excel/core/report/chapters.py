"""Build the whole report: opening, chapters by clause, signature, annexes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xhg_excel.core.model.answer import show
from xhg_excel.core.model.finding import Finding, in_order
from xhg_excel.core.report.document import Figure, OwnWords, Paragraph, Pieces, Report, ReportElement, ReportTable
from xhg_excel.core.report.figures import ReportInputs, first_names
from xhg_excel.core.report.sentences import break_title, join_clauses, printed_width, sentence_pieces
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
from xhg_excel.notice.words.workbook import DATE_TEXT, PROVINCE_NAME


def report_of(inputs: ReportInputs, *, is_draft: bool = False) -> Report:
    """Return the report on the totals of a city or the province; a draft begins with a chapter on what is missing."""
    title = report_text.TITLE.format(place=place_of(inputs), campaign=inputs.context.campaign.name)
    elements: list[ReportElement] = [Paragraph((break_title(title, TITLE_LONGEST),), "title")]
    if is_draft:
        elements.append(Paragraph((words.DRAFT_MARK,), "draft"))
    if not inputs.is_province:
        elements.append(Paragraph((report_text.ADDRESSEE,), "addressee"))
    elements += [_opening(inputs), Paragraph((words.SOURCE_LINE, *_left_out(inputs)))]
    chapters = [(c.title, c.key, made) for c in report_text.CHAPTERS if (made := list(_chapter(c, inputs)))]
    if is_draft:
        chapters.insert(0, (words.GATE_TITLE, "gate", list(_gate(inputs))))
    for number, (name, key, made) in enumerate(chapters, start=1):
        heading = words.LEVEL_1.format(number=_numeral(number), title=name)
        elements += [Paragraph((heading,), "level1", key), *made]
    elements += [*_ending(inputs), *annex_tables(inputs)]
    return Report(title, tuple(elements), is_draft)


def _numeral(number: int) -> str:
    """Return a Chinese numeral up to 19.

    >>> _numeral(3), _numeral(10), _numeral(12)
    ('三', '十', '十二')
    """
    tens, ones = divmod(number, len(words.NUMERALS))
    return (words.NUMERALS[-1] if tens else "") + (words.NUMERALS[ones - 1] if ones else "")


def place_of(inputs: ReportInputs) -> str:
    """Return the name of the place a report is about: the city, or the whole province."""
    region = inputs.totals.region
    return region.name if region else PROVINCE_NAME


def _opening(inputs: ReportInputs) -> Paragraph:
    campaign = inputs.context.campaign
    who = report_text.WHO_PROVINCE if inputs.is_province else report_text.WHO_CITY
    text = report_text.OPENING.text.format(
        issuer=campaign.issuer,
        document_number=campaign.document_number,
        basis=campaign.basis,
        start=DATE_TEXT.format(date=campaign.window_start),
        end=DATE_TEXT.format(date=campaign.window_end),
        who=who.format(place=place_of(inputs), groups=campaign.groups),
    )
    return Paragraph((text,))


def _left_out(inputs: ReportInputs) -> Iterator[str]:
    """Yield a sentence for each input that was not given, with the chapters left out for that reason."""
    wanting = [] if inputs.has_ledgers else [(words.NO_LEDGERS, report_text.LEDGER_CHAPTERS)]
    wanting += [(words.NO_DRAWN, report_text.DRAWN_CHAPTERS)] if inputs.conclusions is None else []
    for what, chapters in wanting:
        named = "、".join(f"“{chapter.title}”" for chapter in report_text.CHAPTERS if chapter.key in chapters)
        yield words.LEFT_OUT.format(what=what, chapters=named) + words.STOP


def _chapter(chapter: Chapter, inputs: ReportInputs) -> Iterator[ReportElement]:
    """Yield the content below the heading of a chapter; nothing when it has no content."""
    if chapter.parts:
        for number, part in enumerate(chapter.parts, start=1):
            named = words.CLAUSE_SHOWN.format(title=part.title, clause=part.clause)
            heading = words.LEVEL_2.format(number=_numeral(number), title=named)
            yield Paragraph((heading,), "level2", part.key)
            yield from _part(part, inputs)
        return
    made = [*_paragraphs(chapter.paragraphs, inputs), *_extra(chapter.extra, inputs)]
    if made:
        yield from made
        yield _own(chapter.key, chapter.title)


def _part(part: Part, inputs: ReportInputs) -> Iterator[ReportElement]:
    yield from _paragraphs(part.paragraphs, inputs)
    if own := "、".join(_own_no(part, inputs)):
        yield Paragraph((*words.OWN_NO.partition("{own}")[:1], Figure(f"own_no_{part.key}", own), words.STOP))
    yield from _extra(part.extra, inputs)
    yield _own(part.key, part.title)


def _own(key: str, title: str) -> OwnWords:
    return OwnWords(key, words.OWN_PROMPT.format(title=title))


def _own_no(part: Part, inputs: ReportInputs) -> Iterator[str]:
    """Yield the labels that a city itself answers with 否, for the province with the names of the cities.

    The answers of a city itself are reported beside those of its counties, never added to them.
    """
    by_label: dict[str, list[str]] = defaultdict(list)
    for annex in UNIT_ANNEXES:
        fields = [f for item in annex.items if item.number in part.own_items for f in item.fields]
        for unit, form, _ in inputs.totals.forms(annex, inputs.totals.own):
            for field in fields:
                if form.get(field.key) == NO:
                    by_label[field.label].append(unit.city.name)
    for label, cities in by_label.items():
        yield words.OWN_NO_OF.format(what=label, names=first_names(cities)) if inputs.is_province else label


def _paragraphs(groups: Sequence[Sequence[Line]], inputs: ReportInputs) -> Iterator[ReportElement]:
    for lines in groups:
        if pieces := sentence_pieces(lines, inputs.figures):
            yield Paragraph(pieces)


def _extra(name: str, inputs: ReportInputs) -> Iterator[ReportElement]:
    """Yield the table, chart or list at the end of a chapter, by its name in the declaration."""
    match name:
        case "progress":
            yield from (progress_chart(inputs), _caption(report_text.PROGRESS_TABLE), progress_table(inputs))
        case "clearing_chart" if inputs.figures.get("a2_sites"):
            yield clearing_chart(inputs)
        case "grey_chain":
            yield from _grey(inputs)
        case "quota" if inputs.covered:
            title = report_text.QUOTA_TABLE_PROVINCE if inputs.is_province else report_text.QUOTA_TABLE
            yield from (_caption(title), quota_table(inputs))
        case "claims":
            yield from _captioned(report_text.CLAIMS_TABLE, claims_table(inputs))
        case "petitions":
            yield from _captioned(report_text.PETITIONS_TABLE, petitions_table(inputs))
        case "typical":
            yield from _typical(inputs)
        case "assurance":
            for key, conclusion in inputs.conclusions or ():
                yield Paragraph((Figure(f"as_{key}", conclusion),))
        case "readings":
            yield from _interpretations(inputs)


def _caption(text: str) -> Paragraph:
    return Paragraph((text,), "caption")


def _captioned(title: str, table: ReportTable | None) -> Iterator[ReportElement]:
    if table is not None:
        yield from (_caption(title), table)


def _grey(inputs: ReportInputs) -> Iterator[ReportElement]:
    """Yield what was found of hidden supply chains: the first answers, then the number of the others."""
    traced = [
        f"{inputs.name(unit)}{show(form.get('site_name'))}：{show(answer).rstrip(words.STOP)}{words.STOP}"
        for annex in ANNEXES
        for unit, form, _ in inputs.totals.forms(annex)
        if (answer := form.get("grey_chain")) is not None
    ]
    yield from (Paragraph((text,)) for text in traced[:NAMES_SHOWN])
    if len(traced) > NAMES_SHOWN:
        head, tail = words.GREY_MORE.split("{count}")
        yield Paragraph((head, Figure("grey_more", str(len(traced) - NAMES_SHOWN)), tail))


def _typical(inputs: ReportInputs) -> Iterator[ReportElement]:
    """Yield the results of the inspection by rule, the most frequent first, with examples; then the chart."""
    names = _names_by_row(inputs)
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in in_order(inputs.totals.findings):
        if finding.severity is Severity.RESULT:
            by_code[finding.code].append(finding)
    for code, found in sorted(by_code.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        head = words.TYPICAL_LINE.format(what=report_text.TYPICAL_NAMES[code], count="{count}").partition("{count}")
        pieces: Pieces = (head[0], Figure(f"typ_{code}", str(len(found))), head[2])
        examples = [_example(n, f, names) for n, f in enumerate(found[: words.TYPICAL_EXAMPLES], start=1)]
        yield Paragraph((*pieces, words.STOP, *join_clauses([(example,) for example in examples])))
    chart = findings_chart(inputs)
    if chart.names:
        yield chart


def _names_by_row(inputs: ReportInputs) -> dict[tuple[str, str, int], str]:
    """Return the names of unit and site by file, sheet and row of the submissions."""
    names = {}
    for annex in ANNEXES:
        for unit, form, file in inputs.totals.forms(annex):
            for place in form.places.values():
                names[file, place.sheet, place.row] = inputs.name(unit) + show(form.get("site_name"))
    return names


def _example(number: int, finding: Finding, names: Mapping[tuple[str, str, int], str]) -> Figure:
    """Return one example as a single figure, since its sentence may have numbers too."""
    place = finding.places[0]
    where = names.get((finding.file, place.sheet, place.row), "")
    text = words.TYPICAL_EXAMPLE.format(n=number, where=where, what=finding.what)
    return Figure(f"typ_{finding.code}_{number}", text)


def _interpretations(inputs: ReportInputs) -> Iterator[ReportElement]:
    for row in interpretations(inputs.context.campaign):
        yield Paragraph((words.READING_LINE.format(name=row.point, reading=row.reading) + words.STOP,))


def missing_parts(inputs: ReportInputs) -> list[str]:
    """Return what prevents the report, as sentences; nothing when it is complete.

    Source: notice 五(二), 五(三). Findings that only need an explanation (核实) and the calendar (C8) do not
    prevent it.
    """
    must = [f for f in inputs.totals.findings if f.severity is Severity.MUST and not f.is_settled]
    by_hand = sum(f.code == "M09" for f in must)
    missing = [f.what for f in inputs.lacking if f.severity is Severity.MUST]
    of_ledgers = sum(f.severity is Severity.MUST for f in inputs.of_ledgers)
    others = len(must) - by_hand - of_ledgers - len(missing)
    for count, what in ((others, words.GATE_MUST), (of_ledgers, words.GATE_LEDGERS), (by_hand, words.GATE_BY_HAND)):
        if count:
            missing.append(what.format(count=count))
    missing += [*_unconfirmed(inputs), *_unreported(inputs)]
    if not inputs.totals.counties:
        missing.append(words.GATE_UNREPORTED)
    return missing


def _unconfirmed(inputs: ReportInputs) -> Iterator[str]:
    """Yield which forms are not our template and not confirmed, and how many answers of each unit stand in them."""
    counts: Counter[tuple[str, str]] = Counter()
    files: list[str] = []
    for annex in ANNEXES:
        for unit, form, file in inputs.totals.forms(annex):
            if not form.is_confirmed:
                counts[unit.full_name, annex.label] += sum(answer is not None for answer in form.answers.values())
                files.append(file)
    if files:
        shown = [words.GATE_FIGURES.format(unit=u, annex=annex, count=n) for (u, annex), n in counts.items()]
        names = dict.fromkeys(files)
        yield words.GATE_UNCONFIRMED.format(count=len(files), files="、".join(names), figures="、".join(shown))


def _unreported(inputs: ReportInputs) -> Iterator[str]:
    """Yield that no ledger was given, and who is missing where no finding (C1) reports it for that reason."""
    totals = inputs.totals
    if not inputs.has_ledgers:
        yield words.GATE_NO_LEDGERS
        count, required = len(totals.counties), totals.counties_due(inputs.context.campaign)
        if not inputs.is_province and 0 < count < required:
            yield words.GATE_FEW.format(count=count, required=required)
    reported = {unit.city for unit in totals.units}
    missing = [city.name for city in inputs.context.registry.cities if city not in reported]
    if inputs.is_province and missing:
        yield words.GATE_CITIES.format(names="、".join(missing))


def _gate(inputs: ReportInputs) -> Iterator[ReportElement]:
    missing = missing_parts(inputs) or [words.GATE_NONE]
    if inputs.figures.get("grey_count") is None:
        missing.append(words.GATE_GREY)
    for number, sentence in enumerate(missing, start=1):
        yield Paragraph((f"{number}．", Figure(f"{words.GATE_PREFIX}{number}", sentence), words.STOP))


def _ending(inputs: ReportInputs) -> Iterator[ReportElement]:
    """Yield the list of annexes, the signer, and the date."""
    for number, title in enumerate(annex_titles(inputs)):
        if number == 0:
            yield Paragraph((words.ANNEX_LIST, title), "annexes", "ending0")
        else:
            yield Paragraph(("　" * len(words.ANNEX_LIST), title), "annexes_next", f"ending{number}")
    signer, day = _signer(inputs), DATE_TEXT.format(date=inputs.on)
    wider = round(
        50 * (printed_width(signer) - printed_width(day))
    )  # hundredths of a character on either side of the date
    right = max(SIGN_RIGHT, wider)
    yield Paragraph((signer,), "signer", "signer", right - wider)
    yield Paragraph((day,), "sign_date", "signed_on", right)


def _signer(inputs: ReportInputs) -> str:
    """Return the signer: the group that all covers name, else the group of the city."""
    region = inputs.totals.region
    if region is None:
        return report_text.SIGNED_PROVINCE
    groups = {show(part.cover.get("unit_group")) for part in inputs.totals.taken} - {""}
    return groups.pop() if len(groups) == 1 else report_text.SIGNED_CITY.format(city=region.name)
