"""What waits for the host's window: in order, counted to the last message, and never too much of it."""

import pytest

from chatroom_server.facts import (
    HOST,
    AnnouncedByHost,
    Arrived,
    AwayChanged,
    BanChanged,
    Fact,
    HandChanged,
    HostRefused,
    Interrupted,
    Left,
    MuteChanged,
    RemovedByHost,
    Returned,
    Spoke,
    Whispered,
)
from chatroom_server.window_facts import (
    AT_ONCE,
    GONE,
    MOST_ELSE,
    MOST_SPOKEN,
    MOST_WHISPERED,
    Happening,
    PassedOver,
    WindowFacts,
)


def spoke(number: int, guest: int = 1) -> Spoke:
    return Spoke(1_700_000_000.0 + number, number, guest, f"guest {guest}", f"line {number}")


def arrived(guest: int, name: str = "") -> Arrived:
    return Arrived(1.0, guest, name or f"guest {guest}", "192.0.2.7", True)


def left(guest: int, name: str = "") -> Left:
    return Left(2.0, guest, name or f"guest {guest}")


def question(number: int, guest: int = 1) -> Whispered:
    return Whispered(float(number), number, guest, f"guest {guest}", HOST, "Teacher", "help")


def room_of(*guests: int) -> WindowFacts:
    """What waits in a room in which these guests are, and the window knows of them."""
    facts = WindowFacts()
    facts.add(arrived(guest) for guest in guests)
    everything(facts)
    return facts


def everything(facts: WindowFacts) -> list[Happening]:
    """All that waits, taken as a window takes it."""
    taken: list[Happening] = []
    while facts:
        some = facts.take()
        assert 0 < len(some) <= AT_ONCE
        taken += some
    return taken


def counted(happenings: list[Happening]) -> dict[int, int]:
    """How many messages each person has said."""
    said: dict[int, int] = {}
    for happening in happenings:
        if isinstance(happening, PassedOver):
            for guest, count in happening.said:
                said[guest] = said.get(guest, 0) + count
        elif isinstance(happening, Spoke):
            said[happening.guest] = said.get(happening.guest, 0) + 1
    return said


def test_what_happens_is_taken_in_order() -> None:
    facts = WindowFacts()
    happened: list[Fact] = [
        Arrived(1.0, 1, "alice", "192.0.2.1", True),
        spoke(1),
        spoke(2),
        Left(2.0, 1, "alice"),
    ]
    facts.add(happened[:2])
    facts.add(happened[2:])
    assert facts.take() == happened
    assert not facts
    assert facts.take() == []


def test_much_at_once_is_taken_in_pieces_and_nothing_is_missing() -> None:
    facts = WindowFacts()
    happened = [spoke(number) for number in range(MOST_SPOKEN)]
    for fact in happened:
        facts.add((fact,))
    assert everything(facts) == happened


def test_whispers_between_two_guests_are_not_for_the_window() -> None:
    facts = WindowFacts()
    facts.add((Whispered(1.0, 1, 1, "alice", 2, "bob", "a secret"),))
    assert not facts
    to_host = Whispered(1.0, 2, 1, "alice", HOST, "Teacher", "a question")
    by_host = Whispered(1.0, 3, HOST, "Teacher", 1, "alice", "an answer")
    facts.add((to_host, by_host))
    assert facts.take() == [to_host, by_host]


def test_what_nobody_could_have_seen_is_counted_and_not_kept() -> None:
    facts = room_of(1, 2, 3)
    for number in range(10 * MOST_SPOKEN):
        facts.add((spoke(number, guest=1 + number % 3),))
    taken = everything(facts)
    assert len(taken) <= MOST_SPOKEN + 1
    (passed,) = [happening for happening in taken if isinstance(happening, PassedOver)]
    shown = [happening for happening in taken if isinstance(happening, Spoke)]
    assert taken == [passed, *shown]
    assert passed.messages + len(shown) == 10 * MOST_SPOKEN
    assert [fact.message_id for fact in shown] == [*range(passed.messages, 10 * MOST_SPOKEN)]
    assert passed.utc == shown[0].utc - 1
    assert counted(taken) == {guest: -(-(10 * MOST_SPOKEN - guest + 1) // 3) for guest in (1, 2, 3)}


def test_a_window_that_looks_again_gets_the_newest() -> None:
    facts = WindowFacts()
    for number in range(3 * MOST_SPOKEN):
        facts.add((spoke(number),))
    assert everything(facts)[-1] == spoke(3 * MOST_SPOKEN - 1)


def test_everything_but_talk_outlasts_a_storm_in_its_place() -> None:
    facts = room_of(1)
    came = arrived(7, "grace")
    whisper = Whispered(2.0, 1, 7, "grace", HOST, "Teacher", "help")
    host_said = Spoke(3.0, 2, HOST, "Teacher", "Quiet, please")
    went = left(7, "grace")
    facts.add((spoke(0), came, spoke(1), whisper, spoke(2), host_said, spoke(3), went))
    for number in range(4, 3 * MOST_SPOKEN):
        facts.add((spoke(number),))
    taken = everything(facts)
    kept = [happening for happening in taken if happening in (came, whisper, host_said, went)]
    assert kept == [came, whisper, host_said, went]
    # Whoever talked and left is gone by then, and whoever came is here: the counts go to the right people.
    assert isinstance(taken[4], PassedOver)
    assert counted(taken) == {1: 3 * MOST_SPOKEN, HOST: 1}


@pytest.mark.parametrize("between", [0, 1, AT_ONCE, MOST_SPOKEN // 2])
def test_counts_stay_exact_however_the_window_looks(between: int) -> None:
    facts = room_of(*range(1, 8))
    taken: list[Happening] = []
    for number in range(4 * MOST_SPOKEN):
        facts.add((spoke(number, guest=1 + number % 7),))
        if between and number % (between * 2) == 0:
            taken += facts.take()
    taken += everything(facts)
    assert sum(counted(taken).values()) == 4 * MOST_SPOKEN
    ids = [happening.message_id for happening in taken if isinstance(happening, Spoke)]
    assert ids == sorted(set(ids))


def test_whispers_to_the_host_are_bounded_and_each_is_counted() -> None:
    facts = room_of(1, 2)
    for number in range(100_000):
        facts.add((question(number, guest=1 + number % 2),))
    taken = everything(facts)
    assert len(taken) <= MOST_WHISPERED + 1
    assert isinstance(taken[0], PassedOver)
    assert dict(taken[0].said) == dict.fromkeys((1, 2), taken[0].messages // 2)
    shown = [happening for happening in taken if isinstance(happening, Whispered)]
    assert shown[-1] == question(99_999, guest=2)
    assert taken[0].messages + len(shown) == 100_000


def test_storm_of_others_pushes_no_question_to_the_host_out() -> None:
    facts = room_of(1, 2)
    asked = [question(number, guest=2) for number in range(MOST_WHISPERED)]
    for whisper in asked:
        facts.add((whisper, *(spoke(number) for number in range(100))))
    assert [happening for happening in everything(facts) if isinstance(happening, Whispered)] == asked


@pytest.mark.parametrize("number", [100_000, 100_001])
def test_only_the_newest_of_what_changes_about_a_guest_waits(number: int) -> None:
    facts = room_of(1, 2)
    for moment in range(number):
        is_on = bool(moment % 2)
        facts.add((HandChanged(moment, 1, "guest 1", is_on), AwayChanged(moment, 2, "guest 2", is_on)))
    taken = everything(facts)
    assert len(taken) <= MOST_ELSE
    is_on = not number % 2
    assert taken[-2:] == [
        HandChanged(number - 1, 1, "guest 1", is_on),
        AwayChanged(number - 1, 2, "guest 2", is_on),
    ]


@pytest.mark.parametrize("is_back", [True, False])
def test_of_a_connection_that_flutters_the_end_is_known(is_back: bool) -> None:
    facts = room_of(1)
    for moment in range(MOST_ELSE):
        facts.add(
            (Interrupted(moment, 1, "guest 1"), Returned(moment, 1, "guest 1", f"10.0.0.{moment % 200}"))
        )
    end = Returned(1e6, 1, "guest 1", "10.0.0.250") if is_back else Interrupted(1e6, 1, "guest 1")
    facts.add((end,))
    taken = everything(facts)
    assert len(taken) <= MOST_ELSE
    assert taken[-1] == end
    assert any(isinstance(happening, Returned) for happening in taken), "it tells the newest address"


def test_whoever_came_and_went_meanwhile_was_never_there() -> None:
    facts = room_of(1)
    for guest in range(2, 100_000):
        facts.add((arrived(guest), HandChanged(1.0, guest, f"guest {guest}", True), left(guest)))
    stays = arrived(100_000)
    facts.add((stays, left(1)))
    taken = everything(facts)
    assert len(taken) <= MOST_ELSE + 2
    assert taken[-2:] == [stays, left(1)]
    came = [happening.guest for happening in taken if isinstance(happening, Arrived)]
    went = [happening.guest for happening in taken if isinstance(happening, Left)]
    assert set(came) - set(went) == {100_000}
    assert set(went) - set(came) == {1}


def test_crowd_that_comes_talks_and_goes_is_counted_under_one_number() -> None:
    facts = room_of(1)
    for guest in range(2, 100_000):
        facts.add((arrived(guest), spoke(guest, guest), left(guest)))
    taken = everything(facts)
    assert len(taken) <= MOST_SPOKEN + MOST_ELSE + 1
    (passed,) = [happening for happening in taken if isinstance(happening, PassedOver)]
    assert [guest for guest, _ in passed.said] == [GONE]
    assert sum(counted(taken).values()) == 99_998


def test_full_room_that_came_while_nobody_looked_is_all_there() -> None:
    facts = WindowFacts()
    many = [arrived(guest) for guest in range(1, 3 * MOST_ELSE)]
    for came in many:
        facts.add((came,))
    assert everything(facts) == many


def test_what_the_host_did_waits_whole_and_in_its_place() -> None:
    facts = room_of(1)
    did: list[Fact] = [
        Spoke(1.0, 1, HOST, "Teacher", "hello"),
        Whispered(2.0, 2, HOST, "Teacher", 1, "guest 1", "an answer"),
        AnnouncedByHost(3.0, 3, "Open the panel."),
        MuteChanged(4.0, 1, "guest 1", True),
        MuteChanged(5.0, 1, "guest 1", False),
        HostRefused(6.0, "", False),
    ]
    for fact in did:
        facts.add((fact,))
        for moment in range(MOST_ELSE):
            facts.add((HandChanged(moment, 1, "guest 1", True), question(moment), spoke(moment)))
    kinds = (Spoke, Whispered, AnnouncedByHost, MuteChanged, HostRefused)
    taken = everything(facts)
    assert [fact for fact in taken if isinstance(fact, kinds) and fact in did] == did


@pytest.mark.parametrize(
    "measure",
    [RemovedByHost(1.0, "guest 2", False), BanChanged(1.0, "192.0.2.7", ("guest 2",), True)],
    ids=["removed", "banned"],
)
def test_departure_of_whom_the_host_saw_out_is_not_lost(measure: Fact) -> None:
    facts = room_of(1)
    facts.add((arrived(2), measure, left(2)))
    for guest in range(3, 2 * MOST_ELSE):
        facts.add((arrived(guest, "guest 2"), left(guest, "guest 2")))
    taken = everything(facts)
    assert len(taken) <= MOST_ELSE + 3
    assert taken[:3] == [arrived(2), measure, left(2)]


@pytest.mark.parametrize("between", [0, 7, 500])
def test_people_stay_exact_however_the_window_looks(between: int) -> None:
    facts = WindowFacts()
    taken: list[Happening] = []
    here: set[int] = set()
    known: set[int] = set()
    for guest in range(1, 3 * MOST_ELSE):
        facts.add((arrived(guest),))
        here.add(guest)
        if guest % 3 and len(here) > 5:
            gone = min(here)
            here.discard(gone)
            facts.add((left(gone),))
        if between and guest % between == 0:
            taken += facts.take()
    for happening in [*taken, *everything(facts)]:
        if isinstance(happening, Arrived):
            known.add(happening.guest)
        elif isinstance(happening, Left):
            known.remove(happening.guest)
    assert known == here
