"""What a person types to say where the room is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatroom_client.server_address import (
    AddressProblem,
    InvalidServerAddress,
    ServerAddress,
    parse_server_address,
)


@pytest.mark.parametrize(
    ("typed", "host", "port"),
    [
        ("192.168.1.5", "192.168.1.5", 9999),
        ("192.168.1.5:8000", "192.168.1.5", 8000),
        ("http://192.168.1.5:8000/", "192.168.1.5", 8000),
        ("https://192.168.1.5/room?x=1#here", "192.168.1.5", 9999),
        ("chat://192.168.1.5:1", "192.168.1.5", 1),
        ("１９２．１６８．１．５：８０００", "192.168.1.5", 8000),
        ("192。168。1。5", "192.168.1.5", 9999),
        ("192｡168｡1｡5", "192.168.1.5", 9999),
        ("192.168.1.5：65535", "192.168.1.5", 65_535),
        ("  192.168.1.5 : 8000\n", "192.168.1.5", 8000),
        ("“192.168.1.5”", "192.168.1.5", 9999),
        ("「192.168.1.5:8000」", "192.168.1.5", 8000),
        ("'teacher-pc'", "teacher-pc", 9999),
        ("\u200b192.168.1.5\u202c\ufeff", "192.168.1.5", 9999),
        ("192.168.001.005", "192.168.1.5", 9999),
        ("Teacher_PC:80", "teacher_pc", 80),
        ("teacher.local.", "teacher.local", 9999),
        ("教室.local", "教室.local", 9999),
        ("localhost", "localhost", 9999),
        ("1room", "1room", 9999),
        ("[::1]:8000", "::1", 8000),
        ("[::1]", "::1", 9999),
        ("http://[2001:DB8::5]:8000/", "2001:db8::5", 8000),
        ("fe80::1", "fe80::1", 9999),
        ("fe80::1%eth0", "fe80::1%eth0", 9999),
        ("［：：１］：８０００", "::1", 8000),
    ],
)
def test_address_is_understood(typed: str, host: str, port: int) -> None:
    assert parse_server_address(typed) == ServerAddress(host, port)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", AddressProblem.EMPTY),
        (" \t\u3000", AddressProblem.EMPTY),
        ("\u200b", AddressProblem.EMPTY),
        ("“”", AddressProblem.EMPTY),
        ("192.168.1.5:", AddressProblem.BAD_PORT),
        ("192.168.1.5:0", AddressProblem.BAD_PORT),
        ("192.168.1.5:65536", AddressProblem.BAD_PORT),
        ("192.168.1.5:chat", AddressProblem.BAD_PORT),
        ("192.168.1.5:-1", AddressProblem.BAD_PORT),
        ("[::1]:", AddressProblem.BAD_PORT),
        ("teacher:99999999999999999999", AddressProblem.BAD_PORT),
        ("300.1.1.1", AddressProblem.BAD_ADDRESS),
        ("1.2.3", AddressProblem.BAD_ADDRESS),
        ("1.2.3.4.5", AddressProblem.BAD_ADDRESS),
        ("9999", AddressProblem.BAD_ADDRESS),
        ("0x7f.1", AddressProblem.BAD_ADDRESS),
        ("0.0.0.0", AddressProblem.BAD_ADDRESS),
        ("255.255.255.255", AddressProblem.BAD_ADDRESS),
        ("224.0.0.1", AddressProblem.BAD_ADDRESS),
        ("::", AddressProblem.BAD_ADDRESS),
        ("1:2:3", AddressProblem.BAD_ADDRESS),
        ("[::1", AddressProblem.BAD_ADDRESS),
        ("[::1]8000", AddressProblem.BAD_ADDRESS),
        ("[192.168.1.5]:8000", AddressProblem.BAD_ADDRESS),
        (":8000", AddressProblem.BAD_ADDRESS),
        ("a..b", AddressProblem.BAD_ADDRESS),
        ("-a", AddressProblem.BAD_ADDRESS),
        ("two words", AddressProblem.BAD_ADDRESS),
        ("me@teacher", AddressProblem.BAD_ADDRESS),
        ("x" * 64, AddressProblem.BAD_ADDRESS),
        ("x." * 5000, AddressProblem.BAD_ADDRESS),
    ],
)
def test_what_is_wrong_is_said(typed: str, problem: AddressProblem) -> None:
    with pytest.raises(InvalidServerAddress) as refusal:
        parse_server_address(typed)
    assert refusal.value.problem is problem


def test_default_port_can_be_another() -> None:
    assert parse_server_address("teacher", default_port=7) == ServerAddress("teacher", 7)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789.:[]/%ab。：１２ \"'-_x", max_size=40),
        st.ip_addresses().map(str),
    )
)
def test_whatever_is_typed_is_an_address_or_refused(typed: str) -> None:
    try:
        address = parse_server_address(typed)
    except InvalidServerAddress as refusal:
        assert isinstance(refusal.problem, AddressProblem)
    else:
        assert address.host
        assert 1 <= address.port <= 65_535


@given(
    st.one_of(
        st.ip_addresses().map(str), st.from_regex(r"[a-z_][a-z0-9_]{0,20}(\.[a-z]{1,5})?", fullmatch=True)
    ),
    st.integers(1, 65_535),
)
def test_address_written_out_is_the_same_address(host: str, port: int) -> None:
    try:
        address = parse_server_address(f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
    except InvalidServerAddress:
        return  # an address that is no computer's
    assert parse_server_address(str(address)) == address
    assert address.port == port
