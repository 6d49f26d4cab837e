"""Judges how a server lets people in and out (docs/protocol.md §2): the login, its list, names that are taken."""

from shared.check.rule import Words
from shared.check.server_cast import Cast
from shared.check.server_frames import wait_for_notice
from shared.check.server_guest import Guest, frame
from shared.check.server_rules import LESSONS
from shared.check.server_stage import Stage, Stopped

_NOBODY_COMES_IN = Words(
    "three clients have sent their 1, and none of them got any 1: nobody comes in, so nothing else can be judged.",
    "三个客户端都发出了 1，却没有一个收到任何 1：谁也进不来，所以其他的都无法检查。",
)


def judge_arrivals(stage: Stage) -> Cast:
    """Let ann, bob and cat come one after the other. Raises ``Stopped`` when nobody comes in."""
    ann = stage.connect()
    ann.send(frame("3", "too early"))
    stage.play(lambda: bool(ann.of_kind(b"4")) or ann.is_closed)
    is_told = any(line.startswith("* log in first") for line in ann.of_kind(b"4"))
    stage.judge("before-login", holds=is_told, witness=ann)
    if ann.is_closed:
        ann = stage.connect()
    ann.forget()
    guests = [ann]
    own_last = []
    for stem in ("ann", "bob", "cat"):
        guest = ann if stem == "ann" else stage.connect()
        guests = [*guests, guest] if guest is not ann else guests
        before = {other.name for other in guests if other is not guest}
        stage.log_in(guest, stage.name(stem))
        _wait_for_list(stage, guest, before)
        stage.settle()
        own_last.append(_is_own_last(guest))
        if stem != "cat":
            _forget_with(stage, guests, own_last)
    ann, bob, cat = guests
    if not any(own_last) and not cat.of_kind(b"1"):
        raise Stopped(_NOBODY_COMES_IN)
    cast = Cast(stage, ann, bob, cat, dan=stage.connect(), stranger=stage.connect())
    _judge_list(cast, is_own_last=all(own_last))
    stage.log_in(cast.dan, stage.name("dan"))
    stage.forget()
    return cast


def _wait_for_list(stage: Stage, guest: Guest, names: set[str]) -> None:
    stage.play(lambda: names <= set(guest.of_kind(b"1")))


def _judge_list(cast: Cast, *, is_own_last: bool) -> None:
    ann, bob, cat = cast.everyone
    listed = [name for name in cat.of_kind(b"1") if cast.stage.is_ours(name) and name != cat.name]
    if cast.stage.ledger.verdict("own-name-last").value != "fail":
        cast.judge("own-name-last", holds=is_own_last, witness=cat)
    cast.judge("list-order", holds=listed == [ann.name, bob.name], witness=cat)
    is_told = ann.of_kind(b"2").count(cat.name) == 1 and bob.of_kind(b"2").count(cat.name) == 1
    cast.judge("newcomer-told", holds=is_told, witness=bob if ann.has(b"2", cat.name) else ann, writer=cat)
    is_told_of_self = cat.name in {*cat.of_kind(b"2"), *cat.of_kind(b"3")}
    cast.judge("not-told-of-self", holds=not is_told_of_self, witness=cat)


def _forget_with(stage: Stage, guests: list[Guest], own_last: list[bool]) -> None:
    if not own_last[-1]:
        stage.ledger.failed("own-name-last", LESSONS["own-name-last"], *stage.evidence(guests[-1]))
    stage.forget()


def _is_own_last(guest: Guest) -> bool:
    ones = guest.of_kind(b"1")
    return bool(ones) and ones[-1] == guest.name


def judge_coming_and_going(cast: Cast) -> None:
    """Play refused names, a second login, departures and what strangers leave behind."""
    _judge_refusal(cast)
    _judge_second_login(cast)
    _judge_departure(cast)
    _judge_break(cast)


def _judge_refusal(cast: Cast) -> None:
    stage = cast.stage
    stage.forget()
    refused = stage.connect()
    stage.log_in(refused, cast.ann.name)
    is_refused = refused.has(b"0", cast.ann.name) and not refused.has(b"1", cast.ann.name)
    if not cast.judge("name-taken", holds=is_refused, witness=refused):
        refused.close()
        stage.forget()
        refused = stage.connect()
    else:
        refused.forget()
    if is_refused:
        stage.log_in(refused, stage.name("gus"))
        cast.judge("another-try", holds=refused.has(b"1", refused.name), witness=refused)
        refused.close()
        stage.forget()
        refused = stage.connect()
        stage.log_in(refused, cast.ann.name)
        refused.close()
        stage.settle()
        is_seen = any(guest.has(b"3", cast.ann.name) for guest in cast.everyone)
        cast.judge("stranger-unseen", holds=not is_seen, witness=cast.bob, writer=refused)
    stage.forget()


def _judge_second_login(cast: Cast) -> None:
    stage = cast.stage
    guest = cast.visitor()
    first, second = guest.name, stage.name("other")
    guest.send(frame("1", second))
    wait_for_notice(cast, guest, "you are already logged in as ")
    stage.settle()
    is_told = guest.has(b"4", f"* you are already logged in as {first}")
    is_changed = any(
        second in {*other.of_kind(b"2"), *other.of_kind(b"1")} for other in (*cast.everyone, guest)
    )
    cast.judge("second-login", holds=is_told and not is_changed, witness=guest)


def _judge_departure(cast: Cast) -> None:
    stage = cast.stage
    guest = stage.visitor()
    name = guest.name
    guest.close()
    stage.play(lambda: all(other.has(b"3", name) for other in cast.everyone))
    stage.settle()
    times = [other.count(b"3", name) for other in cast.everyone]
    witness = cast.everyone[next((index for index, count in enumerate(times) if count != 1), 0)]
    cast.judge("leaving-told", holds=times == [1, 1, 1], witness=witness)
    stage.forget()
    again = stage.connect()
    stage.log_in(again, name)
    if times == [1, 1, 1] or again.has(b"1", name):
        cast.judge("name-free-again", holds=again.has(b"1", name), witness=again)
    again.close()
    stage.forget()


def _judge_break(cast: Cast) -> None:
    stage = cast.stage
    guest = stage.visitor()
    guest.send(b"\x023half a fr")
    stage.settle()
    guest.reset()
    stage.play(lambda: cast.bob.has(b"3", guest.name))
    is_told = cast.bob.count(b"3", guest.name) == 1
    holds = is_told and not any(other.is_closed for other in cast.everyone)
    cast.judge("broken-off", holds=holds, witness=cast.bob, writer=guest)
    stage.forget()
