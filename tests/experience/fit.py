"""Finds words that have not the room they need, and controls that stand over each other or outside."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QSizeGrip,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from shared.ui.elided_label import ElidedLabel
from shared.ui.jump_button import JumpButton
from shared.ui.pill import Pill
from shared.ui.toast import Toast
from tests.experience.walk import is_in_scroll_area, seen

_ABOVE = (Toast, JumpButton)

_SPARE = 1
"""Pixels lost to rounding where a screen has one and a half dots for each."""


def clipped(top: QWidget) -> list[str]:
    """The words on ``top`` that are cut off. What people call themselves may be shortened, so those labels may."""
    return [
        f"{type(widget).__name__} {widget.objectName()}: {why}"
        for widget in seen(top)
        if widget.width() > 0
        for why in _cut_off(widget)
    ]


def _cut_off(widget: QWidget) -> Iterator[str]:
    match widget:
        case ElidedLabel():
            return
        case Pill():
            yield from _too_small(widget, widget.sizeHint(), widget.text())
        case QLabel() if widget.text():
            yield from _cut_off_label(widget)
        case QToolButton() if widget.objectName() in {"ScrollLeftButton", "ScrollRightButton"}:
            return
        case QToolButton() if widget.text():
            needed = widget.fontMetrics().horizontalAdvance(widget.text())
            if needed > widget.width() - 2 * _SPARE:
                yield f"{widget.text()!r} needs {needed} of {widget.width()}"
        case QAbstractButton() if widget.text():
            # A button that shortens a name asks for less at the least.
            yield from _too_small(widget, widget.minimumSizeHint(), widget.text())
        case QComboBox():
            yield from _too_small(widget, widget.minimumSizeHint(), widget.currentText())
        case QLineEdit() if widget.placeholderText() and not widget.text():
            needed = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            if needed > widget.contentsRect().width() + _SPARE:
                yield f"{widget.placeholderText()!r} needs {needed} of {widget.contentsRect().width()}"
        case QTabBar():
            for number in range(widget.count()):
                if not widget.rect().contains(widget.tabRect(number).center()):
                    yield f"tab {widget.tabText(number)!r} is out of sight"
        case _:
            return


def _cut_off_label(label: QLabel) -> Iterator[str]:
    inside = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SPARE:
            yield f"{label.text()[:60]!r} needs {needed} of {label.height()} in height"
        return
    metrics = label.fontMetrics()
    lines = label.text().splitlines() if label.textFormat() is not Qt.TextFormat.RichText else []
    for line in lines:
        if metrics.horizontalAdvance(line) > inside.width() + _SPARE:
            yield f"{line!r} needs {metrics.horizontalAdvance(line)} of {inside.width()}"
    if metrics.height() * max(1, len(lines)) > inside.height() + 2 * _SPARE:
        yield f"{label.text()!r} needs {metrics.height()} of {inside.height()} in height"


def _too_small(widget: QWidget, needed: QSize, text: str) -> Iterator[str]:
    if needed.width() > widget.width() + _SPARE or needed.height() > widget.height() + _SPARE:
        have = widget.size()
        yield f"{text!r} needs {needed.width()}×{needed.height()} of {have.width()}×{have.height()}"


def out_of_reach(top: QWidget) -> list[str]:
    """The widgets of which a part is outside ``top``, and which cannot be scrolled into view."""
    inside = top.rect().adjusted(-_SPARE, -_SPARE, _SPARE, _SPARE)
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in seen(top)
        if widget is not top
        and not widget.isWindow()
        and not isinstance(widget, QScrollBar | QSizeGrip)
        and not widget.size().isEmpty()
        and not is_in_scroll_area(widget, top)
        and not inside.contains(_place(widget, top))
    ]


def overlapping(top: QWidget) -> list[str]:
    """The widgets of one surface that stand over each other, but for what lies above others by design."""
    found = []
    for parent in seen(top):
        # A layout's own items are not asked for: their wrappers outlive them, and bring the program down.
        if isinstance(parent, QAbstractScrollArea | QStackedWidget) or parent.layout() is None:
            continue
        placed = [
            each
            for each in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if each.isVisibleTo(top) and not each.isWindow() and not isinstance(each, _ABOVE)
        ]
        for one, other in combinations(placed, 2):
            both = one.geometry() & other.geometry()
            if both.width() > _SPARE and both.height() > _SPARE:
                found.append(f"{_called(one)} and {_called(other)} by {both.width()}×{both.height()}")
    return found


def _called(widget: QWidget) -> str:
    text = widget.text()[:30] if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()} {text!r}"


def _place(widget: QWidget, top: QWidget) -> QRect:
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())
