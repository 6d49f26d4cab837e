"""What a stream bench does, in words: that it is on, and what the other side will see of it.

The rule: the words say what happens to the calls, for the frames stay what they are.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from shared.ui.inert import inert_line
from shared.wire.shape import Shape


class BenchWords(QObject):
    """Makes the sentences of a bench, in the language that is on."""

    def state(self, shape: Shape) -> str:
        """Return whether it is on."""
        return self.tr("Stream bench: on") if shape.is_on else self.tr("Stream bench: off")

    def target(self, shape: Shape, name: str | None) -> str:
        """Return for whom it is on: ``name``, empty for everyone, None where there is no choice."""
        if not shape.is_on or name is None:
            return ""
        return self.tr("for {name}").format(name=inert_line(name)) if name else self.tr("for everyone")

    def effect(self, shape: Shape) -> str:
        """Return what the other side will see."""
        if not shape.is_on:
            return self.tr("Change the calls that carry the bytes. The frames stay the same.")
        sentences: list[str] = []
        if shape.piece_bytes > 0:
            sentences.append(
                self.tr(
                    "Each send has %n bytes at most: the other side reads frames that are split.",
                    "",
                    shape.piece_bytes,
                )
            )
        if shape.glued_frames > 1:
            sentences.append(
                self.tr(
                    "%n frames wait for each other: the other side reads them stuck together.",
                    "",
                    shape.glued_frames,
                )
            )
        if shape.delay_seconds > 0:
            milliseconds = round(shape.delay_seconds * 1000)
            sentences.append(self.tr("Everything arrives %n ms late.", "", milliseconds))
        return " ".join(sentences)

    def answer_drop(self) -> str:
        """Return what becomes of the next one that looks for the room."""
        return self.tr("The next answer over UDP is dropped: the one who asks hears nothing and asks again.")
