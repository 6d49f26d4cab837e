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
    NoticeCode.NO_WHISPERS: "you cannot whisper to other guests now",
    NoticeCode.NO_WHISPERS_BUT_HOST: "you cannot whisper to other guests now, but you can whisper to {name}",
    NoticeCode.HOST_ONLY: "you can whisper to {name} now, and write to nobody else",
    NoticeCode.NOBODY: "you cannot write now: the room is quiet",
    NoticeCode.NOBODY_BUT_HOST: "you cannot write now: the room is quiet, but you can whisper to {name}",
    NoticeCode.TOO_SOON: "you can write again in {number} s: the room is in slow mode",
    NoticeCode.RULES_ALL: "everyone can write to everyone again",
    NoticeCode.RULES_NO_WHISPERS: "guests cannot whisper to each other now",
    NoticeCode.RULES_HOST_ONLY: "guests can write to {name} alone now: whisper",
    NoticeCode.RULES_NOBODY: "quiet, please: guests cannot write to the room now",
    NoticeCode.SLOW_ON: "slow mode: guests can write one message every {number} s",
    NoticeCode.SLOW_OFF: "slow mode is over",
    NoticeCode.WHISPERS_SHOWN: "the host looks at the wire now and can read whispers, too",
    NoticeCode.WHISPERS_HIDDEN: "the host cannot read whispers between guests any more",
}

NAMED_NOTICES = frozenset(code for code, words in _WORDS.items() if "{name}" in words)
"""The notices that have a name in them."""
NUMBER_KEYS: dict[NoticeCode, str] = {
    NoticeCode.TEXT_TOO_LONG: "limit",
    NoticeCode.FRAME_TOO_LONG: "limit",
    NoticeCode.ROOM_FULL: "limit",
    NoticeCode.REMOVED_WAIT: "seconds",
    NoticeCode.TOO_SOON: "seconds",
    NoticeCode.SLOW_ON: "seconds",
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
