"""Every limit of docs/protocol.md §6 in words: ``chatroom-server --show-limits``, and the tables of docs/limits.md.

The rule: every number of ``limits.py`` has its row here, with the reason and the option that changes it.
"""

import textwrap
from dataclasses import dataclass

from shared.protocol import limits
from shared.protocol.limits import RoomLimits

_WIDTH = 80
_WHAT_WIDTH = 40
_INDENT = " " * 6


@dataclass(frozen=True, slots=True)
class ShownLimit:
    """One limit: what is bounded, by how much, and why. ``name`` is its name in ``limits.py``.

    ``option`` of the command changes it, empty for none. A number of 0 means that there is no limit.
    """

    name: str
    what: str
    number: float
    unit: str
    why: str
    option: str = ""

    @property
    def amount(self) -> str:
        """The number with its unit, as a person reads it."""
        if not self.number:
            return "no limit"
        is_whole = self.number == int(self.number)
        return f"{int(self.number) if is_whole else self.number:,} {self.unit}"


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """Limits that belong together, under one heading."""

    title: str
    limits: tuple[ShownLimit, ...]


def limit_groups(room: RoomLimits) -> tuple[LimitGroup, ...]:
    """Return every limit of a room that is opened with the limits ``room``."""
    return (
        LimitGroup("One guest", _of_one_guest(room)),
        LimitGroup("A guest who does not read, or is gone", _of_one_connection()),
        LimitGroup("Frames, names and texts", _of_frames()),
        LimitGroup("Who comes in", _of_strangers(room)),
        LimitGroup("Coming back", _of_sessions()),
        LimitGroup("Finding the room", _of_discovery()),
        LimitGroup("The server itself", _of_the_server()),
    )


def limits_text(room: RoomLimits) -> str:
    """Return all limits for a terminal, in lines of at most 80 characters of ASCII."""
    lines = ["The limits of this room, and why each is there. A 0 behind an option: no limit.", ""]
    for group in limit_groups(room):
        lines.append(group.title)
        for limit in group.limits:
            option = f"  ({limit.option})" if limit.option else ""
            lines.append(f"  {limit.what:<{_WHAT_WIDTH}}  {limit.amount}{option}")
            lines += textwrap.wrap(limit.why, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
        lines.append("")
    lines.append("What happens at each: docs/limits.md and docs/protocol.md, section 6.")
    return "\n".join(lines)


def _of_one_guest(room: RoomLimits) -> tuple[ShownLimit, ...]:
    return (
        ShownLimit(
            "rate", "messages of one person", room.rate, "a second",
            "Nobody types faster for long. Who does is slowed down and loses nothing.", "--rate",
        ),
        ShownLimit(
            "BURST_MESSAGES", "messages of one person at once",
            limits.BURST_MESSAGES if room.rate else 0, "messages", "Ten pasted lines never wait.",
        ),
        ShownLimit(
            "MAX_MALFORMED_FRAMES", "malformed frames in a row", limits.MAX_MALFORMED_FRAMES, "frames",
            "A program with a bug is told what is wrong long before it is closed.",
        ),
        ShownLimit(
            "MAX_SKIPPED_BYTES", "bytes in a row without a frame", limits.MAX_SKIPPED_BYTES, "bytes",
            "A program in C that sends its whole buffers stays far below it.",
        ),
        ShownLimit(
            "REMOVED_SECONDS", "a removed person is kept out for", limits.REMOVED_SECONDS, "s",
            "Long enough to be a measure; whoever should stay away is banned.",
        ),
    )  # fmt: skip


def _of_one_connection() -> tuple[ShownLimit, ...]:
    return (
        ShownLimit(
            "MAX_WAITING_BYTES", "output that waits for one guest", limits.MAX_WAITING_BYTES, "bytes",
            "A guest who does not read is closed before it costs the others memory.",
        ),
        ShownLimit(
            "MAX_WAITING_BYTES_IN_ALL", "output that waits for all guests",
            limits.MAX_WAITING_BYTES_IN_ALL, "bytes",
            "So much memory every computer has; beyond it, the guest with the most is closed.",
        ),
        ShownLimit(
            "STALLED_SECONDS", "something waits and nothing is taken for", limits.STALLED_SECONDS, "s",
            "A network that stutters is over it by then; a program that hangs is not.",
        ),
        ShownLimit(
            "KEEPALIVE_IDLE_SECONDS", "silence before the system asks", limits.KEEPALIVE_IDLE_SECONDS, "s",
            "A pulled cable tells nobody, so the system asks whether the guest is there.",
        ),
        ShownLimit(
            "KEEPALIVE_INTERVAL_SECONDS", "between two of its questions",
            limits.KEEPALIVE_INTERVAL_SECONDS, "s", "One packet may get lost.",
        ),
        ShownLimit(
            "KEEPALIVE_PROBES", "its questions without an answer", limits.KEEPALIVE_PROBES, "questions",
            "Then the connection is broken, after 25 seconds of silence in all.",
        ),
        ShownLimit(
            "TCP_USER_TIMEOUT_SECONDS", "data on its way that nobody confirms",
            limits.TCP_USER_TIMEOUT_SECONDS, "s",
            "Those questions are not asked while data is on its way: this finds it out then.",
        ),
        ShownLimit(
            "PING_SECONDS", "between two pings of a rich guest", limits.PING_SECONDS, "s",
            "A program that hangs answers the system all the same, but pings no more.",
        ),
        ShownLimit(
            "SILENT_SECONDS", "silence of a rich guest", limits.SILENT_SECONDS, "s",
            "Three pings: a laptop that sleeps is found out, one that stutters is not closed.",
        ),
    )  # fmt: skip


def _of_frames() -> tuple[ShownLimit, ...]:
    return (
        ShownLimit(
            "MAX_TEXT_CHARACTERS", "a text", limits.MAX_TEXT_CHARACTERS, "characters",
            "A longer word makes some guests' windows stall.",
        ),
        ShownLimit(
            "MAX_NAME_CHARACTERS", "a name", limits.MAX_NAME_CHARACTERS, "characters",
            "It fits the list of people.",
        ),
        ShownLimit(
            "MAX_NAME_BYTES", "a name in UTF-8", limits.MAX_NAME_BYTES, "bytes",
            "24 characters of four bytes.",
        ),
        ShownLimit(
            "MAX_CLIENT_PAYLOAD_BYTES", "a frame from a guest", limits.MAX_CLIENT_PAYLOAD_BYTES, "bytes",
            "The longest text has 16,000 bytes in any encoding that is served.",
        ),
        ShownLimit(
            "MAX_SERVER_PAYLOAD_BYTES", "a frame from the server", limits.MAX_SERVER_PAYLOAD_BYTES, "bytes",
            "The longest text, indented after every line feed, with room to spare.",
        ),
    )  # fmt: skip


def _of_strangers(room: RoomLimits) -> tuple[ShownLimit, ...]:
    return (
        ShownLimit(
            "max_users", "people in the room", room.max_users, "people",
            "Enough for a campus; whoever comes then is told that the room is full.", "--max-users",
        ),
        ShownLimit(
            "max_per_address", "connections from one address", room.max_per_address, "connections",
            "One computer cannot take all places, and a class behind one router still fits.",
            "--max-per-address",
        ),
        ShownLimit(
            "LOGIN_SECONDS", "time to log in", limits.LOGIN_SECONDS, "s",
            "A person types a name before connecting, so this is for programs.",
        ),
        ShownLimit(
            "MAX_STRANGERS", "connections that have not logged in", limits.MAX_STRANGERS, "connections",
            "A class of 60 that comes at once is far below it.",
        ),
        ShownLimit(
            "MAX_LOGIN_PAYLOAD_BYTES", "a frame before the login", limits.MAX_LOGIN_PAYLOAD_BYTES, "bytes",
            "A name has at most 96 bytes; a stranger gets no more memory than that needs.",
        ),
        ShownLimit(
            "MAX_REFUSED_LOGINS", "refused names in a row", limits.MAX_REFUSED_LOGINS, "names",
            "A person gives up long before; a program that tries names does not.",
        ),
    )  # fmt: skip


def _of_sessions() -> tuple[ShownLimit, ...]:
    return (
        ShownLimit(
            "PLACE_KEPT_SECONDS", "a place is kept after a break", limits.PLACE_KEPT_SECONDS, "s",
            "A changed cable or another access point: nobody sees a departure.",
        ),
        ShownLimit(
            "EXPECTED_SECONDS", "a place is kept after a server's crash", limits.EXPECTED_SECONDS, "s",
            "More than a client ever waits between two tries.",
        ),
        ShownLimit(
            "SESSION_SECONDS", "a session can be resumed for", limits.SESSION_SECONDS, "s",
            "A day; after that the person decides what is still to be said.",
        ),
        ShownLimit(
            "MAX_SESSIONS", "sessions kept for those who are gone", limits.MAX_SESSIONS, "sessions",
            "The one that was away longest is forgotten for a new one.",
        ),
        ShownLimit(
            "OLD_AT_LOGIN", "old messages that a newcomer is shown", limits.OLD_AT_LOGIN, "messages",
            "A few screens; older ones come when they are scrolled to.",
        ),
        ShownLimit(
            "MAX_OLD_AT_ONCE", "old messages for one request", limits.MAX_OLD_AT_ONCE, "messages",
            "Whoever wants more asks again, and holds up nobody.",
        ),
    )  # fmt: skip


def _of_discovery() -> tuple[ShownLimit, ...]:
    return (
        ShownLimit(
            "MAX_ANSWERS_PER_SOURCE", "answers to one address", limits.MAX_ANSWERS_PER_SOURCE, "a second",
            "A client asks twice in two seconds.",
        ),
        ShownLimit(
            "MAX_ANSWERS", "answers in all", limits.MAX_ANSWERS, "a second",
            "Twice as many answers of 512 bytes would be felt on Wi-Fi.",
        ),
    )  # fmt: skip


def _of_the_server() -> tuple[ShownLimit, ...]:
    return (
        ShownLimit(
            "RESERVED_DESCRIPTORS", "open files that are kept back", limits.RESERVED_DESCRIPTORS, "files",
            "The log, the history and the room's own sockets work to the end.",
        ),
        ShownLimit(
            "LISTEN_BACKLOG", "connections that the system holds", limits.LISTEN_BACKLOG, "connections",
            "With 100, a class that comes at once waits a second for a second try.",
        ),
        ShownLimit(
            "CLOSING_SECONDS", "sending what waits at the close", limits.CLOSING_SECONDS, "s",
            "Everyone who reads has the last words by then.",
        ),
    )  # fmt: skip
