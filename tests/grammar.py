"""Scripts for programs that are not here, held against their grammars by tree-sitter."""

from __future__ import annotations

import tree_sitter


def faults(language: tree_sitter.Language, source: bytes) -> list[tuple[int, str]]:
    """Return line and text of everything the grammar does not accept."""
    found, todo = [], [tree_sitter.Parser(language).parse(source).root_node]
    while todo:
        node = todo.pop()
        if node.is_error or node.is_missing:
            text = source[node.start_byte : node.end_byte]
            found.append((node.start_point.row + 1, text.decode("utf-8", "replace")[:60]))
        todo += node.children
    return found
