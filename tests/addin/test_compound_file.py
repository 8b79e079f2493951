"""A compound file holds its streams in a lawful tree, and another author's programs read them back."""

from __future__ import annotations

import io
import struct

import olefile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyopenvba import cfb

from addin.compound_file import compound_file

NAMES = st.text(st.sampled_from("abcXYZ_19"), min_size=1, max_size=30)
# Storages and streams share the root's names, and names differ by more than their capitals.
PATHS = st.one_of(NAMES.map(lambda name: f"VBA/{name}"), NAMES.map(lambda name: f"p{name}"[:31]))
STREAMS = st.dictionaries(PATHS, st.integers(0, 9000), min_size=1, max_size=20).filter(
    lambda found: len({path.upper() for path in found}) == len(found)
)


def filled(sizes: dict[str, int]) -> dict[str, bytes]:
    return {path: (path.encode() * (size + 1))[:size] for path, size in sizes.items()}


@given(STREAMS)
def test_two_other_readers_get_every_stream_back(sizes: dict[str, int]) -> None:
    streams = filled(sizes)

    content = compound_file(streams)

    with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_UNSURE) as found:
        assert {"/".join(path): found.openstream(path).read() for path in found.listdir()} == streams
        assert found.parsing_issues == []
    other = cfb.CFB.from_bytes(content)
    assert {path: other.get_stream_at(path.split("/")[:-1], path.split("/")[-1]) for path in streams} == streams


@given(STREAMS)
@example({f"VBA/{name}": 8000 for name in ("1", "9", "X", "Y", "Z", "_", "a", "b", "11")})  # more than one sector lists
def test_the_tree_of_each_storage_is_sorted_and_red_black(sizes: dict[str, int]) -> None:
    """[MS-CFB] 2.6.4: shorter names first, then by capitals; no red below red, as many black on every way."""
    content = compound_file(filled(sizes))

    for names, heights in trees(content):
        assert names == sorted(names, key=lambda name: (len(name), name.upper()))
        assert len(heights) == 1


def trees(content: bytes) -> list[tuple[list[str], set[int]]]:
    """Return the names of each storage in the order of its tree, and how many black entries stand on each way down."""
    first = struct.unpack_from("<I", content, 48)[0]
    table = struct.unpack_from("<I", content, 76)[0]
    sectors = struct.unpack_from("<I", content, 44)[0]
    fat = struct.unpack_from(f"<{128 * sectors}I", content, 512 * (table + 1))
    directory = b""
    while first < 0xFFFFFFFA:
        directory += content[512 * (first + 1) : 512 * (first + 2)]
        first = fat[first]
    entries = [directory[at : at + 128] for at in range(0, len(directory), 128)]

    def walk(at: int, red_above: bool) -> tuple[list[str], set[int]]:
        if at == 0xFFFFFFFF:
            return [], {1}
        entry = entries[at]
        black = entry[67]
        assert black or not red_above
        left, right = struct.unpack_from("<II", entry, 68)
        before, low = walk(left, not black)
        after, high = walk(right, not black)
        name = entry[: struct.unpack_from("<H", entry, 64)[0] - 2].decode("utf-16-le")
        return [*before, name, *after], {height + black for height in low | high}

    tops = [struct.unpack_from("<I", entry, 76)[0] for entry in entries if entry[66] in (1, 5)]
    assert all(entries[top][67] for top in tops if top != 0xFFFFFFFF)
    return [walk(top, False) for top in tops]


def test_a_project_of_more_than_the_header_lists_is_refused() -> None:
    with pytest.raises(ValueError, match="6 MB"):
        compound_file({"big": bytes(8_000_000)})
