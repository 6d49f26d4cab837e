"""What is written in a row: who, when, which way, and what it means."""

import re

import pytest

from shared.ui.wire.wire_rows import LeftOut, WireColumn, WireRow
from shared.ui.wire.wire_words import WireWords
from shared.wire.frames import Role, WireFrame, WireFrames
from shared.wire.record import Closed, Ending, Opened
from tests.helpers.wire_records import WireRecords, frame


def frames_of(records: WireRecords, words: WireWords) -> list[WireFrame]:
    for record in records.all:
        words.people.see(record)
    frames = WireFrames(words.role).add(records.all)
    words.people.see_frames(frames)
    return frames


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_a_login_is_of_the_one_who_logs_in() -> None:
    words, records = WireWords(Role.SERVER), WireRecords()
    records.join("alice")
    first = frames_of(records, words)[0]
    assert words.who(first) == "alice"
    assert words.text(first, WireColumn.ARROW) == "→"
    assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3}", words.time(first))


def test_arrows_point_to_the_server_on_the_right_in_a_client_too() -> None:
    words, records = WireWords(Role.CLIENT), WireRecords()
    records.send((records.open(),), frame("1", "alice"))
    assert words.text(frames_of(records, words)[0], WireColumn.ARROW) == "→"


def test_a_frame_for_all_is_for_everyone() -> None:
    words, records = WireWords(Role.SERVER), WireRecords()
    alice = records.join("alice")
    records.join("bob")
    records.join("carol")
    records.say(alice, "hi")
    assert words.who(frames_of(records, words)[-1]) == "everyone ×3"


def test_padding_after_a_frame_is_remarked() -> None:
    words, records = WireWords(Role.SERVER), WireRecords()
    records.receive(records.open(), frame("3", "hello") + b"\0" * 1017)
    row = frames_of(records, words)[0]
    assert plain(words.meaning_with_remarks(row)) == "say “hello” to everyone; 1017 bytes after ETX"
    assert not words.is_wrong(row)


def test_split_and_glued_are_named_with_the_call() -> None:
    words, records = WireWords(Role.CLIENT), WireRecords()
    one = records.open()
    records.receive(one, frame("4", "one")[:3])
    records.receive(one, frame("4", "one")[3:] + frame("4", "two"))
    first, second = frames_of(records, words)
    assert "split over 2 read()" in words.remarks(first)
    assert words.remarks(second) == "stuck together with 1 more in one read()"


@pytest.mark.parametrize("ending", Ending)
def test_every_ending_has_words_and_only_a_break_by_the_other_side_is_wrong(ending: Ending) -> None:
    words = WireWords(Role.SERVER)
    row = Closed(0.0, 1, ending)
    assert words.meaning(row)
    assert words.is_wrong(row) is (ending is Ending.RESET)


def test_every_row_has_a_sentence_for_screen_readers() -> None:
    words, records = WireWords(Role.SERVER), WireRecords()
    records.receive(records.open(), frame("7", "???"))
    row = frames_of(records, words)[0]
    said = plain(words.spoken(row))
    assert said.startswith("frame 1, ")
    assert "to the server" in said
    assert "wrong: no such message type: 7" in said
    assert said.endswith("Bytes: 02 7 ??? 03")
    opened = records.all[0]
    assert isinstance(opened, Opened)
    rows: list[WireRow] = [opened, LeftOut(0.0, 3)]
    assert all(words.spoken(each) for each in rows)


def test_names_are_inert() -> None:
    words, records = WireWords(Role.SERVER), WireRecords()
    records.receive(records.open(), frame("1", "<b>\u202ebob"))
    row = frames_of(records, words)[0]
    assert "\u202e" not in words.meaning(row)


def test_other_frames_may_have_the_same_numbers_later() -> None:
    words, records = WireWords(Role.SERVER), WireRecords()
    records.receive(records.open(), frame("3", "before"))
    assert "before" in words.meaning(frames_of(records, words)[0])
    words.begin()
    others = WireRecords()
    others.receive(others.open(), frame("3", "after"))
    assert "after" in words.meaning(frames_of(others, words)[0])


@pytest.mark.parametrize(("role", "call"), [(Role.SERVER, "recv()"), (Role.CLIENT, "read()")])
def test_a_call_has_the_name_by_which_the_program_calls_it(role: Role, call: str) -> None:
    words, records = WireWords(role), WireRecords()
    bob = records.open()
    for part in (b"\x024alice: go", b"od morning\x03"):
        records.receive(bob, part)
    assert f"split over 2 {call}" in words.remarks(frames_of(records, words)[0])
