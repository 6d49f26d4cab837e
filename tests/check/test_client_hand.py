"""``chatroom-check client`` without a command: a person is told what to do, and asked what only they can see."""

import threading

from shared.check.arguments import ClientOptions
from shared.check.client import run
from shared.check.report import ExitStatus, Report
from shared.check.rule import Language
from shared.check.terminal import Terminal
from tests.check.faulty_client import Fault
from tests.check.judged import broken, unseen
from tests.check.person import Person

SKIPPED = {"whisper-comma", "whisper-exact", "whisper-receipt"}
UNSEEN_BY_HAND = {"marks-hidden", "rich-falls-back", "text-marks"}


def judged_by_hand(person: Person) -> Report:
    terminal = Terminal(Language.EN, person, person.read_line)
    try:
        return run(ClientOptions(udp_port=0), terminal, trap_port=None)
    finally:
        person.go_home()


def test_person_is_led_through_all_of_it_and_tells_what_only_they_can_see() -> None:
    person = Person(Fault.DRAWS_OWN, unable="Whisper to")
    report = judged_by_hand(person)
    assert broken(report) == {"chat-echo"}
    assert unseen(report) == UNSEEN_BY_HAND | SKIPPED
    steps = [line for line in person.told if line.startswith("\n")]
    assert steps[0].startswith("\n1. Start your client, connect to 127.0.0.1:")
    assert len(steps) > 8


def test_person_who_goes_away_leaves_nothing_hanging() -> None:
    person = Person()
    terminal = Terminal(Language.ZH, person, lambda: "")
    reports: list[Report] = []
    check = threading.Thread(
        target=lambda: reports.append(run(ClientOptions(udp_port=0), terminal, trap_port=None))
    )
    check.start()
    check.join(20)
    assert not check.is_alive()
    assert reports[0].exit_status is ExitStatus.NOT_JUDGED
