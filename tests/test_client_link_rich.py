"""The guest's link and a rich room, over real sockets of this computer: nothing lost, nothing twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtNetwork import QTcpSocket
from pytestqt.qtbot import QtBot

from chatroom_client.backoff import Backoff
from chatroom_client.kept_file import KeptFiles
from chatroom_client.link import ServerLink, read_clock
from chatroom_client.network_watch import NetworkWatch
from chatroom_client.session.events import (
    HistoryArrived,
    HistoryKind,
    Joined,
    MessageArrived,
    OutgoingState,
    PersonChanged,
    PinnedChanged,
    RoomNamed,
    RoundTripMeasured,
    RulesChanged,
    SessionEvent,
    SessionState,
)
from shared.protocol.messages import (
    Bye,
    ClientMessage,
    Hello,
    LogIn,
    Ping,
    Resume,
    RoomMode,
    Say,
    SetAway,
    SetHand,
    User,
    WantOlder,
    Whisper,
)
from tests.helpers.scripted_server import ScriptedServer, frame, old, rich, said, server_hello

ADDRESSES = frozenset({"192.168.1.7"})


class Guest:
    """A link with what it tells, and the files that outlive it."""

    def __init__(self, folder: Path | None = None) -> None:
        self.addresses = ADDRESSES
        self.files = None if folder is None else KeptFiles(folder)
        self.watch = NetworkWatch(read_clock, addresses=lambda: self.addresses, look_seconds=0.01)
        self.link = ServerLink(
            backoff=Backoff(delays_seconds=(600.0,)),
            files=self.files,
            watch=self.watch,
            app="LAN Chatroom test",
            language="zh_CN",
        )
        self.events: list[SessionEvent] = []
        self.link.happened.connect(self.events.extend)

    def shown(self) -> list[str]:
        """All texts of the conversation, in the order in which the window shows them."""
        texts: list[str] = []
        for event in self.events:
            match event:
                case MessageArrived():
                    texts.append(event.text)
                case HistoryArrived(messages, HistoryKind.OLDER):
                    texts = [*[message.text for message in messages], *texts]
                case HistoryArrived(messages):
                    texts += [message.text for message in messages]
        return texts

    def be_killed(self) -> None:
        """As a process that ends without a word: nothing is written any more, and its locks are free."""
        shiboken6.delete(self.link)
        if self.files is not None:
            self.files.close()


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    yield scripted
    scripted.stop()


@pytest.fixture
def guest(qtbot: QtBot, tmp_path: Path) -> Iterator[Guest]:
    made = Guest(tmp_path / "sessions")
    yield made
    if shiboken6.isValid(made.link):
        made.link.close()


def without_pings(messages: list[ClientMessage]) -> list[ClientMessage]:
    return [message for message in messages if not isinstance(message, Ping)]


def last_pong(server: ScriptedServer) -> bytes:
    """The answer to the newest ping."""
    return rich("pong", n=[message.number for message in server.messages if isinstance(message, Ping)][-1])


def open_door(qtbot: QtBot, server: ScriptedServer, connections: int) -> list[ClientMessage]:
    """Answer the hello; return what the guest then asks for."""
    qtbot.waitUntil(lambda: len(server.connections) == connections and bool(server.messages))
    assert server.messages == [Hello(1, "LAN Chatroom test", "zh_CN")]
    server.send(server_hello())
    qtbot.waitUntil(lambda: LogIn("alice") in server.messages)
    return without_pings(server.messages)[1:]


def let_in(server: ScriptedServer, *, accepted: int = 0, is_resumed: bool = False, last: int = 0) -> None:
    bob = frame("1", "bob") + rich("user", name="bob", since=1.0, host=True)
    welcome = rich("welcome", you="alice", session="secret", resumed=is_resumed, accepted=accepted, last=last)
    server.send(bob + frame("1", "alice") + welcome + rich("user", name="alice", since=2.0))


def enter(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    guest.link.join(server.address, server.port, "alice")
    assert open_door(qtbot, server, 1) == [LogIn("alice")]
    let_in(server, last=2)
    server.send(old(1, "bob", "one") + old(2, "bob", "two"))
    server.send(rich("room", mode="all", slow=0, pinned=None) + last_pong(server))
    qtbot.waitUntil(lambda: guest.shown() == ["one", "two"])


def come_back(server: ScriptedServer, *, accepted: int, last: int, missed: bytes) -> None:
    let_in(server, accepted=accepted, is_resumed=True, last=last)
    server.send(missed + rich("room", mode="all", slow=0, pinned=None) + last_pong(server))


def test_guest_is_told_all_that_a_rich_room_knows(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    enter(qtbot, guest, server)
    pinned = {"id": 2, "ts": 1.0, "text": "two"}
    server.send(rich("room", mode="all", slow=0, pinned=pinned) + said(3, "bob", "three"))
    server.send(rich("user", name="bob", since=1.0, host=True, away=True))
    away = PersonChanged(User("bob", 1.0, is_host=True, is_away=True))
    qtbot.waitUntil(lambda: away in guest.events)
    assert RoomNamed("Room 101") in guest.events
    assert PinnedChanged("two") in guest.events
    (joined,) = [event for event in guest.events if isinstance(event, Joined)]
    assert joined.users[0] == User("bob", 1.0, is_host=True)
    (three,) = [event for event in guest.events if isinstance(event, MessageArrived)]
    assert (three.text, three.message_id, three.utc) == ("three", 3, 1_700_000_003.0)


def test_the_time_to_the_room_and_back_is_told_after_the_login(
    qtbot: QtBot, guest: Guest, server: ScriptedServer
) -> None:
    enter(qtbot, guest, server)
    (measured,) = [event for event in guest.events if isinstance(event, RoundTripMeasured)]
    assert measured.seconds >= 0
    (joined,) = [event for event in guest.events if isinstance(event, Joined)]
    assert guest.events.index(measured) > guest.events.index(joined)


def test_rules_reach_the_guest_and_signs_the_room(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    enter(qtbot, guest, server)
    assert RulesChanged(RoomMode.ALL, 0.0) in guest.events
    server.send(rich("room", mode="host-only", slow=5, pinned=None))
    qtbot.waitUntil(lambda: RulesChanged(RoomMode.HOST_ONLY, 5.0) in guest.events)
    guest.link.set_away(True)
    guest.link.raise_hand(True)
    qtbot.waitUntil(lambda: {SetAway(True), SetHand(True)} <= set(server.messages))


def test_break_loses_nothing_and_repeats_nothing(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    enter(qtbot, guest, server)
    guest.link.say("arrived")
    guest.link.say("did not arrive")
    qtbot.waitUntil(lambda: Say("did not arrive") in server.messages)
    server.reset_connection()
    qtbot.waitUntil(lambda: guest.link.state is SessionState.RECONNECTING)
    guest.link.whisper("bob", "typed meanwhile")
    guest.link.try_now()
    assert open_door(qtbot, server, 2) == [Resume("secret", 2), LogIn("alice")]
    come_back(server, accepted=1, last=4, missed=old(3, "alice", "arrived") + old(4, "bob", "hm"))
    again = [Say("did not arrive"), Whisper("bob", "typed meanwhile")]
    qtbot.waitUntil(lambda: without_pings(server.messages)[-2:] == again)
    server.send(said(5, "alice", "did not arrive"))
    qtbot.waitUntil(lambda: guest.shown() == ["one", "two", "arrived", "hm", "did not arrive"])
    assert [item.text for item in guest.link.outgoing] == ["typed meanwhile"]
    assert [event.is_resumed for event in guest.events if isinstance(event, Joined)] == [False, True]


def test_new_start_of_a_killed_program_goes_on_where_it_was(
    qtbot: QtBot, guest: Guest, server: ScriptedServer, tmp_path: Path
) -> None:
    enter(qtbot, guest, server)
    guest.link.say("arrived")
    guest.link.say("did not arrive")
    guest.be_killed()

    following = Guest(tmp_path / "sessions")
    following.link.join(server.address, server.port, "alice")
    assert open_door(qtbot, server, 2)[1:] == [LogIn("alice")]
    (resume,) = [message for message in server.messages if isinstance(message, Resume)]
    assert resume.session == "secret"
    come_back(server, accepted=1, last=3, missed=old(3, "alice", "arrived"))
    qtbot.waitUntil(lambda: Say("did not arrive") in server.messages)
    assert Say("arrived") not in server.messages
    assert [(item.text, item.state) for item in following.link.outgoing] == [
        ("did not arrive", OutgoingState.SENDING)
    ]
    server.send(said(4, "alice", "did not arrive"))
    qtbot.waitUntil(lambda: following.shown()[-2:] == ["arrived", "did not arrive"])
    assert following.link.outgoing == ()
    following.link.close()


def test_new_start_asks_what_is_to_become_of_what_a_lost_session_left(
    qtbot: QtBot, guest: Guest, server: ScriptedServer, tmp_path: Path
) -> None:
    enter(qtbot, guest, server)
    guest.link.say("unheard")
    guest.be_killed()

    following = Guest(tmp_path / "sessions")
    following.link.join(server.address, server.port, "alice")
    open_door(qtbot, server, 2)
    let_in(server)
    server.send(last_pong(server))
    qtbot.waitUntil(lambda: bool(following.link.outgoing))
    (item,) = following.link.outgoing
    assert (item.text, item.state) == ("unheard", OutgoingState.UNSURE)
    assert Say("unheard") not in server.messages
    following.link.resend(item.key)
    qtbot.waitUntil(lambda: Say("unheard") in server.messages)
    following.link.close()


def test_what_is_sent_is_written_down_before(
    qtbot: QtBot, guest: Guest, server: ScriptedServer, tmp_path: Path
) -> None:
    enter(qtbot, guest, server)
    guest.link.say("hello")
    (file,) = (tmp_path / "sessions").glob("*.json")
    assert "hello" in file.read_text("utf-8")
    assert Say("hello") not in server.messages  # the event loop has not had its turn yet


def test_on_a_shared_computer_nothing_is_written(
    qtbot: QtBot, guest: Guest, server: ScriptedServer, tmp_path: Path
) -> None:
    guest.link.set_keeping(False)
    enter(qtbot, guest, server)
    guest.link.say("hello")
    qtbot.waitUntil(lambda: Say("hello") in server.messages)
    guest.link.close()
    assert list(tmp_path.glob("**/*.json")) == []


def test_leaving_says_goodbye_and_leaves_nothing_behind(
    qtbot: QtBot, guest: Guest, server: ScriptedServer, tmp_path: Path
) -> None:
    enter(qtbot, guest, server)
    guest.link.close()
    qtbot.waitUntil(lambda: bool(server.messages) and server.messages[-1] == Bye())
    assert list(tmp_path.glob("**/*.json")) == []


def test_older_messages_come_when_they_are_asked_for(
    qtbot: QtBot, guest: Guest, server: ScriptedServer
) -> None:
    guest.link.join(server.address, server.port, "alice")
    open_door(qtbot, server, 1)
    let_in(server, last=9)
    server.send(old(8, "bob", "eight") + old(9, "bob", "nine") + last_pong(server))
    qtbot.waitUntil(lambda: guest.shown() == ["eight", "nine"])
    guest.link.want_older(8)
    qtbot.waitUntil(lambda: any(isinstance(message, WantOlder) for message in server.messages))
    (asked,) = [message for message in server.messages if isinstance(message, WantOlder)]
    assert asked.before == 8
    qtbot.waitUntil(lambda: isinstance(server.messages[-1], Ping))
    server.send(old(6, "bob", "six") + old(7, "bob", "seven") + last_pong(server))
    qtbot.waitUntil(lambda: guest.shown() == ["six", "seven", "eight", "nine"])
    (answer,) = [e for e in guest.events if isinstance(e, HistoryArrived) and e.kind is HistoryKind.OLDER]
    assert answer.is_all


# ---- the network -----------------------------------------------------------------------------------------


def test_network_that_comes_back_ends_the_wait(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    enter(qtbot, guest, server)
    guest.addresses = frozenset()
    server.reset_connection()
    qtbot.waitUntil(lambda: guest.link.state is SessionState.RECONNECTING)
    guest.addresses = frozenset({"192.168.1.8"})
    assert open_door(qtbot, server, 2) == [Resume("secret", 2), LogIn("alice")]


def test_network_that_changes_is_tried_at_once(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    enter(qtbot, guest, server)
    pings = [message for message in server.messages if isinstance(message, Ping)]
    guest.addresses = frozenset({"10.0.0.3"})
    qtbot.waitUntil(lambda: isinstance(server.messages[-1], Ping) and server.messages[-1] not in pings)


def test_network_is_watched_only_while_a_room_is_wanted(
    qtbot: QtBot, guest: Guest, server: ScriptedServer
) -> None:
    assert not guest.watch.is_watching
    enter(qtbot, guest, server)
    assert guest.watch.is_watching
    guest.link.leave()
    assert not guest.watch.is_watching


# ---- plain servers, each with its own way to take a hello --------------------------------------------------


def enter_plain(qtbot: QtBot, guest: Guest, server: ScriptedServer, connection: int) -> None:
    qtbot.waitUntil(lambda: LogIn("alice") in server.messages_of(connection))
    server.connections[connection].write(frame("1", "bob") + frame("1", "alice"))
    qtbot.waitUntil(lambda: guest.link.state is SessionState.IN_ROOM)
    server.connections[connection].write(frame("4", "bob: hello"))
    qtbot.waitUntil(lambda: guest.shown() == ["hello"])
    guest.link.say("hi")
    qtbot.waitUntil(lambda: Say("hi") in server.messages_of(connection))
    (joined,) = [event for event in guest.events if isinstance(event, Joined)]
    assert joined.users == ()


def join_plain(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    guest.link.join(server.address, server.port, "alice")
    qtbot.waitUntil(lambda: bool(server.connections) and bool(server.messages))


def test_server_that_ignores_a_hello_is_plain(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    join_plain(qtbot, guest, server)
    enter_plain(qtbot, guest, server, 0)
    assert len(server.connections) == 1


def test_server_that_sends_a_hello_back_is_plain(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    join_plain(qtbot, guest, server)
    server.send(server.bytes_received[0])
    enter_plain(qtbot, guest, server, 0)
    assert len(server.connections) == 1


def test_server_that_complains_of_a_hello_is_plain(
    qtbot: QtBot, guest: Guest, server: ScriptedServer
) -> None:
    join_plain(qtbot, guest, server)
    server.send(frame("4", "* no such message type: 5"))
    enter_plain(qtbot, guest, server, 0)


def test_server_that_closes_on_a_hello_is_plain(qtbot: QtBot, guest: Guest, server: ScriptedServer) -> None:
    join_plain(qtbot, guest, server)
    server.close_connection()
    qtbot.waitUntil(lambda: len(server.connections) == 2)
    enter_plain(qtbot, guest, server, 1)
    assert not any(isinstance(message, Hello) for message in server.messages)


def test_plain_is_all_there_is_when_it_was_asked_for(qtbot: QtBot, server: ScriptedServer) -> None:
    link = ServerLink(is_plain=True)
    link.join(server.address, server.port, "alice")
    qtbot.waitUntil(lambda: bool(server.connections) and server.messages == [LogIn("alice")])
    link.close()
    gone = QTcpSocket.SocketState.UnconnectedState
    qtbot.waitUntil(lambda: server.connections[0].state() == gone)
    assert server.messages == [LogIn("alice")]
