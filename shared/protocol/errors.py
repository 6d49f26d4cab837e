"""Every exception of the protocol, in one tree.

::

    ProtocolError
    ├── LocalProtocolError      we are wrong: a bug of the caller, never caught
    │   └── UnsafePayload       a frame that would hold STX or ETX inside
    └── RemoteProtocolError     the peer is wrong: say so, or close, and go on
        ├── InvalidName         a name that breaks the rules (names.py)
        └── BadObject           no JSON object, or one that lacks what it needs (json_object.py)

The rule: whoever sees a ``RemoteProtocolError`` answers or closes that one connection; nobody else may notice.
"""


class ProtocolError(Exception):
    """Raised when the protocol of docs/protocol.md is broken by either side."""


class LocalProtocolError(ProtocolError):
    """Raised when this program was about to break the protocol."""


class RemoteProtocolError(ProtocolError):
    """Raised when what the peer sent cannot be accepted."""


class UnsafePayload(LocalProtocolError):
    """Raised when a payload would hold 02 or 03, and so become a second frame (docs/protocol.md §5)."""
