"""Every pair of colours that carries text can be read, and the whole application follows the choice at once."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

import shared
from shared.ui.palettes import build_palette
from shared.ui.theme import DARK, LIGHT, Theme, color_index

READABLE = 4.5
VISIBLE = 3.0

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

TEXT_PAIRS = [
    (ink, fill)
    for ink, fills in {
        "text": (
            "window panel field hover selection tooltip_fill bubble own_bubble whisper_fill announcement_fill "
            "warning_fill danger_fill good_fill"
        ),
        "muted_text": "window panel field hover selection tooltip_fill bubble announcement_fill",
        "link": "window panel bubble own_bubble whisper_fill announcement_fill tooltip_fill",
        "accent_text": "accent accent_hover",
        "danger_text": "danger danger_hover",
        "danger": "window panel danger_fill selection",
        "unread": "window",
        "whisper_text": "whisper_fill window",
        "good_text": "good_fill",
        "warning_text": "warning_fill window selection",
        "wire_stx_text": "wire_stx_fill",
        "wire_type_text": "wire_type_fill",
        "wire_etx_text": "wire_etx_fill",
        "wire_skipped_text": "wire_skipped_fill wire_skipped_hatch",
    }.items()
    for fill in fills.split()
]


def luminance(color: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    rgb = QColor(color)
    return 0.2126 * linear(rgb.redF()) + 0.7152 * linear(rgb.greenF()) + 0.0722 * linear(rgb.blueF())


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.1, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@THEMES
@pytest.mark.parametrize(("ink", "fill"), TEXT_PAIRS)
def test_text_can_be_read_on_its_surface(theme: Theme, ink: str, fill: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, fill)) >= READABLE


@THEMES
def test_every_name_can_be_read_on_the_window_and_on_a_panel(theme: Theme) -> None:
    for color in theme.name_colors:
        assert contrast(color, theme.window) >= READABLE
        assert contrast(color, theme.panel) >= READABLE


@THEMES
def test_every_avatar_letter_can_be_read(theme: Theme) -> None:
    for color in theme.avatar_colors:
        assert contrast(theme.avatar_text, color) >= READABLE


@THEMES
def test_lines_that_carry_meaning_can_be_seen(theme: Theme) -> None:
    for line, surface in (
        (theme.accent, theme.window),
        (theme.accent, theme.field),
        (theme.whisper_line, theme.window),
        (theme.announcement_line, theme.announcement_fill),
    ):
        assert contrast(line, surface) >= VISIBLE


@THEMES
def test_all_colors_are_written_in_full(theme: Theme) -> None:
    for field in fields(theme):
        value = getattr(theme, field.name)
        for color in value if isinstance(value, tuple) else [value]:
            assert isinstance(color, bool) or re.fullmatch(r"#[0-9A-F]{6}", color), field.name


@THEMES
def test_the_palette_is_readable_in_every_state(theme: Theme) -> None:
    role = QPalette.ColorRole
    palette = build_palette(theme)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        for ink, fill in (
            (role.WindowText, role.Window),
            (role.Text, role.Base),
            (role.PlaceholderText, role.Base),
            (role.ButtonText, role.Button),
            (role.HighlightedText, role.Highlight),
            (role.ToolTipText, role.ToolTipBase),
            (role.Link, role.Window),
        ):
            assert contrast(palette.color(group, ink).name(), palette.color(group, fill).name()) >= READABLE


def test_light_and_dark_have_the_same_number_of_hues() -> None:
    assert len(LIGHT.name_colors) == len(LIGHT.avatar_colors) == len(DARK.name_colors)


def test_a_name_has_the_same_color_on_every_computer() -> None:
    assert color_index("alice") == 663665735
    assert LIGHT.name_color("alice") == LIGHT.avatar_color("alice")


def test_a_name_has_one_color_however_it_is_written() -> None:
    assert color_index("Alice") == color_index("ALICE") == color_index("\uff21lice")


def test_thirty_names_use_most_of_the_colors() -> None:
    names = [f"student{number}" for number in range(30)]
    assert len({LIGHT.name_color(name) for name in names}) >= len(LIGHT.name_colors) - 1


def test_a_name_of_half_a_character_still_has_a_color() -> None:
    assert DARK.name_color("\ud83d") in DARK.name_colors


def test_colors_are_written_in_the_theme_and_nowhere_else() -> None:
    root = Path(shared.__file__).parent.parent
    written = re.compile(r"""["'(\s]#(?:[0-9A-Fa-f]{3}){1,2}\b|rgba?\(\d""")
    guilty = [
        str(file.relative_to(root))
        for package in ("chatroom_client", "chatroom_server", "shared")
        for file in (root / package).rglob("*.py")
        if file.name != "theme.py" and written.search(file.read_text(encoding="utf-8"))
    ]
    assert not guilty
