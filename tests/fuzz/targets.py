"""Everything that is fuzzed, by name."""

from tests.fuzz.addresses import check_addresses
from tests.fuzz.client_frames import check_client_frames
from tests.fuzz.datagrams import check_datagrams
from tests.fuzz.encoders import check_encoders
from tests.fuzz.frames import check_frames
from tests.fuzz.growth import check_growth
from tests.fuzz.kept import check_kept
from tests.fuzz.names import check_confusables, check_names
from tests.fuzz.objects import check_objects
from tests.fuzz.room import check_room
from tests.fuzz.search import check_search
from tests.fuzz.server_frames import check_server_frames
from tests.fuzz.session import check_session
from tests.fuzz.shown import check_shown
from tests.fuzz.target import Target
from tests.fuzz.texts import check_encodings, check_notices, check_texts

TARGETS = {
    target.name: target
    for target in (
        Target("frames", "bytes to frames, cut anywhere", check_frames),
        Target("client-frames", "what a client sends, plain and rich", check_client_frames),
        Target("server-frames", "what a server sends, to a client", check_server_frames, 1_024),
        Target("encoders", "what a server says, remembered and not", check_encoders),
        Target("objects", "JSON objects of the rich dialect", check_objects),
        Target("datagrams", "requests and answers of discovery", check_datagrams),
        Target("names", "what people call themselves", check_names, 256),
        Target("confusables", "what names look like", check_confusables, 128),
        Target("encodings", "UTF-8 and GBK, found out", check_encodings, 256),
        Target("texts", "what people say, clean and whole", check_texts, 256),
        Target("shown", "what a window draws of a message", check_shown, 256),
        Target("notices", "the server's own words", check_notices, 128),
        Target("kept", "the file of a client's session", check_kept, 1_024),
        Target("addresses", "what is typed for a room's address", check_addresses, 128),
        Target("search", "what is looked for in a history", check_search, 256),
        Target("growth", "time, as inputs grow", check_growth, 64),
        Target("room", "a whole room behind its connections", check_room, 4_096),
        Target("session", "a guest's session with any server", check_session, 2_048),
    )
}
