"""Computers that are network namespaces, on one switch, with cables that can be pulled, cut, and made bad.

The rule: names are this process's own, the computer's own network is not touched, and ``close`` leaves nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Self

from tests.chaos.players import ROOT
from tests.network.cable import DEVICE, Badness

_COMMANDS = ("ip", "nft", "tc")
_SWITCH = "switch"
_NETWORK = "10.77.0"
# All packets that come from, or go to, one port of the switch.
_CUT = """
table bridge cut {{
    set ports {{ type ifname; elements = {{ {ports} }}; }}
    chain forward {{
        type filter hook forward priority 0;
        iifname @ports drop
        oifname @ports drop
    }}
}}
"""


def why_not() -> str:
    """Return why this computer cannot do it; empty if it can."""
    missing = [command for command in _COMMANDS if shutil.which(command) is None]
    if missing:
        return f"{', '.join(missing)} not installed (packages iproute2 and nftables)"
    if os.geteuid() != 0:
        return "network namespaces need root"
    if not DEVICE.exists():
        return f"no {DEVICE} here"
    name = f"chat{os.getpid()}-try"
    try:
        run("ip", "netns", "add", name)
        run("ip", "-n", name, "link", "add", "br0", "type", "bridge")
        run("ip", "-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", "p0")
        run("ip", "netns", "exec", name, "nft", "add", "table", "bridge", "cut")
    except subprocess.CalledProcessError as error:
        return f"this system does not let us: {error} {' '.join(error.__notes__).strip()}"
    finally:
        with suppress(subprocess.CalledProcessError):
            run("ip", "netns", "del", name)
    return ""


def has_netem() -> bool:
    """Return whether this kernel has netem."""
    name = f"chat{os.getpid()}-netem"
    run("ip", "netns", "add", name)
    try:
        netem = ["tc", "-n", name, "qdisc", "add", "dev", "lo", "root", "netem", "loss", "1%"]
        return subprocess.run(netem, capture_output=True, check=False).returncode == 0
    finally:
        run("ip", "netns", "del", name)


def run(*command: str, text: str = "") -> str:
    """Run a command and return what it says. Raises ``CalledProcessError`` with its errors as a note."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        error = subprocess.CalledProcessError(done.returncode, command)
        error.add_note(done.stderr)
        raise error
    return done.stdout


class Network:
    """A switch with nothing on it yet. Use it in a ``with`` block."""

    def __init__(self) -> None:
        self._addresses: dict[str, str] = {}
        self._cables: list[subprocess.Popen[bytes]] = []
        self._cut: set[str] = set()

    def __enter__(self) -> Self:
        run("ip", "netns", "add", self._namespace(_SWITCH))
        run("ip", "-n", self._namespace(_SWITCH), "link", "add", "br0", "type", "bridge")
        run("ip", "-n", self._namespace(_SWITCH), "link", "set", "br0", "up")
        return self

    def __exit__(self, *_: object) -> None:
        for cable in self._cables:
            cable.kill()
            cable.communicate()
        for name in (*self._addresses, _SWITCH):
            # What is in a namespace goes with it, as soon as nobody is in there.
            with suppress(subprocess.CalledProcessError):
                run("ip", "netns", "del", self._namespace(name))

    def add(self, name: str) -> str:
        """Put a computer on the switch, with a cable that is good; return its address."""
        self._make(name)
        switch = self._namespace(_SWITCH)
        cable = ["type", "veth", "peer", "name", self._port(name), "netns", switch]
        run("ip", "-n", self._namespace(name), "link", "add", "eth0", *cable)
        return self._plug_in(name)

    def add_on_bad_cable(self, name: str, badness: Badness, seed: int) -> str:
        """Put a computer on the switch with a cable that is bad; return its address."""
        self._make(name)
        bad = {
            "--loss": badness.loss,
            "--delay": badness.delay_seconds,
            "--jitter": badness.jitter_seconds,
            "--reorder": badness.reorder,
        }
        options = [str(word) for option in bad.items() for word in option]
        cable = subprocess.Popen(
            [
                *self.prefix(name), sys.executable, "-m", "tests.network.cable",
                "eth0", self._port(name), "--seed", str(seed), *options,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self._cables.append(cable)
        if cable.stdout is None or cable.stdout.readline() != b"ready\n":
            raise TimeoutError(f"no cable for {name}")
        run(
            "ip",
            "-n",
            self._namespace(name),
            "link",
            "set",
            self._port(name),
            "netns",
            self._namespace(_SWITCH),
        )
        return self._plug_in(name)

    def prefix(self, name: str) -> Sequence[str]:
        """The command that runs a command on one of the computers."""
        return ("ip", "netns", "exec", self._namespace(name))

    def pull(self, name: str) -> None:
        """Pull a computer's cable out of the switch."""
        run("ip", "-n", self._namespace(_SWITCH), "link", "set", self._port(name), "down")

    def plug(self, name: str) -> None:
        """Put it in again."""
        run("ip", "-n", self._namespace(_SWITCH), "link", "set", self._port(name), "up")

    def cut(self, name: str) -> None:
        """Let no packet through any more, in either direction; the link stays up."""
        self._cut.add(name)
        self._filter()

    def mend(self, name: str) -> None:
        """Let packets through again."""
        self._cut.discard(name)
        self._filter()

    def netem(self, name: str, *words: str) -> None:
        """Let netem spoil both directions of a cable, until it is told ``none``."""
        for where, device in ((name, "eth0"), (_SWITCH, self._port(name))):
            qdisc = ["tc", "-n", self._namespace(where), "qdisc"]
            if words == ("none",):
                run(*qdisc, "del", "dev", device, "root")
            else:
                run(*qdisc, "replace", "dev", device, "root", "netem", *words)

    def _make(self, name: str) -> None:
        run("ip", "netns", "add", self._namespace(name))
        self._addresses[name] = f"{_NETWORK}.{len(self._addresses) + 1}"
        run("ip", "-n", self._namespace(name), "link", "set", "lo", "up")

    def _plug_in(self, name: str) -> str:
        address = self._addresses[name]
        run("ip", "-n", self._namespace(_SWITCH), "link", "set", self._port(name), "master", "br0", "up")
        run("ip", "-n", self._namespace(name), "address", "add", f"{address}/24", "dev", "eth0")
        run("ip", "-n", self._namespace(name), "link", "set", "eth0", "up")
        return address

    def _filter(self) -> None:
        nft = ("ip", "netns", "exec", self._namespace(_SWITCH), "nft")
        with suppress(subprocess.CalledProcessError):
            run(*nft, "delete", "table", "bridge", "cut")
        if self._cut:
            ports = ", ".join(f'"{self._port(name)}"' for name in sorted(self._cut))
            run(*nft, "-f", "-", text=_CUT.format(ports=ports))

    def _namespace(self, name: str) -> str:
        return f"chat{os.getpid()}-{name}"

    def _port(self, name: str) -> str:
        return f"p-{name}"[:15]


def left_over() -> list[str]:
    """Return the namespaces of this process that are still there."""
    listed = run("ip", "netns", "list").splitlines()
    return [line.split()[0] for line in listed if line.startswith(f"chat{os.getpid()}-")]
