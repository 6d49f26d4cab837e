"""Nothing lost, nothing twice, while cables are pulled, packets dropped, and a cable is bad.

Each guest is on a computer of its own, a namespace. CHATROOM_LONG=1 runs the long form too: ten to fifteen minutes.
"""

import dataclasses
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.chaos.director import Action, Director, Stage
from tests.chaos.journal import SawRoster, read_journal
from tests.chaos.plan import Fault, Freeze, KillGuest, KillServer, Scale
from tests.chaos.report import report_lines
from tests.chaos.run import verdict_of
from tests.network.cable import Badness
from tests.network.namespaces import Network, has_netem, left_over, why_not

long_form = pytest.mark.skipif("CHATROOM_LONG" not in os.environ, reason="long: CHATROOM_LONG=1 runs it")

PORT = 9999
BAD = Badness(loss=0.3, delay_seconds=0.2, jitter_seconds=0.1, reorder=0.25)
SHORT = Scale(
    rich=4,
    plain=1,
    seconds=9.0,
    pace=50.0,
    server_every_seconds=1000.0,
    fault_every_seconds=1.0,
    freeze_seconds=(1.0, 2.0),
    away_seconds=(1.0, 2.0),
    server_away_seconds=(0.1, 0.2),
    delays_seconds=(0.2, 0.4, 0.8),
)
REAL_DELAYS = (1.0, 2.0, 4.0, 8.0, 15.0)


@pytest.fixture
def network() -> Iterator[Network]:
    """A switch, taken down when the test is over, however it ends."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with Network() as network:
        yield network
    assert left_over() == []


def direct(network: Network, folder: Path, scale: Scale, on_bad_cable: Sequence[str] = ()) -> Director:
    """A director of a server and guests, each on a computer of its own; the observer sits at the server's."""
    host = network.add("server")
    for number, name in enumerate(scale.guests):
        if name in on_bad_cable:
            network.add_on_bad_cable(name, BAD, number)
        else:
            network.add(name)
    prefixes = {name: network.prefix(name) for name in ("server", *scale.guests)}
    prefixes["observer"] = network.prefix("server")
    return Director(Stage(folder, host, PORT, prefixes), scale, seed=1)


def see_through(
    director: Director, faults: Sequence[tuple[float, Fault]], actions: Sequence[tuple[float, Action]]
) -> None:
    """Run it all, and fail unless nothing was lost and nothing came twice."""
    with director:
        director.open()
        director.run(faults, actions)
        director.finish()
    verdict = verdict_of(director)
    assert verdict.is_clean, "\n".join(report_lines(verdict))
    # Everybody got most of what was said: no guest was out of the room nearly all the time.
    assert verdict.messages > director.scale.seconds * director.scale.pace / 4


def test_five_seconds_without_a_network(network: Network, tmp_path: Path) -> None:
    """One cable is pulled, one lets nothing through, one is bad; connections die meanwhile, and a program."""
    director = direct(network, tmp_path, SHORT, on_bad_cable=["rich-03"])
    actions: list[tuple[float, Action]] = [
        (1.0, partial(network.pull, "rich-01")),
        (1.0, partial(network.cut, "rich-02")),
        (2.0, partial(network.pull, "plain-01")),
        # The server hears nothing of this: a half-dead connection is what the guest finds in its place.
        (2.5, partial(director.guests["rich-01"].order, "reset")),
        (6.0, partial(network.plug, "rich-01")),
        (6.0, partial(network.mend, "rich-02")),
        (7.0, partial(network.plug, "plain-01")),
    ]
    see_through(director, [(3.0, KillGuest("rich-02", 0.5))], actions)


Breaking = Callable[[Network, str], None]


@long_form
@pytest.mark.parametrize("seconds", [5.0, 30.0, 120.0])
@pytest.mark.parametrize(
    ("begin", "end"),
    [(Network.pull, Network.plug), (Network.cut, Network.mend)],
    ids=["link down", "nft drop"],
)
def test_out_of_reach(
    network: Network, tmp_path: Path, begin: Breaking, end: Breaking, seconds: float
) -> None:
    """Two guests are out of reach; one of them sleeps meanwhile, and the server is killed once."""
    scale = dataclasses.replace(SHORT, seconds=seconds + 12.0, delays_seconds=REAL_DELAYS)
    director = direct(network, tmp_path, scale)
    names = ("rich-01", "rich-02", "plain-01")
    actions: list[tuple[float, Action]] = [
        *((2.0, partial(begin, network, name)) for name in names),
        *((2.0 + seconds, partial(end, network, name)) for name in names),
    ]
    faults: list[tuple[float, Fault]] = [(3.0, Freeze("rich-02", seconds + 2.0)), (4.0, KillServer(1.0))]
    see_through(director, faults, actions)


@long_form
def test_bad_cable(network: Network, tmp_path: Path) -> None:
    """Loss of 30 %, 200±100 ms, a quarter out of order, and the server killed twice."""
    scale = dataclasses.replace(SHORT, seconds=60.0, delays_seconds=REAL_DELAYS)
    director = direct(network, tmp_path, scale, on_bad_cable=["rich-01", "rich-02", "plain-01"])
    see_through(director, [(20.0, KillServer(1.0)), (40.0, KillServer(1.0))], [])


@long_form
@pytest.mark.parametrize(
    "words",
    [
        ("loss", "30%"),
        ("delay", "200ms", "100ms"),
        ("delay", "200ms", "reorder", "25%"),
    ],
    ids=" ".join,
)
def test_netem(network: Network, tmp_path: Path, words: tuple[str, ...]) -> None:
    """The same, spoilt by the kernel."""
    if not has_netem():
        pytest.skip("this kernel has no netem; the bad cable does the same from outside of it")
    scale = dataclasses.replace(SHORT, seconds=60.0, delays_seconds=REAL_DELAYS)
    director = direct(network, tmp_path, scale)
    names = ("rich-01", "rich-02", "plain-01")
    actions: list[tuple[float, Action]] = [
        *((2.0, partial(network.netem, name, *words)) for name in names),
        *((55.0, partial(network.netem, name, "none")) for name in names),
    ]
    see_through(director, [(20.0, KillServer(1.0)), (40.0, KillServer(1.0))], actions)


@long_form
@pytest.mark.parametrize("pace", [0.0, 10.0], ids=["nobody talks", "everybody talks"])
def test_plain_guest_behind_a_pulled_cable_leaves_the_list(
    network: Network, tmp_path: Path, pace: float
) -> None:
    """Keepalive finds it while nothing is on its way, TCP_USER_TIMEOUT while something is (§6)."""
    scale = dataclasses.replace(SHORT, rich=2, plain=1, pace=pace)
    director = direct(network, tmp_path, scale)
    watcher = director.guests["rich-01"]
    with director:
        director.open()
        assert "plain-01" in roster(director, watcher.name)
        network.pull("plain-01")
        pulled_at = time.monotonic()
        while "plain-01" in roster(director, watcher.name):
            assert time.monotonic() - pulled_at < 32.0
            time.sleep(0.5)


def roster(director: Director, name: str) -> tuple[str, ...]:
    """Who is in the room, as a guest sees it now."""
    guest = director.guests[name]
    guest.words.discard("reported")
    guest.order("report")
    while "reported" not in guest.words:
        guest.look()
        time.sleep(0.02)
    records = read_journal(director.stage.folder / f"{name}.journal", with_shown=False)
    return [record.names for record in records if isinstance(record, SawRoster)][-1]
