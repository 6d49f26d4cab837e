"""A report as plain text: a table for a terminal that can be read just as well from a pipe.

The rule: it says all in words and shapes, nothing in colours, and every line fits the width. Where nothing at all
was seen it says why, without a page of rows above that.
"""

import shutil
import time

from shared.check import report_words as words
from shared.check.columns import inert, padded, width_of, wrapped
from shared.check.paint import one_line
from shared.check.report import Report
from shared.check.rule import Evidence, Finding, Language, Verdict

_LEAST_WIDTH = 60
_MOST_WIDTH = 120
_MAX_SHOWN_CHARACTERS = 240


def report_text(report: Report, language: Language, width: int | None = None) -> str:
    """Return the whole report, without a line feed at its end; ``width`` is that of the terminal."""
    columns = max(_LEAST_WIDTH, min(_MOST_WIDTH, width or shutil.get_terminal_size((100, 24)).columns))
    started = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(report.started_utc))
    seconds = words.SECONDS.say(language).format(seconds=report.seconds)
    title = f"chatroom-check · {words.side_words(report).say(language)} {inert(report.subject)}"
    lines = [*wrapped(title, columns), f"{words.STARTED.say(language)} {started} · {seconds}", ""]
    verdict_width = max(width_of(words.verdict_words(verdict).say(language)) for verdict in Verdict)
    if any(finding.verdict is not Verdict.NOT_SEEN or finding.note for finding in report.findings):
        for finding in report.findings:
            lines += _rows(finding, language, columns, verdict_width)
        lines.append("")
    lines.append(words.summary_words(report).say(language))
    closing = words.closing_words(report)
    if closing is not None:
        lines += wrapped(inert(closing.say(language)), columns)
    return "\n".join(lines)


def _rows(finding: Finding, language: Language, columns: int, verdict_width: int) -> list[str]:
    section_width = 3
    verdict = words.verdict_words(finding.verdict).say(language)
    head = f"{padded(verdict, verdict_width)}  {padded(finding.rule.section, section_width)} "
    indent = " " * width_of(head)
    rule = finding.rule.say(language)
    if finding.verdict is Verdict.NOT_SEEN and finding.rule.is_optional:
        rule += f" ({words.OPTIONAL.say(language)})"
    lines = wrapped(rule, columns - len(indent))
    rows = [head + lines[0], *(indent + line for line in lines[1:])]
    if finding.note is not None:
        note = wrapped(inert(finding.note.say(language)), columns - len(indent) - 2)
        rows += [f"{indent}{'> ' if first else '  '}{line}" for first, line in _firsts(note)]
    if finding.verdict is Verdict.FAIL:
        for evidence in finding.evidence:
            rows += _evidence(evidence, language, columns, indent + "  ")
    return rows


def _evidence(evidence: Evidence, language: Language, columns: int, indent: str) -> list[str]:
    name = words.direction_words(evidence).say(language)
    shown = one_line(evidence) or words.NOTHING.say(language)
    if len(shown) > _MAX_SHOWN_CHARACTERS or evidence.length > len(evidence.data):
        more = words.MORE.say(language).format(length=evidence.length)
        shown = f"{shown[:_MAX_SHOWN_CHARACTERS].rstrip('…')}… ({more})"
    lines = wrapped(shown, columns - len(indent) - 10)
    return [indent + padded(name if is_first else "", 10) + line for is_first, line in _firsts(lines)]


def _firsts(lines: list[str]) -> list[tuple[bool, str]]:
    return [(index == 0, line) for index, line in enumerate(lines)]
