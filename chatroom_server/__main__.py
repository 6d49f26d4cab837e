"""``chatroom-server``: the host's window, or with ``--headless`` the room alone."""

import sys

from chatroom_server.arguments import parse_arguments


def main() -> int:
    """Run the command; return the exit status."""
    arguments = parse_arguments(sys.argv[1:])
    if arguments.is_headless:
        # Only what a room without a window needs is imported.
        from chatroom_server.headless import run_headless  # noqa: PLC0415

        return run_headless(arguments.settings, arguments.log_level)
    from chatroom_server.app import run_window  # noqa: PLC0415

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
