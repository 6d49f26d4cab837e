"""The sentences of the transcript."""

from __future__ import annotations

import pytest

from shared.ui.language import Languages
from shared.ui.transcript_entry import Entry, Standing
from shared.ui.transcript_rows import EdgeRow, HistoryEdge, PresenceRow, Row, entry_row, presence_row
from shared.ui.transcript_words import TranscriptWords
from tests.helpers.transcript import DAY, announced, at, came, noticed, own, said, whispered

FRAME = str.maketrans("", "", "\u2068\u2069")


@pytest.fixture
def words(languages: Languages) -> TranscriptWords:
    return TranscriptWords()


def row_of(entry: Entry) -> Row:
    return entry_row(entry, DAY, None)


def people(came_online: int, left: int) -> PresenceRow:
    names = [f"p{number}" for number in range(came_online + left)]
    return PresenceRow(1, DAY, at(9), tuple(names[:came_online]), tuple(names[came_online:]))


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (said(1, "hello"), "alice, {time}: hello"),
        (whispered(1, "psst"), "bob whispers to you, {time}: psst"),
        (own(1, "hi", to="bob"), "You whisper to bob, {time}: hi"),
        (own(1, "hi"), "You, {time}: hi"),
        (own(1, "hi", Standing.WAITING), "You, {time}: hi (waiting)"),
        (own(1, "hi", Standing.REFUSED), "You, {time}: hi (not sent)"),
        (announced(1, "Listen."), "Announcement, {time}: Listen."),
        (noticed(1, "bob was muted"), "{time}: bob was muted"),
    ],
)
def test_screen_reader_hears_who_when_and_what(words: TranscriptWords, entry: Entry, sentence: str) -> None:
    spoken = words.spoken(row_of(entry)).translate(FRAME)

    assert spoken == sentence.format(time=words.time(entry.when))


@pytest.mark.parametrize(
    ("arrived", "left", "sentence"),
    [
        (1, 0, "p0 came online"),
        (2, 0, "p0 and p1 came online"),
        (3, 0, "p0, p1 and p2 came online"),
        (0, 1, "p0 left"),
        (0, 2, "p0 and p1 left"),
        (0, 3, "p0, p1 and p2 left"),
        (2, 1, "p0 and p1 came online, p2 left"),
        (7, 2, "7 came online, 2 left"),
        (4, 0, "4 came online"),
        (0, 40, "40 left"),
    ],
)
def test_few_people_are_named_and_many_are_counted(
    words: TranscriptWords, arrived: int, left: int, sentence: str
) -> None:
    assert words.presence(people(arrived, left)).translate(FRAME) == sentence


def test_everyone_is_named_where_the_line_only_counts(words: TranscriptWords) -> None:
    everyone = words.everyone(people(7, 2))

    assert all(f"p{number}" in everyone for number in range(9))


def test_name_cannot_turn_round_the_sentence_it_stands_in(words: TranscriptWords) -> None:
    row = presence_row(came(1, "\u202eevil\u2069\n"), DAY)

    assert row is not None
    assert words.presence(row) == "\u2068\ufffdevil\ufffd \u2069 came online"


def test_copied_line_holds_time_name_and_the_exact_text(words: TranscriptWords) -> None:
    entry = said(1, "`code` \x1b")

    assert words.copied(row_of(entry)) == f"[{words.time(entry.when)}] alice: `code` \x1b"


def test_copied_whisper_says_that_it_is_one(words: TranscriptWords) -> None:
    assert "bob whispers to you: psst" in words.copied(row_of(whispered(1))).translate(FRAME)


def test_every_unsettled_standing_has_its_own_words(words: TranscriptWords) -> None:
    said_of = {words.standing(standing) for standing in Standing if standing is not Standing.SETTLED}

    assert len(said_of) == 4
    assert words.standing(Standing.SETTLED) == ""


def test_day_and_full_time_name_the_date(words: TranscriptWords) -> None:
    assert "2026" in words.day(DAY)
    assert "2026" in words.full_time(at(9, 2))
    assert "09:02:00" in words.full_time(at(9, 2))


def test_edge_of_the_history_is_told_in_words(words: TranscriptWords) -> None:
    told = {words.shown(EdgeRow(edge)) for edge in HistoryEdge if edge is not HistoryEdge.NONE}
    assert len(told) == 4
    assert all(sentence.endswith((".", "…")) for sentence in told)
    assert words.spoken(EdgeRow(HistoryEdge.START)) == words.shown(EdgeRow(HistoryEdge.START))
    assert words.shown(EdgeRow(HistoryEdge.NONE)) == ""
