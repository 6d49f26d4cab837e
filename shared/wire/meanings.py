"""The meanings that a frame can have.

The rule: a kind and its parameters, never a sentence: those are made in the windows, in the reader's language.
"""

from enum import Enum

from shared.value import value


class MeaningKind(Enum):
    """Every meaning. Behind each stand the parameters of ``Meaning`` that it has."""

    # From a client to a server (docs/protocol.md §2)
    LOG_IN = "log in"  # name
    BAD_LOGIN_NAME = "bad login name"  # name; code: a NameProblem; wrong
    WHISPER = "whisper"  # name: to whom; text, or hidden
    SAY = "say"  # text
    WHISPER_WITHOUT_COMMA = "whisper without comma"  # text, perhaps hidden from somewhere on; wrong
    # From a server to a client (§2)
    NAME_REFUSED = "name refused"  # name
    ALREADY_ONLINE = "already online"  # name
    YOU_ARE_IN = "you are in"  # name: the last of the list
    CAME_ONLINE = "came online"  # name
    WENT_OFFLINE = "went offline"  # name
    SAID = "said"  # name, text
    WHISPER_RECEIVED = "whisper received"  # name: from whom; text, or hidden
    WHISPER_SENT = "whisper sent"  # the receipt; name: to whom; text, or hidden
    ANNOUNCEMENT = "announcement"  # text
    SERVER_WORDS = "server's words"  # code: a NoticeCode; name, number; text: the words
    CHAT_TEXT = "chat text"  # text, in no form of this protocol
    # From a client, rich (§4)
    HELLO = "hello"  # name: the program; code: its language; number: the version
    RESUME = "resume"  # number: the newest message that it has
    PING = "ping"  # number
    AWAY = "away"
    BACK = "back"
    HAND_UP = "hand up"
    HAND_DOWN = "hand down"
    HISTORY = "history"  # number: how many are wanted; code: the id before which
    BYE = "bye"
    # From a server, rich (§4)
    SERVER_HELLO = "server hello"  # name: the room; text: the program
    MESSAGE_NOTE = "message note"  # name: from whom; text: to whom, empty for all; number: its id
    NOTICE_NOTE = "notice note"  # code: a NoticeCode, or one that is unknown; name
    REFUSED_NOTE = "refused note"  # code: a RefusalCode, or one that is unknown; name
    USER = "user"  # name; code: those of "host away hand muted plain" that are true
    WELCOME = "welcome"  # name; number: frames taken in; code: "resumed" or empty
    ROOM = "room"  # code: a RoomMode; number: slow mode's seconds; text: the pinned announcement
    OLD = "old"  # name: from whom; text; number: its id
    OLD_WHISPER = "old whisper"  # name: from whom; code: to whom; number: its id; text, or hidden
    OLD_ANNOUNCEMENT = "old announcement"  # name: the host; text; number: its id
    PONG = "pong"  # number
    UNKNOWN_OBJECT = "unknown object"  # name: its ``t``; nobody needs to understand it
    # Wrong
    UNKNOWN_TYPE = "unknown type"  # name: the type as it is shown (0x1f where it has no sign)
    NO_TYPE = "no type"  # 02 03
    END_LOST = "end lost"  # a new STX before the ETX; number: its bytes
    TOO_LONG = "too long"  # number: payload bytes; code: the limit in digits
    BAD_OBJECT = "bad object"  # a 5 or 6 without a JSON object, or without what it needs
    NEVER_ENDED = "never ended"  # the connection was closed before the ETX came; number: its bytes
    OUTSIDE = (
        "outside"  # bytes in no frame; number: how many; code: "padding" if NULs and white space: not wrong
    )
    # Not wrong, but not whole
    HIDDEN = "hidden"  # a frame of which even the type may be a whisper's text; number: payload bytes
    CUT_BY_GAP = "cut by gap"  # the rest was not recorded; number: its bytes
    AFTER_GAP = "after gap"  # bytes before the first STX after something was not recorded; number
    # Datagrams (§1)
    DISCOVERY_REQUEST = "discovery request"
    DISCOVERY_RICH_REQUEST = "discovery rich request"
    DISCOVERY_ANSWER = "discovery answer"  # number: the port
    DISCOVERY_RICH_ANSWER = (
        "discovery rich answer"  # name: the room; number: the port; text: people, as "12/200"
    )
    WRONG_REQUEST = "wrong request"  # nobody answers it; text: the beginning; wrong
    WRONG_ANSWER = (
        "wrong answer"  # text: the beginning; wrong, except one's own broadcast that is heard again
    )


@value
class Meaning:
    """A meaning and its parameters, each empty where its kind has none. ``name`` and ``text`` may hold anything.

    ``is_hidden``: something of it is a whisper's text or a secret and was not recorded. ``text`` is then what could
    be seen, which for a whisper is nothing.
    """

    kind: MeaningKind
    name: str = ""
    text: str = ""
    number: int = 0
    code: str = ""
    is_wrong: bool = False
    is_hidden: bool = False
