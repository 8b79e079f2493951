"""The compressed container gives back what went in, read by another author's program."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.compression import compressed
from tests.addin.olevba import decompressed

TEXTS = st.text(st.sampled_from("Sub End\r\n xhgABC123"), max_size=9000).map(str.encode)


@given(TEXTS)
def test_another_reader_gets_the_same_text_back(text: bytes) -> None:
    assert decompressed(compressed(text)) == text


@given(st.binary(max_size=3500))
def test_any_bytes_come_back_too(content: bytes) -> None:
    assert decompressed(compressed(content)) == content


def test_the_examples_of_the_specification_come_out_byte_for_byte() -> None:
    """[MS-OVBA] 3.2.1 and 3.2.3: nothing to copy, and everything."""
    nothing = bytes.fromhex("01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E")

    assert compressed(b"abcdefghijklmnopqrstuv.") == nothing
    assert compressed(b"a" * 73) == bytes.fromhex("01 03 B0 02 61 45 00")


def test_a_chunk_that_does_not_shrink_is_stored_uncompressed() -> None:
    content = bytes(range(256)) * 16
    noise = bytes((7 * at * at + 13 * at) % 251 for at in range(4096))

    assert decompressed(compressed(content + noise)) == content + noise


def test_a_last_chunk_that_would_grow_is_refused_not_damaged() -> None:
    with pytest.raises(ValueError, match="grows"):
        compressed(random.Random(1).randbytes(4095))
