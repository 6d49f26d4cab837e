"""The part of the host's settings that is about the room: its name, the host's own name, and the chat port.

The rule: what is kept is valid. What is not is said below its field, and what was kept before stays.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRegularExpression, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from chatroom_server.room_name import clean_room_name, is_too_long
from chatroom_server.settings import LARGEST_PORT, SMALLEST_PORT, WindowSettings
from chatroom_server.window.room_name_words import RoomNameWords
from shared.protocol.limits import DEFAULT_TCP_PORT
from shared.protocol.names import InvalidName, parse_name
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.line_edit import LineEdit
from shared.ui.name_words import NameWords
from shared.ui.stylesheet import set_role, set_style_property


class RoomForm(QWidget):
    """Call ``show_settings`` when it is about to be seen; what is typed is kept when its field is left."""

    changed = Signal()
    """Something else is kept now."""

    def __init__(self, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._name_words, self._room_name_words = NameWords(self), RoomNameWords(self)
        self._room = _Field("settingsRoomField")
        self._host = _Field("settingsHostField")
        self._port = _Field("settingsPortField")
        self._port.edit.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,5}"), self))
        self._when = QLabel(wordWrap=True)
        set_role(self._when, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing.TIGHT)
        for field in (self._room, self._host, self._port):
            column.addWidget(field.label)
            column.addWidget(field.edit)
            column.addWidget(field.problem)
            column.addSpacing(spacing.TIGHT)
        column.addWidget(self._when)
        self._room.edit.editingFinished.connect(self._on_room_typed)
        self._host.edit.editingFinished.connect(self._on_host_typed)
        self._port.edit.editingFinished.connect(self._on_port_typed)
        self.retranslate()
        self.show_settings()

    def show_settings(self) -> None:
        """Show what is kept, and nothing that was typed and refused."""
        settings = self._settings
        texts = (
            settings.room_name,
            settings.host_name,
            "" if settings.tcp_port is None else f"{settings.tcp_port}",
        )
        for field, text in zip((self._room, self._host, self._port), texts, strict=True):
            field.show_kept(text)
        for field in (self._room, self._host):
            field.edit.setEnabled(not settings.is_shared)
        self._say_placeholders()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._room.label.setText(self.tr("Room name"))
        self._host.label.setText(self.tr("Your name"))
        self._port.label.setText(self.tr("Chat port (TCP)"))
        self._when.setText(self.tr("These count from the next room on."))
        self._say_placeholders()
        for field in (self._room, self._host, self._port):
            field.retranslate()

    def _say_placeholders(self) -> None:
        if self._settings.is_shared:
            names = (self.tr("not kept on a shared computer"),) * 2
        else:
            names = (
                self.tr("the name of this computer"),
                self.tr("Teacher", "the host's name if none is typed"),
            )
        self._room.edit.setPlaceholderText(names[0])
        self._host.edit.setPlaceholderText(names[1])
        port = self.tr("automatic: {port}, or a free one").format(port=DEFAULT_TCP_PORT)
        self._port.edit.setPlaceholderText(port)

    @Slot()
    def _on_room_typed(self) -> None:
        name = clean_room_name(self._room.edit.text())
        if is_too_long(name):
            self._room.refuse(self._room_name_words.too_long)
            return
        self._room.accept()
        if name != self._settings.room_name:
            self._settings.room_name = name
            self.changed.emit()

    @Slot()
    def _on_host_typed(self) -> None:
        typed = self._host.edit.text().strip()
        try:
            name = parse_name(typed, for_host=True).shown if typed else ""
        except InvalidName as invalid:
            self._host.refuse(partial(self._name_words.problem, invalid.problem))
            return
        self._host.accept()
        if name != self._settings.host_name:
            self._settings.host_name = name
            self.changed.emit()

    @Slot()
    def _on_port_typed(self) -> None:
        typed = self._port.edit.text()
        port = int(typed) if typed.isascii() and typed.isdigit() else None
        if port is not None and not SMALLEST_PORT <= port <= LARGEST_PORT:
            self._port.refuse(self._port_out_of_range)
            return
        self._port.accept()
        if port != self._settings.tcp_port:
            self._settings.tcp_port = port
            self.changed.emit()

    def _port_out_of_range(self) -> str:
        text = self.tr("Use a number from {least} to {most}, or leave it empty.")
        return text.format(least=SMALLEST_PORT, most=LARGEST_PORT)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Field:
    """A field with its label above it, and below it what is wrong."""

    def __init__(self, name: str) -> None:
        self.label = QLabel()
        self.edit = LineEdit()
        self.edit.setObjectName(name)
        self.label.setBuddy(self.edit)
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName(f"{name}Problem")
        set_role(self.problem, "problem")
        self._words: Callable[[], str] | None = None
        self.problem.hide()

    def show_kept(self, text: str) -> None:
        self.edit.setText(text)
        self.accept()

    def refuse(self, words: Callable[[], str]) -> None:
        self._words = words
        self.retranslate()
        set_style_property(self.edit, "problem", "yes")
        self.problem.show()
        announce(self.problem, self.problem.text(), is_urgent=True)

    def accept(self) -> None:
        self._words = None
        set_style_property(self.edit, "problem", "no")
        self.problem.hide()

    def retranslate(self) -> None:
        if self._words is not None:
            self.problem.setText(self._words())
