"""What a screen reader is told of what comes into the conversation."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from chatroom_client.window import reading_aloud
from chatroom_client.window.reading_aloud import ReadingAloud
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_view import TranscriptView
from tests.helpers.transcript import DAY, announced, came, own, said, talk, whispered


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr(reading_aloud, "announce", lambda _widget, text: texts.append(text))
    return texts


@pytest.fixture
def aloud(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[ReadingAloud]:
    model = TranscriptModel(opened_on=DAY)
    view = TranscriptView(model, themes)
    qtbot.addWidget(view)
    yield ReadingAloud(view, model.words)
    model.deleteLater()


def test_a_few_messages_are_read_with_who_said_them(aloud: ReadingAloud, heard: list[str]) -> None:
    aloud.read([said(1, "hello"), whispered(2, "psst"), announced(3, "Listen.")])
    bare = [text.translate({0x2068: None, 0x2069: None}) for text in heard]
    assert bare == ["alice: hello", "bob whispers to you: psst", "Announcement: Listen."]


def test_many_are_only_counted(aloud: ReadingAloud, heard: list[str]) -> None:
    aloud.read(talk(4))
    assert len(heard) == 1
    assert "4" in heard[0]


def test_ones_own_words_and_comings_and_goings_are_not_read(aloud: ReadingAloud, heard: list[str]) -> None:
    aloud.read([own(1, "mine"), came(2, "zed")])
    assert heard == []
