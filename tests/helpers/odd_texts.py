"""Names, texts and whole messages as Hypothesis thinks them up: legal ones, and such as nobody should ever send."""

from hypothesis import strategies as st

from shared.protocol.messages import (
    Announced,
    CameOnline,
    NameRefused,
    Notice,
    NoticeCode,
    Old,
    Pinned,
    Pong,
    PrivateMessage,
    RefusalCode,
    RoomMode,
    RoomState,
    RoomWideMessage,
    Roster,
    Said,
    ServerHello,
    Stamp,
    User,
    UserChanged,
    Welcome,
    WentOffline,
    WhisperReceived,
    WhisperSent,
)
from shared.protocol.names import InvalidName, parse_name
from shared.protocol.text import clean_text


def is_name(raw: str) -> bool:
    """Whether somebody can be called this."""
    try:
        parse_name(raw)
    except InvalidName:
        return False
    return True


def as_shown(text: str) -> str:
    """What everyone sees of a text: the two separators go out as line feeds."""
    return clean_text(text).replace("\u2028", "\n").replace("\u2029", "\n")


# Legal, and as near to the forms of a chat text as a legal name can come.
ODD_NAMES = [
    "a",
    "alice to you",
    "to you",
    "you to bob",
    "alice*",
    "a* b",
    "(alice)",
    "alice;",
    "alice. to you",
    "O'Brien-Smith",
    "{name}",
    "{0}",
    "%s",
    "<b>bold</b>",
    "张䶮",
    "王小明",
    "🦊",
    "José",
    "Ünïcödé",
    "is not online",
    "1 2",
    "[x]",
    "\\n",
]
names = st.one_of(
    st.sampled_from(ODD_NAMES),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
    .filter(is_name)
    .map(lambda raw: parse_name(raw).shown),
)
every_text = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('\x02\x03\n\t\r\x1b\x00\x85\ud800\udc00\u2028\u2029\u202e: ,*"\\{}🦊'),
        # The very marks of the text formats.
    ),
    max_size=60,
) | st.lists(
    st.sampled_from(["\n    ", "    ", "\n", ": ", "*** ", "* ", "you, to ", ", to you: ", "02", "03", "好"])
).map("".join)
clean_texts = every_text.map(clean_text)
shown_texts = every_text.map(as_shown)
stamps = st.builds(
    Stamp, st.integers(0, 2**53 - 1), st.integers(0, 32_503_680_000_000).map(lambda ms: ms / 1_000)
)

counts = st.integers(0, 2**53 - 1)


def users_called(shown: st.SearchStrategy[str]) -> st.SearchStrategy[User]:
    """People with these names, in every state."""
    flags = st.booleans()
    since = st.integers(0, 2_000_000_000_000).map(lambda ms: ms / 1_000)
    return st.builds(User, shown, since, flags, flags, flags, flags, flags)


def server_messages(
    shown: st.SearchStrategy[str] = every_text,
) -> st.SearchStrategy[RoomWideMessage | PrivateMessage]:
    """Whatever a server may want to say, with names out of ``shown``."""
    users = users_called(shown)
    stamp = st.none() | stamps
    return st.one_of(
        st.builds(Said, shown, every_text, stamp),
        st.builds(WhisperReceived, shown, every_text, stamp, shown),
        st.builds(WhisperSent, shown, every_text, stamp, shown),
        st.builds(Announced, every_text, stamp, shown),
        st.builds(Notice, st.sampled_from(NoticeCode), shown, st.integers(0, 999_999_999)),
        users.map(lambda user: CameOnline(user.name, user)) | st.builds(CameOnline, shown),
        st.builds(WentOffline, shown),
        st.builds(NameRefused, every_text, st.none() | st.sampled_from(RefusalCode)),
        st.lists(users, max_size=4).map(lambda found: Roster(tuple(found))),
        st.builds(UserChanged, users),
        st.builds(
            RoomState,
            st.sampled_from(RoomMode),
            st.integers(0, 60).map(float),
            st.none() | st.builds(Pinned, stamps, every_text),
        ),
        st.builds(Old, stamps, shown, every_text, shown, st.booleans()),
        st.builds(Pong, counts),
        st.builds(Welcome, shown, every_text, st.booleans(), counts, counts),
        st.builds(
            ServerHello, every_text, every_text, every_text, counts, counts, st.lists(every_text).map(tuple)
        ),
    )
