"""A report as a page for a browser."""

from shared.check.report_page import report_page
from shared.check.rule import Language
from tests.check.sample_report import failed_report


def test_page_is_inert_whatever_came() -> None:
    page = report_page(failed_report(b"\x024<script>alert(1)</script>\x03", "<b>host"), Language.EN)
    assert "<script" not in page
    assert "<b>host" not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#x27;none" in page or "default-src 'none'" in page


def test_page_tells_the_parts_of_the_bytes_apart() -> None:
    page = report_page(failed_report(), Language.ZH)
    assert (
        '<span class="stx">STX</span><span class="type">4</span><span class="text">alice: hi</span>' in page
    )
    assert '<span class="etx">ETX</span><span class="outside">' in page
    assert "处理收到的内容" in page
