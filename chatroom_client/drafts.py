"""Half-typed messages, kept for the next start: for each room the one that was in the box there.

The rule: a draft knows whom it is for. A text that was to be whispered never comes back as one for everyone, and
whatever is in the file, reading gives drafts that are whole, or none.
"""

import json
from dataclasses import astuple, dataclass

_MAX_DRAFTS = 10  # rooms; the one written to longest ago is forgotten first
_MAX_TEXT_CHARACTERS = 20_000  # the box takes more than a room does, so that it can be shortened there
_MAX_NAME_CHARACTERS = 300
_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """What ``name`` was about to say in ``room``; ``to`` is empty for everyone."""

    room: str
    name: str
    to: str
    text: str


def replaced(drafts: tuple[Draft, ...], draft: Draft) -> tuple[Draft, ...]:
    """Return ``drafts`` with the one of its room replaced by ``draft``, or without one if there is no text."""
    others = [each for each in drafts if each.room != draft.room]
    is_kept = draft.text.strip() and len(draft.text) <= _MAX_TEXT_CHARACTERS
    return tuple([*others, draft][-_MAX_DRAFTS:] if is_kept else others)


def render_drafts(drafts: tuple[Draft, ...]) -> str:
    """Return ``drafts`` as one line of ASCII."""
    return json.dumps([astuple(draft) for draft in drafts])


def parse_drafts(text: str) -> tuple[Draft, ...]:
    """Return what ``render_drafts`` made ``text`` of; what is damaged is left out."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    drafts = [_draft(each) for each in found] if isinstance(found, list) else []
    return tuple(draft for draft in drafts if draft is not None)[-_MAX_DRAFTS:]


def _draft(found: object) -> Draft | None:
    if not isinstance(found, list) or len(found) != _FIELDS:
        return None
    fields = [each for each in found if isinstance(each, str)]
    if len(fields) != _FIELDS:
        return None
    draft = Draft(*fields)
    names = (draft.room, draft.name, draft.to)
    is_fit = len(draft.text) <= _MAX_TEXT_CHARACTERS and all(len(n) <= _MAX_NAME_CHARACTERS for n in names)
    return draft if is_fit and draft.room and draft.name and draft.text.strip() else None
