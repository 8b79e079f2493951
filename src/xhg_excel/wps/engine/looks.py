"""Fonts, borders and colours of the recorded engine: what a script set is recorded and read back."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.appearance import Rgb, calc_colour, rgb
from xhg_excel.calc.engine.gaps import named_gaps


def colour_of(colour: Rgb | int | str | None) -> Rgb | None:
    """Return a colour in any form of xlwings' as red, green, blue.

    >>> colour_of("#ffc7ce"), colour_of(None)
    ((255, 199, 206), None)
    """
    return rgb(calc_colour(colour))


def hexadecimal(colour: Rgb | None) -> str | None:
    """Return red, green, blue as `#RRGGBB`.

    >>> hexadecimal((255, 199, 206))
    '#FFC7CE'
    """
    return None if colour is None else "#{:02X}{:02X}{:02X}".format(*colour)


def _look(name: str, default: Any = None) -> property:
    def read(self: Any) -> Any:
        return self.owner.look(name, default)

    def write(self: Any, value: Any) -> None:
        self.owner.set_look(name, value)

    return property(read, write)


@named_gaps
class Font(base_classes.Font):
    """The font of some cells."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    name = _look("font_name")
    bold = _look("font_bold", False)
    italic = _look("font_italic", False)

    @property
    def size(self) -> float | None:
        size = self.owner.look("font_size", None)
        return None if size is None else float(size)

    @size.setter
    def size(self, value: float) -> None:
        self.owner.set_look("font_size", value)

    @property
    def color(self) -> Rgb | None:
        return colour_of(self.owner.look("font_color", None))

    @color.setter
    def color(self, value: Rgb | int | str | None) -> None:
        self.owner.set_look("font_color", hexadecimal(colour_of(value)))


def _part(number: int, name: str) -> property:
    def read(self: Any) -> Any:
        sides = self.owner.sheet.state.borders.get((self.owner.block.top, self.owner.block.left), {})
        return sides.get(self.side, (None, None, None))[number]

    def write(self: Any, value: Any) -> None:
        self.owner.borders.set(self.side, **{name: value})

    return property(read, write)


@named_gaps
class Border(base_classes.Border):
    """One side of some cells, as a script drew it."""

    def __init__(self, owner: Any, side: str) -> None:
        self.owner, self.side = owner, side

    line_style = _part(0, "line_style")
    weight = _part(1, "weight")
    color = _part(2, "color")


@named_gaps
class Borders(base_classes.Borders):
    """The sides of some cells."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    def __getitem__(self, side: str) -> Border:
        return Border(self._owner, side)

    def set(self, which: Any = base_classes.BORDER_GRID_SIDES, **looks: Any) -> None:
        """Draw lines on some sides."""
        sheet, sides = self._owner.sheet, [which] if isinstance(which, str) else list(which)
        sheet.state.must_accept("formats")
        drawn = {name: value for name, value in looks.items() if isinstance(value, (str, int, tuple, type(None)))}
        facts = {name: drawn.get(name) for name in ("line_style", "weight")}
        facts["color"] = hexadecimal(colour_of(drawn.get("color")))
        for cells in self._owner.addresses():
            sheet.record("borders", cells=cells, sides=sides, **facts)
        parts = (facts["line_style"], facts["weight"], colour_of(drawn.get("color")))
        for at in self._owner.places():
            sheet.state.borders.setdefault(at, {}).update(dict.fromkeys(sides, parts))
