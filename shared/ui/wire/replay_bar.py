"""Says that what is shown is a recording, and plays it.

The rule: as long as a recording is shown, it is said in words that nothing of it happens now.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.elided_label import ElidedLabel
from shared.ui.stylesheet import set_style_property
from shared.ui.wire.flow_row import FlowRow
from shared.ui.wire.replay import Replay

_SPEEDS: Final = (0.1, 0.5, 1.0, 4.0, 16.0)
_USUAL: Final = _SPEEDS.index(1.0)


class ReplayBar(QFrame):
    """Call ``show_replay``; ``left`` tells that somebody has enough of the recording."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._replay: Replay | None = None
        self._name = ""
        set_style_property(self, "banner", "warning")
        self._words = ElidedLabel()
        self._words.setObjectName("replayWords")
        self._place = QLabel()
        self._place.setTextFormat(Qt.TextFormat.PlainText)
        self.play_button, self.step_button = QPushButton(), QPushButton()
        self.start_button, self.all_button, self.leave_button = QPushButton(), QPushButton(), QPushButton()
        for button, name in (
            (self.play_button, "replayPlay"),
            (self.step_button, "replayStep"),
            (self.start_button, "replayStart"),
            (self.all_button, "replayAll"),
            (self.leave_button, "replayLeave"),
        ):
            button.setObjectName(name)
        self.speed_box = QComboBox()
        self.speed_box.setObjectName("replaySpeed")
        for _ in _SPEEDS:
            self.speed_box.addItem("")
        self.speed_box.setCurrentIndex(_USUAL)
        self._lay_out()
        self.play_button.clicked.connect(self._on_play)
        self.step_button.clicked.connect(self._on_step)
        self.start_button.clicked.connect(self._on_start)
        self.all_button.clicked.connect(self._on_all)
        self.leave_button.clicked.connect(self.left)
        self.speed_box.currentIndexChanged.connect(self._on_speed)
        self.retranslate()
        self.hide()

    def show_replay(self, replay: Replay, name: str) -> None:
        """Play this one, from the file ``name``."""
        self._replay, self._name = replay, name
        replay.changed.connect(self._on_changed)
        self._on_speed()
        self._say()
        self.show()
        announce(self, self._words.text(), is_urgent=True)
        self.play_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """No recording is shown any more."""
        self._replay = None
        self.hide()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.step_button.setText(self.tr("Step"))
        self.step_button.setToolTip(self.tr("One call further"))
        self.start_button.setText(self.tr("Restart"))
        self.all_button.setText(self.tr("Show all"))
        self.leave_button.setText(self.tr("Close the recording"))
        self.speed_box.setAccessibleName(self.tr("Speed"))
        for place, speed in enumerate(_SPEEDS):
            self.speed_box.setItemText(
                place, self.tr("×{speed}").format(speed=QLocale().toString(speed, "g", 3))
            )
        self._say()

    def _say(self) -> None:
        replay = self._replay
        self._words.setText(
            self.tr("This is a recording: {file}. Nothing of it happens now.").format(file=self._name)
        )
        is_playing = replay is not None and replay.is_playing
        self.play_button.setText(self.tr("Pause") if is_playing else self.tr("Play"))
        is_over = replay is None or replay.is_at_end
        for button in (self.step_button, self.all_button):
            button.setEnabled(not is_over)
        if replay is not None:
            spell = QLocale().toString
            self._place.setText(
                self.tr("{position} of {total}", "records played").format(
                    position=spell(replay.position), total=spell(replay.total)
                )
            )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(spacing.SMALL)
        head.addWidget(self._words, 1)
        head.addWidget(self.leave_button)
        tools = FlowRow()
        for widget in (
            self.play_button,
            self.step_button,
            self.speed_box,
            self.start_button,
            self.all_button,
            self._place,
        ):
            tools.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.MEDIUM, spacing.SMALL, spacing.MEDIUM, spacing.SMALL)
        column.setSpacing(spacing.SMALL)
        column.addLayout(head)
        column.addWidget(tools)

    @Slot()
    def _on_play(self) -> None:
        if self._replay is None:
            return
        if self._replay.is_playing:
            self._replay.pause()
        else:
            self._replay.play()

    @Slot()
    def _on_step(self) -> None:
        if self._replay is not None:
            self._replay.step()

    @Slot()
    def _on_start(self) -> None:
        if self._replay is not None:
            self._replay.restart()

    @Slot()
    def _on_all(self) -> None:
        if self._replay is not None:
            self._replay.show_all()

    @Slot()
    def _on_speed(self) -> None:
        if self._replay is not None:
            self._replay.set_speed(_SPEEDS[self.speed_box.currentIndex()])

    @Slot()
    def _on_changed(self) -> None:
        if self.sender() is self._replay:
            self._say()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
