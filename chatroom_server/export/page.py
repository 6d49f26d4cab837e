"""The transcript as a page: one file that any browser shows in light and dark, and prints.

The rule: what people wrote is text and never markup. The page loads nothing, runs nothing, and brings no colours of
its own: a browser's own are light or dark as the person wants them.
"""

from datetime import date
from html import escape
from typing import TextIO, assert_never

from chatroom_server.export.lines import (
    AnnouncedLine,
    CameLine,
    LeftLine,
    SaidLine,
    TranscriptLine,
    TranscriptWords,
)
from chatroom_server.export.times import local_day, local_time
from chatroom_server.history.reader import Lesson
from shared.protocol.text import clean_name, clean_text

# The policy is a second wall behind the escaping.
_HEAD = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; background: Canvas; color: CanvasText;
  font: 1rem/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }}
h1 {{ font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 0; overflow-wrap: anywhere; }}
section:first-child h1 {{ margin-top: 0; }}
.span {{ margin: .25rem 0 1rem; font-variant-numeric: tabular-nums; opacity: .7; }}
ol {{ list-style: none; margin: 0; padding: 0; }}
li {{ display: grid; grid-template-columns: 5.5rem 1fr; column-gap: .5rem; padding: .15rem 0; }}
time {{ font-variant-numeric: tabular-nums; opacity: .7; }}
p {{ margin: 0; min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; }}
.quiet {{ opacity: .7; font-size: .875rem; }}
.quiet time {{ opacity: 1; }}
.day {{ display: block; text-align: center; font-weight: 600; padding: 1rem 0 .5rem; }}
.announcement p {{ border: 1px solid; border-inline-start-width: .35rem; padding: .35rem .75rem; }}
.announcement b {{ display: block; }}
@media print {{ :root {{ color-scheme: light; }} body {{ max-width: none; padding: 0; font-size: 10pt; }}
  li {{ break-inside: avoid; }} h1, .span, .day {{ break-after: avoid; }}
  section + section {{ break-before: page; }} }}
</style>
</head>
<body>
"""


class PageTranscript:
    """Writes a transcript into ``file``: ``begin``, then each lesson with its lines, then ``end``."""

    def __init__(self, file: TextIO, words: TranscriptWords) -> None:
        self._file = file
        self._words = words
        self._day = date.min
        self._is_empty = True

    def begin(self) -> None:
        """Write the head of the page."""
        words = self._words
        self._file.write(_HEAD.format(language=escape(words.language), title=escape(words.title)))

    def begin_lesson(self, lesson: Lesson, span: str) -> None:
        """Write what stands above the lines of a lesson."""
        self._day = local_day(lesson.opened_utc)
        self._is_empty = True
        self._file.write(
            f"<section>\n<h1><bdi>{escape(clean_name(lesson.room))}</bdi></h1>\n"
            f'<div class="span">{escape(span)}</div>\n<ol>\n'
        )

    def add(self, line: TranscriptLine) -> None:
        """Write one line."""
        moment = local_time(line.utc)
        self._is_empty = False
        if moment.date() != self._day:
            self._day = moment.date()
            self._file.write(f'<li class="day">{self._day}</li>\n')
        match line:
            case SaidLine(_, name, text):
                kind, said = "said", f"<b><bdi>{_name(name)}</bdi></b>: {_text(text)}"
            case AnnouncedLine(_, name, text):
                kind, said = "announcement", f"<b>{_name(self._words.headline(name))}</b>{_text(text)}"
            case CameLine(_, name):
                kind, said = "quiet", _name(self._words.came.format(name=name))
            case LeftLine(_, name):
                kind, said = "quiet", _name(self._words.left.format(name=name))
            case _:
                assert_never(line)
        self._file.write(
            f'<li class="{kind}"><time datetime="{moment.isoformat()}">{moment:%H:%M:%S}</time><p>{said}</p></li>\n'
        )

    def end_lesson(self) -> None:
        """End the lines of a lesson."""
        nothing = f'<p class="quiet">{escape(self._words.nothing)}</p>\n' if self._is_empty else ""
        self._file.write(f"</ol>\n{nothing}</section>\n")

    def end(self) -> None:
        """End the page."""
        self._file.write("</body>\n</html>\n")


def _name(name: str) -> str:
    return escape(clean_name(name))


def _text(text: str) -> str:
    # Its direction is found out for itself alone: a message from right to left turns nothing else round.
    return f'<span dir="auto">{escape(clean_text(text))}</span>'
