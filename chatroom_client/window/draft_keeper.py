"""Keeps what is being typed for the next start of the program, and puts it back into the box there.

The rule: what was sent is no draft any more, at once; and what the person is typing now is never overwritten.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from chatroom_client.drafts import Draft
from chatroom_client.settings import ClientSettings
from chatroom_client.window.composer import Composer

_REST_MILLISECONDS = 1_000  # of typing, at most so much is lost with a program that is killed


class DraftKeeper(QObject):
    """Call `enter` in a room and `leave` before another one is joined or the window closes."""

    def __init__(self, composer: Composer, settings: ClientSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._composer = composer
        self._settings = settings
        self._room = ""
        self._name = ""
        self._timer = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._timer.timeout.connect(self.save)
        composer.draft_changed.connect(self._on_draft_changed)

    def enter(self, room: str, name: str) -> None:
        """The person is in `room`, as `name`: what was left unsaid there comes back, unless something is typed."""
        self._room, self._name = room, name
        draft = self._settings.draft_of(room, name)
        if draft is not None and not self._composer.text.strip():
            self._composer.put_in(draft.to, draft.text)
        self.save()

    def leave(self) -> None:
        """What is typed from now on belongs to no room yet."""
        self.save()
        self._room = self._name = ""

    @Slot()
    def save(self) -> None:
        """Keep what is in the box right now."""
        self._timer.stop()
        if self._room:
            draft = Draft(self._room, self._name, self._composer.recipient, self._composer.text)
            self._settings.keep_draft(draft)

    @Slot()
    def _on_draft_changed(self) -> None:
        if not self._composer.text:
            self.save()
        elif not self._timer.isActive():
            self._timer.start()
