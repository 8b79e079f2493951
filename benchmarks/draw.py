"""How long a draw takes, against bare hashing: `python benchmarks/draw.py [identifiers]`.

Prints seconds for canonical identifiers, printed zeros and ticket order of a million
identifiers (or as many as asked for), the whole draw of the province's 823, and the ratio
to a bare hashlib loop over the same texts.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections.abc import Callable

from xhg_excel.core.drawing.tickets import in_ticket_order
from xhg_excel.core.model.identifiers import canonical_id, printed_ids

SEED = "20200810123456789012"


def timed(work: Callable[[], object]) -> float:
    """Return the processor's seconds, which others on the machine disturb less than the clock's."""
    started = time.process_time()
    work()
    return time.process_time() - started


def bare(texts: list[str]) -> None:
    """Hash and do nothing else."""
    for text in texts:
        hashlib.sha256(text.encode()).digest()


def draw(typed: list[str]) -> list[int]:
    """Draw from identifiers as typed."""
    return in_ticket_order(SEED, "B2", "320600", printed_ids(canonical_id(text) for text in typed))


def main(count: int) -> None:
    """Measure and print."""
    for number in (823, count):
        for stem in ("P", "化工"):
            typed = [f"{stem}{n:07d}" for n in range(number)]
            random.Random(1).shuffle(typed)
            floor = min(timed(lambda t=typed: bare(t)) for _ in range(3))
            taken = min(timed(lambda t=typed: draw(t)) for _ in range(3))
            print(f"{number:>9,} × {stem}…  draw {taken:.3f} s  bare hashlib {floor:.3f} s  ratio {taken / floor:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
