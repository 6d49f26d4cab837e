"""What a frame means, as a kind and what the words for it need; the words themselves are made in the windows.

The rule: what a frame says is decided by ``shared/protocol``, which the programs themselves decode with; nothing
here raises, whatever the bytes.
"""

from shared.protocol.discovery import (
    PlainAnswer,
    Request,
    RoomAnswer,
    parse_answer,
    parse_request,
)
from shared.protocol.framing import FrameFault
from shared.protocol.limits import MAX_CLIENT_PAYLOAD_BYTES, MAX_SERVER_PAYLOAD_BYTES
from shared.wire.client_meaning import meaning_of_client_frame
from shared.wire.frames import Role, WireFrame, is_from_client
from shared.wire.hidden import is_whole_hidden
from shared.wire.meanings import Meaning, MeaningKind
from shared.wire.record import Direction
from shared.wire.server_meaning import meaning_of_server_frame

__all__ = ["Meaning", "MeaningKind", "explain"]

PADDING = "padding"
"""The ``code`` of bytes outside of frames that are all NULs or white space."""

_PADDING_BYTES = b"\0 \t\r\n"
_SHOWN_BYTES = 64  # of what nobody can read


def explain(frame: WireFrame, role: Role) -> Meaning:
    """Return what ``frame`` means to the one who receives it. Never raises."""
    if frame.is_datagram:
        return _meaning_of_datagram(frame, role)
    if frame.is_outside:
        return _meaning_outside(frame)
    if frame.is_unfinished:
        if frame.is_after_gap:
            return Meaning(MeaningKind.CUT_BY_GAP, number=frame.length)
        return Meaning(MeaningKind.NEVER_ENDED, number=frame.length, is_wrong=True)
    from_client = is_from_client(frame.direction, role)
    if frame.fault is not None:
        return _meaning_of_fault(frame, frame.fault, from_client=from_client)
    if frame.is_masked and is_whole_hidden(frame.kind, frame.payload):
        return Meaning(MeaningKind.HIDDEN, number=len(frame.payload), is_hidden=True)
    return meaning_of_client_frame(frame) if from_client else meaning_of_server_frame(frame)


def _meaning_outside(frame: WireFrame) -> Meaning:
    if frame.is_after_gap:
        return Meaning(MeaningKind.AFTER_GAP, number=frame.length, is_hidden=frame.is_masked)
    is_padding = not frame.raw.strip(_PADDING_BYTES)
    return Meaning(
        MeaningKind.OUTSIDE,
        number=frame.length,
        code=PADDING if is_padding else "",
        is_wrong=not is_padding,
        is_hidden=frame.is_masked,
    )


def _meaning_of_fault(frame: WireFrame, fault: FrameFault, *, from_client: bool) -> Meaning:
    match fault:
        case FrameFault.NO_TYPE:
            return Meaning(MeaningKind.NO_TYPE, is_wrong=True)
        case FrameFault.LOST_END:
            return Meaning(
                MeaningKind.END_LOST, number=frame.length, is_wrong=True, is_hidden=frame.is_masked
            )
        case FrameFault.TOO_LONG:
            limit = MAX_CLIENT_PAYLOAD_BYTES if from_client else MAX_SERVER_PAYLOAD_BYTES
            return Meaning(
                MeaningKind.TOO_LONG,
                number=frame.length - 3,
                code=str(limit),
                is_wrong=True,
                is_hidden=frame.is_masked,
            )


def _meaning_of_datagram(frame: WireFrame, role: Role) -> Meaning:
    shown = frame.payload[:_SHOWN_BYTES].decode("utf-8", "replace")
    if is_from_client(frame.direction, role):
        match parse_request(frame.payload):
            case Request.PLAIN:
                return Meaning(MeaningKind.DISCOVERY_REQUEST)
            case Request.RICH:
                return Meaning(MeaningKind.DISCOVERY_RICH_REQUEST)
            case None:
                return Meaning(MeaningKind.WRONG_REQUEST, text=shown, is_wrong=True)
    match parse_answer(frame.payload):
        case PlainAnswer(port):
            return Meaning(MeaningKind.DISCOVERY_ANSWER, number=port)
        case RoomAnswer(port, _, room, users, max_users):
            return Meaning(
                MeaningKind.DISCOVERY_RICH_ANSWER, name=room, text=f"{users}/{max_users}", number=port
            )
        case None:
            # A client hears its own broadcast on some systems.
            own = parse_request(frame.payload) is not None and frame.direction is Direction.RECEIVED
            return Meaning(MeaningKind.WRONG_ANSWER, text=shown, is_wrong=not own)
