"""``chatroom-server``: the host's window, ``--headless`` the room alone, ``--export`` a file of what was kept.

``--show-limits`` prints what a room would bound.
"""

import io
import sys

from chatroom_server.arguments import parse_arguments


def main() -> int:
    """Run the command; return the exit status."""
    if getattr(sys, "frozen", False):
        # Such a program is also what its own processes are started as.
        from multiprocessing import freeze_support  # noqa: PLC0415

        freeze_support()
    arguments = parse_arguments(sys.argv[1:])
    # Each imports only what it needs.
    if arguments.shows_limits:
        from chatroom_server.limits_shown import limits_text  # noqa: PLC0415

        print(limits_text(arguments.settings.limits))
        return 0
    if arguments.export_file is not None:
        from chatroom_server.export.command import run_export  # noqa: PLC0415

        told = run_export(arguments)
        stream = sys.stderr if told.status else sys.stdout
        if isinstance(stream, io.TextIOWrapper):
            # A name that the terminal cannot show is no reason to fail after all is written.
            stream.reconfigure(errors="backslashreplace")
        print(told.line, file=stream)
        return told.status
    if arguments.is_headless:
        from chatroom_server.headless import run_headless  # noqa: PLC0415

        return run_headless(arguments.settings, arguments.log_level)
    from chatroom_server.app import run_window  # noqa: PLC0415

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
