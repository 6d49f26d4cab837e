"""The button with the three lines, from which a window's menu opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from shared.ui.icons import icon
from shared.ui.stylesheet import set_role
from shared.ui.theme import Theme
from shared.ui.theme_source import ThemeSource


class MenuButton(QToolButton):
    """Opens `menu` by mouse, by Space and by Enter."""

    def __init__(self, themes: ThemeSource, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "quiet")
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        themes.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(themes.theme)
        self._fit_icon()
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self.setAccessibleName(self.tr("Menu"))
        self.setToolTip(self.tr("Menu"))

    def _fit_icon(self) -> None:
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        self.setIcon(icon("menu", theme.muted_text))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fit_icon()
        super().changeEvent(event)
