"""How a stream bench sends a stream: in which pieces, stuck together or not, and how late."""

from shared.value import value

LEAST_BETWEEN_PIECES_SECONDS = 0.02
"""With less between them, two pieces are often received as one."""


@value
class Shape:
    """What the bench does to one direction of a stream.

    ``piece_bytes``: each ``send`` has so many bytes at most, and the next one comes
    ``LEAST_BETWEEN_PIECES_SECONDS`` later; 0 for any number. ``glued_frames``: bytes wait until so many frames are
    together, or for five seconds; 0 and 1 for no waiting. ``delay_seconds``: everything goes so much later.
    """

    piece_bytes: int = 0
    glued_frames: int = 0
    delay_seconds: float = 0.0

    @property
    def is_on(self) -> bool:
        """Whether it changes anything."""
        return self.piece_bytes > 0 or self.glued_frames > 1 or self.delay_seconds > 0


AS_IT_IS = Shape()
"""No bench."""
