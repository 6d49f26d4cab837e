"""What the host's window remembers from one day to the next.

The rule: whatever stands in the file, from another version or from somebody's own hand, every value read is one
that the window can use.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from shared.ui.theme_source import ThemeChoice

SMALLEST_TEXT_PERCENT: Final = 70
LARGEST_TEXT_PERCENT: Final = 250


class WindowSettings:
    """Reads and writes the settings of this program.

    Set the application's organisation and name first. Writing is instant; nothing has to be saved at the end.
    """

    def __init__(self) -> None:
        self._settings = QSettings()

    @property
    def room_name(self) -> str:
        """The room opened last, or nothing."""
        return self._text("room/name")

    @room_name.setter
    def room_name(self, name: str) -> None:
        self._settings.setValue("room/name", name)

    @property
    def host_name(self) -> str:
        """The host's own name, as it was last, or nothing."""
        return self._text("room/host_name")

    @host_name.setter
    def host_name(self, name: str) -> None:
        self._settings.setValue("room/host_name", name)

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
        return max(SMALLEST_TEXT_PERCENT, min(LARGEST_TEXT_PERCENT, percent))

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._settings.setValue("look/text_percent", percent)

    def _text(self, key: str) -> str:
        value = self._settings.value(key, "")
        return str(value) if isinstance(value, (str, int)) else ""

    def _bytes(self, key: str) -> QByteArray:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
