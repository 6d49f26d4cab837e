"""Nothing lost, nothing twice: a guest and a room, with breaks and kills wherever there can be one."""

from collections import Counter
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_client.session.events import OutgoingState
from tests.helpers.model_room import ModelRoom
from tests.helpers.restarted_guest import RestartedGuest

_Step = Callable[[RestartedGuest], object]

_receivers = st.sampled_from(["", "", "bob", "alice"])
_texts = st.sampled_from(["ok", "ok", "no", "a\nb", "好的 🙂", " x "])
_counts = st.integers(1, 12)


def _mute(guest: RestartedGuest) -> None:
    guest.room.is_muted = not guest.room.is_muted


_network: st.SearchStrategy[_Step] = st.one_of(
    st.just(RestartedGuest.connect),
    _counts.map(lambda count: lambda guest: guest.carry_up(count)),
    _counts.map(lambda count: lambda guest: guest.carry_down(count)),
    _counts.map(lambda count: lambda guest: (guest.connect(), guest.carry_up(9), guest.carry_down(count))),
    _counts.map(lambda count: lambda guest: (guest.carry_up(count), guest.lose(is_noticed=False))),
    st.booleans().map(lambda is_noticed: lambda guest: guest.lose(is_noticed=is_noticed)),
    st.sampled_from([0.5, 2.0, 15.0, 46.0, 3600.0]).map(lambda seconds: lambda guest: guest.wait(seconds)),
    st.just(lambda guest: guest.take(guest.session.network_changed(guest.now))),
)
_others: st.SearchStrategy[_Step] = st.one_of(
    _texts.map(lambda text: lambda guest: guest.room.bob_says(text)),
    _texts.map(lambda text: lambda guest: guest.room.bob_says(text, "alice")),
    st.just(lambda guest: guest.room.carol_whispers_to_bob()),
)
_typing: st.SearchStrategy[_Step] = st.builds(
    lambda to, text: lambda guest: guest.type(to, text), _receivers, _texts
)
_kills: st.SearchStrategy[_Step] = st.one_of(
    st.booleans().map(lambda is_delivered: lambda guest: guest.kill(is_delivered=is_delivered)),
    st.just(RestartedGuest.save),
    st.builds(
        lambda text, after: lambda guest: guest.type("", text, killed_after=after), _texts, st.integers(0, 3)
    ),
)


def _run(steps: list[_Step], before: int = 0) -> RestartedGuest:
    room = ModelRoom()
    for number in range(before):
        room.bob_says(f"earlier {number}")
    guest = RestartedGuest(room)
    guest.come_to_rest()
    for step in steps:
        step(guest)
        _check_shown(guest, is_at_rest=False)
    guest.come_to_rest()
    _check_shown(guest, is_at_rest=True)
    return guest


def _check_shown(guest: RestartedGuest, *, is_at_rest: bool) -> None:
    """What this run has shown is what the person may see, from where the run began, without gap, in order."""
    kept = guest.kept_at_start
    visible = guest.room.visible("alice")
    expected = visible if kept is None else [old for old in visible if old.stamp.id > kept.last]
    shown = [(line.message_id, line.sender, line.text) for line in guest.shown]
    told = [(old.stamp.id, old.sender, old.text) for old in expected]
    assert shown == (told if is_at_rest else told[: len(shown)])
    if is_at_rest and kept is not None and kept.last:
        before = [old.stamp.id for old in visible if old.stamp.id <= kept.last]
        assert [line.message_id for line in guest.older] == before[-50:]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(_network, _network, _others, _typing, _typing, _kills), min_size=20, max_size=80))
def test_every_message_arrives_once_and_in_order_through_breaks_and_kills(steps: list[_Step]) -> None:
    guest = _run(steps)
    assert guest.room.taken_in == guest.typed
    assert guest.session.outgoing == ()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(_network, _network, _others, _typing, _typing, _kills, st.just(_mute)),
        min_size=20,
        max_size=80,
    )
)
def test_what_the_room_refused_is_left_to_the_person_and_nothing_else(steps: list[_Step]) -> None:
    guest = _run(steps)
    assert guest.room.taken_in == guest.typed
    left = guest.left_over(OutgoingState.REFUSED, OutgoingState.UNSURE)
    assert Counter(left) == Counter(guest.room.refused)
    assert len(left) == len(guest.session.outgoing)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            _network, _network, _others, _kills,
            st.just(lambda guest: (guest.lose(is_noticed=True), guest.room.forget_sessions())),
            st.just(lambda guest: guest.type("", f"text {len(guest.typed)}")),
        ),
        min_size=20, max_size=80,
    )
)  # fmt: skip
def test_room_that_forgot_the_session_gets_nothing_twice_and_the_person_keeps_the_rest(
    steps: list[_Step],
) -> None:
    room = ModelRoom()
    guest = RestartedGuest(room)
    guest.come_to_rest()
    for step in steps:
        step(guest)
    guest.come_to_rest()
    ids = [line.message_id for line in guest.shown]
    assert len(ids) == len(set(ids))
    unique = [typed for typed in guest.typed if typed[1].startswith("text")]
    arrived = Counter(room.taken_in)
    left = Counter(guest.left_over(OutgoingState.UNSURE))
    for typed in unique:
        assert arrived[typed] <= 1
        assert arrived[typed] + left[typed] >= 1
    assert len(guest.left_over(OutgoingState.UNSURE)) == len(guest.session.outgoing)


def test_long_history_before_the_first_login_is_shown_from_its_newest_part() -> None:
    room = ModelRoom()
    for number in range(80):
        room.bob_says(f"earlier {number}")
    guest = RestartedGuest(room)
    guest.come_to_rest()
    assert [line.message_id for line in guest.shown] == list(range(31, 81))


def test_ten_thousand_missed_messages_are_caught_up_with_over_several_breaks() -> None:
    room = ModelRoom()
    guest = RestartedGuest(room)
    guest.come_to_rest()
    guest.lose(is_noticed=True)
    for number in range(10_000):
        room.bob_says(f"missed {number}")
    for count in (3, 1_000, 5_001, 7):
        guest.connect()
        guest.carry_up(9)
        guest.carry_down(count)
        guest.lose(is_noticed=True)
    guest.come_to_rest()
    assert [line.message_id for line in guest.shown] == list(range(1, 10_001))
