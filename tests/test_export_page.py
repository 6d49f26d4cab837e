"""The transcript as a page: whole in itself, and what people wrote is only text."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_server.export.lines import (
    AnnouncedLine,
    CameLine,
    LeftLine,
    SaidLine,
    TranscriptLine,
    TranscriptWords,
)
from chatroom_server.export.page import PageTranscript
from chatroom_server.history.reader import Lesson
from shared.protocol.text import clean_text
from tests.helpers.kept_lessons import NINE
from tests.helpers.zone import CHINA, UTC_ZONE, in_zone

TAGS = {
    "html", "head", "meta", "title", "style", "body", "section", "h1", "bdi", "div", "ol", "li", "time", "p", "b",
    "span",
}  # fmt: skip
VOID = {"meta"}


@pytest.fixture(autouse=True, scope="module")
def in_utc() -> Iterator[None]:
    with in_zone(UTC_ZONE):
        yield


class Page(HTMLParser):
    """What a browser makes of a page: its elements, well nested, and the text of each list item."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.items: list[str] = []
        self.heading = ""
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)
        if tag == "li":
            self.items.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "li" in self._open:
            self.items[-1] += data
        if "h1" in self._open:
            self.heading += data


def source_of(*lines: TranscriptLine, room: str = "Room 101", words: TranscriptWords | None = None) -> str:
    file = io.StringIO()
    transcript = PageTranscript(file, words or TranscriptWords())
    transcript.begin()
    transcript.begin_lesson(Lesson(1, room, NINE, NINE, NINE), "09:00 – 09:45")
    for line in lines:
        transcript.add(line)
    transcript.end_lesson()
    transcript.end()
    return file.getvalue()


def test_everything_that_happens_is_an_item_with_its_time() -> None:
    page = Page(
        source_of(
            CameLine(NINE, "alice"),
            SaidLine(NINE + 133, "alice", "hello"),
            AnnouncedLine(NINE + 134, "方老师", "page 12"),
            LeftLine(NINE + 3_600, "alice"),
        )
    )
    assert page.items == [
        "09:00:00alice joined",
        "09:02:13alice: hello",
        "09:02:14Announcement by 方老师page 12",
        "10:00:00alice left",
    ]
    assert page.heading == "Room 101"
    assert set(page.tags) <= TAGS


def test_page_needs_nothing_from_anywhere_and_runs_nothing() -> None:
    source = source_of(
        SaidLine(NINE, "alice", "http://example.org/ <script src=http://example.org/x></script>")
    )
    page = Page(source)
    assert "script" not in page.tags
    assert {name for name, _ in page.attributes}.isdisjoint({"src", "href", "onclick", "onload", "action"})
    assert "url(" not in source
    assert "default-src 'none'" in source


def test_page_is_light_or_dark_as_the_reader_wants_and_light_on_paper() -> None:
    source = source_of()
    assert "color-scheme: light dark" in source
    assert re.search(r"@media print \{ :root \{ color-scheme: light; \}", source)
    assert not re.search(r"#[0-9a-f]{3,8}\b", source)


def test_new_day_is_told_before_its_first_line() -> None:
    page = Page(source_of(SaidLine(NINE, "a", "1"), SaidLine(NINE + 86_400, "a", "2")))
    assert page.items == ["09:00:00a: 1", "2026-11-21", "09:00:00a: 2"]


def test_time_says_its_offset_to_programs() -> None:
    with in_zone(CHINA):
        source = source_of(SaidLine(NINE, "a", "1"))
    assert '<time datetime="2026-11-20T17:00:00+08:00">17:00:00</time>' in source


def test_page_says_which_language_it_is_in() -> None:
    words = TranscriptWords(language="zh-CN", title="聊天记录", nothing="没有人说话。")
    source = source_of(words=words)
    assert '<html lang="zh-CN">' in source
    assert "<title>聊天记录</title>" in source
    assert "没有人说话。" in source


def test_line_breaks_and_spaces_of_a_message_are_kept() -> None:
    code = "for x in y:\n\tprint(x)\n    pass"
    source = source_of(SaidLine(NINE, "bob", code))
    assert code in source
    assert "white-space: pre-wrap" in source


NASTY = st.text(st.characters() | st.sampled_from("<>&\"'/=-!{}\n\u202e\ud800\x00")) | st.sampled_from(
    [
        "<b>x</b>",
        "</span></p></li></ol>",
        "<img src=x onerror=alert(1)>",
        "&lt;script&gt;",
        "]]>",
        "<!--",
        "{title}",
        "</title><script>",
        "\"><script>alert('1')</script>",
    ]
)


@given(text=NASTY, name=NASTY, room=NASTY)
def test_whatever_people_write_is_text_where_it_stands(text: str, name: str, room: str) -> None:
    page = Page(source_of(SaidLine(NINE, name, text), AnnouncedLine(NINE, name, text), room=room))
    assert set(page.tags) <= TAGS
    assert page.tags.count("li") == 2
    assert page.tags.count("section") == 1
    assert page.items[0].endswith(f": {clean_text(text)}")
