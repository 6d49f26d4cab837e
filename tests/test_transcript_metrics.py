"""Sizes that follow the font."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from shared.ui.transcript_metrics import TranscriptMetrics


@pytest.mark.parametrize("use_points", [True, False])
def test_twice_the_font_doubles_every_distance(qapp: QApplication, use_points: bool) -> None:
    small, large = QFont(), QFont()
    if use_points:
        small.setPointSizeF(9)
        large.setPointSizeF(18)
    else:
        small.setPixelSize(13)
        large.setPixelSize(26)
    before, after = TranscriptMetrics.of(small), TranscriptMetrics.of(large)

    for name in ("edge", "avatar", "bubble_side", "leading", "widest_text", "radius"):
        assert getattr(after, name) == pytest.approx(2 * getattr(before, name), abs=2)


def test_base_line_lies_inside_its_line(qapp: QApplication) -> None:
    sizes = TranscriptMetrics.of(QFont())

    assert 0 < sizes.baseline < sizes.leading
    assert 0 < sizes.small_baseline < sizes.small_leading
