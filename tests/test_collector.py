"""Garbage is collected on the GUI thread only."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from shared.ui.collector import GuiCollector

_KEPT: list[list[int]] = []


class Cycle(QObject):
    """An object that only the collector can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GuiCollector]:
    was_enabled = gc.isenabled()
    made = GuiCollector()
    yield made
    made.stop()
    if not was_enabled:
        gc.disable()


def allocate_much() -> None:
    kept = [[number] for number in range(20_000)]
    assert len(kept) == 20_000


def test_another_thread_frees_no_object_of_qt_and_the_gui_thread_does(
    collector: GuiCollector, qtbot: QtBot
) -> None:
    gc.collect()
    freed_on: list[int] = []
    cycle = Cycle()
    weakref.finalize(cycle, lambda: freed_on.append(threading.get_ident()))
    del cycle
    thread = threading.Thread(target=allocate_much)
    thread.start()
    thread.join()
    assert freed_on == []
    qtbot.waitUntil(lambda: bool(allocate_on_gui_thread(freed_on)))
    assert freed_on == [threading.get_ident()]


def allocate_on_gui_thread(freed_on: list[int]) -> list[int]:
    # New containers are what a generation counts.
    _KEPT[:] = [[number] for number in range(2_000)]
    return freed_on


def test_what_stands_when_the_program_has_started_is_not_looked_at_again(
    collector: GuiCollector, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    garbage = weakref.ref(Cycle())
    gc.collect()
    assert garbage() is None, "what is made later is freed as ever"
    collector.stop()
    assert gc.get_freeze_count() == 0


def test_python_collects_again_once_it_is_stopped(qtbot: QtBot) -> None:
    was_enabled = gc.isenabled()
    collector = GuiCollector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    if not was_enabled:
        gc.disable()


def test_what_was_loaded_before_is_not_looked_at_until_it_is_stopped(qtbot: QtBot) -> None:
    was_enabled = gc.isenabled()
    collector = GuiCollector()
    assert gc.get_freeze_count() > 0
    collector.stop()
    assert gc.get_freeze_count() == 0
    if not was_enabled:
        gc.disable()
