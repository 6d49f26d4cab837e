"""What the person has chosen of how the program behaves, for all parts of the window at once.

The rule: a choice is kept the moment it is made, and whoever offers it elsewhere is told.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from chatroom_client.settings import ClientSettings, Sound


class Choices(QObject):
    """Read a choice when it matters, or connect `changed` and read all of yours again."""

    changed = Signal()
    """Something was chosen that was not so before."""

    def __init__(self, settings: ClientSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def sound(self) -> Sound:
        """When to be heard."""
        return self._settings.sound

    @property
    def is_do_not_disturb(self) -> bool:
        """Nothing but an announcement may ask for attention."""
        return self._settings.is_do_not_disturb

    @property
    def has_tray(self) -> bool:
        """Closing the window keeps the program in the tray, where there is one."""
        return self._settings.has_tray

    @property
    def sends_with_ctrl_enter(self) -> bool:
        """Ctrl+Enter sends, and Enter alone begins a new line."""
        return self._settings.sends_with_ctrl_enter

    @property
    def is_shared_computer(self) -> bool:
        """The next person here is somebody else."""
        return self._settings.is_shared_computer

    @property
    def is_plain(self) -> bool:
        """Only the course's protocol is spoken, from the next start on."""
        return self._settings.is_plain

    def choose_sound(self, sound: Sound) -> None:
        """Be heard then and no oftener."""
        if sound is not self._settings.sound:
            self._settings.sound = sound
            self.changed.emit()

    def set_do_not_disturb(self, is_on: bool) -> None:
        """Ask for no attention but with an announcement, or again with everything."""
        if is_on != self._settings.is_do_not_disturb:
            self._settings.is_do_not_disturb = is_on
            self.changed.emit()

    def set_tray(self, has_tray: bool) -> None:
        """Stay in the tray when the window is closed, or end with it."""
        if has_tray != self._settings.has_tray:
            self._settings.has_tray = has_tray
            self.changed.emit()

    def set_sends_with_ctrl_enter(self, is_so: bool) -> None:
        """Send with Ctrl+Enter, or with Enter alone."""
        if is_so != self._settings.sends_with_ctrl_enter:
            self._settings.sends_with_ctrl_enter = is_so
            self.changed.emit()

    def set_shared_computer(self, is_shared: bool) -> None:
        """Forget the person, now and at the end, or remember from now on."""
        if is_shared != self._settings.is_shared_computer:
            self._settings.is_shared_computer = is_shared
            self.changed.emit()

    def set_plain(self, is_plain: bool) -> None:
        """Speak only the course's protocol from the next start on, or the rich one too."""
        if is_plain != self._settings.is_plain:
            self._settings.is_plain = is_plain
            self.changed.emit()
