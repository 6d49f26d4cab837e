"""Rich guests of a room that is closed or crashes and opens again."""

from pathlib import Path

from shared.protocol.messages import (
    Online,
    Resume,
    Said,
    Say,
    Whisper,
)
from tests.helpers.guests import OpenRoom, in_a_room, open_room
from tests.helpers.loops import ClockLoop, run_on_clock
from tests.helpers.rich_guests import RichGuest, said_in


def test_room_that_was_restarted_knows_its_guests_and_what_was_said(tmp_path: Path) -> None:
    file = tmp_path / "history.db"

    async def main(_: ClockLoop) -> None:
        async with open_room(history_file=file) as room:
            alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
            await alice.send(Say("one"), Say("two"), Whisper("bob", "three"))
            await alice.catch_up()
            first = next(message for message in await bob.catch_up() if isinstance(message, Said))
            assert first.stamp is not None
        async with open_room(history_file=file) as room:
            back = await RichGuest.join(room, "bob", Resume(bob.session, first.stamp.id))
            assert back.welcome is not None
            assert back.welcome.is_resumed
            assert said_in(await back.catch_up()) == ["two", "three"]
            again = await RichGuest.join(room, "alice", Resume(alice.session, 10**6))
            assert again.welcome is not None
            assert again.welcome.accepted == 3
            await again.send(Say("four"))
            [four] = [message for message in await back.catch_up() if isinstance(message, Said)]
            assert four.stamp is not None
            assert four.stamp.id > first.stamp.id + 2
            assert said_in(await (await RichGuest.join(room, "carol")).catch_up()) == ["one", "two", "four"]

    run_on_clock(main)


def copy_files(file: Path, copy: Path) -> None:
    """As the files of a history are while the room is open, so they are after a kill."""
    for ending in ("", "-wal"):
        Path(f"{copy}{ending}").write_bytes(Path(f"{file}{ending}").read_bytes())


def test_room_that_crashed_expects_its_guests_back_and_nobody_sees_them_go(tmp_path: Path) -> None:
    file, copy = tmp_path / "history.db", tmp_path / "after the crash.db"

    async def main(_: ClockLoop) -> None:
        async with open_room(history_file=file) as room:
            alice, bob = await RichGuest.join(room, "alice"), await RichGuest.join(room, "bob")
            await room.join("plain")
            await alice.send(Say("one"))
            await alice.catch_up()
            await bob.catch_up()
            copy_files(file, copy)
        async with open_room(history_file=copy) as room:
            assert room.service.room.names == ("alice", "bob")
            back = await RichGuest.join(room, "bob", Resume(bob.session, 10**6))
            assert [m for m in back.before_welcome if isinstance(m, Online)] == [
                Online("alice"),
                Online("bob"),
            ]
            await back.send(Whisper("alice", "psst"))
            await back.catch_up()
            again = await RichGuest.join(room, "alice", Resume(alice.session, 0))
            assert said_in(await again.catch_up()) == ["one", "psst"]
            assert await back.catch_up() == [], "nobody went and nobody came"
            await room.pass_time(30)
            await again.catch_up()
            assert room.service.room.names == ("alice", "bob")

    run_on_clock(main)


def test_room_that_was_closed_in_good_order_expects_nobody(tmp_path: Path) -> None:
    file = tmp_path / "history.db"

    async def main(_: ClockLoop) -> None:
        async with open_room(history_file=file) as room:
            await RichGuest.join(room, "alice")
        async with open_room(history_file=file) as room:
            assert room.service.room.names == ()

    run_on_clock(main)


def test_secret_of_a_session_is_nowhere_in_the_history(tmp_path: Path) -> None:
    secrets: list[str] = []

    async def story(room: OpenRoom) -> None:
        alice = await RichGuest.join(room, "alice")
        await alice.send(Say("hello"))
        await alice.catch_up()
        secrets.append(alice.session)

    in_a_room(story, history_file=tmp_path / "history.db")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"hello" in written
    assert secrets[0].encode() not in written
