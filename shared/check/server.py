"""Judges somebody's server: plays several clients against it, and returns the report.

The rule: whatever the server does, a report comes out: no error of the network leaves here, and nothing hangs.
"""

import time
from collections.abc import Callable

from shared.check.arguments import ServerOptions
from shared.check.ledger import Ledger
from shared.check.report import Report, Side
from shared.check.rule import Verdict, Words, came
from shared.check.server_coming import judge_arrivals, judge_coming_and_going
from shared.check.server_encodings import judge_encodings
from shared.check.server_finding import Finder
from shared.check.server_frames import judge_frames
from shared.check.server_limits import judge_limits, judge_refusals
from shared.check.server_names import judge_names
from shared.check.server_rich import judge_rich
from shared.check.server_rules import FINDING_IDS, LESSONS, SERVER_RULES
from shared.check.server_stage import Stage, Stopped
from shared.check.server_talking import judge_talking


def run(options: ServerOptions, now: Callable[[], float]) -> Report:
    """Judge the server; ``now`` is the time of day. It takes some seconds, more with a long timeout."""
    started_utc, started = now(), time.monotonic()
    rules = [rule for rule in SERVER_RULES if options.udp_port is not None or rule.id not in FINDING_IDS]
    ledger = Ledger(rules)
    stage = Stage(options.host, options.port, options.timeout_seconds, ledger)
    problem = None
    try:
        problem = _play(options, stage)
    finally:
        stage.close()
    _judge_every_frame(stage)
    return Report(
        Side.SERVER,
        f"[{options.host}]:{options.port}" if ":" in options.host else f"{options.host}:{options.port}",
        ledger.findings(),
        started_utc,
        time.monotonic() - started,
        problem,
    )


def _play(options: ServerOptions, stage: Stage) -> Words | None:
    try:
        cast = judge_arrivals(stage)
        if options.udp_port is not None:
            Finder(stage, options.udp_port).judge()
        for judge in (
            judge_names,
            judge_refusals,
            judge_talking,
            judge_coming_and_going,
            judge_frames,
            judge_encodings,
            judge_rich,
            judge_limits,
        ):
            judge(cast)
            if all(guest.is_closed for guest in cast.everyone):
                return _LOST_ALL
    except Stopped as stopped:
        return stopped.why
    return None


def _judge_every_frame(stage: Stage) -> None:
    """What holds of each frame, wherever it came."""
    endless = next((guest.endless for guest in stage.guests if guest.endless), b"")
    stray = next((guest.stray for guest in stage.guests if guest.stray), b"")
    has_come = any(guest.frame_count for guest in stage.guests)
    for rule_id, wrong in (("ends-with-etx", endless), ("plain-types", stray)):
        if wrong:
            stage.ledger.failed(rule_id, LESSONS[rule_id], came(wrong))
        elif has_come and stage.ledger.verdict(rule_id) is Verdict.NOT_SEEN:
            stage.ledger.passed(rule_id, came(_a_frame(stage)))


def _a_frame(stage: Stage) -> bytes:
    return next((guest.sample for guest in stage.guests if guest.sample), b"")


_LOST_ALL = Words(
    "the server has closed the connections of all who did nothing wrong: it has ended, or an error ended it.",
    "服务器关闭了所有没有做错任何事的连接：它已经退出，或者因出错而退出。",
)
