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


def test_a_flood_is_looked_at_less_often(qtbot: QtBot) -> None:
    asked: list[str] = []
    calm, flooded = WirePull(), WirePull()
    for each, name, is_sample in ((calm, "calm", False), (flooded, "flooded", True)):
        with qtbot.waitSignal(each.wanted):
            each.look(True)
        each.wanted.connect(lambda name=name: asked.append(name))
        each.batch_put(had_any=True, is_sample=is_sample)
        each.batch_taken()
    qtbot.waitUntil(lambda: "flooded" in asked)
    assert asked == ["calm", "flooded"]
