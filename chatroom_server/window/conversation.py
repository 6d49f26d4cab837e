"""The conversation as the host sees it.

The rule: only what the room has confirmed stands in the transcript, in the room's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QMenu, QVBoxLayout, QWidget

from chatroom_server.facts import AnnouncedByHost, PinnedAgain, Unpinned
from chatroom_server.history.reader import Found
from chatroom_server.window.conversation_search import ConversationSearch
from chatroom_server.window.fact_entries import FactEntries
from chatroom_server.window.people_model import PeopleModel
from chatroom_server.window.pinned_by_host import PinnedByHost
from chatroom_server.window_facts import Happening
from shared.protocol.messages import Old
from shared.ui.inert import isolated
from shared.ui.theme_source import ThemeSource
from shared.ui.transcript_entry import Entry
from shared.ui.transcript_model import TranscriptModel
from shared.ui.transcript_rows import EntryRow, HistoryEdge
from shared.ui.transcript_view import TranscriptView

_LEAST_HEIGHT: Final = 48
"""A line or two: on the smallest screens all else has to be there, too."""


class Conversation(QWidget):
    """Call ``begin_room`` when a room opens, then ``apply`` with every batch of facts.

    What was said before the room opened comes with ``put_older``: the newest at once, the rest when asked for.
    """

    older_wanted = Signal(int)
    """Answer with ``put_older``: what was said before the message with this id."""
    whisper_wanted = Signal(int)
    """A guest's number: the composer should whisper to them."""
    text_typed = Signal(str)
    """Typed while the transcript had the keyboard; it belongs into the composer."""

    message_copied = Signal(str)
    """What a search has found stands no longer in the transcript, and is on the clipboard now."""
    take_down_wanted = Signal()
    """The announcement above the conversation should no longer be there."""
    search_closed = Signal()
    """The host has done looking for something."""

    def __init__(self, people: PeopleModel, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._host_name = ""
        self._oldest_id = 0
        self._has_all = False
        self._has_history = False
        self._entries = FactEntries(self)
        self._model = TranscriptModel(self)
        self._pinned = PinnedByHost()
        self._search = ConversationSearch(themes)
        self._view = TranscriptView(self._model, themes)
        self._view.setObjectName("transcript")
        self._view.setMinimumHeight(_LEAST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pinned)
        column.addWidget(self._search)
        column.addWidget(self._view, 1)
        self._view.whisper_requested.connect(self._on_whisper_requested)
        self._view.menu_requested.connect(self._on_menu_requested)
        self._view.text_typed.connect(self.text_typed)
        self._model.older_wanted.connect(self._on_older_wanted)
        self._model.oldest_dropped.connect(self._on_oldest_dropped)
        self._search.results_shown.connect(self._on_results_shown)
        self._search.chosen.connect(self._on_chosen)
        self._search.closed.connect(self.search_closed)
        self._pinned.take_down_wanted.connect(self.take_down_wanted)
        self.retranslate()

    @property
    def reading_place(self) -> QWidget:
        """Where the keyboard belongs for reading: the transcript, or the field of the search in its place."""
        return self._search.field if self._search.isVisible() else self._view

    @property
    def view(self) -> TranscriptView:
        """The transcript itself."""
        return self._view

    def begin_room(self, host_name: str, history_file: Path | None) -> None:
        """Begin an empty transcript; what is said under ``host_name`` is the host's own."""
        self._host_name = host_name
        self._oldest_id = 0
        self._has_all = False
        self._has_history = history_file is not None
        self._model.clear()
        self._pinned.unpin()
        self._search.begin_room(history_file)

    def put_older(self, messages: Sequence[Old], *, is_all: bool) -> None:
        """Put what was said earlier on top, oldest first; ``is_all`` if nothing is older than that."""
        self._has_all = is_all
        if messages:
            self._oldest_id = messages[0].stamp.id
        if not is_all:
            self._model.set_edge(HistoryEdge.MORE)
        elif self._oldest_id:
            self._model.set_edge(HistoryEdge.START)
        self._model.prepend(self._entries.earlier(messages, self._host_name))

    def pin(self, text: str) -> None:
        """Keep an announcement above the conversation."""
        self._pinned.pin(text)

    def apply(self, facts: Sequence[Happening]) -> None:
        """Show what has happened."""
        entries = self._entries.entries(facts)
        if entries:
            self._model.append(entries)
        for fact in facts:
            match fact:
                case AnnouncedByHost() | PinnedAgain():
                    self._pinned.pin(fact.text)
                case Unpinned():
                    self._pinned.unpin()
                case _:
                    pass

    def open_search(self) -> None:
        """Let the host look for what was said."""
        self._search.open()

    @Slot(int)
    def scroll_pages(self, pages: int) -> None:
        """Scroll by so many pages, upwards if negative."""
        action = QAbstractSlider.SliderAction
        bar = self._view.verticalScrollBar()
        bar.triggerAction(action.SliderPageStepAdd if pages > 0 else action.SliderPageStepSub)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        # It is shown only until the first guest comes.
        self._view.set_empty_text(
            self.tr(
                "Nobody is here yet.\n"
                "Guests start chatroom-client: it finds the room, or takes the address above. "
                "F11 shows it large."
            )
        )

    @Slot(bool)
    def _on_results_shown(self, is_shown: bool) -> None:
        # One of the two has the place, and the other one its share of the stretch.
        self._view.setVisible(not is_shown)

    @Slot(object)
    def _on_chosen(self, found: Found) -> None:
        number = self._number_of(found.message.id)
        if number is None:
            QGuiApplication.clipboard().setText(found.message.text)
            self.message_copied.emit(found.message.text)
            return
        self._search.close_search()
        index = self._model.index(number)
        self._view.setCurrentIndex(index)
        # At the lower edge stands the button that leads to the newest; and what was said around it tells, too.
        self._view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _number_of(self, message_id: int) -> int | None:
        """Where the message with this id is shown, or None if it is not."""
        return next(
            (
                number
                for number, row in enumerate(self._model.shown_rows)
                if isinstance(row, EntryRow) and row.entry.message_id == message_id
            ),
            None,
        )

    @Slot()
    def _on_older_wanted(self) -> None:
        # Before the first answer nothing is known to be older than, and after the last there is nothing.
        if self._oldest_id and not self._has_all:
            self.older_wanted.emit(self._oldest_id)

    @Slot()
    def _on_oldest_dropped(self) -> None:
        self._oldest_id = self._model.oldest_id or self._oldest_id
        self._has_all = not self._has_history
        self._model.set_edge(HistoryEdge.MORE if self._has_history else HistoryEdge.DROPPED)

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
