"""A connection for bytes that somebody has made up, over a real socket of this computer."""

import socket
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from chatroom_client.raw_connection import RawConnection, RawState
from chatroom_client.wire_tap import WireTap
from shared.wire.record import Chunk, Closed, Direction, Ending, Named, WireRecord
from shared.wire.shape import Shape
from tests.helpers.scripted_server import ScriptedServer, frame

WRONG = b"\x02\x02no end\x00\xff"


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    yield scripted
    scripted.stop()


@pytest.fixture
def tap() -> WireTap:
    return WireTap()


@pytest.fixture
def raw(qtbot: QtBot, tap: WireTap) -> Iterator[RawConnection]:
    made = RawConnection(tap, lambda: 0.0, "raw")
    yield made
    made.close()
    made.deleteLater()


def open_raw(qtbot: QtBot, raw: RawConnection, server: ScriptedServer) -> None:
    raw.open(server.address, server.port)
    qtbot.waitUntil(lambda: raw.state is RawState.OPEN)
    qtbot.waitUntil(lambda: bool(server.connections))


def test_bytes_go_out_as_they_are_and_the_answer_is_recorded_under_its_name(
    qtbot: QtBot, raw: RawConnection, server: ScriptedServer, tap: WireTap
) -> None:
    open_raw(qtbot, raw, server)
    assert raw.send(WRONG)
    qtbot.waitUntil(lambda: server.bytes_received == [WRONG])
    answer = frame("4", "server: that frame has no type")
    server.send(answer)
    qtbot.waitUntil(lambda: tap.take().counters.bytes_received == len(answer))
    assert raw.state is RawState.OPEN


def test_everything_of_it_is_in_the_tap(
    qtbot: QtBot, raw: RawConnection, server: ScriptedServer, tap: WireTap
) -> None:
    open_raw(qtbot, raw, server)
    raw.send(WRONG)
    qtbot.waitUntil(lambda: server.bytes_received == [WRONG])
    raw.close()
    records: list[WireRecord] = []

    def is_over() -> bool:
        records.extend(tap.take().records)
        return any(isinstance(each, Closed) for each in records)

    qtbot.waitUntil(is_over)
    assert [each.ending for each in records if isinstance(each, Closed)] == [Ending.BY_US]
    assert [each.name for each in records if isinstance(each, Named)] == ["raw"]
    assert [(each.direction, each.data) for each in records if isinstance(each, Chunk)] == [
        (Direction.SENT, WRONG)
    ]


def test_what_is_sent_while_it_connects_goes_out_once_it_is_open(
    qtbot: QtBot, raw: RawConnection, server: ScriptedServer
) -> None:
    raw.open(server.address, server.port)
    assert raw.send(b"one") and raw.send(b"two")
    qtbot.waitUntil(lambda: server.bytes_received == [b"onetwo"])


def test_nothing_is_sent_without_a_connection(raw: RawConnection) -> None:
    assert not raw.send(b"x")
    assert raw.state is RawState.CLOSED


def test_end_by_the_server_is_told(qtbot: QtBot, raw: RawConnection, server: ScriptedServer) -> None:
    open_raw(qtbot, raw, server)
    with qtbot.waitSignal(raw.state_changed) as changed:
        server.close_connection()
    assert changed.args == [RawState.ENDED]
    assert not raw.send(b"x")


def test_room_that_is_not_there_is_told(qtbot: QtBot, raw: RawConnection) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        raw.open("127.0.0.1", taken.getsockname()[1])
        qtbot.waitUntil(lambda: raw.state is RawState.FAILED)


def test_it_can_be_opened_again(qtbot: QtBot, raw: RawConnection, server: ScriptedServer) -> None:
    open_raw(qtbot, raw, server)
    raw.close()
    assert raw.state is RawState.CLOSED
    raw.open(server.address, server.port)
    raw.send(b"again")
    qtbot.waitUntil(lambda: server.bytes_received[-1] == b"again")
    assert len(server.connections) == 2


def test_reset_breaks_it_off(qtbot: QtBot, raw: RawConnection) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        raw.open("127.0.0.1", listener.getsockname()[1])
        qtbot.waitUntil(lambda: raw.state is RawState.OPEN)
        accepted, _ = listener.accept()
        with accepted:
            raw.reset()
            assert raw.state is RawState.CLOSED
            accepted.settimeout(10)
            with pytest.raises(ConnectionResetError):
                accepted.recv(1)


def test_bench_holds_for_it_too(qtbot: QtBot, raw: RawConnection, server: ScriptedServer) -> None:
    raw.set_shape(Shape(delay_seconds=60.0))
    open_raw(qtbot, raw, server)
    raw.send(b"late")
    raw.set_shape(Shape())
    raw.send(b"now")
    qtbot.waitUntil(lambda: server.bytes_received == [b"latenow"])
