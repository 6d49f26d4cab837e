"""What a person types for a room's address: understood, or refused with what is wrong with it."""

from ipaddress import ip_address
from unicodedata import normalize

from chatroom_client.server_address import InvalidServerAddress, ServerAddress, parse_server_address
from shared.protocol.limits import DEFAULT_TCP_PORT
from tests.fuzz.target import text_of


def check_addresses(data: bytes) -> None:
    """All of it was typed."""
    typed = text_of(data)
    address = parsed(typed)
    if address is None:
        return
    assert 1 <= address.port <= 65_535
    bare = address.host.partition("%")[0]  # an interface has its own spelling
    assert bare and bare == bare.lower()
    assert not set(address.host) & set(" /?#\\@[]\n\t\r\x00"), "one host and nothing else"
    assert parsed(str(address)) == address, "what is shown can be typed"
    assert parsed(f" “http://{address}/” ") == address, "and copied out of a document"
    assert len(str(address)) <= 300
    if ":" in address.host or (address.host.isascii() and address.host.replace(".", "").isdigit()):
        found = ip_address(address.host)
        assert not found.is_unspecified and not found.is_multicast
        assert str(found) == address.host
    if ":" not in normalize("NFKC", typed):
        assert address.port == DEFAULT_TCP_PORT
        assert parse_server_address(typed, 1234) == ServerAddress(address.host, 1234)


def parsed(typed: str) -> ServerAddress | None:
    """The address, None for what cannot be one."""
    try:
        return parse_server_address(typed)
    except InvalidServerAddress:
        return None
