"""Who may come back as whom."""

from itertools import count

from chatroom_server.limit_log import LimitLog
from chatroom_server.sessions import Session, Sessions
from shared.protocol.limits import MAX_SESSIONS, SESSION_SECONDS

NOW = 1_700_000_000.0
ALICE, BOB = 1, 2


def sessions_of(*saved: Session, limits: LimitLog | None = None) -> Sessions:
    numbers = count()
    return Sessions(saved, lambda: f"secret {next(numbers)}", limits or LimitLog(), NOW)


def entered(sessions: Sessions, guest: int, utc: float = NOW) -> tuple[Session, str]:
    """Somebody with a new session is in the room."""
    session, secret = sessions.prepare()
    sessions.enter(session, guest, "alice", utc)
    return session, secret


def test_session_is_found_by_its_secret_alone() -> None:
    sessions = sessions_of()
    session, secret = entered(sessions, ALICE)
    assert sessions.find(secret, NOW) is session
    for wrong in ("", "secret", session.secret_hash, "secret 1", "\ud800"):
        assert sessions.find(wrong, NOW) is None
    assert secret not in repr(session)


def test_session_of_a_login_that_was_refused_never_was() -> None:
    sessions = sessions_of()
    _, secret = sessions.prepare()
    assert sessions.find(secret, NOW) is None
    assert sessions.take_changed() == []


def test_session_counts_over_all_its_connections() -> None:
    sessions = sessions_of()
    session, secret = entered(sessions, ALICE)
    sessions.count(session, NOW)
    sessions.leave(ALICE, NOW)
    found = sessions.find(secret, NOW + 60)
    assert found is session
    sessions.enter(found, BOB, "alice", NOW + 60)
    sessions.count(session, NOW + 61)
    assert (session.accepted, session.guest) == (2, BOB)


def test_session_can_be_resumed_for_a_day_after_it_was_last_connected() -> None:
    sessions = sessions_of()
    _, secret = entered(sessions, ALICE)
    sessions.leave(ALICE, NOW)
    assert sessions.find(secret, NOW + SESSION_SECONDS) is not None
    assert sessions.find(secret, NOW + SESSION_SECONDS + 1) is None


def test_session_of_somebody_who_is_here_never_gets_too_old() -> None:
    sessions = sessions_of()
    session, secret = entered(sessions, ALICE)
    sessions.take_changed()
    for minutes in (4, 8, 12):
        sessions.expire(NOW + minutes * 60)
    assert sessions.find(secret, NOW + 2 * SESSION_SECONDS) is session
    assert sessions.take_changed() == [session], "or a crash of the server would end it"


def test_clock_that_is_set_ends_no_session() -> None:
    sessions = sessions_of()
    _, secret = entered(sessions, ALICE)
    sessions.leave(ALICE, NOW)
    later = NOW + 20 * 365 * 24 * 3_600
    sessions.expire(later)
    sessions.expire(later + 1)
    assert sessions.find(secret, later + 1) is not None


def test_sessions_that_nobody_resumed_are_forgotten() -> None:
    sessions = sessions_of()
    session, secret = entered(sessions, ALICE)
    sessions.leave(ALICE, NOW)
    for hour in range(25):
        for second in range(0, 3_600, 300):
            sessions.expire(NOW + hour * 3_600 + second)
        assert len(sessions) == (1 if hour < 24 else 0)
    assert len(sessions) == 0
    assert sessions.take_ended() == [session.id]
    assert sessions.find(secret, NOW) is None


def test_session_ends_with_a_goodbye() -> None:
    sessions = sessions_of()
    session, secret = entered(sessions, ALICE)
    sessions.end(session)
    sessions.leave(ALICE, NOW)
    assert sessions.find(secret, NOW) is None
    assert sessions.take_changed() == []
    assert sessions.take_ended() == [session.id]
    assert sessions.take_ended() == []


def test_who_left_a_place_that_was_taken_over_does_not_leave_the_session() -> None:
    sessions = sessions_of()
    session, _ = entered(sessions, ALICE)
    sessions.enter(session, BOB, "alice", NOW)
    sessions.leave(ALICE, NOW)
    assert session.guest == BOB


def test_changes_are_told_once_and_together() -> None:
    sessions = sessions_of()
    one, _ = entered(sessions, ALICE)
    other, _ = entered(sessions, BOB)
    sessions.count(one, NOW)
    sessions.count(one, NOW)
    assert sessions.take_changed() == [one, other]
    assert sessions.take_changed() == []


def test_no_two_sessions_have_one_number_and_none_has_that_of_nobody() -> None:
    sessions = sessions_of()
    numbers = {sessions.prepare()[0].id for _ in range(1_000)}
    assert len(numbers) == 1_000
    assert all(0 < number < 2**63 for number in numbers)


def test_saved_sessions_are_resumed_after_a_restart() -> None:
    before = sessions_of()
    session, secret = entered(before, ALICE)
    before.count(session, NOW)
    kept = Session(session.id, session.secret_hash, "alice", session.accepted, session.seen_utc)
    after = sessions_of(kept)
    found = after.find(secret, NOW + 60)
    assert found is not None
    assert (found.accepted, found.guest, found.name) == (1, None, "alice")


def test_only_so_many_are_kept_and_those_who_are_here_are_never_forgotten() -> None:
    limits = LimitLog()
    sessions = sessions_of(limits=limits)
    entered(sessions, 10_000_000)
    for guest in range(MAX_SESSIONS + 20):
        entered(sessions, guest, NOW + guest)
        sessions.leave(guest, NOW + guest)
    assert len(sessions) == MAX_SESSIONS
    assert len(sessions.take_ended()) == 21
    assert limits.totals() == ["too many kept sessions: the oldest forgotten 21 times"]
    assert sessions.find("secret 0", NOW) is not None
    assert sessions.find("secret 1", NOW) is None
