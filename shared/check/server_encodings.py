"""Judges whether people who speak GBK and UTF-8 read each other (docs/protocol.md §5)."""

from shared.check.server_cast import Cast
from shared.check.server_guest import frame

_FROM_GBK = "中文聊天"  # valid in GBK alone, so that there is no question
_TO_GBK = "汉字"


def judge_encodings(cast: Cast) -> None:
    """Let a guest who speaks GBK and one who sends broken bytes talk to the others."""
    stage = cast.stage
    writer = cast.visitor(stays=True)
    writer.send(frame("3", _FROM_GBK.encode("gb18030")))
    cast.expect_line("gbk-understood", writer, _FROM_GBK)
    stage.forget()
    cast.bob.send(frame("3", _TO_GBK))
    wanted = f"{cast.bob.name}: {_TO_GBK}".encode("gb18030")
    is_answered = stage.play(lambda: writer.has(b"4", wanted))
    cast.judge("gbk-answered", holds=is_answered, witness=writer, writer=cast.bob)
    writer.close()
    writer = cast.visitor()
    writer.send(frame("3", "你好，🙂"))
    cast.wait_for_line(writer, "你好，🙂")
    stage.forget()
    writer.send(frame("3", b"before \xff\xfe after"))
    stage.play(lambda: any("before" in line for line in cast.bob.of_kind(b"4")))
    lines = [came.payload for came in cast.bob.frames() if came.kind == b"4" and b"before" in came.payload]
    cast.judge("bad-bytes", holds=bool(lines) and _is_mended(lines[0]), witness=cast.bob, writer=writer)
    stage.forget()


def _is_mended(line: bytes) -> bool:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "after" in text and "\ufffd" in text
