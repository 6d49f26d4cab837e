"""What a report says besides its rules, in both languages."""

from shared.check.report import Report, Side
from shared.check.rule import Evidence, Verdict, Words
from shared.wire.record import Direction

RULE = Words("Rule", "规则")
SECTION = Words("Section", "章节")
VERDICT = Words("Result", "结果")
BYTES = Words("Bytes that prove it", "可作证据的字节")
OPTIONAL = Words("optional", "可选")
STARTED = Words("Begun", "开始于")
SECONDS = Words("{seconds:.1f} seconds", "用时 {seconds:.1f} 秒")
NOTHING = Words("nothing came", "什么也没有收到")
MORE = Words("{length:,} bytes in all", "共 {length:,} 字节")
NOT_COMPLETE = Words("Not judged to the end: {why}", "没有检查完：{why}")
LEGEND = Words("What the colours and shapes mean:", "颜色和形状的含义：")
STX = Words("STX, begins a frame", "STX，一帧的开始")
TYPE = Words("type", "类型")
TEXT = Words("payload", "内容")
ETX = Words("ETX, ends a frame", "ETX，一帧的结束")
OUTSIDE = Words("bytes outside frames", "帧以外的字节")
NOT_SEEN_OF_NEED = Words(
    "Some rules could not be judged: what would show them did not happen.",
    "有些规则无法判断：没有出现能看出它们的情况。",
)

_TITLES = {Side.SERVER: Words("Server", "服务器"), Side.CLIENT: Words("Client", "客户端")}
_VERDICTS = {
    Verdict.PASS: Words("pass", "通过"),
    Verdict.FAIL: Words("FAIL", "未通过"),
    Verdict.NOT_SEEN: Words("not seen", "未见"),
}
_DIRECTIONS = {Direction.SENT: Words("sent", "发出"), Direction.RECEIVED: Words("received", "收到")}
_SUMMARY = Words(
    "{passed} passed, {failed} failed, {not_seen} not seen",
    "{passed} 条通过，{failed} 条未通过，{not_seen} 条未见",
)


def verdict_words(verdict: Verdict) -> Words:
    """Return what a verdict is called."""
    return _VERDICTS[verdict]


def direction_words(evidence: Evidence) -> Words:
    """Return whether the judge sent or received it."""
    return _DIRECTIONS[evidence.direction]


def side_words(report: Report) -> Words:
    """Return what was judged."""
    return _TITLES[report.side]


def summary_words(report: Report) -> Words:
    """Return the counts in one line."""
    counts = {
        "passed": report.count(Verdict.PASS),
        "failed": report.count(Verdict.FAIL),
        "not_seen": report.count(Verdict.NOT_SEEN),
    }
    return Words(_SUMMARY.en.format(**counts), _SUMMARY.zh.format(**counts))


def closing_words(report: Report) -> Words | None:
    """Return why the report is not complete; None where it is, or where something failed anyway."""
    if report.problem is not None:
        why = report.problem
        return Words(NOT_COMPLETE.en.format(why=why.en), NOT_COMPLETE.zh.format(why=why.zh))
    is_short = any(
        finding.verdict is Verdict.NOT_SEEN and not finding.rule.is_optional for finding in report.findings
    )
    return NOT_SEEN_OF_NEED if is_short else None
