"""The shape of a rule over one filled form: data, evaluated in Python and compiled to formulas."""

from __future__ import annotations

from dataclasses import dataclass

from xhg_excel.notice.schema.condition import Condition, keys_of


@dataclass(frozen=True)
class Rule:
    """`when` ⇒ `then`; without `then`, `when` itself is the contradiction.

    The first key mentioned (in `then`, else in `when`) is the cell to mend. `detail`
    are the facts its message quotes as {detail}.
    """

    code: str
    annex: str
    when: Condition
    then: Condition | None = None
    detail: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every field the rule reads."""
        then = keys_of(self.then) if self.then is not None else ()
        return tuple(dict.fromkeys(keys_of(self.when) + then))

    @property
    def key_to_mend(self) -> str:
        """The field whose cell a broken rule asks to mend."""
        return keys_of(self.then if self.then is not None else self.when)[0]
