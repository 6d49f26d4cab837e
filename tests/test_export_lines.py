"""A lesson as lines: in the order of the room, with who came and left in between."""

from chatroom_server.export.lines import (
    AnnouncedLine,
    CameLine,
    LeftLine,
    SaidLine,
    TranscriptLine,
    TranscriptWords,
    lines_in_order,
)
from tests.helpers.kept_lessons import NINE, KeptLessons


def lines(kept: KeptLessons) -> list[TranscriptLine]:
    return list(lines_in_order(kept.messages(1), kept.visits(1)))


def lesson() -> KeptLessons:
    kept = KeptLessons()
    kept.open()
    return kept


def test_messages_stand_between_coming_and_leaving() -> None:
    kept = lesson()
    kept.visit("alice", 1, 30)
    kept.visit("bob", 5, None)
    kept.say(3, "alice", "hello")
    kept.say(10, "方老师", "page 12", is_announcement=True)
    assert lines(kept) == [
        CameLine(NINE + 1, "alice"),
        SaidLine(NINE + 3, "alice", "hello"),
        CameLine(NINE + 5, "bob"),
        AnnouncedLine(NINE + 10, "方老师", "page 12"),
        LeftLine(NINE + 30, "alice"),
    ]


def test_words_in_the_moment_of_coming_and_leaving_are_said_in_between() -> None:
    kept = lesson()
    kept.visit("alice", 2, 2)
    kept.say(2, "alice", "hello and goodbye")
    assert [type(line) for line in lines(kept)] == [CameLine, SaidLine, LeftLine]


def test_who_comes_back_in_the_moment_of_leaving_left_first() -> None:
    kept = lesson()
    kept.visit("alice", 0, 5)
    kept.visit("alice", 5, 9)
    assert [type(line) for line in lines(kept)] == [CameLine, LeftLine, CameLine, LeftLine]


def test_messages_keep_the_order_of_the_room_when_the_clock_is_set_back() -> None:
    kept = lesson()
    kept.visit("bob", 5, 6)
    for text, after in (("one", 10), ("two", 4), ("three", 20)):
        kept.say(after, "alice", text)
    assert [line.text for line in lines(kept) if isinstance(line, SaidLine)] == ["one", "two", "three"]
    assert len(lines(kept)) == 5


def test_messages_are_taken_one_at_a_time() -> None:
    taken = lines_in_order(iter(lesson().messages(1)), ())
    assert list(taken) == []
    kept = lesson()
    for after in range(3):
        kept.say(after, "alice", str(after))
    source = kept.messages(1)
    first = next(lines_in_order(source, ()))
    assert isinstance(first, SaidLine)
    assert len(list(source)) == 2


def test_announcement_of_a_host_without_a_name_has_a_headline_too() -> None:
    words = TranscriptWords(announcement="公告", announcement_by="{name}的公告")
    assert words.headline("方老师") == "方老师的公告"
    assert words.headline("") == "公告"


def test_name_with_braces_is_only_a_name() -> None:
    assert TranscriptWords().headline("{name} {0}") == "Announcement by {name} {0}"
