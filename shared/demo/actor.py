"""Plays a person at one of our windows, as told line by line on standard input: keys, clicks, input methods.

The rule: an actor does nothing that a person could not do, and sees nothing that is not on the screen. Every line
is one JSON object ``{"do": …}``; the answer is one JSON line with ``ok`` and either ``value`` or ``error``.
"""

import atexit
import json
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPoint,
    QSettings,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from shared.ui.language import Languages
from shared.ui.theme_source import ThemeChoice, ThemeSource

Order = Mapping[str, object]

_POLL_MS = 20
_FRAME_MS = 200  # until a window manager has put its frame around a new window
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_DEFAULT_PATIENCE_MS = 20_000


def isolate_settings() -> None:
    """Keep the settings of this process in a folder of its own, so that no actor changes a person's."""
    folder = tempfile.TemporaryDirectory(prefix="chatroom-demo-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder.name)


class CannotPlay(Exception):
    """Raised when an order cannot be carried out: no such widget, or it did not come to what was waited for."""


class Actor(QObject):
    """Make one after the window is shown, and keep it. Reads orders until standard input ends, then quits."""

    ended = Signal()
    """There will be no more orders, and nobody to answer a question: the windows are about to be closed."""

    _ordered = Signal(str)
    _input_ended = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._is_over = False
        self._orders: dict[str, Callable[[Order], object]] = {
            "wait": self._wait,
            "type": self._type,
            "click": self._click,
            "key": self._key,
            "choose_row": self._choose_row,
            "menu_row": self._menu_row,
            "choose_action": self._choose_action,
            "read": self._read,
            "rows": self._rows,
            "where": self._where,
            "grab": self._grab,
            "place": self._place,
            "tile": self._tile,
            "dress": self._dress,
            "quit": self._quit,
        }
        self._ordered.connect(self._on_ordered)
        self._input_ended.connect(self._on_ended)
        # A thread, because Windows cannot watch standard input; it holds nothing and dies with the process.
        threading.Thread(target=self._read_orders, name="orders", daemon=True).start()

    def _read_orders(self) -> None:
        for line in sys.stdin:
            self._ordered.emit(line)
        self._input_ended.emit()

    @Slot(str)
    def _on_ordered(self, line: str) -> None:
        try:
            order = json.loads(line)
            answer = {"ok": True, "value": self._orders[str(order["do"])](order)}
        except CannotPlay as reason:
            answer = {"ok": False, "error": str(reason)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    @Slot()
    def _on_ended(self) -> None:
        self._is_over = True
        self.ended.emit()
        for widget in QApplication.topLevelWidgets():
            widget.close()
        self._app.quit()

    # ---- what a person does ------------------------------------------------------------------------------

    def _wait(self, order: Order) -> None:
        """Wait until a widget is visible, and shows ``text``, and shows no ``without``."""
        text, without = str(order.get("text", "")), order.get("without")
        patience = order.get("ms", _DEFAULT_PATIENCE_MS)
        assert isinstance(patience, int)

        def is_there() -> bool:
            widget = self._seek(order)
            if widget is None or not widget.isEnabled():
                return False
            shown = "\n".join(_texts_of(widget))
            return text in shown and (without is None or str(without) not in shown)

        self._until(is_there, patience, f"{order.get('on')} did not come to {text!r}, or keeps {without!r}")

    def _type(self, order: Order) -> None:
        widget = self._find(order)
        widget.setFocus()
        if order.get("replace") and isinstance(widget, QLineEdit | QTextEdit):
            widget.selectAll()
        for run in _runs(str(order["text"])):
            if run.isascii():
                QTest.keyClicks(widget, run)
            else:
                # What no key is for comes from an input method, first as a proposal, then for good.
                _compose(widget, run)

    def _click(self, order: Order) -> None:
        widget = self._find(order)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def _key(self, order: Order) -> None:
        widget = self._find(order)
        key = Qt.Key[f"Key_{order['key']}"]
        QTest.keyClick(widget, key)

    def _choose_row(self, order: Order) -> None:
        """Click, or with ``double`` double-click, the row of a list or table whose text is ``row``."""
        view, index = self._row(order)
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        if order.get("double"):
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def _menu_row(self, order: Order) -> None:
        """Open the context menu of a row and take the entry that begins with ``entry``."""
        view, index = self._row(order)
        place = view.visualRect(index).center()
        QTimer.singleShot(50, lambda: _take_entry(str(order["entry"])))
        view.customContextMenuRequested.emit(place)

    def _choose_action(self, order: Order) -> None:
        """Click a button that opens a menu, and take the entry that begins with ``entry``."""
        widget = self._find(order)
        QTimer.singleShot(50, lambda: _take_entry(str(order["entry"])))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    # ---- what a person sees ------------------------------------------------------------------------------

    def _read(self, order: Order) -> list[str]:
        return _texts_of(self._find(order))

    def _rows(self, order: Order) -> int:
        widget = self._find(order)
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        return model.rowCount() if model is not None else 0

    def _where(self, order: Order) -> list[int]:
        """Return where on the screen the middle of a widget, or of its ``row`` or ``tab``, is."""
        if "tab" in order:
            middle = _middle_of_tab(self._find(order), str(order["tab"]))
        elif "row" in order:
            view, index = self._row(order)
            middle = view.viewport().mapToGlobal(view.visualRect(index).center())
        else:
            widget = self._find(order)
            middle = widget.mapToGlobal(widget.rect().center())
        return [middle.x(), middle.y()]

    def _grab(self, order: Order) -> None:
        window = self._window()
        QTest.qWait(50)  # a last paint, and the fold of what just arrived
        if not window.grab().save(str(order["to"])):
            raise CannotPlay(f"cannot write {order['to']}")

    def _place(self, order: Order) -> None:
        """Put the window at ``x``, ``y`` with a size of ``w`` by ``h``."""
        x, y, w, h = (_number(order, key) for key in "xywh")
        window = self._window()
        window.resize(w, h)
        window.move(QPoint(x, y))

    def _tile(self, order: Order) -> None:
        """Put the window, frame included, at ``x``, ``y`` with ``w`` by ``h``, all in percent of the screen."""
        window = self._window()
        self._until(lambda: _is_exposed(window), _DEFAULT_PATIENCE_MS, "the window is not shown")
        QTest.qWait(_FRAME_MS)
        whole, frame, inside = window.screen().availableGeometry(), window.frameGeometry(), window.geometry()
        x, y, w, h = (_number(order, key) / 100 for key in "xywh")
        window.resize(
            round(whole.width() * w) - frame.width() + inside.width(),
            round(whole.height() * h) - frame.height() + inside.height(),
        )
        window.move(whole.x() + round(whole.width() * x), whole.y() + round(whole.height() * y))

    def _dress(self, order: Order) -> None:
        """Choose the look and the language, as the menu does; null leaves the system's."""
        themes = self._app.findChild(ThemeSource)
        languages = self._app.findChild(Languages)
        if themes is None or languages is None:
            raise CannotPlay("this program has no choice of looks")
        themes.choose(ThemeChoice[str(order["theme"]).upper()])
        language = order.get("language")
        languages.choose(None if language is None else str(language))

    def _quit(self, _order: Order) -> None:
        QTimer.singleShot(0, self._on_ended)

    # ---- inside ------------------------------------------------------------------------------------------

    def _window(self) -> QWidget:
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget.windowType() == Qt.WindowType.Window:
                return widget
        raise CannotPlay("no window is shown")

    def _seek(self, order: Order) -> QWidget | None:
        name = str(order["on"])
        for widget in QApplication.allWidgets():
            if widget.objectName() == name and widget.isVisible():
                return widget
        return None

    def _find(self, order: Order) -> QWidget:
        self._until(
            lambda: self._seek(order) is not None, _DEFAULT_PATIENCE_MS, f"no {order.get('on')} is shown"
        )
        widget = self._seek(order)
        assert widget is not None
        return widget

    def _row(self, order: Order) -> tuple[QAbstractItemView, QModelIndex]:
        view = self._find(order)
        if not isinstance(view, QAbstractItemView):
            raise CannotPlay(f"{order['on']} has no rows")
        wanted = str(order["row"])
        self._until(
            lambda: _index_of(view.model(), wanted) is not None, _DEFAULT_PATIENCE_MS, f"no row {wanted!r}"
        )
        index = _index_of(view.model(), wanted)
        assert index is not None
        view.scrollTo(index)
        return view, index

    def _until(self, is_so: Callable[[], bool], patience_ms: int, complaint: str) -> None:
        waited = 0
        while not is_so():
            if self._is_over:
                raise CannotPlay("there is nobody to wait for any more")
            if waited >= patience_ms:
                raise CannotPlay(complaint)
            QTest.qWait(_POLL_MS)
            waited += _POLL_MS


def _is_exposed(window: QWidget) -> bool:
    handle = window.windowHandle()
    return handle is not None and handle.isExposed()


def _middle_of_tab(widget: QWidget, text: str) -> QPoint:
    if isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            if widget.tabText(tab).replace("&", "") == text:
                return widget.mapToGlobal(widget.tabRect(tab).center())
    raise CannotPlay(f"no tab {text!r}")


def _number(order: Order, key: str) -> int:
    number = order[key]
    assert isinstance(number, int)
    return number


def _texts_of(widget: QWidget) -> list[str]:
    # The marks that keep the direction of a name to itself are not seen.
    return [text.translate(_ISOLATES) for text in _raw_texts_of(widget)]


def _raw_texts_of(widget: QWidget) -> list[str]:
    if isinstance(widget, QAbstractItemView):
        model = widget.model()
        return [_text_at(model, row) for row in range(model.rowCount())]
    if isinstance(widget, QTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QLabel | QLineEdit):
        return [widget.text()]
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def _text_at(model: QAbstractItemModel, row: int) -> str:
    index = model.index(row, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    return str(spoken or index.data(Qt.ItemDataRole.DisplayRole))


def _index_of(model: QAbstractItemModel, wanted: str) -> QModelIndex | None:
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if str(index.data(Qt.ItemDataRole.DisplayRole)) == wanted or wanted in _text_at(model, row).split():
            return index
    return None


def _runs(text: str) -> list[str]:
    runs: list[str] = []
    for character in text:
        if runs and runs[-1].isascii() == character.isascii():
            runs[-1] += character
        else:
            runs.append(character)
    return runs


def _compose(widget: QWidget, text: str) -> None:
    proposal = QInputMethodEvent(text, [])
    QApplication.sendEvent(widget, proposal)
    commit = QInputMethodEvent("", [])
    commit.setCommitString(text)
    QApplication.sendEvent(widget, commit)


def _take_entry(beginning: str) -> None:
    menu = QApplication.activePopupWidget()
    if menu is None:
        return
    for action in menu.actions():
        if action.text().replace("&", "").startswith(beginning):
            action.trigger()
            break
    menu.close()
