"""`chatroom-client`: the guest's window."""

import gc
import os
import sys

from chatroom_client.arguments import parse_arguments
from shared.preflight import check_windows


def main() -> int:
    """Run the command; return the exit status."""
    # Nothing of what is loaded is garbage. The window has a collector of its own (shared/ui/collector.py).
    gc.disable()
    arguments = parse_arguments(sys.argv[1:])
    problem = check_windows(sys.platform, os.environ)
    if problem is not None:
        print(problem, file=sys.stderr)
        return 1
    # Not before the check: without a display Qt aborts, and without its libraries it cannot be imported.
    from chatroom_client.app import run_window  # noqa: PLC0415

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
