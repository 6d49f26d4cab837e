"""Where everything in a row stands.

One struct answers for how high a row is, how it is painted and what lies under the mouse, so the three can never
disagree. What was worked out once is kept until the width, the font or the colours change.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final, assert_never

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from shared.ui.theme import Theme
from shared.ui.transcript_body import Body, BodyStyle, set_body
from shared.ui.transcript_entry import Entry, EntryKind, Standing
from shared.ui.transcript_metrics import TranscriptMetrics
from shared.ui.transcript_rows import DayRow, EdgeRow, EntryRow, PresenceRow, ShownRow, UnreadRow
from shared.ui.transcript_spans import MarkedText, marked
from shared.ui.transcript_words import TranscriptWords

_KEPT_LAYOUTS: Final = 192
"""A few screens of rows; a laid out text takes some kilobytes."""

_KEPT_LABELS: Final = 2_000
"""The names and times of a long conversation."""

_WIDE: Final = 2
"""What is not ASCII is mostly Chinese or a sign, and about twice as wide as a Latin letter."""


@dataclass(frozen=True, slots=True)
class Label:
    """A single line of text."""

    rect: QRect
    text: str
    font: QFont


@dataclass(frozen=True, slots=True)
class RowLayout:
    """The places of everything in a row, relative to its top left corner."""

    height: int
    body: Body
    body_at: QPoint
    bubble: QRect | None = None
    avatar: QRect | None = None
    name: Label | None = None
    time: Label | None = None
    standing: Label | None = None
    standing_sign: QRect | None = None
    try_again: Label | None = None
    remove: Label | None = None


@dataclass(frozen=True, slots=True)
class _StandingLayout:
    """What stands below a message that is not settled."""

    height: int
    label: Label
    sign: QRect
    try_again: Label | None
    remove: Label | None


class HitKind(Enum):
    """What lies under the mouse."""

    NOTHING = auto()  # the background of the row
    PERSON = auto()  # the avatar or the name
    LINK = auto()  # a link; the target comes with it
    TRY_AGAIN = auto()  # "Try again" below a message that did not arrive
    REMOVE = auto()  # "Remove" beside it
    MESSAGE = auto()  # the rest of the bubble, and the time


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under the mouse; `target` is the link's address or the person's name."""

    kind: HitKind
    target: str = ""


class TranscriptLayouter:
    """Lays out rows. Call `set_font` and `set_theme` when these change, and `clear` when the language does."""

    def __init__(self, words: TranscriptWords, font: QFont, theme: Theme) -> None:
        self._words = words
        self._theme = theme
        self._layouts: OrderedDict[int, tuple[ShownRow, int, RowLayout]] = OrderedDict()
        self._label_widths: dict[str, int] = {}
        self.set_font(font)

    @property
    def metrics(self) -> TranscriptMetrics:
        """The sizes in use."""
        return self._metrics

    def set_font(self, font: QFont) -> None:
        """Lay out everything anew in `font`."""
        self._metrics = TranscriptMetrics.of(font)
        self._name_metrics = QFontMetrics(self._metrics.name_font)
        self._small_metrics = QFontMetrics(self._metrics.small_font)
        self._letter = max(1, QFontMetrics(font).averageCharWidth())
        self._set_styles()
        self.clear()

    def set_theme(self, theme: Theme) -> None:
        """Draw everything anew in the colours of `theme`; no size changes."""
        self._theme = theme
        self._set_styles()
        self._layouts.clear()

    def clear(self) -> None:
        """Work everything out anew from now on."""
        self._layouts.clear()
        self._label_widths.clear()

    def height_of(self, row: ShownRow, width: int) -> int:
        """How high `row` is when it is `width` pixels wide. It costs a layout."""
        return self.layout_of(row, width).height

    def guess_height(self, row: ShownRow, width: int) -> int:
        """About how high `row` is: good enough while it is out of sight, and costs next to nothing."""
        sizes = self._metrics
        if not isinstance(row, EntryRow) or row.entry.kind is EntryKind.NOTICE:
            return sizes.small_leading + 2 * sizes.divider
        text = row.entry.text
        pixels = len(text) * self._letter * (1 if text.isascii() else _WIDE)
        lines = 1 + text.count("\n") + pixels // self._room(width)
        head = sizes.above_group + sizes.header + sizes.header_gap if row.has_header else sizes.above_message
        return head + lines * sizes.leading + 2 * sizes.bubble_top + sizes.below

    def layout_of(self, row: ShownRow, width: int) -> RowLayout:
        """Where everything in `row` stands when it is `width` pixels wide."""
        known = self._layouts.get(row.key)
        if known is not None and known[1] == width and known[0] == row:
            self._layouts.move_to_end(row.key)
            return known[2]
        layout = self._laid_out(row, width)
        self._layouts[row.key] = (row, width, layout)
        self._layouts.move_to_end(row.key)
        if len(self._layouts) > _KEPT_LAYOUTS:
            self._layouts.popitem(last=False)
        return layout

    def _set_styles(self) -> None:
        sizes, link_color = self._metrics, self._theme.link
        self._text_style = BodyStyle(
            font=sizes.text_font,
            mono_families=sizes.mono_families,
            leading=sizes.leading,
            baseline=sizes.baseline,
            tab_width=sizes.tab,
            emoji_pixels=sizes.emoji,
            link_color=link_color,
        )
        self._small_style = replace(
            self._text_style,
            font=sizes.small_font,
            leading=sizes.small_leading,
            baseline=sizes.small_baseline,
            tab_width=sizes.small_tab,
        )

    def _laid_out(self, row: ShownRow, width: int) -> RowLayout:
        match row:
            case EntryRow():
                match row.entry.kind:
                    case EntryKind.SAID | EntryKind.WHISPER:
                        return self._message(row, width)
                    case EntryKind.ANNOUNCEMENT:
                        return self._announcement(row.entry, width)
                    case EntryKind.NOTICE | EntryKind.PRESENCE:
                        return self._middle_line(self._words.shown(row), width)
                assert_never(row.entry.kind)
            case PresenceRow():
                return self._middle_line(self._words.presence(row), width)
            case EdgeRow():
                return self._middle_line(self._words.shown(row), width)
            case DayRow() | UnreadRow():
                return self._divider(self._words.shown(row), width)
        assert_never(row)

    def _message(self, row: EntryRow, width: int) -> RowLayout:
        sizes, entry = self._metrics, row.entry
        indent = sizes.edge + sizes.avatar + sizes.avatar_gap
        body = set_body(marked(entry.shown_text), self._text_style, self._room(width))
        bubble_width = body.width + 2 * sizes.bubble_side
        left = width - sizes.edge - bubble_width if entry.is_own else indent
        top = sizes.above_group if row.has_header else sizes.above_message
        avatar = name = time = None
        if row.has_header:
            if not entry.is_own:
                avatar = QRect(sizes.edge, top, sizes.avatar, sizes.avatar)
            name, time = self._header(entry, left, top, width)
            top += sizes.header + sizes.header_gap
        bubble = QRect(left, top, bubble_width, body.height + 2 * sizes.bubble_top)
        bottom = bubble.y() + bubble.height()
        standing = None
        if entry.standing is not Standing.SETTLED:
            standing = self._standing(entry, bottom, width)
            bottom += standing.height
        if avatar is not None:
            bottom = max(bottom, avatar.y() + avatar.height())
        return RowLayout(
            height=bottom + sizes.below,
            body=body,
            body_at=QPoint(left + sizes.bubble_side, top + sizes.bubble_top),
            bubble=bubble,
            avatar=avatar,
            name=name,
            time=time,
            standing=standing.label if standing else None,
            standing_sign=standing.sign if standing else None,
            try_again=standing.try_again if standing else None,
            remove=standing.remove if standing else None,
        )

    def _room(self, width: int) -> int:
        """How wide the text of a message may be."""
        sizes = self._metrics
        beside = 2 * (sizes.edge + sizes.avatar + sizes.avatar_gap + sizes.bubble_side)
        # The side that is left free tells at a glance who is speaking, even where a bubble is full.
        return max(sizes.narrowest_text, min(width - beside, sizes.widest_text))

    def _header(self, entry: Entry, left: int, top: int, width: int) -> tuple[Label, Label]:
        """Name and time above a bubble; where the bubble is narrower, they end at the edge instead."""
        sizes = self._metrics
        gap = sizes.bubble_top
        time = self._words.time(entry.when)
        time_width = self._width(time, self._small_metrics)
        room = width - sizes.edge - (sizes.edge + sizes.avatar + sizes.avatar_gap) - gap - time_width
        name = self._words.header(entry)
        name_width = self._width(name, self._name_metrics)
        if name_width > room:
            name = self._name_metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(1, room))
            name_width = self._name_metrics.horizontalAdvance(name)
        left = min(left, width - sizes.edge - name_width - gap - time_width)
        return (
            Label(QRect(left, top, name_width, sizes.header), name, sizes.name_font),
            Label(QRect(left + name_width + gap, top, time_width, sizes.header), time, sizes.small_font),
        )

    def _standing(self, entry: Entry, top: int, width: int) -> _StandingLayout:
        """What has become of a message, below it: a sign, words, and perhaps what can be done."""
        sizes = self._metrics
        text = self._words.standing(entry.standing)
        text_width = self._width(text, self._small_metrics)
        side = sizes.small_leading - sizes.bar
        actions: list[str] = []
        if entry.can_be_resent:
            actions = [self._words.try_again(), self._words.remove()]
        widths = [self._width(action, self._small_metrics) for action in actions]
        beside = sum(widths) + sizes.avatar_gap * len(widths)
        needed = side + sizes.above_message + text_width + beside + 2 * sizes.edge
        is_stacked = bool(actions) and needed > width
        right = width - sizes.edge
        actions_top = top + sizes.header if is_stacked else top
        labels: list[Label] = []
        for action, action_width in zip(reversed(actions), reversed(widths), strict=True):
            rect = QRect(right - action_width, actions_top, action_width, sizes.header)
            labels.append(Label(rect, action, sizes.small_font))
            right = rect.x() - sizes.avatar_gap
        if is_stacked:
            right = width - sizes.edge
        label = Label(QRect(right - text_width, top, text_width, sizes.header), text, sizes.small_font)
        sign_left = label.rect.x() - side - sizes.above_message
        remove, try_again = labels or (None, None)
        return _StandingLayout(
            height=sizes.header * (2 if is_stacked else 1),
            label=label,
            sign=QRect(sign_left, top + (sizes.header - side) // 2, side, side),
            try_again=try_again,
            remove=remove,
        )

    def _announcement(self, entry: Entry, width: int) -> RowLayout:
        sizes = self._metrics
        left = sizes.edge + sizes.bar + sizes.divider
        room = max(sizes.narrowest_text, width - sizes.edge - left - sizes.divider)
        body = set_body(marked(entry.shown_text), self._text_style, room)
        top = sizes.above_group + sizes.bubble_top + sizes.above_message
        name, time = self._header(entry, left, top, width - sizes.divider)
        body_top = top + sizes.header
        bottom = body_top + body.height + sizes.bubble_top
        return RowLayout(
            height=bottom + sizes.below,
            body=body,
            body_at=QPoint(left, body_top),
            bubble=QRect(sizes.edge, sizes.above_group, width - 2 * sizes.edge, bottom - sizes.above_group),
            name=name,
            time=time,
        )

    def _middle_line(self, text: str, width: int) -> RowLayout:
        sizes = self._metrics
        return self._centred(text, width, sizes.edge, sizes.bubble_top, sizes.bubble_top)

    def _divider(self, text: str, width: int) -> RowLayout:
        sizes = self._metrics
        room_for_lines = sizes.edge + sizes.avatar + sizes.divider
        return self._centred(text, width, room_for_lines, sizes.divider + 1, sizes.divider)

    def _centred(self, text: str, width: int, side: int, above: int, below: int) -> RowLayout:
        room = max(self._metrics.narrowest_text, width - 2 * side)
        body = set_body(MarkedText(text), self._small_style, room, Qt.AlignmentFlag.AlignHCenter)
        return RowLayout(
            height=above + body.height + below,
            body=body,
            body_at=QPoint((width - body.width) // 2, above),
        )

    def _width(self, text: str, metrics: QFontMetrics) -> int:
        """The same few names and times come again and again, and measuring is dear."""
        kind = "n" if metrics is self._name_metrics else "s"
        known = self._label_widths.get(kind + text)
        if known is None:
            if len(self._label_widths) >= _KEPT_LABELS:
                self._label_widths.clear()
            known = self._label_widths[kind + text] = metrics.horizontalAdvance(text)
        return known


def hit_test(row: ShownRow, layout: RowLayout, place: QPoint) -> Hit:
    """What lies at `place` in a row, relative to its top left corner."""
    if not isinstance(row, EntryRow):
        return Hit(HitKind.MESSAGE if isinstance(row, PresenceRow) else HitKind.NOTHING)
    entry = row.entry
    target = layout.body.link_at(QPointF(place - layout.body_at))
    if target is not None:
        return Hit(HitKind.LINK, target)
    if layout.try_again is not None and layout.try_again.rect.contains(place):
        return Hit(HitKind.TRY_AGAIN)
    if layout.remove is not None and layout.remove.rect.contains(place):
        return Hit(HitKind.REMOVE)
    person = entry.to if entry.is_own else entry.sender
    if person and entry.kind in {EntryKind.SAID, EntryKind.WHISPER}:
        places = (layout.avatar, layout.name.rect if layout.name else None)
        if any(rect is not None and rect.contains(place) for rect in places):
            return Hit(HitKind.PERSON, person)
    time = layout.time.rect if layout.time else None
    if any(rect is not None and rect.contains(place) for rect in (layout.bubble, time)):
        return Hit(HitKind.MESSAGE)
    return Hit(HitKind.NOTHING)
