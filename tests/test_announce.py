"""News reach the screen reader with the right urgency."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shared.ui import announce as announce_module
from shared.ui.announce import announce


@pytest.mark.parametrize("is_urgent", [False, True])
def test_news_are_announced_with_their_urgency(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_urgent: bool
) -> None:
    heard: list[tuple[str, bool]] = []

    class Reader(QAccessible):
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # type: ignore[override]  # noqa: N802
            assertive = QAccessible.AnnouncementPoliteness.Assertive
            heard.append((event.message(), event.politeness() is assertive))

    monkeypatch.setattr(announce_module, "QAccessible", Reader)
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Connection lost.", is_urgent=is_urgent)
    assert heard == [("Connection lost.", is_urgent)]


def test_without_a_screen_reader_nothing_happens(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Connection lost.")
