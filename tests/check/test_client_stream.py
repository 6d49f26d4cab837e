"""What a client has sent is taken apart with nothing thrown away."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.check.client_stream import ClientStream, PieceKind

BYTES = st.lists(st.sampled_from([b"\x02", b"\x03", b"1", b"a", b"\0", b"\xe4"]), max_size=30).map(b"".join)


@given(BYTES)
def test_every_byte_is_in_one_piece_or_in_the_rest(data: bytes) -> None:
    stream = ClientStream()
    stream.feed(data)
    assert b"".join(piece.data for piece in stream.pieces) + stream.rest == data


@given(BYTES, st.lists(st.integers(0, 30), max_size=4))
def test_pieces_do_not_depend_on_the_reads(data: bytes, cuts: list[int]) -> None:
    whole, cut = ClientStream(), ClientStream()
    whole.feed(data)
    places = [0, *sorted(min(place, len(data)) for place in cuts), len(data)]
    for start, end in pairwise(places):
        cut.feed(data[start:end])
    assert cut.pieces == whole.pieces
    assert cut.rest == whole.rest


def test_each_kind_of_piece_is_told_apart() -> None:
    stream = ClientStream()
    stream.feed(b"\0\x021bob\x03\r\n\x02\x03\x023lost\x023hi\x03\x023un")
    assert [piece.kind for piece in stream.pieces] == [
        PieceKind.OUTSIDE,
        PieceKind.FRAME,
        PieceKind.OUTSIDE,
        PieceKind.NO_TYPE,
        PieceKind.LOST_END,
        PieceKind.FRAME,
    ]
    assert stream.pieces[1].frame.payload == b"bob"
    assert stream.rest == b"\x023un"
