"""The drawings on the buttons in WPS, one a button: lines and areas on a field of 32 by 32, as SVG."""

from __future__ import annotations

_INK, _PAPER, _GREEN, _RED, _BLUE, _GOLD = "#4A5568", "#FFFFFF", "#2F855A", "#C53030", "#2B6CB0", "#B7791F"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">{body}</svg>\n'


def _line(path: str, colour: str = _INK, width: float = 2) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _area(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def _sheet(left: int = 5, top: int = 4, width: int = 18, height: int = 24) -> str:
    """Return a sheet of paper with three lines of cells."""
    lines = "".join(f"M{left} {top + height * part // 4}h{width}" for part in (1, 2, 3))
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="1.5" fill="{_PAPER}" '
        f'stroke="{_INK}" stroke-width="1.6"/>{_line(lines + f"M{left + width // 3} {top}v{height}", _INK, 0.8)}'
    )


_TICK = _line("M15 22l4 4 8-10", _GREEN, 3)
_FOLDER = f'<path d="M3 9h9l3 3h14v15H3z" fill="{_GOLD}" stroke="{_INK}" stroke-width="1.6" stroke-linejoin="round"/>'
_DRAWN = {
    "check_book": _sheet(8, 3, 18, 24) + _sheet(4, 6, 18, 24) + _TICK,
    "check_sheet": _sheet() + _TICK,
    "clear_marks": _sheet() + _area("M14 20l7-7 8 8-7 7h-4z", _RED),
    "add_site": _sheet() + _line("M24 17v12M18 23h12", _GREEN, 3),
    "repair_template": _sheet() + _line("M15 28l9-9", _BLUE, 3.4) + _line("M22 15a5 5 0 1 0 6 6l-3 1-3-3z", _BLUE),
    "make_templates": _sheet(9, 3, 18, 24) + _sheet(4, 6, 18, 24),
    "merge_folder": _FOLDER + _line("M16 15v9M12 20l4 4 4-4", _PAPER, 2.4),
    "write_report": _sheet() + _line("M8 9h12M8 13h12M8 17h8", _BLUE) + _area("M18 29l2-6 8-8 4 4-8 8z", _GOLD),
    "compute_quotas": (
        f'<rect x="6" y="3" width="20" height="26" rx="2" fill="{_PAPER}" stroke="{_INK}" stroke-width="1.6"/>'
        + _area("M9 6h14v6H9z", _GREEN)
        + _line("M11 17h.1M16 17h.1M21 17h.1M11 22h.1M16 22h.1M21 22h.1M11 26h10", _INK, 3)
    ),
    "draw_sample": _sheet(4, 4, 16, 24) + _line("M8 10h8M8 16h8", _BLUE) + _area("M17 17h12v12H17z", _RED)
    + _line("M20 20h.1M26 26h.1M23 23h.1", _PAPER, 3),
    "open_help": f'<circle cx="16" cy="16" r="12" fill="{_BLUE}"/>'
    + _line("M12 13a4 4 0 1 1 5.5 3.7c-1 .5-1.5 1-1.5 2.3M16 23h.1", _PAPER, 2.8),
}  # fmt: skip


def icon(key: str) -> str:
    """Return the drawing of a button as an SVG file."""
    return _SVG.format(body=_DRAWN[key])
