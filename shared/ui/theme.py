"""The two sets of colours.

No colour is written anywhere else in the program, and every pair that carries text reaches 4.5:1. Names have
their own colours in each set, because no one palette can be read on both white and black.
"""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each as `#RRGGBB`. Names say what a colour is for, never how it looks."""

    is_dark: bool

    # Surfaces
    window: str
    panel: str
    field: str
    border: str
    hover: str
    selection: str
    tooltip_fill: str

    # Writing
    text: str
    muted_text: str
    link: str

    # The one colour that says "press here"
    accent: str
    accent_hover: str
    accent_text: str

    # The transcript
    bubble: str
    own_bubble: str
    whisper_fill: str
    whisper_line: str
    whisper_text: str
    announcement_fill: str
    announcement_line: str
    unread: str

    # States. A state is always said in words too.
    danger: str
    danger_fill: str
    danger_hover: str
    danger_text: str
    good_fill: str
    good_text: str
    warning_fill: str
    warning_text: str

    # Bytes: the two that begin and end a frame, the one that says its type, and those that nobody reads
    wire_stx_fill: str
    wire_stx_text: str
    wire_type_fill: str
    wire_type_text: str
    wire_etx_fill: str
    wire_etx_text: str
    wire_skipped_fill: str
    wire_skipped_hatch: str
    wire_skipped_text: str

    # People: the n-th name colour and the n-th avatar colour are the same hue.
    name_colors: tuple[str, ...]
    avatar_colors: tuple[str, ...]
    avatar_text: str

    def name_color(self, name: str) -> str:
        """The colour in which `name` is written on `window`."""
        return self.name_colors[color_index(name) % len(self.name_colors)]

    def avatar_color(self, name: str) -> str:
        """The disc behind the first letter of `name`, which is written in `avatar_text`."""
        return self.avatar_colors[color_index(name) % len(self.avatar_colors)]


def color_index(name: str) -> int:
    """A number that is the same for one name on every computer and in every run, and for any case of it."""
    # The built-in hash is salted anew in each process; a class would see a person in many colours.
    folded = unicodedata.normalize("NFKC", name).casefold()
    return zlib.crc32(folded.encode("utf-8", "surrogatepass"))


_AVATAR_COLORS = (
    "#B4412F",
    "#97570A",
    "#4B7013",
    "#0F7460",
    "#1C6AA8",
    "#4A54C4",
    "#7F3FB0",
    "#A93570",
)

LIGHT = Theme(
    is_dark=False,
    window="#FFFFFF",
    panel="#F6F7F9",
    field="#FFFFFF",
    border="#E3E6EA",
    hover="#EDEFF2",
    selection="#DFE6FC",
    tooltip_fill="#FFFFFF",
    text="#1B1F24",
    muted_text="#5D6673",
    link="#3557D6",
    accent="#3557D6",
    accent_hover="#2A48BA",
    accent_text="#FFFFFF",
    bubble="#F0F2F5",
    own_bubble="#E7ECFD",
    whisper_fill="#F8EBF8",
    whisper_line="#8A2A8F",
    whisper_text="#8A2A8F",
    announcement_fill="#FFF3D6",
    announcement_line="#8A5A00",
    unread="#B3261E",
    danger="#B3261E",
    danger_fill="#FDE7E5",
    danger_hover="#941C15",
    danger_text="#FFFFFF",
    good_fill="#E2F4EA",
    good_text="#177545",
    warning_fill="#FFF3D6",
    warning_text="#8A5A00",
    wire_stx_fill="#177545",
    wire_stx_text="#FFFFFF",
    wire_type_fill="#3557D6",
    wire_type_text="#FFFFFF",
    wire_etx_fill="#B3261E",
    wire_etx_text="#FFFFFF",
    wire_skipped_fill="#F0F2F5",
    wire_skipped_hatch="#C6CBD3",
    wire_skipped_text="#1B1F24",
    name_colors=_AVATAR_COLORS,
    avatar_colors=_AVATAR_COLORS,
    avatar_text="#FFFFFF",
)

DARK = Theme(
    is_dark=True,
    window="#16181D",
    panel="#1D2027",
    field="#1A1D23",
    border="#2E333D",
    hover="#262A33",
    selection="#2A3566",
    tooltip_fill="#262A33",
    text="#E6E9EE",
    muted_text="#98A2B1",
    link="#8EA6FF",
    accent="#8EA6FF",
    accent_hover="#A9BBFF",
    accent_text="#16181D",
    bubble="#262A33",
    own_bubble="#27325C",
    whisper_fill="#3A2340",
    whisper_line="#E3A2E6",
    whisper_text="#E3A2E6",
    announcement_fill="#3B2F12",
    announcement_line="#F0C266",
    unread="#FF9D95",
    danger="#FF9D95",
    danger_fill="#45201F",
    danger_hover="#FFB7B1",
    danger_text="#16181D",
    good_fill="#173626",
    good_text="#6FD49D",
    warning_fill="#3B2F12",
    warning_text="#F0C266",
    wire_stx_fill="#6FD49D",
    wire_stx_text="#16181D",
    wire_type_fill="#8EA6FF",
    wire_type_text="#16181D",
    wire_etx_fill="#FF9D95",
    wire_etx_text="#16181D",
    wire_skipped_fill="#262A33",
    wire_skipped_hatch="#4A515E",
    wire_skipped_text="#E6E9EE",
    name_colors=(
        "#EE8D7B",
        "#DDA663",
        "#9DC267",
        "#5CC4A8",
        "#74B6EC",
        "#A3ABFF",
        "#C99AEE",
        "#F092BC",
    ),
    avatar_colors=_AVATAR_COLORS,
    avatar_text="#FFFFFF",
)
