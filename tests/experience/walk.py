"""Walks what is on the screen: the tree that a screen reader sees, and the widgets and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from shared.ui.elided_label import ElidedLabel

_MOST_CHILDREN = 400
"""Of one list: more rows are like the first ones."""
_ROWS = {QAccessible.Role.ListItem, QAccessible.Role.Cell}


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that a screen reader finds. ``where`` says which, for the message of a test that failed.

    Qt's own object goes when the widget changes, and a wrapper of it that outlives it brings the program down: so
    this is a copy.
    """

    role: QAccessible.Role
    name: str
    description: str
    where: str
    is_of_qt: bool  # a part of Qt's own: the arrows of a bar of tabs, the cross in a field


def heard(top: QWidget) -> list[Heard]:
    """Everything that a screen reader finds on ``top``, parents first, without what cannot be seen."""
    interface = QAccessible.queryAccessibleInterface(top)
    assert interface is not None
    found: list[Heard] = []
    _walk(interface, found)
    return found


def _walk(interface: QAccessibleInterface, found: list[Heard]) -> None:
    if not interface.isValid():
        return
    # A row that is scrolled out of sight can still be read.
    if interface.state().invisible and interface.role() not in _ROWS:
        return
    found.append(_copied(interface))
    for number in range(min(interface.childCount(), _MOST_CHILDREN)):
        child = interface.child(number)
        if child is not None:
            _walk(child, found)


def _copied(interface: QAccessibleInterface) -> Heard:
    thing = interface.object()
    called = f"{type(thing).__name__} {thing.objectName()}".strip() if thing is not None else "an item"
    is_of_qt = isinstance(thing, QWidget) and (
        not thing.isVisible()
        or thing.objectName().startswith(("qt_", "Scroll"))
        or isinstance(thing.parentWidget(), QLineEdit)
    )
    return Heard(
        interface.role(),
        interface.text(QAccessible.Text.Name).strip(),
        interface.text(QAccessible.Text.Description).strip(),
        f"{interface.role().name} {called}",
        is_of_qt,
    )


def name_of(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def children_of(widget: QWidget) -> int:
    """How many things a screen reader finds right in a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.childCount() if interface is not None else 0


def called(widget: QWidget) -> str:
    """A widget, for the message of a test that failed."""
    return f"{type(widget).__name__} {widget.objectName()}".strip()


def seen(top: QWidget) -> list[QWidget]:
    """``top`` and every widget on it that can be seen."""
    return [top, *(widget for widget in top.findChildren(QWidget) if widget.isVisibleTo(top))]


def focusable(top: QWidget) -> list[QWidget]:
    """What Tab should reach: every control that is enabled and can be seen."""
    return [
        widget
        for widget in seen(top)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _is_reached_by_arrows(widget)
        and not isinstance(widget, QHeaderView | QScrollBar)
    ]


def _is_reached_by_arrows(widget: QWidget) -> bool:
    """Of buttons of which only one can be on, Tab reaches that one, and the arrow keys the others."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    return widget.autoExclusive() or (group is not None and group.exclusive())


def words_on(top: QWidget) -> dict[str, str]:
    """Every text that ``top`` shows or tells, under the place where it stands."""
    words: dict[str, str] = {"the title": top.windowTitle()}
    for number, widget in enumerate(seen(top)):
        place = f"{number} {type(widget).__name__} {widget.objectName()}".strip()
        for kind, text in _texts_of(widget):
            if text:
                words[f"{place}: {kind}"] = text
    return words


def _texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tooltip", widget.toolTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    match widget:
        case ElidedLabel():
            yield "text", widget.shown_text
        case QLabel() | QAbstractButton():
            yield "text", widget.text()
        case QGroupBox():
            yield "title", widget.title()
        case QLineEdit():
            yield "text", widget.text()
            yield "placeholder", widget.placeholderText()
        case QTextEdit():
            yield "text", widget.toPlainText()
            yield "placeholder", widget.placeholderText()
        case QTabBar():
            for number in range(widget.count()):
                yield f"tab {number}", widget.tabText(number)
        case QMenu():
            for number, action in enumerate(widget.actions()):
                yield f"entry {number}", action.text()
                yield f"entry's tooltip {number}", action.toolTip()
        case QHeaderView():
            yield from _headings_of(widget)
        case QAbstractItemView():
            yield from _items_of(widget)


def _headings_of(view: QHeaderView) -> Iterator[tuple[str, str]]:
    model = view.model()
    for number in range(view.count()):
        yield f"heading {number}", str(model.headerData(number, view.orientation()) or "")


def _items_of(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    columns = model.columnCount(QModelIndex()) if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(), _MOST_CHILDREN)):
        for column in range(columns):
            index = model.index(row, column)
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            ):
                text = index.data(role)
                if isinstance(text, str):
                    yield f"{row}, {column}: {role.name}", text


def is_in_scroll_area(widget: QWidget, top: QWidget) -> bool:
    """Whether ``widget`` can be scrolled into view."""
    parent = widget.parentWidget()
    while parent is not None and parent is not top:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False
