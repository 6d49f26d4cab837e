"""The fonts of both windows: the system's own, never smaller than can be read across a desk.

Names and messages mix Chinese, Latin and emoji, so each font names what may stand in for a missing glyph.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

_SMALLEST_POINTS: Final = 10.0
"""Windows starts from 9 points, which is small for a page of conversation."""

_USUAL_PIXELS: Final = 13.0
"""Of `_SMALLEST_POINTS` on a screen of 96 dots an inch."""

_HAN_FAMILIES: Final = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC")
"""Asked for by name, because an English system would otherwise pick Japanese forms for Chinese names."""

_EMOJI_FAMILIES: Final = {
    "win32": ("Segoe UI Emoji",),
    "darwin": ("Apple Color Emoji",),
    "linux": ("Noto Color Emoji", "Twemoji", "Twitter Color Emoji", "JoyPixels"),
}
"""Of each system its own: a font of bitmaps that somebody has added to Windows is drawn as nothing there."""

_NAMELESS: Final = ("Sans Serif", "sans-serif", "Sans", "")
"""What Qt answers on a desktop that has no font of its own."""

_GOOD_FAMILIES: Final = ("Inter", "Noto Sans", "Cantarell", "Ubuntu")
"""Tried there, in this order, before whatever the system calls its sans serif."""


def text_font(system: QFont) -> QFont:
    """The font for everything that is read, made from the application's own font `system`."""
    font = QFont(system)
    if font.pointSizeF() > 0:
        font.setPointSizeF(max(font.pointSizeF(), _SMALLEST_POINTS))
    # An alias such as "Sans Serif" is skipped in a list of families, so it is put there by its real name.
    families = [QFontInfo(system).family()]
    if system.family() in _NAMELESS:
        families = [family for family in _GOOD_FAMILIES if QFontDatabase.hasFamily(family)] + families
    font.setFamilies(_with_han(families))
    return font


def prefer_color_emoji(platform: str = sys.platform) -> None:
    """Have emoji drawn in colour, whatever black ones another font has. Call it once, before the first window."""
    # Qt 6.8 does not know it, and looks for a font by itself.
    if not hasattr(QFontDatabase, "setApplicationEmojiFontFamilies"):
        return
    known = [family for family in _EMOJI_FAMILIES.get(platform, ()) if QFontDatabase.hasFamily(family)]
    if known:
        QFontDatabase.setApplicationEmojiFontFamilies(known)


def mono_font(text: QFont) -> QFont:
    """The font for addresses, code and bytes, in the size of `text`."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setFamilies(_with_han([QFontInfo(font).family()]))
    if text.pointSizeF() > 0:
        font.setPointSizeF(text.pointSizeF())
    return font


def points_of(font: QFont) -> float:
    """The real size of `font` in points, also of one that is measured in pixels."""
    # On a computer without any font, Qt knows no size.
    points = QFontInfo(font).pointSizeF()
    return points if points > 0 else _SMALLEST_POINTS


def pixels_of(font: QFont) -> float:
    """The real size of `font` in pixels, also of one that is measured in points."""
    pixels = QFontInfo(font).pixelSize()
    return pixels if pixels > 0 else _USUAL_PIXELS


def _with_han(families: list[str]) -> list[str]:
    return [*families, *(family for family in _HAN_FAMILIES if family not in families)]
