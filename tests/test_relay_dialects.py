"""The fan-out in a room where some are told more than others."""

from shared.protocol.codec import Dialect, RichEncoder
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import (
    CameOnline,
    PrivateMessage,
    RoomState,
    RoomWideMessage,
    Stamp,
    User,
    UserChanged,
    Welcome,
    WhisperReceived,
)
from tests.helpers.stage import Stage, said
from tests.helpers.wire import frame, frames_in, texts_in

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK
STAMP = Stamp(7, 1_700_000_000.5)
BOB = User("bob", since=1.0)


def rich(*messages: RoomWideMessage | PrivateMessage) -> bytes:
    encoder = RichEncoder()
    return b"".join(encoder.encode(message) for message in messages)


def kinds_in(data: bytes) -> str:
    return "".join(kind for kind, _ in frames_in(data))


def test_each_dialect_is_told_in_its_own_words() -> None:
    stage = Stage()
    in_rich, in_gbk, in_plain = stage.connect(dialect=Dialect.RICH), stage.connect(GBK), stage.connect()
    stage.turn()
    messages: list[RoomWideMessage] = [
        said("你好", STAMP),
        CameOnline("bob", BOB),
        UserChanged(BOB),
        said("再见", STAMP),
    ]
    for message in messages:
        stage.relay.to_everyone(message)
    stage.turn()
    assert in_rich.sock.taken == rich(*messages)
    assert kinds_in(in_rich.sock.taken) == "6426664"
    assert texts_in(in_plain.sock.taken) == ["4 alice: 你好", "2 bob", "4 alice: 再见"]
    assert texts_in(in_gbk.sock.taken, "gbk") == texts_in(in_plain.sock.taken)
    assert [wire.sock.sends for wire in (in_rich, in_gbk, in_plain)] == [1, 1, 1]


def test_plain_connections_are_sent_nothing_of_what_they_are_not_told() -> None:
    stage = Stage()
    plain, in_rich = stage.connect(), stage.connect(dialect=Dialect.RICH)
    stage.turn()
    stage.relay.to_everyone(UserChanged(BOB))
    stage.relay.to_one(plain.cursor, Welcome("alice", "secret", False, 0, 7))
    stage.relay.to_one(plain.cursor, RoomState())
    stage.turn()
    assert (plain.sock.taken, plain.sock.sends) == (b"", 0)
    assert in_rich.sock.taken == rich(UserChanged(BOB))
    assert stage.relay.delivered == 0, "nobody said anything"


def test_change_of_dialect_in_the_middle_of_a_turn_loses_and_doubles_nothing() -> None:
    stage = Stage()
    alice = stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("one", STAMP))
    stage.relay.follow(alice.cursor, Dialect.RICH, UTF_8)
    stage.relay.to_everyone(said("two", STAMP))
    stage.relay.to_one(alice.cursor, WhisperReceived("bob", "psst", STAMP, "alice"))
    stage.turn()
    stage.relay.to_everyone(said("three", STAMP))
    stage.turn()
    assert alice.sock.taken == frame("4", "alice: one") + rich(
        said("two", STAMP), WhisperReceived("bob", "psst", STAMP, "alice"), said("three", STAMP)
    )


def test_stream_keeps_its_place_when_the_dialect_changes_behind_it() -> None:
    stage = Stage()
    alice = stage.connect()
    stage.turn()
    stage.relay.to_everyone(said("one", STAMP))
    stage.relay.to_one_from(alice.cursor, iter([frame("6", "old")]))
    stage.relay.follow(alice.cursor, Dialect.RICH, UTF_8)
    stage.relay.to_everyone(said("two", STAMP))
    stage.read_all(alice)
    assert alice.sock.taken == frame("4", "alice: one") + frame("6", "old") + rich(said("two", STAMP))
