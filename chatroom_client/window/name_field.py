"""The field for one's own name, with what is wrong with it and a better one right below.

The rule: what was typed is never changed but by the person, and a problem goes as soon as it is worked on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from chatroom_client.session.events import RefusalReason, Refused
from chatroom_client.window.refusal_words import RefusalWords
from shared.protocol.names import InvalidName, NameProblem, parse_name, suggest_names
from shared.ui import spacing
from shared.ui.announce import announce
from shared.ui.inert import isolated
from shared.ui.line_edit import LineEdit
from shared.ui.stylesheet import set_role, set_style_property


class NameField(QWidget):
    """Label, field, problem and suggestion."""

    entered = Signal()
    """Enter was pressed in the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = RefusalWords(self)
        self._problem: NameProblem | None = None
        self._refused: Refused | None = None
        self._room = ""
        self._suggested = ""
        self._was_edited = False

        self._label = QLabel(self)
        set_role(self._label, "heading")
        self.edit = LineEdit(self)
        self.edit.setObjectName("nameField")
        self._label.setBuddy(self.edit)
        self.problem_label = QLabel(self)
        self.problem_label.setObjectName("nameProblem")
        self.problem_label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem_label.setWordWrap(True)
        set_role(self.problem_label, "problem")
        self.suggestion_button = QPushButton(self)
        set_role(self.suggestion_button, "link")

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing.TIGHT + 2)
        column.addWidget(self._label)
        column.addWidget(self.edit)
        column.addWidget(self.problem_label)
        column.addWidget(self.suggestion_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.edit.textEdited.connect(self._on_edited)
        self.edit.returnPressed.connect(self.entered)
        self.suggestion_button.clicked.connect(self._on_suggestion_clicked)
        self.retranslate()

    @property
    def name(self) -> str:
        """What is typed, without white space around it."""
        return self.edit.text().strip()

    @property
    def is_being_written(self) -> bool:
        """The person is in the middle of typing a name: the keyboard must stay here."""
        return self.edit.hasFocus() and (self._was_edited or self.edit.is_composing)

    def set_name(self, name: str) -> None:
        """Put `name` in, selected, so that typing replaces it."""
        self.edit.setText(name)
        self.edit.selectAll()

    def check(self) -> bool:
        """Whether the name can be had; if not, say why and go there."""
        try:
            parse_name(self.edit.text())
        except InvalidName as refusal:
            self._refused = None
            self._problem = refusal.problem
            self._suggested = next(suggest_names(self.edit.text())) if self.name else ""
            self._show_problem()
            return False
        self.clear_problem()
        return True

    def show_refusal(self, refused: Refused, room: str) -> None:
        """Say why `room` did not take the name; it is kept and selected, and the keyboard is there."""
        self._problem = None
        self._refused = refused
        self._room = room
        is_about_name = refused.reason in {RefusalReason.TAKEN, RefusalReason.INVALID}
        self._suggested = refused.suggestion
        if is_about_name and not self._suggested:
            self._suggested = next(suggest_names(refused.name))
        self._show_problem()

    def clear_problem(self) -> None:
        """Nothing is wrong, as far as anybody knows."""
        self._problem = None
        self._refused = None
        self._suggested = ""
        self._say()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._label.setText(self.tr("Your name"))
        self._say()

    def _say(self) -> None:
        text = ""
        if self._problem is not None:
            text = self._words.problem(self._problem)
        elif self._refused is not None:
            text = self._words.sentence(self._refused, self._room)
        self.problem_label.setText(text)
        self.problem_label.setVisible(bool(text))
        set_style_property(self.edit, "problem", "yes" if text else "no")
        # Screen readers say it with the field, whenever the keyboard comes there.
        self.edit.setAccessibleDescription(text)
        words = self.tr("Use {name}").format(name=isolated(self._suggested))
        self.suggestion_button.setText(words.replace("&", "&&"))
        self.suggestion_button.setAccessibleName(words)
        self.suggestion_button.setVisible(bool(self._suggested))

    def _show_problem(self) -> None:
        self._say()
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.edit, self.problem_label.text(), is_urgent=True)

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        self._was_edited = True
        self.clear_problem()

    @Slot()
    def _on_suggestion_clicked(self) -> None:
        self.edit.setText(self._suggested)
        self.clear_problem()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
