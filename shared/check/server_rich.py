"""Judges the rich dialect of a server that speaks it (docs/protocol.md §4); a plain server is told to be one.

The rule: a server that does not answer a 5 with a 5 has done nothing wrong.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise

from shared.check.rule import Words, came, sent
from shared.check.server_cast import Cast
from shared.check.server_guest import Guest, frame
from shared.check.server_rules import RICH_IDS

Fields = dict[str, object]

_HELLO = frame("5", '{"v":1,"app":"chatroom-check","lang":"en"}')


def judge_rich(cast: Cast) -> None:
    """Ask for the rich dialect, and judge what follows if the server speaks it."""
    stage = cast.stage
    stage.forget()
    guest = stage.connect(is_rich=True)
    guest.send(_HELLO)
    stage.play(lambda: bool(guest.frames()) or guest.is_closed)
    hellos = [_fields(came_frame.payload) for came_frame in guest.frames() if came_frame.kind == b"5"]
    if not hellos:
        for rule_id in RICH_IDS:
            stage.ledger.not_seen(rule_id, _PLAIN, sent(_HELLO), came(bytes(guest.raw)))
        guest.close()
        return
    hello = hellos[0]
    is_hello = isinstance(hello.get("id"), str) and isinstance(hello.get("room"), str)
    cast.judge("rich-hello", holds=is_hello, witness=guest)
    session = _judge_login(cast, guest)
    _judge_talk(cast, guest)
    _judge_states(cast, guest)
    if session:
        guest = _judge_return(cast, guest, session)
    name = guest.name
    stage.forget()
    guest.send(_say({"t": "bye"}))
    stage.play(lambda: guest.is_closed and cast.bob.has(b"3", name))
    cast.judge("rich-bye", holds=guest.is_closed and cast.bob.has(b"3", name), witness=cast.bob, writer=guest)


def _judge_login(cast: Cast, guest: Guest) -> str:
    """Return the session's secret, empty where there is none."""
    stage = cast.stage
    guest.forget()
    guest.name = stage.name("rita")
    guest.send(frame("1", guest.name))
    stage.play(lambda: bool(_objects(guest, "room")) or guest.is_closed)
    stage.settle()
    frames = guest.frames()
    kinds = [(_kind(each.kind, each.payload), each.text) for each in frames]
    ones = [index for index, (kind, _) in enumerate(kinds) if kind == "1"]
    welcomes = _objects(guest, "welcome")
    followed = [kinds[index + 1][0] if index + 1 < len(kinds) else "" for index in ones]
    is_right = (
        bool(ones)
        and kinds[ones[-1]][1] == guest.name
        and followed == ["user"] * (len(ones) - 1) + ["welcome"]
        and kinds[-1][0] in {"room", "user"}
        and "room" in {kind for kind, _ in kinds}
    )
    cast.judge("rich-login", holds=is_right, witness=guest)
    session = welcomes[0].get("session") if welcomes else None
    return session if isinstance(session, str) else ""


def _judge_talk(cast: Cast, guest: Guest) -> None:
    stage = cast.stage
    stage.forget()
    line = f"{cast.bob.name}: rich: hello"
    cast.bob.send(frame("3", "rich: hello"))
    stage.play(lambda: guest.has(b"4", line))
    before = _before(guest, line)
    is_right = (
        before.get("t") == "msg"
        and before.get("from") == cast.bob.name
        and before.get("at") == len(f"{cast.bob.name}: ")
        and {"id", "ts"} <= set(before)
    )
    cast.judge("rich-msg", holds=is_right, witness=guest, writer=cast.bob)
    stage.forget()
    nobody = stage.name("nobody")
    line = f"* {nobody} is not online"
    guest.send(frame("2", f"{nobody},hello"))
    stage.play(lambda: guest.has(b"4", line))
    is_right = _before(guest, line) == {"t": "notice", "code": "not-online", "name": nobody}
    cast.judge("rich-notice", holds=is_right, witness=guest)
    stage.forget()


def _judge_states(cast: Cast, guest: Guest) -> None:
    stage = cast.stage
    guest.send(_say({"t": "ping", "n": 7}))
    stage.play(lambda: bool(_objects(guest, "pong")))
    cast.judge("rich-ping", holds=_objects(guest, "pong") == [{"t": "pong", "n": 7}], witness=guest)
    stage.forget()
    guest.send(_say({"t": "later-version", "n": 1}))
    stage.settle()
    heard = [each for each in guest.frames() if each.kind in {b"4", b"6"}]
    cast.judge("rich-unknown", holds=not heard and not guest.is_closed, witness=guest)
    stage.forget()
    guest.send(frame("6", "no object"))
    words = "* that frame holds no JSON object that is known here"
    stage.play(lambda: guest.has(b"4", words))
    cast.judge("rich-bad-object", holds=guest.has(b"4", words), witness=guest)
    stage.forget()
    guest.send(_say({"t": "away", "on": True}) + _say({"t": "hand", "on": True}))

    def is_told() -> bool:
        users = [each for each in _objects(guest, "user") if each.get("name") == guest.name]
        return any(each.get("away") is True and each.get("hand") is True for each in users)

    stage.play(is_told)
    cast.judge("rich-away", holds=is_told(), witness=guest)
    stage.forget()


def _judge_return(cast: Cast, guest: Guest, session: str) -> Guest:
    stage = cast.stage
    name = guest.name
    guest.reset()
    stage.settle()
    cast.cat.send(frame("3", "while you were away"))
    stage.play(lambda: cast.bob.has(b"4", f"{cast.cat.name}: while you were away"))
    again = stage.connect(is_rich=True)
    again.name = name
    resume = _say({"t": "resume", "session": session, "last": 0})
    again.send(_HELLO + resume + frame("1", name))
    stage.play(lambda: bool(_objects(again, "room")) or again.is_closed)
    stage.settle()
    welcomes = _objects(again, "welcome")
    missed = [each for each in _objects(again, "old") if each.get("from") == cast.cat.name]
    missed = [each for each in missed if each.get("text") == "while you were away"]
    is_unseen = not cast.bob.has(b"3", name) and not cast.bob.has(b"2", name)
    is_right = bool(welcomes) and welcomes[0].get("resumed") is True and len(missed) == 1 and is_unseen
    cast.judge("rich-resume", holds=is_right, witness=again)
    return again


def _before(guest: Guest, line: str) -> Fields:
    """The object right before the ``4`` with this line."""
    frames = guest.frames()
    for before, each in pairwise(frames):
        if each.kind == b"4" and each.text == line and before.kind == b"6":
            return _fields(before.payload)
    return {}


def _objects(guest: Guest, kind: str) -> Sequence[Fields]:
    objects = [_fields(each.payload) for each in guest.frames() if each.kind == b"6"]
    return [each for each in objects if each.get("t") == kind]


def _kind(kind: bytes, payload: bytes) -> str:
    return f"{_fields(payload).get('t')}" if kind == b"6" else kind.decode("latin-1")


def _fields(payload: bytes) -> Fields:
    try:
        found = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _say(fields: Mapping[str, object]) -> bytes:
    return frame("6", json.dumps(fields, separators=(",", ":")))


_PLAIN = Words(
    "A plain server: it does not answer a 5 with a 5, and need not.",
    "这是普通服务器：它不用 5 回答 5，也不必这样做。",
)
