"""Signals of the operating system reach Qt's loop."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shared.ui.stop_signals import StopSignals

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="os.kill would end the test there")


@pytest.fixture
def signals(qapp: QApplication) -> Iterator[StopSignals]:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    made = StopSignals()
    yield made
    made.stop()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_to_stop(signals: StopSignals, qtbot: QtBot, number: signal.Signals) -> None:
    with qtbot.waitSignal(signals.asked_to_stop):
        os.kill(os.getpid(), number)


def test_a_second_signal_asks_again(signals: StopSignals, qtbot: QtBot) -> None:
    for _ in range(2):
        with qtbot.waitSignal(signals.asked_to_stop):
            os.kill(os.getpid(), signal.SIGTERM)


def test_another_signal_asks_for_nothing(signals: StopSignals, qtbot: QtBot) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _frame: heard.append(number))
    try:
        with qtbot.assertNotEmitted(signals.asked_to_stop, wait=50):
            os.kill(os.getpid(), signal.SIGUSR1)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert heard == [signal.SIGUSR1]
