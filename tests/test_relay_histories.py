"""The fan-out against a model: any interleaving gives each connection exactly its own stream."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.codec import PlainEncoder
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import (
    PrivateMessage,
    RoomWideMessage,
    Roster,
    WhisperReceived,
)
from tests.helpers.stage import Stage, said

UTF_8 = TextEncoding.UTF_8
GBK = TextEncoding.GBK


WIRES = 3


@dataclass
class Expected:
    """What one connection is to get, kept as simply as can be."""

    encoding: TextEncoding
    is_admitted: bool = False
    is_finishing: bool = False
    is_gone: bool = False
    stream: bytes = b""

    def add(self, message: RoomWideMessage | PrivateMessage) -> None:
        self.stream += PlainEncoder(self.encoding).encode(message)


texts = st.sampled_from(["hi", "你好", "x" * 30, "😀"])
which = st.integers(0, WIRES - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("everyone"), st.just(0), texts),
        st.tuples(st.just("everyone"), st.just(0), texts),
        st.tuples(st.just("one"), which, texts),
        st.tuples(st.just("roster"), which, st.just("")),
        st.tuples(st.just("admit"), which, st.just("")),
        st.tuples(st.just("admit"), which, st.just("")),
        st.tuples(st.just("dismiss"), which, st.just("")),
        st.tuples(st.just("utf-8"), which, st.just("")),
        st.tuples(st.just("gbk"), which, st.just("")),
        st.tuples(st.just("stall"), which, st.just("")),
        st.tuples(st.just("drain some"), which, texts),
        st.tuples(st.just("drain"), which, st.just("")),
        st.tuples(st.just("free"), which, texts),
        st.tuples(st.just("turn"), st.just(0), st.just("")),
        st.tuples(st.just("turn"), st.just(0), st.just("")),
        st.tuples(st.just("half turn"), st.just(0), st.just("")),
        st.tuples(st.just("finish"), which, st.just("")),
        st.tuples(st.just("break"), which, st.just("")),
        st.tuples(st.just("detach"), which, st.just("")),
    ),
    max_size=60,
)


@given(steps, st.booleans(), st.booleans())
@settings(deadline=None, max_examples=500)
def test_any_interleaving_gives_each_connection_exactly_its_own_stream(
    played: list[tuple[str, int, str]], is_class_in: bool, is_class_stuck: bool
) -> None:
    stage = Stage()
    wires = [stage.connect(is_admitted=is_class_in) for _ in range(WIRES)]
    model = [Expected(UTF_8, is_class_in) for _ in wires]
    stage.turn()
    if is_class_stuck:
        for wire in wires:
            wire.sock.capacity = 0
    for act, index, word in played:
        wire, expected = wires[index], model[index]
        is_open = not expected.is_gone and not wire.losses
        match act:
            case "everyone":
                stage.relay.to_everyone(said(word))
                for each in model:
                    if each.is_admitted:
                        each.add(said(word))
            case "one" | "roster" if is_open and not wire.finished:
                message = WhisperReceived("bob", word) if act == "one" else Roster(("bob", "张䶮"))
                stage.relay.to_one(wire.cursor, message)
                expected.add(message)
            case "admit":
                stage.relay.admit(wire.cursor)
                expected.is_admitted = is_open and not expected.is_finishing
            case "dismiss":
                stage.relay.dismiss(wire.cursor)
                expected.is_admitted = False
            case "utf-8" | "gbk":
                stage.relay.use_encoding(wire.cursor, TextEncoding(act))
                expected.encoding = TextEncoding(act)
            case "stall":
                wire.sock.capacity = 0
            case "free":  # the system has room again, and the loop does not know it yet
                wire.sock.capacity = len(word)
            case "drain some":
                stage.drain(wire, len(word))
            case "drain":
                stage.drain(wire)
            case "turn":
                stage.turn()
            case "half turn":
                stage.loop.turn()
            case "finish":
                stage.relay.finish(wire.cursor, stage.loop.now)
                expected.is_admitted = False
                expected.is_finishing = True
            case "break":
                wire.sock.is_broken = True
            case "detach":
                stage.relay.detach(wire.cursor)
                expected.is_gone = True
                expected.is_admitted = False
        for wire, expected in zip(wires, model, strict=True):
            if wire.losses:
                expected.is_admitted = False
    for wire in wires:
        stage.drain(wire)
    stage.turn()
    for wire in wires:
        stage.drain(wire)
    assert stage.loop.writers == {}
    assert stage.relay.waiting_bytes == 0
    for wire, expected in zip(wires, model, strict=True):
        assert len(wire.losses) + wire.finished <= 1
        if expected.is_gone or wire.losses or wire.sock.is_broken:
            assert expected.stream.startswith(wire.sock.taken)
        else:
            assert wire.sock.taken == expected.stream
            assert wire.finished == expected.is_finishing
