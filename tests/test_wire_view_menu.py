"""What can be shown beside the rows; whispers only where the host is, and only once the room agrees."""

import pytest
from pytestqt.qtbot import QtBot

from shared.ui.wire.wire_view_menu import WireViewMenu
from shared.wire.frames import Role


@pytest.mark.parametrize(("role", "is_offered"), [(Role.SERVER, True), (Role.CLIENT, False)])
def test_whispers_are_for_the_host_to_show(qtbot: QtBot, role: Role, is_offered: bool) -> None:
    menu = WireViewMenu(role)
    qtbot.addWidget(menu)
    assert menu.whispers.isVisible() is is_offered


def test_a_wish_is_no_mark_yet(qtbot: QtBot) -> None:
    menu = WireViewMenu(Role.SERVER)
    qtbot.addWidget(menu)
    with qtbot.waitSignal(menu.whispers_wanted) as wanted:
        menu.whispers.trigger()
    assert wanted.args == [True]
    assert not menu.whispers.isChecked()
