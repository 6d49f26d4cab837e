"""``chatroom-check``: judges somebody's server or client, prints the report and writes it to files."""

import locale
import os
import sys
import time
from collections.abc import Sequence

from shared.check.arguments import Arguments, ServerOptions, language_of, parse_arguments
from shared.check.report import ExitStatus, Report
from shared.check.report_files import can_write, write_report
from shared.check.report_text import report_text
from shared.check.rule import Words
from shared.check.server import run as judge_server
from shared.check.terminal import Terminal

_CANNOT_WRITE = Words(
    "chatroom-check: cannot write the report to {file}: choose another place with --report.",
    "chatroom-check：无法把报告写到 {file}，请用 --report 指定别的位置。",
)
_STOPPED = Words("chatroom-check: stopped.", "chatroom-check：已停止。")
_WRITTEN = Words("The report is in {page} and {data}.", "报告已写入 {page} 和 {data}。")
_STOPPED_STATUS = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Judge whom the command line names; return 0 all passed, 1 some failed, 2 not judged."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A terminal of another encoding gets ? for what it lacks, and no traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    words = sys.argv[1:] if argv is None else argv
    arguments = parse_arguments(words, language_of(os.environ, locale.getlocale()[0] or ""))
    terminal = Terminal(arguments.language, sys.stderr, sys.stdin.readline if sys.stdin.isatty() else None)
    report_file = arguments.report
    if report_file is not None and not can_write(report_file):
        terminal.tell(_filled(_CANNOT_WRITE, file=str(report_file)))
        return ExitStatus.NOT_JUDGED
    try:
        report = _judge(arguments, terminal)
    except KeyboardInterrupt:
        terminal.tell(_STOPPED)
        return _STOPPED_STATUS
    print(report_text(report, arguments.language), flush=True)
    if report_file is not None:
        try:
            page, data = write_report(report, report_file, arguments.language)
        except OSError:
            terminal.tell(_filled(_CANNOT_WRITE, file=str(report_file)))
            return ExitStatus.NOT_JUDGED
        terminal.tell(_filled(_WRITTEN, page=str(page), data=str(data)))
    return report.exit_status


def _judge(arguments: Arguments, terminal: Terminal) -> Report:
    if isinstance(arguments.options, ServerOptions):
        return judge_server(arguments.options, time.time)
    # The other judge brings a room and a process of its own, which nobody needs who judges a server.
    from shared.check.client import run as judge_client  # noqa: PLC0415

    return judge_client(arguments.options, terminal)


def _filled(words: Words, **values: str) -> Words:
    return Words(words.en.format(**values), words.zh.format(**values))


if __name__ == "__main__":
    sys.exit(main())
