"""Every word in and about the three lanes, in the language that is on.

Stuck together is 粘包 and split is 半包 in Chinese: the words of the course, by which a class finds the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from PySide6.QtCore import QLocale, QObject

from shared.protocol.framing import FrameFault
from shared.ui.inert import inert_line
from shared.ui.wire.clock_time import clock_time
from shared.wire.byte_reading import CharacterSet, PieceKind, read_bytes
from shared.wire.lanes import CallSpan, FrameSpan, Lane, OutsideSpan

_MARK_BYTES: Final = 2
"""STX and ETX, which are of the frame and not of what it says."""


class LanesWords(QObject):
    """Makes the words. Set ``call_name`` to what the calls of this direction are called, as ``recv``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.call_name = "recv"
        self.charset = CharacterSet.UTF_8

    def hint(self, *, is_sent: bool) -> str:
        """What is to be seen, in a line."""
        sentence = (
            self.tr("what each {call}() took, above; where the frames are, below")
            if is_sent
            else self.tr("what each {call}() returned, above; where the frames are, below")
        )
        return sentence.format(call=self.call_name)

    def call_labels(self, call: CallSpan) -> Sequence[str]:
        """What stands upon a call, the longest first; the first is taken for which there is room."""
        size = self.tr("%n bytes", "", call.length)
        if not call.call:
            return self._label(self.call_name, size), str(call.length)
        number = f"#{call.call}"
        return (
            self._label(f"{self.call_name} {number}", size),
            self._label(number, str(call.length)),
            number,
            str(call.call),
        )

    def frame_labels(self, frame: FrameSpan) -> Sequence[str]:
        """What stands upon a frame, the longest first."""
        name, quoted = self._frame(frame), self._quoted(frame)
        what = self._what(frame)
        if not what:
            return name, quoted
        remark = self.tr("{frame} ({what})")
        if frame.fault is not None:
            dropped = self.tr("dropped", "a frame")
            return remark.format(frame=name, what=what), remark.format(frame=quoted, what=dropped), dropped
        short = self.tr("split") if frame.calls > 1 else what
        return (
            remark.format(frame=name, what=what),
            remark.format(frame=quoted, what=what),
            remark.format(frame=quoted, what=short),
            quoted,
        )

    def outside_labels(self, outside: OutsideSpan) -> Sequence[str]:
        """What stands upon bytes that are in no frame, the longest first."""
        return (
            self.tr("%n bytes in no frame: skipped", "", outside.length),
            self.tr("%n skipped", "bytes", outside.length),
            str(outside.length),
        )

    def about_call(self, call: CallSpan, lane: Lane) -> str:
        """A call in words, for a tooltip and a screen reader."""
        lines = ["  ".join((self.call_labels(call)[0], clock_time(call.utc)))]
        lines.append(self._place(call.start, call.length))
        inside = [frame for frame in lane.frames if _meet(frame, call)]
        if len(inside) > 1:
            lines.append(self.tr("bytes of %n frames: stuck together", "", len(inside)))
        cut = [frame for frame in inside if not _holds(call, frame)]
        if cut:
            lines.append(self.tr("only a part of a frame is in it: split"))
        return "\n".join(lines)

    def about_frame(self, frame: FrameSpan) -> str:
        """A frame in words."""
        lines = [self._frame(frame)]
        if frame.number:
            lines = [
                self.tr("frame {number}: {label}").format(number=frame.number, label=self._quoted(frame))
            ]
        lines.append(self._place(frame.start, frame.length))
        if what := self._what(frame):
            lines.append(what)
        return "\n".join(lines)

    def about_outside(self, outside: OutsideSpan) -> str:
        """Bytes in no frame, in words."""
        return "\n".join((self.outside_labels(outside)[0], self._place(outside.start, outside.length)))

    def about_byte(self, value: int, offset: int) -> str:
        """A byte in words; ``offset`` counts from the beginning of the stream."""
        match value:
            case 0x02:
                meaning = self.tr("02, STX: a frame begins")
            case 0x03:
                meaning = self.tr("03, ETX: a frame ends")
            case _:
                meaning = f"{value:02X}"
        return self.tr("byte {offset} of the stream: {meaning}").format(
            offset=QLocale().toString(offset), meaning=meaning
        )

    def summary(self, lane: Lane) -> str:
        """All that is shown, counted."""
        split = sum(frame.calls > 1 for frame in lane.frames)
        glued = sum(frame.neighbours > 0 for frame in lane.frames)
        parts = [
            self.tr("%n calls", "of recv or send", len(lane.calls)),
            self.tr("%n frames", "", len(lane.frames)),
        ]
        if split:
            parts.append(self.tr("%n split", "frames", split))
        if glued:
            parts.append(self.tr("%n stuck together", "frames", glued))
        return self.tr(", ", "between words").join(parts)

    def nothing_yet(self) -> str:
        """Instead of the lanes."""
        return self.tr("No bytes on this stream yet")

    def not_recorded(self) -> str:
        """On a place where bytes are missing."""
        return self.tr("bytes before this were not recorded")

    def _what(self, frame: FrameSpan) -> str:
        """What is special about a frame, if anything is."""
        parts = []
        if frame.fault is not None:
            parts.append(self._fault(frame.fault))
        elif frame.is_open:
            parts.append(self.tr("not complete yet"))
        if frame.calls > 1:
            parts.append(self.tr("split over %n {call}", "calls", frame.calls).format(call=self.call_name))
        if frame.neighbours > 0:
            parts.append(self.tr("stuck together"))
        return self.tr(", ", "between words").join(parts)

    def _fault(self, fault: FrameFault) -> str:
        match fault:
            case FrameFault.LOST_END:
                return self.tr("dropped: a new STX came before its ETX")
            case FrameFault.TOO_LONG:
                return self.tr("dropped: too long")
            case FrameFault.NO_TYPE:
                return self.tr("dropped: nothing between STX and ETX")
        assert_never(fault)

    def _frame(self, frame: FrameSpan) -> str:
        return self.tr("frame {label}").format(label=self._quoted(frame))

    def _quoted(self, frame: FrameSpan) -> str:
        head = (frame.kind, frame.label_bytes)
        is_cut = frame.length > len(frame.kind) + len(frame.label_bytes) + _MARK_BYTES
        text = " ".join([inert_line(self._read(part, is_cut=is_cut)) for part in head if part])
        if is_cut:
            text += "…"
        return self.tr("“{text}”").format(text=text)

    def _read(self, data: bytes, *, is_cut: bool) -> str:
        """As text; of what is cut, without the beginning of a character whose end is not there."""
        pieces = read_bytes(data, self.charset)
        if is_cut and pieces and pieces[-1].kind is PieceKind.CUT_OFF:
            pieces = pieces[:-1]
        return "".join([piece.text for piece in pieces])

    def _label(self, name: str, size: str) -> str:
        return f"{name} · {size}"

    def _place(self, start: int, length: int) -> str:
        spell = QLocale().toString
        if length == 1:
            return self.tr("byte {first} of the stream").format(first=spell(start))
        return self.tr("bytes {first} to {last} of the stream").format(
            first=spell(start), last=spell(start + length - 1)
        )


def _meet(frame: FrameSpan, call: CallSpan) -> bool:
    return frame.start < call.start + call.length and call.start < frame.start + frame.length


def _holds(call: CallSpan, frame: FrameSpan) -> bool:
    return call.start <= frame.start and frame.start + frame.length <= call.start + call.length
