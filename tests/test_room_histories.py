"""What stays true of a room whatever happens in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from chatroom_server.facts import (
    AnnouncedByHost,
    Spoke,
    Whispered,
)
from chatroom_server.room import Room
from shared.protocol.messages import (
    CameOnline,
    Roster,
    Said,
    WentOffline,
    WhisperReceived,
)
from tests.helpers.lesson import Lesson

GUESTS = range(1, 7)
NAMES = ["alice", "Alice", "bob", "carol", "Dave", "a,b", "Teacher", "аlice"]
guests = st.sampled_from(GUESTS)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("log in"), guests, st.sampled_from(NAMES)),
        st.tuples(st.just("say"), guests, st.sampled_from(["hello", " ", "x" * 4001])),
        st.tuples(st.just("whisper"), guests, st.sampled_from(NAMES)),
        st.tuples(st.just("leave"), guests, st.just("")),
        st.tuples(st.just("remove"), guests, st.just("")),
        st.tuples(st.just("mute"), guests, st.sampled_from(["", "yes"])),
        st.tuples(st.just("ban"), guests, st.just("")),
        st.tuples(st.just("lift"), guests, st.just("")),
        st.tuples(st.just("wait"), guests, st.just("")),
        st.tuples(st.just("announce"), guests, st.sampled_from(["hello", " "])),
    ),
    max_size=40,
)


def play(lesson: Lesson, step: tuple[str, int, str]) -> None:
    act, guest, word = step
    room, now = lesson.room, lesson.now
    match act:
        case "log in":
            lesson.log_in(guest, word, f"10.0.0.{guest % 3}")
        case "say":
            lesson.say(guest, word)
        case "whisper":
            lesson.whisper(guest, word, "psst")
        case "leave":
            lesson.leave(guest)
        case "remove":
            lesson.carry_out(room.remove(guest, now))
        case "mute":
            lesson.carry_out(room.set_muted(guest, bool(word), now))
        case "ban":
            lesson.carry_out(room.ban(f"10.0.0.{guest % 3}", now))
        case "lift":
            lesson.carry_out(room.lift_ban(f"10.0.0.{guest % 3}", now))
        case "wait":
            lesson.steady += 45
        case "announce":
            lesson.carry_out(room.announce(word, now))


@given(steps, st.sampled_from([None, "Teacher"]))
@settings(deadline=None, max_examples=200)
def test_whatever_happens_everyone_knows_who_is_here(
    played: list[tuple[str, int, str]], host_name: str | None
) -> None:
    lesson = Lesson(Room(host_name=host_name, max_users=5))
    known: dict[int, list[str]] = {}  # who is here, as each guest was told
    for step in played:
        dismissed_before = len(lesson.dismissed)
        play(lesson, step)
        for guest in list(lesson.inboxes):
            for message in lesson.told(guest):
                match message:
                    case Roster(users):
                        names = [user.name for user in users]
                        assert names[-1] == lesson.room.name_of(guest), "one's own name comes last"
                        known[guest] = names
                    case CameOnline(name):
                        assert name not in known[guest], "between two arrivals there is a departure"
                        known[guest].append(name)
                    case WentOffline(name):
                        known[guest].remove(name)
                    case Said(sender) | WhisperReceived(sender):
                        assert sender in known[guest]
                    case _:
                        pass
        for guest in lesson.dismissed[dismissed_before:]:
            assert lesson.room.name_of(guest) is None
        present = set(lesson.present)
        assert {guest for guest in GUESTS if lesson.room.name_of(guest) is not None} == present
        for guest in present:
            assert tuple(known[guest]) == lesson.room.names
            assert lesson.room.name_of(guest) in known[guest], "nobody hears of their own departure"
        for guest in [guest for guest in known if guest not in present]:
            del known[guest]
        assert lesson.room.user_count == len(present) + (host_name is not None) <= 5


@given(steps)
@settings(deadline=None, max_examples=100)
def test_whatever_happens_everyone_gets_the_same_in_the_same_order(
    played: list[tuple[str, int, str]],
) -> None:
    lesson = Lesson(Room(host_name="Teacher"))
    for guest, name in ((10, "watcher"), (11, "listener")):
        assert lesson.log_in(guest, name, "10.9.9.9")
    lesson.forget()
    for step in played:
        play(lesson, step)
    assert lesson.told(10) == lesson.told(11)


@given(steps)
@settings(deadline=None, max_examples=100)
def test_whatever_happens_message_ids_rise_one_by_one(played: list[tuple[str, int, str]]) -> None:
    lesson = Lesson(Room(host_name="Teacher"))
    for step in played:
        play(lesson, step)
    ids = [fact.message_id for fact in lesson.facts if isinstance(fact, Spoke | Whispered | AnnouncedByHost)]
    assert ids == list(range(1, len(ids) + 1))


def test_thousand_people_come_and_go() -> None:
    lesson = Lesson()
    for guest in range(1, 1_001):
        assert lesson.log_in(guest, f"guest {guest}")
    [roster] = [message for message in lesson.told(1_000) if isinstance(message, Roster)]
    assert len(roster.users) == 1_000
    assert len(lesson.told(1)) == 1_000
    for guest in range(1, 1_001):
        lesson.leave(guest)
    assert lesson.room.names == ()
