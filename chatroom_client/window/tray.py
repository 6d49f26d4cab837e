"""The program's sign in the tray, for a person who wants it to stay when its window is closed.

The rule: a window is hidden only while there is a tray to bring it back from, and the first time it is said where
it went. No name and no message is shown here: many desktops read such texts as markup.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QSystemTrayIcon, QWidget

from chatroom_client.window.attention import Weight
from chatroom_client.window.choices import Choices
from shared.ui.theme_source import ThemeSource

_LOOK_MS: Final = 5_000
"""While the window is hidden, so often it is made sure that the tray is still there."""

_ICON_SIDE: Final = 64


class Tray(QObject):
    """Ask `can_hide` when the window is closed, and call `hide_window` instead of closing it."""

    quit_wanted = Signal()

    def __init__(
        self, window: QWidget, themes: ThemeSource, choices: Choices, *, look_ms: int = _LOOK_MS
    ) -> None:
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._choices = choices
        self._unread = 0
        self._menu = QMenu(window)
        self._show_action = self._menu.addAction("")
        self._quiet_action = self._menu.addAction("")
        self._quiet_action.setCheckable(True)
        self._menu.addSeparator()
        self._quit_action = self._menu.addAction("")
        self._sign = QSystemTrayIcon(self)
        self._sign.setContextMenu(self._menu)
        self._sign.activated.connect(self._on_activated)
        self._sign.messageClicked.connect(self.bring_back)
        self._show_action.triggered.connect(self.bring_back)
        self._quiet_action.toggled.connect(choices.set_do_not_disturb)
        self._quit_action.triggered.connect(self.quit_wanted)
        self._watch = QTimer(self, interval=look_ms)
        self._watch.timeout.connect(self._on_time_to_look)
        choices.changed.connect(self._on_choices_changed)
        self.retranslate()
        self._on_choices_changed()

    @property
    def can_hide(self) -> bool:
        """The person wants the tray, and there is one."""
        return self._choices.has_tray and is_there()

    @property
    def is_shown(self) -> bool:
        """The sign stands in the tray."""
        return self._sign.isVisible()

    @property
    def tooltip(self) -> str:
        """What the sign says under the mouse."""
        return self._sign.toolTip()

    def hide_window(self, *, explain: bool) -> None:
        """Put the window and its dialogs away until it is asked for, and with `explain` say where it went."""
        for dialog in self._window.findChildren(QDialog):
            dialog.close()
        # A dialog that is closed later must not end the program because no window is left.
        QApplication.setQuitOnLastWindowClosed(False)
        self._window.hide()
        self._watch.start()
        if explain:
            self._say(self.tr("The chat goes on here in the tray. Click the sign to bring it back."))

    @Slot()
    def bring_back(self) -> None:
        """Show the window again: the person has asked for it."""
        self._watch.stop()
        QApplication.setQuitOnLastWindowClosed(True)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    @Slot(int)
    def show_unread(self, count: int) -> None:
        """Say how much is unread, with a dot and in words."""
        self._unread = count
        self._dress()

    @Slot(object)
    def call(self, weight: Weight) -> None:
        """There is news: say so to somebody whose window is away, who would not see it in the task bar."""
        if not self.is_shown or self._window.isVisible():
            return
        if weight is Weight.ANNOUNCEMENT:
            self._say(self.tr("The teacher has announced something."))
        elif weight is Weight.MEANT:
            self._say(self.tr("Somebody has written to you."))

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._show_action.setText(self.tr("Show the window"))
        self._quiet_action.setText(self.tr("Do not disturb"))
        self._quit_action.setText(self.tr("Quit"))
        self._dress()

    # ---- inside ------------------------------------------------------------------------------------------

    def _say(self, text: str) -> None:
        self._sign.showMessage(self.tr("LAN Chatroom"), text, self._sign.icon())

    def _dress(self) -> None:
        icon = QApplication.windowIcon()
        words = self.tr("LAN Chatroom")
        if self._unread:
            icon = self._with_dot(icon)
            unread = self.tr("%Ln new message(s)", "", self._unread)
            words = self.tr("{program}: {news}").format(program=words, news=unread)
        self._sign.setIcon(icon)
        self._sign.setToolTip(words)

    def _with_dot(self, icon: QIcon) -> QIcon:
        picture = QPixmap(_ICON_SIDE, _ICON_SIDE)
        picture.fill(Qt.GlobalColor.transparent)
        side = _ICON_SIDE // 2
        painter = QPainter(picture)
        icon.paint(painter, picture.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._themes.theme.unread))
        painter.drawEllipse(QRect(_ICON_SIDE - side, 0, side, side))
        painter.end()
        return QIcon(picture)

    @Slot()
    def _on_choices_changed(self) -> None:
        self._quiet_action.setChecked(self._choices.is_do_not_disturb)
        # Also where there is no tray yet: when one comes, Qt puts the sign there.
        self._sign.setVisible(self._choices.has_tray)
        if not self._choices.has_tray and self._watch.isActive():
            self.bring_back()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.bring_back()

    @Slot()
    def _on_time_to_look(self) -> None:
        if is_there():
            return
        # Nothing is left to bring it back from; but it does not come to the front by itself.
        self._watch.stop()
        QApplication.setQuitOnLastWindowClosed(True)
        self._window.showMinimized()


def is_there() -> bool:
    """Return whether this desktop has a tray now. Not every one has, and it can come and go."""
    return QSystemTrayIcon.isSystemTrayAvailable()
