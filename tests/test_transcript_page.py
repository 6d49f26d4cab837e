"""A saved conversation as a page: whole, readable, and with nothing in it that acts but its links."""

from html.parser import HTMLParser

import pytest
from PySide6.QtWidgets import QApplication

from shared.ui.language import Languages
from shared.ui.transcript_entry import Entry
from shared.ui.transcript_file import FileHead, FileWords
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_page import page_pieces
from tests.helpers.transcript import DAY, announced, at, came, noticed, own, said, whispered

HEAD = FileHead("Room <101>", "192.168.1.5:9999", "grace", at(10), is_from_start=True)
ALLOWED = frozenset(
    "html head meta title style body h1 bdi div br ol li time p b span code a".split()  # noqa: SIM905
)


class Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.kinds: list[str | None] = []
        self.code: list[str] = []
        self.text = ""
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._inside.append(tag)
        given = dict(attrs)
        assert not any(name.startswith("on") for name in given)
        if tag == "a":
            self.links.append(given.get("href"))
        if tag == "li":
            self.kinds.append(given.get("class"))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            return
        self.text += data
        if "code" in self._inside:
            self.code.append(data)


@pytest.fixture
def model(qapp: QApplication, languages: Languages) -> TranscriptModel:
    return TranscriptModel(opened_on=DAY)


def read(model: TranscriptModel, *entries: Entry) -> Reader:
    model.append(entries)
    model.flush()
    reader = Reader()
    reader.feed("".join(page_pieces(HEAD, model.shown_rows, FileWords(model.words), "en")))
    return reader


def test_each_kind_of_thing_is_marked_as_what_it_is(model: TranscriptModel) -> None:
    page = read(
        model,
        came(1, "bob"),
        said(2),
        whispered(3),
        own(4, to="bob"),
        announced(5),
        noticed(6, "bob was muted"),
    )
    assert page.kinds == ["day", "quiet", "said", "whisper", "whisper", "announcement", "quiet"]


@pytest.mark.parametrize(
    "text",
    ["<b>x</b>", "<img src=x onerror=alert(1)>", "&lt;", "</span><script>alert(1)</script>", "\x1b[31m"],
)
def test_names_and_messages_are_only_text(model: TranscriptModel, text: str) -> None:
    page = read(model, said(1, text, sender=text), whispered(2, text, sender=text), announced(3, text))
    assert page.tags <= ALLOWED
    assert page.text.count(text.replace("\x1b", "␛")) >= 5
    assert "Room <101>" in page.text


def test_links_lead_where_they_say_and_code_is_code(model: TranscriptModel) -> None:
    page = read(model, said(1, 'see https://example.org/?a=1&b="2" and `recv(<n>)`, not javascript:alert(1)'))
    assert page.links == ["https://example.org/?a=1&b="]
    assert page.code == ["recv(<n>)"]
    assert "javascript:alert(1)" in page.text


def test_the_page_loads_nothing_and_runs_nothing(model: TranscriptModel) -> None:
    whole = "".join(page_pieces(HEAD, model.shown_rows, FileWords(model.words), "en"))
    assert "default-src 'none'" in whole
    assert "Nothing was said." in whole
    assert "http" not in whole.split("</style>")[1]
