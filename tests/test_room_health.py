"""The panel on how the room is doing: every counter and every limit that was hit, in words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.announcer import DiscoveryCounters
from chatroom_server.limit_log import HitCount, LimitHit
from chatroom_server.window.counter_words import Count, CounterWords
from chatroom_server.window.limit_words import LimitWords
from chatroom_server.window.room_health import RoomHealth
from shared.ui.language import Languages
from shared.ui.theme_source import ThemeSource
from tests.helpers.headless import frame
from tests.helpers.server_window import bare, host_at_window
from tests.test_count_words import BUSY, QUIET

UTC = 1_790_000_000.0


def hit(cause: LimitHit, times: int = 1, name: str = "", where: str = "192.168.1.66") -> HitCount:
    return HitCount(cause, times, times, UTC, name, where)


class Stand:
    """A window with a button at its foot, over which the panel opens."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        column = QVBoxLayout(self.window)
        column.addStretch()
        self.button = QPushButton("Details")
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.window.resize(900, 700)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.panel = RoomHealth(self.window)
        self.panel.show_counters(QUIET)

    @property
    def scroll(self) -> QScrollArea:
        """What the panel scrolls."""
        found = self.panel.findChild(QScrollArea, "roomHealthScroll")
        assert found is not None
        return found

    @property
    def texts(self) -> list[str]:
        """What the panel shows, from top to bottom, without the marks round names."""
        page = self.scroll.widget()
        assert page is not None
        labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
        labels.sort(
            key=lambda label: (label.mapTo(page, QPoint(0, 0)).y(), label.mapTo(page, QPoint(0, 0)).x())
        )
        return [bare(label.text()) for label in labels]

    def open(self) -> None:
        self.panel.open_above(self.button)
        QApplication.processEvents()


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    made = Stand(qtbot)
    yield made
    made.panel.close()


def test_every_counter_is_shown_with_its_number_and_what_it_means(stand: Stand) -> None:
    stand.panel.show_counters(replace(BUSY, discovery=DiscoveryCounters(14, 3, 2)))
    stand.open()
    shown = "\n".join(stand.texts)
    for number in ("30", "31", "1312", "39360", "1.0 KiB", "4", "1", "2", "14", "3"):
        assert number in stand.texts, number
    words = CounterWords()
    for count in Count:
        assert words.name(count) in stand.texts
        assert words.meaning(count) in shown


@pytest.mark.parametrize("count", Count)
def test_each_counter_shows_its_own_number(count: Count) -> None:
    distinct = replace(
        QUIET,
        users=1,
        connections=2,
        messages=3,
        delivered=4,
        relay_delay_seconds=0.005,
        waiting_bytes=6,
        too_slow=7,
        refused=8,
        turned_away=9,
        malformed=10,
        discovery=DiscoveryCounters(11, 12, 13),
    )
    number = CounterWords().number(count, distinct).split()[0]
    assert number.removesuffix(".0") == str(list(Count).index(count) + 1)


def test_relay_delay_of_the_last_seconds_is_still_there_to_be_read_and_not_in_the_next_room(
    stand: Stand,
) -> None:
    stand.panel.show_counters(replace(BUSY, relay_delay_seconds=0.0042))
    stand.panel.show_counters(replace(BUSY, relay_delay_seconds=0.0))
    stand.open()
    row = stand.texts.index("Relay delay")
    assert stand.texts[row - 1] == "4.2 ms"
    stand.panel.begin_room()
    stand.panel.show_counters(QUIET)
    assert stand.texts[stand.texts.index("Relay delay") - 1] == "–"


def test_room_in_which_no_limit_was_hit_says_so(stand: Stand) -> None:
    stand.open()
    assert stand.texts[:2] == ["Limits that were hit", "None. Nobody was held back."]


def test_limit_is_told_in_words_with_how_often_when_and_who(stand: Stand) -> None:
    counters = replace(
        QUIET,
        limits=(
            hit(LimitHit.RATE, 312, "alice"),
            replace(hit(LimitHit.ROOM_FULL, 5, where="192.168.1.67"), recent=0),
            replace(hit(LimitHit.BANNED, 7), recent=2),
        ),
    )
    stand.panel.show_counters(counters)
    stand.open()
    heading, times, cause, lately, *rest = stand.texts
    assert heading == "Limits that were hit"
    assert (times, cause) == ("312", "Too many messages from one guest: slowed down")
    assert lately.startswith("In the last five minutes. Last at "), "the number stands beside it"
    assert lately.endswith(": alice at 192.168.1.66")
    assert rest[:2] == ["5", "The room was full: refused"]
    assert rest[2].startswith("Not in the last five minutes")
    assert rest[5].startswith("2 time")


def test_limit_that_is_hit_while_the_panel_is_open_comes_first(stand: Stand) -> None:
    stand.panel.show_counters(replace(QUIET, limits=(hit(LimitHit.RATE),)))
    stand.open()
    stand.panel.show_counters(replace(QUIET, limits=(hit(LimitHit.BANNED), hit(LimitHit.RATE, 2))))
    QApplication.processEvents()
    causes = [text for text in stand.texts if text.endswith((": turned away", ": slowed down"))]
    assert causes == [
        "A connection from a banned address: turned away",
        "Too many messages from one guest: slowed down",
    ]


def test_next_room_begins_without_the_limits_of_the_last(stand: Stand) -> None:
    stand.panel.show_counters(replace(QUIET, limits=(hit(LimitHit.RATE),)))
    stand.open()
    stand.panel.close()
    stand.panel.begin_room()
    stand.panel.show_counters(QUIET)
    stand.open()
    assert "Too many messages from one guest: slowed down" not in stand.texts
    assert "None. Nobody was held back." in stand.texts


@pytest.mark.parametrize("name", ["<b>Teacher</b>", "a\nb", "\u202egnp", "<img src=x>"])
def test_name_is_shown_and_never_acts(stand: Stand, name: str) -> None:
    stand.panel.show_counters(replace(QUIET, limits=(hit(LimitHit.RATE, name=name),)))
    stand.open()
    (label,) = [each for each in stand.panel.findChildren(QLabel) if "192.168.1.66" in each.text()]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert "\n" not in label.text()
    assert "\u202e" not in label.text()
    if name.startswith("<"):
        assert name in label.text()


@pytest.mark.parametrize("cause", LimitHit)
def test_every_limit_has_words_of_its_own(cause: LimitHit) -> None:
    words = LimitWords()
    said = words.cause(cause)
    assert [each for each in LimitHit if words.cause(each) == said] == [cause]


@pytest.mark.parametrize("cause", LimitHit)
def test_limit_has_the_same_words_in_the_window_and_in_the_log(cause: LimitHit) -> None:
    said = LimitWords().cause(cause)
    assert said[:1].isupper()
    assert said.lower() == cause.value.lower()


def test_refused_names_count_those_who_were_removed_and_say_so() -> None:
    assert "removed" in CounterWords().meaning(Count.REFUSED)


@pytest.mark.parametrize("delivered", [5, 1_000_000, 1_234_567_890_123])
def test_words_begin_in_one_column_however_large_the_numbers_are(
    stand: Stand, languages: Languages, delivered: int
) -> None:
    stand.panel.show_counters(replace(BUSY, delivered=delivered, limits=(hit(LimitHit.RATE, 3),)))
    stand.open()
    words = CounterWords()
    names = {*map(words.name, Count), LimitWords().cause(LimitHit.RATE)}
    labels = [label for label in stand.scroll.findChildren(QLabel) if label.isVisible()]
    assert len({label.mapTo(stand.panel, QPoint()).x() for label in labels if label.text() in names}) == 1
    for label in labels:
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()) or label.wordWrap()


def test_home_and_end_lead_to_the_ends(stand: Stand) -> None:
    stand.window.resize(683, 330)
    stand.open()
    bar = stand.scroll.verticalScrollBar()
    QTest.keyClick(stand.scroll, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(stand.scroll, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_nothing_is_painted_outside_of_the_round_corners(stand: Stand) -> None:
    stand.open()
    rect = stand.panel.rect()
    for corner in (rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()):
        assert not stand.panel.mask().contains(corner)
    assert stand.panel.mask().contains(rect.center())
    assert stand.panel.mask().contains(QPoint(rect.center().x(), 0))


def test_no_line_is_cut_off_and_no_row_lies_over_another(stand: Stand) -> None:
    stand.panel.show_counters(replace(BUSY, limits=tuple(hit(cause, 3, "a" * 24) for cause in LimitHit)))
    stand.open()
    labels = [label for label in stand.panel.findChildren(QLabel) if label.isVisible()]
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    scroll = stand.scroll
    assert scroll.verticalScrollBar().maximum() > 0, "it does not fit, and is scrolled"


@pytest.mark.parametrize("size", [(1_240, 760), (683, 330), (400, 300)])
def test_panel_stays_within_the_window(stand: Stand, size: tuple[int, int]) -> None:
    stand.window.resize(*size)
    QApplication.processEvents()
    stand.open()
    around = stand.window.rect().translated(stand.window.mapToGlobal(QPoint(0, 0)))
    assert around.contains(stand.panel.geometry())


def test_arrow_keys_scroll_it_and_escape_closes_it(stand: Stand) -> None:
    stand.window.resize(683, 330)
    stand.open()
    scroll = stand.scroll
    assert scroll.hasFocus()
    QTest.keyClick(scroll, Qt.Key.Key_PageDown)
    assert scroll.verticalScrollBar().value() > 0
    QTest.keyClick(scroll, Qt.Key.Key_Escape)
    assert not stand.panel.isVisible()


def test_screen_reader_hears_all_of_it(stand: Stand) -> None:
    stand.panel.show_counters(replace(BUSY, limits=(hit(LimitHit.RATE, 3, "alice"),)))
    stand.open()
    scroll = stand.scroll
    interface = QAccessible.queryAccessibleInterface(scroll)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "How the room is doing"
    spoken = interface.text(QAccessible.Text.Description)
    assert "3 Too many messages from one guest: slowed down." in spoken
    assert "1312 Messages." in spoken


def test_host_sees_a_flood_in_words_and_opens_the_details_from_the_keyboard(
    themes: ThemeSource, languages: Languages, qtbot: QtBot
) -> None:
    with host_at_window(themes, languages, qtbot, "--rate", "5") as host:
        host.open_room()
        with host.guest("mallory") as mallory:
            mallory.send(frame("3", "spam") * 60)
            qtbot.waitUntil(lambda: "slowed down" in host.text("troubleStatus"), timeout=10_000)
            button = host.find(QPushButton, "roomHealthButton")
            button.setFocus()
            QTest.keyClick(button, Qt.Key.Key_Space)
            panel = host.find(RoomHealth, "roomHealth")
            assert panel.isVisible()
            assert any("mallory" in bare(label.text()) for label in panel.findChildren(QLabel))
        host.window.close_without_asking()
        qtbot.waitUntil(lambda: not panel.isVisible())
