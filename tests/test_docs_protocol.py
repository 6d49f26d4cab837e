"""docs/protocol.md says what the programs do: its words, its numbers and its conversation are tried here."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from shared.protocol import limits
from shared.protocol.codec import notice_words
from shared.protocol.discovery import REQUEST_TEXT
from shared.protocol.messages import Notice, NoticeCode
from shared.protocol.names import RESERVED_NAMES
from shared.protocol.notices import NAMED_NOTICES, NUMBER_KEYS
from tests.helpers.headless import RawClient, headless_server

PAGE = Path(__file__).parents[1] / "docs" / "protocol.md"
CHINESE_PAGE = PAGE.with_name("protocol.zh-CN.md")
SAMPLE_NUMBER = 987_654_321  # stands for N where a notice has a number

# For each number of limits.py: the beginning of its row in §6, and how the number stands in it.
IN_LIMITS_TABLE = {
    "LOGIN_SECONDS": ("a connection that has not logged in", "{:g} s"),
    "MAX_LOGIN_PAYLOAD_BYTES": ("a connection that has not logged in", "at most {:,} bytes"),
    "MAX_STRANGERS": ("all of those together", "{:,} connections"),
    "MAX_NAME_CHARACTERS": ("a name", "{:,} characters"),
    "MAX_NAME_BYTES": ("a name", "{:,} bytes"),
    "MAX_TEXT_CHARACTERS": ("a text", "{:,} characters"),
    "MAX_CLIENT_PAYLOAD_BYTES": ("a frame from a client", "{:,} payload bytes"),
    "MAX_SERVER_PAYLOAD_BYTES": ("a frame from a server", "{:,} payload bytes"),
    "MAX_SKIPPED_BYTES": ("bytes outside frames, in a row", "{:,}"),
    "MAX_MALFORMED_FRAMES": ("malformed frames in a row", "{:,}"),
    "MAX_REFUSED_LOGINS": ("refused logins in a row", "{:,}"),
    "KEEPALIVE_IDLE_SECONDS": ("a silent connection", "after {:g} s"),
    "KEEPALIVE_INTERVAL_SECONDS": ("a silent connection", "every {:g} s"),
    "KEEPALIVE_PROBES": ("a silent connection", "{:,} times"),
    "TCP_USER_TIMEOUT_SECONDS": ("a silent connection", "TCP_USER_TIMEOUT of {:g} s"),
    "PING_SECONDS": ("a silent rich connection", "every {:g} s"),
    "SILENT_SECONDS": ("a silent rich connection", "{:g} s"),
    "PLACE_KEPT_SECONDS": ("the place of a rich connection that ended", "{:g} s"),
    "EXPECTED_SECONDS": ("the place of a rich connection after a crash", "{:g} s"),
    "SESSION_SECONDS": ("a session without a connection", "{:,.0f} s"),
    "MAX_SESSIONS": ("sessions that are kept", "{:,}"),
    "OLD_AT_LOGIN": ("old messages at a first login", "{:,}"),
    "MAX_OLD_AT_ONCE": ("old messages for one `history`", "{:,}"),
    "max_per_address": ("connections from one address", "{:,} (`--max-per-address`"),
    "max_users": ("people in the room", "{:,} (`--max-users`"),
    "BURST_MESSAGES": ("messages of one person", "{:,} at once"),
    "rate": ("messages of one person", "then {:g} a second (`--rate`"),
    "MAX_WAITING_BYTES": ("output that waits for one connection", "{:,} bytes"),
    "STALLED_SECONDS": ("output that waits for one connection", "{:g} s without progress"),
    "MAX_WAITING_BYTES_IN_ALL": ("output that waits for all together", "{:,} bytes"),
    "RESERVED_DESCRIPTORS": ("file descriptors of the server", "{:,} are kept back"),
    "LISTEN_BACKLOG": ("connections that the system holds", "{:,}"),
    "MAX_ANSWERS_PER_SOURCE": ("answers to discovery", "{:,} a second to one source"),
    "MAX_ANSWERS": ("answers to discovery", "{:,} a second in all"),
    "REMOVED_SECONDS": ("a removed person's name", "{:g} s"),
    "CLOSING_SECONDS": ("the closing of a room", "{:g} s"),
}
UNITS = {"KIB", "MIB"}
IN_OTHER_SECTIONS = {
    "DEFAULT_UDP_PORT": "Over UDP, port {} ",
    "DEFAULT_TCP_PORT": "Over TCP, port {} ",
}


def numbers() -> dict[str, float]:
    """Every number of limits.py by its name, those a host can set among them."""
    found: dict[str, float] = {
        name: value
        for name, value in vars(limits).items()
        if name.isupper() and isinstance(value, int | float) and name not in UNITS
    }
    settable = limits.RoomLimits()
    found.update({field.name: getattr(settable, field.name) for field in fields(settable)})
    return found


def section(number: int, page: Path = PAGE) -> str:
    """The text of one numbered section."""
    return page.read_text(encoding="utf-8").partition(f"\n## {number}. ")[2].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of every table row in ``text``."""
    return [
        [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]


def conversation(page: Path = PAGE) -> list[tuple[str, str, bytes]]:
    """The worked example: who, ``>`` or ``<``, and the bytes."""
    found = re.findall(r"^(\w+) +([<>]) ((?:[0-9a-f]{2} )+) ", section(2, page), re.MULTILINE)
    return [(who, direction, bytes.fromhex(data)) for who, direction, data in found]


def test_sections_have_the_numbers_that_the_code_refers_to() -> None:
    headings = re.findall(r"^## (\d\. .+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [
        "1. Finding the server",
        "2. Frames",
        "3. Names",
        "4. The rich dialect",
        "5. Encodings",
        "6. Limits, and what happens at them",
    ]


def test_every_number_of_the_limits_has_its_place_on_the_page() -> None:
    assert set(numbers()) == set(IN_LIMITS_TABLE) | set(IN_OTHER_SECTIONS)


@pytest.mark.parametrize("name", IN_LIMITS_TABLE)
def test_number_stands_in_the_limits_table(name: str) -> None:
    beginning, words = IN_LIMITS_TABLE[name]
    matching = [row for row in rows(section(6)) if row[0].startswith(beginning)]
    expected = words.format(numbers()[name])
    assert any(re.search(rf"(?<![\d,]){re.escape(expected)}(?!,?\d)", row[1]) for row in matching), expected


@pytest.mark.parametrize("name", IN_OTHER_SECTIONS)
def test_default_port_stands_on_the_page(name: str) -> None:
    assert IN_OTHER_SECTIONS[name].format(numbers()[name]) in PAGE.read_text(encoding="utf-8")


def test_frame_limits_are_the_same_in_the_section_on_frames() -> None:
    text = section(2)
    for name in ("MAX_CLIENT_PAYLOAD_BYTES", "MAX_SERVER_PAYLOAD_BYTES", "MAX_SKIPPED_BYTES"):
        assert f"{numbers()[name]:,}" in text


@pytest.mark.parametrize("code", NoticeCode)
def test_notice_stands_on_the_page_word_for_word(code: NoticeCode) -> None:
    words = notice_words(Notice(code, name="NAME", number=SAMPLE_NUMBER)).replace(str(SAMPLE_NUMBER), "N")
    assert [f"`* {words}`"] in [row[:1] for row in rows(section(2))]


@pytest.mark.parametrize("page", [PAGE, CHINESE_PAGE], ids=["English", "Chinese"])
@pytest.mark.parametrize("code", NoticeCode)
def test_notice_has_its_code_and_its_keys_beside_it(code: NoticeCode, page: Path) -> None:
    words = notice_words(Notice(code, name="NAME", number=SAMPLE_NUMBER)).replace(str(SAMPLE_NUMBER), "N")
    [cell] = [row[2] for row in rows(section(2, page)) if row[0] == f"`* {words}`"]
    keys = ["name" if code in NAMED_NOTICES else "", NUMBER_KEYS.get(code, "")]
    assert re.findall("`([^`]+)`", cell) == [code.value, *filter(None, keys)]


def test_page_has_no_notice_that_the_server_never_says() -> None:
    listed = [row[0] for row in rows(section(2)) if row[0].startswith("`* ")]
    assert len(listed) == len(NoticeCode)


def test_reserved_names_stand_on_the_page() -> None:
    line = next(line for line in section(3).splitlines() if line.startswith("- Reserved"))
    assert re.findall("`([^`]+)`", line) == list(RESERVED_NAMES)


def test_request_stands_on_the_page_byte_for_byte() -> None:
    assert f"`{REQUEST_TEXT.decode()}`" in section(1)
    assert f"these {len(REQUEST_TEXT)} ASCII bytes" in section(1)


@pytest.mark.parametrize("number", range(1, 7))
def test_chinese_page_has_the_same_literals_in_every_section(number: int) -> None:
    english, chinese = (
        re.findall("`([^`]+)`", section(number, page).replace("```", "")) for page in (PAGE, CHINESE_PAGE)
    )
    assert sorted(chinese) == sorted(english)


def test_chinese_page_has_the_same_limits() -> None:
    english, chinese = (
        [re.findall(r"\d[\d,]*", row[1]) for row in rows(section(6, page))] for page in (PAGE, CHINESE_PAGE)
    )
    assert chinese == english


def test_chinese_page_has_the_same_conversation() -> None:
    assert conversation(CHINESE_PAGE) == conversation()


def test_conversation_on_the_page_happens_like_that() -> None:
    steps = conversation()
    assert len(steps) > 10
    with headless_server("--rate", "0") as server:
        people: dict[str, RawClient] = {}
        try:
            for who, direction, data in steps:
                if who not in people:
                    people[who] = RawClient(server.tcp_port)
                if direction == ">":
                    people[who].send(data)
                else:
                    people[who].expect(data)
            people["alice"].close()
            people["bob"].expect(b"\x023alice\x03")
        finally:
            for person in people.values():
                person.close()
