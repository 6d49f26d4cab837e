"""A target that cannot fail proves nothing: each finds a mistake made on purpose, with its corpus alone."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import replace
from weakref import WeakKeyDictionary

import pytest

from chatroom_client import server_address
from chatroom_client.session import kept
from chatroom_client.session.outgoing import OutgoingQueue
from chatroom_server.history.words import Wanted
from chatroom_server.room import Room
from shared.protocol import (
    codec,
    confusables,
    discovery,
    encoding,
    json_object,
    names,
    notices,
    plain,
    rich,
    rich_client,
    server_decoder,
)
from shared.protocol.framing import FrameDecoder, FrameEvent
from shared.protocol.messages import NoticeCode, PrivateMessage, RoomWideMessage, UserChanged, Whisper
from shared.ui import transcript_spans
from tests.fuzz import client_frames, growth
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS

Mistake = Callable[[pytest.MonkeyPatch], None]


def frames_that_end_in_a_read_of_their_own_are_lost(patch: pytest.MonkeyPatch) -> None:
    original = FrameDecoder.feed

    def feed(decoder: FrameDecoder, data: bytes) -> list[FrameEvent]:
        events = original(decoder, data)
        return [] if data == b"\x03" else events

    patch.setattr(FrameDecoder, "feed", feed)


def names_in_whispers_keep_their_controls(patch: pytest.MonkeyPatch) -> None:
    original = codec.decode_client_frame

    def decode(*arguments: object) -> object:
        message = original(*arguments)  # type: ignore[arg-type]
        return replace(message, to=message.to + "\t") if isinstance(message, Whisper) else message

    patch.setattr(client_frames, "decode_client_frame", decode)


def what_was_indented_stays_so(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(server_decoder, "unindented", str)


def who_has_gone_is_remembered(patch: pytest.MonkeyPatch) -> None:
    original = rich.RichEncoder.encode
    said: WeakKeyDictionary[rich.RichEncoder, dict[str, bytes]] = WeakKeyDictionary()

    def encode(encoder: rich.RichEncoder, message: RoomWideMessage | PrivateMessage) -> bytes:
        frames = original(encoder, message)
        if not isinstance(message, UserChanged):
            return frames
        return said.setdefault(encoder, {}).setdefault(message.user.name, frames)

    patch.setattr(rich.RichEncoder, "encode", encode)


def objects_may_count_below_zero(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(json_object.JsonObject, "count", lambda self, key: self._fields.get(key, -1))


def rooms_may_have_names_of_any_length(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(discovery, "_cut", lambda text, max_bytes: text)


def colons_may_be_in_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(names, "_content_problem", lambda prepared: None)


def prototypes_are_not_taken_to_the_end(patch: pytest.MonkeyPatch) -> None:
    table = confusables._prototypes()
    patch.setattr(confusables, "_prototypes", lambda: {**table, ord("ҋ"): "й"})


def accented_names_are_read_as_hanzi(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(encoding, "_LATIN_WORD", re.compile(b"$ "))


def line_separators_go_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(plain, "_LINE_BREAK", re.compile("\n"))


def some_words_are_another_notices(patch: pytest.MonkeyPatch) -> None:
    others = [(NoticeCode.CLOSING, pattern) for _, pattern in notices._PATTERNS]
    patch.setattr(notices, "_PATTERNS", others)


def numbers_below_zero_are_read(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kept, "_number", lambda document, key: -1)


def every_address_is_taken(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(server_address, "_ipv6", lambda host: str(ipaddress.IPv6Address(host)).upper())


def signs_are_not_looked_for(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Wanted, "has_signs", lambda self, text: False)


def work_grows_by_the_square(patch: pytest.MonkeyPatch) -> None:
    def squarely(data: bytes) -> None:
        for start in range(len(data)):
            data.count(b"\x00", start)

    patch.setattr(growth, "WORK", (squarely,))


def bidirectional_controls_are_drawn(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(transcript_spans, "inert", str)


def nobody_is_seen_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Room, "leave", lambda self, guest, now: Room.expire_places(self, now))


def typed_words_are_dropped_with_the_connection(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(OutgoingQueue, "lose_connection", lambda self: self.clear())


def limits_of_what_is_asked_for_are_gone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rich_client, "MAX_OLD_AT_ONCE", 2**60)


MISTAKES: list[tuple[str, Mistake]] = [
    ("frames", frames_that_end_in_a_read_of_their_own_are_lost),
    ("client-frames", names_in_whispers_keep_their_controls),
    ("client-frames", limits_of_what_is_asked_for_are_gone),
    ("server-frames", what_was_indented_stays_so),
    ("encoders", who_has_gone_is_remembered),
    ("objects", objects_may_count_below_zero),
    ("datagrams", rooms_may_have_names_of_any_length),
    ("names", colons_may_be_in_names),
    ("confusables", prototypes_are_not_taken_to_the_end),
    ("encodings", accented_names_are_read_as_hanzi),
    ("texts", line_separators_go_out),
    ("notices", some_words_are_another_notices),
    ("kept", numbers_below_zero_are_read),
    ("addresses", every_address_is_taken),
    ("search", signs_are_not_looked_for),
    ("growth", work_grows_by_the_square),
    ("shown", bidirectional_controls_are_drawn),
    ("room", nobody_is_seen_off),
    ("session", typed_words_are_dropped_with_the_connection),
]


def fails(target: Target) -> bool:
    """Whether any input of the corpus shows that something is wrong."""
    for data in target.inputs.values():
        try:
            target.check(data)
        except Exception:  # noqa: BLE001 whatever it is, it is found
            return True
    return False


def test_every_target_has_a_mistake_to_find() -> None:
    assert {name for name, _ in MISTAKES} == set(TARGETS)


@pytest.mark.parametrize(("name", "mistake"), MISTAKES, ids=[each[1].__name__ for each in MISTAKES])
def test_mistake_is_found(name: str, mistake: Mistake, monkeypatch: pytest.MonkeyPatch) -> None:
    mistake(monkeypatch)
    assert fails(TARGETS[name])
