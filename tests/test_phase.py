"""What the window sees of the session's phases."""

from chatroom_client.session.events import SessionState
from chatroom_client.session.phase import Phase, state_of


def test_every_state_is_some_phase() -> None:
    seen = {state_of(phase, is_return=is_return) for phase in Phase for is_return in (False, True)}
    assert seen == set(SessionState)


def test_somebody_who_has_been_in_the_room_is_coming_back_until_there() -> None:
    for phase in (Phase.CONNECTING, Phase.GREETING, Phase.LOGGING_IN, Phase.RESTING, Phase.NAME_HELD):
        assert state_of(phase, is_return=True) is SessionState.RECONNECTING


def test_countdown_is_only_for_phases_without_anything_under_way() -> None:
    for phase in Phase:
        if phase.is_wait_for_retry:
            assert state_of(phase, is_return=True) is SessionState.RECONNECTING
            assert phase not in {Phase.CONNECTING, Phase.LOGGING_IN}
