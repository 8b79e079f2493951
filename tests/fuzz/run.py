"""Read, mark and merge so many mutated workbooks, and keep those that show a fault.

python -m tests.fuzz.run --times 5000 --seed 1 --keep faults
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from tests.conftest import CONTEXT
from tests.fuzz.corpus import write_corpus
from tests.fuzz.judge import faults, tally
from tests.fuzz.mutate import mutated
from xhg_excel.core.model.submission import Submission
from xhg_excel.core.totals.merge import MergeRequest, merge
from xhg_excel.errors.base import XhgError
from xhg_excel.files.marked.copy import write_marked_copy
from xhg_excel.files.read.folder import list_workbooks, read_submissions
from xhg_excel.files.read.workers import Limits

_BATCH = 100
_LIMITS = Limits(seconds=30, workers=2)


@dataclass
class Outcome:
    """What came of a run: executions, how each ended, and every fault with the file that showed it."""

    times: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str, bytes]] = field(default_factory=list)


def fuzz(times: int, seed: object, folder: Path) -> Outcome:
    """Return what came of so many mutated workbooks; the same seed makes the same ones."""
    chance = random.Random(str(seed))
    (folder / "corpus").mkdir()
    corpus = write_corpus(folder / "corpus")
    base = read_all(folder / "corpus")
    outcome = Outcome()
    for number, start in enumerate(range(0, times, _BATCH)):
        batch = folder / f"{number}"
        batch.mkdir()
        made = {}
        for count in range(min(_BATCH, times - start)):
            name = chance.choice(list(corpus))
            content, done = mutated(corpus[name], chance)
            file = f"{count:03} {name} {'+'.join(done)}.xlsx"
            (batch / file).write_bytes(content)
            made[file] = (name, content)
        _judge(batch, made, base, outcome)
    return outcome


def read_all(folder: Path) -> dict[str, Submission]:
    return {s.source.file: s for s in read_submissions(list_workbooks([folder]), CONTEXT, _LIMITS)}


def _judge(batch: Path, made: dict[str, tuple[str, bytes]], base: dict[str, Submission], outcome: Outcome) -> None:
    results = read_all(batch)
    outcome.times += len(results)
    outcome.ends += tally(results)
    for file, submission in results.items():
        name, content = made[file]
        wrong = faults(base[f"{name}.xlsx"], submission, content)
        wrong += _crashes(partial(write_marked_copy, batch / file, submission, batch / "marked"))
        outcome.faults += [(said, file, content) for said in wrong]
        if (batch / file).read_bytes() != content:
            outcome.faults.append(("the source was changed", file, content))
    city = CONTEXT.registry.match_city("南通市")
    asked = MergeRequest(date(2020, 8, 15), "fuzz", city=city)
    outcome.faults += [
        (said, "merge", b"") for said in _crashes(lambda: merge(list(results.values()), [], asked, CONTEXT))
    ]


def _crashes(act: Callable[[], object]) -> Iterator[str]:
    """Yield what went wrong that is no sentence for a user."""
    try:
        act()
    except XhgError:
        return
    except Exception:  # noqa: BLE001  # that is what is looked for
        yield traceback.format_exc(limit=-3)


def main() -> int:
    """Run from the command line; 1 when there was a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=5000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        outcome = fuzz(asked.times, asked.seed, Path(temporary))
    sys.stdout.write(f"{outcome.times} executions: {dict(outcome.ends)}\n{len(outcome.faults)} faults\n")
    for number, (said, file, content) in enumerate(outcome.faults):
        sys.stdout.write(f"{number} {file}: {said}\n")
        if asked.keep:
            asked.keep.mkdir(exist_ok=True)
            (asked.keep / f"{number} {file}").write_bytes(content)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
