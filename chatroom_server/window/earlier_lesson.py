"""Whether guests see what was said in this room before: asked on the start page, if there was a lesson before.

The rule: a new class does not see what the last one said, unless the host says so. Only a room that ended by a
crash goes on by itself where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, QEvent, QLocale, QTime, QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from chatroom_server.window.background import Background
from chatroom_server.window.history_reading import EarlierLesson, earlier_lesson
from shared.ui import spacing
from shared.ui.stylesheet import set_role

_PAUSE_MILLISECONDS: Final = 200
"""Whoever types the room's name on is not done with it."""

_MOST_SECONDS_BEFORE_PAINT: Final = 0.1
"""Looking takes a few milliseconds. A window that opens after this still opens at once."""


class EarlierLessonChoice(QWidget):
    """Call ``look`` when the room's name changes; ``is_fresh`` is the answer when the room opens.

    ``file_of`` says where the history of a room with that name is kept, None if none is.
    """

    def __init__(self, file_of: Callable[[str], Path | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._file_of = file_of
        self._room_name = ""
        self._lesson: EarlierLesson | None = None
        self._box = QCheckBox()
        self._box.setObjectName("earlierLessonBox")
        self._when = QLabel(wordWrap=True)
        self._when.setObjectName("earlierLessonWhen")
        set_role(self._when, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, spacing.MEDIUM, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._box)
        column.addWidget(self._when)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._on_time_to_look)
        self.hide()
        self.retranslate()

    @property
    def is_fresh(self) -> bool:
        """Whether guests see only what is said in the lesson that begins, or that goes on after a crash."""
        return self._lesson is None or self._lesson.goes_on or not self._box.isChecked()

    def look(self, room_name: str) -> None:
        """Look whether there was a lesson in a room of that name, as soon as nobody types on."""
        if room_name != self._room_name:
            # What was chosen for another room says nothing about this one.
            self.forget()
            self._room_name = room_name
        self._pause.start()

    def look_now(self, room_name: str) -> None:
        """Look before the window is painted, so that nothing moves on it afterwards; a slow disk may be late."""
        self.look(room_name)
        self._pause.stop()
        self._on_time_to_look()
        self._background.wait(_MOST_SECONDS_BEFORE_PAINT)

    def forget(self) -> None:
        """Another lesson begins: nothing that is known, or being found out, is true any more."""
        self._pause.stop()
        self._background.forget()
        self._room_name = ""
        self._show(None)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._box.setText(self.tr("Show guests what was said before"))
        if self._lesson is not None:
            self._when.setText(self._sentence(self._lesson))

    def _show(self, lesson: EarlierLesson | None) -> None:
        is_other = lesson != self._lesson
        self._lesson = lesson
        if lesson is not None and is_other:
            # It is the same lesson still, and whoever was in it comes back to what was missed.
            self._box.setChecked(lesson.goes_on)
            self._box.setEnabled(not lesson.goes_on)
        self.setVisible(lesson is not None)
        self.retranslate()

    def _sentence(self, lesson: EarlierLesson) -> str:
        moment = datetime.fromtimestamp(lesson.ended_utc, UTC).astimezone()
        locale = QLocale()
        day = QDate(moment.year, moment.month, moment.day)
        when = locale.toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
        if day != QDate.currentDate():
            when = self.tr("{day}, {time}", "when a lesson ended").format(
                day=locale.toString(day, QLocale.FormatType.LongFormat), time=when
            )
        if lesson.goes_on:
            return self.tr("The room ended unexpectedly at {when}: it goes on where it was.").format(
                when=when
            )
        return self.tr("Last lesson: {when}").format(when=when)

    def _on_found(self, room_name: str, lesson: EarlierLesson | None) -> None:
        if room_name == self._room_name:
            self._show(lesson)

    @Slot()
    def _on_time_to_look(self) -> None:
        self._background.forget()
        room_name = self._room_name
        file = self._file_of(room_name) if room_name else None
        if file is None:
            self._show(None)
        else:
            self._background.run(partial(earlier_lesson, file, room_name), partial(self._on_found, room_name))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
