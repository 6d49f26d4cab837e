"""A headless server that may open few files."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.headless import ROOT, HeadlessServer, server_command


@contextmanager
def server_with_few_descriptors(count: int, errors: Path, *options: str) -> Iterator[HeadlessServer]:
    """Run a server that may have ``count`` files open at once; its log goes to the file ``errors``."""
    command = server_command("--tcp-port", "0", "--udp-port", "0", *options)
    with (
        errors.open("w") as log,
        subprocess.Popen(
            ["/bin/sh", "-c", f'ulimit -n {count} && exec "$@"', "sh", *command],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, errors.read_text()
            yield HeadlessServer(process, json.loads(line))
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()
