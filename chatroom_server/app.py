"""``chatroom-server`` with a window: whether there can be one, and then the program around it.

The rule: nothing of Qt is imported before it is known that Qt can show a window here, because Qt itself can only
abort the process.
"""

import os
import sys

from chatroom_server.arguments import Arguments
from shared.preflight import check_windows


def run_window(arguments: Arguments) -> int:
    """Run the host's window until it is closed; return the exit status, 1 if no window can be shown."""
    problem = check_windows(sys.platform, os.environ, instead="chatroom-server --headless")
    if problem is not None:
        sys.stderr.write(f"{problem}\n")
        return 1
    from chatroom_server.window.program import run_program  # noqa: PLC0415

    return run_program(arguments)
