"""Records cut into rows: every frame once, in whatever calls it came."""

from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import Frame, FrameDecoder, FrameFault, MalformedFrame
from shared.wire.frames import Role, WireFrame, WireFrames
from shared.wire.record import (
    Chunk,
    Closed,
    ConnectionId,
    Datagram,
    Direction,
    Ending,
    Endpoint,
    Named,
    Opened,
    WireRecord,
)
from tests.wire.cuts import cut_at

HERE = Endpoint("192.168.1.5", 9999)
THERE = Endpoint("192.168.1.23", 50123)
RECEIVED, SENT = Direction.RECEIVED, Direction.SENT
HELLO = b"\x023hello\x03"

streams = st.lists(
    st.sampled_from(
        [b"\x02", b"\x03", b"\x02\x03", b"\x023hi\x03", b"\x024a: b\x03", b"\0\0", b"a", b"\x021bob\x03"]
    )
    | st.just(b"\x023" + b"a" * 17_000 + b"\x03"),
    max_size=14,
).map(b"".join)


def opened(connection: ConnectionId = 1) -> Opened:
    return Opened(1.0, connection, HERE, THERE)


def received(*calls: bytes, connection: ConnectionId = 1, first: int = 1) -> list[WireRecord]:
    return [Chunk(2.0, (connection,), RECEIVED, data, number) for number, data in enumerate(calls, first)]


def sent(data: bytes, *connections: ConnectionId, call: int = 0) -> Chunk:
    return Chunk(3.0, connections, SENT, data, call)


def rows(*calls: bytes) -> list[WireFrame]:
    return WireFrames(Role.SERVER).add([opened(), *received(*calls)])


# ---- one stream ------------------------------------------------------------------------------------------


def test_a_frame_in_one_call_is_one_row() -> None:
    (row,) = rows(HELLO)
    assert (row.number, row.kind, row.payload, row.raw) == (1, b"3", b"hello", HELLO)
    assert (row.start, row.length, row.first_call, row.last_call) == (0, 8, 1, 1)
    assert not row.is_split
    assert not row.is_glued


def test_a_frame_split_over_calls_is_one_row_that_says_so() -> None:
    first, second = rows(HELLO + b"\x023go", b"od mor", b"ning\x03" + HELLO)[:2]
    assert not first.is_split
    assert first.neighbours == 1
    assert (second.payload, second.calls, second.first_call, second.last_call) == (b"good morning", 3, 1, 3)
    assert (second.neighbours, second.start) == (2, 8)


def test_frames_of_one_call_are_glued() -> None:
    assert [row.neighbours for row in rows(HELLO * 3)] == [2, 2, 2]
    assert [row.start for row in rows(HELLO * 3)] == [0, 8, 16]


def test_padding_behind_a_frame_stays_with_it() -> None:
    (row,) = rows(HELLO + b"\0" * 1017)
    assert (row.after, row.after_count) == (b"\0" * 64, 1017)
    assert row.raw == HELLO


def test_bytes_in_no_frame_are_a_row() -> None:
    first, second = rows(b"hello\n" + HELLO)
    assert first.is_outside
    assert (first.raw, first.length, first.start) == (b"hello\n", 6, 0)
    assert (second.payload, second.neighbours) == (b"hello", 0)


def test_padding_that_comes_byte_by_byte_is_not_a_row_for_each() -> None:
    frames = WireFrames(Role.SERVER)
    found = frames.add([opened(), *received(HELLO, *[b"\0"] * 100)])
    for _ in range(10):
        found += frames.add(received(b"\0", b"\0"))
    found += frames.add(received(HELLO))
    assert [(row.is_outside, row.length) for row in found] == [
        (False, 8),
        (True, 100),
        (True, 20),
        (False, 8),
    ]


def test_what_is_wrong_is_a_row_with_its_fault() -> None:
    found = rows(b"\x02\x03", b"\x023lost", HELLO, b"\x023" + b"a" * 16_385 + b"\x03")
    assert [row.fault for row in found] == [
        FrameFault.NO_TYPE,
        FrameFault.LOST_END,
        None,
        FrameFault.TOO_LONG,
    ]
    assert [row.raw for row in found[:2]] == [b"\x02\x03", b"\x023lost"]
    assert (found[1].kind, found[1].payload, found[1].calls) == (b"3", b"lost", 1)
    assert found[3].length == 16_388
    assert len(found[3].payload) == 16_385


def test_a_frame_that_never_ends_is_a_row_when_the_connection_closes() -> None:
    frames = WireFrames(Role.SERVER)
    assert frames.add([opened(), *received(b"\x023hel", b"lo")]) == []
    (row,) = frames.add([Closed(5.0, 1, Ending.BY_PEER)])
    assert row.is_unfinished
    assert (row.raw, row.payload, row.calls) == (b"\x023hello", b"hello", 2)
    assert not frames.connections[1].is_open


def test_after_a_gap_the_next_frame_is_whole_and_the_middle_is_told() -> None:
    frames = WireFrames(Role.SERVER)
    frames.add([opened(), *received(b"\x023hel")])
    cut, middle, row = frames.add([Chunk(2.0, (1,), RECEIVED, b"ning\x03" + HELLO, 9, is_after_gap=True)])
    assert (cut.is_unfinished, cut.is_after_gap, cut.raw) == (True, True, b"\x023hel")
    assert (middle.is_outside, middle.is_after_gap, middle.raw) == (True, True, b"ning\x03")
    assert (row.payload, row.is_outside, row.first_call) == (b"hello", False, 9)


def test_a_flood_of_lost_ends_is_cut_short_as_the_server_does() -> None:
    found = rows(b"\x02" * 60_000)
    assert len(found) < 110
    assert found[-1].after_count > 50_000


@given(streams, st.sampled_from(Direction), st.data())
def test_rows_are_the_frames_of_the_decoder(stream: bytes, direction: Direction, data: st.DataObject) -> None:
    limit = 16_384 if direction is RECEIVED else 65_536
    frames = WireFrames(Role.SERVER)
    found: list[WireFrame] = []
    for call, piece in enumerate(cut_at(stream, data), 1):
        found += frames.add([Chunk(2.0, (1,), direction, piece, call)])
    events = FrameDecoder(limit).feed(stream)
    whole = [row for row in found if not row.is_outside]
    assert [(row.kind, row.payload) for row in whole if row.fault is None] == [
        (event.kind, event.payload) for event in events if isinstance(event, Frame)
    ]
    assert [row.fault for row in whole if row.fault is not None] == [
        event.fault for event in events if isinstance(event, MalformedFrame)
    ]
    found += frames.add([Closed(3.0, 1, Ending.BY_PEER)])
    assert sum(row.length + row.after_count for row in found) == len(stream)
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    for row in found:
        assert row.raw == stream[row.start : row.start + row.length]
        assert row.after == stream[row.start + row.length :][: row.after_count][:64]


# ---- several connections ---------------------------------------------------------------------------------


def test_what_went_to_many_is_one_row_and_in_each_lane() -> None:
    frames = WireFrames(Role.SERVER)
    frames.add([opened(1), opened(2), opened(3)])
    found = frames.add([sent(HELLO + HELLO, 1, 2, 3)])
    assert [(row.connections, row.who, row.start, row.neighbours) for row in found] == [
        ((1, 2, 3), "", -1, 1)
    ] * 2
    for connection in (1, 2, 3):
        lane = frames.lane(connection, SENT)
        assert lane.data == HELLO + HELLO
        assert [(span.number, span.start) for span in lane.frames] == [(1, 0), (2, 8)]


def test_a_frame_begun_for_many_ends_for_each() -> None:
    frames = WireFrames(Role.SERVER)
    frames.add([opened(1), opened(2), sent(HELLO, 2), sent(HELLO + b"\x024a:", 1, 2)])
    found = frames.add([sent(b" b\x03", 1), sent(b" b\x03", 2)])
    assert [(row.connections, row.payload, row.start, row.calls) for row in found] == [
        ((1,), b"a: b", 8, 2),
        ((2,), b"a: b", 16, 2),
    ]


def test_one_in_the_middle_of_a_frame_has_its_own_row() -> None:
    frames = WireFrames(Role.SERVER)
    frames.add([opened(1), opened(2), opened(3), sent(b"\x024a", 2)])
    found = frames.add([sent(HELLO, 1, 2, 3)])
    assert [(row.connections, row.fault) for row in found] == [
        ((2,), FrameFault.LOST_END),
        ((2,), None),
        ((1, 3), None),
    ]


def test_what_went_to_many_behind_a_gap_is_one_row_too() -> None:
    """In a flood nearly everything is behind a gap: a row for each of a hall would stop the window."""
    frames = WireFrames(Role.SERVER)
    frames.add([opened(1), opened(2), opened(3), sent(HELLO, 1, 3), sent(b"\x024a", 2)])
    after_gap = Chunk(3.0, (1, 2, 3), SENT, HELLO + HELLO, 0, is_after_gap=True)
    found = frames.add([after_gap])
    whole = [row for row in found if row.raw == HELLO]
    assert [(row.connections, row.is_after_gap) for row in whole] == [((1, 2, 3), True), ((1, 2, 3), False)]
    assert [(row.connections, row.raw) for row in found if row not in whole] == [((2,), b"\x024a")]
    for connection, before in ((1, HELLO), (2, b"\x024a"), (3, HELLO)):
        lane = frames.lane(connection, SENT)
        assert lane.data == before + HELLO + HELLO
        assert [gap.start for gap in lane.gaps] == [len(before)]
    (again,) = frames.add([sent(HELLO, 1, 2, 3)])
    assert (again.connections, again.is_after_gap) == ((1, 2, 3), False)


def test_a_row_tells_whose_it_is() -> None:
    frames = WireFrames(Role.SERVER)
    (before,) = frames.add([opened(), *received(HELLO)])
    (after,) = frames.add([Named(2.0, 1, "alice"), *received(HELLO)])
    assert (before.who, after.who) == ("192.168.1.23:50123", "alice")
    assert frames.connections[1].name == "alice"


def test_closed_connections_are_forgotten_in_the_end() -> None:
    frames = WireFrames(Role.SERVER)
    for connection in range(1, 500):
        frames.add([opened(connection), *received(HELLO, connection=connection)])
        frames.add([Closed(3.0, connection, Ending.RESET)])
    assert len(frames.connections) == 200
    assert frames.lane(499, RECEIVED).data == HELLO
    assert frames.lane(1, RECEIVED).data == b""


# ---- what a connection is known for ----------------------------------------------------------------------


def test_the_last_name_of_the_list_is_ones_own() -> None:
    for role, ask, answer in ((Role.SERVER, RECEIVED, SENT), (Role.CLIENT, SENT, RECEIVED)):
        found = WireFrames(role).add(
            [
                Chunk(2.0, (1,), ask, b"\x021 alice \x03", 1),
                Chunk(2.0, (1,), answer, b"\x021bob\x03\x021alice\x03", 1),
                Chunk(2.0, (1,), answer, b"\x021alice\x03", 2),
            ]
        )
        assert [row.is_own_name for row in found] == [False, False, True, False]


def test_the_encoding_is_what_the_connection_was_heard_to_speak() -> None:
    text = "你好，世界"
    frames = WireFrames(Role.SERVER)
    found = frames.add(
        [
            opened(),
            *received(b"\x021bob\x03"),
            *received(b"\x023" + text.encode("gbk") + b"\x03"),
            sent(b"\x024bob: " + text.encode("gbk") + b"\x03", 1),
        ]
    )
    assert [row.encoding for row in found] == [TextEncoding.UTF_8, TextEncoding.GBK, TextEncoding.GBK]


def test_what_a_server_writes_tells_what_it_has_heard_before() -> None:
    (row,) = WireFrames(Role.SERVER).add([sent(b"\x024bob: " + "你好，世界".encode("gbk") + b"\x03", 1)])
    assert row.encoding is TextEncoding.GBK


def test_rich_is_utf_8_whatever_was_heard() -> None:
    found = WireFrames(Role.CLIENT).add(
        [
            Chunk(2.0, (1,), RECEIVED, b'\x025{"v":1,"id":"a","room":"b"}\x03', 1),
            Chunk(2.0, (1,), RECEIVED, b"\x024bob: \xcd\xac\xd1\xa7\x03", 2),
        ]
    )
    assert [(row.is_rich, row.encoding) for row in found] == [(True, TextEncoding.UTF_8)] * 2


def test_only_the_frame_that_is_hidden_counts_as_masked() -> None:
    data = b"\x023hi*\x03\x022bob,****\x03"
    found = WireFrames(Role.SERVER).add([Chunk(2.0, (1,), RECEIVED, data, 1, is_masked=True)])
    assert [row.is_masked for row in found] == [False, True]


def test_datagrams_are_rows() -> None:
    (row,) = WireFrames(Role.SERVER).add([Datagram(1.0, SENT, HERE, THERE, b"9999", is_dropped=True)])
    assert (row.is_datagram, row.raw, row.who, row.is_dropped) == (True, b"9999", "192.168.1.23:50123", True)
    assert (row.connections, row.peer) == ((), THERE)


# ---- lanes -----------------------------------------------------------------------------------------------


def test_rows_are_numbered_in_the_order_in_which_they_come() -> None:
    frames = WireFrames(Role.SERVER)
    frames.add([opened(1), opened(2), opened(3), sent(b"\x024al", 1)])
    found = frames.add([sent(b"ice: hi\x03\x024bob: hi\x03", 1, 2, 3)])
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    assert {row.connections for row in found} == {(1,), (2, 3)}


def test_a_lane_shows_calls_frames_and_what_is_between() -> None:
    frames = WireFrames(Role.SERVER)
    frames.add([opened(), *received(b"\x023good mo", b"rning\x03\0\0\x023ok", b"\x03\x022al")])
    lane = frames.lane(1, RECEIVED)
    assert [(span.call, span.start, span.length) for span in lane.calls] == [
        (1, 0, 9),
        (2, 9, 12),
        (3, 21, 5),
    ]
    spans = [(span.number, span.start, span.length, span.calls, span.is_open) for span in lane.frames]
    assert spans == [(1, 0, 15, 2, False), (2, 17, 5, 2, False), (0, 22, 4, 1, True)]
    assert [span.label_bytes for span in lane.frames] == [b"good morning", b"ok", b"al"]
    assert [(span.start, span.length) for span in lane.outside] == [(15, 2)]


def test_a_lane_keeps_the_newest_bytes() -> None:
    frames = WireFrames(Role.SERVER)
    frames.add([opened(), *received(*[HELLO] * 2_000)])
    lane = frames.lane(1, RECEIVED)
    assert len(lane.data) == 4_096
    assert lane.start + len(lane.data) == 16_000
    assert len(lane.calls) == 512
    assert lane.calls[-1].call == 2_000
    frames.add([*received(b"\x02" * 10_000)])
    assert len(frames.lane(1, RECEIVED).data) == 4_096


def test_a_lane_shows_where_something_is_missing() -> None:
    frames = WireFrames(Role.SERVER)
    frames.add([*received(HELLO), Chunk(2.0, (1,), RECEIVED, HELLO, 7, is_after_gap=True)])
    assert [gap.start for gap in frames.lane(1, RECEIVED).gaps] == [8]


def test_a_lane_of_nobody_is_empty() -> None:
    assert WireFrames(Role.SERVER).lane(7, SENT).calls == ()
