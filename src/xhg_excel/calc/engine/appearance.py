"""Fonts, borders, colours, alignment and sizes: xlwings' `Font` and `Borders`, and Excel's units in Calc's."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xhg_excel.calc.engine.gaps import named_gaps
from xhg_excel.calc.engine.office import enum, struct

Rgb = tuple[int, int, int]

# UNO measures in hundredths of a millimetre: so many are a point, and a pixel of 96 to the inch.
POINT, PIXEL = 2540 / 72, 2540 / 96
# A column of n characters in Excel is as wide as n digits of its standard font: 7n + 5 pixels.
_DIGIT, _PADDING = 7, 5
_NO_COLOUR = -1
_BOLD, _BOLDER_THAN_NORMAL = 150.0, 110.0
_HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
_VERTICAL = {"bottom": (3, 0), "top": (1,), "center": (2,), "justify": (4,)}
_SIDES = {
    "edge_top": "TopLine",
    "edge_bottom": "BottomLine",
    "edge_left": "LeftLine",
    "edge_right": "RightLine",
    "inside_horizontal": "HorizontalLine",
    "inside_vertical": "VerticalLine",
}
# xlwings' names → com.sun.star.table.BorderLineStyle, and widths in hundredths of a millimetre.
_LINES = {"continuous": 0, "dot": 1, "dash": 2, "double": 3, "dash_dot": 16, "dash_dot_dot": 17}
_WEIGHTS = {"hairline": 2, "thin": 26, "medium": 62, "thick": 88}


def calc_colour(colour: Rgb | int | str | None) -> int:
    """Return a colour of xlwings' as Calc's number; None is no colour.

    >>> hex(calc_colour((255, 199, 206))), hex(calc_colour("#ffc7ce")), calc_colour(None)
    ('0xffc7ce', '0xffc7ce', -1)
    """
    if colour is None:
        return _NO_COLOUR
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    if isinstance(colour, int):  # of Excel's, red in the lowest byte
        return int.from_bytes(colour.to_bytes(3, "little"), "big")
    red, green, blue = colour
    return (red << 16) | (green << 8) | blue


def rgb(number: int) -> Rgb | None:
    """Return Calc's number of a colour as xlwings gives it; None for none.

    >>> rgb(0xFFC7CE), rgb(-1)
    ((255, 199, 206), None)
    """
    return None if number < 0 else (number >> 16 & 255, number >> 8 & 255, number & 255)


def calc_width(characters: float) -> int:
    """Return a column's width in hundredths of a millimetre."""
    return round((characters * _DIGIT + _PADDING) * PIXEL)


def excel_width(width: int) -> float:
    """Return a column's width in characters of Excel's.

    >>> excel_width(calc_width(8.43))
    8.43
    """
    return round(max(0.0, (width / PIXEL - _PADDING) / _DIGIT), 2)


def excel_height(height: int) -> float:
    """Return a row's height in points, to a quarter as Excel keeps it.

    >>> excel_height(1058)
    30.0
    """
    return round(height / POINT * 4) / 4


def common(cells: Any, name: str) -> Any:
    """Return a UNO property of cells; None where it differs between them."""
    state = cells.getPropertyState(name)
    return None if getattr(state, "value", "") == "AMBIGUOUS_VALUE" else cells.getPropertyValue(name)


def horizontal(cells: Any) -> str | None:
    """Return the horizontal alignment by xlwings' name."""
    found = common(cells, "HoriJustify")
    return next((name for name, calc in _HORIZONTAL.items() if found is not None and calc == found.value), None)


def set_horizontal(cells: Any, name: str) -> None:
    """Align horizontally.

    Raises:
        NotImplementedError: Calc has no such alignment.

    """
    if name not in _HORIZONTAL:
        message = f"Range.horizontal_alignment = {name}"
        raise NotImplementedError(message)
    cells.HoriJustify = enum("table.CellHoriJustify", _HORIZONTAL[name])


def vertical(cells: Any) -> str | None:
    """Return the vertical alignment by xlwings' name."""
    found = common(cells, "VertJustify")
    return next((name for name, calc in _VERTICAL.items() if found in calc), None)


def set_vertical(cells: Any, name: str) -> None:
    """Align vertically.

    Raises:
        NotImplementedError: Calc has no such alignment.

    """
    if name not in _VERTICAL:
        message = f"Range.vertical_alignment = {name}"
        raise NotImplementedError(message)
    cells.VertJustify = _VERTICAL[name][0]


@named_gaps
class Font(base_classes.Font):
    """The font of some cells; setters set it for Western, Asian and complex scripts alike."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    @property
    def api(self) -> Any:
        """The UNO range."""
        return self._owner.api

    def _get(self, name: str) -> Any:
        return common(self.api, name)

    def _set(self, name: str, value: object) -> None:
        cells = self._owner.changing()
        for script in ("", "Asian", "Complex"):
            setattr(cells, name + script, value)

    @property
    def name(self) -> str | None:
        return self._get("CharFontName")  # type: ignore[no-any-return]  # UNO has no types

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    @property
    def size(self) -> float | None:
        return self._get("CharHeight")  # type: ignore[no-any-return]  # UNO has no types

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def bold(self) -> bool | None:
        weight = self._get("CharWeight")
        return None if weight is None else bool(weight > _BOLDER_THAN_NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", _BOLD if value else 100.0)

    @property
    def italic(self) -> bool | None:
        posture = self._get("CharPosture")
        return None if posture is None else bool(posture.value != "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("CharPosture", enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def color(self) -> Rgb | None:
        """The colour of the letters; black where it is automatic."""
        number = self._get("CharColor")
        return None if number is None else rgb(max(0, number))

    @color.setter
    def color(self, value: Rgb | int | str | None) -> None:
        self._owner.changing().CharColor = calc_colour(value)


@named_gaps
class Border(base_classes.Border):
    """The line on one side of some cells."""

    def __init__(self, owner: Any, side: str) -> None:
        if side not in _SIDES:
            message = f"Borders[{side}]"
            raise NotImplementedError(message)
        self._owner, self._side = owner, _SIDES[side]

    @property
    def _line(self) -> Any:
        return getattr(self._owner.api.TableBorder2, self._side)

    def _put(self, **members: object) -> None:
        cells = self._owner.changing()
        line = getattr(cells.TableBorder2, self._side)
        width = line.LineWidth or _WEIGHTS["thin"]
        members = {"Color": max(0, line.Color), "LineWidth": width, "LineStyle": line.LineStyle, **members}
        drawn = struct("table.BorderLine2", **{**members, "OuterLineWidth": members["LineWidth"]})
        change = struct("table.TableBorder2", **{self._side: drawn, f"Is{self._side}Valid": True})
        cells.TableBorder2 = change

    @property
    def line_style(self) -> str | None:
        """The style of the line; None for no line."""
        line = self._line
        if not line.LineWidth:
            return None
        return next((name for name, style in _LINES.items() if style == line.LineStyle), "continuous")

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        if value is None:
            self._put(LineWidth=0)
        else:
            self._put(LineStyle=_LINES.get(value, 0))

    @property
    def weight(self) -> str | None:
        """The weight of the line by xlwings' name; None for no line."""
        width = self._line.LineWidth
        return min(_WEIGHTS, key=lambda name: abs(_WEIGHTS[name] - width)) if width else None

    @weight.setter
    def weight(self, value: str) -> None:
        self._put(LineWidth=_WEIGHTS[value])

    @property
    def color(self) -> Rgb | None:
        """The colour of the line; None for no line."""
        return rgb(self._line.Color) if self._line.LineWidth else None

    @color.setter
    def color(self, value: Rgb | int | str) -> None:
        self._put(Color=calc_colour(value))


@named_gaps
class Borders(base_classes.Borders):
    """The lines around and between some cells."""

    def __init__(self, owner: Any) -> None:
        self.parent = owner

    @property
    def api(self) -> Any:
        """The UNO range."""
        return self.parent.api

    def __getitem__(self, side: str) -> Border:
        return Border(self.parent, side)

    def _common(self, attribute: str) -> Any:
        values = {getattr(self[side], attribute) for side in self._grid_sides()}  # type: ignore[no-untyped-call]  # xlwings' own
        return values.pop() if len(values) == 1 else None

    @property
    def line_style(self) -> str | None:
        return self._common("line_style")  # type: ignore[no-any-return]  # by name

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.set(base_classes.BORDER_GRID_SIDES, line_style=value)

    @property
    def weight(self) -> str | None:
        return self._common("weight")  # type: ignore[no-any-return]  # by name

    @weight.setter
    def weight(self, value: str) -> None:
        self.set(base_classes.BORDER_GRID_SIDES, weight=value)

    @property
    def color(self) -> Rgb | None:
        return self._common("color")  # type: ignore[no-any-return]  # by name

    @color.setter
    def color(self, value: Rgb | int | str) -> None:
        self.set(base_classes.BORDER_GRID_SIDES, color=value)

    def set(self, which: Any = base_classes.BORDER_GRID_SIDES, **looks: Any) -> None:
        """Set colour, then weight, then style, so that the style wins as in Excel."""
        given = {name: value for name, value in looks.items() if value is not base_classes._UNSET}  # xlwings' own mark
        for side in which:
            border = self[side]
            for name in ("color", "weight", "line_style"):
                if name in given:
                    setattr(border, name, given[name])

    def clear(self, which: Any = base_classes.BORDER_GRID_SIDES) -> None:
        """Remove lines; diagonal ones stay, this engine draws none."""
        self.set([side for side in which if side in _SIDES], line_style=None)
