"""The sockets of the room in words: the calls on the cards, and the life of each connection.

The rule: names of calls, arguments, states and results stay as the system has them, in every language; what
surrounds them is said in the language that is on. Whatever a peer decides is only shown.
"""

from __future__ import annotations

from typing import Final, assert_never

from PySide6.QtCore import QLocale, QObject

from chatroom_server.link_owner import CloseCause
from chatroom_server.socket_life import ConnectionLife, DiscoveryLife, SocketLife
from chatroom_server.window.call_cards import Call
from shared.ui.inert import inert_line

_MOST_OF_ANSWER: Final = 24


class SocketsWords(QObject):
    """Makes the words, in the language that is on."""

    def discovery(self, life: DiscoveryLife) -> tuple[Call, ...]:
        """Return the calls of the socket that requests come to; it must be there."""
        newest, answer = life.newest_from, life.newest_answer
        heard = () if newest is None else (self.tr("from {address}").format(address=f"{newest}"),)
        said = inert_line(answer.decode("utf-8", "replace"))
        short = said if len(said) <= _MOST_OF_ANSWER else f"{said[:_MOST_OF_ANSWER]}…"
        return (
            Call("socket()", self.tr("create"), (f"AF_INET → fd {life.fileno}", "SOCK_DGRAM")),
            Call("bind()", self.tr("give it a port"), (f"{life.host}:{life.port}",)),
            Call(
                "recvfrom()",
                self.tr("%Ln times", "a call was made", life.requests),
                (*((self.tr("%Ln bytes", "", life.newest_bytes),) if newest is not None else ()), *heard),
                is_made=life.requests > 0,
            ),
            Call(
                "sendto()",
                self.tr("%Ln answers", "", life.answers),
                (f"“{short}”",) if answer else (),
                is_made=life.answers > 0,
            ),
        )

    def chatting(self, life: SocketLife) -> tuple[Call, ...]:
        """Return the calls of the sockets that connections come to, and of all connections together."""
        families = tuple(
            f"{'AF_INET6' if ':' in each.local.host else 'AF_INET'} → fd {each.fileno}"
            for each in life.listening
        )
        backlog = life.listening[0].backlog if life.listening else 0
        newest = life.newest_peer
        return (
            Call("socket()", self.tr("create"), (*families, "SOCK_STREAM")),
            Call("bind()", self.tr("give it a port"), tuple(str(each.local) for each in life.listening)),
            Call(
                "listen()",
                self.tr("queue of {number}").format(number=QLocale().toString(backlog)),
                (self.tr("waiting"),),
            ),
            Call(
                "accept()",
                self.tr("%Ln times", "a call was made", life.accepted),
                () if newest is None else (self.tr("newest:"), str(newest)),
                is_made=life.accepted > 0,
            ),
            Call(
                "recv() / send()",
                self.tr("talk"),
                (
                    self.tr("{size} in").format(size=self.size(life.received_bytes)),
                    self.tr("{size} out").format(size=self.size(life.sent_bytes)),
                ),
                is_made=life.received_bytes + life.sent_bytes > 0,
            ),
            Call(
                "close()",
                self.tr("%Ln times", "a call was made", life.closed),
                (),
                is_made=life.closed > 0,
            ),
        )

    def size(self, size_bytes: int) -> str:
        """Return so many bytes as people read them: ``1.2 kB``."""
        return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)

    def who(self, life: ConnectionLife) -> str:
        """Return whose connection it is."""
        return inert_line(life.name) or self.tr("not logged in")

    def so_far(self, life: ConnectionLife) -> str:
        """Return the life of a connection, call by call."""
        steps = ["accept"]
        if life.is_logged_in:
            steps.append(self.tr("login"))
        calls = (("recv", life.reads), ("send", life.sends))
        steps += [f"{call} ×{QLocale().toString(count)}" for call, count in calls if count]
        if life.waiting_bytes:
            steps.append(self.tr("{size} wait").format(size=self.size(life.waiting_bytes)))
        if life.cause is not None:
            steps += [self.cause(life.cause), "close"]
        return " → ".join(steps)

    def cause(self, cause: CloseCause) -> str:
        """Return why a connection ended, in a few words."""
        match cause:
            case CloseCause.LEFT:
                return self.tr("recv = 0: the guest has closed")
            case CloseCause.BROKE:
                return self.tr("broken off")
            case CloseCause.TOO_SLOW | CloseCause.STALLED | CloseCause.CROWDED:
                return self.tr("did not read what was sent")
            case CloseCause.SILENT:
                return self.tr("no sign of life for 45 s")
            case CloseCause.REPLACED:
                return self.tr("came back on another connection")
            case CloseCause.DISMISSED:
                return self.tr("sent away by the host")
            case CloseCause.NO_LOGIN:
                return self.tr("no login in 15 s")
            case CloseCause.GAVE_WAY | CloseCause.GAVE_DESCRIPTOR:
                return self.tr("made room before it logged in")
            case CloseCause.LONG_LOGIN:
                return self.tr("too long a frame before the login")
            case CloseCause.MALFORMED:
                return self.tr("too many broken frames")
            case CloseCause.SKIPPED:
                return self.tr("too many bytes outside frames")
            case CloseCause.REFUSED:
                return self.tr("too many refused names")
            case CloseCause.BANNED:
                return self.tr("banned address")
            case CloseCause.PER_ADDRESS:
                return self.tr("too many from one address")
            case CloseCause.CLOSING:
                return self.tr("the room closed")
            case _:
                assert_never(cause)
