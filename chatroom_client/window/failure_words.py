"""Says why a connection could not be made or is over, each time with what to do about it.

The rule: no sentence comes from an error's own text, and what is said is true of this address.
"""

from __future__ import annotations

import sys
from typing import assert_never

from PySide6.QtCore import QObject

from chatroom_client.session.events import FailureReason
from shared.ui.inert import isolated


class FailureWords(QObject):
    """Makes the sentences, in the language that is on."""

    def sentence(self, reason: FailureReason, host: str, port: int) -> str:
        """Why there is no connection to `host` and `port`, and what the person can do."""
        where = isolated(host)
        match reason:
            case FailureReason.UNKNOWN_HOST:
                return self.tr(
                    "There is no computer called {host} on this network. Check the address."
                ).format(host=where)
            case FailureReason.NO_ROOM:
                return self.tr(
                    "{host} answers, but no room is open on port {port}. Has the teacher started the server?"
                ).format(host=where, port=port)
            case FailureReason.NO_ANSWER:
                return self._no_answer(where)
            case FailureReason.NO_NETWORK:
                return self._no_network(where)
            case FailureReason.NOT_A_ROOM:
                return self.tr("{host} answers on port {port}, but it is not a chat room.").format(
                    host=where, port=port
                )
            case FailureReason.CLOSED_AT_ONCE:
                return self.tr(
                    "{host} closed the connection at once. Ask your teacher whether the room lets you in."
                ).format(host=where)
            case FailureReason.TOO_MANY:
                return self.tr(
                    "The room takes no more connections from your address. "
                    "Close another window, or ask your teacher."
                )
            case FailureReason.LOST:
                return self.tr("The connection to {host} was lost. Try again.").format(host=where)
            case FailureReason.ROOM_CLOSED:
                return self.tr("The host has closed the room.")
            case FailureReason.REMOVED:
                return self.tr("The host has removed you from the room. You can come back in a minute.")
            case FailureReason.BANNED:
                return self.tr("The host has banned you from this room.")
        assert_never(reason)

    def _no_answer(self, where: str) -> str:
        own = _own_addresses()
        if not own:
            return self.tr("No answer from {host}. This computer is not connected to a network.").format(
                host=where
            )
        return self.tr("No answer from {host}. Same network? (your address: {own})").format(
            host=where, own=", ".join(own)
        )

    def _no_network(self, where: str) -> str:
        # There, this error with a network means that the person has not allowed the program to use it.
        if sys.platform == "darwin" and _own_addresses():
            return self.tr(
                "macOS blocks the local network for this app: "
                "System Settings → Privacy & Security → Local Network."
            )
        return self.tr(
            "There is no way from this computer to {host}. Is it connected to the network?"
        ).format(host=where)


def _own_addresses() -> list[str]:
    # Something has failed by then, and so Qt's network is loaded; before the window's first picture it is not.
    from chatroom_client.interfaces import own_addresses  # noqa: PLC0415

    return own_addresses()
