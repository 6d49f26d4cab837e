"""Every number of docs/protocol.md §6, each with its reason. Bytes, seconds and counts are in the names.

The rule: a number that bounds what a peer can do stands here and nowhere else.
"""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB

# Where the room is (docs/protocol.md §1, §2)
DEFAULT_TCP_PORT = 9999
DEFAULT_UDP_PORT = 6000

# Frames (§2)
MAX_CLIENT_PAYLOAD_BYTES = 16 * KIB  # a 4,000-character text is at most 16,000 bytes in any encoding served
MAX_SERVER_PAYLOAD_BYTES = 64 * KIB  # the text, indented after every line feed, with room to spare
MAX_LOGIN_PAYLOAD_BYTES = 1 * KIB  # a name has at most 96 bytes; a stranger gets no more memory than that
MAX_SKIPPED_BYTES = 1 * MIB  # a C client that pads whole buffers stays far below it
MAX_TEXT_CHARACTERS = 4_000  # a longer word makes some guests' windows stall
MAX_NAME_CHARACTERS = 24  # fits the people list
MAX_NAME_BYTES = 96  # 24 characters of four bytes

# Strangers: connections that have not logged in
LOGIN_SECONDS = 15.0  # a person types a name before connecting, so this is for programs
MAX_STRANGERS = 256  # all together; a class of 60 that comes at once is far below it

# Discovery (§1)
MAX_ANSWERS_PER_SOURCE = 20  # a second; a client asks twice in two seconds
MAX_ANSWERS = 500  # a second, in all: 1,000 answers of 512 bytes would be felt on Wi-Fi

# One connection
BURST_MESSAGES = 20  # ten pasted lines never wait
MAX_REFUSED_LOGINS = 20  # in a row; a person gives up long before
MAX_MALFORMED_FRAMES = 100  # in a row; a client with a bug sees its notices first
MAX_WAITING_BYTES = 1 * MIB  # for one connection that does not read
MAX_WAITING_BYTES_IN_ALL = 64 * MIB
STALLED_SECONDS = 20.0  # something waits and nothing was taken

# Liveness of plain guests: keepalive alone misses a pulled cable while data is in flight, the timeout alone
# misses it while there is none
KEEPALIVE_IDLE_SECONDS = 10
KEEPALIVE_INTERVAL_SECONDS = 5
KEEPALIVE_PROBES = 3
TCP_USER_TIMEOUT_SECONDS = 25

# Liveness of rich guests (§4)
PING_SECONDS = 15.0
SILENT_SECONDS = 45.0  # three pings; a laptop that sleeps is found out without closing one that stutters

# Coming back (§4)
PLACE_KEPT_SECONDS = 15.0  # a changed cable, another access point: nobody sees a departure
# The same after a crash of the server: more than a client ever waits between two tries.
EXPECTED_SECONDS = 25.0
SESSION_SECONDS = 24 * 60 * 60.0  # the same day; after that the person decides what is still to be said
MAX_SESSIONS = 10_000  # kept for those who are gone; the one that was longest away is forgotten first
OLD_AT_LOGIN = 50  # messages that a newcomer is shown
MAX_OLD_AT_ONCE = 200  # messages for one request

# The process
RESERVED_DESCRIPTORS = 32  # the log, the history and the room's own sockets work to the end
LISTEN_BACKLOG = 4096  # a backlog of 100 costs a second's retransmit when a class comes at once
CLOSING_SECONDS = 2.0  # for what is still waiting when the room closes
REMOVED_SECONDS = 60.0  # a removed person may come back after this


@dataclass(frozen=True, slots=True)
class RoomLimits:
    """The limits a host can set; 0 means no limit for ``rate`` (messages a second) and ``max_per_address``."""

    max_users: int = 2_000
    max_per_address: int = 64
    rate: float = 5.0
