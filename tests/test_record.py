"""Entries of the transcript, made from what happens in the session."""

from datetime import UTC, datetime

import pytest

from chatroom_client.session.events import (
    AnnouncementArrived,
    MessageArrived,
    NoticeArrived,
    Outgoing,
    OutgoingState,
    PersonCame,
    PersonWent,
)
from chatroom_client.window.record import Record
from shared.ui.transcript_entry import EntryKind, Standing

UTC_SECONDS = 1_700_000_000.0


def test_a_message_is_an_entry_with_its_own_time() -> None:
    entry = Record().message(MessageArrived(UTC_SECONDS, "alice", "hello", is_own=False, message_id=7))
    assert (entry.kind, entry.sender, entry.text) == (EntryKind.SAID, "alice", "hello")
    assert entry.when == datetime.fromtimestamp(UTC_SECONDS, UTC)
    assert entry.message_id == 7
    assert entry.standing is Standing.SETTLED


def test_a_whisper_names_its_receiver_only_when_it_is_ones_own() -> None:
    record = Record()
    got = record.message(MessageArrived(UTC_SECONDS, "bob", "psst", False, "bob", True))
    sent = record.message(MessageArrived(UTC_SECONDS, "grace", "yes", True, "bob", True))
    assert (got.kind, got.to) == (EntryKind.WHISPER, "")
    assert (sent.kind, sent.to) == (EntryKind.WHISPER, "bob")


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (OutgoingState.WAITING, Standing.WAITING),
        (OutgoingState.SENDING, Standing.SENDING),
        (OutgoingState.UNSURE, Standing.UNSURE),
        (OutgoingState.REFUSED, Standing.REFUSED),
    ],
)
def test_a_message_on_its_way_shows_how_far_it_is(state: OutgoingState, standing: Standing) -> None:
    (entry,) = Record().outgoing([Outgoing(4, "", "hello", state, UTC_SECONDS)], "grace")
    assert entry.standing is standing
    assert entry.is_own
    assert entry.sender == "grace"


def test_a_message_keeps_its_key_until_the_room_shows_it() -> None:
    record = Record()
    (first,) = record.outgoing([Outgoing(4, "", "hello", OutgoingState.SENDING, UTC_SECONDS)], "grace")
    record.message(MessageArrived(UTC_SECONDS, "alice", "in between", is_own=False))
    (again,) = record.outgoing([Outgoing(4, "", "hello", OutgoingState.UNSURE, UTC_SECONDS)], "grace")
    shown = record.message(MessageArrived(UTC_SECONDS, "grace", "hello", is_own=True, outgoing_key=4))
    assert first.key == again.key == shown.key
    assert record.resent_key(shown.key) is None


def test_keys_are_never_used_twice() -> None:
    record = Record()
    entries = [
        record.message(MessageArrived(UTC_SECONDS, "alice", "x", is_own=False)),
        record.notice(NoticeArrived(UTC_SECONDS, "", "words"), lambda: "words"),
        record.announcement(AnnouncementArrived(UTC_SECONDS, "listen")),
        record.presence(PersonCame("bob")),
        record.presence(PersonWent("bob")),
        record.remark(lambda: "by the way"),
        *record.outgoing([Outgoing(1, "", "y", OutgoingState.WAITING, UTC_SECONDS)], "grace"),
    ]
    assert len({entry.key for entry in entries}) == len(entries)


def test_an_entry_leads_back_to_the_message_it_shows() -> None:
    record = Record()
    waiting = [Outgoing(number, "", "x", OutgoingState.REFUSED, UTC_SECONDS) for number in (8, 9)]
    entries = record.outgoing(waiting, "grace")
    assert [record.resent_key(entry.key) for entry in entries] == [8, 9]
    record.outgoing(waiting[1:], "grace")
    assert record.resent_key(entries[0].key) is None


def test_people_who_come_and_go_are_named() -> None:
    record = Record()
    assert record.presence(PersonCame("bob")).came == ("bob",)
    assert record.presence(PersonWent("bob")).went == ("bob",)


def test_older_messages_have_keys_of_their_own_before_all_others() -> None:
    record = Record()
    newest = record.spoken(MessageArrived(UTC_SECONDS, "alice", "now", is_own=False))
    pages = [
        record.older([MessageArrived(UTC_SECONDS, "bob", text, is_own=False), AnnouncementArrived(0.0, text)])
        for text in ("yesterday", "before that")
    ]
    keys = [entry.key for entry in (*pages[1], *pages[0], newest)]
    assert keys == sorted(set(keys))
    assert [entry.text for entry in pages[0]] == ["yesterday", "yesterday"]
    assert [entry.kind for entry in pages[1]] == [EntryKind.SAID, EntryKind.ANNOUNCEMENT]
