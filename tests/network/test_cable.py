"""The bad cable is as bad as it is said to be, and no worse."""

import random

import pytest

from tests.network.cable import Badness, Cable

FRAMES = 900


def carried(badness: Badness) -> list[tuple[float, int]]:
    """What comes out, with the time: the frames go in one a millisecond, each with its number."""
    cable = Cable(badness, random.Random(1))
    out: list[tuple[float, int]] = []
    for step in range(FRAMES + 1000):
        now = step / 1000
        if step < FRAMES:
            cable.put_in(step.to_bytes(2, "big"), step % 2, now)
        for way, frame in cable.come_out(now):
            number = int.from_bytes(frame, "big")
            assert way == number % 2, "it comes out at the other end"
            out.append((now, number))
    assert cable.next_at is None
    return out


def test_good_cable_changes_nothing() -> None:
    assert carried(Badness()) == [(number / 1000, number) for number in range(FRAMES)]


def test_some_frames_are_lost_and_none_is_doubled() -> None:
    numbers = [number for _, number in carried(Badness(loss=0.3))]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == pytest.approx(FRAMES * 0.7, rel=0.1)


def test_frames_are_late_by_the_delay_and_its_jitter() -> None:
    late = [now - number / 1000 for now, number in carried(Badness(delay_seconds=0.2, jitter_seconds=0.1))]
    assert len(late) == FRAMES
    assert min(late) == pytest.approx(0.1, abs=0.01)
    assert max(late) == pytest.approx(0.3, abs=0.01)


def test_some_frames_overtake_those_that_are_delayed() -> None:
    out = carried(Badness(delay_seconds=0.2, reorder=0.25))
    at_once = [number for now, number in out if now == number / 1000]
    assert len(at_once) == pytest.approx(FRAMES * 0.25, rel=0.15)
    assert len(out) == FRAMES
