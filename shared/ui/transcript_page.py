"""The conversation as a page: one file that any browser shows in light and dark, and prints.

The rule: what people wrote is text and never markup. The page loads nothing, runs nothing, and brings no colours of
its own: a browser's own are light or dark as the person wants them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from typing import assert_never

from shared.ui.inert import inert_line
from shared.ui.transcript_entry import Entry, EntryKind
from shared.ui.transcript_file import FileHead, FileWords
from shared.ui.transcript_rows import DayRow, EdgeRow, EntryRow, PresenceRow, ShownRow, UnreadRow
from shared.ui.transcript_spans import MarkedText, marked

# The policy is a second wall behind the escaping.
_HEAD = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; background: Canvas; color: CanvasText;
  font: 1rem/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }}
h1 {{ font-size: 1.5rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }}
.about {{ margin: .25rem 0 1rem; opacity: .7; }}
ol {{ list-style: none; margin: 0; padding: 0; }}
li {{ display: grid; grid-template-columns: 5.5rem 1fr; column-gap: .5rem; padding: .15rem 0; }}
time {{ font-variant-numeric: tabular-nums; opacity: .7; }}
p {{ margin: 0; min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; }}
code {{ font-family: ui-monospace, monospace; }}
.quiet {{ opacity: .7; font-size: .875rem; }}
.day {{ display: block; text-align: center; font-weight: 600; padding: 1rem 0 .5rem; }}
.whisper p {{ border: 1px dashed; border-radius: .5rem; padding: .25rem .75rem; }}
.announcement p {{ border: 1px solid; border-inline-start-width: .35rem; padding: .35rem .75rem; }}
.announcement b {{ display: block; }}
@media print {{ :root {{ color-scheme: light; }} body {{ max-width: none; padding: 0; font-size: 10pt; }}
  li {{ break-inside: avoid; }} h1, .about, .day {{ break-after: avoid; }} }}
</style>
</head>
<body>
<h1><bdi>{title}</bdi></h1>
"""


def page_pieces(head: FileHead, rows: Iterable[ShownRow], words: FileWords, language: str) -> Iterator[str]:
    """The whole page, a piece for each row; `language` is the code of the words, such as `en` or `zh-CN`."""
    yield _HEAD.format(language=escape(language), title=escape(inert_line(head.room)))
    about = "<br>\n".join(escape(line) for line in words.about(head))
    yield f'<div class="about">{about}</div>\n<ol>\n'
    day: date | None = None
    for row in rows:
        if isinstance(row, (DayRow, UnreadRow, EdgeRow)):
            continue  # lines of the window; the days are told here for all of the page
        if row.day != day:
            day = row.day
            yield f'<li class="day">{escape(words.rows.day(day))}</li>\n'
        yield _item(row, words)
    nothing = f'<p class="quiet">{escape(words.nothing())}</p>\n' if day is None else ""
    yield f"</ol>\n{nothing}</body>\n</html>\n"


def _item(row: EntryRow | PresenceRow, words: FileWords) -> str:
    match row:
        case EntryRow(entry=entry):
            kind, said, when = _kind(entry), _said(entry, words), entry.when
        case PresenceRow():
            kind, said, when = "quiet", escape(words.rows.presence(row)), row.when
        case _:
            assert_never(row)
    moment = when.astimezone().isoformat(timespec="seconds")
    clock = words.rows.clock(when)
    return f'<li class="{kind}"><time datetime="{moment}">{clock}</time><p>{said}</p></li>\n'


def _kind(entry: Entry) -> str:
    match entry.kind:
        case EntryKind.SAID:
            return "said"
        case EntryKind.WHISPER:
            return "whisper"
        case EntryKind.ANNOUNCEMENT:
            return "announcement"
        case EntryKind.NOTICE | EntryKind.PRESENCE:
            return "quiet"
    assert_never(entry.kind)


def _said(entry: Entry, words: FileWords) -> str:
    text = _text(marked(entry.shown_text))
    if entry.kind is EntryKind.NOTICE:
        return text
    who = f"<b><bdi>{escape(words.rows.who(entry))}</bdi></b>{escape(words.note(entry))}"
    return f"{who}{text}" if entry.kind is EntryKind.ANNOUNCEMENT else f"{who}: {text}"


def _text(message: MarkedText) -> str:
    """The words of a message with its links and its code, and with nothing else that could act."""
    text = message.text
    marks = [
        (link.start, link.end, _link(link.target, text[link.start : link.end])) for link in message.links
    ]
    marks += [
        (span.start, span.end, f"<code>{escape(text[span.start : span.end])}</code>") for span in message.code
    ]
    pieces: list[str] = []
    read_to = 0
    for start, end, piece in sorted(marks):
        pieces += (escape(text[read_to:start]), piece)
        read_to = end
    pieces.append(escape(text[read_to:]))
    # Its direction is found out for itself alone: a message from right to left turns nothing else round.
    return f'<span dir="auto">{"".join(pieces)}</span>'


def _link(target: str, shown: str) -> str:
    return f'<a href="{escape(target)}" rel="noopener noreferrer">{escape(shown)}</a>'
