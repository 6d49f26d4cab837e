"""Cards with the calls of a socket: what was called, what came back, and more than one line where it is narrow."""

import pytest
from PySide6.QtWidgets import QFrame, QLabel
from pytestqt.qtbot import QtBot

from chatroom_server.window.call_cards import Call, CallCards
from shared.ui.theme_source import ThemeSource

CALLS = (
    Call("socket()", "create", ("AF_INET → fd 7", "SOCK_STREAM")),
    Call("bind()", "give it a port", ("0.0.0.0:9999",)),
    Call("listen()", "queue of 4,096", ("waiting",)),
    Call("accept()", "0 times", (), is_made=False),
)


@pytest.fixture
def cards(themes: ThemeSource, qtbot: QtBot) -> CallCards:
    made = CallCards()
    qtbot.addWidget(made)
    made.resize(1000, 150)
    made.show()
    return made


def frames(cards: CallCards) -> list[QFrame]:
    return [frame for frame in cards.findChildren(QFrame) if not isinstance(frame, QLabel)]


def lines(cards: CallCards) -> list[int]:
    """How many cards stand on each line."""
    tops = [frame.y() for frame in frames(cards)]
    return [tops.count(top) for top in sorted(set(tops))]


def test_each_call_is_read_aloud_whole(cards: CallCards) -> None:
    cards.show_calls(CALLS)
    assert cards.texts == (
        "socket() · create · AF_INET → fd 7 · SOCK_STREAM",
        "bind() · give it a port · 0.0.0.0:9999",
        "listen() · queue of 4,096 · waiting",
        "accept() · 0 times",
    )


def test_call_lights_up_when_it_is_made(cards: CallCards) -> None:
    cards.show_calls(CALLS)
    assert [frame.property("state") for frame in frames(cards)] == ["made", "made", "made", ""]
    cards.show_calls((*CALLS[:3], Call("accept()", "1 time", ("newest:", "192.168.1.66:40000"))))
    assert frames(cards)[3].property("state") == "made"
    assert cards.texts[3] == "accept() · 1 time · newest: · 192.168.1.66:40000"


def test_narrow_row_goes_on_below_in_lines_of_the_same_length(cards: CallCards, qtbot: QtBot) -> None:
    cards.show_calls(CALLS)
    qtbot.waitUntil(lambda: lines(cards) == [4])
    cards.resize(500, 400)
    qtbot.waitUntil(lambda: lines(cards) == [2, 2])
    cards.resize(100, 900)
    qtbot.waitUntil(lambda: lines(cards) == [1, 1, 1, 1])
    arrows = [label for label in cards.findChildren(QLabel) if label.text() == "→" and label.isVisible()]
    assert len(arrows) == 3, "one between each two"


def test_markup_in_what_a_peer_decides_is_only_text(cards: CallCards) -> None:
    cards.show_calls((Call("sendto()", "answer", ("<b>9999</b>",)),))
    (label,) = [label for label in cards.findChildren(QLabel) if "9999" in label.text()]
    assert label.textFormat().name == "PlainText"
