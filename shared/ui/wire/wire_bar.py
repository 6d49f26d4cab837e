"""The line above the wire's table: what to show, and what to do with it.

The rule: it makes no window wider. Where one line has no room, the buttons on the right have a line of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from shared.ui import spacing
from shared.ui.wire.wire_choices import PeopleChoice, TypeChoice
from shared.ui.wire.wire_filter_edit import WireFilterEdit

_TYPING_MILLISECONDS: Final = 150
"""So long nothing is typed before all rows are looked through."""


class WireBar(QWidget):
    """``filter_changed`` tells that ``text``, ``name`` or the types are others now."""

    filter_changed = Signal()
    pause_toggled = Signal(bool)

    def __init__(
        self,
        names: Callable[[], Sequence[str]],
        save_menu: QMenu,
        view_menu: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.filter_edit = WireFilterEdit()
        self.filter_edit.setObjectName("wireFilter")
        self.people, self.types = PeopleChoice(names), TypeChoice()
        self.people.setObjectName("wirePeople")
        self.types.setObjectName("wireTypes")
        self.pause_button = QPushButton()
        self.pause_button.setCheckable(True)
        self.pause_button.setObjectName("wirePause")
        self.save_button, self.view_button = QPushButton(), QPushButton()
        self.save_button.setObjectName("wireSave")
        self.view_button.setObjectName("wireView")
        self.save_button.setMenu(save_menu)
        self.view_button.setMenu(view_menu)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.filter_changed)
        self._is_narrow = False
        self._lay_out()
        self.filter_edit.textChanged.connect(self._on_text_changed)
        self.filter_edit.returnPressed.connect(self._on_entered)
        self.people.chosen.connect(self._on_chosen)
        self.types.chosen.connect(self._on_chosen)
        self.pause_button.toggled.connect(self._on_pause_toggled)
        self.retranslate()

    @property
    def text(self) -> str:
        """What is looked for, in one case of letters."""
        return self.filter_edit.text().strip().casefold()

    def show_all(self) -> None:
        """Hold nothing back."""
        self.filter_edit.clear()
        self.types.show_all()
        self.people.choose("")

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.filter_edit.set_hints(self.tr("Filter: name, type, text…"), self.tr("Filter…"))
        self.filter_edit.setAccessibleName(self.tr("Filter frames by name, type or text"))
        self.filter_edit.setToolTip(self.tr("Show only frames with this name, type or text"))
        self.save_button.setText(self.tr("Save…"))
        self.view_button.setText(self.tr("View ▾"))
        self._say_pause()
        self._fit()

    def _say_pause(self) -> None:
        is_paused = self.pause_button.isChecked()
        self.pause_button.setText(self.tr("Go on") if is_paused else self.tr("Pause"))
        self.pause_button.setToolTip(
            self.tr("Show what has come meanwhile, and everything new")
            if is_paused
            else self.tr("Show nothing new; it is kept and counted all the same")
        )

    def _lay_out(self) -> None:
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        for row in (self._line, self._below):
            row.setSpacing(spacing.SMALL)
        self._line.addWidget(self.filter_edit, 1)
        self._line.addWidget(self.people)
        self._line.addWidget(self.types)
        self._line.addStretch(1)
        for button in self._buttons:
            self._line.addWidget(button)
        self._below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.MEDIUM, spacing.SMALL, spacing.MEDIUM, spacing.SMALL)
        column.setSpacing(spacing.SMALL)
        column.addLayout(self._line)
        column.addLayout(self._below)
        # How narrow it may be is not for the layout to say: see ``minimumSizeHint``.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.pause_button, self.view_button, self.save_button

    def _fit(self) -> None:
        is_narrow = self.width() < self._choosing_width + self._width_of(self._buttons)
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            place = self._below if is_narrow else self._line
            for button in self._buttons:
                place.addWidget(button)
        self.updateGeometry()

    @property
    def _choosing_width(self) -> int:
        """Of what chooses the rows, at the least, with the edges of the line."""
        choices = self._width_of((self.people, self.types))
        return self.filter_edit.minimumSizeHint().width() + choices + 2 * spacing.MEDIUM

    def _width_of(self, widgets: Sequence[QWidget]) -> int:
        return sum(widget.sizeHint().width() + spacing.SMALL for widget in widgets)

    @Slot()
    def _on_text_changed(self) -> None:
        self._typing.start()

    @Slot()
    def _on_entered(self) -> None:
        self._typing.stop()
        self.filter_changed.emit()

    @Slot()
    def _on_chosen(self) -> None:
        self._fit()
        self.filter_changed.emit()

    @Slot(bool)
    def _on_pause_toggled(self, is_paused: bool) -> None:
        self._say_pause()
        self._fit()
        self.pause_toggled.emit(is_paused)

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        line = max(self.filter_edit.sizeHint().height(), self.save_button.sizeHint().height())
        lines = 2 if self._is_narrow else 1
        return QSize(
            max(self._choosing_width, self._width_of(self._buttons) + 2 * spacing.MEDIUM),
            lines * line + (lines + 1) * spacing.SMALL,
        )

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.filter_edit.text():
            self.filter_edit.clear()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()
