"""Characters that one does not see, and full-width writings of ASCII."""

from __future__ import annotations

import re

# Soft hyphen, joiners, fillers, directions, byte order mark, variation selectors, tags, control characters that are
# no white space. They come along when text is copied from web pages and documents.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def without_unseen(text: str) -> str:
    r"""Return a text without the characters that one does not see; white space stays.

    >>> without_unseen("P1\u200b14\ufeff"), without_unseen("否\u3000")
    ('P114', '否\u3000')
    """
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def unseen_in(text: str) -> tuple[str, ...]:
    r"""Return the names of the characters in a text that one does not see, each once.

    >>> unseen_in("P1\u200b14\ufeff\u200b"), unseen_in("P114")
    (('U+200B', 'U+FEFF'), ())
    """
    if text.isascii() and text.isprintable():
        return ()
    return tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in _UNSEEN.findall(text)))


def half_width(text: str) -> str:
    r"""Return a text with ASCII characters for their full-width forms, and with nothing else changed.

    NFKC would also make digits of ①, ², ⅓: 3000① would be 30001.

    >>> half_width("\uff11\uff0c\uff12\uff10\uff10\uff05"), half_width("3000①²")
    ('1,200%', '3000①²')
    """
    return text if text.isascii() else text.translate(_HALF_WIDTH)
