"""Streams cut into pieces, as sockets cut them."""

from itertools import pairwise

from hypothesis import strategies as st


def cut_at(stream: bytes, data: st.DataObject) -> list[bytes]:
    """Return ``stream`` in pieces that Hypothesis chose."""
    places = data.draw(st.lists(st.integers(0, len(stream)), max_size=6), label="cuts")
    return [stream[start:end] for start, end in pairwise([0, *sorted(places), len(stream)]) if start < end]
