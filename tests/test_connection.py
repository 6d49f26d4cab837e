"""One connection over a real socket of this computer: what comes of its bytes, and how it ends."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from chatroom_client.connection import Connection, Heard
from chatroom_client.session.events import FailureReason
from shared.protocol.messages import LogIn, Said, Say, ServerMessage
from tests.helpers.scripted_server import ScriptedServer, frame


class Listener:
    """Keeps what a connection tells."""

    def __init__(self, connection: Connection) -> None:
        self.heard: list[Heard] = []
        self.ends: list[FailureReason | None] = []
        connection.heard.connect(self.heard.append)
        connection.ended.connect(self.ends.append)

    @property
    def messages(self) -> list[ServerMessage]:
        return [message for heard in self.heard for message in heard.messages]


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    yield scripted
    scripted.stop()


def open_connection(qtbot: QtBot, server: ScriptedServer) -> tuple[Connection, Listener]:
    connection = Connection("127.0.0.1", server.port, lambda: 0.0)
    listener = Listener(connection)
    with qtbot.waitSignal(connection.connected):
        pass
    qtbot.waitUntil(lambda: bool(server.connections))
    return connection, listener


def test_messages_go_there_and_back(qtbot: QtBot, server: ScriptedServer) -> None:
    connection, listener = open_connection(qtbot, server)
    connection.send(LogIn("grace"))
    qtbot.waitUntil(lambda: server.messages == [LogIn("grace")])
    server.send(frame("4", "bob: hello"))
    qtbot.waitUntil(lambda: listener.messages == [Said("bob", "hello")])
    assert not any(heard.has_noise or heard.is_nonsense for heard in listener.heard)
    connection.close(is_polite=True)


def test_annotation_is_no_message_of_its_own(qtbot: QtBot, server: ScriptedServer) -> None:
    connection, listener = open_connection(qtbot, server)
    hello = '{"v":1,"app":"x","id":"0123456789abcdef","room":"Room 101","limits":{"text":4000,"name":24}}'
    server.send(frame("5", hello))
    server.send(frame("6", '{"t":"msg","id":7,"ts":1.5,"from":"bob","at":5}') + frame("4", "bob: hello"))
    qtbot.waitUntil(lambda: len(listener.messages) == 2)
    said = listener.messages[1]
    assert isinstance(said, Said)
    assert said.stamp is not None
    assert said.stamp.id == 7
    connection.close(is_polite=True)


def test_bytes_outside_of_frames_are_noise(qtbot: QtBot, server: ScriptedServer) -> None:
    connection, listener = open_connection(qtbot, server)
    server.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert all(heard.has_noise and not heard.is_nonsense for heard in listener.heard)
    connection.close(is_polite=False)


def test_nothing_is_read_behind_nonsense(qtbot: QtBot, server: ScriptedServer) -> None:
    connection, listener = open_connection(qtbot, server)
    server.send(frame("4", "bob: fine") + frame("4", "x" * 70_000) + frame("4", "bob: never"))
    qtbot.waitUntil(lambda: any(heard.is_nonsense for heard in listener.heard))
    connection.close(is_polite=False)
    assert listener.messages[0] == Said("bob", "fine")


def test_end_is_told_once_and_after_the_last_words(qtbot: QtBot, server: ScriptedServer) -> None:
    connection, listener = open_connection(qtbot, server)
    with qtbot.waitSignal(connection.ended):
        server.send(frame("4", "bob: bye"))
        server.close_connection()
    assert listener.messages == [Said("bob", "bye")]
    assert listener.ends == [None]


def test_connection_that_never_was_says_why(qtbot: QtBot, server: ScriptedServer) -> None:
    server.stop()
    connection = Connection("127.0.0.1", server.port, lambda: 0.0)
    listener = Listener(connection)
    qtbot.waitUntil(lambda: listener.ends == [FailureReason.NO_ROOM])


@pytest.mark.parametrize("is_polite", [True, False])
def test_nothing_is_told_after_close(qtbot: QtBot, server: ScriptedServer, is_polite: bool) -> None:
    connection, listener = open_connection(qtbot, server)
    server.send(frame("4", "bob: too late"))
    server.connections[0].flush()
    connection.close(is_polite=is_polite)
    connection.close(is_polite=is_polite)
    with qtbot.waitSignal(connection.destroyed):
        server.close_connection()
    assert (listener.heard, listener.ends) == ([], [])


def test_polite_close_lets_arrive_what_was_sent(qtbot: QtBot, server: ScriptedServer) -> None:
    connection, _ = open_connection(qtbot, server)
    connection.send(Say("bye"))
    connection.close(is_polite=True)
    qtbot.waitUntil(lambda: server.messages == [Say("bye")])
