"""What is fuzzed: one function that takes any bytes, and the properties that must hold for all of them.

The rule: a check depends on its bytes alone. It raises nothing as long as every property holds, and
``AssertionError`` where one does not; so a file that once made it fail shows forever whether it still does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
CORPUS = FOLDER / "corpus"
DICTIONARY = FOLDER / "dictionary.txt"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is fuzzed. ``max_bytes`` is how long an input may be that says something new."""

    name: str
    about: str
    check: Callable[[bytes], None]
    max_bytes: int = 512

    @property
    def corpus(self) -> Path:
        """Where the inputs are that are kept with the tests."""
        return CORPUS / f"{self.name}.txt"

    @property
    def inputs(self) -> dict[str, bytes]:
        """What is kept with the tests, by name."""
        lines = self.corpus.read_text("ascii").splitlines() if self.corpus.exists() else []
        named = [line.partition(" ") for line in lines]
        return {name: read(written) for name, _, written in named}

    def keep(self, inputs: Mapping[str, bytes]) -> None:
        """Keep these and no others: a line each, in which every byte can be seen."""
        lines = [f"{name} {write(data)}".rstrip() + "\n" for name, data in inputs.items()]
        self.corpus.write_text("".join(lines), "ascii", newline="\n")


def write(data: bytes) -> str:
    """Return ``data`` as a line of ASCII that no editor changes."""
    written = data.decode("latin-1").encode("unicode_escape").decode("ascii")
    return written if not written.endswith(" ") else f"{written[:-1]}\\x20"


def read(written: str) -> bytes:
    """Return what was written."""
    return written.encode("ascii").decode("unicode_escape").encode("latin-1")


def text_of(data: bytes) -> str:
    """Return any text: what is not UTF-8 becomes lone surrogates, which programs get from each other too."""
    return data.decode("utf-8", "surrogateescape")
