"""The part of both windows' menus that is about looks: theme, language and size of the text.

What is chosen is put on at once, everywhere; keeping it for the next start is for the window.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource

TEXT_PERCENTS: Final = (70, 80, 90, 100, 110, 125, 150, 175, 200, 250)
"""The sizes of the text there are. The largest fills a projector, and the smallest can still be read."""

_NORMAL_PERCENT: Final = 100


class LookMenu(QObject):
    """Three submenus. Put them into a menu with `add_to`, and save the choices when `look_changed` comes."""

    look_changed = Signal()
    """Something was chosen, and is on: ask `ThemeSource`, `language` and `ThemeSource.text_percent`."""

    def __init__(
        self, themes: ThemeSource, languages: Languages, language: str | None, window: QWidget
    ) -> None:
        """`language` is what was chosen at an earlier start, None for the computer's own.

        The shortcuts of the text's size work in all of `window`.
        """
        super().__init__(window)
        self._themes = themes
        self._languages = languages
        self._language = language
        self._theme_menu = QMenu(window)
        self._theme_actions = {choice: self._choice(self._theme_menu) for choice in ThemeChoice}
        self._language_menu = QMenu(window)
        self._language_actions = {
            code: self._choice(self._language_menu)
            for code in (None, *(code for code, _ in Languages.AVAILABLE))
        }
        self._size_menu = QMenu(window)
        self._larger = self._size_menu.addAction("")
        self._smaller = self._size_menu.addAction("")
        self._normal = self._size_menu.addAction("")
        plus, minus = QKeySequence.StandardKey.ZoomIn, QKeySequence.StandardKey.ZoomOut
        # Without Shift, "+" is "=" on most keyboards.
        self._larger.setShortcuts([*QKeySequence.keyBindings(plus), QKeySequence("Ctrl+=")])
        self._smaller.setShortcuts(QKeySequence.keyBindings(minus))
        self._normal.setShortcut(QKeySequence("Ctrl+0"))
        # A menu that is closed gives its shortcuts to nobody; the window has them always.
        window.addActions([self._larger, self._smaller, self._normal])
        self._wire()
        self._show_choices()
        self.retranslate()

    @property
    def language(self) -> str | None:
        """The code of the language that was chosen, or None for the computer's own."""
        return self._language

    def add_to(self, menu: QMenu) -> None:
        """Append the submenus to `menu`."""
        for submenu in (self._theme_menu, self._language_menu, self._size_menu):
            menu.addMenu(submenu)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        self._theme_menu.setTitle(self.tr("Theme"))
        self._theme_actions[ThemeChoice.SYSTEM].setText(self.tr("Like the computer"))
        self._theme_actions[ThemeChoice.LIGHT].setText(self.tr("Light"))
        self._theme_actions[ThemeChoice.DARK].setText(self.tr("Dark"))
        # In both languages: whoever opens it may not read the one that is on.
        self._language_menu.setTitle("Language · 语言")
        names = dict(Languages.AVAILABLE)
        for code, action in self._language_actions.items():
            action.setText(self.tr("Like the computer") if code is None else names[code])
        self._size_menu.setTitle(self.tr("Text size"))
        self._larger.setText(self.tr("Larger"))
        self._smaller.setText(self.tr("Smaller"))
        self._normal.setText(self.tr("Normal"))

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Put a theme on, as if it had been chosen in the menu."""
        self._theme_actions[choice].setChecked(True)
        self._on_theme_chosen()

    def choose_language(self, code: str | None) -> None:
        """Speak another language, as if it had been chosen in the menu; None is the computer's own."""
        self._language_actions[code if code in self._language_actions else None].setChecked(True)
        self._on_language_chosen()

    def choose_text_percent(self, percent: int) -> None:
        """Make the text so large, one of `TEXT_PERCENTS`, as if it had been chosen in the menu."""
        self._set_text_percent(percent)

    def _choice(self, menu: QMenu) -> QAction:
        action = menu.addAction("")
        action.setCheckable(True)
        return action

    def _wire(self) -> None:
        for actions in (self._theme_actions.values(), self._language_actions.values()):
            group = QActionGroup(self)
            for action in actions:
                group.addAction(action)
        for action in self._theme_actions.values():
            action.triggered.connect(self._on_theme_chosen)
        for action in self._language_actions.values():
            action.triggered.connect(self._on_language_chosen)
        self._larger.triggered.connect(self._on_larger)
        self._smaller.triggered.connect(self._on_smaller)
        self._normal.triggered.connect(self._on_normal)
        self._languages.language_changed.connect(self._on_language_changed)

    def _show_choices(self) -> None:
        self._theme_actions[self._themes.choice].setChecked(True)
        known = self._language if self._language in self._language_actions else None
        self._language_actions[known].setChecked(True)
        self._larger.setEnabled(self._themes.text_percent < TEXT_PERCENTS[-1])
        self._smaller.setEnabled(self._themes.text_percent > TEXT_PERCENTS[0])

    def _set_text_percent(self, percent: int) -> None:
        self._themes.set_text_percent(percent)
        self._show_choices()
        self.look_changed.emit()

    @Slot()
    def _on_theme_chosen(self) -> None:
        chosen = next(choice for choice, action in self._theme_actions.items() if action.isChecked())
        self._themes.choose(chosen)
        self.look_changed.emit()

    @Slot()
    def _on_language_chosen(self) -> None:
        self._language = next(code for code, action in self._language_actions.items() if action.isChecked())
        self._languages.choose(self._language)
        self.look_changed.emit()

    @Slot()
    def _on_larger(self) -> None:
        now = self._themes.text_percent
        self._set_text_percent(next((size for size in TEXT_PERCENTS if size > now), TEXT_PERCENTS[-1]))

    @Slot()
    def _on_smaller(self) -> None:
        now = self._themes.text_percent
        self._set_text_percent(
            next((size for size in reversed(TEXT_PERCENTS) if size < now), TEXT_PERCENTS[0])
        )

    @Slot()
    def _on_normal(self) -> None:
        self._set_text_percent(_NORMAL_PERCENT)

    @Slot()
    def _on_language_changed(self) -> None:
        self.retranslate()
