"""What fuzzing has found, each as a sentence; the inputs themselves are in the corpus."""

from itertools import islice

import pytest

from chatroom_client.server_address import InvalidServerAddress, parse_server_address
from shared.protocol.codec import decode_server_frame
from shared.protocol.confusables import skeleton
from shared.protocol.encoding import EncodingDetector, TextEncoding
from shared.protocol.framing import Frame
from shared.protocol.messages import OtherText
from shared.protocol.names import parse_name, prepared_key, suggest_names
from tests.fuzz.patience import patience


@pytest.mark.parametrize(
    "text",
    [
        "The trains of this country are on time, and those of Tōkyō are on time to the second",
        "?" * 4_000 + "ā0",
        "x" * 3_990 + " Čapek",
    ],
)
def test_long_ascii_before_a_letter_that_both_encodings_have_is_read_at_once(text: str) -> None:
    """One such sentence of one guest held up everybody for ever."""
    detector = EncodingDetector()
    with patience():
        assert detector.decode(text.encode()) == text
    assert detector.encoding is TextEncoding.UTF_8


def test_name_is_never_suggested_to_the_person_who_just_had_it_refused() -> None:
    taken = "x" * 22 + "-2"
    parse_name(taken)
    assert prepared_key(taken) not in [prepared_key(each) for each in islice(suggest_names(taken), 20)]


def test_suggestion_is_shown_as_it_is_written_where_a_letter_and_a_mark_have_met() -> None:
    for suggestion in islice(suggest_names("Jose,\u0301"), 3):
        assert parse_name(suggestion).shown == suggestion


@pytest.mark.parametrize(("one", "other"), [("ҋван", "й̦ван"), ("Ǆ", "DŽ"), ("ﮤ", "ۀ")])
def test_prototypes_that_come_apart_are_taken_to_the_end(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("text", ["al\tice: hello", "al\tice, to you: hello", "* al\tice is not online"])
def test_text_of_another_server_with_a_tab_in_a_name_names_nobody(text: str) -> None:
    frame = Frame(b"4", text.encode())
    assert decode_server_frame(frame, EncodingDetector()) == OtherText(text)


def test_address_with_something_unseen_between_a_letter_and_its_mark_can_be_typed_as_it_is_shown() -> None:
    address = parse_server_address("n\x00\u0301as.local")
    assert address.host == "ńas.local"
    assert parse_server_address(str(address)) == address


def test_zone_of_an_address_is_the_name_of_an_interface_and_nothing_else() -> None:
    assert parse_server_address("fe80::1%eth0").host == "fe80::1%eth0"
    for typed in ("::2%[::1]:(", "fe80::1%a b", "[fe80::1%a@b]:80"):
        with pytest.raises(InvalidServerAddress):
            parse_server_address(typed)
