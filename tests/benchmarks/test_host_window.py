"""The measure of the host's window runs, sees every message, and says what it has found."""

import pytest

from benchmarks import host_window
from benchmarks.host_window import Answer, Measured, View, measure, ratios, table

GAPS = (
    "gap p50",
    "gap p99",
    "gap max",
    "own p50",
    "own p99",
    "own max",
    "busy p50",
    "busy p99",
    "busy max",
    "cpu",
)


def measured(*, p99: float, deliveries: float, gap: float | None) -> Measured:
    talk: Answer = {"p50": p99 / 2, "p99": p99, "max": p99 * 2}
    seen = Measured([talk, talk], [{"deliveries": deliveries}] * 2)
    if gap is not None:
        seen.gaps["talk"] = [dict.fromkeys(GAPS, gap)] * 2
    return seen


def test_room_with_a_window_is_measured_against_one_without() -> None:
    bare, shown = measure(2, 0.5, guests=40, pace=300.0, options=("--no-history",))
    for seen in (bare, shown):
        assert [talk["seen"] for talk in seen.talks] == [1.0, 1.0]
        assert all(0 < talk["p50"] <= talk["p99"] <= talk["max"] for talk in seen.talks)
        assert seen.halls[-1]["said"] > seen.halls[0]["said"] > seen.talks[0]["said"] > 0
    assert bare.gaps == {}
    assert [*shown.gaps] == ["coming in", "talk", "hall"]
    for gap in shown.gaps["talk"] + shown.gaps["hall"]:
        assert gap.keys() == set(GAPS)
        # A window that is busy all the time leaves the room next to nothing.
        assert gap["cpu"] < 0.6
    delays, halls = ratios(bare, shown)
    assert len(delays) == len(halls) == 2
    assert max(halls) > 0.1
    assert any(line.startswith("with the window") for line in table(bare, shown))


def test_room_whose_wire_is_looked_at_is_measured_against_one_whose_is_not() -> None:
    views = (View.CONVERSATION, View.WIRE)
    plain, looked = measure(1, 0.5, guests=20, pace=200.0, options=("--no-history",), views=views)
    for seen in (plain, looked):
        assert [talk["seen"] for talk in seen.talks] == [1.0]
        assert [*seen.gaps] == ["coming in", "talk", "hall"]
    assert any(line.startswith("wire looked at") for line in table(plain, looked, views))


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        (measured(p99=14.0, deliveries=9e6, gap=49.0), 0),
        (measured(p99=16.0, deliveries=9e6, gap=49.0), 1),
        (measured(p99=14.0, deliveries=7e6, gap=49.0), 1),
        (measured(p99=14.0, deliveries=9e6, gap=51.0), 1),
    ],
    ids=["all reached", "slower messages", "slower hall", "a window that stands still"],
)
def test_exit_status_says_whether_every_figure_is_reached(
    shown: Measured, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = measured(p99=10.0, deliveries=10e6, gap=None)
    monkeypatch.setattr(host_window, "measure", lambda *_, **__: (bare, shown))
    assert host_window.main(["--quick"]) == status
    assert capsys.readouterr().out.count("MISSED") == status
