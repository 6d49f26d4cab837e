"""What a server sends in the rich dialect: the plain stream, with annotations between its frames (§4).

The rule: without the frames of types 5 and 6, this is byte for byte what ``PlainEncoder`` makes of the same
messages in UTF-8. That is why it only ever adds to what that one returns.
"""

from collections.abc import Sequence
from typing import assert_never

from shared.protocol.crowd import Crowd
from shared.protocol.encoding import TextEncoding
from shared.protocol.framing import encode_frame
from shared.protocol.json_object import to_json
from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    Old,
    Pinned,
    Pong,
    PrivateMessage,
    RoomState,
    RoomWideMessage,
    Roster,
    Said,
    ServerHello,
    Stamp,
    User,
    UserChanged,
    Welcome,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.notices import NAMED_NOTICES, NUMBER_KEYS
from shared.protocol.plain import PlainEncoder, Spoken, head_of, shown_text
from shared.protocol.roster_frames import RosterFrames
from shared.protocol.text import clean_name

_DECIMALS = 3  # milliseconds


class RichEncoder:
    """Encodes the server's messages for all rich connections; ``encoding`` is always UTF-8.

    Like ``PlainEncoder``, it keeps the frames of everyone online. ``plain`` is one of UTF-8, which others may use
    too: what both encode is encoded once.
    """

    def __init__(self, plain: PlainEncoder | None = None) -> None:
        self.encoding = TextEncoding.UTF_8
        self._plain = plain or PlainEncoder(TextEncoding.UTF_8)
        self._roster = RosterFrames(lambda user: self._plain.encode_online(user.name) + _user_frame(user))
        self._said_by: dict[str, str] = {}  # the end of the annotation of what somebody says, by name
        self._hello: tuple[ServerHello, bytes] | None = None
        self._room: tuple[RoomState, bytes] | None = None
        # The newest one: the others are told of it first, and then itself.
        self._newcomer: tuple[User, bytes] | None = None
        self._utc = 0.0  # of the newest message, and how that is written: those of one read have one time
        self._utc_text = "0.000"

    def encode(self, message: RoomWideMessage | PrivateMessage) -> bytes:
        """Return the frames of ``message`` (docs/protocol.md §4); raises ``UnsafePayload`` on our bugs.

        The last person of a ``Roster`` is its receiver and has no ``user`` here: send ``Welcome``, then that
        person's ``UserChanged``.
        """
        match message:
            case Said():
                return self._said_annotation(message) + self._plain.encode(message)
            case Announced(_, stamp, host):
                return _annotation(stamp, host, message) + self._plain.encode(message)
            case WhisperReceived(sender, _, stamp, to) | WhisperSent(to, _, stamp, sender):
                return _annotation(stamp, sender, message, to) + self._plain.encode(message)
            case Notice():
                return _notice_frame(message) + self._plain.encode(message)
            case CameOnline(_, user):
                return self._plain.encode(message) + (b"" if user is None else self._newcomer_frame(user))
            case WentOffline(name):
                self._roster.forget(name)
                self._said_by.pop(name, None)
                return self._plain.encode(message)
            case Roster(users):
                return self._roster_frames(users)
            case NameRefused(name, code):
                refused = (
                    b"" if code is None else _frame({"t": "refused", "code": code, "name": clean_name(name)})
                )
                return refused + self._plain.encode(message)
            case UserChanged(user):
                return self._user_frame(user)
            case Old():
                return _old_frame(message)
            case Pong(number):
                return _frame({"t": "pong", "n": number})
            case RoomState():
                return self._room_frame(message)
            case Welcome():
                return _welcome_frame(message)
            case ServerHello():
                return self._hello_frame(message)
            case _:
                assert_never(message)

    def forget_roster(self) -> None:
        """Drop the frames kept for rosters; call it when nobody is told any more who goes."""
        self._plain.forget_roster()
        self._roster.clear()
        self._said_by.clear()

    def _roster_frames(self, users: Sequence[User]) -> bytes:
        if not users:
            return b""
        others = users.without_last() if isinstance(users, Crowd) else users[:-1]
        return self._roster.join(others) + self._plain.encode_online(users[-1].name)

    def _hello_frame(self, hello: ServerHello) -> bytes:
        # A room says the same one to everybody.
        if self._hello is None or self._hello[0] is not hello:
            self._hello = (hello, _hello_frame(hello))
        return self._hello[1]

    def _room_frame(self, room: RoomState) -> bytes:
        # All who come are told the same, until something of it changes.
        if self._room is None or self._room[0] != room:
            self._room = (room, _room_frame(room))
        return self._room[1]

    def _newcomer_frame(self, user: User) -> bytes:
        frame = self._user_frame(user)
        self._roster.keep(user, self._plain.encode_online(user.name) + frame)
        return frame

    def _user_frame(self, user: User) -> bytes:
        if self._newcomer is None or self._newcomer[0] is not user:
            self._newcomer = (user, _user_frame(user))
        return self._newcomer[1]

    def _said_annotation(self, said: Said) -> bytes:
        # As ``_annotation`` makes it, with what every message of this person and of this moment has in common.
        stamp = said.stamp
        if stamp is None:
            return b""
        if stamp.utc != self._utc:
            self._utc, self._utc_text = stamp.utc, f"{stamp.utc:.{_DECIMALS}f}"
        sender = said.sender
        end = self._said_by.get(sender)
        if end is None:
            end = self._said_by[sender] = _ending(sender, "", said)
        return _frame_of(f'{{"t":"msg","id":{stamp.id},"ts":{self._utc_text}{end}')


def _annotation(stamp: Stamp | None, sender: str, message: Spoken, to: str | None = None) -> bytes:
    # Not through a dict: this is made once for each message of the room, and takes a third of the time like this.
    if stamp is None:
        return b""
    receiver = "" if to is None else f'"to":{to_json(clean_name(to))},'
    return _frame_of(
        f'{{"t":"msg","id":{stamp.id},"ts":{stamp.utc:.{_DECIMALS}f}{_ending(sender, receiver, message)}'
    )


def _ending(sender: str, receiver: str, message: Spoken) -> str:
    return f',"from":{to_json(clean_name(sender))},{receiver}"at":{len(head_of(message))}}}'


def _notice_frame(notice: Notice) -> bytes:
    fields: dict[str, object] = {"t": "notice", "code": notice.code}
    if notice.code in NAMED_NOTICES:
        fields["name"] = clean_name(notice.name)
    if notice.code in NUMBER_KEYS:
        fields[NUMBER_KEYS[notice.code]] = notice.number
    return _frame(fields)


def _user_frame(user: User) -> bytes:
    # Written out, and not through a dict: a class that comes at once makes one for each person.
    states = ""
    if user.is_host:
        states += ',"host":true'
    if user.is_away:
        states += ',"away":true'
    if user.has_hand_up:
        states += ',"hand":true'
    if user.is_muted:
        states += ',"muted":true'
    if user.is_plain:
        states += ',"plain":true'
    name = to_json(clean_name(user.name))
    return _frame_of(f'{{"t":"user","name":{name},"since":{_rounded(user.since)}{states}}}')


def _old_frame(old: Old) -> bytes:
    fields: dict[str, object] = {
        "t": "old",
        "id": old.stamp.id,
        "ts": _rounded(old.stamp.utc),
        "from": clean_name(old.sender),
    }
    if old.to:
        fields["to"] = clean_name(old.to)
    if old.is_announcement:
        fields["announcement"] = True
    return _frame(fields | {"text": shown_text(old.text)})


def _welcome_frame(welcome: Welcome) -> bytes:
    # Written out as well, for the same class.
    you, session = to_json(clean_name(welcome.you)), to_json(clean_name(welcome.session))
    resumed = "true" if welcome.is_resumed else "false"
    return _frame_of(
        f'{{"t":"welcome","you":{you},"session":{session},"resumed":{resumed},'
        f'"accepted":{welcome.accepted},"last":{welcome.last}}}'
    )


def _hello_frame(hello: ServerHello) -> bytes:
    fields = {
        "v": hello.version,
        "app": clean_name(hello.app),
        "id": clean_name(hello.server_id),
        "room": clean_name(hello.room),
        "limits": {"text": hello.max_text_characters, "name": hello.max_name_characters},
        "features": [clean_name(feature) for feature in hello.features],
    }
    return encode_frame(b"5", to_json(fields).encode("utf-8"))


def _room_frame(room: RoomState) -> bytes:
    fields: dict[str, object] = {
        "t": "room",
        "mode": room.mode,
        "slow": room.slow_seconds,
        "pinned": _pinned(room.pinned),
    }
    if room.are_whispers_shown:
        fields["shown"] = True
    return _frame(fields)


def _pinned(pinned: Pinned | None) -> dict[str, object] | None:
    if pinned is None:
        return None
    return {"id": pinned.stamp.id, "ts": _rounded(pinned.stamp.utc), "text": shown_text(pinned.text)}


def _rounded(utc: float) -> float:
    return round(utc, _DECIMALS)


def _frame(fields: dict[str, object]) -> bytes:
    return _frame_of(to_json(fields))


def _frame_of(text: str) -> bytes:
    return encode_frame(b"6", text.encode("utf-8"))
