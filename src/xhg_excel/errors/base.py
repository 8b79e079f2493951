"""What stops us, in one word.

Room: errors.
"""

from __future__ import annotations


class XhgError(Exception):
    """We cannot go on; the message says why and how to mend it."""
