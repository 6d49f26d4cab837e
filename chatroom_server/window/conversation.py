"""The conversation as the host sees it.

The rule: only what the room has confirmed stands in the transcript, in the room's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QAbstractSlider, QMenu, QVBoxLayout, QWidget

from chatroom_server.facts import AnnouncedByHost, Fact
from chatroom_server.window.fact_entries import FactEntries
from chatroom_server.window.people_model import PeopleModel
from shared.ui.inert import isolated
from shared.ui.pinned_strip import PinnedStrip
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_entry import Entry
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_view import TranscriptView

_LEAST_HEIGHT: Final = 48
"""A line or two: on the smallest screens all else has to be there, too."""


class Conversation(QWidget):
    """Call ``begin_room`` when a room opens, then ``apply`` with every batch of facts."""

    whisper_wanted = Signal(int)
    """A guest's number: the composer should whisper to them."""
    text_typed = Signal(str)
    """Typed while the transcript had the keyboard; it belongs into the composer."""

    def __init__(self, people: PeopleModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._entries = FactEntries(self)
        self._model = TranscriptModel(self)
        self._pinned = PinnedStrip()
        self._view = TranscriptView(self._model, themes)
        self._view.setObjectName("transcript")
        self._view.setMinimumHeight(_LEAST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pinned)
        column.addWidget(self._view, 1)
        self._view.whisper_requested.connect(self._on_whisper_requested)
        self._view.menu_requested.connect(self._on_menu_requested)
        self._view.text_typed.connect(self.text_typed)
        self.retranslate()

    @property
    def view(self) -> TranscriptView:
        """The transcript itself."""
        return self._view

    def begin_room(self) -> None:
        """Begin an empty transcript."""
        self._model.clear()
        self._pinned.unpin()

    def apply(self, facts: Sequence[Fact]) -> None:
        """Show what has happened."""
        entries = self._entries.entries(facts)
        if entries:
            self._model.append(entries)
        for fact in facts:
            if isinstance(fact, AnnouncedByHost):
                self._pinned.pin(fact.text)

    @Slot(int)
    def scroll_pages(self, pages: int) -> None:
        """Scroll by so many pages, upwards if negative."""
        action = QAbstractSlider.SliderAction
        bar = self._view.verticalScrollBar()
        bar.triggerAction(action.SliderPageStepAdd if pages > 0 else action.SliderPageStepSub)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._view.set_empty_text(self.tr("Nobody has said anything yet."))

    @Slot(str)
    def _on_whisper_requested(self, name: str) -> None:
        person = self._people.named(name)
        if person is not None:
            self.whisper_wanted.emit(person.guest)

    @Slot(object, QMenu)
    def _on_menu_requested(self, entry: Entry, menu: QMenu) -> None:
        person = None if entry.is_own else self._people.named(entry.sender)
        if person is None or person.is_host:
            return
        guest = person.guest
        text = self.tr("Whisper to {name}").format(name=isolated(person.name).replace("&", "&&"))
        menu.addAction(text, lambda: self.whisper_wanted.emit(guest))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
