"""docs/draw.md: what an outsider types gives what the page says."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.books import run
from tests.cli.test_draw import ledgers
from tests.conftest import CONTEXT
from tests.docs import outsider
from tests.ledgers import CITY, COUNTIES, Row, figures, frame, handed, listed, site
from xhg_excel.core.drawing.frame import as_text, frame_of
from xhg_excel.core.drawing.sample import sample_of
from xhg_excel.core.drawing.tickets import ticket
from xhg_excel.notice import SMALL_TRADES, SUSPENDED

PAGE = (Path(__file__).parents[2] / "docs" / "draw.md").read_text("utf-8")
LINES = [line.strip() for line in PAGE.splitlines() if line.startswith("    ")]
SHOWN = [(line, LINES[n + 1]) for n, line in enumerate(LINES) if line.startswith("printf")]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is a Linux program")
@pytest.mark.parametrize(("line", "shown"), SHOWN)
def test_the_lines_of_the_page_give_what_it_shows(line: str, shown: str) -> None:
    """Exactly as printed, in a shell."""
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)  # noqa: S603, S607  # the page's own line
    text = re.findall(r"'([^']*\|[^']*)'", line)[0]

    assert done.stdout.strip() == shown
    assert shown.split()[0] == ticket(*text.split("|"))


def test_the_page_shows_chinese_identifiers_too() -> None:
    assert len(SHOWN) >= 2
    assert any("号" in line for line, _ in SHOWN)


def test_windows_hashes_the_same_bytes() -> None:
    """The file that PowerShell writes: UTF-8, no byte order mark, no line end."""
    written = next(line for line in LINES if line.startswith("[IO.File]"))
    text = re.findall(r'"([^"]*\|[^"]*)"', written)[0]

    assert "UTF8Encoding $false" in written
    assert hashlib.sha256(text.encode()).hexdigest() == SHOWN[0][1].split()[0]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is a Linux program")
def test_the_frozen_text_hashes_to_the_published_hash(tmp_path: Path) -> None:
    """`xhg draw freeze --out 冻结.txt`, then sha256sum, as the page says."""
    ledgers(tmp_path / "台账")
    freeze, check = (
        next(line for line in LINES if line.startswith(words)) for words in ("xhg draw freeze", "sha256sum")
    )
    arguments = [str(tmp_path / word) if word in ("台账", "冻结.txt") else word for word in freeze.split()[1:]]
    told = run(*arguments).output

    done = subprocess.run(["bash", "-c", check], cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S603, S607  # as above

    assert done.stdout.split()[0] in told


def test_the_canonical_lines_are_as_the_page_describes(tmp_path: Path) -> None:
    """Kinds of lines in their order, sites sorted by their bytes."""
    ledgers(tmp_path / "台账")
    run("draw", "freeze", "--ledgers", tmp_path / "台账", "--out", tmp_path / "冻结.txt")
    lines = (tmp_path / "冻结.txt").read_bytes().decode().split("\n")
    kinds = [line.split("｜")[0] for line in lines]
    sites = [line.encode() for line in lines if line.startswith("问题")]

    assert lines[-1] == ""
    assert list(dict.fromkeys(kinds)) == ["xhg-draw 1", "设置", "底数", "问题", ""]
    assert sites == sorted(sites)
    for described in re.findall(r"^\| `(.+?)` \|", PAGE, re.MULTILINE):
        width = len(described.split("｜"))
        assert all(len(line.split("｜")) == width for line in lines if line.split("｜")[0] == described.split("｜")[0])


def rows_of(number: int) -> list[Row]:
    """Return a random problem list of 南通市: other shares of types, counties and finished sites each time."""
    rng = random.Random(number)
    kinds = ["小化工"] * rng.randint(1, 9) + rng.choices([*SMALL_TRADES, *SUSPENDED], k=6)
    return [
        site(
            f"P{n:03d}",
            rng.randrange(len(COUNTIES)),
            site_type=rng.choice(kinds),
            status=rng.choice(["已完成", "已完成", "未完成"]),
        )
        for n in range(rng.randint(5, 90))
    ]


def test_an_outsider_writes_the_same_frozen_text(tmp_path: Path) -> None:
    """From docs/draw.md alone, byte for byte; our frame has the same lines as the file."""
    ledgers(tmp_path / "台账")
    run("draw", "freeze", "--ledgers", tmp_path / "台账", "--out", tmp_path / "冻结.txt")

    assert outsider.frozen_text(listed(), figures()).encode() == (tmp_path / "冻结.txt").read_bytes()
    assert as_text(frame().lines).encode() == (tmp_path / "冻结.txt").read_bytes()


@pytest.mark.parametrize("number", range(40))
def test_an_outsider_draws_the_same_sites(number: int) -> None:
    """Counties, quotas, the shares of B3 and B4 with their ties, and the tickets: from the frozen text and a seed."""
    rows, seed = rows_of(number), str(10**20 + number)

    drawn = outsider.draw(outsider.frozen_text(rows, figures()), seed, CITY.code)

    picks = sample_of(frame_of([handed(rows)], CONTEXT), seed)[CITY.code].picks
    assert {rule: {p.row.identifier for p in picks if p.rule == rule} for rule in drawn} == drawn


def test_the_page_names_each_setting_in_its_order_with_its_value() -> None:
    named = re.findall(r"^\| `([a-z_]+)` \| (?:`(.*?)`|空) \|", PAGE, re.MULTILINE)

    assert named == outsider.SETTINGS
