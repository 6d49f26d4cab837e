"""The room in its thread or process, over real sockets: it opens, tells, and is gone when it says so."""

import multiprocessing
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from chatroom_server.facts import (
    AnnouncedByHost,
    Arrived,
    BanChanged,
    HandChanged,
    HostRefused,
    Left,
    MuteChanged,
    PinnedAgain,
    RemovedByHost,
    RulesChanged,
    Spoke,
    Unpinned,
    Whispered,
)
from chatroom_server.history.file import HistoryInUse
from chatroom_server.history.history import History
from chatroom_server.host import ServerHost
from chatroom_server.hosted_room import OLDER_AT_ONCE
from chatroom_server.room_orders import Carrier
from chatroom_server.room_process import room_in_process
from chatroom_server.room_settings import Counters, Opened, RoomSettings
from chatroom_server.room_thread import RoomThread
from chatroom_server.socket_life import SocketLife
from chatroom_server.sockets import CannotOpen, PortTaken
from chatroom_server.window_facts import AT_ONCE, MOST_SPOKEN, Happening, PassedOver
from shared.protocol.limits import RoomLimits
from shared.protocol.messages import Old, RoomMode
from tests.helpers.headless import RawClient, frame

HERE = RoomSettings(
    "Room 101", host_name="Teacher", host="127.0.0.1", tcp_port=0, udp_port=0, limits=RoomLimits(rate=0)
)


class Listener(QObject):
    """Keeps everything that a host object tells."""

    def __init__(self, host: ServerHost) -> None:
        super().__init__()
        self.facts: list[Happening] = []
        self.batches = 0
        self.opened: list[Opened] = []
        self.failures: list[CannotOpen | None] = []
        self.counters: list[Counters] = []
        self.older: list[tuple[list[Old], bool]] = []
        self.pinned: list[str] = []
        self.order: list[str] = []
        self.threads: set[QThread] = set()
        host.started.connect(self._on_started)
        host.happened.connect(self._on_happened)
        host.counted.connect(self._on_counted)
        host.older_came.connect(self._on_older_came)
        host.pinned_again.connect(self.pinned.append)
        host.failed.connect(self._on_failed)
        host.stopped.connect(self._on_stopped)

    @property
    def port(self) -> int:
        return self.opened[-1].tcp_port

    @Slot(object)
    def _on_started(self, opened: Opened) -> None:
        self.opened.append(opened)
        self.order.append("started")

    @Slot(object)
    def _on_happened(self, facts: list[Happening]) -> None:
        self.facts += facts
        self.batches += 1
        self.threads.add(QThread.currentThread())

    @Slot(object)
    def _on_counted(self, counters: Counters) -> None:
        self.counters.append(counters)

    @Slot(object, bool)
    def _on_older_came(self, messages: list[Old], is_all: bool) -> None:
        self.older.append((messages, is_all))

    @Slot(object)
    def _on_failed(self, reason: CannotOpen | None) -> None:
        self.failures.append(reason)
        self.order.append("failed")

    @Slot()
    def _on_stopped(self) -> None:
        self.order.append("stopped")


@pytest.fixture(params=[RoomThread, room_in_process], ids=["thread", "process"])
def carrier(request: pytest.FixtureRequest) -> Carrier:
    """Wherever the room runs, its host is told the same."""
    chosen: Carrier = request.param
    return chosen


@pytest.fixture
def host(qtbot: QtBot, carrier: Carrier) -> Iterator[ServerHost]:
    made = ServerHost(carrier=carrier)
    yield made
    made.stop()
    made.wait()
    assert not room_threads()
    assert not multiprocessing.active_children()


@pytest.fixture
def listener(host: ServerHost) -> Listener:
    return Listener(host)


@pytest.fixture
def open_host(host: ServerHost, listener: Listener, qtbot: QtBot) -> ServerHost:
    with qtbot.waitSignal(host.started):
        host.start(HERE)
    return host


def room_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "room"]


def has(listener: Listener, kind: type[Happening]) -> Callable[[], bool]:
    return lambda: any(isinstance(fact, kind) for fact in listener.facts)


def shown(listener: Listener) -> list[str]:
    """What the window is told was said, in its order."""
    return [fact.text for fact in listener.facts if isinstance(fact, Spoke)]


def guest_of(listener: Listener, name: str) -> int:
    return next(fact.guest for fact in listener.facts if isinstance(fact, Arrived) and fact.name == name)


def stop(host: ServerHost, qtbot: QtBot) -> None:
    with qtbot.waitSignal(host.stopped):
        host.stop()
    host.wait()


def test_an_opened_room_says_where_it_is_and_takes_guests(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    assert listener.opened[0].room_name == "Room 101"
    with RawClient(listener.port) as alice:
        assert alice.log_in("alice") == frame("1", "Teacher") + frame("1", "alice")
        qtbot.waitUntil(has(listener, Arrived))


def test_a_stopped_room_has_told_its_guests_and_left_no_thread(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        stop(open_host, qtbot)
        assert b"the room is closing" in alice.read_to_end()
    assert not open_host.is_running
    assert not room_threads()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", listener.port), timeout=1)


def test_a_room_can_be_opened_and_closed_again_and_again(
    host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    for _ in range(3):
        with qtbot.waitSignal(host.started):
            host.start(HERE)
        with RawClient(listener.port) as alice:
            alice.log_in("alice")
            stop(host, qtbot)
            alice.read_to_end()
    assert listener.order == ["started", "stopped"] * 3


def test_a_stop_that_comes_before_the_room_is_open_still_stops_it(
    host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(host.stopped):
        host.start(HERE)
        host.stop()
    assert listener.order[-1] == "stopped"
    assert listener.failures == []


def test_a_stop_without_a_room_does_nothing(host: ServerHost, listener: Listener) -> None:
    host.stop()
    host.say("nobody hears this")
    host.wait()
    assert listener.order == []


def test_a_second_stop_changes_nothing(open_host: ServerHost, listener: Listener, qtbot: QtBot) -> None:
    with qtbot.waitSignal(open_host.stopped):
        open_host.stop()
        open_host.stop()
    open_host.wait()
    open_host.stop()
    assert listener.order == ["started", "stopped"]


def test_a_port_that_is_taken_fails_with_its_number_and_then_stops(
    host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with qtbot.waitSignal(host.stopped):
            host.start(RoomSettings("Room", host_name="Teacher", host="127.0.0.1", tcp_port=port, udp_port=0))
    assert listener.order == ["failed", "stopped"]
    (reason,) = listener.failures
    assert isinstance(reason, PortTaken)
    assert (reason.transport, reason.port) == ("TCP", port)


def test_a_room_opens_after_one_that_failed(host: ServerHost, listener: Listener, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        with qtbot.waitSignal(host.stopped):
            host.start(RoomSettings("Room", host_name="Teacher", host="127.0.0.1", tcp_port=0, udp_port=port))
    with qtbot.waitSignal(host.started):
        host.start(HERE)
    assert listener.order == ["failed", "stopped", "started"]


def test_facts_come_in_order_in_few_batches_and_in_the_windows_thread(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    texts = [f"line {number}" for number in range(2_000)]
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        alice.send(b"".join(frame("3", text) for text in texts))
        qtbot.waitUntil(
            lambda: sum(isinstance(fact, Spoke) for fact in listener.facts) == len(texts), timeout=20_000
        )
    assert [fact.text for fact in listener.facts if isinstance(fact, Spoke)] == texts
    assert listener.batches < len(texts) / 10
    assert listener.threads == {open_host.thread()}


def test_window_that_does_not_look_finds_the_newest_and_every_count(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    count = 3 * MOST_SPOKEN
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        qtbot.waitUntil(has(listener, Arrived))
        batches = listener.batches
        # All this time the window's thread is here, and takes nothing.
        alice.send(b"".join(frame("3", f"line {number}") for number in range(count)))
        alice.read_until(frame("4", f"alice: line {count - 1}"))
        assert listener.batches == batches
        qtbot.waitUntil(lambda: bool(shown(listener)) and shown(listener)[-1] == f"line {count - 1}")
    passed = sum(fact.messages for fact in listener.facts if isinstance(fact, PassedOver))
    assert passed > 0
    assert len(shown(listener)) == count - passed
    assert len(shown(listener)) <= MOST_SPOKEN + AT_ONCE


def test_what_an_ended_room_told_too_late_is_not_told_of_the_next_one(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        qtbot.waitUntil(has(listener, Arrived))
        # From here on the window's thread takes nothing, until the next room runs.
        alice.send(b"".join(frame("3", f"line {number}") for number in range(3 * AT_ONCE)))
        alice.read_until(frame("4", f"alice: line {3 * AT_ONCE - 1}"))
        open_host.stop()
        open_host.wait()
    with qtbot.waitSignal(open_host.started, check_params_cb=lambda opened: opened is not listener.opened[0]):
        open_host.start(HERE)
    with RawClient(listener.port) as bob:
        bob.log_in("bob")
        bob.send(frame("3", "hello"))
        qtbot.waitUntil(lambda: "hello" in shown(listener))
    assert shown(listener) == ["hello"]


def test_whispers_between_guests_never_reach_the_window(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice, RawClient(listener.port) as bob:
        alice.log_in("alice")
        bob.log_in("bob")
        alice.send(frame("2", "bob,a secret"))
        assert b"a secret" in bob.read_until(b"a secret")
        alice.send(frame("2", "Teacher,a question"))
        bob.send(frame("3", "over"))
        qtbot.waitUntil(has(listener, Spoke))
    whispers = [fact for fact in listener.facts if isinstance(fact, Whispered)]
    assert [whisper.text for whisper in whispers] == ["a question"]


def test_what_the_host_says_reaches_the_guests(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        qtbot.waitUntil(has(listener, Arrived))
        open_host.announce("Good morning")
        open_host.say("Hello")
        open_host.whisper(guest_of(listener, "alice"), "well done")
        assert b"Good morning" in alice.read_until(b"Good morning")
        assert b"Teacher" in alice.read_until(b"Hello")
        alice.read_until(b"well done")
        qtbot.waitUntil(has(listener, Whispered))
    assert [fact.text for fact in listener.facts if isinstance(fact, AnnouncedByHost)] == ["Good morning"]


def test_a_removed_guest_may_come_back_once_it_is_lifted(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        qtbot.waitUntil(has(listener, Arrived))
        open_host.remove(guest_of(listener, "alice"))
        alice.read_to_end()
    qtbot.waitUntil(has(listener, Left))
    open_host.lift_removal("alice")
    qtbot.waitUntil(lambda: RemovedByHost(listener.facts[-1].utc, "alice", True) == listener.facts[-1])
    with RawClient(listener.port) as again:
        again.log_in("alice")


def test_a_muted_guest_is_not_heard_until_it_is_lifted(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        qtbot.waitUntil(has(listener, Arrived))
        guest = guest_of(listener, "alice")
        open_host.set_muted(guest, True)
        alice.read_until(b"muted")
        alice.send(frame("3", "spam"))
        alice.read_until(b"muted")
        open_host.set_muted(guest, False)
        qtbot.waitUntil(
            lambda: (
                [fact.is_muted for fact in listener.facts if isinstance(fact, MuteChanged)] == [True, False]
            )
        )
        alice.send(frame("3", "sorry"))
        qtbot.waitUntil(has(listener, Spoke))
    assert [fact.text for fact in listener.facts if isinstance(fact, Spoke)] == ["sorry"]


def test_the_rules_hold_for_the_guests_and_are_told_to_the_window(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        open_host.set_mode(RoomMode.HOST_ONLY)
        alice.read_until(b"guests can write to Teacher alone now")
        alice.send(frame("3", "hello"))
        alice.read_until(b"you can whisper to Teacher now")
        open_host.set_slow(15)
        alice.read_until(b"every 15 s")
        open_host.set_mode(RoomMode.ALL)
        alice.read_until(b"everyone can write")
        alice.send(frame("3", "one") + frame("3", "two"))
        alice.read_until(b"slow mode")
    expected = [(RoomMode.HOST_ONLY, 0.0), (RoomMode.HOST_ONLY, 15.0), (RoomMode.ALL, 15.0)]

    def told() -> list[tuple[RoomMode, float]]:
        return [(fact.mode, fact.slow_seconds) for fact in listener.facts if isinstance(fact, RulesChanged)]

    qtbot.waitUntil(lambda: told() == expected)
    qtbot.waitUntil(lambda: shown(listener) == ["one"])


def test_hands_are_lowered_and_an_undo_puts_them_up_again(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    def hands() -> list[tuple[str, bool, bool]]:
        facts = [fact for fact in listener.facts if isinstance(fact, HandChanged)]
        return [(fact.name, fact.is_up, fact.by_host) for fact in facts]

    with RawClient(listener.port) as alice, RawClient(listener.port) as bob:
        for client, name in ((alice, "alice"), (bob, "bob")):
            client.send(frame("5", '{"v":1}') + frame("1", name) + frame("6", '{"t":"hand","on":true}'))
            client.read_until(b'"hand":true')
        qtbot.waitUntil(lambda: len(hands()) == 2)
        guests = [guest_of(listener, name) for name in ("alice", "bob")]
        open_host.lower_hand(guests[0])
        open_host.lower_all_hands()
        open_host.raise_hands_again(guests)
        qtbot.waitUntil(
            lambda: (
                hands()[2:]
                == [
                    ("alice", False, True),
                    ("bob", False, True),
                    ("alice", True, True),
                    ("bob", True, True),
                ]
            )
        )


def test_an_announcement_is_taken_down_and_put_up_again(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    open_host.announce("page 5")
    open_host.unpin()
    open_host.pin_again()
    qtbot.waitUntil(has(listener, PinnedAgain))
    assert [type(fact) for fact in listener.facts] == [AnnouncedByHost, Unpinned, PinnedAgain]
    assert [fact.text for fact in listener.facts if isinstance(fact, PinnedAgain)] == ["page 5"]


def test_a_banned_address_stays_out_until_it_is_lifted(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        open_host.ban("127.0.0.1")
        alice.read_to_end()
    qtbot.waitUntil(has(listener, BanChanged))
    with RawClient(listener.port) as again:
        assert b"banned" in again.read_to_end()
    open_host.lift_ban("127.0.0.1")
    qtbot.waitUntil(lambda: len([fact for fact in listener.facts if isinstance(fact, BanChanged)]) == 2)
    with RawClient(listener.port) as back:
        back.log_in("alice")


def test_a_wish_about_somebody_who_left_is_refused(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        qtbot.waitUntil(has(listener, Arrived))
    qtbot.waitUntil(has(listener, Left))
    open_host.whisper(guest_of(listener, "alice"), "are you there?")
    qtbot.waitUntil(has(listener, HostRefused))
    assert not has(listener, Whispered)()


def test_the_counters_tell_how_the_room_is_doing(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        qtbot.waitUntil(lambda: bool(listener.counters) and listener.counters[-1].connections == 1)
    assert listener.counters[-1].users == 2


def test_sockets_tell_what_they_have_lived_through_when_they_are_asked(
    open_host: ServerHost, listener: Listener, qtbot: QtBot
) -> None:
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        with qtbot.waitSignal(open_host.sockets_looked) as looked:
            open_host.look_at_sockets()
    life: SocketLife = looked.args[0]
    assert [(each.name, each.reads) for each in life.connections] == [("alice", 1)]
    assert {each.local.port for each in life.listening} == {listener.port}


# ---- the history ---------------------------------------------------------------------------------------------


def kept(tmp_path: Path) -> RoomSettings:
    return replace(HERE, history_file=tmp_path / "room.db", keeps_history=True)


def say_and_stop(host: ServerHost, listener: Listener, qtbot: QtBot, *texts: str) -> None:
    for text in texts:
        host.say(text)
    qtbot.waitUntil(lambda: [fact.text for fact in listener.facts if isinstance(fact, Spoke)] == [*texts])
    stop(host, qtbot)


def test_a_room_without_a_past_says_so(open_host: ServerHost, listener: Listener, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(listener.older))
    assert listener.older == [([], True)]
    assert listener.pinned == []


def test_what_was_said_before_comes_after_started_and_page_by_page(
    host: ServerHost, listener: Listener, qtbot: QtBot, tmp_path: Path
) -> None:
    host.start(kept(tmp_path))
    qtbot.waitUntil(lambda: listener.order == ["started"])
    texts = [f"line {number}" for number in range(OLDER_AT_ONCE + 7)]
    say_and_stop(host, listener, qtbot, *texts)
    listener.older.clear()
    host.start(kept(tmp_path))
    qtbot.waitUntil(lambda: bool(listener.older))
    newest, is_all = listener.older[0]
    assert [old.text for old in newest] == texts[7:]
    assert not is_all
    host.want_older(newest[0].stamp.id)
    qtbot.waitUntil(lambda: len(listener.older) == 2)
    oldest, is_all = listener.older[1]
    assert [old.text for old in oldest] == texts[:7]
    assert is_all


def test_whispers_are_not_among_what_was_said_before(
    host: ServerHost, listener: Listener, qtbot: QtBot, tmp_path: Path
) -> None:
    host.start(kept(tmp_path))
    qtbot.waitUntil(lambda: bool(listener.opened))
    with RawClient(listener.port) as alice:
        alice.log_in("alice")
        alice.send(frame("2", "Teacher,a secret") + frame("3", "hello"))
        qtbot.waitUntil(has(listener, Spoke))
    stop(host, qtbot)
    listener.older.clear()
    host.start(kept(tmp_path))
    qtbot.waitUntil(lambda: bool(listener.older))
    assert [old.text for old in listener.older[0][0]] == ["hello"]


def test_a_history_that_another_room_has_is_a_reason_not_to_open(
    host: ServerHost, listener: Listener, qtbot: QtBot, tmp_path: Path
) -> None:
    history = History.open(tmp_path / "room.db", "Room 101", 1_700_000_000.0)
    try:
        with qtbot.waitSignal(host.stopped):
            host.start(kept(tmp_path))
    finally:
        history.close(1_700_000_001.0)
    (reason,) = listener.failures
    assert isinstance(reason, HistoryInUse)
    assert reason.path.name == "room.db"
