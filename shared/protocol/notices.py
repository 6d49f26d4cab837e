"""What the server says in its own words (docs/protocol.md §2), and what of it travels beside them (§4).

The rule: the words stand here once, for both directions, and a client that knows the code or the words can say
the same in its own language.
"""

import re

from shared.protocol.messages import Notice, NoticeCode

_WORDS: dict[NoticeCode, str] = {
    NoticeCode.LOG_IN_FIRST: "log in first",
    NoticeCode.ALREADY_LOGGED_IN: "you are already logged in as {name}",
    NoticeCode.NOT_ONLINE: "{name} is not online",
    NoticeCode.TEXT_TOO_LONG: "that text is too long: at most {number} characters",
    NoticeCode.FRAME_TOO_LONG: "that frame is too long: at most {number} bytes",
    NoticeCode.FRAME_WITHOUT_TYPE: "that frame has no type: it is 02, type, text, 03",
    NoticeCode.BAD_OBJECT: "that frame holds no JSON object that is known here",
    NoticeCode.UNKNOWN_TYPE: "no such message type: {name}",
    NoticeCode.WHISPER_WITHOUT_COMMA: "a whisper needs a comma after the name",
    NoticeCode.TOO_MANY_CONNECTIONS: "too many connections from your address",
    NoticeCode.ROOM_FULL: "the room is full: at most {number} people",
    NoticeCode.MUTED: "you are muted",
    NoticeCode.MUTED_BUT_HOST: "you are muted, but you can whisper to {name}",
    NoticeCode.UNMUTED: "you are no longer muted",
    NoticeCode.REMOVED: "you were removed from the room",
    NoticeCode.REMOVED_WAIT: "you were removed from the room and can come back in {number} s",
    NoticeCode.BANNED: "you are banned from this room",
    NoticeCode.CLOSING: "the room is closing",
}

NAMED_NOTICES = frozenset(code for code, words in _WORDS.items() if "{name}" in words)
"""The notices that have a name in them."""
NUMBER_KEYS: dict[NoticeCode, str] = {
    NoticeCode.TEXT_TOO_LONG: "limit",
    NoticeCode.FRAME_TOO_LONG: "limit",
    NoticeCode.ROOM_FULL: "limit",
    NoticeCode.REMOVED_WAIT: "seconds",
}
"""The notices that have a number in them, and what the rich dialect calls it."""


def notice_words(notice: Notice) -> str:
    """Return the English words of a notice, without the leading ``* ``."""
    return _WORDS[notice.code].format(name=notice.name, number=notice.number)


def _pattern_of(words: str) -> re.Pattern[str]:
    pattern = (
        re.escape(words)
        .replace(r"\{name\}", r"(?P<name>[^\n\t]*)")
        .replace(r"\{number\}", "(?P<number>[0-9]{1,9})")
    )
    return re.compile(pattern)


# What begins with a name comes last: a host may be called "is not online".
_PATTERNS = [
    (code, _pattern_of(words))
    for code, words in sorted(_WORDS.items(), key=lambda each: each[1].startswith("{"))
]


def notice_of(words: str) -> Notice | None:
    """Return the notice that has these words, None where no notice has."""
    for code, pattern in _PATTERNS:
        match = pattern.fullmatch(words)
        if match is not None:
            found = match.groupdict()
            return Notice(code, found.get("name") or "", int(found.get("number") or 0))
    return None
