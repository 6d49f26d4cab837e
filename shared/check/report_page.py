"""A report as one HTML file: light and dark, to be printed, with the bytes painted.

The rule: nothing in it is active and nothing is loaded; whatever came over the wire is escaped twice, for the eye
and for the browser.
"""

import time
from html import escape

from shared.check import report_words as words
from shared.check.columns import inert
from shared.check.paint import Part, paint, readable
from shared.check.report import Report
from shared.check.rule import Evidence, Finding, Language, Verdict, Words
from shared.ui.theme import DARK, LIGHT, Theme

_MARKS = {Verdict.PASS: "✓", Verdict.FAIL: "✗", Verdict.NOT_SEEN: "–"}
_CLASSES = {Verdict.PASS: "pass", Verdict.FAIL: "fail", Verdict.NOT_SEEN: "unseen"}
_MAX_PAINTED_BYTES = 160
_LEGEND = (
    (Part.STX, words.STX),
    (Part.TYPE, words.TYPE),
    (Part.TEXT, words.TEXT),
    (Part.ETX, words.ETX),
    (Part.OUTSIDE, words.OUTSIDE),
)

_STYLE = """
:root { color-scheme: light dark; LIGHT }
@media (prefers-color-scheme: dark) { :root { DARK } }
body { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; background: Canvas; color: CanvasText;
 font: 1rem/1.5 system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .4rem 0; }
.quiet { color: var(--quiet); }
table { width: 100%; border-collapse: collapse; margin-top: 1rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-top: 1px solid var(--line); }
td:first-child, td:nth-child(2) { white-space: nowrap; }
.pass { color: var(--good); } .fail { color: var(--bad); font-weight: 700; } .unseen { color: var(--quiet); }
.note { margin: .3rem 0; padding-left: .6rem; border-left: .2rem solid var(--line); }
.failed .note { border-color: var(--bad); }
.wire { margin: .25rem 0; overflow-wrap: anywhere; }
.wire code { font: .85rem/1.9 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.way { display: inline-block; min-width: 5.5em; color: var(--quiet); font-size: .85rem; }
.hex { color: var(--quiet); display: block; }
.stx, .etx, .type { border: 1px solid; border-radius: .2rem; padding: 0 .25em; font-weight: 700; }
.stx { color: var(--stx); border-radius: .8em .2em .2em .8em; }
.etx { color: var(--etx); border-radius: .2em .8em .8em .2em; }
.type { color: var(--type); }
.outside { text-decoration: underline dotted; background: repeating-linear-gradient(135deg,
 transparent 0 4px, color-mix(in srgb, CanvasText 18%, transparent) 4px 6px); }
@media print { :root { color-scheme: light; LIGHT }
 body { max-width: none; padding: 0; font-size: 9.5pt; } tr { break-inside: avoid; }
 thead { display: table-header-group; } }
"""

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
<p class="quiet">{started}</p>
<p><strong>{summary}</strong></p>
{closing}<p class="quiet wire">{legend}</p>
<table>
<thead><tr><th>{verdict}</th><th>{section}</th><th>{rule}</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def report_page(report: Report, language: Language) -> str:
    """Return the page; write it as UTF-8."""

    def say(sentence: Words) -> str:
        return _safe(sentence.say(language))

    started = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(report.started_utc))
    seconds = words.SECONDS.say(language).format(seconds=report.seconds)
    closing = words.closing_words(report)
    legend = " ".join(f'<code class="{part.value}">{say(meaning)}</code>' for part, meaning in _LEGEND)
    return _PAGE.format(
        language="zh-CN" if language is Language.ZH else "en",
        title=f"chatroom-check · {say(words.side_words(report))} {_safe(report.subject)}",
        style=_style(),
        started=_safe(f"{words.STARTED.say(language)} {started} · {seconds}"),
        summary=say(words.summary_words(report)),
        closing="" if closing is None else f'<p class="fail">{say(closing)}</p>\n',
        legend=f"{say(words.LEGEND)} {legend}",
        verdict=say(words.VERDICT),
        section=say(words.SECTION),
        rule=f"{say(words.RULE)} · {say(words.BYTES)}",
        rows="\n".join(_row(finding, language) for finding in report.findings),
    )


def _row(finding: Finding, language: Language) -> str:
    name = words.verdict_words(finding.verdict).say(language)
    optional = (
        f' <span class="quiet">({words.OPTIONAL.say(language)})</span>' if finding.rule.is_optional else ""
    )
    note = "" if finding.note is None else f'<p class="note">{_safe(finding.note.say(language))}</p>'
    wire = "".join(_wire(evidence, language) for evidence in finding.evidence)
    failed = ' class="failed"' if finding.verdict is Verdict.FAIL else ""
    return (
        f'<tr{failed} id="{_safe(finding.rule.id)}">'
        f'<td class="{_CLASSES[finding.verdict]}">{_MARKS[finding.verdict]} {_safe(name)}</td>'
        f"<td>{_safe(finding.rule.section)}</td>"
        f"<td>{_safe(finding.rule.say(language))}{optional}{note}{wire}</td></tr>"
    )


def _wire(evidence: Evidence, language: Language) -> str:
    data = evidence.data[:_MAX_PAINTED_BYTES]
    way = _safe(words.direction_words(evidence).say(language))
    if not evidence.length:
        return f'<div class="wire"><span class="way">{way}</span>{_safe(words.NOTHING.say(language))}</div>'
    more = ""
    if evidence.length > len(data):
        more = f" … {_safe(words.MORE.say(language).format(length=evidence.length))}"
    labels = {Part.STX: "STX", Part.ETX: "ETX"}
    parts = paint(data)
    text = "".join(
        f'<span class="{painted.part.value}">{labels.get(painted.part) or _safe(readable(painted.data))}</span>'
        for painted in parts
    )
    numbers = " ".join(
        f'<span class="{painted.part.value}">{painted.data.hex(" ")}</span>' for painted in parts
    )
    return (
        f'<div class="wire"><span class="way">{way}</span><code>{text}{more}</code>'
        f'<code class="hex">{numbers}{more and " …"}</code></div>'
    )


def _safe(text: str) -> str:
    return escape(inert(text))


def _style() -> str:
    return _STYLE.replace("LIGHT", _colors(LIGHT)).replace("DARK", _colors(DARK))


def _colors(theme: Theme) -> str:
    return (
        f"--good: {theme.good_text}; --bad: {theme.danger}; --stx: {theme.good_text}; --type: {theme.link}; "
        f"--etx: {theme.danger}; --quiet: {theme.muted_text}; --line: {theme.border};"
    )
