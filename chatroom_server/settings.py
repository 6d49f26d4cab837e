"""What the host's window remembers from one day to the next.

The rule: whatever stands in the file, from another version or from somebody's own hand, every value read is one
that the window can use. On a shared computer no name is in it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from shared.ui.look_menu import TEXT_PERCENTS
from shared.ui.theme_source import ThemeChoice

SMALLEST_PORT: Final = 1_024
"""What is below needs more rights than a person has."""

LARGEST_PORT: Final = 65_535

_PERSONAL: Final = ("room/name", "room/host_name", "room/emoji")


class WindowSettings:
    """Reads and writes the settings of this program.

    Set the application's organisation and name first. Writing is instant; nothing has to be saved at the end.
    """

    def __init__(self) -> None:
        self._settings = QSettings()

    @property
    def room_name(self) -> str:
        """The room opened last, or nothing. It is not kept on a shared computer."""
        return self._text("room/name")

    @room_name.setter
    def room_name(self, name: str) -> None:
        self._keep_personal("room/name", name)

    @property
    def host_name(self) -> str:
        """The host's own name, as it was last, or nothing. It is not kept on a shared computer."""
        return self._text("room/host_name")

    @host_name.setter
    def host_name(self, name: str) -> None:
        self._keep_personal("room/host_name", name)

    @property
    def recent_emoji(self) -> tuple[str, ...]:
        """The emoji that the host chose last, the newest first. They are not kept on a shared computer."""
        return tuple(self._text("room/emoji").split())

    @recent_emoji.setter
    def recent_emoji(self, emoji: tuple[str, ...]) -> None:
        self._keep_personal("room/emoji", " ".join(emoji))

    @property
    def is_shared(self) -> bool:
        """Whether others use this computer under the same account, so that nothing of the person is kept."""
        return self._is_on("privacy/shared_computer")

    @is_shared.setter
    def is_shared(self, is_shared: bool) -> None:
        self._settings.setValue("privacy/shared_computer", "yes" if is_shared else "no")
        if is_shared:
            for key in _PERSONAL:
                self._settings.remove(key)
            # At once: whoever now switches the computer off believes that nothing is left.
            self._settings.sync()

    @property
    def keeps_history(self) -> bool:
        """Whether what is said in a room is written down, for exports and the next lesson."""
        return self._is_on("room/keeps_history", if_unknown=True)

    @keeps_history.setter
    def keeps_history(self, keeps_history: bool) -> None:
        self._settings.setValue("room/keeps_history", "yes" if keeps_history else "no")

    @property
    def rings_for_hands(self) -> bool:
        """Whether a raised hand makes a sound."""
        return self._is_on("hands/sound")

    @rings_for_hands.setter
    def rings_for_hands(self, rings: bool) -> None:
        self._settings.setValue("hands/sound", "yes" if rings else "no")

    @property
    def tcp_port(self) -> int | None:
        """The chat port that the host asks for by number; None for the usual one, or a free one."""
        text = self._text("room/tcp_port")
        port = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        return port if SMALLEST_PORT <= port <= LARGEST_PORT else None

    @tcp_port.setter
    def tcp_port(self, port: int | None) -> None:
        self._settings.setValue("room/tcp_port", "" if port is None else port)

    @property
    def geometry(self) -> QByteArray:
        """For the window's `restoreGeometry`; empty at the first start."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)

    @property
    def splitter(self) -> QByteArray:
        """For the splitter's `restoreState`; empty at the first start."""
        return self._bytes("window/splitter")

    @splitter.setter
    def splitter(self, state: QByteArray) -> None:
        self._settings.setValue("window/splitter", state)

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the computer is."""
        try:
            return ThemeChoice(self._text("look/theme"))
        except ValueError:
            return ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._settings.setValue("look/theme", choice.value)

    @property
    def language(self) -> str | None:
        """The code of the language that was chosen, or None for the computer's own."""
        return self._text("look/language") or None

    @language.setter
    def language(self, code: str | None) -> None:
        self._settings.setValue("look/language", code or "")

    @property
    def text_percent(self) -> int:
        """The size of the text, 100 being the computer's own."""
        text = self._text("look/text_percent")
        percent = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 100
        return max(TEXT_PERCENTS[0], min(TEXT_PERCENTS[-1], percent))

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._settings.setValue("look/text_percent", percent)

    def _keep_personal(self, key: str, text: str) -> None:
        if not self.is_shared:
            self._settings.setValue(key, text)

    def _is_on(self, key: str, *, if_unknown: bool = False) -> bool:
        text = self._text(key)
        return text == "yes" if text in ("yes", "no") else if_unknown

    def _text(self, key: str) -> str:
        value = self._settings.value(key, "")
        return str(value) if isinstance(value, (str, int)) else ""

    def _bytes(self, key: str) -> QByteArray:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
