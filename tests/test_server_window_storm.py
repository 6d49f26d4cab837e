"""The host's window while many talk at once: every count is true, the order is kept, and nobody loses the place."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from benchmarks.host_window import Answer, Program, program
from chatroom_server.window.people_order import Column
from chatroom_server.window.people_table import PeopleTable
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_entry import EntryKind
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import HistoryEdge
from shared.ui.transcript_view import TranscriptView
from tests.helpers.headless import frame
from tests.helpers.server_window import HostAtWindow, host_at_window

PATIENCE_MS = 30_000
GUESTS = 40


class Crowd:
    """Guests in a process of their own, who talk while the window goes on."""

    def __init__(self, guests: Program, qtbot: QtBot, waiter: ThreadPoolExecutor) -> None:
        self._guests = guests
        self._qtbot = qtbot
        self._waiter = waiter

    def do(self, order: str) -> Answer:
        """Have them talk (``paced 1``) or shout (``hall 1``) for so many seconds."""
        answer = self._waiter.submit(self._guests.ask, order)
        self._qtbot.waitUntil(answer.done, timeout=PATIENCE_MS)
        return answer.result()


@pytest.fixture
def host(themes: ThemeSource, languages: Languages, qtbot: QtBot) -> Iterator[HostAtWindow]:
    with host_at_window(themes, languages, qtbot, "--max-per-address", "0") as made:
        made.open_room()
        yield made


@contextmanager
def crowd_in(host: HostAtWindow) -> Iterator[Crowd]:
    load = ("--guests", str(GUESTS), "--pace", "400")
    with (
        program("benchmarks.host_window_guests", str(host.port), *load) as guests,
        ThreadPoolExecutor(1) as waiter,
    ):
        ready = waiter.submit(guests.answer)
        host.qtbot.waitUntil(ready.done, timeout=PATIENCE_MS)
        host.qtbot.waitUntil(lambda: len(host.people) == GUESTS + 1)
        yield Crowd(guests, host.qtbot, waiter)


@pytest.fixture
def crowd(host: HostAtWindow) -> Iterator[Crowd]:
    with crowd_in(host) as made:
        yield made


def said(host: HostAtWindow) -> int:
    """What the table says of how many messages were said, all people together."""
    table = host.find(PeopleTable, "peopleList").model()
    texts = (str(table.index(row, Column.SAID).data()) for row in range(table.rowCount()))
    return sum(int(text.replace(",", "")) for text in texts)


def transcript(host: HostAtWindow) -> TranscriptModel:
    model = host.find(TranscriptView, "transcript").model()
    assert isinstance(model, TranscriptModel)
    return model


def heard(host: HostAtWindow) -> list[int]:
    """The room's numbers of all messages in the conversation."""
    return [entry.message_id for entry in transcript(host).all_entries() if entry.message_id is not None]


def test_what_many_say_at_once_stands_there_whole_and_in_order(host: HostAtWindow, crowd: Crowd) -> None:
    count = int(crowd.do("paced 1")["said"])
    host.qtbot.waitUntil(lambda: said(host) == count, timeout=PATIENCE_MS)
    assert heard(host) == [*range(1, count + 1)]
    assert host.find(TranscriptView, "transcript").is_at_bottom
    last = transcript(host).all_entries()[-1]
    host.qtbot.waitUntil(lambda: host.transcript[-1] == last.text)


def test_more_than_anybody_can_see_is_counted_and_told_of(host: HostAtWindow, crowd: Crowd) -> None:
    count = int(crowd.do("hall 1")["said"])
    host.qtbot.waitUntil(lambda: said(host) == count, timeout=PATIENCE_MS)
    ids = heard(host)
    assert ids == sorted(set(ids))
    assert ids[-1] == count, "the newest is never passed over"
    entries = transcript(host).all_entries()
    notices = [entry.shown_text for entry in entries if entry.kind is EntryKind.NOTICE]
    passed = sum(int(words.split(maxsplit=1)[0].replace(",", "")) for words in notices)
    assert len(ids) + passed == count
    assert all(words.endswith("went by too fast to be shown") for words in notices)


def test_reader_further_up_stays_there_in_a_storm(host: HostAtWindow, crowd: Crowd) -> None:
    crowd.do("paced 1")
    view = host.find(TranscriptView, "transcript")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    host.qtbot.waitUntil(lambda: not view.is_at_bottom)
    reading = view.indexAt(QPoint(1, 1))
    text, top = reading.data(), view.visualRect(reading).top()
    count = int(crowd.do("paced 1")["said"])
    host.qtbot.waitUntil(lambda: said(host) == count, timeout=PATIENCE_MS)
    assert not view.is_at_bottom
    now = view.indexAt(QPoint(1, 1))
    assert (now.data(), view.visualRect(now).top()) == (text, top)


def test_window_that_is_minimised_has_missed_nothing(host: HostAtWindow, crowd: Crowd) -> None:
    host.window.showMinimized()
    count = int(crowd.do("paced 1")["said"])
    host.window.showNormal()
    host.qtbot.waitUntil(lambda: said(host) == count, timeout=PATIENCE_MS)
    assert heard(host) == [*range(1, count + 1)]
    assert host.find(TranscriptView, "transcript").is_at_bottom


@pytest.mark.parametrize(
    ("options", "edge"),
    [((), HistoryEdge.MORE), (("--no-history",), HistoryEdge.DROPPED)],
    ids=["with a history", "without"],
)
def test_oldest_of_too_many_go_and_the_window_says_where_they_are(
    options: tuple[str, ...],
    edge: HistoryEdge,
    themes: ThemeSource,
    languages: Languages,
    qtbot: QtBot,
) -> None:
    few = patch.multiple("shared.ui.transcript_model", HELD_ROWS=200, SPARE_ROWS=20, MOST_ROWS=400)
    with host_at_window(themes, languages, qtbot, *options) as host, few:
        host.open_room()
        with host.guest("alice") as alice:
            alice.send(b"".join(frame("3", f"line {number}") for number in range(1_000)))
            qtbot.waitUntil(lambda: bool(heard(host)) and heard(host)[-1] == 1_000, timeout=PATIENCE_MS)
            qtbot.waitUntil(lambda: transcript(host).edge is edge)
            assert len(heard(host)) <= 400
            # With a history, whoever scrolls up gets on from there: nothing is left out, and nothing comes twice.
            first = heard(host)[0]
            bar = host.find(TranscriptView, "transcript").verticalScrollBar()
            bar.setValue(0)
            if edge is HistoryEdge.MORE:
                qtbot.waitUntil(lambda: heard(host)[0] < first)
            assert heard(host) == [*range(heard(host)[0], 1_001)]


def test_room_closes_in_the_middle_of_a_storm(host: HostAtWindow) -> None:
    with crowd_in(host) as crowd:
        crowd.do("hall 1")
        host.window.close_without_asking()
        host.qtbot.waitUntil(lambda: not host.window.isVisible(), timeout=PATIENCE_MS)
