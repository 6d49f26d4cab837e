"""Who gets what is written: a button that says it, and the list from which to choose somebody else."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from chatroom_client.window.people import PeopleList
from chatroom_client.window.people_model import NAME_ROLE, PeopleFilter, PeopleModel
from shared.protocol.limits import MAX_NAME_CHARACTERS
from shared.ui import spacing
from shared.ui.inert import inert_line, isolated
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role, set_style_property
from shared.ui.theme_source import ThemeSource
from shared.ui.tip import tip

_ROWS_SHOWN: Final = 8


def short_name(name: str) -> str:
    """`name` for a sentence or a button; one that no server of ours allows is cut, or it would widen the window."""
    shown = inert_line(name)
    return isolated(shown if len(shown) <= MAX_NAME_CHARACTERS else f"{shown[: MAX_NAME_CHARACTERS - 1]}…")


def fitted_name(name: str, metrics: QFontMetrics, width: int) -> str:
    """`name` for a sentence or a button, as much of it as goes into `width` pixels."""
    return isolated(metrics.elidedText(inert_line(name), Qt.TextElideMode.ElideRight, width))


class RecipientPicker(QFrame):
    """Everyone, or one of the others; it closes with the choice, and with Esc without one."""

    everyone_chosen = Signal()
    person_chosen = Signal(str)

    def __init__(self, people: PeopleModel, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._filter = PeopleFilter(people, self, others_only=True)
        set_role(self, "popup")
        self.everyone_button = QPushButton(self)
        self.everyone_button.setAutoDefault(False)
        self.filter_edit = LineEdit(self)
        self.filter_edit.setClearButtonEnabled(True)
        self.list = PeopleList(themes, self)
        self.list.setModel(self._filter)
        # Here somebody is only chosen; what else can be done with people is offered in the panel.
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        column = QVBoxLayout(self)
        column.setContentsMargins(spacing.SMALL, spacing.SMALL, spacing.SMALL, spacing.SMALL)
        column.setSpacing(spacing.SMALL)
        column.addWidget(self.everyone_button)
        column.addWidget(self.filter_edit)
        column.addWidget(self.list)

        self.everyone_button.clicked.connect(self._on_everyone)
        self.filter_edit.textChanged.connect(self._on_filter_changed)
        self.filter_edit.returnPressed.connect(self._on_entered)
        self.list.clicked.connect(self._on_clicked)
        self.list.whisper_wanted.connect(self._on_person)
        self.retranslate()

    def open_above(self, button: QWidget) -> None:
        """Open with its lower edge at the upper edge of `button`."""
        self.filter_edit.clear()
        self._filter.look_for("")
        self.list.setCurrentIndex(QModelIndex())
        row = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + spacing.SMALL)
        rows = min(max(self._filter.rowCount(), 2), _ROWS_SHOWN)
        self.list.setFixedHeight(rows * row + 2)
        self.setFixedWidth(max(240, self.fontMetrics().averageCharWidth() * 34))
        self.adjustSize()
        self.move(button.mapToGlobal(QPoint(0, -self.height() - spacing.TIGHT)))
        self.show()
        self.filter_edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.everyone_button.setText(self.tr("Everyone"))
        self.filter_edit.setPlaceholderText(self.tr("Whisper to…"))
        self.filter_edit.setAccessibleName(self.tr("Whisper to…"))
        self.list.setAccessibleName(self.tr("People to whisper to"))
        self.list.empty_text = self.tr("Nobody else is here.")

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self._on_person(str(index.data(NAME_ROLE)))

    @Slot()
    def _on_everyone(self) -> None:
        self.close()
        self.everyone_chosen.emit()

    @Slot(str)
    def _on_person(self, name: str) -> None:
        self.close()
        self.person_chosen.emit(name)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    @Slot(str)
    def _on_filter_changed(self, text: str) -> None:
        self._filter.look_for(text)
        self.list.viewport().update()

    @Slot()
    def _on_entered(self) -> None:
        if self.filter_edit.text().strip():
            self._choose(self._filter.index(0, 0))
        else:
            self._on_everyone()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.filter_edit.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentIndex(self._filter.index(0, 0))
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.everyone_button.hasFocus():
            self._on_everyone()
            return
        super().keyPressEvent(event)


class RecipientButton(QPushButton):
    """Shows the receiver, and opens the picker."""

    def __init__(self, people: PeopleModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._note = ""
        self._room = 0
        self.picker = RecipientPicker(people, themes, self)
        self.clicked.connect(self._on_clicked)
        self.retranslate()

    def show_recipient(self, name: str, note: str = "") -> None:
        """Say who gets what is written, empty for everyone; `note` says who can read it."""
        self._name, self._note = name, note
        set_style_property(self, "recipient", "whisper" if name else "everyone")
        self.retranslate()

    def set_room(self, width: int) -> None:
        """Have so many pixels for the name; a longer one is cut, and whole in the tooltip."""
        if width != self._room:
            self._room = width
            self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        if self._name:
            who, said = fitted_name(self._name, self.fontMetrics(), self._room), isolated(self._name)
        else:
            who = said = self.tr("Everyone")
        lines = [each for each in (inert_line(self._name), self._note) if each] if self._name else []
        self.setToolTip("".join(map(tip, lines)))
        self.setText(self.tr("{recipient} ▾").format(recipient=who).replace("&", "&&"))
        self.setAccessibleName(self.tr("To {recipient}, change").format(recipient=said))

    @Slot()
    def _on_clicked(self) -> None:
        self.picker.open_above(self)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self._on_clicked()
            return
        super().keyPressEvent(event)
