"""`xhg addin`: install, examine and remove the Excel add-in; the offline bundle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from xhg_excel.core.sheets.table import FIRST_ROW
from xhg_excel.notice.words import rehearsal
from xhg_excel.notice.words.marks import RESULT_HEADS, RESULT_SHEET
from xhg_excel.notice.words.shells.addin import FAILED, PASSED, SELF_TEST_SHEET, TITLE
from xhg_excel.notice.words.shells.install import ADDIN_FILE, DRY_RUN, SMOKE_CITY, SMOKE_UNIT
from xhg_excel.notice.words.totals.totals import SOURCES_SHEET
from xhg_excel.notice.words.workbook import COUNTY_FILE_NAMED
from xhg_excel.setup.calc_extension import calc_steps, install_calc, remove_calc
from xhg_excel.setup.install import Step, addin_place, install, remove, status, this_machine


def install_step(calc: bool, dry: bool) -> int:
    """Install the add-in, or the toolbar; return 1 when a part needs the user."""
    return _done(install_calc() if calc else install(this_machine()), dry)


def status_step(calc: bool) -> int:
    """Say what is installed; return 1 when a part needs the user."""
    return _done(calc_steps() if calc else status(this_machine()), False)


def remove_step(calc: bool, dry: bool) -> int:
    """Remove the add-in, or the toolbar; return 1 when a part needs the user."""
    return _done(remove_calc() if calc else remove(this_machine()), dry)


def _done(steps: Iterator[Step], dry: bool) -> int:
    """Do each step and say so; return 1 when one of them needs the user."""
    fine = True
    for step in steps:
        if not dry:
            step.do()
        click.echo(step.text)
        fine = fine and step.fine
    if dry:
        click.echo(DRY_RUN)
    return int(not fine)


def facts_step() -> None:
    """Print the names that the smoke test needs."""
    facts = {
        "addin": addin_place(this_machine()),
        "addin_file": ADDIN_FILE,
        "city": SMOKE_CITY,
        "sample": COUNTY_FILE_NAMED.format(unit=SMOKE_UNIT),
        "submissions": rehearsal.SUBMISSION_FOLDER,
        "title": TITLE,
        "self_test_sheet": SELF_TEST_SHEET,
        "passed": PASSED,
        "failed": FAILED,
        "result_sheet": RESULT_SHEET,
        "code_column": len(RESULT_HEADS),
        "first_row": FIRST_ROW + 1,
        "sources_sheet": SOURCES_SHEET,
    }
    click.echo(json.dumps(facts))


def bundle_step(out: Path, versions: tuple[str, ...], prepared: Path | None) -> int:
    """Write the offline bundle, saying each step."""
    from xhg_excel.setup.bundle import write_bundle

    for line in write_bundle(out, versions, prepared):
        click.echo(line)
    return 0
