"""Judges how a server takes a stream of bytes apart (docs/protocol.md §2): pieces, glue, junk, wrong frames."""

from shared.check.rule import Verdict, Words
from shared.check.server_cast import Cast
from shared.check.server_guest import Guest, frame

_PAUSE_SECONDS = 0.03
_BYTE_PAUSE_SECONDS = 0.003
_LONG_TEXT_CHARACTERS = 4_000
_MAX_PAYLOAD_BYTES = 16_384


def judge_frames(cast: Cast) -> None:
    """Play everything that a stream can do to a reader, each with a guest of its own."""
    _judge_pieces(cast)
    _judge_what_lies_between(cast)
    _judge_wrong_frames(cast)
    _judge_long_frames(cast)


def is_stream_read(cast: Cast) -> bool:
    """Return whether the server reads a stream, so that more than one frame may be sent at once."""
    ledger = cast.stage.ledger
    return all(ledger.verdict(rule_id) is Verdict.PASS for rule_id in ("split-frame", "glued-frames"))


def _judge_pieces(cast: Cast) -> None:
    writer = cast.visitor()
    data = frame("3", "in pieces: 你好")
    for index in range(len(data)):
        writer.send(data[index : index + 1])
        cast.stage.pause(_BYTE_PAUSE_SECONDS)
    cast.expect_line("split-frame", writer, "in pieces: 你好")
    writer = cast.visitor()
    writer.send(frame("3", "first") + frame("3", "second"))
    cast.expect_line("glued-frames", writer, "first", "second")
    if not is_stream_read(cast):
        cast.stage.ledger.not_seen("frame-and-a-half", NEEDS_A_STREAM)
        return
    writer = cast.visitor()
    half = frame("3", "second half")
    writer.send(frame("3", "first") + half[:6])
    cast.stage.pause(_PAUSE_SECONDS)
    writer.send(half[6:])
    cast.expect_line("frame-and-a-half", writer, "first", "second half")


def _judge_what_lies_between(cast: Cast) -> None:
    for rule_id, behind, before in (
        ("padding-skipped", b"\x00" * 1_017, b""),
        ("junk-skipped", b"", b"\r\nGET / \x03\x00junk"),
    ):
        writer = cast.visitor()
        if behind:
            writer.send(frame("3", "with padding") + behind)
            cast.wait_for_line(writer, "with padding")
            cast.stage.pause(_PAUSE_SECONDS)
        writer.send(before + frame("3", "and on"))
        cast.expect_line(rule_id, writer, "and on")
    if not is_stream_read(cast):
        cast.stage.ledger.not_seen("stx-restarts", NEEDS_A_STREAM)
        return
    writer = cast.visitor()
    writer.send(b"\x023lost its end" + frame("3", "whole"))
    cast.wait_for_line(writer, "whole")
    cast.stage.settle()
    is_dropped = not any("lost its end" in line for line in cast.bob.of_kind(b"4"))
    is_served = cast.bob.has(b"4", f"{writer.name}: whole")
    cast.judge("stx-restarts", holds=is_served and is_dropped, witness=cast.bob, writer=writer)


def _judge_wrong_frames(cast: Cast) -> None:
    for rule_id, data, words in (
        ("no-type", b"\x02\x03", "that frame has no type"),
        ("unknown-type", frame("9", "what is this?"), "no such message type"),
        ("whisper-no-comma", frame("2", cast.bob.name), "a whisper needs a comma after the name"),
    ):
        writer = cast.visitor()
        writer.send(data)
        wait_for_notice(cast, writer, words)
        is_told = has_notice(writer, words)
        evidence = cast.stage.evidence(writer)
        if is_told and cast.is_alive(writer):
            cast.stage.ledger.passed(rule_id, *evidence)
        elif writer.is_closed or (is_told and not cast.is_alive(writer)):
            cast.stage.ledger.failed(rule_id, CLOSED, *evidence)
        else:
            cast.fail(rule_id, *evidence)


def _judge_long_frames(cast: Cast) -> None:
    if not is_stream_read(cast):
        for rule_id in ("long-frame", "frame-too-long", "text-too-long"):
            cast.stage.ledger.not_seen(rule_id, NEEDS_A_STREAM)
        return
    writer = cast.visitor()
    text = "长" * (_LONG_TEXT_CHARACTERS - 1) + "。"
    writer.send(frame("3", text))
    cast.expect_line("long-frame", writer, text)
    for rule_id, long_text, words in (
        ("frame-too-long", "x" * (_MAX_PAYLOAD_BYTES + 1), "that frame is too long: at most "),
        ("text-too-long", "x" * (_LONG_TEXT_CHARACTERS + 1), "that text is too long: at most "),
    ):
        writer = cast.visitor()
        writer.send(frame("3", long_text))
        wait_for_notice(cast, writer, words)
        cast.stage.settle()
        evidence = cast.stage.evidence(writer)
        is_cut = any("xxxx" in line for line in cast.bob.of_kind(b"4"))
        if is_cut:
            cast.fail(rule_id, *cast.stage.evidence(cast.bob, writer))
        elif writer.is_closed:
            cast.stage.ledger.failed(rule_id, CLOSED, *evidence)
        elif has_notice(writer, words) and cast.is_alive(writer):
            cast.stage.ledger.passed(rule_id, *evidence)
        else:
            cast.fail(rule_id, *evidence)


def has_notice(guest: Guest, words: str) -> bool:
    """Return whether the server has told a guest something that begins with these words of its own."""
    return any(line.startswith(f"* {words}") for line in guest.of_kind(b"4"))


def wait_for_notice(cast: Cast, guest: Guest, words: str) -> bool:
    """Wait until a guest is told so, or is closed; return whether it was told."""
    cast.stage.play(lambda: has_notice(guest, words) or guest.is_closed)
    return has_notice(guest, words)


NEEDS_A_STREAM = Words(
    "Not judged, because frames in pieces or stuck together are not served yet.",
    "未检查：因为还不能处理半包或粘包。",
)
CLOSED = Words(
    "The connection was closed, or served nothing any more: a wrong frame is answered, and its sender stays.",
    "连接被关闭了，或者之后不再得到处理：对错误的帧应当回答，发送者留在房间里。",
)
