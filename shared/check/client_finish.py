"""The last acts: leaving, finding the room, a long list of people, how a connection ends (docs/protocol.md §1, §2).

The rule: each act starts the client afresh, so that nothing before it is to blame for what is seen in it.
"""

from shared.check.client_player import Way
from shared.check.client_search import SECOND_ADDRESS, Search
from shared.check.client_stage import OWN_NAME, START_SECONDS, Stage
from shared.check.client_words import (
    ASKED_ONCE,
    END_UNNOTICED,
    NO_FIND,
    NO_REQUEST,
    NO_SEARCH_PORT,
    NOT_IN,
    NOT_LEFT,
    OTHER_ADDRESS,
    OTHER_PORT,
    TOO_LONG_KEPT,
    TRAPPED,
    WRONG_REQUEST,
    filled,
)
from shared.check.rule import Verdict, came, sent
from shared.protocol.discovery import REQUEST_TEXT, parse_request, plain_answer
from shared.protocol.limits import MAX_SERVER_PAYLOAD_BYTES

_FIND_RULES = ("find-request", "find-again", "find-port", "find-address")
_LONG_LIST = 59  # and oneself
_READING_SECONDS = 2.0  # more than 64 KB
_PERSONS_PROGRAM_SECONDS = 10.0  # it may run on another computer, and nobody sees whether that is slow
_ASKS_AGAIN_SECONDS = 4.0  # §1: after 0.25 s, after 1 s, then every 2 s


def play_leaving(stage: Stage) -> None:
    """Have the client leave as a person does."""
    stage.ready("leave-closes")
    guest = stage.guest
    assert guest is not None
    before = stage.mark()
    stage.player.leave()
    stage.await_and_judge("leave-closes", lambda: guest.has_ended, NOT_LEFT, stage.came_since(before))


def play_finding(stage: Stage, udp_port: int | None) -> None:
    """Have the client find the room, if it can be had; then show it a long list, and close."""
    people = stage.room.answers.people
    people[:] = [f"guest {number}" for number in range(1, _LONG_LIST + 1)]
    is_glued = not stage.is_blocked("roster-long")
    stage.room.is_answering_glued = is_glued
    search = stage.room.search
    if search is None or udp_port is None or not stage.player.can_come(Way.FOUND):
        note = NO_FIND if search is not None else filled(NO_SEARCH_PORT, port=str(udp_port or ""))
        for rule_id in _FIND_RULES:
            stage.ledger.not_seen(rule_id, note)
        stage.come_again()
    else:
        _find(stage, search)
        if not stage.is_in:
            stage.come_again()
    if is_glued:
        _judge_long_list(stage)
    else:
        stage.ready("roster-long")
    stage.room.is_answering_glued = False
    _judge_end(stage)


def _find(stage: Stage, search: Search) -> None:
    before, trapped = len(stage.room.guests), stage.room.trapped
    stage.player.come(Way.FOUND, OWN_NAME)
    seconds = None if stage.player.is_person else max(START_SECONDS / 2, stage.timeout_seconds)
    stage.player.wait(lambda: bool(search.asked) or len(stage.room.guests) > before, seconds)
    if not search.asked:
        if not stage.player.is_person:
            stage.fail("find-request", filled(NO_REQUEST, port=str(search.port)))
        return
    requests = [asked for asked in search.asked if parse_request(asked.data) is not None]
    if not requests:
        # Where the first was none, none of the later ones will be.
        stage.fail("find-request", WRONG_REQUEST, came(search.asked[0].data), sent(REQUEST_TEXT))
        return
    stage.ledger.passed("find-request", came(requests[0].data))
    # One request goes out of every interface, each from a socket of its own: another moment is another try.
    first_at = requests[0].at
    has_asked_again = stage.room.wait_for(
        lambda: any(asked.at > first_at + 0.1 for asked in search.asked), _ASKS_AGAIN_SECONDS
    )
    if has_asked_again:
        stage.ledger.passed("find-again", came(search.asked[-1].data))
    else:
        stage.fail("find-again", ASKED_ONCE, came(requests[0].data))
    search.answer_all()
    answer = sent(plain_answer(stage.room.tcp_port))
    limit = None if stage.player.is_person else max(3.0, stage.timeout_seconds)
    stage.player.wait(lambda: len(stage.room.guests) > before or stage.room.trapped > trapped, limit)
    port = str(stage.room.tcp_port)
    if len(stage.room.guests) == before:
        note = TRAPPED if stage.room.trapped > trapped else OTHER_PORT
        stage.nothing_came("find-port", filled(note, port=port), came(requests[0].data), answer)
        return
    stage.ledger.passed("find-port", answer)
    called = stage.room.guests[before].called[0]
    answered = SECOND_ADDRESS if search.answered == {SECOND_ADDRESS} else called
    if called == answered:
        stage.ledger.passed("find-address", answer)
    else:
        stage.fail("find-address", filled(OTHER_ADDRESS, answered=answered, called=called), answer)
    stage.player.wait(lambda: stage.is_in, None if stage.player.is_person else stage.timeout_seconds)
    if stage.is_in:
        stage.settle_in()


def _judge_long_list(stage: Stage) -> None:
    if not stage.ready("roster-long"):
        return
    guest = stage.guest
    assert guest is not None
    roster = sent(b"".join(guest.seat.online(name) for name in stage.room.answers.people))
    seen = stage.judge_sight(
        "roster-long", stage.player.look_for_people(["guest 1", "guest 30", f"guest {_LONG_LIST}"]), (roster,)
    )
    if not seen and stage.ledger.verdict("roster-long") is Verdict.FAIL:
        return
    if stage.ledger.verdict("roster-end") is Verdict.PASS:
        before = stage.mark()
        stage.player.say("lime-9 is in")
        if stage.await_frame(before) is None:
            stage.nothing_came("roster-long", NOT_IN, roster)


def _judge_end(stage: Stage) -> None:
    stage.ready("end-noticed")
    guest = stage.guest
    assert guest is not None
    evidence = stage.send(stage.frame(b"4", "* the room is closing"))
    guest.end_sending()
    stage.player.wait(lambda: guest.has_ended, _closing_seconds(stage))
    if guest.has_ended:
        stage.ledger.passed("end-noticed", *evidence)
    else:
        stage.fail("end-noticed", END_UNNOTICED, *evidence)


def play_too_long(stage: Stage) -> None:
    """Send a payload that is longer than any may be, and see the client close."""
    stage.room.answers.people[:] = ["bob"]
    if not stage.ready("too-long-closed"):
        return
    guest = stage.come_again()
    evidence = stage.send(b"\x024bob: " + b"x" * (MAX_SERVER_PAYLOAD_BYTES + 4_096) + b"\x03")
    stage.player.wait(lambda: guest.has_ended, max(_closing_seconds(stage), _READING_SECONDS))
    if guest.has_ended:
        stage.ledger.passed("too-long-closed", *evidence)
    else:
        stage.fail("too-long-closed", TOO_LONG_KEPT, *evidence)


def _closing_seconds(stage: Stage) -> float:
    return max(stage.timeout_seconds, _PERSONS_PROGRAM_SECONDS if stage.player.is_person else 0.0)
