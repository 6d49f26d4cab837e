"""Decides which set of colours is on, and dresses the application in it: palette, style sheet and fonts.

The rule: whoever paints asks a `ThemeSource` for its theme at the moment of painting, and holds no colour.
"""

from __future__ import annotations

import enum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QStyleFactory

from shared.ui.fonts import mono_font, points_of, text_font
from shared.ui.icons import IconFiles
from shared.ui.palettes import build_palette
from shared.ui.stylesheet import build_stylesheet
from shared.ui.theme import DARK, LIGHT, Theme


class ThemeChoice(enum.Enum):
    """What the person asked for; the value is the word kept in the settings."""

    SYSTEM = "system"  # as the computer is, also when it changes while the program runs
    LIGHT = "light"  # always light, for a projector in a bright room
    DARK = "dark"  # always dark


class ThemeSource(QObject):
    """Dresses the whole application, and tells widgets that paint for themselves which colours to use.

    Make one before the first window, and hand it to every widget that paints. Such a widget reads `theme`
    when it paints, and connects `theme_changed` to its `update()`; all others are dressed by the
    application's palette and style sheet and have nothing to do.
    """

    theme_changed = Signal(object)
    """The new `Theme`, after the application has been dressed in it."""

    def __init__(
        self,
        app: QApplication,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._choice = choice
        self._theme = LIGHT
        self._icon_files = IconFiles()
        self._normal_font = text_font(app.font())
        self._text_percent = 100
        app.setFont(self._normal_font)
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)
        self._ask_platform()
        self._theme = self._wanted_theme(app.styleHints().colorScheme())
        self._dress()

    @property
    def theme(self) -> Theme:
        """The colours that are on now."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What was chosen last; keep it in the settings."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Change to `choice` at once; `theme_changed` follows if the colours differ."""
        self._choice = choice
        self._ask_platform()
        self._change_to(self._wanted_theme(self._app.styleHints().colorScheme()))

    @property
    def text_percent(self) -> int:
        """How large all text is, 100 being the computer's own size; keep it in the settings."""
        return self._text_percent

    def set_text_percent(self, percent: int) -> None:
        """Make all text that large at once, headings and transcript included."""
        if percent == self._text_percent:
            return
        self._text_percent = percent
        font = QFont(self._normal_font)
        # A font that is measured in pixels has no points of its own.
        points = self._normal_font.pointSizeF()
        normal = points if points > 0 else points_of(self._normal_font)
        font.setPointSizeF(normal * percent / 100)
        self._app.setFont(font)
        self._dress()

    def _ask_platform(self) -> None:
        """Let title bars and native dialogs follow the choice, where the platform can."""
        hints = self._app.styleHints()
        match self._choice:
            case ThemeChoice.SYSTEM:
                hints.unsetColorScheme()
            case ThemeChoice.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case ThemeChoice.DARK:
                hints.setColorScheme(Qt.ColorScheme.Dark)

    def _wanted_theme(self, system: Qt.ColorScheme) -> Theme:
        match self._choice:
            case ThemeChoice.SYSTEM:
                return DARK if system is Qt.ColorScheme.Dark else LIGHT
            case ThemeChoice.LIGHT:
                return LIGHT
            case ThemeChoice.DARK:
                return DARK

    def _change_to(self, theme: Theme) -> None:
        if theme is self._theme:
            return
        self._theme = theme
        self._dress()
        self.theme_changed.emit(theme)

    def _dress(self) -> None:
        font = self._app.font()
        self._app.setPalette(build_palette(self._theme))
        self._app.setStyleSheet(
            build_stylesheet(self._theme, points_of(font), mono_font(font).family(), self._icon_files)
        )

    @Slot(Qt.ColorScheme)
    def _on_color_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._change_to(self._wanted_theme(scheme))
