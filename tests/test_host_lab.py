"""The host's wishes in the lab of the room, wherever it runs: what is asked for comes, in the window's thread."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from chatroom_server.facts import WhispersShown
from chatroom_server.host import ServerHost
from chatroom_server.room_orders import Carrier
from chatroom_server.room_process import room_in_process
from chatroom_server.room_settings import Opened
from chatroom_server.room_thread import RoomThread
from chatroom_server.window_facts import Happening
from shared.wire.record import Chunk, Datagram, Direction, Named, WireBatch, WireRecord
from shared.wire.shape import AS_IT_IS, Shape
from tests.helpers.carried import HERE
from tests.helpers.headless import RawClient, frame

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"


class Watcher(QObject):
    """Keeps what a host tells of its wire, and asks for more."""

    def __init__(self, host: ServerHost) -> None:
        super().__init__()
        self._host = host
        self.opened: list[Opened] = []
        self.facts: list[Happening] = []
        self.batches: list[WireBatch] = []
        self.threads: set[QThread] = set()
        host.started.connect(self.opened.append)
        host.happened.connect(self._on_happened)
        host.wire_came.connect(self._on_wire_came)

    @property
    def records(self) -> list[WireRecord]:
        return [record for batch in self.batches for record in batch.records]

    def has_seen(self, data: bytes, direction: Direction) -> bool:
        """Ask for more; return whether this has gone over the wire."""
        self._host.pull_wire()
        chunks = [record for record in self.records if isinstance(record, Chunk)]
        return any(data in chunk.data for chunk in chunks if chunk.direction is direction)

    @Slot(object)
    def _on_happened(self, facts: list[Happening]) -> None:
        self.facts += facts

    @Slot(object)
    def _on_wire_came(self, batch: WireBatch) -> None:
        self.batches.append(batch)
        self.threads.add(QThread.currentThread())


@pytest.fixture(params=[RoomThread, room_in_process], ids=["thread", "process"])
def host(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[ServerHost]:
    carrier: Carrier = request.param
    made = ServerHost(carrier=carrier)
    yield made
    if made.is_running:
        with qtbot.waitSignal(made.stopped, timeout=20_000):
            made.stop()
    made.wait()


@pytest.fixture
def watcher(host: ServerHost, qtbot: QtBot) -> Watcher:
    made = Watcher(host)
    with qtbot.waitSignal(host.started, timeout=20_000):
        host.start(replace(HERE, tcp_port=0, udp_port=0))
    return made


def wait_until_known(host: ServerHost, qtbot: QtBot) -> None:
    """Return when the room has done what it was asked for."""
    with qtbot.waitSignal(host.wire_came, timeout=20_000):
        host.pull_wire()


def test_host_looks_at_the_wire_and_at_the_bench(host: ServerHost, watcher: Watcher, qtbot: QtBot) -> None:
    host.look_at_wire(True)
    wait_until_known(host, qtbot)
    with RawClient(watcher.opened[0].tcp_port) as alice:
        alice.log_in("alice")
        qtbot.waitUntil(lambda: watcher.has_seen(frame("1", "alice"), Direction.SENT))
        [number] = [record.connection for record in watcher.records if isinstance(record, Named)]
        assert watcher.threads == {QThread.currentThread()}
        assert watcher.batches[-1].counters.receives == 1

        host.set_bench(number, Shape(glued_frames=2, delay_seconds=30))
        wait_until_known(host, qtbot)
        alice.send(frame("3", "held back"))
        qtbot.waitUntil(lambda: watcher.has_seen(b"held back", Direction.RECEIVED))
        assert not watcher.has_seen(b"held back", Direction.SENT)
        host.set_bench(None, AS_IT_IS)
        alice.read_until(frame("4", "alice: held back"))

        host.reset_connection(number)
        with pytest.raises(ConnectionResetError):
            alice.read_until(b"nothing more")
    host.look_at_wire(False)
    before = len(watcher.batches)
    host.pull_wire()
    qtbot.waitUntil(lambda: len(watcher.batches) > before)
    qtbot.waitUntil(lambda: watcher.batches[-1].records == () and watcher.batches[-1].counters.receives == 0)


def test_host_shows_whispers_and_lets_an_answer_fall(
    host: ServerHost, watcher: Watcher, qtbot: QtBot
) -> None:
    host.look_at_wire(True)
    wait_until_known(host, qtbot)
    opened = watcher.opened[0]
    with RawClient(opened.tcp_port) as alice:
        alice.log_in("alice")
        host.show_whispers(True)
        alice.read_until(frame("4", "* the host looks at the wire now and can read whispers, too"))
        qtbot.waitUntil(lambda: any(isinstance(fact, WhispersShown) for fact in watcher.facts))
    assert opened.udp_port is not None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as seeker:
        seeker.settimeout(20)
        host.drop_next_answer()
        qtbot.waitUntil(lambda: watcher.has_seen(b"whispers, too", Direction.SENT))
        seeker.sendto(REQUEST, ("127.0.0.1", opened.udp_port))
        seeker.sendto(REQUEST, ("127.0.0.1", opened.udp_port))
        assert seeker.recv(100) == str(opened.tcp_port).encode()

        def answers() -> list[bool]:
            host.pull_wire()
            datagrams = [record for record in watcher.records if isinstance(record, Datagram)]
            return [each.is_dropped for each in datagrams if each.direction is Direction.SENT]

        qtbot.waitUntil(lambda: answers() == [True, False])
