"""What a client has written, and how often a text is to be seen there."""

from shared.check.client_screen import Screen, Sight


def screen_with(data: bytes) -> Screen:
    screen = Screen()
    screen.feed(data)
    return screen


def test_text_is_seen_once_even_where_its_line_has_no_end() -> None:
    assert screen_with(b"bob: kiwi").sight_of(["kiwi"]) is Sight.ONCE


def test_text_that_is_there_twice_is_seen_twice() -> None:
    assert screen_with(b"me: kiwi\nme: kiwi\n").sight_of(["kiwi"]) is Sight.TWICE


def test_two_texts_on_one_line_are_garbled() -> None:
    assert screen_with(b"bob: kiwi bob: lime\n").sight_of(["kiwi", "lime"]) is Sight.GARBLED


def test_one_text_that_is_not_there_is_missing() -> None:
    assert screen_with(b"bob: kiwi\n").sight_of(["kiwi", "lime"]) is Sight.MISSING


def test_gbk_is_read_where_it_is_no_utf_8() -> None:
    assert screen_with("bob: 中文\n".encode("gbk")).sight_of(["中文"]) is Sight.ONCE


def test_marks_are_seen_but_not_those_that_were_typed() -> None:
    screen = screen_with(b"me: li\x02me\n")
    screen.note_typed("li\x02me")
    assert not screen.has_marks
    screen.feed(b"\x024bob: hi\x03\n")
    assert screen.has_marks


def test_long_text_is_seen_through_the_lines_it_was_broken_into() -> None:
    assert screen_with(b"bob: aaaa\n     aaaa end\n").shows_long("aaaaaaaa end")
