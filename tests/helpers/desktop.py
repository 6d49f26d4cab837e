"""A desktop of its own for a test: a virtual X server, a window manager, and a hand at mouse and keyboard."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOOLS = ("Xvfb", "openbox", "xdotool", "xprop")
PATIENCE_SECONDS = 30.0


def missing_tools() -> list[str]:
    """The programs that a desktop needs and this machine lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@dataclass(frozen=True)
class Desktop:
    """A running desktop. ``environment`` is what programs on it are started with."""

    environment: dict[str, str]

    def xdotool(self, *arguments: str) -> str:
        """Run one xdotool command and return what it printed."""
        done = self._run(*arguments)
        assert done.returncode == 0, f"xdotool {arguments}: {done.stderr}"
        return done.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def window_of(self, process_id: int) -> str:
        """Wait for the visible window of a process, and return its number."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            found = self._run(
                "search", "--all", "--onlyvisible", "--pid", str(process_id), "--name", "."
            ).stdout.split()
            if found:
                return found[-1]
            time.sleep(0.05)
        raise AssertionError(f"process {process_id} shows no window")

    def focus(self, window: str) -> None:
        """Bring a window to the front, and wait until it has the keyboard."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._run("getactivewindow").stdout.strip() != window:
            # A window manager that is still busy with another window may leave a wish unheard.
            assert time.monotonic() < deadline, f"window {window} does not get the keyboard"
            self._run("windowactivate", window)
            time.sleep(0.05)

    def type(self, window: str, text: str) -> None:
        """Type ASCII text into a window, as with a keyboard."""
        self.focus(window)
        self.xdotool("type", "--delay", "5", text)

    def press(self, window: str, *keys: str) -> None:
        """Press keys, such as ``Return`` or ``ctrl+a``, in a window."""
        self.focus(window)
        self.xdotool("key", "--delay", "20", *keys)

    def picture(self, path: Path) -> None:
        """Write a picture of the whole desktop, where a program for that is installed."""
        if shutil.which("import") is not None:
            subprocess.run(
                ["import", "-window", "root", str(path)],
                env={**os.environ, **self.environment},
                timeout=PATIENCE_SECONDS,
                check=True,
            )


@contextmanager
def desktop(width: int = 1920, height: int = 1080) -> Iterator[Desktop]:
    """Run a virtual desktop until the block ends."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[write_end],
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as numbers:
        number = numbers.readline().strip()
    environment = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, **environment}, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        running = Desktop(environment)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while "_NET_SUPPORTED" not in _root_properties(running) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield running
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


def _root_properties(running: Desktop) -> str:
    return subprocess.run(
        ["xprop", "-root"],
        env={**os.environ, **running.environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    ).stdout
