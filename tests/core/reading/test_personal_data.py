"""Informants stay in their ledger."""

from __future__ import annotations

import pytest

from tests.records import filled
from xhg_excel.core.model.finding import at_cells
from xhg_excel.core.model.grid import Place
from xhg_excel.core.model.submission import Form, LedgerRows, Source, Submission
from xhg_excel.core.reading.personal_data import Secrets, redact, remove_personal_columns, secret_words
from xhg_excel.notice import PETITIONS
from xhg_excel.notice.small_chemical.annexes import ANNEX2

NAME, PHONE = "举报演练甲", "13900001234"


def petitions(**changes: str) -> Submission:
    """Return a petition ledger that was read, not yet sealed."""
    row = {
        "city": "南通市",
        "petition_number": "X1",
        "summary": "夜间排放",
        "informant": NAME,
        "informant_phone": PHONE,
    }
    row |= changes
    places = {key: Place("信访", 3, n) for n, key in enumerate(row)}
    made = Submission(Source("信访举报清单.xlsx"), ledgers=[LedgerRows(PETITIONS, ((row, places),))])
    made.findings = [
        at_cells("E07", [places["informant"]], value=NAME, detail="1200"),
        at_cells("N03", [Place("信访", 3, 40)], value="另一电话13911112222"),
        at_cells("E01", [places["summary"]], item="反映事项", value="夜间排放"),
    ]
    return made


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("演练甲先生", {"演练甲"}),
        ("演练甲（13900001234）", {"演练甲", "13900001234"}),
        ("139-0000 1234", {"13900001234"}),
        ("演练甲、演练乙女士", {"演练甲", "演练乙"}),
        ("匿名", set()),
        ("群众 / 不详", set()),
        ("无", set()),
        ("12345", set()),
        ("", set()),
    ],
)
def test_what_names_somebody_is_told_from_what_names_nobody(typed: str, words: set[str]) -> None:
    assert set(secret_words(typed)) == words


def test_a_sealed_ledger_holds_no_personal_column_and_its_findings_do_not_quote_them() -> None:
    made = petitions()

    remove_personal_columns(made)

    ((answers, places),) = made.ledgers[0].rows
    assert "informant" not in answers
    assert "informant_phone" not in places
    assert [finding.facts.get("value") for finding in made.findings] == ["（已隐去）", "（已隐去）", "夜间排放"]
    assert made.secrets == {NAME, PHONE}
    assert NAME not in repr(made)


def test_a_ledger_without_personal_columns_is_left_as_it_is() -> None:
    made = Submission(Source("x.xlsx"), findings=[at_cells("N03", [Place("s", 1, 1)], value=NAME)])

    remove_personal_columns(made)

    assert (made.findings[0].facts["value"], made.secrets) == (NAME, frozenset())


@pytest.mark.parametrize("typed", [NAME, f"由{NAME}反映", "举报 演练甲", "电话139 0000 1234", "139-0000-1234"])
def test_what_was_typed_of_an_informant_elsewhere_is_hidden_and_its_cell_named(typed: str) -> None:
    ledger = petitions(summary=f"{NAME}反映夜间排放")
    remove_personal_columns(ledger)
    plain = filled(ANNEX2, {"reason_unfinished": typed})
    form = Form(plain.annex, plain.answers, plain.places, 1, notes={3: typed}, note_places={3: Place("演练", 3, 50)})
    other = Submission(
        Source("如东.xlsx"), forms=[form], findings=[at_cells("N03", [Place("演练", 9, 1)], value=typed)]
    )

    redact([other, ledger])

    texts = [str(other.forms[0].get("reason_unfinished")), other.forms[0].notes[3], other.findings[0].what]
    assert [Secrets({NAME, PHONE}).hide(text) for text in texts] == texts
    assert all("已隐去" in text for text in texts)
    assert [(f.code, f.file, f.cells) for f in other.findings[1:]] == [
        ("M07", "如东.xlsx", (form.places["reason_unfinished"].a1,)),
        ("M07", "如东.xlsx", ("AY4",)),
    ]
    assert ledger.ledgers[0].rows[0][0]["summary"] == "（已隐去）反映夜间排放"


def test_without_secrets_nothing_is_touched() -> None:
    other = Submission(Source("如东.xlsx"), forms=[filled(ANNEX2, {"reason_unfinished": NAME})])

    redact([other])

    assert other.forms == [filled(ANNEX2, {"reason_unfinished": NAME})]
    assert other.findings == []


def test_names_of_places_are_never_hidden() -> None:
    """A county's name in the informant's column must not wipe the county out of every form."""
    ledger = petitions(informant="如东县")
    remove_personal_columns(ledger)
    other = Submission(Source("a.xlsx"), cover={"unit_county": "如东县", "unit_filler": "如东县"})

    redact([other, ledger])

    assert other.cover == {"unit_county": "如东县", "unit_filler": "（已隐去）"}


def test_a_name_from_a_ledger_is_hidden_in_names_of_files_and_sheets_too() -> None:
    ledger = petitions(informant="演练张龙")
    remove_personal_columns(ledger)
    plain = filled(ANNEX2, {"reason_unfinished": "积水"})
    places = {key: Place("演練張龍", place.row, place.col) for key, place in plain.places.items()}
    form = Form(plain.annex, plain.answers, places, 1, file="演练张龙 报送.xlsx")
    finding = at_cells("E01", [places["closed"]], item="附件2第2项").in_file("演练张龙 报送.xlsx")
    files = [
        Submission(Source(name), forms=[form], findings=[finding])
        for name in ("演练张龙 报送.xlsx", "演練張龍 报送.xlsx")
    ]

    redact([*files, ledger])

    assert [made.source.file for made in files] == ["（已隐去） 报送.xlsx", "（已隐去2） 报送.xlsx"]
    assert [made.forms[0].file for made in files] == ["（已隐去） 报送.xlsx"] * 2
    assert [(made.findings[0].file, made.findings[0].sheet) for made in files] == [
        ("（已隐去） 报送.xlsx", "（已隐去）")
    ] * 2
    assert {place.sheet for place in files[0].forms[0].places.values()} == {"（已隐去）"}
    assert files[0].findings[0].places == (places["closed"],)  # by which the cell is marked
    assert files[0].secrets == ledger.secrets


def test_what_is_hidden_before_reading_is_known_afterwards() -> None:
    made = Submission(Source("x.xlsx"))

    remove_personal_columns(made, ["演练张龙 13900001234", "匿名"])

    assert made.secrets == {"演练张龙", "13900001234"}
