"""GBK and UTF-8 guests in one room, and guests who send no text at all."""

import random
from contextlib import ExitStack
from functools import partial

import pytest

from tests.helpers.guests import Guest, OpenRoom, open_room
from tests.helpers.headless import RawClient, headless_server
from tests.helpers.loops import ClockLoop, run_on_clock, until
from tests.helpers.wire import frame, frames_in, texts_in


async def join(room: OpenRoom, name: str, encoding: str) -> Guest:
    guest = await room.connect()
    await guest.send(frame("1", name.encode(encoding)))
    await guest.read_until(frame("1", name.encode(encoding)))
    return guest


def has_more(room: OpenRoom, facts: int) -> bool:
    return len(room.facts) > facts


def test_guests_of_either_encoding_read_each_other() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            xiaoming = await join(room, "王小明", "gbk")
            alice = await join(room, "alice", "utf-8")
            li = await join(room, "李四", "utf-8")
            turns = (
                (xiaoming, frame("3", "大家好".encode("gbk"))),
                (alice, frame("3", "你好 😀 café")),
                (li, frame("2", "王小明,放学一起走？")),
                (xiaoming, frame("2", "李四,好".encode("gbk"))),
            )
            for guest, data in turns:
                seen = len(room.facts)
                await guest.send(data)
                # Between two connections there is no order until the room has seen the first.
                await until(partial(has_more, room, seen))
            assert texts_in(
                await xiaoming.read_until(frame("4", "you, to 李四: 好".encode("gbk"))), "gbk"
            ) == [
                "2 alice",
                "2 李四",
                "4 王小明: 大家好",
                "4 alice: 你好 ? café",
                "4 李四, to you: 放学一起走？",
                "4 you, to 李四: 好",
            ]
            assert texts_in(await li.read_until(frame("4", "王小明, to you: 好"))) == [
                "4 王小明: 大家好",
                "4 alice: 你好 😀 café",
                "4 you, to 王小明: 放学一起走？",
                "4 王小明, to you: 好",
            ]
            assert texts_in(await alice.catch_up()) == [
                "2 李四",
                "4 王小明: 大家好",
                "4 alice: 你好 😀 café",
            ]

    run_on_clock(main)


@pytest.mark.parametrize("word", ["同学", "模式", "喂"])
def test_word_that_is_valid_in_both_is_read_as_the_hanzi_it_was_typed_as(word: str) -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            alice, bob = await room.join("alice"), await room.join("bob")
            await alice.send(frame("3", word.encode("gbk")))
            await bob.expect(frame("4", f"alice: {word}"))
            await alice.catch_up()
            await bob.send(frame("3", "再见"))
            await alice.expect(frame("4", "bob: 再见".encode("gbk")))

    run_on_clock(main)


def test_change_of_mind_about_an_encoding_loses_and_doubles_nothing() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            alice, bob = await room.join("alice"), await room.join("bob")
            await alice.expect(frame("2", "bob"))
            # A guess first, and then certainty that it was wrong; bob talks all the while.
            for number in range(20):
                await bob.send(frame("3", f"第{number}句"))
                if number == 5:
                    await alice.send(frame("3", "ͬѧ"))
                if number == 12:
                    await alice.send(frame("3", "Привет, как дела?"))
            received = await alice.catch_up()
            spoken = [payload for kind, payload in frames_in(received) if payload.startswith(b"bob: ")]
            assert len(spoken) == 20
            for number, payload in enumerate(spoken):
                line = f"bob: 第{number}句"
                assert payload in (line.encode(), line.encode("gbk"))

    run_on_clock(main)


def test_name_in_gbk_is_the_same_name_in_utf_8() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            await join(room, "王小明", "gbk")
            second = await room.connect()
            await second.send(frame("1", "王小明"))
            await second.expect(frame("0", "王小明"))

    run_on_clock(main)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_encoding_asked_for_is_everyones_from_the_start(encoding: str) -> None:
    with headless_server("--encoding", encoding) as server, ExitStack() as stack:
        alice, bob = (stack.enter_context(RawClient(server.tcp_port)) for _ in range(2))
        alice.log_in("alice")
        bob.log_in("bob")
        alice.expect(frame("2", "bob"))
        alice.send(b"\x023" + "你好".encode(encoding) + b"\x03")
        bob.expect(b"\x024alice: " + "你好".encode(encoding) + b"\x03")


def test_bytes_that_are_no_text_reach_the_others_as_replacement_characters() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            alice, bob = await room.join("alice"), await room.join("bob")
            await alice.send(frame("3", b"broken \xff\xfe") + frame("3", b"\x80") + frame("2", b"bob,\xff"))
            assert texts_in(await bob.read_until(frame("4", "alice, to you: \ufffd"))) == [
                "4 alice: broken \ufffd\ufffd",
                "4 alice: \ufffd",
                "4 alice, to you: \ufffd",
            ]

    run_on_clock(main)


def test_escapes_and_control_characters_reach_nobody() -> None:
    async def main(loop: ClockLoop) -> None:
        async with open_room() as room:
            alice, bob = await room.join("alice"), await room.join("bob")
            await alice.send(frame("3", "\x1b[2J\x1b]0;owned\x07 a\x00b\x9bc\r\x7f"))
            await bob.expect(frame("4", "alice: [2J]0;owned abc"))

    run_on_clock(main)


FRAGMENTS = [
    b"\x02",
    b"\x03",
    b"\x02\x03",
    b"\x021",
    b"\x022",
    b"\x023",
    b"\x025{",
    b"\x024mallory: I am alice\x03",
    b"\x023alice: fake\nalice: fake\x03",
    b"\x022bob,psst\x03",
    b"\x021bob\x03",
    b"\x00" * 100,
    "同学".encode("gbk"),
    "你好😀".encode(),
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe\x00\x02\x03",
    b",",
    b": ",
    b"x" * 5_000,
]


def test_random_bytes_from_many_guests_stop_nothing_and_the_others_get_everything() -> None:
    rng = random.Random(7)
    options = ("--rate", "0", "--max-per-address", "0", "--log-level", "error")
    with headless_server(*options) as server, ExitStack() as stack:
        alice, bob = (stack.enter_context(RawClient(server.tcp_port)) for _ in range(2))
        alice.log_in("alice")
        bob.log_in("bob")
        alice.expect(frame("2", "bob"))
        heard = {alice: b"", bob: b""}
        for number in range(150):
            fuzzer = stack.enter_context(RawClient(server.tcp_port))
            if number % 2:
                fuzzer.send(frame("1", f"fuzzer {number}"))
            noise = b"".join(rng.choice([*FRAGMENTS, rng.randbytes(rng.randrange(40))]) for _ in range(60))
            try:
                for start in range(0, len(noise), 1_000):
                    fuzzer.send(noise[start : start + 1_000])
            except (ConnectionResetError, BrokenPipeError):
                pass  # it went too far
            if number % 3 == 0:
                fuzzer.close()
            if number % 10 == 0:
                alice.send(frame("3", f"line {number}"))
                for guest in heard:
                    heard[guest] += guest.read_until(frame("4", f"alice: line {number}"))
        for guest, data in heard.items():
            # Whole frames and clean text, whatever was sent; and nobody spoke as alice but alice.
            texts = texts_in(data)
            assert not [text for text in texts if any(ord(c) < 32 and c not in "\n\t" for c in text)]
            lines = [text for text in texts if text.startswith("4 alice: ")]
            assert lines == [f"4 alice: line {number}" for number in range(0, 150, 10)], guest
        assert [text for text in texts_in(heard[alice]) if text[0] != "3" or text != "3 bob"]
        status, err = server.stop()
    assert (status, err) == (0, "")
