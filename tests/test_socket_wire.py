"""What a chat's connection tells the wire tap, and what the stream bench makes of what it sends."""

import socket
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket
from pytestqt.qtbot import QtBot

from chatroom_client.connection import Connection
from chatroom_client.session.events import FailureReason
from chatroom_client.wire_tap import WireTap
from shared.protocol.messages import LogIn, Say
from shared.wire.record import Chunk, Closed, Direction, Ending, Named, Opened, WireRecord
from shared.wire.shape import AS_IT_IS, Shape
from tests.helpers.scripted_server import ScriptedServer, frame


class Seconds:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Ears(QObject):
    """Accepts one connection, and keeps each read apart."""

    heard = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._listener = QTcpServer(self)
        self._listener.newConnection.connect(self._accept)
        assert self._listener.listen(QHostAddress("127.0.0.1"), 0)
        self.port = self._listener.serverPort()
        self.reads: list[bytes] = []
        self.connection: QTcpSocket | None = None

    def _accept(self) -> None:
        self.connection = self._listener.nextPendingConnection()
        self.connection.readyRead.connect(self._read)

    def _read(self) -> None:
        assert self.connection is not None
        self.reads.append(bytes(self.connection.readAll().data()))
        self.heard.emit()


@pytest.fixture
def tap() -> WireTap:
    return WireTap()


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    yield scripted
    scripted.stop()


def connect(qtbot: QtBot, port: int, tap: WireTap, clock: Seconds) -> Connection:
    connection = Connection("127.0.0.1", port, clock, tap=tap)
    with qtbot.waitSignal(connection.connected):
        pass
    return connection


class Taken:
    """Everything a tap has given until now."""

    def __init__(self, tap: WireTap) -> None:
        self._tap = tap
        self._records: list[WireRecord] = []

    @property
    def records(self) -> list[WireRecord]:
        self._records += self._tap.take().records
        return self._records

    def data(self, direction: Direction) -> list[bytes]:
        return [each.data for each in self.records if isinstance(each, Chunk) and each.direction is direction]

    @property
    def endings(self) -> list[Ending]:
        return [each.ending for each in self.records if isinstance(each, Closed)]


def test_tap_is_told_what_was_sent_and_received_and_by_whom(
    qtbot: QtBot, server: ScriptedServer, tap: WireTap, clock: Seconds
) -> None:
    connection = connect(qtbot, server.port, tap, clock)
    connection.send(LogIn("alice"))
    qtbot.waitUntil(lambda: server.messages == [LogIn("alice")])
    with qtbot.waitSignal(connection.heard):
        server.send(frame("1", "bob") + frame("1", "alice"))
    connection.set_name("alice")
    taken = Taken(tap)
    opened = taken.records[0]
    assert isinstance(opened, Opened)
    assert (opened.peer.host, opened.peer.port) == ("127.0.0.1", server.port)
    assert opened.local.port == server.connections[0].peerPort()
    assert taken.data(Direction.SENT) == [frame("1", "alice")]
    assert b"".join(taken.data(Direction.RECEIVED)) == frame("1", "bob") + frame("1", "alice")
    assert [each.name for each in taken.records if isinstance(each, Named)] == ["alice"]
    counters = tap.take().counters
    assert (counters.frames_sent, counters.frames_received) == (1, 2)
    connection.close(is_polite=True)


def test_what_went_in_one_call_is_one_chunk(
    qtbot: QtBot, server: ScriptedServer, tap: WireTap, clock: Seconds
) -> None:
    connection = connect(qtbot, server.port, tap, clock)
    for text in ("one", "two"):
        connection.send(Say(text))
    qtbot.waitUntil(lambda: server.messages == [Say("one"), Say("two")])
    assert Taken(tap).data(Direction.SENT) == [frame("3", "one") + frame("3", "two")]
    assert tap.take().counters.frames_sent == 2
    connection.close(is_polite=True)


def test_ends_are_told_by_whom_they_came(
    qtbot: QtBot, server: ScriptedServer, tap: WireTap, clock: Seconds
) -> None:
    taken = Taken(tap)
    connection = connect(qtbot, server.port, tap, clock)
    qtbot.waitUntil(lambda: len(server.connections) == 1)
    with qtbot.waitSignal(connection.ended):
        server.close_connection()
    assert taken.endings == [Ending.BY_PEER]
    connection = connect(qtbot, server.port, tap, clock)
    connection.send(LogIn("alice"))
    connection.close(is_polite=True)
    qtbot.waitUntil(lambda: len(taken.endings) == 2)
    assert taken.endings[1] is Ending.BY_US
    assert taken.data(Direction.SENT) == [frame("1", "alice")], "sent before it closed"
    connection = connect(qtbot, server.port, tap, clock)
    connection.close(is_polite=False)
    qtbot.waitUntil(lambda: len(taken.endings) == 3)
    assert taken.endings[2] is Ending.BY_US


def test_last_words_of_the_server_stand_before_the_end(
    qtbot: QtBot, server: ScriptedServer, tap: WireTap, clock: Seconds
) -> None:
    connection = connect(qtbot, server.port, tap, clock)
    qtbot.waitUntil(lambda: len(server.connections) == 1)
    with qtbot.waitSignal(connection.ended):
        server.send(frame("4", "server: the room is closing"))
        server.close_connection()
    kinds = [type(record) for record in Taken(tap).records]
    assert kinds == [Opened, Chunk, Closed]


def test_connection_that_never_was_is_not_recorded(qtbot: QtBot, tap: WireTap, clock: Seconds) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        connection = Connection("127.0.0.1", taken.getsockname()[1], clock, tap=tap)
        with qtbot.waitSignal(connection.ended) as ended:
            pass
    assert ended.args == [FailureReason.NO_ROOM]
    assert tap.take().records == ()


def test_bench_cuts_what_is_sent_into_calls_of_their_own(qtbot: QtBot, tap: WireTap, clock: Seconds) -> None:
    ears = Ears()
    connection = connect(qtbot, ears.port, tap, clock)
    connection.set_shape(Shape(piece_bytes=2))
    connection.send(LogIn("bob"))
    while len(ears.reads) < 3:
        with qtbot.waitSignal(ears.heard):
            clock.now += 1.0
    assert ears.reads == [b"\x021", b"bo", b"b\x03"]
    assert Taken(tap).data(Direction.SENT) == ears.reads
    connection.close(is_polite=True)


def test_bench_glues_frames_together(qtbot: QtBot, tap: WireTap, clock: Seconds) -> None:
    ears = Ears()
    connection = connect(qtbot, ears.port, tap, clock)
    connection.set_shape(Shape(glued_frames=3))
    for text in ("a", "b", "c"):
        connection.send(Say(text))
    qtbot.waitUntil(lambda: bool(ears.reads))
    assert ears.reads == [b"\x023a\x03\x023b\x03\x023c\x03"]
    connection.close(is_polite=True)


def test_bench_that_ends_sends_what_waited_in_order(
    qtbot: QtBot, server: ScriptedServer, tap: WireTap, clock: Seconds
) -> None:
    connection = connect(qtbot, server.port, tap, clock)
    connection.set_shape(Shape(piece_bytes=1, delay_seconds=60.0))
    connection.send(Say("late"))
    connection.set_shape(AS_IT_IS)
    connection.send(Say("in time"))
    qtbot.waitUntil(lambda: bool(server.connections) and server.messages == [Say("late"), Say("in time")])
    connection.close(is_polite=True)


def test_whoever_leaves_politely_leaves_nothing_on_the_bench(
    qtbot: QtBot, server: ScriptedServer, tap: WireTap, clock: Seconds
) -> None:
    connection = connect(qtbot, server.port, tap, clock)
    qtbot.waitUntil(lambda: len(server.connections) == 1)
    connection.set_shape(Shape(delay_seconds=60.0))
    connection.send(Say("good bye"))
    connection.close(is_polite=True)
    qtbot.waitUntil(lambda: server.messages == [Say("good bye")])


def test_reset_reaches_the_other_side_as_one(qtbot: QtBot, tap: WireTap, clock: Seconds) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        connection = connect(qtbot, listener.getsockname()[1], tap, clock)
        accepted, _ = listener.accept()
        with accepted:
            with qtbot.waitSignal(connection.ended) as ended:
                connection.reset()
            assert ended.args == [None], "as if the network had done it"
            accepted.settimeout(10)
            with pytest.raises(ConnectionResetError):
                accepted.recv(1)
    assert Taken(tap).endings == [Ending.RESET_BY_US]
