"""The stream bench on real sockets: what the other side sees is the lesson, and nothing is ever lost."""

import asyncio

import pytest

from shared.protocol.limits import MAX_WAITING_BYTES
from shared.protocol.messages import Announced, LogIn, Resume
from shared.wire.record import ConnectionId, Direction
from shared.wire.shape import AS_IT_IS, LEAST_BETWEEN_PIECES_SECONDS, Shape
from tests.helpers.guests import Guest, OpenRoom, in_a_room
from tests.helpers.loops import settle, until
from tests.helpers.rich_guests import RichGuest, break_off
from tests.helpers.wire import frame
from tests.helpers.wires import chunks, lab_of, number_of, records

SLOW_MOTION = Shape(piece_bytes=1)
LATE = Shape(delay_seconds=60)


async def tick(room: OpenRoom, times: int = 1) -> None:
    """Let one piece after the other go."""
    for _ in range(times):
        room.loop.advance(LEAST_BETWEEN_PIECES_SECONDS)
        await settle(5)


async def reads(room: OpenRoom, guest: Guest, count: int) -> list[bytes]:
    """What each ``recv`` of the guest returns while time passes, until so many bytes have come."""
    found: list[bytes] = []
    while sum(map(len, found)) < count:
        try:
            found.append(guest.socket.recv(1 << 20))
        except BlockingIOError:
            await tick(room)
    return found


def sends_to(room: OpenRoom, number: ConnectionId) -> int:
    """How many calls have sent something to a connection."""
    (life,) = [each for each in room.service.socket_life().connections if each.connection == number]
    return life.sends


async def two(room: OpenRoom) -> tuple[Guest, Guest, ConnectionId]:
    """Alice and bob, with nothing on its way to either, and the number of alice's connection."""
    lab_of(room).look(True)
    alice, bob = await room.join("alice"), await room.join("bob")
    await alice.expect(frame("2", "bob"))
    return alice, bob, number_of(records(room), "alice")


def test_sends_on_the_bench_are_counted_one_by_one() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        before = sends_to(room, number)
        room.loop.hold()
        lab_of(room).set_bench(number, SLOW_MOTION)
        await bob.send(frame("3", "hello"))
        said = frame("4", "bob: hello")
        await reads(room, alice, len(said))
        assert sends_to(room, number) - before == len(said)
        lab_of(room).set_bench(number, Shape(glued_frames=2))
        for _ in range(2):
            await bob.send(frame("3", "hello"))
            await bob.expect(said)
        await reads(room, alice, 2 * len(said))
        assert sends_to(room, number) - before == len(said) + 1

    in_a_room(story)


def test_pieces_arrive_as_separate_reads() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        room.loop.hold()
        lab_of(room).set_bench(number, SLOW_MOTION)
        await bob.send(frame("3", "hello"))
        await bob.expect(frame("4", "bob: hello"))
        said = frame("4", "bob: hello")
        assert await reads(room, alice, len(said)) == [bytes([byte]) for byte in said]
        sent = [chunk.data for chunk in chunks(records(room), Direction.SENT) if number in chunk.connections]
        assert sent == [bytes([byte]) for byte in said]

    in_a_room(story)


def test_frames_that_are_glued_arrive_in_one_read() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        lab_of(room).set_bench(number, Shape(glued_frames=3))
        for text in ("one", "two", "three"):
            await bob.send(frame("3", text))
            await bob.expect(frame("4", f"bob: {text}"))
        together = b"".join(frame("4", f"bob: {text}") for text in ("one", "two", "three"))
        assert await reads(room, alice, len(together)) == [together]

    in_a_room(story)


def test_delayed_stream_comes_later_and_whole() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        lab_of(room).set_bench(number, LATE)
        await bob.send(frame("3", "hello"))
        await bob.expect(frame("4", "bob: hello"))
        with pytest.raises(BlockingIOError):
            alice.socket.recv(100)
        await room.pass_time(61)
        await alice.expect(frame("4", "bob: hello"))

    in_a_room(story)


def test_bench_for_all_takes_those_who_come_later() -> None:
    async def story(room: OpenRoom) -> None:
        room.loop.hold()
        lab_of(room).set_bench(None, SLOW_MOTION)
        alice = await room.connect()
        await alice.send(frame("1", "alice"))
        roster = frame("1", "alice")
        assert await reads(room, alice, len(roster)) == [bytes([byte]) for byte in roster]

    in_a_room(story)


def test_one_can_be_excepted_until_all_are_set_again() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        lab = lab_of(room)
        lab.set_bench(None, LATE)
        lab.set_bench(number, AS_IT_IS)
        await bob.send(frame("3", "hello"))
        await alice.expect(frame("4", "bob: hello"))
        lab.set_bench(None, LATE)
        await bob.send(frame("3", "again"))
        await settle()
        with pytest.raises(BlockingIOError):
            alice.socket.recv(100)

    in_a_room(story)


def test_end_of_the_bench_sends_everything_at_once_and_in_order() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        lab_of(room).set_bench(number, SLOW_MOTION)
        await bob.send(frame("3", "one") + frame("3", "two"))
        await bob.expect(frame("4", "bob: one") + frame("4", "bob: two"))
        await tick(room, 3)
        lab_of(room).set_bench(number, AS_IT_IS)
        await bob.send(frame("3", "three"))
        expected = b"".join(frame("4", f"bob: {text}") for text in ("one", "two", "three"))
        await alice.expect(expected)
        # And it is as it was before.
        await bob.send(frame("3", "four"))
        await alice.expect(frame("4", "bob: four"))

    in_a_room(story)


def test_bench_can_be_changed_while_something_waits() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        expected = b""
        for shape in (SLOW_MOTION, Shape(glued_frames=5), LATE, Shape(piece_bytes=3, delay_seconds=0.1)):
            lab_of(room).set_bench(number, shape)
            await bob.send(frame("3", repr(shape)))
            expected += frame("4", f"bob: {shape!r}")
            await tick(room, 4)
        got = b"".join(await reads(room, alice, len(expected)))
        assert got == expected

    in_a_room(story)


@pytest.mark.parametrize("shape", [SLOW_MOTION, Shape(glued_frames=1_000), LATE], ids=repr)
def test_guest_who_leaves_is_sent_the_rest(shape: Shape) -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        lab_of(room).set_bench(number, shape)
        await bob.send(frame("3", "hello"))
        await bob.expect(frame("4", "bob: hello"))
        alice.socket.shutdown(1)  # she writes no more, and still reads
        assert await alice.read_to_end() == frame("4", "bob: hello")

    in_a_room(story)


@pytest.mark.parametrize("shape", [SLOW_MOTION, Shape(glued_frames=1_000), LATE], ids=repr)
def test_room_that_closes_sends_everybody_the_rest(shape: Shape) -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, _ = await two(room)
        lab_of(room).set_bench(None, shape)
        await bob.send(frame("3", "hello"))
        await until(lambda: any(type(fact).__name__ == "Spoke" for fact in room.facts))
        await settle()
        last = frame("4", "bob: hello") + frame("4", "* the room is closing")
        async with asyncio.TaskGroup() as both:
            both.create_task(room.service.close())
            assert await alice.read_to_end() == last
            assert await bob.read_to_end() == last

    in_a_room(story)


def test_much_that_waits_is_given_back_and_taken_by_one_who_reads_late() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        lab_of(room).set_bench(number, LATE)
        expected = b""
        for count in range(200):
            text = f"{count} " + "x" * 3_500
            await bob.send(frame("3", text))
            expected += frame("4", f"bob: {text}")
            await bob.read_until(b"\x03")
        lab_of(room).set_bench(number, AS_IT_IS)
        alice.socket.shutdown(1)
        assert await alice.read_to_end() == expected

    in_a_room(story)


def test_too_much_that_waits_on_the_bench_closes_that_connection_alone() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        lab_of(room).set_bench(number, LATE)
        heard = b""
        while frame("3", "alice") not in heard:
            await bob.send(frame("3", "x" * 4_000))
            heard += await bob.read_until(b"\x03")
            assert len(heard) < MAX_WAITING_BYTES + 20_000
        assert room.service.counters.too_slow == 1
        assert await alice.read_to_end() == b""

    in_a_room(story)


def test_reset_is_seen_as_such_by_the_peer() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, number = await two(room)
        lab_of(room).reset(number)
        with pytest.raises(ConnectionResetError):
            await alice.receive()
        await bob.expect(frame("3", "alice"))

    in_a_room(story)


def test_reset_of_all_leaves_nobody() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob, _ = await two(room)
        lab_of(room).reset(None)
        for guest in (alice, bob):
            with pytest.raises(ConnectionResetError):
                await guest.receive()
        assert room.service.counters.connections == 0

    in_a_room(story)


def test_rich_guest_comes_back_to_the_place_after_a_reset() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice = await RichGuest.join(room, "alice")
        lab_of(room).reset(number_of(records(room), "alice"))
        with pytest.raises(ConnectionResetError):
            await alice.wire.receive()
        back = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        assert back.welcome is not None
        assert back.welcome.is_resumed

    in_a_room(story)


def test_who_takes_over_a_place_is_on_no_bench_of_the_one_before() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice = await RichGuest.join(room, "alice")
        before = number_of(records(room), "alice")
        lab_of(room).set_bench(before, LATE)
        break_off(alice, is_reset=True)
        back = await RichGuest.connect(room)
        await back.send(Resume(alice.session, 0), LogIn("alice"))
        await back.enter()
        after = number_of(records(room), "alice")
        assert after != before
        await back.catch_up()
        # The number of the newcomer's connection is the one to name it by, though the guest is the same.
        lab_of(room).set_bench(after, LATE)
        room.service.act(lambda the_room, now: the_room.announce("page 5", now))
        await settle()
        with pytest.raises(BlockingIOError):
            back.wire.socket.recv(100)
        lab_of(room).set_bench(after, AS_IT_IS)
        assert [message for message in await back.catch_up() if isinstance(message, Announced)]

    in_a_room(story)
