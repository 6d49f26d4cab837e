"""``chatroom-check client``: opens a scripted room and judges the client that joins it, with a person or by itself.

The rule: it comes to an end whatever the client does, and leaves no process and no socket behind.
"""

import time
from collections.abc import Callable

from shared.check.arguments import ClientOptions
from shared.check.client_bytes import play_bytes
from shared.check.client_finish import play_finding, play_leaving, play_too_long
from shared.check.client_hand import Hand
from shared.check.client_login import FIRST_PEOPLE, play_login
from shared.check.client_machine import Machine
from shared.check.client_room import ScriptedRoom
from shared.check.client_sent import judge_sent
from shared.check.client_stage import CannotGoOn, Stage
from shared.check.client_talk import play_talk
from shared.check.client_words import MARKS_SHOWN, NO_PORT, NOBODY_CAME, SECOND_LOGIN, STOPPED_SHORT, filled
from shared.check.report import Report, Side
from shared.check.rule import Words, came
from shared.check.terminal import Terminal
from shared.protocol.limits import DEFAULT_TCP_PORT

_BY_HAND = "client"


def run(
    options: ClientOptions,
    terminal: Terminal,
    utc: Callable[[], float] = time.time,
    trap_port: int | None = DEFAULT_TCP_PORT,
) -> Report:
    """Judge one client and return the report; the person at ``terminal`` is told what to do and what is going on.

    ``trap_port`` is where a client ends up that has a port built in. Never raises for what a client does.
    """
    started_utc, started = utc(), time.monotonic()
    subject = options.command or _BY_HAND

    def report(stage: Stage | None, problem: Words | None) -> Report:
        findings = stage.ledger.findings() if stage is not None else ()
        return Report(Side.CLIENT, subject, findings, started_utc, time.monotonic() - started, problem)

    try:
        room = ScriptedRoom(
            FIRST_PEOPLE,
            host=options.address,
            tcp_port=options.tcp_port,
            udp_port=options.udp_port,
            trap_port=trap_port,
        )
    except OSError:
        return report(None, filled(NO_PORT, port=str(options.tcp_port)))
    with room:
        host = options.address or "127.0.0.1"
        if options.command is None:
            player: Hand | Machine = Hand(room, terminal, host)
        else:
            player = Machine(room, options, host)
        stage = Stage(room, player, options.timeout_seconds, lambda: _last_words(player))
        problem = None
        try:
            _play(stage, options.udp_port)
        except CannotGoOn:
            problem = STOPPED_SHORT
            if not room.guests:
                problem = filled(NOBODY_CAME, host=host, port=str(room.tcp_port))
        finally:
            player.end()
        _judge_afterwards(stage, player)
        return report(stage, problem)


def _play(stage: Stage, udp_port: int | None) -> None:
    play_login(stage)
    play_talk(stage)
    play_bytes(stage)
    play_leaving(stage)
    play_finding(stage, udp_port)
    play_too_long(stage)


def _judge_afterwards(stage: Stage, player: Hand | Machine) -> None:
    judge_sent(stage.ledger, stage.streams())
    for guest in stage.judged_guests():
        if guest.seat.second_login:
            stage.ledger.failed("login-once", SECOND_LOGIN, came(guest.seat.second_login))
        elif guest.seat.name:
            stage.ledger.passed("login-once")
    if isinstance(player, Machine) and player.has_shown_something and not stage.is_blocked("marks-hidden"):
        if player.has_shown_marks:
            stage.ledger.failed("marks-hidden", MARKS_SHOWN)
        else:
            stage.ledger.passed("marks-hidden")


def _last_words(player: Hand | Machine) -> str:
    return player.last_words if isinstance(player, Machine) else ""
