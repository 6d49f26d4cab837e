"""A whole session of measuring: builds the tools, runs everything that was asked for, and keeps the results.

The rule: what cannot be run on this computer is left out with its reason, and what was measured is kept even if the
session is broken off.
"""

import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

from benchmarks import scenarios, start_up
from benchmarks.arguments import Arguments
from benchmarks.building import build_tools
from benchmarks.machine import cores_here, describe_machine, raise_descriptor_limit
from benchmarks.results import Failure, Results
from benchmarks.runner import Notebook, run_scenario
from benchmarks.running import Bench
from benchmarks.scenarios import START, Scenario
from benchmarks.servers import Kind, Server
from benchmarks.versions import version_of

# Beside its guests' connections, a process has its own files and the system's.
_SPARE_DESCRIPTORS = 200


def new_results(arguments: Arguments) -> Results:
    """Return results that hold nothing yet but what is measured, and on what."""
    about = {"date": datetime.now().astimezone().strftime("%Y-%m-%d"), **describe_machine()}
    versions = [version_of(server) for server in arguments.servers if server.kind is Kind.PEER]
    about["peers"] = ", ".join(versions) or "none"
    about["runs"] = f"{arguments.runs} ({arguments.scale.value})"
    known = scenarios.scenarios_of(arguments.scale)
    titles = {name: known[name].title if name in known else start_up.TITLE for name in arguments.scenarios}
    servers = {
        server.name: {"title": server.title, "kind": server.kind.value} for server in arguments.servers
    }
    return Results(about=about, titles=titles, servers=servers)


def measure(arguments: Arguments, results: Results, say: Callable[[str], None]) -> None:
    """Run everything, and put it into the results. Raises CannotBuild; KeyboardInterrupt on Ctrl-C and SIGTERM."""
    with tempfile.TemporaryDirectory(prefix="chatroom-benchmarks-") as name, _terminated_as_interrupted():
        folder = Path(name)
        folder.chmod(0o755)  # daemons read their configuration as another user
        bench = Bench(build_tools(folder), cores_here(), folder)
        wanted = list(_possible(arguments, results, say))
        notebook = Notebook(results, say)
        for run in range(1, arguments.runs + 1):
            for scenario in wanted:
                run_scenario(run, scenario, arguments.servers, bench, notebook)
            if START in arguments.scenarios:
                _measure_start(run, arguments.servers, bench, notebook)


def _possible(arguments: Arguments, results: Results, say: Callable[[str], None]) -> Iterator[Scenario]:
    """The scenarios for which this computer has the descriptors."""
    known = scenarios.scenarios_of(arguments.scale)
    for name in arguments.scenarios:
        if name not in known:
            continue
        scenario = known[name]
        wanted = most_guests(scenario) + _SPARE_DESCRIPTORS
        allowed = raise_descriptor_limit(wanted)
        if allowed >= wanted:
            yield scenario
            continue
        reason = f"needs {wanted:,} open files for a process, and only {allowed:,} are allowed (ulimit -n)"
        results.failures.append(Failure(0, name, "", reason))
        say(f"{name} is left out: {reason}")


def most_guests(scenario: Scenario) -> int:
    """Return how many guests are in the room at once, at most."""
    words = scenario.commands[0].split()
    crowd = int(words[1]) if words[0] == "storm" else 0
    return max(scenario.guests) + crowd


def _measure_start(run: int, servers: Iterable[Server], bench: Bench, notebook: Notebook) -> None:
    for server in servers:
        if server.kind is Kind.OURS and not server.is_half_rich and not server.only_in:
            values = start_up.measure_start(run, server, bench, notebook.results).values
            told = f"ready after {values['ready_s']:.3f} s, a bare Python after {values['bare_s']:.3f} s"
            notebook.say(f"run {run}, start, {server.title}: {told}")


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Let SIGTERM unwind everything, as Ctrl-C does, so that nothing that was started stays behind."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
