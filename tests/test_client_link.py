"""The guest's link over real sockets of this computer; what is decided is tested in test_session.py."""

import socket
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtNetwork import QTcpSocket
from pytestqt.qtbot import QtBot

from chatroom_client.backoff import Backoff
from chatroom_client.link import ServerLink
from chatroom_client.session.events import (
    FailureReason,
    Joined,
    MessageArrived,
    OutgoingState,
    Refused,
    RulesChanged,
    SessionEvent,
    SessionState,
    StateChanged,
)
from shared.protocol.messages import LogIn, RoomMode, Say, Whisper
from shared.wire.record import Chunk, Named
from shared.wire.shape import AS_IT_IS, Shape
from tests.helpers.scripted_server import ScriptedServer, frame


class Watcher:
    """Keeps what a link tells."""

    def __init__(self, link: ServerLink) -> None:
        self.lists: list[list[SessionEvent]] = []
        link.happened.connect(self.lists.append)

    @property
    def events(self) -> list[SessionEvent]:
        return [event for events in self.lists for event in events]

    @property
    def said(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, MessageArrived)]

    @property
    def failure(self) -> FailureReason | None:
        failures = [event.failure for event in self.events if isinstance(event, StateChanged)]
        return failures[-1] if failures else None


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    yield scripted
    scripted.stop()


@pytest.fixture
def link(qtbot: QtBot) -> Iterator[ServerLink]:
    made = ServerLink(is_plain=True)
    yield made
    made.leave()
    made.deleteLater()


@pytest.fixture
def watcher(link: ServerLink) -> Watcher:
    return Watcher(link)


def enter(qtbot: QtBot, link: ServerLink, server: ScriptedServer, name: str = "alice") -> None:
    link.join(server.address, server.port, name)
    let_in(qtbot, link, server, name, 1)


def let_in(qtbot: QtBot, link: ServerLink, server: ScriptedServer, name: str, connections: int) -> None:
    qtbot.waitUntil(lambda: len(server.connections) == connections and server.messages == [LogIn(name)])
    server.send(frame("1", "bob") + frame("1", name))
    qtbot.waitUntil(lambda: link.state is SessionState.IN_ROOM)


def test_guest_joins_talks_and_leaves(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    link.join("127.0.0.1", server.port, "小明")
    let_in(qtbot, link, server, "小明", 1)
    told = [
        StateChanged(SessionState.CONNECTING),
        StateChanged(SessionState.LOGGING_IN),
        StateChanged(SessionState.IN_ROOM),
        Joined("小明", ("bob", "小明"), is_return=False),
        RulesChanged(RoomMode.ALL, 0.0),
    ]
    qtbot.waitUntil(lambda: watcher.events == told)
    assert (link.you, link.names) == ("小明", ("bob", "小明"))
    assert (link.host, link.port) == ("127.0.0.1", server.port)

    link.say("大家好")
    link.whisper("bob", "hi")
    expected = [LogIn("小明"), Say("大家好"), Whisper("bob", "hi")]
    qtbot.waitUntil(lambda: server.messages == expected)
    server.send(frame("4", "小明: 大家好") + frame("4", "you, to bob: hi"))
    qtbot.waitUntil(lambda: watcher.said == ["大家好", "hi"])
    assert link.outgoing == ()

    link.leave()
    assert link.state is SessionState.IDLE
    gone = QTcpSocket.SocketState.UnconnectedState
    qtbot.waitUntil(lambda: server.connections[0].state() == gone)


def test_what_was_said_right_before_leaving_still_arrives(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink
) -> None:
    enter(qtbot, link, server)
    link.say("bye")
    link.leave()
    qtbot.waitUntil(lambda: Say("bye") in server.messages)


def test_what_was_said_right_before_the_programs_end_still_arrives(
    qtbot: QtBot, server: ScriptedServer
) -> None:
    link = ServerLink(is_plain=True)
    enter(qtbot, link, server)
    link.say("bye")
    link.leave()
    shiboken6.delete(link)
    qtbot.waitUntil(lambda: Say("bye") in server.messages)


def test_frames_in_any_pieces_are_whole_messages(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    enter(qtbot, link, server)
    data = frame("4", "bob: 你好") + frame("4", "bob: again")
    for index in range(len(data)):
        server.send(data[index : index + 1])
        server.connections[0].flush()
    qtbot.waitUntil(lambda: watcher.said == ["你好", "again"])


def test_ipv6_is_joined(qtbot: QtBot, link: ServerLink) -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError:
        pytest.skip("this computer has no IPv6")
    server = ScriptedServer("::1")
    enter(qtbot, link, server)
    server.stop()


def test_refused_name_and_another_one_on_the_same_connection(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    link.join("127.0.0.1", server.port, "grace")
    qtbot.waitUntil(lambda: bool(server.connections) and server.messages == [LogIn("grace")])
    server.send(frame("0", "grace"))
    qtbot.waitUntil(lambda: link.state is SessionState.NAME_REFUSED)
    (refused,) = [event for event in watcher.events if isinstance(event, Refused)]
    link.try_name(refused.suggestion)
    qtbot.waitUntil(lambda: server.messages == [LogIn("grace"), LogIn("grace2")])
    server.send(frame("1", "grace2"))
    qtbot.waitUntil(lambda: link.you == "grace2" and link.state is SessionState.IN_ROOM)


def test_gbk_server_is_read_and_answered_in_gbk(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    enter(qtbot, link, server)
    server.send(frame("4", "bob: 现在开始上课", "gbk"))
    qtbot.waitUntil(lambda: watcher.said == ["现在开始上课"])
    link.say("好的 🙂")
    qtbot.waitUntil(lambda: server.bytes_received[0].endswith("好的 ?".encode("gbk") + b"\x03"))
    server.send(frame("4", "alice: 好的 ?", "gbk"))
    qtbot.waitUntil(lambda: link.outgoing == ())


# ---- connections that do not come ------------------------------------------------------------------------


def test_closed_port_is_no_room(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    server.stop()
    link.join("127.0.0.1", server.port, "alice")
    qtbot.waitUntil(lambda: watcher.failure is FailureReason.NO_ROOM)
    assert link.state is SessionState.ENDED


def test_name_without_an_address_is_unknown(qtbot: QtBot, link: ServerLink, watcher: Watcher) -> None:
    # Refused by every resolver without asking anybody: a label is longer than 63 characters.
    link.join("x" * 64 + ".invalid", 9999, "alice")
    qtbot.waitUntil(lambda: watcher.failure is FailureReason.UNKNOWN_HOST)
    assert link.state is SessionState.ENDED


def test_web_server_is_not_a_room(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    link.join("127.0.0.1", server.port, "alice")
    qtbot.waitUntil(lambda: bool(server.connections))
    server.send(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
    server.close_connection()
    qtbot.waitUntil(lambda: watcher.failure is FailureReason.NOT_A_ROOM)
    assert link.state is SessionState.ENDED


@pytest.mark.parametrize("endless", [b"\x00" * 65_536, b"\x024" + b"x" * 65_536])
def test_endless_bytes_without_a_frame_are_not_a_room(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher, endless: bytes
) -> None:
    link.join("127.0.0.1", server.port, "alice")
    qtbot.waitUntil(lambda: bool(server.connections))
    server.send(endless[:2])
    for _ in range(20):
        server.send(endless[2:])
    qtbot.waitUntil(lambda: watcher.failure is FailureReason.NOT_A_ROOM)
    assert link.state is SessionState.ENDED


def test_frame_that_is_too_long_breaks_the_connection(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    enter(qtbot, link, server)
    server.send(frame("4", "bob: fine") + frame("4", "x" * 65_537) + frame("4", "bob: never read"))
    qtbot.waitUntil(lambda: watcher.failure is FailureReason.NOT_A_ROOM)
    assert link.state is SessionState.RECONNECTING
    assert watcher.said == ["fine"]


def test_broken_frames_are_skipped(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    enter(qtbot, link, server)
    server.send(b"\x02\x03\x024unfinished" + frame("4", "bob: fine") + b"\x00\x00" + frame("9", "?"))
    server.send(frame("4", "bob: again"))
    qtbot.waitUntil(lambda: watcher.said == ["fine", "again"])


# ---- connections that end --------------------------------------------------------------------------------


@pytest.mark.parametrize("is_reset", [False, True])
def test_lost_connection_is_told_once_and_come_back_from(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher, is_reset: bool
) -> None:
    enter(qtbot, link, server)
    if is_reset:
        server.reset_connection()
    else:
        server.close_connection()
    qtbot.waitUntil(lambda: link.state is SessionState.RECONNECTING)
    link.say("still here?")
    assert [item.state for item in link.outgoing] == [OutgoingState.WAITING]
    link.try_now()
    let_in(qtbot, link, server, "alice", 2)
    qtbot.waitUntil(lambda: server.messages == [LogIn("alice"), Say("still here?")])
    is_back = Joined("alice", ("bob", "alice"), is_return=True)
    qtbot.waitUntil(lambda: is_back in watcher.events)
    losses = [e for e in watcher.events if isinstance(e, StateChanged) and e.failure is FailureReason.LOST]
    assert len(losses) == 1


def test_tries_go_on_by_themselves_until_the_room_is_back(qtbot: QtBot, server: ScriptedServer) -> None:
    link = ServerLink(is_plain=True, backoff=Backoff(delays_seconds=(0.01,)))
    watcher = Watcher(link)
    enter(qtbot, link, server)
    server.stop()
    server.reset_connection()
    qtbot.waitUntil(lambda: watcher.failure is FailureReason.NO_ROOM)
    server.listen_again()
    qtbot.waitUntil(lambda: len(server.connections) == 2)
    link.leave()


def test_last_words_before_the_close_are_heard(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    enter(qtbot, link, server)
    for number in range(2000):
        server.send(frame("4", f"bob: {number}"))
    server.send(frame("4", "* the room is closing"))
    server.close_connection()
    qtbot.waitUntil(lambda: watcher.failure is FailureReason.ROOM_CLOSED)
    assert link.state is SessionState.ENDED
    assert watcher.said == [str(number) for number in range(2000)]


def test_leaving_while_connecting_is_the_end_of_it(qtbot: QtBot, server: ScriptedServer) -> None:
    link = ServerLink(is_plain=True)
    watcher = Watcher(link)
    link.join("127.0.0.1", server.port, "alice")
    link.leave()
    other = ServerLink(is_plain=True)
    other.join("127.0.0.1", server.port, "bob")
    let_in(qtbot, other, server, "bob", 2)  # by then, whatever the first one did has come as well
    qtbot.waitUntil(lambda: watcher.events[-1] == StateChanged(SessionState.IDLE))
    assert watcher.said == []
    other.leave()


def test_joining_another_room_hears_nothing_more_of_the_first(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    enter(qtbot, link, server)
    second = ScriptedServer()
    server.send(frame("4", "bob: too late"))
    server.connections[0].flush()
    enter(qtbot, link, second, "alice")
    assert watcher.said == []
    assert (link.port, link.state) == (second.port, SessionState.IN_ROOM)
    second.stop()


# ---- events in lists -------------------------------------------------------------------------------------


def test_twenty_thousand_lines_come_in_few_lists_and_leave_the_window_its_turns(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    enter(qtbot, link, server)
    lists_before = len(watcher.lists)
    server.send(b"".join([frame("4", f"bob: line {number}") for number in range(20_000)]))
    qtbot.waitUntil(lambda: len(watcher.said) == 20_000, timeout=20_000)
    lists = watcher.lists[lists_before:]
    # Neither one by one nor all in one piece of work.
    assert 2 < len(lists) < 2_000
    assert max(map(len, lists)) < 1_500
    assert watcher.said == [f"line {number}" for number in range(20_000)]


def test_answer_made_while_a_list_is_shown_comes_after_that_list(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink
) -> None:
    order: list[str] = []

    def show(events: list[SessionEvent]) -> None:
        order.append("begin")
        if any(isinstance(event, MessageArrived) and not event.is_own for event in events):
            link.say("an answer")
        order.append("end")

    enter(qtbot, link, server)
    link.happened.connect(show)
    server.send(frame("4", "bob: a question"))
    qtbot.waitUntil(lambda: len(order) >= 4)
    assert order[:4] == ["begin", "end", "begin", "end"]


# ---- the wire ------------------------------------------------------------------------------------------


def test_wire_of_a_session_is_under_the_guests_name(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink
) -> None:
    enter(qtbot, link, server)
    records = link.tap.take().records
    assert [each.name for each in records if isinstance(each, Named)] == ["alice"]
    assert next(each.data for each in records if isinstance(each, Chunk)) == frame("1", "alice")


def test_bench_holds_over_connections_to_come(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    enter(qtbot, link, server)
    link.set_shape(Shape(delay_seconds=3_600.0))
    link.say("late")
    link.reset_connection()
    qtbot.waitUntil(lambda: link.state is SessionState.RECONNECTING)
    link.try_now()
    qtbot.waitUntil(lambda: len(server.connections) == 2)
    assert server.messages == []
    link.set_shape(AS_IT_IS)
    qtbot.waitUntil(lambda: LogIn("alice") in server.messages)


def test_connection_that_is_reset_comes_back_by_itself(
    qtbot: QtBot, server: ScriptedServer, link: ServerLink, watcher: Watcher
) -> None:
    link.reset_connection()
    enter(qtbot, link, server)
    link.reset_connection()
    states = [SessionState.RECONNECTING]
    qtbot.waitUntil(lambda: [e.state for e in watcher.events if isinstance(e, StateChanged)][-1:] == states)
    link.try_now()
    let_in(qtbot, link, server, "alice", 2)
