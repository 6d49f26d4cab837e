"""The fan-out against a model: any interleaving gives each connection exactly its own stream."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_server.cursor import LossCause
from shared.protocol.codec import Dialect, encoders
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import (
    CameOnline,
    NameRefused,
    Notice,
    NoticeCode,
    Pong,
    PrivateMessage,
    RefusalCode,
    RoomState,
    RoomWideMessage,
    Roster,
    Stamp,
    User,
    UserChanged,
    WentOffline,
    WhisperReceived,
)
from tests.helpers.stage import Stage, Wire, said
from tests.helpers.wire import frame, frames_in

WIRES = 3
STAMP = Stamp(7, 1_700_000_000.5)
BOB = User("bob", since=1.0, has_hand_up=True)

SPOKEN = {
    "plain": (Dialect.PLAIN, TextEncoding.UTF_8),
    "gbk": (Dialect.PLAIN, TextEncoding.GBK),
    "rich": (Dialect.RICH, TextEncoding.UTF_8),
}
ROOM_WIDE: dict[str, RoomWideMessage] = {
    "hi": said("hi", STAMP),
    "你好": said("你好", STAMP),
    "long": said("x" * 30),
    "😀": said("😀", STAMP),
    "came": CameOnline("bob", BOB),
    "went": WentOffline("bob"),
    "hand": UserChanged(BOB),
    "notice": Notice(NoticeCode.CLOSING),
}
PRIVATE: dict[str, PrivateMessage] = {
    "whisper": WhisperReceived("bob", "你好", STAMP, "alice"),
    "roster": Roster((BOB, User("张䶮"))),
    "refused": NameRefused("bob", RefusalCode.TAKEN),
    "pong": Pong(3),
    "room": RoomState(),
}
# What is missed comes in annotations alone, so that nothing of it is left in plain.
STREAMS: dict[str, list[bytes]] = {
    "nothing": [],
    "empty chunks": [b"", b""],
    "short": [frame("6", '{"t":"old","text":"hi"}')],
    "long": [b"", *(frame("6", f'{{"t":"old","id":{number}}}') * 5 for number in range(6))],
}

Step = tuple[str, int, str]


@dataclass
class Expected:
    """What one connection is to get, kept as simply as can be."""

    spoken: tuple[Dialect, TextEncoding]
    is_admitted: bool = False
    is_finishing: bool = False
    is_gone: bool = False
    is_doomed: bool = False  # one of its streams raises
    stream: bytes = b""
    safe: int = 0  # how much of the stream was there when a flush began

    def add(self, message: RoomWideMessage | PrivateMessage) -> None:
        self.stream += encoders()[self.spoken].encode(message)


def broken_stream() -> Iterator[bytes]:
    yield b""
    raise ValueError("a bug")


@dataclass
class Play:
    """A relay and its model, played step by step."""

    is_class_in: bool
    is_class_stuck: bool
    spoken: tuple[Dialect, TextEncoding] = SPOKEN["plain"]
    has_streams: bool = True
    stage: Stage = field(init=False)
    wires: list[Wire] = field(init=False)
    model: list[Expected] = field(init=False)

    def __post_init__(self) -> None:
        self.model = [Expected(self.spoken, self.is_class_in) for _ in range(WIRES)]
        self.stage = Stage(self.on_flush)
        self.wires = []
        for _ in range(WIRES):
            self.wires.append(self.stage.connect(is_admitted=False))
            self.stage.relay.follow(self.wires[-1].cursor, *self.spoken)
            if self.is_class_in:
                self.stage.relay.admit(self.wires[-1].cursor)
        self.stage.turn()
        if self.is_class_stuck:
            for wire in self.wires:
                wire.sock.capacity = 0

    def on_flush(self) -> None:
        self.check_that_only_what_is_safe_went_out()
        for expected in self.model:
            expected.safe = len(expected.stream)

    def check_that_only_what_is_safe_went_out(self) -> None:
        for wire, expected in zip(self.wires, self.model, strict=True):
            assert len(wire.sock.taken) <= expected.safe

    def step(self, act: str, index: int, word: str) -> None:
        relay, wire, expected = self.stage.relay, self.wires[index], self.model[index]
        is_open = not expected.is_gone and not wire.losses
        match act:
            case "everyone":
                relay.to_everyone(ROOM_WIDE[word])
                for each in self.model:
                    if each.is_admitted:
                        each.add(ROOM_WIDE[word])
            case "one" if is_open and not wire.finished:
                relay.to_one(wire.cursor, PRIVATE[word])
                expected.add(PRIVATE[word])
            case "stream" if is_open and not wire.finished and self.has_streams:
                relay.to_one_from(wire.cursor, iter(STREAMS[word]))
                expected.stream += b"".join(STREAMS[word])
            case "broken stream" if is_open and not wire.finished:
                relay.to_one_from(wire.cursor, broken_stream())
                expected.is_doomed = True
            case "admit":
                relay.admit(wire.cursor)
                expected.is_admitted = is_open and not expected.is_finishing
            case "dismiss":
                relay.dismiss(wire.cursor)
                expected.is_admitted = False
            case "follow":
                relay.follow(wire.cursor, *SPOKEN[word])
                expected.spoken = SPOKEN[word]
            case "stall":
                wire.sock.capacity = 0
            case "free":  # the system has room again, and the loop does not know it yet
                wire.sock.capacity = len(word)
            case "drain some":
                self.stage.drain(wire, len(word))
            case "drain":
                self.stage.drain(wire)
            case "turn":
                self.stage.turn()
            case "half turn":
                self.stage.loop.turn()
            case "finish":
                relay.finish(wire.cursor, self.stage.loop.now)
                expected.is_admitted = False
                expected.is_finishing = True
            case "break":
                wire.sock.is_broken = True
            case "detach":
                relay.detach(wire.cursor)
                expected.is_gone = True
                expected.is_admitted = False
        for wire, expected in zip(self.wires, self.model, strict=True):
            if wire.losses:
                expected.is_admitted = False
        self.check_that_only_what_is_safe_went_out()

    def end(self) -> None:
        self.stage.read_all(*self.wires)
        assert self.stage.loop.writers == {}
        assert self.stage.relay.waiting_bytes == 0
        for wire, expected in zip(self.wires, self.model, strict=True):
            assert len(wire.losses) + wire.finished <= 1
            if self.is_whole(wire, expected):
                assert wire.sock.taken == expected.stream
                assert wire.finished == expected.is_finishing
            else:
                assert expected.stream.startswith(wire.sock.taken)
                if not expected.is_gone and not wire.sock.is_broken:
                    assert wire.losses == [LossCause.FAILED]

    @staticmethod
    def is_whole(wire: Wire, expected: Expected) -> bool:
        return not (expected.is_gone or expected.is_doomed or wire.losses or wire.sock.is_broken)


which = st.integers(0, WIRES - 1)
counts = st.sampled_from(["1", "12345", "x" * 12, "x" * 40, "x" * 300])


def acts(act: str, words: Mapping[str, object]) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(act), which, st.sampled_from(sorted(words)))


talk: list[st.SearchStrategy[Step]] = [
    acts("everyone", ROOM_WIDE),
    acts("everyone", ROOM_WIDE),
    acts("one", PRIVATE),
    acts("stream", STREAMS),
    acts("stream", STREAMS),
]
comings: list[st.SearchStrategy[Step]] = [
    st.tuples(st.sampled_from(["admit", "admit", "dismiss"]), which, st.just("")),
]
reading: list[st.SearchStrategy[Step]] = [
    st.tuples(st.sampled_from(["stall", "drain"]), which, st.just("")),
    st.tuples(st.sampled_from(["drain some", "free"]), which, counts),
    st.tuples(st.sampled_from(["turn", "half turn"]), st.just(0), st.just("")),
    st.tuples(st.sampled_from(["turn", "half turn"]), st.just(0), st.just("")),
]
changes: list[st.SearchStrategy[Step]] = [
    st.tuples(st.just("follow"), which, st.sampled_from(sorted(SPOKEN))),
    st.tuples(st.sampled_from(["finish", "break", "detach", "broken stream"]), which, st.just("")),
]


@given(st.lists(st.one_of(*talk, *comings, *reading, *changes), max_size=60), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=500)
def test_any_interleaving_gives_each_connection_exactly_its_own_stream(
    played: list[Step], is_class_in: bool, is_class_stuck: bool
) -> None:
    play = Play(is_class_in, is_class_stuck)
    for act, index, word in played:
        play.step(act, index, word)
    play.end()


@given(st.lists(st.one_of(*talk, *comings, *reading), max_size=60), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=200)
def test_rich_stream_without_its_annotations_is_the_plain_one(
    played: list[Step], is_class_in: bool, is_class_stuck: bool
) -> None:
    rich = Play(is_class_in, is_class_stuck, SPOKEN["rich"])
    plain = Play(is_class_in, is_class_stuck, SPOKEN["plain"], has_streams=False)
    for play in (rich, plain):
        for act, index, word in played:
            play.step(act, index, word)
        play.end()
    for in_rich, in_plain in zip(rich.wires, plain.wires, strict=True):
        left = [each for each in frames_in(in_rich.sock.taken) if each[0] not in {"5", "6"}]
        assert b"".join(frame(*each) for each in left) == in_plain.sock.taken
