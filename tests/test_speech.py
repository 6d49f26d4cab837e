"""What is said gets its place in the room, or its sender is told why not."""

from chatroom_server.deliveries import NOTHING, Moment, Outcome, ToEveryone, ToGuest
from chatroom_server.facts import HOST, Spoke
from chatroom_server.people import People, Person
from chatroom_server.rules import RoomRules
from chatroom_server.speech import Speech
from shared.protocol.limits import MAX_TEXT_CHARACTERS
from shared.protocol.messages import Notice, NoticeCode, Pinned, Said, Stamp, User
from shared.protocol.names import parse_name

NOW = Moment(1_700_000_000.0, 5.0)


def people_with(*names: str) -> tuple[People, list[Person]]:
    """A few people; the first is the host."""
    people = People()
    here = [
        people.add(guest, parse_name(name, for_host=guest == HOST), "", User(name))
        for guest, name in enumerate(names)
    ]
    return people, here


def test_ids_go_on_from_the_last_one_and_none_is_lost_on_what_is_refused() -> None:
    people, [_, alice] = people_with("Teacher", "alice")
    speech = Speech(people, RoomRules(people), 41)
    assert speech.say(alice, " ", NOW) == NOTHING
    assert speech.say(alice, "x" * (MAX_TEXT_CHARACTERS + 1), NOW) == Outcome(
        (ToGuest(1, Notice(NoticeCode.TEXT_TOO_LONG, number=MAX_TEXT_CHARACTERS)),)
    )
    assert speech.whisper(alice, "nobody", "psst", NOW) == Outcome(
        (ToGuest(1, Notice(NoticeCode.NOT_ONLINE, name="nobody")),)
    )
    assert speech.say(alice, "hello", NOW) == Outcome(
        (ToEveryone(Said("alice", "hello", Stamp(42, NOW.utc))),), (Spoke(NOW.utc, 42, 1, "alice", "hello"),)
    )
    assert (speech.last_id, speech.message_count) == (42, 1)


def test_muted_person_is_told_who_can_be_written_to() -> None:
    people, [_, alice] = people_with("Ms Smith", "alice")
    speech = Speech(people, RoomRules(people), 0)
    people.set_states(alice, is_muted=True)
    assert speech.say(alice, "hello", NOW).deliveries == (
        ToGuest(1, Notice(NoticeCode.MUTED_BUT_HOST, name="Ms Smith")),
    )
    assert speech.whisper(alice, "ms smith", "please", NOW).facts != ()
    people.remove(next(iter(people)))
    assert speech.muted_notice() == Notice(NoticeCode.MUTED)


def test_announcement_stays_pinned_and_what_is_refused_does_not() -> None:
    people, _ = people_with("Teacher")
    earlier = Pinned(Stamp(3, 1.0), "page 8")
    rules = RoomRules(people, earlier)
    speech = Speech(people, rules, 3)
    assert speech.announce("\n", NOW) == NOTHING
    speech.announce("x" * (MAX_TEXT_CHARACTERS + 1), NOW)
    assert rules.state.pinned == earlier
    speech.announce("page 9", NOW)
    assert rules.state.pinned == Pinned(Stamp(4, NOW.utc), "page 9")
