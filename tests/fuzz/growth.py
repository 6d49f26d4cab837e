"""Time: four times as much of anything costs about four times as long, never sixteen times.

The rule: only processor time is looked at, only where it can be felt, and the best of several turns of each size;
so a busy computer makes no finding.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from itertools import islice

from chatroom_client.server_address import InvalidServerAddress, parse_server_address
from chatroom_client.session.kept import parse_kept
from chatroom_server.history.words import wanted, words_of
from chatroom_server.window.search_snippet import snippet
from shared.protocol.codec import Dialect, PlainEncoder, RichEncoder, ServerDecoder, decode_client_frame
from shared.protocol.discovery import parse_answer, parse_request
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame, FrameDecoder
from shared.protocol.limits import MAX_CLIENT_PAYLOAD_BYTES, MAX_SERVER_PAYLOAD_BYTES
from shared.protocol.messages import Said
from shared.protocol.names import InvalidName, parse_name, prepared_key, suggest_names
from shared.protocol.text import clean_text
from shared.ui.transcript_spans import marked
from tests.fuzz.target import text_of

LONGEST = 64 * 1024  # a whole read
_FELT_SECONDS = 0.02
_GROWTH = 10  # of four times as much: halfway between four and sixteen, roughly
_TURNS = 4


def _frames(data: bytes) -> None:
    FrameDecoder(MAX_CLIENT_PAYLOAD_BYTES).feed(data)


def _said_by_a_client(data: bytes) -> None:
    for kind in (b"1", b"2", b"3", b"5", b"6"):
        for dialect in Dialect:
            decode_client_frame(Frame(kind, data), EncodingDetector(), dialect)


def _said_by_a_server(data: bytes) -> None:
    for event in FrameDecoder(MAX_SERVER_PAYLOAD_BYTES).feed(b"\x024" + data + b"\x03"):
        if isinstance(event, Frame):
            ServerDecoder().decode(event)


def _encoded(data: bytes) -> None:
    message = Said("alice", text_of(data))
    for encoder in (PlainEncoder(TextEncoding.UTF_8), PlainEncoder(TextEncoding.GBK), RichEncoder()):
        encoder.encode(message)


def _names(data: bytes) -> None:
    raw = text_of(data)
    prepared_key(raw)
    list(islice(suggest_names(raw), 2))
    with suppress(InvalidName):
        parse_name(raw)


def _searched(data: bytes) -> None:
    text = clean_text(text_of(data[:16_000]))  # a text has at most 4,000 characters
    words_of(text)
    wanted(text[:300]).matches(text)


def _datagrams(data: bytes) -> None:
    parse_request(data)
    parse_answer(data)


def _addresses(data: bytes) -> None:
    with suppress(InvalidServerAddress):
        parse_server_address(text_of(data))


def _shown(data: bytes) -> None:
    marked(text_of(data))
    snippet(text_of(data), text_of(data[:200]))


def _kept(data: bytes) -> None:
    parse_kept(data)


WORK: tuple[Callable[[bytes], None], ...] = (
    _frames,
    _said_by_a_client,
    _said_by_a_server,
    _encoded,
    _names,
    _searched,
    _datagrams,
    _addresses,
    _kept,
    _shown,
)


def check_growth(data: bytes) -> None:
    """The first byte is whose work it is, the second how much of the rest comes once; what follows is repeated."""
    work = WORK[(data[0] if data else 0) % len(WORK)]
    once = data[1] % 16 if len(data) > 1 else 0
    head, pattern = data[2 : 2 + once], data[2 + once :] or b"\x02"

    def cost(size: int) -> float:
        made = (head + pattern * (size // len(pattern) + 1))[:size]
        began = time.thread_time()
        work(made)
        return time.thread_time() - began

    grows_by(cost, LONGEST)


def grows_by(cost: Callable[[int], float], size: int) -> None:
    """Fail where ``cost`` of ``size`` is felt, and is far more than four times that of a quarter of it."""
    most = cost(size)
    least = 0.0
    for _ in range(_TURNS):
        if most < _FELT_SECONDS:
            return
        quarter = cost(size // 4)
        least = min(least, quarter) if least else quarter
        if most <= _GROWTH * least:
            return
        most = min(most, cost(size))
    raise AssertionError(f"{size} cost {most / least:.0f} times as much as a quarter of that")
