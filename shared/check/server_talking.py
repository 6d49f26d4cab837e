"""Judges how a server carries what people say, to everyone and to one (docs/protocol.md §2, §5)."""

from shared.check.rule import Verdict, Words
from shared.check.server_cast import Cast
from shared.check.server_frames import wait_for_notice
from shared.check.server_guest import Guest, frame

_ROUNDS = 3


def judge_talking(cast: Cast) -> None:
    """Let people talk, whisper, and say what needs care."""
    _judge_saying(cast)
    _judge_texts(cast)
    _judge_whispers(cast)
    _judge_order(cast)


def _judge_saying(cast: Cast) -> None:
    stage, ann = cast.stage, cast.ann
    stage.forget()
    ann.send(frame("3", "hello"))
    line = f"{ann.name}: hello"
    stage.play(lambda: all(guest.has(b"4", line) for guest in cast.everyone))
    stage.settle()
    others = [guest for guest in (cast.bob, cast.cat) if not guest.has(b"4", line)]
    cast.judge("say-everyone", holds=not others, witness=others[0] if others else cast.bob, writer=ann)
    cast.judge("say-echo", holds=ann.has(b"4", line), witness=ann)
    twice = [guest for guest in cast.everyone if guest.count(b"4", line) > 1]
    cast.judge("say-once", holds=not twice, witness=twice[0] if twice else cast.bob, writer=ann)
    stage.forget()


def _judge_texts(cast: Cast) -> None:
    stage, ann = cast.stage, cast.ann
    for rule_id, text, shown in (
        ("utf-8-kept", "你好，世界 🙂", "你好，世界 🙂"),
        ("line-feed", "one\ntwo", "one\n    two"),
        ("line-separators", "one\u2028two", "one\n    two"),
        ("clean-text", "a\x07b\x1bc\td", "abc\td"),
    ):
        ann.send(frame("3", text))
        cast.expect_line(rule_id, ann, shown)
        stage.forget()
    ann.send(frame("3", "   "))
    stage.settle()
    heard = [guest for guest in cast.everyone if guest.of_kind(b"4")]
    cast.judge("empty-text", holds=not heard, witness=heard[0] if heard else ann, writer=ann)
    stage.forget()


def _judge_whispers(cast: Cast) -> None:
    stage, (ann, bob, cat) = cast.stage, cast.everyone
    ann.send(frame("2", f"{bob.name},psst"))
    arrived, receipt = f"{ann.name}, to you: psst", f"you, to {bob.name}: psst"
    stage.play(lambda: bob.has(b"4", arrived) and ann.has(b"4", receipt))
    stage.settle()
    does_arrive = cast.judge("whisper-arrives", holds=bob.has(b"4", arrived), witness=bob, writer=ann)
    cast.judge("whisper-receipt", holds=ann.has(b"4", receipt), witness=ann)
    is_private = not any("psst" in line for line in cat.of_kind(b"4"))
    if does_arrive or not is_private:
        cast.judge("whisper-private", holds=is_private, witness=cat, writer=ann)
    stage.forget()
    for rule_id, name, text in (
        ("whisper-comma", bob.name, "one, two, three"),
        ("whisper-name", bob.name.upper(), "psst again"),
    ):
        if not does_arrive:
            stage.ledger.not_seen(rule_id, _NO_WHISPERS)
            continue
        ann.send(frame("2", f"{name},{text}"))
        wanted = f"{ann.name}, to you: {text}"
        stage.expect(bob, b"4", wanted)
        cast.judge(rule_id, holds=bob.has(b"4", wanted), witness=bob, writer=ann)
        stage.forget()
    nobody = stage.name("nobody")
    ann.send(frame("2", f"{nobody},are you there?"))
    wait_for_notice(cast, ann, f"{nobody} is not online")
    cast.judge("whisper-offline", holds=ann.has(b"4", f"* {nobody} is not online"), witness=ann)
    stage.forget()


def _judge_order(cast: Cast) -> None:
    stage = cast.stage
    listeners = [cast.ann, cast.dan]
    if stage.ledger.verdict("say-echo") is Verdict.PASS:
        listeners += [cast.bob, cast.cat]
    orders: list[list[str]] = [[] for _ in listeners]
    for _ in range(_ROUNDS):
        stage.forget()
        said = [len(order) for order in orders]
        for guest in (cast.cat, cast.bob):
            guest.send(frame("3", f"round {said[0]}"))
        stage.play(lambda: all(len(_lines(cast, guest)) >= 2 for guest in listeners))
        for order, guest in zip(orders, listeners, strict=True):
            order.extend(_lines(cast, guest))
    is_same = all(order == orders[0] for order in orders)
    is_whole = len(orders[0]) == 2 * _ROUNDS
    if is_whole or not is_same:
        cast.judge("same-order", holds=is_same and is_whole, witness=cast.ann, writer=cast.bob)
    stage.forget()


def _lines(cast: Cast, guest: Guest) -> list[str]:
    """What bob and cat said, once each: that nothing comes twice is a rule of its own."""
    heads = (f"{cast.bob.name}: ", f"{cast.cat.name}: ")
    return list(dict.fromkeys(line for line in guest.of_kind(b"4") if line.startswith(heads)))


_NO_WHISPERS = Words("Not judged, because whispers do not arrive yet.", "未检查：因为私聊还送不到。")
