"""The sizes of the transcript, all made from the size of its font, so that zooming keeps the proportions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF

from shared.ui.fonts import mono_font, pixels_of

_DESIGN_PIXELS: Final = 13.0
"""The size of running text for which the distances below were drawn."""

_TAB_SPACES: Final = 4


@dataclass(frozen=True, slots=True)
class TranscriptMetrics:
    """Fonts, and distances in pixels."""

    text_font: QFont
    name_font: QFont
    small_font: QFont
    mono_families: tuple[str, ...]

    edge: int
    """Between the window's edge and anything that is shown."""
    avatar: int
    avatar_gap: int
    above_group: int
    above_message: int
    below: int
    """Under every row, so that a row's own space is clear at both sides."""
    header: int
    header_gap: int
    bubble_side: int
    bubble_top: int
    radius: int
    widest_text: int
    """Longer lines are hard to follow with the eye, however wide the window."""
    narrowest_text: int
    bar: int
    divider: int
    leading: int
    baseline: float
    small_leading: int
    small_baseline: float
    tab: float
    small_tab: float
    emoji: int
    """In pixels of font size."""

    @classmethod
    def of(cls, font: QFont) -> Self:
        """The sizes that go with running text in `font`."""
        scale = pixels_of(font) / _DESIGN_PIXELS

        def scaled(pixels: float) -> int:
            return max(1, round(pixels * scale))

        small, name = _sized(font, 12 / 13), _sized(font, 12.5 / 13)
        name.setWeight(QFont.Weight.DemiBold)
        text_metrics, small_metrics = QFontMetricsF(font), QFontMetricsF(small)
        leading, small_leading = scaled(18), scaled(16)
        return cls(
            text_font=font,
            name_font=name,
            small_font=small,
            mono_families=tuple(mono_font(font).families()),
            edge=scaled(20),
            avatar=scaled(28),
            avatar_gap=scaled(10),
            above_group=scaled(8),
            above_message=scaled(3),
            below=scaled(3),
            header=max(scaled(18), QFontMetrics(name).height()),
            header_gap=scaled(3),
            bubble_side=scaled(11),
            bubble_top=scaled(6),
            radius=scaled(9),
            widest_text=scaled(620),
            narrowest_text=scaled(40),
            bar=scaled(3),
            divider=scaled(12),
            leading=leading,
            baseline=_baseline(text_metrics, leading),
            small_leading=small_leading,
            small_baseline=_baseline(small_metrics, small_leading),
            tab=text_metrics.horizontalAdvance(" ") * _TAB_SPACES,
            small_tab=small_metrics.horizontalAdvance(" ") * _TAB_SPACES,
            emoji=scaled(16),
        )


def _sized(font: QFont, factor: float) -> QFont:
    sized = QFont(font)
    if font.pointSizeF() > 0:
        sized.setPointSizeF(font.pointSizeF() * factor)
    else:
        sized.setPixelSize(max(1, round(font.pixelSize() * factor)))
    return sized


def _baseline(metrics: QFontMetricsF, leading: int) -> float:
    return (leading - metrics.height()) / 2 + metrics.ascent()
