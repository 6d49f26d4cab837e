"""The window's pages with the wire below them, once somebody wants to see it.

The rule: nothing of the wire is loaded before it is wanted; and where both have no room, the wire has the window to
itself until it is closed, for half of each would be of use to nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from chatroom_client.window.wire_pane import WirePane

_SHARE_OF_PAGES: Final = 0.45
"""Of the height, until the person has moved the line between them."""


class WireDock(QSplitter):
    """Holds `pages`; call `set_open`. `make_pane` is called when the wire is opened for the first time."""

    opened = Signal(bool)
    """Whether the wire is seen now."""

    keyboard_left = Signal()
    """The wire had the keyboard and is gone: it belongs to the page now."""

    def __init__(self, pages: QWidget, make_pane: Callable[[], WirePane], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._pages = pages
        self._make_pane = make_pane
        self._kept = QByteArray()
        self._is_open = False
        self.pane: WirePane | None = None
        """The wire, None before it was opened for the first time."""
        self.setObjectName("wireDock")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(pages)

    @property
    def is_open(self) -> bool:
        """Whether the wire is seen."""
        return self._is_open

    @property
    def sizes_state(self) -> QByteArray:
        """Where the line between pages and wire is, for `restore_sizes` of the next start."""
        return self._kept if self.pane is None or not self._pages_are_shown else self.saveState()

    def restore_sizes(self, state: QByteArray) -> None:
        """Put the line where it was, once the wire is opened; what is no such state does nothing."""
        self._kept = state

    @Slot(bool)
    def set_open(self, is_open: bool) -> None:
        """Show the wire, or put it away."""
        if is_open == self._is_open:
            return
        if is_open:
            self._open(self._made_pane())
        elif self.pane is not None:
            self._close(self.pane)
        self.opened.emit(is_open)

    # ---- inside ------------------------------------------------------------------------------------------

    @property
    def _pages_are_shown(self) -> bool:
        return not self._pages.isHidden()

    def _made_pane(self) -> WirePane:
        if self.pane is None:
            self.pane = self._make_pane()
            self.addWidget(self.pane)
            self.pane.close_wanted.connect(self._on_close_wanted)
        return self.pane

    def _open(self, pane: WirePane) -> None:
        self._is_open = True
        pane.show()
        if not self.restoreState(self._kept):
            pages = round(self.height() * _SHARE_OF_PAGES)
            self.setSizes([pages, self.height() - pages])
        self._fit()
        if not self._pages_are_shown:
            pane.focus()

    def _close(self, pane: WirePane) -> None:
        self._kept = self.sizes_state
        self._is_open = False
        had_keyboard = pane.isAncestorOf(self.focusWidget() or self)
        pane.hide()
        self._pages.show()
        if had_keyboard:
            self.keyboard_left.emit()

    def _fit(self) -> None:
        """Show the pages beside the wire where both have room to be used."""
        if self.pane is None or not self._is_open:
            return
        # The wire may be lower, but then it has to be scrolled: that is for windows without room for even one.
        needed = self._pages.minimumSizeHint().height() + self.pane.sizeHint().height()
        has_room = needed + self.handleWidth() <= self.height()
        if has_room != self._pages_are_shown:
            had_keyboard = self._pages.isAncestorOf(self.focusWidget() or self)
            self._pages.setVisible(has_room)
            if had_keyboard:
                self.pane.focus()
        self.pane.set_alone(not has_room)

    @Slot()
    def _on_close_wanted(self) -> None:
        self.set_open(False)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # something in one of the two has come or gone
        return is_done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
