"""What counts as a network that came back, and what does not."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from chatroom_client.network_watch import NetworkWatch, read_addresses
from chatroom_client.session.orders import Moment

_LOOK_SECONDS = 0.001


class Computer:
    """A computer whose addresses and clocks a test sets."""

    def __init__(self) -> None:
        self.addresses = frozenset({"192.168.1.7"})
        self.steady = 100.0
        self.utc = 1_700_000_000.0
        self.looks = 0

    def clock(self) -> Moment:
        return Moment(self.steady, self.utc)

    def read_addresses(self) -> frozenset[str]:
        self.looks += 1
        return self.addresses

    def pass_time(self, *, steady: float, utc: float) -> None:
        self.steady += steady
        self.utc += utc


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def watch(computer: Computer, qtbot: QtBot) -> Iterator[NetworkWatch]:
    made = NetworkWatch(computer.clock, addresses=computer.read_addresses, look_seconds=_LOOK_SECONDS)
    made.start()
    yield made
    made.stop()


def look_twice(computer: Computer, qtbot: QtBot) -> None:
    """Until it has surely looked at what is true now."""
    looks = computer.looks
    qtbot.waitUntil(lambda: computer.looks >= looks + 2)


def test_address_that_appears_is_told(watch: NetworkWatch, computer: Computer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.came_back):
        computer.addresses = frozenset({"192.168.1.7", "10.0.0.3"})


def test_address_that_changes_is_told(watch: NetworkWatch, computer: Computer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.came_back):
        computer.addresses = frozenset({"192.168.1.8"})


def test_cable_that_is_pulled_is_told_only_when_it_is_put_back(
    watch: NetworkWatch, computer: Computer, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(watch.came_back):
        computer.addresses = frozenset()
        look_twice(computer, qtbot)
    with qtbot.waitSignal(watch.came_back):
        computer.addresses = frozenset({"192.168.1.7"})


@pytest.mark.parametrize(
    ("steady", "utc"),
    [
        pytest.param(0.5, 3600.0, id="the steady clock stood still"),
        pytest.param(3600.0, 3600.0, id="the timer is late"),
    ],
)
def test_waking_from_sleep_is_told_once(
    watch: NetworkWatch, computer: Computer, qtbot: QtBot, steady: float, utc: float
) -> None:
    with qtbot.waitSignal(watch.came_back):
        computer.pass_time(steady=steady, utc=utc)
    with qtbot.assertNotEmitted(watch.came_back):
        look_twice(computer, qtbot)


@pytest.mark.parametrize(
    ("steady", "utc"),
    [
        pytest.param(2.0, 2.0, id="time goes by"),
        pytest.param(2.0, 4.5, id="the clock is set a little"),
        pytest.param(2.0, -3600.0, id="the clock is set back"),
    ],
)
def test_time_that_goes_by_is_no_sleep(
    watch: NetworkWatch, computer: Computer, qtbot: QtBot, steady: float, utc: float
) -> None:
    with qtbot.assertNotEmitted(watch.came_back):
        computer.pass_time(steady=steady, utc=utc)
        look_twice(computer, qtbot)


def test_what_happened_while_nobody_watched_is_not_told(
    watch: NetworkWatch, computer: Computer, qtbot: QtBot
) -> None:
    watch.stop()
    assert not watch.is_watching
    computer.addresses = frozenset({"10.0.0.3"})
    computer.pass_time(steady=0.0, utc=3600.0)
    with qtbot.assertNotEmitted(watch.came_back):
        watch.start()
        look_twice(computer, qtbot)


def test_start_again_forgets_nothing(watch: NetworkWatch, computer: Computer, qtbot: QtBot) -> None:
    computer.addresses = frozenset({"10.0.0.3"})
    with qtbot.waitSignal(watch.came_back):
        watch.start()


def test_loopback_is_no_network() -> None:
    assert "127.0.0.1" not in read_addresses()
