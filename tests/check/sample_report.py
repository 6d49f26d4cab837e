"""A report to be shown: one rule that failed, with its bytes, and one that nobody saw."""

from shared.check.ledger import Ledger
from shared.check.report import Report, Side
from shared.check.rule import Rule, Words, came, sent

NEEDED = Rule("needed", "§2", "serves what comes", "处理收到的内容")
OPTIONAL = Rule("optional", "§4", "speaks rich", "会说富协议", is_optional=True)
LESSON = Words("One recv is not one message.", "一次 recv 不等于一条消息。")


def failed_report(data: bytes = b"\x024alice: hi\x03\x00\x00", subject: str = "127.0.0.1:9999") -> Report:
    ledger = Ledger([NEEDED, OPTIONAL])
    ledger.failed("needed", LESSON, sent(b"\x023hi\x03"), came(data))
    return Report(Side.SERVER, subject, ledger.findings(), 0.0, 1.5)
