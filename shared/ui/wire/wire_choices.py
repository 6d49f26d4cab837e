"""The two buttons that choose whose frames are shown, and which.

The rule: what a button says is what is held back, so that nobody looks for frames that a forgotten choice hides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from shared.ui.inert import inert_line, isolated
from shared.ui.stylesheet import set_role
from shared.ui.wire.wire_filter import RowKind, Way

_MOST_NAMES: Final = 60
"""More are no menu any more: whoever looks for one of the others types the name."""
_WIDEST_NAME: Final = 12


class PeopleChoice(QPushButton):
    """Everybody's frames, or one person's. ``names`` is asked when the menu opens."""

    chosen = Signal(str)
    """A name, empty for everybody."""

    def __init__(self, names: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._name = ""
        set_role(self, "choice")
        self._choices = QMenu(self)
        self._choices.aboutToShow.connect(self._on_about_to_show)
        self.setMenu(self._choices)
        self.retranslate()

    @property
    def name(self) -> str:
        """Who is chosen, empty for everybody."""
        return self._name

    def choose(self, name: str) -> None:
        """Choose one person, or with an empty name everybody."""
        self._name = name
        self.retranslate()
        self.chosen.emit(name)

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        everybody = self.tr("All people")
        width = self.fontMetrics().averageCharWidth() * _WIDEST_NAME
        shown = self.fontMetrics().elidedText(inert_line(self._name), Qt.TextElideMode.ElideRight, width)
        self.setText(
            self.tr("{choice} ▾").format(choice=isolated(shown) if shown else everybody).replace("&", "&&")
        )
        said = isolated(self._name) if self._name else everybody
        self.setAccessibleName(self.tr("Whose frames are shown: {choice}").format(choice=said))

    @Slot()
    def _on_about_to_show(self) -> None:
        self._choices.clear()
        self._add(self.tr("All people"), "")
        self._choices.addSeparator()
        names = self._names()
        for name in names[:_MOST_NAMES]:
            self._add(isolated(name), name)
        if not names:
            self._choices.addAction(self.tr("Nobody has logged in yet")).setEnabled(False)
        elif len(names) > _MOST_NAMES:
            self._choices.addAction(self.tr("For others, type the name into the filter")).setEnabled(False)

    def _add(self, text: str, name: str) -> None:
        action = self._choices.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(name == self._name)
        action.triggered.connect(partial(self._on_triggered, name))

    def _on_triggered(self, name: str, _is_checked: bool = False) -> None:
        self.choose(name)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self.retranslate()
        super().changeEvent(event)


class TypeChoice(QPushButton):
    """Which types, which way, and whether only what is wrong."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "choice")
        self.kind, self.way, self.is_only_wrong = RowKind.ALL, Way.BOTH, False
        menu = QMenu(self)
        self._kinds = {kind: self._add(menu, partial(self._on_kind, kind)) for kind in RowKind}
        menu.addSeparator()
        self._ways = {way: self._add(menu, partial(self._on_way, way)) for way in Way}
        menu.addSeparator()
        self._wrong = self._add(menu, self._on_wrong)
        self.setMenu(menu)
        self.retranslate()

    def show_all(self) -> None:
        """Choose everything."""
        self.kind, self.way, self.is_only_wrong = RowKind.ALL, Way.BOTH, False
        self.retranslate()

    def retranslate(self) -> None:
        """Say all words again, in the language that is on now."""
        for kind, action in self._kinds.items():
            action.setText(self._kind_words(kind))
            action.setChecked(kind is self.kind)
        for way, action in self._ways.items():
            action.setText(self._way_words(way))
            action.setChecked(way is self.way)
        self._wrong.setText(self.tr("Only wrong ones"))
        self._wrong.setChecked(self.is_only_wrong)
        choice = self._choice()
        self.setText(self.tr("{choice} ▾").format(choice=choice))
        self.setAccessibleName(self.tr("Which frames are shown: {choice}").format(choice=choice))

    def _choice(self) -> str:
        parts = []
        if self.kind is not RowKind.ALL:
            parts.append(self._short(self.kind))
        if self.way is not Way.BOTH:
            parts.append("→" if self.way is Way.TO_SERVER else "←")
        if self.is_only_wrong:
            parts.append(self.tr("wrong ones"))
        return " ".join(parts) if parts else self.tr("All types")

    def _short(self, kind: RowKind) -> str:
        match kind:
            case RowKind.ALL:
                return ""
            case RowKind.CONNECTIONS:
                return self.tr("Connections")
            case RowKind.DATAGRAMS:
                return self.tr("UDP")
            case _:
                return self.tr("Type {type}").format(type=kind.value)

    def _kind_words(self, kind: RowKind) -> str:
        match kind:
            case RowKind.ALL:
                return self.tr("All types")
            case RowKind.TYPE_0:
                return self.tr("0 · name refused")
            case RowKind.TYPE_1:
                return self.tr("1 · log in, already online")
            case RowKind.TYPE_2:
                return self.tr("2 · whisper, came online")
            case RowKind.TYPE_3:
                return self.tr("3 · say to everyone, went offline")
            case RowKind.TYPE_4:
                return self.tr("4 · chat text")
            case RowKind.TYPE_5:
                return self.tr("5 · rich dialect: who I am")
            case RowKind.TYPE_6:
                return self.tr("6 · rich dialect: everything else")
            case RowKind.CONNECTIONS:
                return self.tr("Connections: begun and ended")
            case RowKind.DATAGRAMS:
                return self.tr("UDP: where is a room?")

    def _way_words(self, way: Way) -> str:
        match way:
            case Way.BOTH:
                return self.tr("Both ways")
            case Way.TO_SERVER:
                return self.tr("→ to the server")
            case Way.FROM_SERVER:
                return self.tr("← from the server")

    def _add(self, menu: QMenu, then: Callable[[bool], None]) -> QAction:
        action = menu.addAction("")
        action.setCheckable(True)
        action.triggered.connect(then)
        return action

    def _on_kind(self, kind: RowKind, _is_checked: bool = False) -> None:
        self.kind = kind
        self._tell()

    def _on_way(self, way: Way, _is_checked: bool = False) -> None:
        self.way = way
        self._tell()

    def _on_wrong(self, is_checked: bool) -> None:
        self.is_only_wrong = is_checked
        self._tell()

    def _tell(self) -> None:
        self.retranslate()
        self.chosen.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
