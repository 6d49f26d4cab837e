"""Runs a scenario: all servers up and filled, and then taking turns, to and fro.

The rule: two servers are compared within the same few seconds, so that a machine that grows slower or faster meets
all alike. What cannot be measured becomes a failure with its reason, and the rest goes on.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.load import Answer, Load, LoadFailed
from benchmarks.results import WRONG, Failure, Results, Sample, derived
from benchmarks.running import Bench, RunningServer, ServerFailed
from benchmarks.scenarios import Scenario
from benchmarks.servers import Server

# A turn during which the cores did this much else is taken again: so often at most, and in all turns of a scenario.
_FOREIGN_CORES = 0.05
_TRIES = 3
_MOST_REPEATS = 6
# A server that fills slowly has at most so many guests, and more than the second number only in the first run.
_MOST_FOR_SLOW = 2000
_MANY_FOR_SLOW = 1000
_SLOW_STEP = 250
# A rich guest who is silent for 45 s is closed (docs/protocol.md §6); no command takes as long as is left.
_PING_SECONDS = 12


@dataclass(frozen=True, slots=True)
class Notebook:
    """Where it is written down what was measured, and who is told of it in a line."""

    results: Results
    say: Callable[[str], None]


@dataclass(slots=True)
class _Row:
    """A server with its guests, while a scenario lasts."""

    server: Server
    load: Load
    guests: int = 0
    kib_before: float = 0
    pinged_at: float = 0  # when the first guest came, or all rich ones last said that they were there
    is_out: bool = False  # it failed, or has as many guests as it is asked to have


def run_scenario(
    run: int, scenario: Scenario, servers: Iterable[Server], bench: Bench, notebook: Notebook
) -> None:
    """Run a scenario once with all servers that take part in it; ``run`` counts from 1."""
    taking_part = [server for server in servers if server.takes_part_in(scenario.name)]
    for group in [[server] for server in taking_part] if scenario.one_by_one else [taking_part]:
        with ExitStack() as stack:
            stage = _Stage(run, scenario, notebook)
            stage.open(group, bench, stack)
            for number, guests in enumerate(scenario.guests):
                stage.fill(guests)
                for turn in range(scenario.turns):
                    stage.take_turns(turn, is_backward=(run + number + turn) % 2 == 0)


def guests_for(server: Server, wanted: int, run: int) -> int:
    """Return how many guests a server is asked to have in this run; 0 for none."""
    if not server.fills_slowly or wanted <= _MANY_FOR_SLOW:
        return wanted
    return min(wanted, _MOST_FOR_SLOW) if run == 1 else 0


class _Stage:
    """One run of one scenario."""

    def __init__(self, run: int, scenario: Scenario, notebook: Notebook) -> None:
        self._run = run
        self._scenario = scenario
        self._notebook = notebook
        self._rows: list[_Row] = []
        self._repeats = _MOST_REPEATS

    def open(self, servers: Iterable[Server], bench: Bench, stack: ExitStack) -> None:
        """Start all servers, and a load generator for each that takes connections; the stack ends them."""
        started: list[tuple[Server, RunningServer]] = []
        for server in servers:
            try:
                started.append((server, stack.enter_context(RunningServer(server, bench))))
            except ServerFailed as failed:
                self._fail(server, str(failed))
        for server, running in started:
            try:
                running.wait_until_ready()
            except ServerFailed as failed:
                self._fail(server, str(failed))
            else:
                self._rows.append(_Row(server, stack.enter_context(Load(server, running, bench))))

    def fill(self, guests: int) -> None:
        """Fill every room up to so many guests."""
        for row in self._rows:
            wanted = guests_for(row.server, guests, self._run)
            row.is_out = row.is_out or wanted <= row.guests
            answer = self._join(row, wanted)
            if answer is not None:
                row.pinged_at = row.pinged_at or time.monotonic()
                row.guests = wanted
                row.kib_before = row.kib_before or answer["kib_before"]
                self._keep(row, 0, "join", answer)

    def take_turns(self, turn: int, *, is_backward: bool) -> None:
        """Let every server do all commands, one server after the other."""
        for row in reversed(self._rows) if is_backward else self._rows:
            for command in self._scenario.commands:
                answer = self._ask_undisturbed(row, command)
                if answer is not None:
                    self._keep(row, turn, _first_word(command), answer)

    def _join(self, row: _Row, wanted: int) -> Answer | None:
        """Let guests come; by steps where that takes long, so that others can say meanwhile that they are there."""
        steps = [wanted]
        if row.server.fills_slowly:
            steps = [*range(row.guests + _SLOW_STEP, wanted, _SLOW_STEP), wanted]
        sums = dict.fromkeys(("present_s", "settled_s", "server_cpu_s"), 0.0)
        whole: Answer | None = None
        for step in steps:
            answer = self._ask(row, f"join {step}")
            if answer is None:
                return None
            for key in sums:
                sums[key] += answer[key]
            whole = {
                **(whole or answer),
                "guests": answer["guests"],
                "server_kib": answer["server_kib"],
                **sums,
            }
        return whole

    def _ask_undisturbed(self, row: _Row, command: str) -> Answer | None:
        best: Answer | None = None
        for _ in range(_TRIES):
            answer = self._ask(row, command)
            if answer is None:
                break
            if best is None or _foreign(answer) < _foreign(best):
                best = answer
            if _foreign(best) <= _FOREIGN_CORES or self._repeats == 0:
                break
            self._repeats -= 1
        return best

    def _ask(self, row: _Row, command: str) -> Answer | None:
        for each in self._rows:
            if each.guests and each.server.is_half_rich and time.monotonic() > each.pinged_at + _PING_SECONDS:
                each.pinged_at = time.monotonic()
                self._ask_now(each, "ping")
        return self._ask_now(row, command)

    def _ask_now(self, row: _Row, command: str) -> Answer | None:
        if row.is_out:
            return None
        try:
            return row.load.ask(command)
        except LoadFailed as failed:
            row.is_out = True
            self._fail(row.server, f"{_first_word(command)}: {failed}")
            return None

    def _keep(self, row: _Row, turn: int, command: str, answer: Answer) -> None:
        values = derived(answer)
        values["kib_before"] = row.kib_before
        guests = int(answer["guests"] + answer.get("crowd", 0))
        values["kib_each"] = max(0.0, answer["server_kib"] - row.kib_before) / guests
        sample = Sample(self._run, self._scenario.name, row.server.name, guests, turn, command, values)
        self._notebook.results.samples.append(sample)
        self._say(row.server, in_a_line(sample))

    def _fail(self, server: Server, reason: str) -> None:
        self._notebook.results.failures.append(Failure(self._run, self._scenario.name, server.name, reason))
        self._say(server, reason)

    def _say(self, server: Server, what: str) -> None:
        self._notebook.say(f"run {self._run}, {self._scenario.name}, {server.title}: {what}")


def _first_word(command: str) -> str:
    return command.partition(" ")[0]


def _foreign(answer: Answer) -> float:
    """How many cores' worth of work was somebody else's; filling a room does not tell."""
    return answer.get("foreign_cores", 0.0)


def in_a_line(sample: Sample) -> str:
    """Return what a sample says, for somebody who waits."""
    values = sample.values
    words = [f"{sample.guests} guests, {sample.command}"]
    if "deliveries_s" in values:
        words.append(
            f"{values['deliveries_s'] / 1e6:.3f} M deliveries/s, {values['cpu_us']:.3f} µs of CPU each"
        )
    if "p50_us" in values:
        words.append(f"p50 {values['p50_us']:,.0f} µs, p99 {values['p99_us']:,.0f} µs")
    if "told_s" in values:
        words.append(f"all had come after {values['told_s']:.3f} s, and gone after {values['gone_s']:.3f} s")
    elif "settled_s" in values:
        words.append(f"settled after {values['settled_s']:.3f} s")
    words.append(f"{values['kib_each']:.1f} KiB each")
    words += [f"{values[key]:.0f} {key.upper()}" for key in WRONG if values.get(key)]
    return ", ".join(words)
