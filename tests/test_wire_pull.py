"""Batches are asked for one after the other, and only while somebody looks."""

from pytestqt.qtbot import QtBot

from shared.ui.wire.wire_pull import WirePull


def test_the_next_is_wanted_when_the_last_is_in(qtbot: QtBot) -> None:
    pull = WirePull()
    with qtbot.waitSignal(pull.wanted):
        pull.look(True)
    with qtbot.assertNotEmitted(pull.wanted, wait=50):
        pull.batch_put(had_any=True)
    with qtbot.waitSignal(pull.wanted):
        pull.batch_taken()


def test_nothing_is_wanted_while_nobody_looks(qtbot: QtBot) -> None:
    pull = WirePull()
    pull.look(True)
    pull.look(False)
    pull.batch_put(had_any=True)
    with qtbot.assertNotEmitted(pull.wanted, wait=50):
        pull.batch_taken()
