"""What can be done with the conversation from the keyboard, wherever in the room's page the keyboard is.

The rule: what no button offers is in the window's menu, too; and each key stands in the help of the window.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


class ChatActions(QObject):
    """Connect the actions. They work while `page` is seen; `menu` offers those that have no button."""

    def __init__(self, page: QWidget, menu: QMenu) -> None:
        super().__init__(page)
        self._page = page
        self.find = self._action("Ctrl+F")
        self.save = self._action("Ctrl+S")
        self.next_recipient = self._action("Alt+Down", "Ctrl+PgDown")
        self.previous_recipient = self._action("Alt+Up", "Ctrl+PgUp")
        self.go_to_unread = self._action("Alt+A")
        self.choose_emoji = self._action("Ctrl+E")
        self._in_menu = (self.find, self.save, self.go_to_unread)
        others = menu.actions()
        menu.addActions(self._in_menu)
        self._line = menu.addSeparator()
        if others:  # they come below
            menu.insertActions(others[0], (*self._in_menu, self._line))
        self._show_in_menu(is_shown=page.isVisible())
        page.installEventFilter(self)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.find.setText(self.tr("Search…"))
        self.save.setText(self.tr("Save the conversation…"))
        self.go_to_unread.setText(self.tr("First unread message"))

    def _action(self, *keys: str) -> QAction:
        action = QAction(self._page)
        action.setShortcuts([QKeySequence(each) for each in keys])
        self._page.addAction(action)
        return action

    def _show_in_menu(self, *, is_shown: bool) -> None:
        for action in (*self._in_menu, self._line):
            action.setVisible(is_shown)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page:
            if event.type() == QEvent.Type.Show:
                self._show_in_menu(is_shown=True)
            elif event.type() == QEvent.Type.Hide:
                self._show_in_menu(is_shown=False)
            elif event.type() == QEvent.Type.LanguageChange:
                self.retranslate()
        return super().eventFilter(watched, event)
