"""Tooltips that may hold what other people wrote: shown as it is, never taken for markup."""

from __future__ import annotations

import html


def tip(text: str) -> str:
    """``text`` for a tooltip, its lines kept; empty for no tooltip."""
    # Marked as rich and escaped, or Qt would guess from the text whether it is markup.
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""
