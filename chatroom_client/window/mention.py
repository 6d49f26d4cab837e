"""The names that fit an `@` at the beginning of a message, over the box in which it is written.

The rule: the keyboard stays in the box, and while an input method composes a word every key is the input
method's.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout

from chatroom_client.window.people import PeopleList
from chatroom_client.window.people_model import NAME_ROLE, PeopleFilter, PeopleModel
from shared.ui import spacing
from shared.ui.message_edit import MessageEdit
from shared.ui.stylesheet import set_role
from shared.ui.theme_source import ThemeSource

_AT_SIGNS: Final = ("@", "＠")
_ROWS_SHOWN: Final = 6


class MentionPopup(QFrame):
    """Watches `edit`. When somebody is chosen, it takes the `@` and what follows out of the text."""

    person_chosen = Signal(str)

    def __init__(self, edit: MessageEdit, people: PeopleModel, themes: ThemeSource) -> None:
        super().__init__(edit.window())
        self._edit = edit
        self._is_dismissed = False
        self._filter = PeopleFilter(people, self, others_only=True, at_start=True)
        set_role(self, "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = PeopleList(themes, self)
        self.list.setModel(self._filter)
        # Here somebody is only chosen; what else can be done with people is offered in the panel.
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        # Below each row there is air already.
        column.setContentsMargins(spacing.TIGHT, spacing.TIGHT, spacing.TIGHT, 0)
        column.addWidget(self.list)
        self.hide()

        # What an input method shows is in the box only after the event that this filter sees.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_written)
        edit.installEventFilter(self)
        edit.textChanged.connect(self._soon.start)
        edit.cursorPositionChanged.connect(self._soon.start)
        people.rowsInserted.connect(self._soon.start)
        people.rowsRemoved.connect(self._soon.start)
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.list.setAccessibleName(self.tr("People whose names fit"))

    def _wanted(self) -> str | None:
        """What follows an `@` at the very beginning, up to the cursor; None where there is no such thing."""
        cursor = self._edit.textCursor()
        if cursor.hasSelection() or cursor.blockNumber() != 0:
            return None
        block = cursor.block()
        place = cursor.positionInBlock()
        written = block.text()[:place] + block.layout().preeditAreaText()
        return written[1:] if written.startswith(_AT_SIGNS) else None

    def _open(self) -> None:
        window = self._edit.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.list.setCurrentIndex(self._filter.index(0, 0))
        rows = min(self._filter.rowCount(), _ROWS_SHOWN)
        self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 2)
        self.setFixedWidth(max(200, self.fontMetrics().averageCharWidth() * 30))
        self.adjustSize()
        above = self._edit.mapTo(window, QPoint(0, -self.height() - spacing.TIGHT))
        self.move(above.x(), max(0, above.y()))
        self.show()
        self.raise_()

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        name = str(index.data(NAME_ROLE))
        cursor = self._edit.textCursor()
        end = cursor.position()
        cursor.setPosition(0)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self.hide()
        self.person_chosen.emit(name)

    def _move(self, rows: int) -> None:
        count = self._filter.rowCount()
        row = (self.list.currentIndex().row() + rows) % count
        self.list.setCurrentIndex(self._filter.index(row, 0))

    def _take_key(self, event: QKeyEvent) -> bool:
        if self._edit.is_composing or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._choose(self.list.currentIndex())
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Escape:
                self._is_dismissed = True
                self.hide()
            case _:
                return False
        return True

    @Slot()
    def _on_written(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            self._is_dismissed = False
        else:
            self._filter.look_for(wanted)
        if wanted is None or self._is_dismissed or not self._edit.hasFocus() or not self._filter.rowCount():
            self.hide()
        else:
            self._open()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit:
            if event.type() == QEvent.Type.InputMethod:
                self._soon.start()
            elif event.type() == QEvent.Type.FocusOut:
                self.hide()
            elif self.isVisible() and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._take_key(event)
        return super().eventFilter(watched, event)
