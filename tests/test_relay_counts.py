"""How much each connection was sent, and in how many calls: exact, though nobody counts them one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.protocol.codec import Dialect
from shared.protocol.encoding import TextEncoding
from shared.protocol.messages import Notice, NoticeCode, WhisperReceived
from tests.helpers.stage import FakeSocket, Stage, Wire, said


class CountingSocket(FakeSocket):
    """Counts the calls that took something."""

    def __init__(self) -> None:
        super().__init__()
        self.took = 0

    def send(self, data: bytes) -> int:
        taken = super().send(data)
        self.took += bool(taken)
        return taken


def counted(stage: Stage, *, is_admitted: bool = True) -> tuple[Wire, CountingSocket]:
    sock = CountingSocket()
    wire = stage.connect(is_admitted=is_admitted)
    wire.sock = sock
    wire.cursor.send = sock.send  # type: ignore[assignment]
    return wire, sock


def assert_is_exact(wire: Wire, sock: CountingSocket) -> None:
    assert (wire.cursor.sends, wire.cursor.sent_bytes) == (sock.took, len(sock.taken))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.integers(0, 0)),
        st.tuples(st.just("whisper"), st.integers(0, 2)),
        st.tuples(st.just("stop"), st.integers(0, 2)),
        st.tuples(st.just("read"), st.integers(0, 2)),
        st.tuples(st.just("follow"), st.integers(0, 2)),
        st.tuples(st.just("dismiss"), st.integers(0, 2)),
        st.tuples(st.just("admit"), st.integers(0, 2)),
        st.tuples(st.just("turn"), st.integers(0, 0)),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_what_was_sent_is_counted_whoever_lags_whispers_and_leaves(steps: list[tuple[str, int]]) -> None:
    stage = Stage()
    wires = [counted(stage) for _ in range(3)]
    for step, number in steps:
        wire, sock = wires[number]
        match step:
            case "say":
                stage.relay.to_everyone(said("hello"))
            case "whisper":
                stage.relay.to_one(wire.cursor, WhisperReceived("bob", "psst"))
            case "stop":
                sock.capacity = 3
            case "read":
                stage.read_all(wire)
            case "follow":
                stage.relay.follow(wire.cursor, Dialect.PLAIN, TextEncoding.GBK)
            case "dismiss":
                stage.relay.dismiss(wire.cursor)
            case "admit":
                stage.relay.admit(wire.cursor)
            case _:
                stage.turn()
        for each in wires:
            assert_is_exact(*each)
    stage.turn()
    stage.read_all(*[wire for wire, _ in wires])
    for each in wires:
        assert_is_exact(*each)


def test_who_was_never_let_in_is_counted_too() -> None:
    stage = Stage()
    wire, sock = counted(stage, is_admitted=False)
    stage.relay.to_one(wire.cursor, Notice(NoticeCode.LOG_IN_FIRST))
    stage.turn()
    assert sock.took == 1
    assert_is_exact(wire, sock)


def test_connection_that_breaks_was_sent_nothing_by_the_call_that_failed() -> None:
    stage = Stage()
    (gone, gone_sock), (here, here_sock) = counted(stage), counted(stage)
    stage.turn()
    stage.relay.to_everyone(said("one"))
    stage.turn()
    gone_sock.is_broken = True
    stage.relay.to_everyone(said("two"))
    stage.turn()
    assert len(gone.losses) == 1
    assert_is_exact(gone, gone_sock)
    assert_is_exact(here, here_sock)
    assert here_sock.took == 2
