"""Judges what a server does with programs that send too much or nothing but nonsense (docs/protocol.md §6)."""

from shared.check.server_cast import Cast
from shared.check.server_frames import NEEDS_A_STREAM, is_stream_read
from shared.check.server_guest import Guest, frame

_BURST = 22
_MORE_SECONDS = 4.0
_STRANGERS_BYTES = 1_024
_REFUSED_NAMES = 20
_OUTSIDE_BYTES = 1_048_576
_OF_ALL_AT_ONCE = ("burst-kept", "outside-in-a-row", "stranger-frame")


def judge_limits(cast: Cast) -> None:
    """Send too much of everything, each with a guest of its own."""
    if not is_stream_read(cast):
        for rule_id in _OF_ALL_AT_ONCE:
            cast.stage.ledger.not_seen(rule_id, NEEDS_A_STREAM)
        return
    _judge_burst(cast)
    guest = cast.visitor()
    guest.send(b"\x00" * (_OUTSIDE_BYTES + 65_536))
    _expect_closed(cast, "outside-in-a-row", guest)
    guest = cast.stage.connect()
    guest.send(frame("1", "x" * (_STRANGERS_BYTES + 100)) + frame("1", cast.stage.name("still")))
    _expect_closed(cast, "stranger-frame", guest)


def judge_refusals(cast: Cast) -> None:
    """Ask for a name that is taken again and again.

    Early, for a stranger is closed after 15 s.
    """
    guest = cast.stage.connect() if cast.stranger.is_closed else cast.stranger
    for count in range(1, _REFUSED_NAMES + 1):
        guest.send(frame("1", cast.ann.name))
        if not _is_refused(cast, guest, count):
            guest.close()
            return
    _expect_closed(cast, "refused-in-a-row", guest)


def _is_refused(cast: Cast, guest: Guest, times: int) -> bool:
    cast.stage.play(lambda: len(guest.of_kind(b"0")) >= times or guest.is_closed)
    return len(guest.of_kind(b"0")) >= times


def _judge_burst(cast: Cast) -> None:
    writer = cast.dan
    cast.stage.forget()
    wanted = [f"{writer.name}: {number}" for number in range(_BURST)]
    writer.send(b"".join(frame("3", f"{number}") for number in range(_BURST)))
    cast.stage.play(lambda: cast.bob.has(b"4", wanted[-1]), cast.stage.timeout + _MORE_SECONDS)
    got = [line for line in cast.bob.of_kind(b"4") if line.startswith(f"{writer.name}: ")]
    cast.judge("burst-kept", holds=list(dict.fromkeys(got)) == wanted, witness=cast.bob, writer=writer)


def _expect_closed(cast: Cast, rule_id: str, guest: Guest) -> None:
    cast.stage.play(lambda: guest.is_closed)
    are_others_in = not any(other.is_closed for other in cast.everyone)
    cast.judge(rule_id, holds=guest.is_closed and are_others_in, witness=guest)
    if not guest.is_closed:
        guest.close()
    cast.stage.forget()
