"""Text that is safe to send and to show: control characters and lone surrogates taken out.

The rule: these functions are pure and never raise, whatever the text; every text that leaves or enters a
program has been through one of them (docs/protocol.md §5).
"""

import re

# Tab and line feed stay in texts. U+D800-DFFF alone would make every receiver's encoder raise.
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNCLEAN_IN_NAME = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CONTROL_IN_NAME = re.compile("[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return ``text`` without control characters; tab and line feed stay, lone surrogates become U+FFFD.

    For what people say. A name goes through ``clean_name`` (docs/protocol.md §5).
    """
    # Printable is stricter than clean, and the quickest test there is: nearly every message stops here.
    if text.isprintable() or _UNCLEAN.search(text) is None:
        return text
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def clean_name(text: str) -> str:
    """Return ``text`` as one line: like ``clean_text``, but tab and line feed go too (§5)."""
    if text.isprintable() or _UNCLEAN_IN_NAME.search(text) is None:
        return text
    return _SURROGATE.sub("\ufffd", _CONTROL_IN_NAME.sub("", text))


def is_blank(text: str) -> bool:
    """Return whether nothing but white space would be left of ``text``: drop such a message silently (§2)."""
    left = text.strip()
    # What is printable stays when the text is cleaned: nearly always the first character tells.
    return not left or not (left[0].isprintable() or clean_text(left).strip())
