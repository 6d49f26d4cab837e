"""A process that is a room looks for garbage seldom, and not at what it began with."""

import gc
from collections.abc import Iterator

import pytest

from chatroom_server.garbage import settle


@pytest.fixture(autouse=True)
def _collector_as_it_was() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


def test_what_was_there_is_set_aside_and_the_next_look_is_far_off() -> None:
    assert gc.get_freeze_count() < 1_000
    before = gc.get_threshold()[0]
    settle()
    assert gc.get_freeze_count() > 1_000
    assert gc.get_threshold()[0] > before
