"""The button that leads back to the newest."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shared.ui.jump_button import JumpButton
from shared.ui.language import Languages


def test_button_counts_in_words_for_the_eye_and_for_screen_readers(
    qtbot: QtBot, languages: Languages
) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    button = JumpButton(area)
    assert button.accessibleName() == "Go to the newest message"

    button.set_count(3)

    assert button.text() == "3 new ↓"
    assert button.accessibleName() == "3 new, go to the newest"
    assert button.count == 3
    button.set_count(45_233)
    assert button.text() == "45,233 new ↓"


def test_button_stands_in_the_middle_above_the_lower_edge(qtbot: QtBot, languages: Languages) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    area.resize(400, 300)
    button = JumpButton(area)
    button.set_count(12_345)

    button.place(below=10)

    assert abs(button.geometry().center().x() - area.rect().center().x()) <= 1
    assert button.geometry().bottom() == area.rect().bottom() - 10
