"""The plan follows from its seed, and asks nothing impossible."""

import dataclasses

import pytest

from tests.chaos.plan import LONG, SHORT, Die, Freeze, KillGuest, KillServer, Reset, Scale, plan


@pytest.mark.parametrize("scale", [LONG, SHORT], ids=["long", "short"])
def test_plan_follows_from_its_seed(scale: Scale) -> None:
    assert plan(1, scale) == plan(1, scale)
    assert plan(1, scale) != plan(2, scale)


@pytest.mark.parametrize("scale", [LONG, SHORT], ids=["long", "short"])
@pytest.mark.parametrize("seed", range(5))
def test_everything_goes_wrong_in_its_time(scale: Scale, seed: int) -> None:
    faults = plan(seed, scale)
    assert [at for at, _ in faults] == sorted(at for at, _ in faults)
    assert {type(fault) for _, fault in faults} == {KillServer, Freeze, KillGuest, Die, Reset}
    for at, fault in faults:
        assert 0 <= at <= scale.seconds
        if not isinstance(fault, Reset):
            assert at + fault.seconds <= scale.seconds + 1e-6


@pytest.mark.parametrize("seed", range(5))
def test_nobody_who_is_away_is_asked_for_anything(seed: int) -> None:
    back_at: dict[str, float] = {}
    for at, fault in plan(seed, LONG):
        if isinstance(fault, KillServer):
            continue
        assert at >= back_at.get(fault.guest, 0.0)
        if not isinstance(fault, Reset):
            back_at[fault.guest] = at + fault.seconds


def test_long_form_is_what_is_promised() -> None:
    kills = [at for at, fault in plan(1, LONG) if isinstance(fault, KillServer)]
    assert (LONG.rich, LONG.plain, LONG.seconds) == (30, 10, 600.0)
    assert len(kills) == 29
    assert all(number * 20 <= at <= number * 20 + 2 for number, at in enumerate(kills, 1))
    freezes = [fault.seconds for _, fault in plan(1, LONG) if isinstance(fault, Freeze)]
    assert min(freezes) < 2
    assert max(freezes) > 45


def test_some_guests_alone_can_be_meant() -> None:
    scale = dataclasses.replace(SHORT, server_every_seconds=SHORT.seconds)
    guests = {fault.guest for _, fault in plan(1, scale, ["rich-01"]) if not isinstance(fault, KillServer)}
    assert guests == {"rich-01"}
