"""Pings, silence and sleep."""

from chatroom_client.session.liveness import Liveness, Verdict


def started() -> Liveness:
    liveness = Liveness()
    liveness.start(100.0)
    return liveness


def test_nothing_is_watched_without_a_connection() -> None:
    liveness = Liveness()
    assert liveness.next_at is None
    assert liveness.check(1e9) is Verdict.NOTHING
    assert not liveness.probe(0.0)


def test_ping_every_fifteen_seconds() -> None:
    liveness = started()
    assert liveness.check(114.9) is Verdict.NOTHING
    assert liveness.check(115.0) is Verdict.PING
    assert liveness.next_at == 130.0


def test_whatever_is_heard_puts_the_end_off() -> None:
    liveness = started()
    for now in (115.0, 130.0):
        assert liveness.check(now) is Verdict.PING
    liveness.hear(140.0)
    assert liveness.check(145.0) is Verdict.PING
    assert liveness.check(160.0) is Verdict.PING
    assert liveness.check(175.0) is Verdict.PING
    assert liveness.next_at == 185.0
    assert liveness.check(185.0) is Verdict.LOST


def test_sleep_is_not_silence() -> None:
    liveness = started()
    assert liveness.check(5000.0) is Verdict.PING
    assert liveness.next_at == 5003.0
    liveness.hear(5001.0)
    assert liveness.check(5003.0) is Verdict.NOTHING
    assert liveness.next_at == 5015.0


def test_silence_after_the_sleep_is_the_end() -> None:
    liveness = started()
    liveness.check(5000.0)
    assert liveness.check(5003.0) is Verdict.LOST


def test_probe_before_the_sleep_is_asked_again_after_it() -> None:
    liveness = started()
    assert liveness.probe(101.0)
    assert liveness.check(5000.0) is Verdict.PING
    assert liveness.check(5002.0) is Verdict.NOTHING
    assert liveness.check(5003.0) is Verdict.LOST


def test_one_probe_at_a_time() -> None:
    liveness = started()
    assert liveness.probe(101.0)
    assert not liveness.probe(102.0)
    liveness.hear(102.5)
    assert liveness.probe(103.0)
