"""Blocks of cells as sets: cut out of one another, and joined again."""

from __future__ import annotations

from collections.abc import Iterable

from xhg_excel.core.sheets.layout import Area


def common_part(one: Area, other: Area) -> Area | None:
    """Return the cells that two blocks share; None for none.

    >>> common_part(Area(0, 0, 4, 4), Area(3, 3, 9, 9))
    Area(top=3, left=3, bottom=4, right=4)
    """
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom, right = min(one.bottom, other.bottom), min(one.right, other.right)
    return Area(top, left, bottom, right) if top <= bottom and left <= right else None


def without(block: Area, hole: Area) -> list[Area]:
    """Return the cells of a block outside another, as at most four blocks.

    >>> without(Area(0, 0, 2, 2), Area(1, 1, 1, 1))[0]
    Area(top=0, left=0, bottom=0, right=2)
    """
    part = common_part(block, hole)
    if part is None:
        return [block]
    rest = []
    if block.top < part.top:
        rest.append(Area(block.top, block.left, part.top - 1, block.right))
    if part.bottom < block.bottom:
        rest.append(Area(part.bottom + 1, block.left, block.bottom, block.right))
    if block.left < part.left:
        rest.append(Area(part.top, block.left, part.bottom, part.left - 1))
    if part.right < block.right:
        rest.append(Area(part.top, part.right + 1, part.bottom, block.right))
    return rest


def outside(blocks: Iterable[Area], holes: Iterable[Area]) -> list[Area]:
    """Return the cells of blocks that are in none of the holes."""
    rest = list(blocks)
    for hole in holes:
        rest = [part for block in rest for part in without(block, hole)]
    return rest


def inside(blocks: Iterable[Area], others: Iterable[Area]) -> list[Area]:
    """Return the cells that two sets of blocks share."""
    many = list(others)
    return [part for block in blocks for other in many if (part := common_part(block, other)) is not None]


def joined(blocks: Iterable[Area]) -> list[Area]:
    """Return blocks that do not overlap as few as neighbours can be joined to, from the top left on.

    >>> joined([Area(5, 0, 8, 0), Area(0, 0, 3, 0), Area(4, 0, 4, 0)])
    [Area(top=0, left=0, bottom=8, right=0)]
    """
    rest = sorted(blocks, key=lambda block: (block.top, block.left))
    while (pair := _neighbours(rest)) is not None:
        one, other, whole = pair
        rest = sorted([*(b for b in rest if b not in (one, other)), whole], key=lambda block: (block.top, block.left))
    return rest


def _neighbours(blocks: list[Area]) -> tuple[Area, Area, Area] | None:
    for number, one in enumerate(blocks):
        for other in blocks[number + 1 :]:
            below = (one.left, one.right, one.bottom + 1) == (other.left, other.right, other.top)
            beside = (one.top, one.bottom, one.right + 1) == (other.top, other.bottom, other.left)
            if below or beside:
                return one, other, Area(one.top, one.left, other.bottom, other.right)
    return None
