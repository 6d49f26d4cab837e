"""Turns a theme into Qt's palette, for everything the style sheet does not reach.

Every role is set in every group: a role left out would keep the colour of the system's own theme, and show up
as white on white on somebody's computer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from shared.ui.theme import Theme


def build_palette(theme: Theme) -> QPalette:
    """The palette of `theme`, complete for active, inactive and disabled widgets."""
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.field,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted_text,
        role.Button: theme.panel,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.ToolTipBase: theme.tooltip_fill,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.link,
        role.LinkVisited: theme.link,
        role.Light: theme.field,
        role.Midlight: theme.hover,
        role.Mid: theme.border,
        role.Dark: theme.muted_text,
        role.Shadow: theme.border,
    }
    written = (role.WindowText, role.Text, role.ButtonText, role.HighlightedText)
    palette = QPalette()
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        for color_role, color in colors.items():
            palette.setColor(group, color_role, QColor(color))
    for color_role in written:
        # A disabled thing may be dim, but what it says is often the reason, so it stays readable.
        palette.setColor(QPalette.ColorGroup.Disabled, color_role, QColor(theme.muted_text))
    return palette
