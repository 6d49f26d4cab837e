"""The line at the foot of the host's window: always short, and about trouble only when there is some."""

from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from chatroom_server.announcer import DiscoveryCounters
from chatroom_server.history.history import HistoryState
from chatroom_server.limit_log import HitCount, LimitHit
from chatroom_server.window.status_line import StatusLine
from shared.ui.elided_label import ElidedLabel
from shared.ui.language import Languages
from tests.test_count_words import QUIET

CALM = replace(
    QUIET,
    users=30,
    connections=31,
    messages=1_284,
    delivered=38_520,
    discovery=DiscoveryCounters(14, 0, 0),
    history=HistoryState.WRITING,
)
RATE = HitCount(LimitHit.RATE, 312, 120, 1_790_000_000.0, "mallory", "192.168.1.66")
FULL = HitCount(LimitHit.ROOM_FULL, 5, 0, 1_789_990_000.0, "", "192.168.1.67")
BANNED = HitCount(LimitHit.BANNED, 2, 1, 1_789_999_990.0, "", "192.168.1.68")


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(1_240, 30)
    made.show()
    made.begin_room(9999, None)
    return made


Kind = TypeVar("Kind", bound=QWidget)


def find(line: StatusLine, kind: type[Kind], name: str) -> Kind:
    found = line.findChild(kind, name)
    assert found is not None, name
    return found


def said(line: StatusLine) -> dict[str, str]:
    """What each label says, by its name; only those that are shown."""
    labels = line.findChildren(QLabel)
    return {label.objectName(): label.text() for label in labels if label.isVisible() and label.text()}


def test_quiet_room_is_told_in_people_messages_and_ports_alone(line: StatusLine) -> None:
    line.show_counters(CALM)
    told = said(line)
    assert set(told) == {"udpStatus", "tcpStatus", "peopleStatus", "rateStatus"}
    assert told["udpStatus"].startswith("UDP 6000 · 14 request")
    assert told["tcpStatus"].startswith("TCP 9999 · 31 connection")
    assert told["peopleStatus"].startswith("30 people · 1284 message")


def test_nothing_is_said_before_the_room_has_counted(line: StatusLine) -> None:
    assert said(line) == {}
    assert not find(line, QPushButton, "roomHealthButton").isVisible()
    line.show_counters(replace(CALM, malformed=3))
    line.begin_room(9998, None)
    assert said(line) == {}


def test_requests_that_were_refused_or_ignored_are_told_beside_those_that_were_answered(
    line: StatusLine,
) -> None:
    line.show_counters(replace(CALM, discovery=DiscoveryCounters(214, 85, 2)))
    assert said(line)["udpStatus"].endswith(" · 85 refused · 2 ignored")


def test_trouble_is_told_in_words_as_soon_as_there_is_some(line: StatusLine) -> None:
    line.show_counters(replace(CALM, malformed=4, too_slow=1, turned_away=2, refused=3))
    assert said(line)["troubleStatus"].startswith("4 malformed · 1 too slow · 2 turned away · 3 refused name")


def test_limit_that_was_hit_lately_comes_first_and_one_long_ago_is_left_to_the_panel(
    line: StatusLine,
) -> None:
    line.show_counters(replace(CALM, malformed=4, limits=(RATE, BANNED, FULL)))
    told = said(line)["troubleStatus"]
    assert told.startswith("120× Too many messages from one guest: slowed down · 1 more limit")
    assert told.endswith("4 malformed")
    line.show_counters(replace(CALM, limits=(FULL,)))
    assert "troubleStatus" not in said(line)


def test_long_trouble_makes_the_window_no_wider_and_takes_no_room_from_the_rest(
    line: StatusLine, qtbot: QtBot
) -> None:
    line.show_counters(CALM)
    narrowest = line.minimumSizeHint().width()
    troubled = replace(
        CALM, malformed=4_000, too_slow=100, turned_away=20_000, refused=300, limits=(RATE, BANNED)
    )
    line.show_counters(troubled)
    assert line.minimumSizeHint().width() <= narrowest + 120
    udp = find(line, QLabel, "udpStatus")
    qtbot.waitUntil(lambda: udp.width() >= udp.sizeHint().width())
    line.resize(500, 30)
    qtbot.waitUntil(lambda: "peopleStatus" not in said(line))
    assert find(line, QPushButton, "roomHealthButton").isVisible()
    line.show_counters(CALM)
    line.resize(1_240, 30)
    qtbot.waitUntil(lambda: "peopleStatus" in said(line))


def shown(line: StatusLine) -> str:
    """What there is room for, from left to right."""
    labels = [label for label in line.findChildren(ElidedLabel) if label.isVisible()]
    return " | ".join(label.shown_text for label in sorted(labels, key=lambda label: label.x()))


TROUBLED = replace(
    CALM,
    malformed=4_000,
    too_slow=100,
    turned_away=20_000,
    refused=300,
    discovery=DiscoveryCounters(1_234, 5_678, 9_012),
    limits=(RATE, BANNED),
)


@pytest.mark.parametrize("width", [1_240, 1_000, 900, 860])
def test_limits_that_were_hit_begin_with_their_number_and_no_part_is_cut(
    line: StatusLine, width: int, qtbot: QtBot
) -> None:
    line.show_counters(TROUBLED)
    line.resize(width, 30)
    QApplication.processEvents()
    assert "120×" in shown(line)
    whole = {part for text in said(line).values() for part in text.split(" · ")}
    parts = [part for text in shown(line).split(" | ") for part in text.split(" · ")]
    assert [part for part in parts if part not in whole and not part.startswith("120×")] == []


def test_ports_say_less_before_a_limit_is_cut(line: StatusLine) -> None:
    line.show_counters(TROUBLED)
    line.resize(720, 30)
    QApplication.processEvents()
    assert "120× Too many messages from one guest: slowed down" in shown(line)
    assert shown(line).startswith("UDP 6000 | TCP 9999 | ")
    line.resize(1_600, 30)
    QApplication.processEvents()
    assert "9012 ignored" in shown(line)


def test_people_and_messages_stay_beside_limits_that_were_hit(line: StatusLine, qtbot: QtBot) -> None:
    line.show_counters(replace(CALM, malformed=4_000, turned_away=20_000, limits=(RATE, BANNED)))
    QApplication.processEvents()
    assert said(line)["peopleStatus"].startswith("30 people · ")
    assert "120× Too many messages from one guest: slowed down" in shown(line)


def test_numbers_are_grouped_as_the_language_does(line: StatusLine, languages: Languages) -> None:
    line.show_counters(replace(TROUBLED, messages=45_233, connections=1_999, users=2_000))
    line.resize(2_000, 30)
    QApplication.processEvents()
    told = " | ".join(said(line).values())
    for number in ("45,233", "1,999", "2,000", "4,000", "20,000", "5,678", "9,012"):
        assert number in told, number


def test_click_on_the_line_and_its_button_ask_for_the_details(line: StatusLine, qtbot: QtBot) -> None:
    line.show_counters(CALM)
    button = find(line, QPushButton, "roomHealthButton")
    asked: list[QWidget] = []
    line.details_wanted.connect(asked.append)
    QTest.mouseClick(find(line, QLabel, "tcpStatus"), Qt.MouseButton.LeftButton)
    assert asked == [button]
    QTest.mouseClick(line, Qt.MouseButton.RightButton)
    assert asked == [button]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == [button, button]
    assert button.accessibleName()


def test_line_without_a_room_opens_nothing(line: StatusLine) -> None:
    asked: list[QWidget] = []
    line.details_wanted.connect(asked.append)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert asked == []


def test_relay_delay_is_told_once_something_was_relayed_and_is_the_worst_of_ten_seconds(
    line: StatusLine,
) -> None:
    line.show_counters(CALM)
    assert "delayStatus" not in said(line)
    line.show_counters(replace(CALM, relay_delay_seconds=0.012))
    line.show_counters(replace(CALM, relay_delay_seconds=0.000_8))
    assert said(line)["delayStatus"] == "relay p99 12 ms"
    for _ in range(9):
        line.show_counters(replace(CALM, relay_delay_seconds=0.000_8))
    assert said(line)["delayStatus"] == "relay p99 0.8 ms"


def test_relay_that_rests_keeps_its_place_in_the_line(line: StatusLine) -> None:
    line.show_counters(replace(CALM, relay_delay_seconds=0.001))
    for _ in range(10):
        line.show_counters(CALM)
    assert said(line)["delayStatus"] == "relay p99 –"
    line.begin_room(9998, None)
    line.show_counters(CALM)
    assert "delayStatus" not in said(line)


def test_relay_delay_gives_way_before_anything_is_cut(line: StatusLine) -> None:
    line.show_counters(replace(TROUBLED, relay_delay_seconds=0.001))
    line.resize(1_900, 30)
    QApplication.processEvents()
    assert {"delayStatus", "peopleStatus"} <= set(said(line))
    line.resize(860, 30)
    QApplication.processEvents()
    assert "delayStatus" not in said(line)
    assert "120× Too many messages from one guest: slowed down" in shown(line)


def test_rate_is_told_in_messages_a_second(line: StatusLine) -> None:
    for second in range(11):
        line.show_counters(replace(CALM, messages=1_284 + 21 * second // 10))
    assert said(line)["rateStatus"] == "2.1 msg/s"
