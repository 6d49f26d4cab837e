"""Which version of a peer is installed, in its own words."""

import re
import subprocess

from benchmarks.servers import Server

_SECONDS = 10
_NUMBER = re.compile(r"\d+(?:\.\d+)+")


def version_of(server: Server) -> str:
    """Return the title of an installed peer with its version, as far as it tells."""
    if server.program is None:
        return server.title
    for option in ("--version", "-h"):  # Mosquitto knows only the latter
        try:
            done = subprocess.run(
                [server.program, option],
                capture_output=True,
                text=True,
                errors="replace",
                stdin=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        found = version_in(done.stdout + done.stderr)
        if found is not None:
            return f"{server.title} {found}"
    return server.title


def version_in(text: str) -> str | None:
    """Return the first thing in a text that looks like a version."""
    found = _NUMBER.search(text)
    return found.group() if found else None
