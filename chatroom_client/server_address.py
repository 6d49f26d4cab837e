"""What a person types to say where the room is, as host and port.

The rule: whatever was meant is understood (a copied URL, full-width digits of a Chinese input method), and what
cannot be an address is refused with what is wrong with it, never with another exception.
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from shared.protocol.limits import DEFAULT_TCP_PORT

_MAX_CHARACTERS = 300  # a host name has at most 253
_QUOTES = (
    "\"'`<>()“”‘’„«»‹›「」『』《》〈〉【】"  # what an address comes wrapped in, out of a mail or a document
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PORT = re.compile(r"[0-9]{1,5}")
_LABEL = re.compile(
    r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
)  # with _, as in names of Windows computers
_ZONE = re.compile(r"[A-Za-z0-9_.~-]+")  # the interface behind fe80::1%eth0
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")


class AddressProblem(Enum):
    """Why an address is refused. The window has a sentence for each."""

    EMPTY = "empty"  # nothing was typed
    BAD_PORT = "bad port"  # what follows the colon is no number from 1 to 65535
    BAD_ADDRESS = "bad address"  # no computer can be called this: 300.1.1.1, 1.2.3


class InvalidServerAddress(Exception):
    """Raised for what cannot be an address; ``problem`` says why."""

    def __init__(self, problem: AddressProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a room is: an IP address or a host name, and the TCP port."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return the address as a person would type it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_server_address(text: str, default_port: int = DEFAULT_TCP_PORT) -> ServerAddress:
    """Return the address that ``text`` stands for; raises ``InvalidServerAddress``."""
    typed = _plain(text)
    if not typed:
        raise InvalidServerAddress(AddressProblem.EMPTY)
    if len(typed) > _MAX_CHARACTERS:
        raise InvalidServerAddress(AddressProblem.BAD_ADDRESS)
    host, port = _split(re.split(r"[/?#\\]", _SCHEME.sub("", typed, count=1), maxsplit=1)[0])
    return ServerAddress(_checked_host(host), default_port if port is None else _checked_port(port))


def _plain(text: str) -> str:
    # Longer than any address already, and normalizing takes its time.
    text = text[: 4 * _MAX_CHARACTERS]
    # Zero-width and direction marks come along with copied text. What they kept apart is normalized together.
    visible = "".join([c for c in text if unicodedata.category(c) not in {"Cf", "Cc"} or c.isspace()])
    return unicodedata.normalize("NFKC", visible).replace("。", ".").strip().strip(_QUOTES).strip()


def _split(typed: str) -> tuple[str, str | None]:
    if typed.startswith("["):
        host, bracket, rest = typed[1:].partition("]")
        rest = rest.strip()
        if not bracket or ":" not in host or (rest and not rest.startswith(":")):
            raise InvalidServerAddress(AddressProblem.BAD_ADDRESS)
        return host.strip(), rest[1:] if rest else None
    if typed.count(":") > 1:
        return typed, None  # IPv6 without brackets: all of it is the address
    host, colon, port = typed.partition(":")
    return host.strip(), port if colon else None


def _checked_port(typed: str) -> int:
    typed = typed.strip()
    if _PORT.fullmatch(typed) is None or not 1 <= int(typed) <= 65_535:
        raise InvalidServerAddress(AddressProblem.BAD_PORT)
    return int(typed)


def _checked_host(host: str) -> str:
    checked = _ipv6(host) if ":" in host else _ipv4_or_name(host)
    if checked is None:
        raise InvalidServerAddress(AddressProblem.BAD_ADDRESS)
    return checked


def _ipv6(host: str) -> str | None:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError:
        return None
    is_zone = address.scope_id is None or _ZONE.fullmatch(address.scope_id) is not None
    return None if address.is_unspecified or address.is_multicast or not is_zone else str(address)


def _ipv4_or_name(host: str) -> str | None:
    labels = host.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        # As in URLs: what ends in a number is an IPv4 address or a mistake, never a name.
        return _ipv4(labels)
    try:
        ascii_labels = [label.encode("idna").decode("ascii") for label in labels]
    except UnicodeError:
        return None
    is_name = all(_LABEL.fullmatch(label) for label in ascii_labels)
    return ".".join(labels).lower() if is_name and len(".".join(ascii_labels)) <= 253 else None


def _ipv4(parts: list[str]) -> str | None:
    # People write 192.168.001.005 and mean decimal numbers.
    if len(parts) != 4 or not all(re.fullmatch(r"[0-9]{1,3}", part) for part in parts):
        return None
    try:
        address = ipaddress.IPv4Address(".".join([str(int(part)) for part in parts]))
    except ValueError:
        return None
    is_a_computer = not (address.is_unspecified or address.is_multicast or str(address) == "255.255.255.255")
    return str(address) if is_a_computer else None
