"""The part of both windows' settings that is about looks: language, theme and size of the text.

The rule: it asks the menu of looks for everything, so that the two never say different things.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from shared.ui import spacing
from shared.ui.language import Languages
from shared.ui.look_menu import TEXT_PERCENTS, LookMenu
from shared.ui.theme_source import ThemeChoice, ThemeSource


class LookForm(QWidget):
    """Three choices with their labels, on at once; whoever keeps what the menu tells keeps these too."""

    def __init__(self, look: LookMenu, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._themes = themes
        self._language_label, self.language_box = QLabel(self), QComboBox(self)
        self._theme_label, self.theme_box = QLabel(self), QComboBox(self)
        self._size_label, self.size_box = QLabel(self), QComboBox(self)
        self._below: tuple[QLabel, ...] = ()
        for code in (None, *(code for code, _ in Languages.AVAILABLE)):
            self.language_box.addItem("", code)
        for choice in ThemeChoice:
            self.theme_box.addItem("", choice)
        for percent in TEXT_PERCENTS:
            self.size_box.addItem("", percent)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(spacing.SMALL)
        # A label above its box where there is no room beside it.
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, box in (
            (self._language_label, self.language_box),
            (self._theme_label, self.theme_box),
            (self._size_label, self.size_box),
        ):
            form.addRow(label, box)
            label.setBuddy(box)
        # `activated` and not `currentIndexChanged`: only what the person has chosen.
        self.language_box.activated.connect(self._on_language_chosen)
        self.theme_box.activated.connect(self._on_theme_chosen)
        self.size_box.activated.connect(self._on_size_chosen)
        look.look_changed.connect(self._show_choices)
        self.retranslate()
        self._show_choices()

    def align(self, labels: Sequence[QLabel]) -> None:
        """Keep `labels` of rows below as wide as these here, so that all boxes begin on one line."""
        self._below = tuple(labels)
        self._align()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        # In both languages: whoever opens it may not read the one that is on.
        self._language_label.setText("Language · 语言")
        self._theme_label.setText(self.tr("Theme"))
        self._size_label.setText(self.tr("Text size"))
        self.language_box.setItemText(0, self.tr("Like the computer"))
        for place, (_, name) in enumerate(Languages.AVAILABLE, start=1):
            self.language_box.setItemText(place, name)
        words = {
            ThemeChoice.SYSTEM: self.tr("Like the computer"),
            ThemeChoice.LIGHT: self.tr("Light"),
            ThemeChoice.DARK: self.tr("Dark"),
        }
        for choice, word in words.items():
            self.theme_box.setItemText(self.theme_box.findData(choice), word)
        for place, percent in enumerate(TEXT_PERCENTS):
            self.size_box.setItemText(place, self.tr("{percent} %").format(percent=percent))
        self._align()

    def _align(self) -> None:
        all_labels = (self._language_label, self._theme_label, self._size_label, *self._below)
        for label in all_labels:
            label.setMinimumWidth(0)  # which counts in what it says it wants
        width = max(label.sizeHint().width() for label in all_labels)
        for label in all_labels:
            label.setMinimumWidth(width)

    @Slot()
    def _show_choices(self) -> None:
        chosen = (
            (self.language_box, self._look.language),
            (self.theme_box, self._themes.choice),
            (self.size_box, self._themes.text_percent),
        )
        for box, value in chosen:
            blocker = QSignalBlocker(box)
            box.setCurrentIndex(max(0, box.findData(value)))
            blocker.unblock()

    @Slot(int)
    def _on_language_chosen(self, place: int) -> None:
        self._look.choose_language(self.language_box.itemData(place))

    @Slot(int)
    def _on_theme_chosen(self, place: int) -> None:
        self._look.choose_theme(self.theme_box.itemData(place))

    @Slot(int)
    def _on_size_chosen(self, place: int) -> None:
        self._look.choose_text_percent(self.size_box.itemData(place))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
