"""The client's kept file: whatever is on the disk, it is a session that can be gone on with, or none."""

from chatroom_client.session.events import OutgoingState
from chatroom_client.session.kept import parse_kept, render_kept
from shared.protocol.text import clean_name, clean_text, is_blank

_MAX_NUMBER = 2**53


def check_kept(data: bytes) -> None:
    """All of it is one file."""
    kept = parse_kept(data)
    if kept is None:
        return
    assert kept.you.strip() and clean_name(kept.you) == kept.you
    assert kept.session or kept.outgoing, "there is something to go on with"
    assert 0 <= kept.last <= _MAX_NUMBER
    assert 1 <= kept.next_number <= _MAX_NUMBER
    assert [item.key for item in kept.outgoing] == list(range(1, len(kept.outgoing) + 1))
    for item in kept.outgoing:
        assert clean_text(item.text) == item.text
        assert not is_blank(item.text)
        assert item.state in OutgoingState
        assert not item.to or item.to.strip(), "a whisper never becomes something for all"
        assert 0 <= item.number <= _MAX_NUMBER
        assert 0 <= item.utc < 32_503_680_000
    assert parse_kept(render_kept(kept)) == kept, "what is written is what is read"
