"""The counting line, and what it puts first."""

from pytestqt.qtbot import QtBot

from shared.ui.wire.wire_counts import WireCounts
from shared.wire.frames import Role
from shared.wire.record import WireCounters


def test_both_ways_are_counted_with_the_names_of_the_calls(qtbot: QtBot) -> None:
    counts = WireCounts(Role.SERVER)
    qtbot.addWidget(counts)
    counts.show_counters(WireCounters(1, 2, 30, 40, 5, 6), Role.SERVER)
    assert counts.text() == "received 1 frames, 30 bytes in recv() ×5 · sent 2 frames, 40 bytes in send() ×6"
    counts.show_counters(WireCounters(1, 2, 30, 40, 5, 6), Role.CLIENT)
    assert "read() ×5" in counts.text()


def test_what_is_not_shown_comes_first(qtbot: QtBot) -> None:
    counts = WireCounts(Role.SERVER)
    qtbot.addWidget(counts)
    counts.show_counters(WireCounters(left_out=7), Role.SERVER, held=3)
    assert counts.text().startswith("paused: 3 more rows · 7 calls not shown · ")


def test_hall_that_is_sent_more_than_qt_can_count_is_counted_exactly(qtbot: QtBot) -> None:
    counts = WireCounts(Role.SERVER)
    qtbot.addWidget(counts)
    counts.show_counters(WireCounters(1, 3_000_000_000, 30, 250_000_000_000, 5, 6), Role.SERVER)
    assert "3000000000 frames" in counts.text().replace(",", "")
    assert "250000000000 bytes" in counts.text().replace(",", "")
