"""What only the host's window knows of how its room is doing, for whoever helps.

The rule: numbers, ports and states. No name, no message, and no address of a guest.
"""

from __future__ import annotations

from dataclasses import dataclass

from chatroom_server.room_settings import Counters, Opened


@dataclass(slots=True)
class RoomDiagnostics:
    """Keep it up to date; ``stage`` is how far the window is with its room, in a word."""

    stage: str = "closed"
    opened: Opened | None = None
    counters: Counters | None = None

    def describe(self) -> str:
        """Return a line for each thing that is known."""
        lines = [f"room: {self.stage}"]
        if self.opened is not None:
            lines.append(f"TCP port: {self.opened.tcp_port}")
            lines.append(f"history: {'off' if self.opened.history_file is None else 'on'}")
        if self.counters is not None:
            lines += _counted(self.counters)
        return "\n".join(lines)


def _counted(counters: Counters) -> list[str]:
    discovery = counters.discovery
    return [
        f"UDP port: {'taken by another program' if counters.udp_port is None else counters.udp_port}",
        f"history state: {counters.history.name.lower()}",
        f"people: {counters.users}, connections: {counters.connections}",
        f"messages: {counters.messages}, delivered: {counters.delivered}",
        f"malformed: {counters.malformed}, too slow: {counters.too_slow}",
        f"turned away: {counters.turned_away}, refused logins: {counters.refused}",
        f"waiting bytes: {counters.waiting_bytes}",
        f"requests answered: {discovery.answered}, refused: {discovery.limited}, ignored: {discovery.ignored}",
        *(f"limit hit: {hit.cause.value}, {hit.times} times" for hit in counters.limits),
    ]
