"""Compiles what is written in C: the load generator, the reference relay, and the shim for the IRC daemons.

The rule: nothing is left in the checkout; all of it goes into a folder that its owner deletes.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


class CannotBuild(Exception):
    """There is no C compiler, or it does not take our files; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The programs that were made. ``nodelay`` is to be preloaded by the IRC daemons."""

    load_generator: Path
    reference_relay: Path
    nodelay: Path


def find_compiler() -> str | None:
    """Return the C compiler: what ``CC`` names, or else ``cc``; None if there is none."""
    return shutil.which(os.environ.get("CC") or "cc")


def build_tools(folder: Path) -> Tools:
    """Compile everything into ``folder``. Raises CannotBuild."""
    tools = Tools(folder / "load_generator", folder / "reference_relay", folder / "nodelay.so")
    _compile(tools.load_generator, sorted((HERE / "load_generator").glob("*.c")))
    _compile(tools.reference_relay, [HERE / "reference_relay.c"])
    _compile(tools.nodelay, [HERE / "peers" / "nodelay.c"], "-shared", "-fPIC")
    return tools


def _compile(target: Path, sources: list[Path], *options: str) -> None:
    compiler = find_compiler()
    if compiler is None:
        raise CannotBuild(
            "there is no C compiler: install one (on Debian: apt install gcc libc6-dev), or name it in CC"
        )
    command = [compiler, "-O2", "-std=gnu11", "-Wall", "-Wextra", *options, "-o", str(target)]
    command += [*map(str, sources), "-lm", "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBuild(
            f"{compiler} does not compile {sources[0].parent.name}/{sources[0].name}:\n{done.stderr}"
        )
