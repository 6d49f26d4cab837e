"""How long is waited before the next try."""

from hypothesis import given
from hypothesis import strategies as st

from chatroom_client.backoff import Backoff


def test_waits_double_up_to_a_quarter_of_a_minute() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [backoff.next_delay_seconds() for _ in range(7)] == [1, 2, 4, 8, 15, 15, 15]


def test_reset_starts_over() -> None:
    backoff = Backoff(lambda: 0.0)
    backoff.next_delay_seconds()
    backoff.next_delay_seconds()
    backoff.reset()
    assert backoff.next_delay_seconds() == 1


@given(st.floats(0, 1, exclude_max=True))
def test_jitter_only_adds_and_never_more_than_three_tenths(random: float) -> None:
    assert 1.0 <= Backoff(lambda: random).next_delay_seconds() < 1.3


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_no_wait_is_longer_than_twenty_seconds(randoms: list[float]) -> None:
    # A room keeps the places for longer than that after it was started anew.
    numbers = iter(randoms)
    backoff = Backoff(lambda: next(numbers))
    assert all(backoff.next_delay_seconds() <= 20.0 for _ in randoms)


def test_without_an_argument_two_guests_do_not_wait_alike() -> None:
    assert len({Backoff().next_delay_seconds() for _ in range(20)}) > 1
