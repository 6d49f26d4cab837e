"""An exception in a slot is written down and said once, and the program goes on."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from shared.ui.errors import ErrorReporter, install_excepthook
from shared.ui.program_start import log_folder

ROLE = QMessageBox.ButtonRole.ActionRole
LOG = logging.getLogger("tests.errors")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reporter(qapp: QApplication, clock: Clock) -> Iterator[ErrorReporter]:
    yield ErrorReporter(LOG, clock)
    for dialog in dialogs():
        dialog.close()


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before
    for dialog in dialogs():
        dialog.close()


def dialogs() -> list[QMessageBox]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QMessageBox) and widget.isVisible()
    ]


def fail(reporter: ErrorReporter, error: BaseException) -> None:
    reporter.report(type(error), error, None)
    QApplication.processEvents()


def test_an_exception_is_logged_with_its_traceback(
    reporter: ErrorReporter, caplog: pytest.LogCaptureFixture
) -> None:
    fail(reporter, RuntimeError("secret detail"))
    assert caplog.records[0].levelno == logging.CRITICAL
    assert caplog.records[0].exc_info is not None
    assert "secret detail" in caplog.text


def test_the_dialog_is_polite_and_tells_no_exception(reporter: ErrorReporter) -> None:
    fail(reporter, RuntimeError("secret detail"))
    (dialog,) = dialogs()
    said = f"{dialog.windowTitle()} {dialog.text()} {dialog.informativeText()} {dialog.detailedText()}"
    assert "secret" not in said
    assert "RuntimeError" not in said
    assert "go on" in said
    assert not dialog.isModal()


def test_the_dialog_leads_to_the_log(reporter: ErrorReporter, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    fail(reporter, RuntimeError("secret detail"))
    (dialog,) = dialogs()
    (button,) = [each for each in dialog.buttons() if dialog.buttonRole(each) is ROLE]
    button.click()
    assert opened == [str(log_folder())]
    assert dialogs() == []


def test_the_dialog_closes_with_escape(reporter: ErrorReporter) -> None:
    fail(reporter, RuntimeError("secret detail"))
    QTest.keyClick(dialogs()[0], Qt.Key.Key_Escape)
    assert dialogs() == []


def test_many_exceptions_are_all_logged_and_said_once(
    reporter: ErrorReporter, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(5):
        fail(reporter, RuntimeError(f"number {number}"))
    assert len(dialogs()) == 1
    assert len(caplog.records) == 5


def test_after_the_dialog_is_closed_it_is_quiet_for_a_minute(reporter: ErrorReporter, clock: Clock) -> None:
    fail(reporter, RuntimeError("first"))
    dialogs()[0].accept()
    clock.seconds += 59
    fail(reporter, RuntimeError("second"))
    assert dialogs() == []
    clock.seconds += 1
    fail(reporter, RuntimeError("third"))
    assert len(dialogs()) == 1


def test_an_exception_in_a_slot_reaches_the_log_and_the_loop_goes_on(
    hooks: None, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = install_excepthook(LOG)
    went_on: list[bool] = []

    def break_down() -> None:
        raise RuntimeError("in a slot")

    QTimer.singleShot(0, break_down)
    QTimer.singleShot(0, lambda: went_on.append(True))
    qtbot.waitUntil(lambda: bool(went_on) and len(dialogs()) == 1)
    assert "in a slot" in caplog.text
    reporter.deleteLater()


def test_an_exception_in_a_thread_is_said_in_the_window(
    hooks: None, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = install_excepthook(LOG)

    def break_down() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    assert "in a thread" in caplog.text
    reporter.deleteLater()


def test_control_c_ends_the_program_and_is_no_error(
    reporter: ErrorReporter, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: ended.append(True))
    fail(reporter, KeyboardInterrupt())
    assert ended == [True]
    assert caplog.records == []
    assert dialogs() == []
