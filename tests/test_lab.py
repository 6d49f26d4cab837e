"""The lab of a room on real sockets: what the host sees of the wire, what it does not, and what it costs."""

import socket
from collections.abc import Callable

import pytest

from chatroom_server.facts import WhispersShown
from chatroom_server.lab.whisper_fence import TOLD_SECONDS
from shared.protocol.messages import LogIn, Notice, NoticeCode, Resume, RoomState, Say, Whisper
from shared.wire.record import Closed, Datagram, Direction, Ending, Named, Opened
from shared.wire.shape import Shape
from tests.helpers.guests import Guest, OpenRoom, in_a_room
from tests.helpers.loops import settle, until
from tests.helpers.rich_guests import RichGuest, break_off
from tests.helpers.wire import frame
from tests.helpers.wires import bytes_of, chunks, lab_of, number_of, records

REQUEST = b"REQUEST FOR IP ADDRESS AND SERVERPORT"
SECRET = b"a secret"


# ---- looking ---------------------------------------------------------------------------------------------


def test_everything_that_goes_over_the_wire_is_seen() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice, bob = await room.join("alice"), await room.join("bob")
        await bob.send(frame("3", "hello"))
        await bob.expect(frame("4", "bob: hello"))
        await alice.read_until(b"hello\x03")
        alice.close()
        await bob.expect(frame("3", "alice"))
        found = records(room)
        first = number_of(found, "alice")
        assert bytes_of(found, first, Direction.RECEIVED) == frame("1", "alice")
        assert bytes_of(found, first, Direction.SENT) == (
            frame("1", "alice") + frame("2", "bob") + frame("4", "bob: hello")
        )
        both = (first, number_of(found, "bob"))
        assert [chunk.connections for chunk in chunks(found) if b"bob: hello" in chunk.data] == [both]
        assert [record.ending for record in found if isinstance(record, Closed)] == [Ending.BY_PEER]

    in_a_room(story)


def test_who_was_here_before_the_look_is_known_to_it() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        nobody = await room.connect()
        await until(lambda: room.service.counters.connections == 2)
        lab_of(room).look(True)
        here, there = alice.socket.getsockname(), nobody.socket.getsockname()
        found = records(room)
        assert [
            (record.peer.host, record.peer.port, record.local.port)
            for record in found
            if isinstance(record, Opened)
        ] == [(*here, room.opened.tcp_port), (*there, room.opened.tcp_port)]
        assert [record.name for record in found if isinstance(record, Named)] == ["alice"]
        await alice.send(frame("3", "hello"))
        await alice.expect(frame("4", "alice: hello"))
        assert [(chunk.call, chunk.is_after_gap) for chunk in chunks(records(room), Direction.RECEIVED)] == [
            (2, True)
        ]

    in_a_room(story)


def test_look_that_begins_in_the_middle_of_a_whisper_does_not_see_its_end() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        await alice.send(b"\x022bob,not for ")
        await until(lambda: room.service.lab is not None and _has_read(room, 1))
        lab_of(room).look(True)
        await alice.send(SECRET + b"\x03" + frame("3", "hello"))
        await bob.expect(frame("4", "alice, to you: not for a secret") + frame("4", "alice: hello"))
        found = records(room)
        assert SECRET not in b"".join(chunk.data for chunk in chunks(found))
        assert frame("3", "hello") in b"".join(chunk.data for chunk in chunks(found, Direction.RECEIVED))

    in_a_room(story)


def _has_read(room: OpenRoom, unfinished: int) -> bool:
    links = room.service._connections
    return sum(link.intake.unfinished_bytes > 0 for link in links) == unfinished


def test_nothing_is_kept_and_no_call_is_in_the_way_while_nobody_looks() -> None:
    async def story(room: OpenRoom) -> None:
        alice = await room.join("alice")
        (link,) = room.service._connections
        own = (link.intake.recv, link.cursor.send)
        lab_of(room).look(True)
        assert (link.intake.recv, link.cursor.send) != own
        lab_of(room).look(False)
        assert (link.intake.recv, link.cursor.send) == own
        await alice.send(frame("3", "hello"))
        await alice.expect(frame("4", "alice: hello"))
        assert lab_of(room).pull().records == ()

    in_a_room(story)


def test_counters_go_on_when_somebody_looks_again() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice = await room.join("alice")
        before = lab_of(room).pull().counters
        assert before.frames_received == 1
        lab_of(room).look(False)
        await alice.send(frame("3", "nobody looks"))
        await alice.expect(frame("4", "alice: nobody looks"))
        lab_of(room).look(True)
        assert lab_of(room).pull().counters == before
        await alice.send(frame("3", "hello"))
        await alice.expect(frame("4", "alice: hello"))
        after = lab_of(room).pull().counters
        assert after.frames_received == before.frames_received + 1
        assert after.bytes_received == before.bytes_received + len(frame("3", "hello"))
        assert after.frames_sent == before.frames_sent + 1

    in_a_room(story)


def test_frames_of_somebody_who_has_to_wait_are_counted_as_they_came() -> None:
    async def story(room: OpenRoom) -> None:
        flooder = await room.join("flooder")
        lab_of(room).look(True)
        await flooder.send(b"".join(frame("3", str(number)) for number in range(200)))
        await until(lambda: lab_of(room).pull().counters.frames_received == 200)
        (link,) = room.service._connections
        assert link.intake.frames < 200, "the others stand in line"

    in_a_room(story, rate=5.0)


def test_counters_are_exact_from_the_look_on_and_over_the_end_of_connections() -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        lab_of(room).look(True)
        await bob.send(frame("3", "hello") + b"\x02\x03" + b"\x00" * 7)
        wrong = frame("4", "* that frame has no type: it is 02, type, text, 03")
        await bob.expect(frame("4", "bob: hello") + wrong)
        bob.close()
        await alice.expect(frame("4", "bob: hello") + frame("3", "bob"))
        counters = lab_of(room).pull().counters
        assert (counters.frames_received, counters.receives, counters.bytes_received) == (2, 1, 17)
        sent = 2 * len(frame("4", "bob: hello")) + len(wrong) + len(frame("3", "bob"))
        assert (counters.frames_sent, counters.bytes_sent) == (4, sent)
        assert counters.left_out == 0

    in_a_room(story)


def test_guest_who_takes_over_a_place_is_named_on_the_new_connection() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice = await RichGuest.join(room, "alice")
        before = number_of(records(room), "alice")
        again = await RichGuest.connect(room)
        await again.send(Resume(alice.session, 0), LogIn("alice"))
        await again.enter()
        found = records(room)
        after = number_of(found, "alice")
        assert after != before
        assert [record.connection for record in found if isinstance(record, Closed)] == [before]
        await again.send(Say("still here"))
        await again.catch_up()
        assert b"still here" in bytes_of(records(room), after, Direction.RECEIVED)

    in_a_room(story)


def test_secret_of_a_session_is_never_seen() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        lab_of(room).show_whispers(True)
        await room.pass_time(TOLD_SECONDS + 1)
        alice = await RichGuest.join(room, "alice")
        break_off(alice, is_reset=True)
        again = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        assert again.session == alice.session
        seen = b"".join(chunk.data for chunk in chunks(records(room)))
        assert b'"session":"****' in seen
        assert alice.session.encode() not in seen

    in_a_room(story)


def test_search_for_a_room_is_seen_with_its_answer() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        assert room.opened.udp_port is not None
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as seeker:
            seeker.sendto(REQUEST, ("127.0.0.1", room.opened.udp_port))
            await until(lambda: room.service.counters.discovery.answered == 1)
            lab_of(room).drop_next_answer()
            seeker.sendto(REQUEST, ("127.0.0.1", room.opened.udp_port))
            seeker.sendto(REQUEST, ("127.0.0.1", room.opened.udp_port))
            await until(lambda: room.service.counters.discovery.answered == 2)
            own = seeker.getsockname()[1]
        found = [record for record in records(room) if isinstance(record, Datagram)]
        assert [(record.direction, record.is_dropped) for record in found] == [
            (Direction.RECEIVED, False),
            (Direction.SENT, False),
            (Direction.RECEIVED, False),
            (Direction.SENT, True),
            (Direction.RECEIVED, False),
            (Direction.SENT, False),
        ]
        assert {(record.local.port, record.peer.port) for record in found} == {(room.opened.udp_port, own)}

    in_a_room(story)


# ---- whispers --------------------------------------------------------------------------------------------


async def whisper(room: OpenRoom, sender: Guest, receiver: Guest, text: bytes) -> bytes:
    """Let alice whisper to bob; return everything that the wire shows of it."""
    records(room)
    await sender.send(b"\x022bob," + text + b"\x03")
    await receiver.expect(b"\x024alice, to you: " + text + b"\x03")
    await sender.expect(b"\x024you, to bob: " + text + b"\x03")
    return b"".join(chunk.data for chunk in chunks(records(room)))


def test_whispers_between_guests_are_masked() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        seen = await whisper(room, alice, bob, SECRET)
        assert SECRET not in seen
        assert seen.count(b"********\x03") == 3

    in_a_room(story)


@pytest.mark.parametrize("is_looking_first", [True, False])
def test_whispers_are_seen_after_everyone_was_told_and_no_longer_when_it_is_over(
    is_looking_first: bool,
) -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(is_looking_first)
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        room.service.show_whispers(True)
        told = frame("4", "* the host looks at the wire now and can read whispers, too")
        await alice.expect(told)
        await bob.expect(told)
        lab_of(room).look(True)
        # Somebody may have written this before reading that.
        assert SECRET not in await whisper(room, alice, bob, SECRET)
        await room.pass_time(TOLD_SECONDS + 1)
        assert (await whisper(room, alice, bob, SECRET)).count(SECRET) == 3
        room.service.show_whispers(False)
        assert SECRET not in b"".join([chunk.data for chunk in chunks(records(room))])
        over = frame("4", "* the host cannot read whispers between guests any more")
        await alice.expect(over)
        await bob.expect(over)
        assert SECRET not in await whisper(room, alice, bob, SECRET)
        assert [fact.is_shown for fact in room.facts if isinstance(fact, WhispersShown)] == [True, False]

    in_a_room(story)


def test_whispers_of_a_guest_whom_the_bench_tells_late_are_seen_late() -> None:
    async def story(room: OpenRoom) -> None:
        lab = lab_of(room)
        lab.look(True)
        alice, bob = await room.join("alice"), await room.join("bob")
        lab.set_bench(number_of(records(room), "alice"), Shape(delay_seconds=8))
        room.service.show_whispers(True)
        await room.pass_time(TOLD_SECONDS + 3)
        await alice.send(frame("2", "bob,not told yet"))
        await bob.read_until(b"not told yet\x03")
        await room.pass_time(TOLD_SECONDS + 20)
        await alice.read_until(b"not told yet\x03")
        assert b"not told yet" not in b"".join(chunk.data for chunk in chunks(records(room)))
        await alice.send(frame("2", "bob,told by now"))
        await bob.read_until(b"told by now\x03")
        assert b"told by now" in b"".join(chunk.data for chunk in chunks(records(room)))

    in_a_room(story)


def test_who_comes_while_whispers_are_shown_is_told() -> None:
    async def story(room: OpenRoom) -> None:
        room.service.show_whispers(True)
        alice = await room.connect()
        told = frame("4", "* the host looks at the wire now and can read whispers, too")
        await alice.send(frame("1", "alice"))
        await alice.expect(frame("1", "alice") + told)
        bob = await RichGuest.join(room, "bob")
        messages = await bob.catch_up()
        assert RoomState(are_whispers_shown=True) in messages
        assert Notice(NoticeCode.WHISPERS_SHOWN) in messages

    in_a_room(story)


def test_whisper_that_was_sent_before_everyone_was_told_is_never_seen() -> None:
    """A guest who is too fast is not read: what it has sent waits in its socket, and in the line to be served."""

    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        burst = b"".join(frame("2", f"bob,old secret {number}") for number in range(40))
        await alice.send(burst)
        await bob.read_until(b"old secret 18\x03")
        room.service.show_whispers(True)
        await room.pass_time(TOLD_SECONDS + 1)
        await alice.send(frame("2", "bob,too early as well"))
        await room.pass_time(10)
        await bob.read_until(b"too early as well\x03")
        seen = b"".join(chunk.data for chunk in chunks(records(room)))
        assert b"secret" not in seen
        await room.pass_time(2)
        await alice.send(frame("2", "bob,everybody knows"))
        await room.pass_time(2)
        await bob.read_until(b"everybody knows\x03")
        await settle()
        assert b"everybody knows" in b"".join(chunk.data for chunk in chunks(records(room)))

    in_a_room(story, rate=5)


def seen_in(room: OpenRoom) -> bytes:
    """Everything that the wire has shown since the last time."""
    return b"".join(chunk.data for chunk in chunks(records(room)))


def test_whisper_that_began_before_everyone_was_told_is_never_seen_however_late_it_ends() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.send(b"\x022bob,my secret")
        await until(lambda: _has_read(room, 1))
        room.service.show_whispers(True)
        await room.pass_time(TOLD_SECONDS + 5)
        await alice.send(b" ends here\x03")
        await bob.read_until(b"my secret ends here\x03")
        await alice.read_until(b"my secret ends here\x03")
        assert b"secret" not in seen_in(room)
        # Others are not held up by that.
        await bob.send(frame("2", "alice,everybody knows"))
        await alice.read_until(b"everybody knows\x03")
        assert b"2alice,everybody knows" in seen_in(room)
        await room.pass_time(1)
        await alice.send(frame("2", "bob,me too"))
        await bob.read_until(b"me too\x03")
        assert seen_in(room).count(b"me too") >= 2

    in_a_room(story)


def test_whisper_sent_together_with_the_login_was_written_before_its_sender_was_told() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        bob = await room.join("bob")
        room.service.show_whispers(True)
        await room.pass_time(TOLD_SECONDS + 1)
        alice = await room.connect()
        await alice.send(frame("1", "alice") + frame("2", "bob,a secret"))
        await bob.read_until(b"a secret\x03")
        await alice.read_until(b"a secret\x03")
        assert b"secret" not in seen_in(room)
        await room.pass_time(TOLD_SECONDS + 1)
        await alice.send(frame("2", "bob,everybody knows"))
        await bob.read_until(b"everybody knows\x03")
        await alice.read_until(b"everybody knows\x03")
        assert seen_in(room).count(b"everybody knows") == 3

    in_a_room(story)


def test_whisper_that_is_sent_again_after_coming_back_is_not_seen() -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        break_off(alice, is_reset=True)
        room.service.show_whispers(True)
        await room.pass_time(TOLD_SECONDS + 1)
        again = await RichGuest.join(room, "alice", Resume(alice.session, 0))
        await again.send(Whisper("bob", "a secret of before"))
        assert any("a secret of before" in str(message) for message in await again.catch_up())
        assert any("a secret of before" in str(message) for message in await bob.catch_up())
        assert b"secret" not in seen_in(room)

    in_a_room(story)


@pytest.mark.parametrize("comma", ["，", ":", "\n", "\0", "，你好"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_answer_to_a_whisper_with_a_wrong_comma_does_not_repeat_it(comma: str, encoding: str) -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice = await room.join("alice")
        await alice.send(frame("2", f"bob{comma}my secret, and more".encode(encoding)))
        await alice.read_until(frame("4", "* a whisper needs a comma after the name"))
        assert b"secret" not in seen_in(room)

    in_a_room(story)


def test_old_whispers_stay_hidden_while_whispers_are_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    async def story(room: OpenRoom) -> None:
        lab_of(room).look(True)
        alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
        await alice.send(Whisper("bob", "an old secret"))
        await alice.catch_up()
        room.service.show_whispers(True)
        await room.pass_time(TOLD_SECONDS + 1)
        records(room)
        break_off(bob, is_reset=True)
        again = await RichGuest.join(room, "bob", Resume(bob.session, 0))
        assert any("an old secret" in str(message) for message in await again.catch_up())
        assert b"secret" not in b"".join(chunk.data for chunk in chunks(records(room)))

    in_a_room(story, history_file=tmp_path_factory.mktemp("lab") / "room.db")


# ---- both together ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "toggle",
    [
        lambda room, step: lab_of(room).look(step % 2 == 0),
        lambda room, step: lab_of(room).show_whispers(step % 2 == 0),
    ],
    ids=["look", "whispers"],
)
def test_stream_stays_whole_whatever_is_turned_on_and_off(toggle: Callable[[OpenRoom, int], None]) -> None:
    async def story(room: OpenRoom) -> None:
        alice, bob = await room.join("alice"), await room.join("bob")
        await alice.expect(frame("2", "bob"))
        for step in range(20):
            toggle(room, step)
            await bob.send(frame("3", f"line {step}"))
            await alice.expect(frame("4", f"bob: line {step}"))

    in_a_room(story)
