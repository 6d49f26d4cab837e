"""The room's counters, each with its number, its name, and a sentence that says what it means."""

from __future__ import annotations

from enum import Enum, auto
from typing import assert_never

from PySide6.QtCore import QLocale, QObject

from chatroom_server.room_settings import Counters
from chatroom_server.window.delay_words import DelayWords
from shared.protocol.limits import MAX_WAITING_BYTES_IN_ALL


class Count(Enum):
    """One number of the room, in the order in which they are shown."""

    PEOPLE = auto()  # in the room, the host among them
    CONNECTIONS = auto()  # open, logged in or not
    MESSAGES = auto()  # said, whispered and announced
    DELIVERIES = auto()  # messages times receivers
    DELAY = auto()  # of the relay, in seconds; words say it, no whole number
    WAITING = auto()  # bytes that could not be sent yet
    TOO_SLOW = auto()  # guests who were closed
    REFUSED = auto()  # logins
    TURNED_AWAY = auto()  # connections
    MALFORMED = auto()  # frames
    ANSWERED = auto()  # requests for rooms
    LIMITED = auto()  # requests that were too many
    IGNORED = auto()  # datagrams that were no request


class CounterWords(QObject):
    """Makes the words. It keeps none, so a new language shows as soon as they are asked for again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._delay_words = DelayWords(self)

    def number(self, count: Count, counters: Counters) -> str:
        """The number itself, as this language writes it."""
        locale = QLocale()
        if count is Count.WAITING:
            return locale.formattedDataSize(counters.waiting_bytes, 1)
        if count is Count.DELAY:
            return self._delay_words.delay(counters.relay_delay_seconds)
        return locale.toString(_number(count, counters))

    def name(self, count: Count) -> str:
        """What is counted, in a word or two."""
        match count:
            case Count.PEOPLE:
                return self.tr("People")
            case Count.CONNECTIONS:
                return self.tr("Connections")
            case Count.MESSAGES:
                return self.tr("Messages")
            case Count.DELIVERIES:
                return self.tr("Deliveries")
            case Count.DELAY:
                return self.tr("Relay delay")
            case Count.WAITING:
                return self.tr("Waiting to be sent")
            case Count.TOO_SLOW:
                return self.tr("Too slow")
            case Count.REFUSED:
                return self.tr("Refused names")
            case Count.TURNED_AWAY:
                return self.tr("Turned away")
            case Count.MALFORMED:
                return self.tr("Malformed frames")
            case Count.ANSWERED:
                return self.tr("Requests answered")
            case Count.LIMITED:
                return self.tr("Requests too many")
            case Count.IGNORED:
                return self.tr("Not a request")
        assert_never(count)

    def meaning(self, count: Count) -> str:
        """What the number means for the room, in a sentence."""
        match count:
            case Count.PEOPLE:
                return self.tr("In the room right now, you among them.")
            case Count.CONNECTIONS:
                return self.tr("Programs connected right now, whether they have logged in or not.")
            case Count.MESSAGES:
                return self.tr("Said, whispered and announced since the room opened.")
            case Count.DELIVERIES:
                return self.tr("A message counts once for each person it was sent to.")
            case Count.DELAY:
                return self.tr(
                    "What this program took to pass a message on: 99 of 100 went faster in the last ten seconds."
                )
            case Count.WAITING:
                most = QLocale().formattedDataSize(MAX_WAITING_BYTES_IN_ALL, 0)
                return self.tr(
                    "For guests whose network or program is slow, right now. At most {size}."
                ).format(size=most)
            case Count.TOO_SLOW:
                return self.tr(
                    "Guests who did not read what was said, and were cut off so that nobody waits."
                )
            case Count.REFUSED:
                return self.tr(
                    "Logins under a name that is taken, not allowed, or of somebody just removed, "
                    "or while the room was full."
                )
            case Count.TURNED_AWAY:
                return self.tr("Connections from a banned address, or too many from one address.")
            case Count.MALFORMED:
                return self.tr("From programs that break the protocol; whoever sent them was told.")
            case Count.ANSWERED:
                return self.tr("Programs that looked for a room on this network, and were told of yours.")
            case Count.LIMITED:
                return self.tr("Not answered, because too many came within a second.")
            case Count.IGNORED:
                return self.tr("Something else came to the port for requests, and was ignored.")
        assert_never(count)


def _number(count: Count, counters: Counters) -> int:
    numbers = {
        Count.PEOPLE: counters.users,
        Count.CONNECTIONS: counters.connections,
        Count.MESSAGES: counters.messages,
        Count.DELIVERIES: counters.delivered,
        Count.WAITING: counters.waiting_bytes,
        Count.TOO_SLOW: counters.too_slow,
        Count.REFUSED: counters.refused,
        Count.TURNED_AWAY: counters.turned_away,
        Count.MALFORMED: counters.malformed,
        Count.ANSWERED: counters.discovery.answered,
        Count.LIMITED: counters.discovery.limited,
        Count.IGNORED: counters.discovery.ignored,
    }
    return numbers[count]
